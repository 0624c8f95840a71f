"""Who stands where: the latest claim on each matter, as of a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.making import build
from tests.record.strategies import TEXT, claim, read

from communique.record import questions
from communique.records import Actor, Issue, Story


def test_position_is_the_latest_claim_and_since_is_its_first_day(tmp_path: Path) -> None:
    reads = [
        read("a", day="2020-01-01", claims=[claim(polarity=-1)]),
        read("b", day="2020-01-05", claims=[claim()]),
        read("c", day="2020-01-09", claims=[claim()]),
    ]
    [position] = questions.positions(build(tmp_path, reads))
    assert (position.position, position.since, position.latest) == ("for", "2020-01-05", "2020-01-09")
    assert (position.origins, [proof.document for proof in position.evidence]) == (2, ["c", "b"])
    [earlier] = questions.positions(tmp_path, as_of="2020-01-02")
    assert (earlier.position, earlier.since) == ("against", "2020-01-01")


def test_reprints_count_once(tmp_path: Path) -> None:
    reads = [read("a", claims=[claim()]), read("b", claims=[claim()])]
    [position] = questions.positions(build(tmp_path, reads, origins={"b": "a"}))
    assert (position.origins, position.documents, len(position.evidence)) == (1, 2, 1)


def test_of_two_readings_of_one_day_the_one_that_more_reports_give_counts(tmp_path: Path) -> None:
    reads = [
        read("a", day="2020-01-05", claims=[claim()]),
        read("b", claims=[claim()]),
        read("c", claims=[claim()]),
        read("d", claims=[claim(polarity=-1, confidence=0.99)]),
    ]
    [position] = questions.positions(build(tmp_path, reads))
    assert (position.position, position.since, position.origins) == ("for", "2020-01-05", 3)


def test_claim_counts_from_the_day_it_was_made_not_from_its_report(tmp_path: Path) -> None:
    reads = [
        read("a", day="2020-01-10", claims=[claim(polarity=-1)]),
        read("b", day="2020-02-01", claims=[claim(date="2020-01-05")]),
    ]
    [position] = questions.positions(build(tmp_path, reads))
    assert (position.position, position.latest) == ("against", "2020-01-10")
    assert questions.positions(tmp_path, as_of="2020-01-06") == []


def test_undated_positions_are_shown_last_and_marked_whatever_day_is_asked(tmp_path: Path) -> None:
    reads = [read("a", day="", claims=[claim(topic="the bridge")]), read("b", claims=[claim()])]
    assert [p.latest for p in questions.positions(build(tmp_path, reads))] == ["2020-01-10", ""]
    assert [p.latest for p in questions.positions(tmp_path, as_of="2021-01-01")] == ["2020-01-10", ""]
    assert [p.latest for p in questions.positions(tmp_path, since="2020-01-01")] == ["2020-01-10"]


def test_undated_claim_neither_overrides_nor_joins_a_dated_one(tmp_path: Path) -> None:
    reads = [read("a", day="", claims=[claim(polarity=-1)]), read("b", claims=[claim()])]
    found = questions.positions(build(tmp_path, reads))
    assert [(p.position, p.latest, p.origins) for p in found] == [("for", "2020-01-10", 1), ("against", "", 1)]


def test_suggested_claims_are_shown_on_request_only(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim(stated=False)])])
    assert questions.positions(tmp_path, suggested=False) == []
    assert [p.stated for p in questions.positions(tmp_path, suggested=True)] == [False]


def test_words_of_an_issue_stand_for_it_and_its_poles_for_the_polarity(tmp_path: Path) -> None:
    issue = Issue(name="the island", words=("island", "islet"), plus="it is left", minus="it is kept")
    claims = [claim(topic="the island"), claim(holder="the guild", topic="our islet", polarity=-1)]
    found = questions.positions(build(tmp_path, [read("a", claims=claims)], story=Story(issues=(issue,))))
    assert {(p.holder, p.matter, p.position) for p in found} == {
        ("Norland", "the island", "it is left"),
        ("the guild", "the island", "it is kept"),
    }


def test_claims_about_nothing_in_particular_are_never_compared(tmp_path: Path) -> None:
    claims = [claim(argument="", topic=topic, polarity=sign) for topic, sign in (("it", 1), ("them", -1))]
    found = questions.positions(build(tmp_path, [read("a", claims=claims)]))
    assert len(found) == 2
    assert {p.matter for p in found} == {"Norland said that Estria must leave the island."}


@pytest.mark.parametrize("name", ["norland", "NL", "Norlander", "NORBURG"])
def test_actor_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    claims = [claim(), claim(holder="the guild", argument=""), claim(holder="Ada Berg", speaks_for="Norland")]
    build(tmp_path, [read("a", claims=claims)])
    assert {p.holder for p in questions.positions(tmp_path, actor=name)} == {"Norland", "Ada Berg"}


def test_spellings_are_one_actor_and_the_found_name_is_kept(tmp_path: Path) -> None:
    reads = [read("a", claims=[claim(holder="NL")]), read("b", claims=[claim()])]
    [position] = questions.positions(build(tmp_path, reads))
    assert (position.holder, position.origins) == ("Norland", 2)
    shown = [questions.show(tmp_path, line.split()[0]).fields for line in questions.show(tmp_path, "a").found]
    assert {fields["holder_found"] for fields in shown} == {"NL"}


def test_whom_a_holder_speaks_for_is_told_by_the_gazetteer_where_the_report_does_not(tmp_path: Path) -> None:
    [position] = questions.positions(build(tmp_path, [read("a", claims=[claim(holder="Berg")])]))
    assert (position.holder, position.speaks_for) == ("Ada Berg", "Norland")


def test_every_position_can_be_shown_by_its_id(tmp_path: Path) -> None:
    build(tmp_path, [read("a", claims=[claim(), claim("designation", topic="terrorists")])])
    for position in questions.positions(tmp_path):
        shown = questions.show(tmp_path, position.id)
        assert (shown.what, shown.evidence[0].quote) == ("claim", TEXT[:47])


def test_followed_actors_are_those_of_the_story(tmp_path: Path) -> None:
    story = Story(actors=(Actor(name="Norland", kind="state"),))
    reads = [read("a", claims=[claim()]), read("b", claims=[claim("condition", holder="the guild", topic="t <- oil")])]
    brief = questions.brief(build(tmp_path, reads, story=story))
    assert [section.title for section in brief.sections] == ["What blocks", "Where the others stand"]


def test_of_oneself_a_position_says_who_will_come(tmp_path: Path) -> None:
    claims = [
        claim("participation", holder="Estria", topic="talks", polarity=-1),
        claim("participation", topic="talks"),
    ]
    found = questions.positions(build(tmp_path, [read("a", claims=claims)]))
    assert {(p.holder, p.position) for p in found} == {("Estria", "will stay away"), ("Norland", "for")}
