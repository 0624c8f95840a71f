"""A person reviews in a real browser: one key, an undo, a new start of the server, and the decision is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from communique.record import load_decisions
from tests.web.browsing import chromium, serving, watched


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def test_review_undo_and_a_new_start(island: Path, tmp_path: Path, browser: Browser) -> None:
    folder = Path(shutil.copytree(island, tmp_path / "island"))
    with serving(folder) as address, watched(browser, address) as page:
        page.goto(f"{address}/review")
        shown = page.locator(".claim-card .kicker .mono")
        first = shown.text_content() or ""
        page.get_by_label("Who decides").first.fill("An")
        page.locator("h1").click()
        page.keyboard.press("r")
        expect(shown).not_to_have_text(first)
        assert page.locator(".beside").get_by_text("reject").count() == 1
        page.wait_for_load_state()  # a key is heard once the page's script has run
        page.keyboard.press("u")
        expect(shown).to_have_text(first)
        page.wait_for_load_state()
        page.keyboard.press("c")
        assert page.locator("#correct").evaluate("each => each.open")
        page.locator("#correct").get_by_label("Topic").fill("another island")
        page.get_by_role("button", name="Save the correction").click()
        expect(shown).not_to_have_text(first)
    with serving(folder) as address, watched(browser, address) as page:
        page.goto(f"{address}/review/bin")
        told = page.locator("main").inner_text()
        assert "another island" in told
        assert "undone" in told
    assert [(each.act, each.who) for each in load_decisions(folder)][::2] == [("reject", "An"), ("correct", "An")]


def test_a_selected_sentence_becomes_a_claim(island: Path, tmp_path: Path, browser: Browser) -> None:
    folder = Path(shutil.copytree(island, tmp_path / "island"))
    with serving(folder) as address, watched(browser, address) as page:
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
