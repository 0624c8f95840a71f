"""Nothing in a report, a title, an outlet's name or an address runs or breaks the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from lxml import html

import communique
from communique.charts.plotting import draw
from communique.charts.svg import picture_file
from communique.records import Claim, Read
from communique.web.app import create_app
from tests.record.strategies import claim, event, read, statement
from tests.web.conftest import BASE
from tests.web.making import build_dossier

TURN = chr(0x202E)
ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title></textarea></style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}{{ config }}",
    "javascript:alert(1)",
    "<svg onload=alert(1)>",
    "]]><!--<style>*{display:none}</style>",
    f"gnp{TURN}fdp.exe",
    "\x00\x1b[2J\x07\x85",
    "x" * 20_000,
    "../../../../etc/passwd",
    "\u202a\u2066isolated\u2069\u061c",
    "&lt;b&gt;&#60;script&#62;",
)


def hostile_read(number: int, attack: str) -> Read:
    """A report that has an attack wherever a text can stand."""
    text = f"{attack} said that {attack}. Norland and Estria met in Vienna. Estria called the guild a gang."
    return read(
        f"d{number} {attack[:60]}",
        text=text,
        title=attack,
        outlet=attack,
        author=attack,
        agency=attack,
        place=attack,
        url=f"javascript:alert(1)//{attack[:200]}",
        raw=text.encode(),
        notes=(attack,),
        claims=list(hostile_claims(attack, text)),
        events=[event(actor=attack, place=attack)],
        statements=[statement(attack)],
    )


def hostile_claims(attack: str, text: str) -> Iterator[Claim]:
    for kind in ("stance", "designation", "participation", "condition", "schedule"):
        for holder in ("Norland", "Estria"):
            made = claim(
                kind,
                holder=holder,
                argument=attack,
                topic=f"the talks <- {attack}" if kind == "condition" else attack,
                polarity=1 if holder == "Norland" else -1,
                date="2020-01-10" if kind == "schedule" else "",
                span=(0, 40),
            )
            yield Claim(**{**{name: getattr(made, name) for name in made.__struct_fields__}, "quote": text[:40]})


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reads = [hostile_read(number, attack) for number, attack in enumerate(ATTACKS)]
    return build_dossier(tmp_path_factory.mktemp("hostile") / "dossier", reads)


PAGES = (
    "/",
    "/lists",
    "/gates",
    "/positions",
    "/timeline",
    "/network",
    "/actors?limit=999",
    "/documents",
    "/search?q=Norland",
)


@pytest.fixture(scope="module")
def pages(hostile: Path) -> dict[str, str]:
    """Every kind of page of the hostile dossier, as a browser gets it."""
    client = TestClient(create_app(hostile), base_url=BASE)
    found = {path: client.get(path) for path in PAGES}
    reports = html.fromstring(found["/documents"].text).xpath("//tbody//a/@href")
    assert len(reports) == len(ATTACKS)
    first = {f"{path}#0": html.fromstring(found[path].text).xpath("//a[@data-evidence]/@href") for path in PAGES}
    found |= {path: client.get(path) for path in reports}
    corrected = [str(path).replace("/documents/", "/review/reports/", 1) for path in reports]
    found |= {path: client.get(path) for path in corrected}
    found |= {path: client.get(path) for links in first.values() for path in links[:12]}
    assert {answer.status_code for answer in found.values()} == {200}
    return {path: answer.text for path, answer in found.items()}


def test_no_element_or_handler_of_a_report_is_in_a_page(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        page = html.fromstring(text)
        assert page.xpath("//script[not(starts-with(@src, '/static/'))] | //style | //img | //iframe") == [], path
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], path
        assert page.xpath("//*[@autofocus]") == [], path
        assert len(page.xpath("//title[parent::head]")) == 1


def test_no_link_leads_to_a_script(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        for address in html.fromstring(text).xpath("//@href | //@src | //@action"):
            assert str(address).startswith(("/", "#")), (path, address)


def test_nothing_of_a_report_is_a_template(pages: dict[str, str]) -> None:
    assert any("{{ 7 * 7 }}" in text for text in pages.values())


def test_nothing_turns_the_direction_of_writing(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        turned = {
            char for char in text if unicodedata.bidirectional(char) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI")
        }
        assert not turned, path
        assert not [char for char in text if unicodedata.category(char) == "Cc" and char not in "\n\t\r"], path


def test_pages_stay_small(pages: dict[str, str]) -> None:
    assert {path for path, text in pages.items() if len(text.encode()) > 500_000} == set()


@pytest.mark.parametrize("what", ["lists", "positions", "timeline", "network"])
def test_pictures_are_sound_and_run_nothing(hostile: Path, what: str, tmp_path: Path) -> None:
    root = ElementTree.fromstring(picture_file(draw(hostile, what, suggested=True)))
    names = {element.tag.partition("}")[2] for element in root.iter()}
    assert names <= {"svg", "style", "rect", "path", "circle", "text", "title", "g"}
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or "href" in key]
    made = communique.plot(hostile, what, tmp_path / "picture.png", suggested=True)
    assert made.read_bytes().startswith(b"\x89PNG")


def test_raw_report_cannot_become_a_page(hostile: Path) -> None:
    client = TestClient(create_app(hostile), base_url=BASE)
    [path] = html.fromstring(client.get("/documents").text).xpath("//tbody//a[contains(@href, 'd0')]/@href")
    answer = client.get(f"{path}/raw")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_what_a_person_asks_is_no_less_harmless(client: TestClient) -> None:
    for attack in ATTACKS:
        words = attack[:200]
        for path in ("/search?q=", "/positions?actor=", "/lists?list=", "/gates?set=", "/?as_of=", "/documents/"):
            page = html.fromstring(client.get(path + quote(words, safe="")).text)
            assert page.xpath("//script[not(@src)] | //img | //@*[starts-with(name(), 'on')]") == []
