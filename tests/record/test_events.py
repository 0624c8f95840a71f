"""Reports of one event are one event; what is only alike stays apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from tests.record.making import build
from tests.record.strategies import SECOND, THIRD, claim, event, read

from communique.record import questions
from communique.records import Claim, Read


def met(holder: str = "Norland", argument: str = "Estria", **about: Any) -> Claim:
    return claim("consult", holder=holder, argument=argument, **({"span": SECOND} | about))


def told(folder: Path, *reads: Read) -> list[tuple[str, int]]:
    build(folder, reads)
    return [(entry.day, entry.origins) for entry in questions.timeline(folder)]


def test_two_reports_of_one_meeting_are_one_event_on_the_day_they_agree_on(tmp_path: Path) -> None:
    around = met("Estria", "Norland", date="2020-01-08/2020-01-12")
    build(tmp_path, [read("a", claims=[met(date="2020-01-09")]), read("b", claims=[around])])
    [entry] = questions.timeline(tmp_path)
    assert (entry.day, entry.until, entry.basis, entry.origins, entry.kind) == (
        *("2020-01-09", "2020-01-09", "told"),
        *(2, "consult"),
    )
    assert {proof.document for proof in entry.evidence} == {"a", "b"}


def test_meetings_on_two_days_stay_two_whatever_a_vague_report_says(tmp_path: Path) -> None:
    reads = [read(day, claims=[met(date=day)]) for day in ("2020-01-09", "2020-01-11")]
    found = told(tmp_path, read("vague", day="", claims=[met(date="2020-01")]), *reads)
    assert found == [("2020-01-09", 2), ("2020-01-11", 1)]


def test_a_year_says_of_no_meeting_which_one(tmp_path: Path) -> None:
    found = told(tmp_path, read("a", claims=[met(date="2020-01-09")]), read("b", claims=[met(date="2020")]))
    assert sorted(count for _, count in found) == [1, 1]


def test_claim_and_event_of_one_clause_are_one_entry(tmp_path: Path) -> None:
    assert told(tmp_path, read("a", claims=[met()], events=[event()])) == [("2020-01-10", 1)]


def test_report_without_a_date_is_of_the_last_days_and_says_so(tmp_path: Path) -> None:
    build(tmp_path, [read("a", day="2020-01-09", claims=[met()]), read("b", day="2020-01-10", claims=[met()])])
    [entry] = questions.timeline(tmp_path)
    assert (entry.day, entry.basis, entry.origins) == ("2020-01-09", "reported", 2)
    assert [
        day for day, _ in told(tmp_path, read("a", claims=[met()]), read("b", day="2020-03-01", claims=[met()]))
    ] == [
        "2020-01-10",
        "2020-03-01",
    ]


def test_other_people_of_the_same_states_met_elsewhere(tmp_path: Path) -> None:
    found = told(tmp_path, read("a", claims=[met("Ada Berg")]), read("b", claims=[met("Cy Dahl")]))
    assert found == [("2020-01-10", 1), ("2020-01-10", 1)]
    assert told(tmp_path, read("a", claims=[met("Ada Berg")]), read("b", claims=[met("Norland")])) == [
        ("2020-01-10", 2)
    ]


def test_acts_of_one_day_in_other_words_stay_apart(tmp_path: Path) -> None:
    asked = claim("request", topic="to leave the whole island")
    other = claim("request", topic="to call the guild a gang", span=THIRD)
    assert told(tmp_path, read("a", claims=[asked]), read("b", claims=[other])) == [("2020-01-10", 1)] * 2
    assert told(tmp_path, read("a", claims=[asked]), read("b", claims=[asked])) == [("2020-01-10", 2)]


def test_what_one_does_to_another_is_not_what_the_other_does_to_it(tmp_path: Path) -> None:
    back = claim("accuse", holder="Estria", argument="Norland")
    assert len(told(tmp_path, read("a", claims=[claim("accuse")]), read("b", claims=[back]))) == 2


def test_planned_day_is_said_again_but_planned_once(tmp_path: Path) -> None:
    plan = claim("schedule", argument="", topic="talks on the island", date="2020-02-05", status="set")
    build(tmp_path, [read("a", claims=[plan]), read("b", day="2020-01-20", claims=[plan])])
    [entry] = questions.timeline(tmp_path)
    assert (entry.day, entry.planned, entry.status, entry.origins) == ("2020-01-10", "2020-02-05", "set", 2)


def test_undated_entries_come_last_and_pass_any_day(tmp_path: Path) -> None:
    reads = [read("a", day="", claims=[met()]), read("b", claims=[met(date="2020-01-09")])]
    assert told(tmp_path, *reads) == [("2020-01-09", 1), ("", 1)]
    assert [entry.day for entry in questions.timeline(tmp_path, as_of="2020-01-10")] == ["2020-01-09", ""]
    assert [entry.day for entry in questions.timeline(tmp_path, since="2020-01-01")] == ["2020-01-09"]


def test_limit_gives_the_latest(tmp_path: Path) -> None:
    days = ("2020-01-02", "2020-01-05", "2020-01-08")
    build(tmp_path, [read(day, day=day, claims=[met(date=day)]) for day in days])
    assert [entry.day for entry in questions.timeline(tmp_path, limit=2)] == list(days[1:])


def test_talks_with_nobody_named_are_not_any_talks_of_that_day(tmp_path: Path) -> None:
    alone = event(recipient="", span=THIRD)
    assert len(told(tmp_path, read("a", claims=[met()]), read("b", events=[alone]))) == 2
    assert len(told(tmp_path, read("a", claims=[met()]), read("b", events=[event(recipient="")]))) == 1


def test_reports_that_share_only_the_calendar_are_of_different_plans(tmp_path: Path) -> None:
    texts = ("The vote is expected by the end of June.", "The bridge is expected to open by the end of June.")
    reads = []
    for name, text in zip("ab", texts, strict=True):
        plan = claim("schedule", argument="", topic="", date="2020-06", status="set", span=(0, 10))
        plan = msgspec.structs.replace(plan, quote=text, end=len(text), sentence=(0, len(text)))
        reads.append(read(name, text=text, claims=[plan]))
    assert len(told(tmp_path, *reads)) == 2
