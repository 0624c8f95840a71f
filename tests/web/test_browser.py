"""The example dossier in a real browser: what a person does with it, by mouse, by keyboard and by ear."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import COMMUNIQUE, chromium, serving, watched

expect.set_options(timeout=30_000)  # machines that test are often busy

PATHS = (
    "/",
    "/lists",
    "/gates?gate=talks&as_of=2016-02-03",
    "/positions?suggested=true",
    "/timeline",
    "/network",
    "/actors",
    "/actors?actor=Russia",
    "/documents",
    "/search?q=terrorist",
    "/search?q=zebra",
)


@pytest.fixture(scope="module")
def example(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example dossier with the decisions of its reviewer."""
    folder, source = tmp_path_factory.mktemp("browser") / "syria-talks", root / "examples/syria-talks"
    for words in (
        ("init", folder, "--from", source / "dossier.toml"),
        ("add", folder, source / "reports"),
        ("decide", folder, "--from", source / "decisions.jsonl"),
    ):
        subprocess.run([COMMUNIQUE, *words], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address(browser: Browser, example: Path) -> Iterator[str]:
    with serving(example) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, address, viewport={"width": 1280, "height": 900}) as found:
        yield found


def test_three_clicks_from_the_start_to_the_sentence(page: Page, address: str) -> None:
    """Who calls Jaish al-Islam a terrorist group, since when, and in which sentence?"""
    page.goto(address)
    page.get_by_role("link", name="Lists").first.click()
    cell = page.get_by_role("row", name="Jaish al-Islam").first.get_by_role("link", name="Russia on Jaish al-Islam")
    expect(cell).to_contain_text("since 4 Nov 2015")
    cell.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("Russia")
    expect(panel).to_contain_text("also regards Ahrar al-Sham and Jaish al-Islam as terrorist groups")
    expect(panel).to_contain_text("4 Nov 2015")
    panel.get_by_role("link", name="Read it in the report").last.click()
    lit = page.locator(".lit").first
    expect(lit).to_be_visible()
    expect(lit).to_be_in_viewport()


def test_slider_moves_the_brief_through_the_story(page: Page, address: str) -> None:
    page.goto(address)
    slider = page.get_by_role("slider", name="Day of the story")
    slider.fill("20")
    expect(page.locator("#brief")).to_contain_text("As of 19 November 2015")
    assert "as_of=2015-11-19" in page.url
    expect(page.get_by_role("link", name="Lists").first).to_have_attribute("href", "/lists?as_of=2015-11-19")
    slider.press("End")
    expect(page.locator("#brief")).to_contain_text("As of 14 March 2016")
    expect(page.locator("#brief")).to_contain_text("What blocks")


def test_evidence_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/positions")
    link = page.locator("a[data-evidence]").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#evidence-title")).to_be_focused()
    expect(page.get_by_role("dialog").locator("blockquote").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


def test_first_tab_leads_past_the_navigation(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_switch_of_the_what_if_shows_what_moves(page: Page, address: str) -> None:
    page.goto(f"{address}/gates?gate=invitations&as_of=2016-01-21")
    page.get_by_role("switch").first.check()
    expect(page.get_by_role("status")).to_contain_text("Then")
    expect(page.get_by_role("switch").first).to_be_checked()
    assert "set=" in page.url


def test_mark_of_a_picture_opens_its_sentence(page: Page, address: str) -> None:
    page.goto(f"{address}/network")
    page.locator("svg.picture a[data-evidence]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").locator("blockquote").first).to_be_visible()


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    with watched(browser, address, java_script_enabled=False) as page:
        page.goto(f"{address}/lists")
        page.get_by_role("link", name="Russia on Jaish al-Islam").first.click()
        expect(page.locator("blockquote").first).to_be_visible()
        page.goto(address)
        page.get_by_label("As of", exact=True).fill("2016-01-21")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("#brief")).to_contain_text("As of 21 January 2016")


@pytest.mark.parametrize("path", PATHS)
def test_page_fits_a_phone(browser: Browser, address: str, path: str) -> None:
    with watched(browser, address, viewport={"width": 360, "height": 740}) as page:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    """The checker of accessibility; skips where it is not installed."""
    script = root / "build/axe/node_modules/axe-core/axe.min.js"
    if not script.exists():
        pytest.skip("axe-core is not here (npm install --prefix build/axe axe-core)")
    return script.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PATHS, "evidence", "report"])
def test_nothing_stands_in_the_way_of_a_screen_reader(
    browser: Browser, address: str, axe: str, path: str, scheme: str
) -> None:
    with watched(browser, address, color_scheme=scheme) as page:
        open_place(page, address, path)
        page.evaluate(axe)
        found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
        assert [
            (fault["id"], node["html"][:160], node["failureSummary"][:300])
            for fault in found["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"][:3]
        ] == []


def open_place(page: Page, address: str, place: str) -> None:
    """A page by its path, or one of those that a click leads to."""
    if place == "evidence":
        page.goto(f"{address}/lists")
        page.locator("a[data-evidence]").first.click()
        expect(page.get_by_role("dialog").locator("blockquote").first).to_be_visible()
    elif place == "report":
        page.goto(f"{address}/documents")
        page.locator("tbody a").nth(3).click()
    else:
        page.goto(address + place)


def test_it_prints_without_its_frame(page: Page, address: str) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator("#slider")).to_be_hidden()
    expect(page.get_by_role("heading", name="What blocks", exact=True)).to_be_visible()
