"""Every page answers from the record, and every line of it leads to its sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import html

from communique.records import Story
from communique.web.app import create_app
from communique.web.site import PAGES
from tests.record.strategies import THIRD, claim, read
from tests.web.conftest import BASE
from tests.web.making import GANG, READS, build_dossier

PATHS = [
    *(path for _, path in PAGES if path != "/review"),
    "/search?q=island",
    "/documents/first",
    "/gates?gate=talks",
    "/actors?actor=Norland",
    "/gates?gate=talks&set=condition+a+truce+for+talks+%3D+met",
]


def tree(client: TestClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.text)
    return html.fromstring(answer.text)


def links(page: html.HtmlElement, path: str) -> Iterator[str]:
    for address in page.xpath("//a/@href | //*[local-name()='a']/@href"):
        whole = urljoin(BASE + path, str(address))
        if whole.startswith(BASE):
            yield whole.removeprefix(BASE).partition("#")[0]


def test_every_link_of_every_page_leads_somewhere(client: TestClient) -> None:
    seen, waiting = set[str](), list(PATHS)
    while waiting and len(seen) < 400:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text)
        if answer.headers["content-type"].startswith("text/html") and urlsplit(path).path != "/search":
            waiting += links(html.fromstring(answer.text), path)
    assert len(seen) > 60


@pytest.mark.parametrize("path", PATHS)
def test_page_has_a_heading_a_title_and_one_place_in_the_navigation(client: TestClient, path: str) -> None:
    page = tree(client, path)
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("string(//title)").strip().endswith("· Communiqué")
    assert len(page.xpath("//nav//a[@aria-current='page']")) == (0 if path.startswith("/search") else 1)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PATHS)
def test_page_has_no_script_or_style_of_its_own(client: TestClient, path: str) -> None:
    page = tree(client, path)
    assert page.xpath("//script[not(@src)] | //style | //@style") == []
    assert not list(page.xpath("//@*[starts-with(name(), 'on')]/.."))
    assert all(str(src).startswith("/static/") for src in page.xpath("//script/@src | //link/@href | //img/@src"))


def test_cell_of_a_list_opens_the_sentence_and_leads_to_the_report(client: TestClient) -> None:
    [cell] = tree(client, "/lists").xpath("//a[contains(., 'calls terrorist')]")
    assert "10 Jan 2020" in cell.text_content()
    evidence = tree(client, cell.get("href"))
    assert evidence.xpath("string(//blockquote)").strip() == "Estria called the guild a gang."
    assert "The Island Post" in evidence.xpath("string(//figcaption)")
    [report] = evidence.xpath("//figcaption//a/@href")
    lit = tree(client, report).xpath("//span[contains(@class, 'lit')]")
    assert "".join(each.text_content() for each in lit) == "Estria called the guild a gang."


def test_filters_stand_in_the_address_and_in_the_form(client: TestClient) -> None:
    assert "calls terrorist" not in tree(client, "/lists?as_of=2020-01-01").text_content()
    page = tree(client, "/positions?as_of=2020-01-15")
    assert page.xpath("//input[@name='as_of']/@value") == ["2020-01-15"]
    assert all("as_of=2020-01-15" in link for link in page.xpath("//nav[@aria-label='Pages']//a/@href"))


def test_blank_fields_of_a_form_ask_for_nothing(client: TestClient) -> None:
    assert client.get("/positions?as_of=&since=&until=&actor=&limit=").status_code == 200


def test_suggested_is_marked_in_words(client: TestClient) -> None:
    [row] = tree(client, "/positions?actor=Cy+Dahl&suggested=true").xpath("//a[contains(@class, 'chip')]")
    assert "suggested" in row.get("class")
    assert "suggested" in row.text_content()
    assert "Cy Dahl" not in tree(client, "/positions").text_content()


def test_reading_view_keeps_the_article_and_marks_all_that_was_read(client: TestClient) -> None:
    page = tree(client, "/documents/first")
    assert page.xpath("string(//article[@class='text']//p)") == READS[0].document.text
    kinds = {name for classes in page.xpath("//article[@class='text']//p//@class") for name in classes.split()}
    assert {"claim", "said", "name", "stated"} <= kinds
    assert "Norland said that Estria must leave." in page.xpath("string(//pre)")
    suggested = tree(client, "/documents/third").xpath("//p//span[contains(@class, 'suggested')]")
    assert suggested


def test_raw_report_is_a_file_of_plain_text(client: TestClient) -> None:
    answer = client.get("/documents/first/raw")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.text == READS[0].document.raw.decode()


def test_what_if_tells_what_moves_and_changes_nothing(client: TestClient) -> None:
    before = client.get("/gates?gate=talks").text
    page = tree(client, "/gates?gate=talks&set=condition+a+truce+for+talks+%3D+met")
    assert "talks" in page.xpath("string(//div[@class='outcome'])")
    assert page.xpath("//input[@name='set' and @checked]/@value") == ["condition a truce for talks = met"]
    assert client.get("/gates?gate=talks").text == before


def test_slip_is_an_arrow_and_a_number_of_days(client: TestClient) -> None:
    page = tree(client, "/timeline")
    assert "+10 days" in page.xpath("string(//table)")
    titles = page.xpath("//*[local-name()='title']/text()")
    assert "on 2020-01-30 moved from 2020-02-01 to 2020-02-11, +10 days" in titles


def test_search_marks_what_it_found(client: TestClient) -> None:
    page = tree(client, "/search?q=gang")
    assert set(page.xpath("//ol//mark/text()")) == {"gang"}
    assert "No report holds these words" in tree(client, "/search?q=zebra").text_content()


def test_part_of_a_page_has_no_frame(client: TestClient) -> None:
    [cell] = tree(client, "/lists").xpath("//a[contains(., 'calls terrorist')]/@href")
    part = client.get(f"{cell}?part=1").text
    assert "<html" not in part
    assert "Estria called the guild a gang." in part.replace("<mark>", "").replace("</mark>", "")


def test_empty_dossier_shows_designed_emptiness(tmp_path: Path) -> None:
    client = TestClient(create_app(build_dossier(tmp_path / "empty", [], Story(title="Empty"))), base_url=BASE)
    for _, path in PAGES:
        if path != "/review":
            assert 'class="empty"' in client.get(path).text, path


def test_dossier_without_a_record_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "dossier.toml").write_text("")
    answer = TestClient(create_app(tmp_path), base_url=BASE).get("/")
    assert answer.status_code == 503
    assert "communique add" in answer.text


def test_what_is_added_shows_at_once(tmp_path: Path) -> None:
    folder = build_dossier(tmp_path / "d", READS[:1])
    client = TestClient(create_app(folder), base_url=BASE)
    assert "1 report," in client.get("/documents").text
    swap(folder, build_dossier(tmp_path / "beside", READS))
    assert "4 reports," in client.get("/documents").text


def swap(folder: Path, other: Path) -> None:
    """Put another record in the place of a dossier's, as `add` does."""
    for name in ("record.search", "record.duckdb"):
        (other / name).rename(folder / name)


def test_pages_answer_while_the_record_is_swapped(tmp_path: Path) -> None:
    folder = build_dossier(tmp_path / "d", READS[:1])
    client = TestClient(create_app(folder), base_url=BASE)
    seen: list[int] = []

    def look() -> None:
        seen.extend(client.get("/lists").status_code for _ in range(20))

    looking = threading.Thread(target=look)
    looking.start()
    for size in (2, 3, 4):
        swap(folder, build_dossier(tmp_path / f"beside{size}", READS[:size]))
    looking.join()
    assert seen == [200] * 20
    assert "denies terrorist" in client.get("/lists").text


def test_same_view_is_the_same_page(island: Path) -> None:
    def views() -> list[str]:
        client = TestClient(create_app(island), base_url=BASE)
        return [re.sub(r'name="csrf" content="[^"]*"', "", client.get(path).text) for path in PATHS]

    assert views() == views()


def test_pictures_do_not_depend_on_the_order_of_hashing(island: Path, tmp_path: Path) -> None:
    drawn = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.svg"
        program = f"import communique; communique.plot({str(island)!r}, 'network', {str(target)!r})"
        subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        drawn.append(target.read_text())
    assert drawn[0] == drawn[1]


def test_long_names_do_not_stretch_a_list(tmp_path: Path) -> None:
    long = "the " + "very " * 400 + "long guild"
    folder = build_dossier(tmp_path / "d", [read("a", claims=[claim(**{**GANG, "argument": long}, span=THIRD)])])
    page = TestClient(create_app(folder), base_url=BASE).get("/lists")
    assert page.status_code == 200
    assert len(page.text) < 20_000
