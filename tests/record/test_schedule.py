"""The ledger of a planned event: every date said, and by how much it slipped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.record.making import build
from tests.record.strategies import TEXT, claim, read

from communique.record import questions
from communique.record.answers import Plan
from communique.record.words.occasions import is_ending, kind_of
from communique.records import Actor, Mention, Read, Story

STORY = Story(title="Island talks", actors=tuple(Actor(name=name, kind="state") for name in ("Norland", "Estria")))


def telling(day: str, topic: str, planned: str, status: str = "set", **about: Any) -> Read:
    """A report in which Norland says on a day when something is planned."""
    polarity = -1 if status in ("postponed", "cancelled", "suspended") else 1
    said = claim("schedule", argument="", topic=topic, date=planned, status=status, polarity=polarity, **about)
    return read(day, day=day, claims=[said])


def naming(read: Read, kind: Any, *names: str) -> Read:
    """The same, in which these are mentioned too."""
    more = tuple(Mention(0, 1, name, kind, name) for name in names)
    found = msgspec.structs.replace(read.extraction, mentions=(*read.extraction.mentions, *more))
    return msgspec.structs.replace(read, extraction=found)


def planned(folder: Path, *reads: Read) -> list[Plan]:
    return questions.schedule(build(folder, reads, story=STORY))


def test_date_that_moves_is_one_event_with_its_slips_in_days(tmp_path: Path) -> None:
    [plan] = planned(
        tmp_path,
        telling("2020-01-02", "peace talks on the island", "2020-01-25"),
        telling("2020-01-20", "the negotiations", "2020-01-29", "postponed"),
        telling("2020-01-28", "talks that start today", "2020-01-29"),
        telling("2020-01-30", "the talks which began", "2020-01-29", "started"),
    )
    assert [(said.day, said.planned, said.status) for said in plan.said] == [
        ("2020-01-02", "2020-01-25", "set"),
        ("2020-01-20", "2020-01-29", "postponed"),
        ("2020-01-28", "2020-01-29", "set"),
        ("2020-01-30", "2020-01-29", "held"),
    ]
    assert [(slip.day, slip.planned, slip.now, slip.days) for slip in plan.slips] == [
        ("2020-01-20", "2020-01-25", "2020-01-29", 4)
    ]
    assert (plan.state, plan.planned, plan.slipped) == ("held", "2020-01-29", 4)


def test_as_of_a_day_the_ledger_ends_there(tmp_path: Path) -> None:
    reads = [telling("2020-01-02", "the talks", "2020-01-25"), telling("2020-01-20", "the talks", "2020-01-29")]
    planned(tmp_path, *reads)
    [plan] = questions.schedule(tmp_path, as_of="2020-01-10")
    assert (plan.planned, plan.slips) == ("2020-01-25", ())


def test_interval_has_its_grain_and_a_day_within_it_is_no_slip(tmp_path: Path) -> None:
    [plan] = planned(
        tmp_path,
        telling("2020-01-02", "the talks", "2020-02"),
        telling("2020-01-05", "the talks", "2020-02-10/2020-02-16"),
        telling("2020-01-09", "the talks", "2020-02-12"),
    )
    assert [said.grain for said in plan.said] == ["month", "week", "day"]
    assert (plan.planned, plan.slips) == ("2020-02-12", ())


def test_what_is_planned_after_it_was_held_is_the_next_one(tmp_path: Path) -> None:
    plans = planned(
        tmp_path,
        telling("2020-01-20", "the talks", "2020-01-25"),
        telling("2020-01-26", "the talks", "2020-01-25", "started"),
        telling("2020-02-03", "the talks", "2020-02-25"),
    )
    assert [(plan.planned, plan.state, plan.slips) for plan in plans] == [
        ("2020-01-25", "held", ()),
        ("2020-02-25", "set", ()),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("talks", "a vote"), ("first round of talks", "second round of talks"), ("talks in Vienna", "talks in Oslo")],
)
def test_other_events_do_not_come_together(tmp_path: Path, one: str, other: str) -> None:
    reads = [telling("2020-01-02", one, "2020-01-25"), telling("2020-01-03", other, "2020-01-25")]
    assert len(planned(tmp_path, *(naming(read, "place", "Vienna", "Oslo") for read in reads))) == 2


def test_of_many_meetings_those_of_the_same_people_on_the_same_day_are_one(tmp_path: Path) -> None:
    topics = ("Norland to meet Estria", "a meeting of Norland and Estria", "Norland to meet Estria")
    days = ("2020-01-05", "2020-01-05", "2020-01-06")
    reads = [telling(f"2020-01-0{n}", topic, day) for n, (topic, day) in enumerate(zip(topics, days, strict=True), 1)]
    plans = planned(tmp_path, *(naming(read, "state", "Estria") for read in reads))
    assert [(plan.planned, plan.documents) for plan in plans] == [("2020-01-05", 2), ("2020-01-06", 1)]


def test_memory_of_a_date_plans_nothing(tmp_path: Path) -> None:
    [plan] = planned(
        tmp_path,
        telling("2020-01-20", "the talks", "2020-01-29"),
        telling("2020-01-27", "the talks that were due", "2020-01-26"),
    )
    assert (plan.planned, plan.slips, len(plan.said)) == ("2020-01-29", (), 2)


def test_day_on_which_it_was_put_off_is_no_planned_day(tmp_path: Path) -> None:
    [plan] = planned(
        tmp_path,
        telling("2020-01-20", "the talks", "2020-01-29"),
        telling("2020-01-27", "the talks", "2020-01-27", "postponed"),
    )
    assert [(said.status, said.planned) for said in plan.said] == [("set", "2020-01-29"), ("postponed", "")]
    assert (plan.state, plan.planned) == ("postponed", "2020-01-29")


def test_suspended_until_a_day_is_planned_for_it(tmp_path: Path) -> None:
    [plan] = planned(tmp_path, telling("2020-01-20", "the talks", "2020-02-25", "suspended"))
    assert (plan.state, plan.planned) == ("suspended", "2020-02-25")


def test_start_on_a_day_to_come_is_not_held_yet(tmp_path: Path) -> None:
    [plan] = planned(tmp_path, telling("2020-01-20", "talks", "2020-01-29", "started"))
    assert plan.state == "set"


def test_what_cannot_be_planned_is_left_to_the_timeline(tmp_path: Path) -> None:
    assert planned(tmp_path, telling("2020-01-20", "our answer", "2020-01-29")) == []


def test_filters_choose_plans_by_time_and_by_who_speaks(tmp_path: Path) -> None:
    planned(tmp_path, telling("2020-01-02", "talks", "2020-01-25"), telling("2020-01-02", "a vote", "2020-06-01"))
    assert [plan.kind for plan in questions.schedule(tmp_path, since="2020-05-01")] == ["vote"]
    assert [plan.kind for plan in questions.schedule(tmp_path, until="2020-02-01")] == ["talks"]
    assert len(questions.schedule(tmp_path, actor="Norland")) == 2
    assert questions.schedule(tmp_path, actor="Estria") == []
    assert len(questions.schedule(tmp_path, limit=1)) == 1


def test_suggested_dates_are_there_on_request_only(tmp_path: Path) -> None:
    build(tmp_path, [telling("2020-01-02", "talks", "2020-01-25", stated=False)], story=STORY)
    assert questions.schedule(tmp_path) == []
    [plan] = questions.schedule(tmp_path, suggested=True)
    assert (plan.stated, plan.said[0].stated) == (False, False)


def test_plan_leads_to_its_sentences_and_show_gives_them(tmp_path: Path) -> None:
    [plan] = planned(tmp_path, telling("2020-01-02", "talks", "2020-01-25"))
    assert plan.said[0].evidence[0].quote == TEXT[:47]
    assert questions.show(tmp_path, plan.id).evidence == plan.evidence


@pytest.mark.parametrize(
    ("topic", "quote", "before", "kind"),
    [
        ("", "visas may go in June if Estria meets all the conditions", "", ""),
        ("a truce", "", "", "truce"),
        ("truce talks", "", "", "talks"),
        ("talks on a truce", "", "", "talks"),
        ("a task force on ceasefires", "it will convene on Friday", "", "meeting"),
        ("they", "will come on Friday", "the talks to which ", "talks"),
        ("the bridge", "will open on Friday", "", ""),
        ("a position on the talks", "it is expected on Friday", "", ""),
    ],
)
def test_kind_of_event_is_that_which_is_planned(topic: str, quote: str, before: str, kind: str) -> None:
    assert kind_of(topic, quote, before) == kind


def test_end_of_talks_is_not_the_end_of_a_month() -> None:
    assert is_ending("the round will end around March 24")
    assert not is_ending("the talks can begin by the end of the month")
