"""The API answers what the questions answer, and does what its description says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

import communique
from communique.web.app import create_app
from communique.web.asking import NEEDED, QUESTIONS
from tests.web.making import build_dossier


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - set(NEEDED)))
def test_question_answers_the_same_as_in_python(client: TestClient, island: Path, name: str) -> None:
    answer = client.get(f"/api/{name}", params={"as_of": "2020-01-25", "suggested": "true"})
    expected = getattr(communique, name)(island, as_of="2020-01-25", suggested=True)
    assert answer.json() == json.loads(msgspec.json.encode(expected))


def test_questions_that_need_something_say_so(client: TestClient) -> None:
    for name, (what, _) in NEEDED.items():
        answer = client.get(f"/api/{name.replace('_', '-')}")
        assert answer.status_code == 422
        assert f"?{what}=" in answer.json()["hint"]
    assert client.get("/api/search?q=gang").json()[0]["sentence"] == "Estria called the guild a gang."
    assert client.get("/api/blockers?gate=talks").json()["gate"] == "talks"
    moved = client.get("/api/what-if?set=condition a truce for talks = met").json()
    assert [move["what"] for move in moved["moves"]]


def test_misspelt_filter_is_an_error_and_not_everything(client: TestClient) -> None:
    answer = client.get("/api/positions?as-of=2020-01-01")
    assert answer.status_code == 422
    assert "as_of" in answer.json()["hint"]


def test_report_in_full_has_places_that_hold_their_words(client: TestClient) -> None:
    found = client.get("/api/documents/first").json()
    text = found["report"]["text"]
    assert [text[each["start"] : each["end"]] for each in found["mentions"]] == [m["text"] for m in found["mentions"]]
    assert {claim["type"] for claim in found["report"]["claims"]} == {"stance", "designation", "condition"}


def test_every_question_is_described(client: TestClient) -> None:
    described: dict[str, Any] = client.get("/openapi.json").json()
    assert {f"/api/{name.replace('_', '-')}" for name in QUESTIONS} <= set(described["paths"])
    assert "Evidence" in described["components"]["schemas"]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    app = create_app(build_dossier(tmp_path_factory.mktemp("fuzz") / "island"))
    loaded = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"host": "localhost"})
    loaded.config.headers = {"host": "localhost", "x-csrf-token": app.state.site.csrf}
    return loaded


SOUND, UNSOUND = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
ASKED = [*((name, mode) for name in sorted(QUESTIONS) for mode in (SOUND, UNSOUND)), ("documents/{id}", SOUND)]


@pytest.mark.parametrize(("path", "mode"), [*ASKED, ("show/{id}", SOUND)])
def test_whatever_is_asked_the_answer_is_as_described(described: Any, path: str, mode: GenerationMode) -> None:
    operation = described[f"/api/{path.replace('_', '-')}"]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()
