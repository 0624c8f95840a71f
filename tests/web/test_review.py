"""Reviewing on the page and through the API: decisions are written at once, undone, opposed, and never lost."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

import communique
from communique.record import load_decisions
from communique.web.app import create_app
from tests.web.conftest import BASE


@pytest.fixture
def folder(island: Path, tmp_path: Path) -> Path:
    """A dossier of its own, to write into."""
    return Path(shutil.copytree(island, tmp_path / "island"))


@pytest.fixture
def browser(folder: Path) -> TestClient:
    client = TestClient(create_app(folder), base_url=BASE, raise_server_exceptions=False)
    client.headers["origin"] = BASE
    return client


def token(client: TestClient) -> str:
    found = re.search(r'name="csrf" content="([^"]+)"', client.get("/review").text)
    assert found
    return found[1]


def send(client: TestClient, **fields: str) -> Any:
    return client.post("/review", data={"csrf": token(client), **fields}, follow_redirects=False)


def api(client: TestClient, **said: Any) -> Any:
    return client.post("/api/decisions", json=said, headers={"x-csrf-token": token(client)})


def first(client: TestClient) -> dict[str, Any]:
    row: dict[str, Any] = client.get("/api/queue", params={"limit": 1}).json()[0]
    return row


def settle(client: TestClient) -> None:
    client.app.state.site.refresher.wait()  # type: ignore[attr-defined]


def test_the_page_shows_the_first_claim_with_its_reason_and_its_sentence(browser: TestClient) -> None:
    row, page = first(browser), unescape(browser.get("/review").text)
    assert row["reasons"][0] in page
    assert f"<mark>{row['evidence'][0]['quote']}</mark>" in page
    assert '<a href="/review" aria-current="page">' in page


def test_a_form_decides_and_the_next_claim_is_there_at_once(browser: TestClient, folder: Path) -> None:
    row = first(browser)
    answer = send(browser, act="reject", id=row["id"], who="An", why="so it is")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    [decision] = load_decisions(folder)
    assert (decision.act, decision.who, decision.why) == ("reject", "An", "so it is")
    assert first(browser)["id"] != row["id"]
    page = browser.get("/review").text
    assert "so it is" in page
    assert 'name="who" value="An"' in page
    assert send(browser, act="undo", who="An").status_code == 303
    assert first(browser)["id"] == row["id"]
    settle(browser)
    assert {each["state"] for each in browser.get("/api/decisions").json()} == {"undone", "applied"}


def test_second_reviewer_is_shown_both_and_can_choose(browser: TestClient, folder: Path) -> None:
    row = first(browser)
    assert send(browser, act="reject", id=row["id"], who="An").status_code == 303
    answer = send(browser, act="accept", id=row["id"], who="Bo", why="she says so")
    assert answer.status_code == 409
    assert "An" in answer.text
    assert "she says so" in answer.text
    assert len(load_decisions(folder)) == 1
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    assert browser.post("/review", data=hidden, follow_redirects=False).status_code == 303
    settle(browser)
    assert [(each["who"], each["state"]) for each in browser.get("/api/decisions").json()] == [
        ("Bo", "applied"),
        ("An", "replaced"),
    ]


def test_the_api_writes_and_answers_conflicts(browser: TestClient, folder: Path) -> None:
    row = first(browser)
    answer = api(browser, act="correct", id=row["id"], fields={"polarity": str(-row["polarity"])}, who="An")
    assert answer.status_code == 201
    id = answer.json()["id"]
    answer = api(browser, act="reject", id=row["id"], who="Bo")
    assert (answer.status_code, answer.json()["over"], answer.json()["theirs"]["who"]) == (409, id, "An")
    assert api(browser, act="reject", id=row["id"], who="Bo", over=id).status_code == 201
    assert api(browser, act="merge", id="Norland", other="Estria").status_code == 201
    assert api(browser, act="exclude", id="third").status_code == 201
    assert [each.act for each in load_decisions(folder)] == ["correct", "reject", "merge", "exclude"]
    for wrong, status in (({"act": "dance"}, 422), ({"act": "accept", "id": "nothing"}, 404), ({"acts": "x"}, 422)):
        assert api(browser, **wrong).status_code == status, wrong
    assert browser.post("/api/decisions", json={"act": "undo"}).status_code == 403
    settle(browser)
    assert {row["id"] for row in browser.get("/api/documents").json()} == {"first", "second", "fourth"}


def test_a_report_is_put_right_left_out_and_put_back(browser: TestClient, folder: Path) -> None:
    page = browser.get("/review/reports/second", params={"quote": "Norland and Estria met in Vienna"}).text
    assert ">Norland and Estria met in Vienna</textarea>" in page
    said = {"field-type": "consult", "field-holder": "Norland", "field-argument": "Estria", "field-polarity": "1"}
    assert send(browser, act="add", id="second", quote="Norland and Estria met in Vienna", **said).status_code == 303
    assert send(browser, act="correct", id="second", **{"field-outlet": "Cedar Post"}).status_code == 303
    assert send(browser, act="exclude", id="third").status_code == 303
    settle(browser)
    rows = {row["id"]: row["outlet"] for row in browser.get("/api/documents").json()}
    assert rows["second"] == "Cedar Post"
    assert "third" not in rows
    [excluded] = communique.bin(folder)
    assert "report third" in browser.get("/review/bin").text
    assert send(browser, act="restore", id=excluded.id).status_code == 303
    settle(browser)
    assert "third" in {row["id"] for row in browser.get("/api/documents").json()}


def test_a_correction_from_an_old_page_of_a_report_shows_both(browser: TestClient, folder: Path) -> None:
    def form() -> dict[str, str]:
        page = browser.get("/review/reports/second").text
        part = page.partition("Date and outlet")[2].partition("</form>")[0]
        return dict(re.findall(r'type="hidden" name="(act|id|over)" value="([^"]*)"', part))

    old = form()
    assert send(browser, **old, who="An", **{"field-outlet": "Cedar Post"}).status_code == 303
    settle(browser)
    answer = send(browser, **old, who="Bo", **{"field-outlet": "Maple Post"})
    assert answer.status_code == 409
    assert "Cedar Post" in answer.text
    assert send(browser, **form(), who="Bo", **{"field-outlet": "Maple Post"}).status_code == 303
    assert [each.who for each in load_decisions(folder)] == ["An", "Bo"]


def hidden(page: str, button: str) -> dict[str, str]:
    """The hidden fields of the form with this button."""
    form = next(part for part in page.split("<form")[1:] if f">{button}" in part.partition("</form>")[0])
    return dict(re.findall(r'type="hidden" name="(act|id|over)" value="([^"]*)"', form.partition("</form>")[0]))


def test_names_split_and_merged_from_an_old_page_show_both(browser: TestClient, folder: Path) -> None:
    page = browser.get("/review/joining").text
    merge, split = hidden(page, "Merge them"), hidden(page, "Split it off")
    assert send(browser, **merge, id="Norland", other="Estria", who="An").status_code == 303
    answer = send(browser, **split, id="Estria", called="Estria proper", who="Bo")
    assert answer.status_code == 409
    assert "Norland = Estria" in answer.text
    assert send(browser, **merge, id="Estria", other="Norland", who="Bo").status_code == 409
    settle(browser)
    assert send(browser, **split, id="Estria", called="Estria proper", who="Bo").status_code == 409
    assert len(load_decisions(folder)) == 1
    now = hidden(browser.get("/review/joining").text, "Split it off") | {"id": "Estria"}
    assert send(browser, **now, called="Estria proper", who="Bo").status_code == 303
    settle(browser)
    assert "Estria proper" in {row["name"] for row in browser.get("/api/actors").json()}


def test_report_left_out_from_an_old_page_shows_who_corrected_it(browser: TestClient, folder: Path) -> None:
    old = hidden(browser.get("/review/reports/second").text, "Leave the report out")
    outlet = {"field-outlet": "Cedar Post"}
    assert send(browser, act="correct", id="second", over="", who="An", **outlet).status_code == 303
    answer = send(browser, **old, who="Bo", why="a copy")
    assert answer.status_code == 409
    assert "Cedar Post" in answer.text
    assert "a copy" in answer.text
    assert [each.who for each in load_decisions(folder)] == ["An"]
    again = hidden(answer.text, "Leave the report out all the same")
    assert send(browser, **again, who="Bo").status_code == 303
    settle(browser)
    assert browser.get("/api/documents", params={"limit": 9}).json()[1]["id"] == "third"
    assert send(browser, act="restore", id="second").status_code == 303
    settle(browser)
    assert {row["id"]: row["outlet"] for row in browser.get("/api/documents").json()}["second"] == "Cedar Post"


def test_what_is_decided_about_a_report_that_another_left_out_is_told_and_kept(
    browser: TestClient, folder: Path
) -> None:
    page = browser.get("/review/reports/second").text
    correct, row = hidden(page, "Save"), first(browser)
    report = row["evidence"][0]["document"]
    assert send(browser, act="exclude", id="second", over="", who="An").status_code == 303
    assert send(browser, act="exclude", id=report, over="", who="An").status_code == 303
    answer = send(browser, **correct, who="Bo", **{"field-outlet": "Cedar Post"})
    assert answer.status_code == 409
    assert 'href="/review/bin"' in answer.text
    assert send(browser, act="accept", id=row["id"], over="", who="Bo").status_code == 409
    kept = hidden(answer.text, "Keep yours for then")
    assert send(browser, **kept, who="Bo", **{"field-outlet": "Cedar Post"}).status_code == 303
    assert send(browser, act="restore", id="second").status_code == 303
    settle(browser)
    assert {row["id"]: row["outlet"] for row in browser.get("/api/documents").json()}["second"] == "Cedar Post"


def test_claim_that_two_people_read_otherwise_in_the_same_words_shows_both(browser: TestClient, folder: Path) -> None:
    words = "Norland and Estria met in Vienna"
    old = hidden(browser.get("/review/reports/second").text, "Add the claim") | {"act": "add", "quote": words}
    said = {"field-type": "agree", "field-holder": "Norland", "field-argument": "Estria"}
    assert send(browser, **old, **said, **{"field-polarity": "1"}, who="An").status_code == 303
    assert send(browser, **old, **said, **{"field-polarity": "1"}, who="Bo").status_code == 303
    other = said | {"field-holder": "Estria", "field-argument": "Norland", "field-polarity": "-1"}
    assert send(browser, **old, **other, who="Bo").status_code == 303
    answer = send(browser, **old, **said, **{"field-polarity": "-1"}, who="Cy")
    assert answer.status_code == 409
    assert "Add yours too" in answer.text
    assert [each.who for each in load_decisions(folder)] == ["An", "Bo", "Bo"]


def test_decisions_are_there_after_the_server_starts_anew(browser: TestClient, folder: Path) -> None:
    row = first(browser)
    send(browser, act="accept", id=row["id"], why="<script>alert(1)</script>")
    settle(browser)
    again = TestClient(create_app(folder), base_url=BASE)
    assert [each["state"] for each in again.get("/api/decisions").json()] == ["applied"]
    for path in ("/review", "/review/bin", "/review/joining", f"/review?claim={row['id']}"):
        page = again.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text


@pytest.mark.parametrize("path", ["/review?place=9999", "/review?place=-1", "/review?claim=", "/review?place=400"])
def test_an_odd_place_in_the_queue_is_a_page(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 200


def test_what_cannot_be_decided_is_told_on_a_page(browser: TestClient, folder: Path) -> None:
    row = first(browser)
    assert send(browser, act="correct", id=row["id"]).status_code == 422
    assert send(browser, act="accept", id="gone").status_code == 404
    assert send(browser, act="", id=row["id"]).status_code in (404, 422)
    assert load_decisions(folder) == ()
