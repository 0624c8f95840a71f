"""Addresses: what they answer is read; errors are one line; no redirect leads to a private address."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from communique.reading import fetch, find_reports, read_document
from communique.records import Failure, Report

PAGE = b"<html><body><article><p>The talks resume on Monday, the mediator said.</p></article></body></html>"


class Site(BaseHTTPRequestHandler):
    """Answers by path: a page, a packed page, an error, a redirect, silence, too much."""

    def do_GET(self) -> None:
        if self.path == "/gone":
            self.send_error(404)
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
        elif self.path == "/silent":
            threading.Event().wait(1.0)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write({"/packed.gz": gzip.compress(PAGE), "/long": b"word " * 50_000}.get(self.path, PAGE))

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def failure_of(address: str) -> Failure:
    (found,) = find_reports([address])
    assert isinstance(found, Failure)
    assert found.hint
    assert found.problem.isprintable()
    return found


@pytest.mark.parametrize("path", ["/2016/01/20/talks", "/packed.gz"])
def test_address_that_a_person_typed_is_read_even_if_it_is_local(site: str, path: str) -> None:
    (report,) = find_reports([site + path])
    assert isinstance(report, Report)
    found = read_document(report)
    assert found.text == "The talks resume on Monday, the mediator said."
    assert found.source == found.url == site + path
    assert found.published.basis == ("url" if "2016" in path else "unknown")


def test_missing_page(site: str) -> None:
    assert "404" in failure_of(f"{site}/gone").problem


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:9/x",
        "http://localhost/x",
        "http://10.0.0.1/x",
        "http://169.254.169.254/latest",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://0.0.0.0/x",
        "http://2130706433/x",
        "file:///etc/hosts",
        "ftp://127.0.0.1/x",
        "//127.0.0.1/x",
    ],
)
def test_redirect_to_a_private_address_is_refused(site: str, target: str) -> None:
    assert "redirects to" in failure_of(f"{site}/to/{target}").problem


def test_silence_and_too_much_are_cut_off(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "TIMEOUT", 0.2)
    assert "no answer" in failure_of(f"{site}/silent").problem
    monkeypatch.setattr(fetch, "MAX_REPORT", 1000)
    assert "larger than" in failure_of(f"{site}/long").problem


@pytest.mark.parametrize(
    "address", ["http://", "http://127.0.0.1:9/", "http://[bad", "https://a b/\x1b[31m", "http://x:99999/"]
)
def test_address_that_leads_nowhere(address: str) -> None:
    assert failure_of(address).source.isprintable()


def test_public_addresses() -> None:
    assert fetch.is_public("93.184.216.34")
    assert not fetch.is_public("192.168.1.1")
    assert not fetch.is_public("100.64.0.1")
    assert not fetch.is_public("no.such.host.invalid")
