"""What contradicts what: pairs, typed, with both sentences; nothing is settled or dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from tests.record.making import build
from tests.record.strategies import FIRST, SECOND, claim, event, read, statement

from communique.record import questions
from communique.record.answers import Conflict
from communique.records import (
    Claim,
    Document,
    Event,
    Extraction,
    Mention,
    Published,
    Read,
    Span,
    Speaker,
    Statement,
)


def found(folder: Path, *reads: Read, **filters: Any) -> list[Conflict]:
    return questions.conflicts(build(folder, reads), **filters)


def one(name: str, *claims: Claim, **about: Any) -> Read:
    return read(name, outlet=name, claims=claims, **about)


def naming(read: Read) -> Read:
    """The same, in which three of the story's actors are mentioned."""
    more = tuple(Mention(0, 1, name, "state", name) for name in ("Estria", "Utopia", "Arcadia"))
    found = msgspec.structs.replace(read.extraction, mentions=(*read.extraction.mentions, *more))
    return msgspec.structs.replace(read, extraction=found)


def test_dispute_is_two_sides_on_one_matter(tmp_path: Path) -> None:
    reads = [
        one("Post", claim("participation", topic="talks")),
        one("Sun", claim("participation", "the guild", topic="talks", polarity=-1)),
    ]
    [conflict] = found(tmp_path, *reads)
    assert (conflict.kind, conflict.about, conflict.matter) == ("dispute", "position", "Estria in the talks")
    assert conflict.other
    assert [(voice.holder, voice.says) for voice in (conflict.one, conflict.other)] == [
        ("Norland", "for"),
        ("the guild", "against"),
    ]
    assert {proof.outlet for proof in conflict.evidence} == {"Post", "Sun"}


def test_what_only_its_words_compare_is_in_dispute_only_at_one_time(tmp_path: Path) -> None:
    reads = [
        one("a", claim(topic="the harbour")),
        one("b", claim(holder="the guild", topic="the harbour", polarity=-1)),
    ]
    assert [each.kind for each in found(tmp_path / "near", *reads)] == ["dispute"]
    later = one("b", claim(holder="the guild", topic="the harbour", polarity=-1), day="2020-03-01")
    assert found(tmp_path / "far", reads[0], later) == []


def test_two_who_speak_for_one_side_do_not_dispute(tmp_path: Path) -> None:
    speaking = [one("Post", claim(holder="Ada Berg")), one("Post2", claim(holder="Cy Dahl", polarity=-1))]
    assert {each.kind for each in found(tmp_path, *speaking)} <= {"misreport"}


def test_dispute_ends_when_a_side_turns_and_the_turn_stays(tmp_path: Path) -> None:
    reads = [
        one("a", claim()),
        one("b", claim(holder="the guild", polarity=-1)),
        one("c", claim(holder="the guild"), day="2020-01-20"),
    ]
    assert [each.kind for each in found(tmp_path, *reads)] == ["turn"]
    assert [each.kind for each in questions.conflicts(tmp_path, as_of="2020-01-12")] == ["dispute"]


def test_denial_has_the_accusation_that_it_answers(tmp_path: Path) -> None:
    accusing = one("Post", claim("accuse", holder="the guild", argument="Norland", topic="shelling"))
    denying = one("Sun", claim("accuse", argument="the guild", topic="shelling", polarity=-1), day="2020-01-12")
    [conflict] = found(tmp_path, accusing, denying)
    assert conflict.other
    assert (conflict.kind, conflict.one.holder, conflict.other.holder) == ("denial", "Norland", "the guild")


def test_denial_of_what_no_report_tells_stands_alone(tmp_path: Path) -> None:
    [conflict] = found(tmp_path, one("Sun", claim("accuse", argument="", polarity=-1)))
    assert (conflict.kind, conflict.other) == ("denial", None)


AGREED = "Norland has agreed to leave the old harbour of Vienna."
DENIED = "Norland denied that it had agreed to leave the old harbour of Vienna."


def telling(name: str, text: str, day: str, **found: Any) -> Read:
    document = Document(id=name, source=name, text=text, outlet=name, published=Published(day, "given", 1.0))
    return Read(document, Extraction(sentences=((0, len(text)),), **found))


def denying(day: str, text: str = DENIED) -> Read:
    content = (Span(13, len(text) - 1, text[13:-1]),)
    said = Statement(speaker=Speaker(0, 7, "Norland", "Norland"), cue=Span(8, 14, "denied"), content=content)
    mention = Mention(0, 7, "Norland", "state", "Norland")
    return telling("denial", text, day, statements=(said,), mentions=(mention,))


def test_denial_has_the_report_of_the_very_deed_that_it_denies(tmp_path: Path) -> None:
    told = Event(category="AGREE", actor="Norland", recipient="Estria", start=0, end=len(AGREED) - 1)
    deed = telling("deed", AGREED, "2020-01-09", events=(told,))
    [conflict] = [each for each in found(tmp_path, deed, denying("2020-01-10")) if each.kind == "denial"]
    assert conflict.other
    assert conflict.other.evidence[0].sentence == AGREED
    later = [each for each in found(tmp_path / "later", deed, denying("2020-01-08")) if each.kind == "denial"]
    assert [each.other for each in later] == [None]


def test_denial_of_something_near_to_what_was_reported_stands_alone(tmp_path: Path) -> None:
    told = Event(category="AGREE", actor="Norland", recipient="Estria", start=0, end=len(AGREED) - 1)
    text = "Norland denied that it had agreed to sell ships and grain."
    reads = [telling("deed", AGREED, "2020-01-09", events=(told,)), denying("2020-01-10", text)]
    assert [each.other for each in found(tmp_path, *reads) if each.kind == "denial"] == [None]


def test_denying_statement_is_a_denial_too_but_told_once(tmp_path: Path) -> None:
    denying = msgspec.structs.replace(statement(), cue=Span(8, 12, "denied"))
    [conflict] = found(tmp_path, read("a", statements=[denying], claims=[claim("consult", span=SECOND)]))
    assert (conflict.kind, conflict.one.says) == ("denial", "denied")
    told_twice = read("a", statements=[denying], claims=[claim("accuse", argument="", polarity=-1)])
    assert len(found(tmp_path, told_twice)) == 1


def test_opposite_claims_of_one_holder_at_one_time_by_two_origins_are_a_misreport(tmp_path: Path) -> None:
    reads = [one("Post", claim()), one("Sun", claim(polarity=-1))]
    assert [each.kind for each in found(tmp_path, *reads)] == ["misreport"]
    [conflict] = questions.conflicts(tmp_path)
    assert {proof.outlet for proof in conflict.evidence} == {"Post", "Sun"}


def test_both_sides_of_a_misreport_are_of_different_origins(tmp_path: Path) -> None:
    names = ("Norland", "the guild", "Utopia", "Arcadia", "Ruritania", "Freedonia")
    said = [claim(holder=name, polarity=polarity, topic=f"harbour {name}") for name in names for polarity in (1, -1)]
    conflicts = found(tmp_path, *(one(name, *said) for name in ("Post", "Sun", "Star")))
    told = [{proof.outlet for proof in each.evidence} for each in conflicts if each.kind == "misreport"]
    assert [len(outlets) for outlets in told] == [2] * len(names)


def test_a_page_has_the_latest_conflicts_and_undated_ones_only_where_there_is_room(tmp_path: Path) -> None:
    undated = one("Post", claim("accuse", polarity=-1, span=SECOND), day="")
    dated = [one("Sun", claim()), one("Star", claim(holder="the guild", polarity=-1))]
    assert [each.kind for each in found(tmp_path, undated, *dated)] == ["dispute", "denial"]
    assert [each.kind for each in questions.conflicts(tmp_path, limit=1)] == ["dispute"]


def test_one_source_does_not_contradict_itself_by_being_printed_twice(tmp_path: Path) -> None:
    reads = [
        read("a", outlet="Post", agency="Wire", claims=[claim()]),
        read("b", outlet="Sun", agency="Wire", claims=[claim(polarity=-1)]),
    ]
    assert found(tmp_path, *reads) == []


def test_who_took_part_is_told_of_oneself_and_by_the_reports_alike(tmp_path: Path) -> None:
    reads = [
        one("Post", claim("participation", holder="Estria", topic="talks")),
        one("Sun", claim("participation", holder="", topic="talks", polarity=-1)),
    ]
    assert [each.kind for each in found(tmp_path, *reads)] == ["misreport"]


def test_done_and_not_done_on_one_day_is_a_misreport(tmp_path: Path) -> None:
    def told(name: str, text: str, polarity: int) -> Read:
        said = claim("agree", argument="", topic="the final statement", polarity=polarity)
        said = msgspec.structs.replace(said, quote=text, start=0, end=len(text), sentence=(0, len(text)))
        return read(name, outlet=name, text=text, claims=[said])

    signed = told("Post", "Norland signed the final statement.", 1)
    [conflict] = found(tmp_path, signed, told("Sun", "Norland did not sign its final statement.", -1))
    assert conflict.other
    assert (conflict.kind, conflict.about) == ("misreport", "act")
    assert [conflict.one.says, conflict.other.says] == ["agrees", "does not agree"]
    assert found(tmp_path, signed, told("Sun", "Norland did not join the guild of painters.", -1)) == []


def test_one_event_in_two_places_is_a_misreport(tmp_path: Path) -> None:
    def met(place: str) -> Read:
        return read(place, outlet=place, events=[event(place=place, date="2020-01-09")])

    [conflict] = found(tmp_path, met("Vienna"), met("Oslo"))
    assert conflict.other
    assert (conflict.kind, conflict.about) == ("misreport", "place")
    assert {conflict.one.says, conflict.other.says} == {"Vienna", "Oslo"}


def test_two_dates_of_one_plan_on_one_day_are_a_misreport(tmp_path: Path) -> None:
    def plan(name: str, day: str) -> Read:
        return one(name, claim("schedule", argument="", topic="talks in the island's capital", date=day, status="set"))

    reads = [plan("Post", "2020-01-20"), plan("Sun", "2020-01-22")]
    [conflict] = [each for each in found(tmp_path, *map(naming, reads)) if each.about == "date"]
    assert conflict.other
    assert [conflict.one.says, conflict.other.says] == ["2020-01-20", "2020-01-22"]


def test_chain_is_kept_in_a_conflict_anonymous_sources_included(tmp_path: Path) -> None:
    told = read("a", claims=[claim()], statements=[statement(chain=("Wire", "a diplomat"))])
    [conflict] = found(tmp_path, told, one("b", claim(holder="the guild", polarity=-1, span=FIRST)))
    assert conflict.one.evidence[0].via == ("Wire", "a diplomat")


def test_filters_by_actor_and_day(tmp_path: Path) -> None:
    found(tmp_path, one("a", claim()), one("b", claim(holder="the guild", polarity=-1)))
    assert len(questions.conflicts(tmp_path, actor="the guild")) == 1
    assert len(questions.conflicts(tmp_path, actor="Ada Berg")) == 0
    assert questions.conflicts(tmp_path, since="2020-01-11") == []
    assert len(questions.conflicts(tmp_path, until="2020-01-10")) == 1
