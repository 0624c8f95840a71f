"""Web pages: the article with its title, outlet, author, and the date that the markup tells."""

from __future__ import annotations

import contextlib
import html
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from communique.errors import InputError
from communique.reading import read_document
from communique.records import Document, Report

LEAD = "The mediator met both delegations on Tuesday and asked them to name their negotiators by the end of the week."
SECOND = "Neither side has refused, her spokesman said, but neither wants to be the first to hand over a list."
LAST = "The talks are to open on 4 March."
BODY = f"<p>{LEAD}</p>\n<p>{SECOND}</p>\n<p>{LAST}</p>"
TITLE = "Mediator asks for two lists"


def read(page: str, source: str = "page.html") -> Document:
    return read_document(Report(source, page.encode(), "html"))


def page(head: str = "", above: str = "", below: str = "", body: str = BODY) -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE} | Harbour Gazette</title>{head}</head><body>"
        f"<header><p>Tuesday, 24 September 2024</p><time datetime='2024-09-24'>today</time><nav><a href='/'>Home</a>"
        f"<a href='/w'>World</a></nav></header><article><h1>{TITLE}</h1>{above}{body}</article>"
        f"<aside><h3>Most read</h3><p>Harbour fees rise again, to nobody's surprise.</p></aside>{below}"
        "<footer>© 2024 Harbour Gazette. All rights reserved.</footer></body></html>"
    )


def test_article_title_and_outlet() -> None:
    found = read(
        page(above="<p>By Rosa Tellier, Harbour Agency</p><ul><li><a>Share</a></li><li><a>Tweet</a></li></ul>")
    )
    assert found.text == f"{LEAD}\n\n{SECOND}\n\n{LAST}"
    assert (found.title, found.outlet) == (TITLE, "Harbour Gazette")
    assert (found.author, found.agency) == ("Rosa Tellier", "Harbour Agency")
    assert (found.published.date, found.published.basis) == ("", "unknown")


def test_page_with_all_its_furniture_gives_the_article_its_byline_and_its_day() -> None:
    cookies = "<div class='consent'><p>We use cookies to make this page work. By clicking on you accept it.</p></div>"
    standfirst = "Neither delegation would say on Tuesday whom it wants to see at the table"
    above = (
        f"{cookies}<p class='lead'>{standfirst}</p>"
        "<p class='byline'>By <a href='/r'>Rosa Tellier</a>, Harbour Agency</p><p>Published: 1 March 2016</p>"
        "<ul class='share'><li><a>Facebook</a></li><li><a>WhatsApp</a></li></ul>"
        "<figure><img src='x'><figcaption>The hall on 2 February 2015. Photo: Ole Brink</figcaption></figure>"
    )
    found = read(page(above=above, body=f"<p>{LEAD}</p><h2>Two lists</h2><p>{SECOND}</p><p>{LAST}</p>"))
    assert found.text == f"{standfirst}\n\n{LEAD}\n\nTwo lists\n\n{SECOND}\n\n{LAST}"
    assert (found.author, found.agency, found.outlet) == ("Rosa Tellier", "Harbour Agency", "Harbour Gazette")
    assert (found.published.date, found.published.basis) == ("2016-03-01", "byline")


def test_day_in_figures_that_can_be_two_days_is_unknown_and_said() -> None:
    found = read(page(above="<p>Published: 03/04/2016</p>"))
    assert not found.published.date
    assert "day and month" in found.notes[0]


def test_page_in_another_language_is_kept_and_marked() -> None:
    french = "Les deux délégations se sont vues mardi et la médiatrice leur a demandé une liste de noms. " * 4
    found = read(f"<html lang='fr'><body><article><h1>Deux listes</h1><p>{french}</p></article></body></html>")
    assert (found.language, found.text) == ("fr", french.strip())


def test_captions_and_comments_are_left_out() -> None:
    figure = "<figure><img src='x'><figcaption>The mediator in Oslo, 15 November 2015</figcaption></figure>"
    comments = "<div id='comments'><h3>Comments</h3><p>I never believed a word of this and said so last year.</p></div>"
    found = read(page(above=figure, below=comments))
    assert found.text == f"{LEAD}\n\n{SECOND}\n\n{LAST}"
    assert not found.published.date


@pytest.mark.parametrize(
    "body",
    [
        "<p>Talks resume on Monday.</p>",
        "<p>She asked for:</p><ul><li>a truce in the harbour,</li><li>a list of names.</li></ul>",
        f"<blockquote><p>{SECOND}</p></blockquote><p>{LAST}</p>",
        f"<table><tr><td><p>{LEAD}</p><p>{SECOND}</p></td></tr></table>",
        f"{LEAD}<br><br>{SECOND}<br><br>{LAST}",
    ],
)
def test_unusual_article_loses_no_sentence(body: str) -> None:
    found = read(f"<html><body>{body}</body></html>")
    words = html.unescape(body).replace("<br>", " ")
    for tag in ("p", "ul", "li", "table", "tr", "td", "blockquote"):
        words = words.replace(f"<{tag}>", " ").replace(f"</{tag}>", " ")
    assert " ".join(found.text.split()) == " ".join(words.split())


@pytest.mark.parametrize(
    ("head", "above", "date", "basis"),
    [
        ("<meta property='article:published_time' content='2016-03-01T23:30:00-05:00'>", "", "2016-03-01", "metadata"),
        ("<meta name='DC.date.issued' content='March 1, 2016'>", "", "2016-03-01", "metadata"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "ItemList", "itemListElement": [{"@type":'
            ' "NewsArticle", "datePublished": "2019-09-09"}]}, {"@type": "NewsArticle", "datePublished":'
            ' "2016-03-01"}]}</script>',
            "",
            "2016-03-01",
            "metadata",
        ),
        ("", "<time class='published' datetime='2016-03-01T10:00'>1 March</time>", "2016-03-01", "metadata"),
        ("", "<div><time datetime='2016-03-01'>1 March</time></div>", "2016-03-01", "metadata"),
        ("", "<p>Published: 1 March 2016</p>", "2016-03-01", "byline"),
        ("<link rel='canonical' href='https://g.example/2016/03/01/lists'>", "", "2016-03-01", "url"),
        ("<meta property='article:modified_time' content='2020-01-02'>", "", "", "unknown"),
        ("<meta name='date' content='03/04/2016'>", "", "", "unknown"),
        ("<meta name='date' content='tomorrow'>", "", "", "unknown"),
        ("", "<p>The truce of 11 September 2001 was the last one that held.</p>", "", "unknown"),
        ("", "<figure><time datetime='2015-11-15'>then</time></figure>", "", "unknown"),
    ],
)
def test_date_comes_from_markup_about_publication(head: str, above: str, date: str, basis: str) -> None:
    found = read(page(head=head, above=above))
    assert (found.published.date, found.published.basis) == (date, basis)


def test_date_in_the_title_dates_nothing() -> None:
    assert not read(page().replace(TITLE, "The accord of 11 September 2001")).published.date


def test_address_dates_the_page_that_was_fetched_from_it() -> None:
    found = read(page(), "https://gazette.example/world/2016/03/01/lists")
    assert (found.published.date, found.published.basis) == ("2016-03-01", "url")
    assert found.url == "https://gazette.example/world/2016/03/01/lists"


@pytest.mark.parametrize("empty", ["<html></html>", "<ul><li><a>One</a></li><li><a>Two</a></li></ul>", "<!--", "<p>"])
def test_page_without_article_is_one_clear_error(empty: str) -> None:
    with pytest.raises(InputError) as error:
        read(empty)
    assert len(str(error.value).splitlines()) == 1
    assert error.value.hint


def test_no_script_and_no_control_character_in_what_is_kept() -> None:
    hostile = page(body=f"<p>{LEAD}<script>alert(1)</script></p><p>{SECOND}</p>").replace(
        TITLE, "Two &#27;[31m lists &#8238;asked&#x7;"
    )
    found = read(hostile)
    assert "alert" not in found.text
    assert found.title.isprintable()
    assert found.outlet.isprintable()


@pytest.mark.parametrize(
    "hostile",
    [
        "<!--" * 50_000,
        "<script " * 50_000,
        "<a " * 50_000,
        "&amp" * 50_000,
        "<div>" * 50_000,
        "<td><p>" * 20_000,
        "<" * 99_999,
    ],
)
def test_hostile_page_ends_in_time(hostile: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(InputError):
        read(f"<html><body>{hostile}<p>{LEAD}</p>")
    assert time.monotonic() - started < 20


PIECE = st.sampled_from(
    [LEAD, SECOND, "Bread &amp; butter&nbsp;talks", "<b>bold</b>ly", "nego&shy;tia&#116;ions", "<!-- gone -->", "\n ",
     "<br>", "</p><p>", "<i>", "é“”", "x < y", "<img alt='a>b'>"]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECE, max_size=25), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_segments_lead_back_to_the_markup(pieces: list[str], encoding: str) -> None:
    raw = f"<html><body><article><p>{LEAD}</p><p>{' '.join(pieces)}</p></article></body></html>".encode(encoding)
    found = read_document(Report("a.html", raw, "html"))
    assert found.segments
    last = 0
    for segment in found.segments:
        source = raw[segment.raw_start : segment.raw_end].decode(found.encoding)
        assert words_of(source) == words_of(found.text[segment.start : segment.end])
        assert segment.raw_start >= last
        last = segment.raw_end


def words_of(markup: str) -> str:
    """The visible characters of markup, by another way than the reader's."""
    text = (
        parser.fragment_fromstring(markup, create_parent="div").xpath("string()")
        if "<" in markup
        else html.unescape(markup)
    )
    return "".join(str(text).replace("\xad", "").split())


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.sampled_from("<>/!-&;=\"' apdivscrt\n\x00é"), max_size=200))
def test_any_markup_is_read_or_refused(markup: str) -> None:
    with contextlib.suppress(InputError):
        assert read(markup).title.isprintable()
