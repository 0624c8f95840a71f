"""The page of a large dossier: 500 reports of a press archive, in a real browser."""

from __future__ import annotations

import gzip
import itertools
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import COMMUNIQUE, chromium, serving, watched

REPORTS = 500
LARGEST = 500_000  # bytes of a page
PATHS = ("/", "/lists", "/gates", "/positions", "/timeline", "/network", "/actors", "/documents", "/search?q=talks")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address(browser: Browser, shared: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of a dossier with the first reports of the archive and the story of the example."""
    folder = tmp_path_factory.mktemp("archive")
    with gzip.open(shared / "corpora/press-2016.jsonl.gz", "rt", encoding="utf-8") as archive:
        (folder / "reports.jsonl").write_text("".join(itertools.islice(archive, REPORTS)), encoding="utf-8")
    story = root / "examples/syria-talks/dossier.toml"
    for words in (("init", folder / "d", "--from", story), ("add", folder / "d", folder / "reports.jsonl")):
        subprocess.run([COMMUNIQUE, *words], check=True, capture_output=True)
    with serving(folder / "d") as found:
        yield found


@pytest.mark.parametrize("path", PATHS)
def test_view_of_an_archive_is_sound_and_small(browser: Browser, address: str, path: str) -> None:
    for suggested in ("", "&suggested=true" if "?" in path else "?suggested=true"):
        with watched(browser, address) as page:
            answer = page.goto(address + path + suggested, timeout=120_000)
            assert answer is not None
            assert answer.ok
            assert len(answer.body()) < LARGEST
            expect(page.locator("h1")).to_be_visible()


def test_report_of_an_archive_can_be_read(browser: Browser, address: str) -> None:
    with watched(browser, address) as page:
        page.goto(f"{address}/search?q=talks")
        page.locator(".hits a").first.click()
        expect(page.locator(".lit").first).to_be_in_viewport()
