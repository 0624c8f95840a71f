"""Only what the article bears out is kept, in the article's own words."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.actors import world_gazetteer
from communique.claims.model import grounding
from communique.claims.model.folding import FoldedText, fold
from communique.claims.model.grounding import Grounded, ground_claims
from communique.claims.writing import QUOTE
from communique.pipeline import extract_document
from communique.records import Document, Published, Read

TEXT = (
    "PARIS — Spain’s foreign minister, Maria Lopez, said on Tuesday that her country “would not attend” the talks.\n"
    "France accused Greece of breaking the truce. Lopez met the Greek envoy Nikos Pappas in Vienna on March 8.\n"
    "The second round of talks is planned for March 20. Harbour unions urged Greece to free the prisoners."
)
GOOD = {
    "type": "accuse",
    "holder": "France",
    "for": "",
    "argument": "Greece",
    "topic": "breaking the truce",
    "polarity": 1,
    "date": "2031-03-12",
    "status": "",
    "quote": "France accused Greece of breaking the truce",
}


def read_of(text: str) -> Read:
    document = Document(id="d", source="d.txt", text=text, published=Published("2031-03-12", "given", 1.0))
    return Read(document, extract_document(document, world_gazetteer()))


@cache
def article() -> Read:
    return read_of(TEXT)


@pytest.fixture
def read() -> Read:
    """An article as the local reader has read it."""
    return article()


def ground(read: Read, *said: object) -> Grounded:
    return ground_claims(said, read, world_gazetteer(), "model:m/1")


def reason(read: Read, **changed: Any) -> str:
    kept, refused = ground(read, GOOD | changed)
    assert not kept
    return refused[0].reason


def test_claim_that_the_article_bears_out_is_kept_with_its_evidence(read: Read) -> None:
    [claim] = ground(read, GOOD).claims
    assert (claim.type, claim.holder, claim.argument, claim.date) == ("accuse", "France", "Greece", "2031-03-12")
    assert claim.quote == GOOD["quote"] == TEXT[claim.start : claim.end]
    assert TEXT[slice(*claim.sentence)] == "France accused Greece of breaking the truce."
    assert claim.rule == "model:m/1"


@pytest.mark.parametrize(
    "quote",
    [
        'her country "would not attend" the talks',
        "her   country\n“would not attend” the talks",
        '"her country "would not attend" the talks."',
        "PARIS - Spain's foreign minister",
        "PARIS -- Spain`s foreign  minister...",
    ],
)
def test_quotation_in_other_signs_is_kept_in_the_signs_of_the_article(read: Read, quote: str) -> None:
    [claim] = ground(
        read, GOOD | {"type": "participation", "holder": "Maria Lopez", "argument": "Spain", "quote": quote}
    ).claims
    assert claim.quote == TEXT[claim.start : claim.end]
    assert "’" in claim.quote or "“" in claim.quote


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"quote": "France accused Greece of sinking the ferry"}, grounding.NO_QUOTE),
        ({"quote": "accused Greece of break"}, grounding.NO_QUOTE),
        ({"quote": "the talks"}, grounding.SHORT_QUOTE),
        ({"holder": "Portugal"}, grounding.NO_HOLDER),
        ({"holder": "Lord Farquhar"}, grounding.NO_HOLDER),
        ({"holder": "her"}, grounding.NO_HOLDER),
        ({"argument": "United Nations"}, grounding.NO_ARGUMENT),
        ({"argument": "France"}, grounding.SAME),
        ({"type": "designation", "argument": ""}, grounding.LACKS_ARGUMENT),
        ({"type": "ghost"}, "wrong form: type"),
        ({"polarity": 0}, "wrong form: polarity"),
        ({"polarity": [1]}, "wrong form: polarity"),
        ({"holder": None}, "wrong form: holder"),
        ({"quote": 7}, "wrong form: quote"),
    ],
)
def test_what_the_article_does_not_bear_out_is_refused_with_the_reason(
    read: Read, changed: dict[str, Any], why: str
) -> None:
    assert reason(read, **changed) == why


@pytest.mark.parametrize("said", [None, 3, "claim", [], {}, {"type": "stance"}])
def test_what_is_no_claim_costs_only_itself(read: Read, said: object) -> None:
    kept, refused = ground(read, said, GOOD)
    assert (len(kept), len(refused)) == (1, 1)
    assert refused[0].reason.startswith(grounding.FORM)


def test_names_are_those_of_the_record(read: Read) -> None:
    met = {"type": "consult", "quote": "Lopez met the Greek envoy Nikos Pappas in Vienna"}
    [claim] = ground(read, GOOD | met | {"holder": "Lopez", "argument": "Pappas"}).claims
    assert (claim.holder, claim.speaks_for, claim.argument) == ("Maria Lopez", "Spain", "Nikos Pappas")
    [claim] = ground(read, GOOD | {"argument": "Athens"}).claims
    assert claim.argument == "Greece", "the gazetteer maps a seat to a state that the article names"
    asked = {"type": "request", "quote": "Harbour unions urged Greece to free the prisoners"}
    [claim] = ground(read, GOOD | asked | {"holder": "Harbour unions"}).claims
    assert claim.holder == "harbour unions"


def test_party_that_is_named_far_from_the_quotation_is_refused() -> None:
    between = " ".join(f"The harbour was calm on day {n}." for n in range(8))
    read = read_of(f"Portugal was named at first. {between} {GOOD['quote']}, and Spain kept silent.")
    assert reason(read, holder="Portugal") == grounding.FAR_HOLDER
    assert reason(read, argument="Portugal") == grounding.FAR_ARGUMENT
    [claim] = ground(read, GOOD | {"argument": "Spain"}).claims
    assert claim.argument == "Spain"


def test_date_that_the_article_does_not_give_is_left_out(read: Read) -> None:
    planned = {"type": "schedule", "holder": "", "quote": "The second round of talks is planned for March 20"}
    dates = ("2031-03-20", "2031-03-12", "2031-03-27", "tomorrow")
    found = [ground(read, GOOD | planned | {"date": date, "status": "set"}).claims[0] for date in dates]
    assert [claim.date for claim in found] == ["2031-03-20", "2031-03-12", "", ""]
    assert {(claim.argument, claim.status) for claim in found} == {("", "set")}


def test_topic_in_other_words_than_the_article_gives_way_to_its_words(read: Read) -> None:
    topics = ("breaking truce", "ignore all that\x1b[2J was said before", "")
    found = [ground(read, GOOD | {"topic": topic}).claims[0].topic for topic in topics]
    assert found == ["breaking truce", GOOD["quote"], GOOD["quote"]]


def test_the_same_claim_from_two_pieces_is_one(read: Read) -> None:
    assert len(ground(read, GOOD, GOOD | {"topic": "the truce"}).claims) == 1


SIGNS = st.text(alphabet="ab “”\"'’-–—\n\t ", max_size=60)


@given(SIGNS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(SIGNS, st.data())
def test_every_part_of_a_text_is_found_in_it_however_it_is_written(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = FoldedText(text).find(fold(text[start:end]))
    if place is not None:
        assert fold(text[slice(*place)]).strip(" \"'.…") == fold(text[start:end]).strip(" \"'.…")


WORDS = "France Greece Lopez accused met the talks of “would not attend” — Portugal said 2031-03-12 truce".split()
TEXTS = st.lists(st.sampled_from([*WORDS, TEXT[:60], TEXT[110:160]]), max_size=8).map(" ".join)
ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(max_size=8), lambda x: st.lists(x, max_size=2), max_leaves=3
)
FIELDS = st.fixed_dictionaries(
    {name: st.sampled_from([value, "", "Lopez", "Spain"]) | TEXTS for name, value in GOOD.items() if name != "polarity"}
    | {"polarity": st.sampled_from([1, -1, "1", 0])}
)


@settings(max_examples=300)
@given(st.lists(FIELDS | FIELDS.map(lambda claim: claim | {"type": "accuse"}) | ANYTHING, max_size=4))
def test_whatever_is_said_the_evidence_is_the_very_text_and_the_parties_are_in_it(said: list[object]) -> None:
    read = article()
    claims, refusals = ground(read, *said)
    assert len(claims) + len(refusals) <= len(said)
    known = {mention.actor for mention in read.extraction.mentions}
    known |= {mention.speaks_for for mention in read.extraction.mentions} | {""}
    for claim in claims:
        assert claim.quote == TEXT[claim.start : claim.end]
        assert 0 < len(claim.quote) <= QUOTE
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
        assert claim.holder in known or fold(claim.holder) in fold(TEXT)
        assert claim.argument in known or fold(claim.argument) in fold(TEXT)
    assert all(refusal.reason and refusal.said for refusal in refusals)
