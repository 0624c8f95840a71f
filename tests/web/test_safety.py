"""Who may ask, and what a browser may do with the answer."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from communique.errors import InputError
from communique.web.app import create_app
from communique.web.safety import ADDRESS_LIMIT, BODY_LIMIT
from communique.web.serving import address_of, is_loopback, listen, serve
from tests.web.conftest import BASE

TOKEN = "a-long-enough-secret"


@contextmanager
def writing(dossier: Path, **given: str) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A client of an app with one route that writes, and the headers of a request that may."""
    app = create_app(dossier, **given)

    async def write(request: Request) -> dict[str, str]:
        return {"got": (await request.body()).decode()}

    app.post("/write")(write)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        yield client, {"x-csrf-token": app.state.site.csrf, "origin": BASE}


def test_page_runs_nothing_that_is_not_a_file_of_ours(client: TestClient) -> None:
    headers = client.get("/").headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "[", "127.0.0.1.evil.example:8000"])
def test_no_stranger_s_name_leads_to_the_page(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Island" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_this_machine_goes_by_its_names(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_further_names_can_be_given(island: Path) -> None:
    client = TestClient(create_app(island, hosts=["Desk.example"]), base_url=BASE)
    assert client.get("/", headers={"host": "desk.example:8000"}).status_code == 200


def test_writing_needs_a_page_of_this_server(island: Path) -> None:
    with writing(island) as (client, right):
        assert client.post("/write", content="x", headers=right).json() == {"got": "x"}
        form = {"csrf": right["x-csrf-token"], "why": "so"}
        assert client.post("/write", data=form, headers={"origin": BASE}).status_code == 200
        for wrong in (
            {},
            {"x-csrf-token": "guess"},
            {**right, "x-csrf-token": right["x-csrf-token"][:-1]},
            {**right, "origin": "http://evil.example"},
            {**right, "origin": "null"},
            {**right, "origin": "http://["},
            {**right, "origin": "http://127.0.0.1:9999"},
            {**right, "sec-fetch-site": "cross-site"},
        ):
            assert client.post("/write", content="x", headers=wrong).status_code == 403, wrong


def test_bodies_and_addresses_have_limits(island: Path) -> None:
    with writing(island) as (client, right):
        assert client.post("/write", content="x" * BODY_LIMIT, headers=right).status_code == 200
        assert client.post("/write", content="x" * (BODY_LIMIT + 1), headers=right).status_code == 413
        assert client.get("/?actor=" + "x" * ADDRESS_LIMIT).status_code == 414


def test_with_a_token_nothing_is_shown_without_it(island: Path) -> None:
    with writing(island, token=TOKEN) as (client, right):
        for path in ("/", "/static/base.css", "/openapi.json", "/?token=wrong", "/?token="):
            assert client.get(path).status_code == 401, path
        assert client.post("/write", content="x", headers=right).status_code == 401
        bearer = {"authorization": f"Bearer {TOKEN}"}
        assert client.get("/", headers=bearer).status_code == 200
        assert client.post("/write", content="x", headers=right | bearer).status_code == 200
        assert client.post("/write", content="x", headers=bearer).status_code == 403


def test_token_in_the_address_becomes_a_cookie_and_leaves_the_address(island: Path) -> None:
    with writing(island, token=TOKEN) as (client, _):
        answer = client.get(f"/?as_of=2020-01-20&token={TOKEN}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/?as_of=2020-01-20")
        assert "httponly" in answer.headers["set-cookie"].lower()
        assert client.get("/").status_code == 200


def test_redirect_with_a_token_stays_on_this_server(island: Path) -> None:
    with writing(island, token=TOKEN) as (client, _):
        answer = client.get(f"//evil.example/?token={TOKEN}", follow_redirects=False)
        assert not answer.headers.get("location", "/").startswith("//")


def test_elsewhere_than_on_this_machine_a_token_is_in_the_address() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "desk.example")] == [
        *([True] * 3),
        *([False] * 3),
    ]
    assert address_of(("::1", 80), "") == "http://[::1]:80/"
    assert address_of(("10.0.0.1", 80), "t") == "http://10.0.0.1:80/?token=t"


def test_short_token_and_impossible_place_are_one_clear_error(island: Path) -> None:
    with pytest.raises(InputError, match="too short"):
        serve(island, token="secret")
    with pytest.raises(InputError, match="cannot be served there"):
        serve(island, host="203.0.113.7", token=TOKEN)


def test_errors_are_a_page_without_a_trace(island: Path) -> None:
    app = create_app(island)

    def broken() -> None:
        raise RuntimeError("inner workings")

    app.get("/broken")(broken)
    client = TestClient(app, base_url=BASE, raise_server_exceptions=False)
    for path, status in (("/broken", 500), ("/nowhere", 404), ("/?as_of=soon", 422), ("/?actor=Atlantis", 404)):
        answer = client.get(path)
        assert (answer.status_code, "Traceback" in answer.text, "inner workings" in answer.text) == (
            status,
            False,
            False,
        )
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"])
def test_paths_do_not_leave_the_files_of_the_page(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_second_half_of_an_answer_does_not_wait_for_the_reader_to_acknowledge_the_first() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        served, _ = listener.accept()
        with served:
            assert served.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
