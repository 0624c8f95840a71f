"""A real browser at a real server: what the tests of the page share."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
COMMUNIQUE = Path(sys.executable).with_name("communique")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; skips where it is not installed."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM} (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def serving(dossier: Path) -> Iterator[str]:
    """`communique serve` on a free port, as a person runs it; gives its address."""
    command = [str(COMMUNIQUE), "serve", str(dossier), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"http://\S+", line)
        assert found, line
        try:
            yield found[0].rstrip("/")
        finally:
            server.terminate()


@contextmanager
def watched(browser: Browser, address: str, **about: object) -> Iterator[Page]:
    """A page that must not complain on its console, break a script, or ask anybody but the server for anything."""
    context: BrowserContext = browser.new_context(**about)  # type: ignore[arg-type]
    wrong: list[str] = []
    context.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
    page = context.new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []
