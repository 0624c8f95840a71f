"""Entries of tables, lists and feeds: clean text is left alone, and the usual names are understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import InputError
from communique.reading import find_reports, read_document
from communique.records import Document, Report

TEXT = "The talks resume on Monday, the mediator said."


def read(entry: object, **given: str) -> Document:
    return read_document(Report("a.jsonl#1", json.dumps(entry).encode(), "fields", given))


def test_usual_names() -> None:
    found = read(
        {
            "id": "g-7",
            "title": "Talks\nresume ",
            "text": TEXT,
            "date": "2016-01-10 21:45:06",
            "source": "Harbour Gazette",
            "link": "https://g.example/7",
            "authors": ["Rosa Tellier", "Ole Brink"],
            "language": "en-GB",
        }
    )
    assert (found.id, found.title, found.text, found.outlet) == ("g-7", "Talks resume", TEXT, "Harbour Gazette")
    assert (found.published.date, found.published.basis, found.published.confidence) == ("2016-01-10", "given", 1.0)
    assert (found.url, found.author, found.language) == ("https://g.example/7", "Rosa Tellier, Ole Brink", "en")


def test_what_the_person_says_outranks_the_entry() -> None:
    found = read({"text": TEXT, "date": "2016-01-10", "outlet": "Gazette"}, date="2016-01-11", outlet="own notes")
    assert (found.published.date, found.outlet) == ("2016-01-11", "own notes")


def test_no_id_gives_the_same_hash_each_time() -> None:
    assert read({"text": TEXT}).id == read({"text": TEXT}).id
    assert len(read({"text": TEXT}).id) == 16
    assert read({"text": TEXT}).id != read({"text": TEXT + " "}).id


def test_doubtful_date_is_unknown_and_said() -> None:
    found = read({"text": TEXT, "date": "03/04/2016"})
    assert found.published.date == ""
    assert "03/04/2016" in found.notes[0]


def test_address_dates_an_entry_without_a_date() -> None:
    found = read({"text": TEXT, "url": "https://g.example/2016/01/20/talks"})
    assert (found.published.date, found.published.basis) == ("2016-01-20", "url")


@pytest.mark.parametrize("entry", [{}, {"text": ""}, {"text": " \n"}, {"text": None}, [], "words", {"html": "<p></p>"}])
def test_entry_without_text_is_one_clear_error(entry: object) -> None:
    with pytest.raises(InputError) as error:
        read(entry)
    assert len(str(error.value).splitlines()) == 1
    assert error.value.hint


ODD = st.text(min_size=1).filter(lambda text: any(char.isalnum() for char in text))


@given(text=ODD, plain=st.booleans())
def test_clean_text_comes_back_unchanged_with_its_place(text: str, *, plain: bool) -> None:
    raw = json.dumps({"title": 'the "text": x', "text": text, "id": 1}, ensure_ascii=plain).encode()
    found = read_document(Report("a.jsonl#1", raw, "fields"))
    assert found.text == text
    for segment in found.segments:
        source = raw[segment.raw_start : segment.raw_end].decode()
        assert json.loads(f'"{source}"') == text[segment.start : segment.end]
    covered = {index for segment in found.segments for index in range(segment.start, segment.end)}
    assert all(char.isspace() for index, char in enumerate(text) if index not in covered)


def test_lone_surrogates_do_not_reach_the_dossier() -> None:
    raw = b'{"text": "Talks \\ud83d resume on Monday.", "title": "\\udc00 Talks"}'
    found = read_document(Report("a.jsonl#1", raw, "fields"))
    assert found.text == "Talks \ufffd resume on Monday."
    assert found.title.encode()


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Gazette</title>
<item><guid>g-1</guid><title>Talks resume</title><link>https://g.example/1</link>
<pubDate>Tue, 02 Feb 2016 23:30:00 -0500</pubDate>
<description>&lt;p&gt;The talks resume on Monday, &lt;b&gt;she&lt;/b&gt; said.&lt;/p&gt;
&lt;p&gt;Both sides come.&lt;/p&gt;</description></item>
<item><guid>g-2</guid><title>Nothing else</title></item></channel></rss>"""


def test_feed_gives_an_entry_each(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(FEED)
    report, failure = find_reports([str(path)])
    assert isinstance(report, Report)
    found = read_document(report)
    assert found.text == "The talks resume on Monday, she said.\n\nBoth sides come."
    assert (found.title, found.outlet, found.url) == ("Talks resume", "Harbour Gazette", "https://g.example/1")
    assert (found.published.date, found.published.basis) == ("2016-02-02", "metadata")
    assert failure.source.endswith("#2")
    whole = found.raw[found.segments[0].raw_start : found.segments[0].raw_end].decode()
    assert whole == "The talks resume on Monday, <b>she</b> said."


def test_day_of_the_last_change_is_less_sure(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    path.write_text(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>G</title><entry><id>1</id>"
        "<updated>2016-02-03T10:00:00Z</updated><content>The talks resume on Monday, she said.</content></entry></feed>"
    )
    (report,) = find_reports([str(path)])
    assert isinstance(report, Report)
    found = read_document(report)
    assert found.published.date == "2016-02-03"
    assert found.published.confidence < 0.7
    assert found.notes
