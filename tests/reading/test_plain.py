"""Plain text as saved from a web page: the whole article, nothing else, and the date of publication or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.reading import read_document
from communique.records import Document, Report

LEAD = "The mediator met both delegations on Tuesday and asked them to name their negotiators by the end of the week."
SECOND = "Neither side has refused, her spokesman said, but neither wants to be the first to hand over a list."
LAST = "The talks are to open on 4 March."
ARTICLE = f"{LEAD}\n\n{SECOND}\n\n{LAST}"


def read(text: str, source: str = "saved.txt", **given: str) -> Document:
    return read_document(Report(source, text.encode(), "text", given))


def test_menus_buttons_and_other_articles_are_taken_off() -> None:
    page = f"""<img src="https://pixel.example/x?a=1&amp;b=2" width="1">
Harbour Gazette
Menu
Home / World / Europe
Log in
We use cookies to give you a better experience.

Mediator asks for two lists

By Rosa Tellier, Harbour Agency
Published: March 1, 2016, 6:54pm
Share this
Facebook

PHOTO: The mediator in Oslo, 15 November 2015

{LEAD}

Sign up to get our newsletter in your inbox every morning.

{SECOND}

Two lists

{LAST}

Mediation, Lists, Talks, Oslo, Delegations
Related articles
Harbour fees rise again
A new crane for the old port
Back to top
Comments (12)
I never believed a word of this and I said so last year already.
© 2024 Harbour Gazette. All rights reserved."""
    found = read(page)
    assert found.text == f"{LEAD}\n\n{SECOND}\n\nTwo lists\n\n{LAST}"
    assert found.title == "Mediator asks for two lists"
    assert (found.author, found.agency) == ("Rosa Tellier", "Harbour Agency")
    assert (found.published.date, found.published.basis) == ("2016-03-01", "byline")


@pytest.mark.parametrize(
    "sentence",
    [
        "More in sorrow than in anger, the minister said that he would leave the hall.",
        "Terms of the deal were not disclosed.",
        "Copyright law was the last point on which they differed.",
        "Loading of the trucks began at dawn, the driver said.",
        "Subscribe to this plan or lose our aid, the envoy told the rebels on Sunday.",
        "“We cannot live on your donation for us,” the mayor said.",
        "Photos (which nobody has checked) show a column of trucks.",
        "The envoy left behind a document (a PDF file).",
        "By the end of the day, the truce had collapsed.",
        "Related talks in Oslo were put off.",
    ],
)
def test_sentence_that_begins_like_a_button_stays(sentence: str) -> None:
    assert sentence in read(f"Menu\n\nHead of it all\n\n{LEAD}\n\n{sentence}\n\n{LAST}\n\nBack to top").text


@pytest.mark.parametrize(
    "article",
    [
        "Talks resume on Monday.",
        "TALKS ON THE HARBOUR TREATY WILL RESUME ON MONDAY, THE MEDIATOR SAID.",
        "OSLO (Agency) - Talks on the harbour treaty will resume on Monday.",
        "- The talks resume on Monday in Oslo.\n\n- Both sides will come, the mediator said.",
        "She asked for three things:\n\n- a truce\n\n- a list\n\n- a date",
        "note to self\n\ncall the embassy about visas\n\nask who pays",
    ],
)
def test_short_listed_or_shouted_article_stays_whole(article: str) -> None:
    assert read(article).text == article


def test_article_goes_on_below_a_box_within_it() -> None:
    body = f"{LEAD}\n\nRelated stories\nHarbour fees rise again\nA crane for the port\n\n{SECOND}\n\n{SECOND} {LAST}"
    assert read(f"Menu\nMediator asks for two lists\n\n{body}").text == f"{LEAD}\n\n{SECOND}\n\n{SECOND} {LAST}"


def test_box_late_in_the_article_does_not_end_it() -> None:
    tail = f"{LEAD.replace('Tuesday', 'Friday')}\n\n{SECOND.replace('spokesman', 'deputy')}"
    box = "Related articles\n\nHarbour fees rise again\n\nA crane for the port"
    found = read(f"Menu\nMediator asks for two lists\n\n{ARTICLE}\n\n{SECOND} {LAST}\n\n{box}\n\n{tail}\n\nShare")
    assert found.text == f"{ARTICLE}\n\n{SECOND} {LAST}\n\n{tail}"


def test_byline_and_date_below_a_standfirst_are_read_and_taken_off() -> None:
    standfirst = "Neither delegation would say on whom it wants to see at the table."
    found = read(f"Menu\n\nMediator asks for two lists\n\n{standfirst}\n\nBy Rosa Tellier\n1 Mar 2016\n\n{ARTICLE}")
    assert found.text == f"{standfirst}\n\n{ARTICLE}"
    assert (found.author, found.published.date, found.published.basis) == ("Rosa Tellier", "2016-03-01", "byline")


def test_days_of_a_chronology_stay_and_date_nothing() -> None:
    text = f"Key dates of the harbour talks so far:\n\n2 January 2015\n\n{LEAD}\n\n9 May 2015\n\n{SECOND}"
    found = read(text)
    assert found.text == text
    assert not found.published.date


def test_captions_and_buttons_within_the_article_go() -> None:
    between = [
        "Image caption, The old customs house, seen from the quay in 2014",
        "Delegates leave the customs house, March 13, 2014 [Ole Brink/Harbour Agency]",
        "Continue reading the main story",
    ]
    assert read("\n\n".join(["Menu", LEAD, *between, SECOND, LAST])).text == ARTICLE


def test_note_of_ones_own_is_kept_with_its_lists_and_its_wrapped_lines() -> None:
    call = "Spoke to the island team for twenty minutes. They say they will{}come on Monday if the list is out by then."
    rest = "Asked about the port fees:{0}- frozen until June{0}- or a review\n\nto do: ring the port"
    found = read(f"{call.format(chr(10))}\n\n{rest.format(chr(10))}")
    assert found.text == f"{call.format(' ')}\n\n{rest.format(chr(10) * 2)}"


def test_short_paragraphs_that_follow_closely_stay_apart() -> None:
    close = [
        f"The {name} will send two people to the next round of the talks." for name in ("islanders", "port", "union")
    ]
    assert read("\n".join(close)).text == "\n\n".join(close)


def test_lines_wrapped_by_hand_are_joined() -> None:
    wrapped = LEAD.replace("asked them", "asked\nthem")
    found = read(
        f"{wrapped} Neither\nside has handed over a list as yet, her spokesman said, and the\nharbour waits.\n\n{LAST}"
    )
    assert found.text == (
        f"{LEAD} Neither side has handed over a list as yet, her spokesman said, and the harbour waits.\n\n{LAST}"
    )


@pytest.mark.parametrize(
    ("head", "date", "basis"),
    [
        ("Mediator asks for two lists\n\nMarch 1, 2016", "2016-03-01", "byline"),
        ("Mediator asks for two lists\nBy Rosa Tellier | 1 March 2016", "2016-03-01", "byline"),
        ("First published on Tue 1 Mar 2016 18.54 GMT", "2016-03-01", "byline"),
        ("Posted: 21/03/2016", "2016-03-21", "byline"),
        ("https://gazette.example/world/2016/03/01/two-lists", "2016-03-01", "url"),
        ("Tuesday, September 24, 2024\n\nMediator asks for two lists", "", "unknown"),
        ("Tuesday, September 24, 2024", "", "unknown"),
        ("Mediator asks for two lists\nLast updated: March 3, 2016", "", "unknown"),
        ("Mediator asks for two lists\nRetrieved 24 September 2024", "", "unknown"),
        ("Mediator asks for two lists\nPosted: 03/04/2016", "", "unknown"),
        ("MARCH 1, 2016 / 6:54 PM / 7 YEARS AGO\nMediator asks for two lists", "2016-03-01", "byline"),
        ("Mediator asks for two lists\nBy ROSA TELLIER and OLE BRINK MARCH 1, 2016", "2016-03-01", "byline"),
        ("Mediator asks for two lists\nBy Rosa Tellier | Updated March 3, 2016", "", "unknown"),
        ("Mediator asks for two lists\n\nThis article is more than 7 years old\n\n1 Mar 2016", "2016-03-01", "byline"),
        ("PHOTO: The mediator on November 15, 2015", "", "unknown"),
    ],
)
def test_only_a_date_of_publication_is_taken(head: str, date: str, basis: str) -> None:
    found = read(f"{head}\n\n{ARTICLE}")
    assert (found.published.date, found.published.basis) == (date, basis)
    assert found.text == ARTICLE


def test_dateline_gives_place_agency_and_day() -> None:
    found = read(f"OSLO, 2 March 2016 (Harbour Agency) - {LEAD}\n\n{LAST}")
    assert (found.place, found.agency) == ("Oslo", "Harbour Agency")
    assert (found.published.date, found.published.basis) == ("2016-03-02", "dateline")


def test_dateline_without_a_year_dates_nothing_and_says_so() -> None:
    found = read(f"OSLO, March 2 (Harbour Agency) - {LEAD}\n\n{LAST}")
    assert (found.place, found.published.date) == ("Oslo", "")
    assert "no year" in found.notes[0]


def test_masthead_date_is_noted() -> None:
    assert read(f"Tuesday, September 24, 2024\n\nMediator asks for two lists\n\n{ARTICLE}").notes


def test_what_the_person_says_outranks_the_report() -> None:
    found = read(f"Published: March 1, 2016\n\n{ARTICLE}", outlet="own notes", date="2016-02-05")
    assert (found.outlet, found.published.date, found.published.basis) == ("own notes", "2016-02-05", "given")


def test_folder_names_date_a_mirrored_site_only() -> None:
    assert read(ARTICLE, "mirror/gazette.example/2016/03/01/lists.txt").published.date == "2016-03-01"
    assert read(ARTICLE, "mine/2024/09/24/lists.txt").published.date == ""


def test_title_and_author_hold_no_control_characters() -> None:
    found = read(f"Mediator asks\x1b[31m for\x07 two lists\u202e\n\n{ARTICLE}")
    assert found.title.isprintable()
    assert "lists" in found.title


def test_report_in_another_language_is_kept_and_marked() -> None:
    french = "La médiatrice a rencontré mardi les deux délégations et leur a demandé une liste. " * 4
    assert read(french).language == "fr"
    assert read("Non, rien.").language == "en"


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80)
SENTENCE = st.sampled_from(
    [LEAD, SECOND, LAST, "Menu", "Comments", "", "<b>Bold</b> words & more of them.", "•  One", "a\tb"]
)


@given(st.lists(st.one_of(LINE, SENTENCE), max_size=20), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_segments_lead_back_to_the_bytes(lines: list[str], encoding: str) -> None:
    raw = ("\n".join([LEAD, "\x07 odd \x1f", *lines])).encode(encoding, "replace")
    found = read_document(Report("a.txt", raw, "text"))
    covered = bytearray(len(found.text))
    for segment in found.segments:
        source = raw[segment.raw_start : segment.raw_end].decode(found.encoding, "replace")
        assert seen(source) == seen(found.text[segment.start : segment.end])
        covered[segment.start : segment.end] = b"\x01" * (segment.end - segment.start)
    assert all(mark or char.isspace() for char, mark in zip(found.text, covered, strict=True))


def seen(text: str) -> str:
    """The characters of a text that a reader sees."""
    return "".join(char for char in text if char.isprintable() and not char.isspace())


SEEDS = {
    "000": ("", 2400),
    "001": ("2016-01-20", 2100),
    "002": ("", 1900),
    "003": ("2016-06-04", 1900),
    "004": ("", 1700),
}


@pytest.mark.parametrize("number", SEEDS)
def test_seed_gives_its_article_and_its_date_or_none(shared: Path, number: str) -> None:
    path = next((shared / "seeds").glob(f"{number}_*.txt"))
    found = read_document(Report(path.name, path.read_bytes(), "text"))
    date, size = SEEDS[number]
    assert found.published.date == date
    assert len(found.text) > size
    raw = path.read_text(encoding="utf-8")
    long = [line for line in raw.splitlines() if len(line.split()) > 25 and not line.startswith("PHOTO")]
    assert all(" ".join(line.split()) in found.text for line in long)
    left = ("PHOTO", "Back to top", "Comments", "Loading", "Privacy", "<img", "Linkedin", "Subscribe", "Published:")
    assert not [word for word in left if word in found.text]
