"""A person reviews in a real browser: one key, an undo, a new start of the server, and the decision is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from communique.record import load_decisions

CHROMIUM = shutil.which("chromium")
playwright: Any = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
Page = Any  # of playwright, which need not be installed
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A dossier served by the command; gives the address that it prints."""
    command = [str(Path(sys.executable).with_name("communique")), "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout
            line = next(line for line in process.stdout if "http://" in line)
            yield next(word for word in line.split() if word.startswith("http://")).rstrip("/.")
        finally:
            process.terminate()


@pytest.fixture
def page() -> Iterator[Page]:
    """A page that may ask nobody but this machine, and must not complain."""
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda asked: None if "127.0.0.1" in asked.url else told.append(asked.url))
        yield page
        browser.close()
        assert told == []


def test_review_undo_and_a_new_start(island: Path, tmp_path: Path, page: Page) -> None:
    folder = Path(shutil.copytree(island, tmp_path / "island"))
    with served(folder) as address:
        page.goto(f"{address}/review")
        shown = page.locator(".claim-card .kicker .mono")
        first = shown.text_content() or ""
        page.get_by_label("Who decides").first.fill("An")
        page.locator("h1").click()
        page.keyboard.press("r")
        playwright.expect(shown).not_to_have_text(first)
        assert page.locator(".beside").get_by_text("reject").count() == 1
        page.keyboard.press("u")
        playwright.expect(shown).to_have_text(first)
        page.keyboard.press("c")
        assert page.locator("#correct").evaluate("each => each.open")
        page.locator("#correct").get_by_label("Topic").fill("another island")
        page.get_by_role("button", name="Save the correction").click()
        playwright.expect(shown).not_to_have_text(first)
    with served(folder) as address:
        page.goto(f"{address}/review/bin")
        told = page.locator("main").inner_text()
        assert "another island" in told
        assert "undone" in told
    assert [(each.act, each.who) for each in load_decisions(folder)][::2] == [("reject", "An"), ("correct", "An")]


def test_a_selected_sentence_becomes_a_claim(island: Path, tmp_path: Path, page: Page) -> None:
    folder = Path(shutil.copytree(island, tmp_path / "island"))
    with served(folder) as address:
        page.goto(f"{address}/documents/second")
        page.locator("article.text p").first.evaluate(
            "each => { const range = document.createRange(); range.selectNodeContents(each);"
            " getSelection().removeAllRanges(); getSelection().addRange(range); }"
        )
        page.get_by_text("Add a claim from this").click()
        assert "Norland and Estria met in Vienna" in page.locator("textarea[name=quote]").input_value()
        page.get_by_label("Topic").fill("the island")
        page.get_by_role("button", name="Add the claim").click()
        page.wait_for_selector(".beside b")
    [added] = load_decisions(folder)
    assert added.act == "add"
    assert added.after
    assert added.after.topic == "the island"
