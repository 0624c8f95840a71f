"""Reports without a date get an interval with its reasons; `published` never changes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.record.making import build
from tests.record.strategies import claim, read

from communique.record import questions
from communique.record.answers import DocumentRow
from communique.records import Actor, Claim, Gazetteer, Mention, Read, Time

OFFICE = Actor(
    name="Ada Berg", kind="person", title="Minister", speaks_for="Norland", since="2019-06-01", until="2021-05-31"
)
TIMES = {
    r"January (\d+)": ("DATE", "XXXX-01-{0:0>2}"),
    r"mid-December": ("DATE", "XXXX-12"),
    r"Thursday": ("DATE", "XXXX-WXX-4"),
    r"Saturday": ("DATE", "XXXX-WXX-6"),
    r"last week": ("DATE", "XXXX-WXX"),
    r"three days": ("DURATION", "P3D"),
}


def written(name: str, text: str, day: str = "", times: Any = None) -> Read:
    """A report as the map stage would read it: its names, its places and its times."""
    found = [
        Mention(match.start(), match.end(), match[0], kind, match[0])  # type: ignore[arg-type]
        for kind, names in (("person", "Ada Berg|Cy Dahl"), ("state", "Norland|Estria"), ("place", "Vienna|Oslo"))
        for match in re.finditer(names, text)
    ]
    told = [
        Time(match.start(), match.end(), match[0], kind, value.format(*match.groups()))  # type: ignore[arg-type]
        for pattern, (kind, value) in TIMES.items()
        for match in re.finditer(pattern, text)
    ]
    told += [Time(text.index(t), text.index(t) + len(t), t, "DATE", v, v, v) for t, v in (times or {}).items()]
    sentences = tuple(match.span() for match in re.finditer(r"[^.]+\.", text))
    made = read(name, day=day, text=text)
    found_all = msgspec.structs.replace(made.extraction, mentions=tuple(found), times=tuple(told), sentences=sentences)
    return msgspec.structs.replace(made, extraction=found_all)


MET = "Ada Berg and Cy Dahl met in Vienna on Monday."
MONDAY = {"Monday": "2020-01-20"}


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada Berg is a minister for two years."""
    monkeypatch.setattr("tests.record.making.GAZETTEER", Gazetteer((OFFICE, Actor(name="Cy Dahl", kind="person"))))


def inferred(folder: Path, *reads: Read) -> DocumentRow:
    [row] = [row for row in questions.documents(build(folder, reads)) if not row.published]
    return row


def test_news_of_a_weekday_some_days_after_a_known_meeting(tmp_path: Path) -> None:
    text = "Ada Berg called Cy Dahl on Thursday, three days after a meeting of Ada Berg and Cy Dahl in Vienna."
    row = inferred(tmp_path, written("known", MET, "2020-01-21", MONDAY), written("undated", text))
    assert (row.published, row.basis, row.inferred, row.presumed) == ("", "unknown", "2020-01-23/2020-01-24", False)
    assert any("Vienna that known tells of" in reason for reason in row.reasons)
    assert any("Thursday" in reason for reason in row.reasons)


def test_of_several_weeks_the_last_before_a_meeting_to_come_is_presumed_and_said_to_be(tmp_path: Path) -> None:
    text = (
        "Minister Ada Berg said on Thursday that an attempt had failed in mid-December. "
        "Ada Berg and Cy Dahl will meet in Vienna on January 20."
    )
    row = inferred(tmp_path, written("known", MET, "2020-01-21", MONDAY), written("undated", text))
    assert (row.inferred, row.presumed) == ("2020-01-16/2020-01-17", True)
    assert "(presumed)" in row.reasons[-1]


def test_last_week_is_that_of_a_meeting_whose_very_day_the_report_names(tmp_path: Path) -> None:
    text = "Minister Ada Berg spoke on Thursday. A meeting in Vienna last week failed. Cy Dahl left on January 20."
    known = written("known", MET, "2020-01-21", MONDAY)
    assert inferred(tmp_path, known, written("undated", text)).inferred == "2020-01-30/2020-01-31"


def test_without_the_dated_report_the_interval_is_wider(tmp_path: Path) -> None:
    text = "Minister Ada Berg spoke on Thursday. A meeting in Vienna last week failed. Cy Dahl left on January 20."
    row = inferred(tmp_path, written("known", "Norland spoke.", "2020-01-21"), written("undated", text))
    first, last = row.inferred.split("/")
    assert first < "2020-01-30" < "2020-01-31" < last
    assert not row.presumed


def test_interval_that_nothing_bounds_is_none(tmp_path: Path) -> None:
    row = inferred(tmp_path, written("undated", "Norland spoke on Thursday."))
    assert (row.inferred, row.reasons) == ("", ())


def test_clues_that_contradict_each_other_infer_nothing(tmp_path: Path) -> None:
    text = "Ada Berg called Cy Dahl on Saturday, three days after a meeting of Ada Berg and Cy Dahl in Vienna."
    known = written("known", MET.replace("Monday", "Tuesday"), "2020-01-29", {"Tuesday": "2020-01-28"})
    assert inferred(tmp_path, known, written("undated", text)).inferred == "2020-02-01/2020-02-02"
    more = written("undated", text + " Cy Dahl had left on January 3. He will come to Oslo on January 30.")
    assert inferred(tmp_path, known, more).inferred == ""


def test_meeting_elsewhere_or_of_others_is_not_the_one_meant(tmp_path: Path) -> None:
    text = "Ada Berg called Cy Dahl on Thursday, three days after a meeting of Ada Berg and Cy Dahl in Oslo."
    row = inferred(tmp_path, written("known", MET, "2020-01-21", MONDAY), written("undated", text))
    assert row.inferred == ""


def test_inferred_days_stand_beside_the_evidence_and_in_show(tmp_path: Path) -> None:
    text = "Ada Berg called Cy Dahl on Thursday, three days after a meeting of Ada Berg and Cy Dahl in Vienna."
    known, undated = written("known", MET, "2020-01-21", MONDAY), written("undated", text)
    said = msgspec.structs.replace(undated.extraction, claims=(claim(),))
    build(tmp_path, [known, msgspec.structs.replace(undated, extraction=said)])
    [position] = questions.positions(tmp_path)
    assert (position.latest, position.evidence[0].inferred) == ("", "2020-01-23/2020-01-24")
    [hit] = questions.search(tmp_path, "called")
    assert (hit.day, hit.evidence[0].dated) == ("", "inferred 2020-01-23/2020-01-24")
    assert questions.show(tmp_path, "undated").fields["inferred"] == "2020-01-23/2020-01-24"


TELLING = "Ada Berg called Cy Dahl on Thursday, three days after a meeting of Ada Berg and Cy Dahl in Vienna."


def undated(*claims: Claim) -> Read:
    """A report that the record infers to be of 23 or 24 January 2020."""
    made = written("undated", TELLING)
    return msgspec.structs.replace(made, extraction=msgspec.structs.replace(made.extraction, claims=claims))


def test_report_without_a_date_moves_a_gate_and_a_list_only_once_it_was_surely_out(tmp_path: Path) -> None:
    told = undated(
        claim("condition", "Estria", "", topic="talks <- a truce", span=(0, 36)),
        claim("designation", "Estria", "the guild", topic="terrorist", span=(0, 36)),
    )
    folder = build(tmp_path, [written("known", MET, "2020-01-21", MONDAY), told])
    for ask in (questions.gates, questions.lists):
        assert [len(ask(folder, as_of=day)) for day in ("2020-01-23", "2020-01-24")] == [0, 1]
        assert len(ask(folder)) == 1
    [condition] = questions.gates(folder, as_of="2020-01-24")[0].conditions
    assert (condition.state, condition.demanded[0].latest) == ("unknown", "")
    shown = questions.positions(folder, as_of="2020-01-22")
    assert [(row.holder, row.latest) for row in shown] == [("Estria", ""), ("Estria", "")]


def test_what_a_report_without_a_date_puts_on_a_day_turns_nobody_before_it_was_out(tmp_path: Path) -> None:
    first = read("first", day="2020-01-10", claims=[claim(holder="Cy Dahl", argument="")])
    told = undated(claim(holder="Cy Dahl", argument="", polarity=-1, date="2020-01-20", span=(0, 36)))
    folder = build(tmp_path, [first, written("known", MET, "2020-01-21", MONDAY), told])
    assert questions.changes(folder, as_of="2020-01-22") == []
    [held] = questions.positions(folder, as_of="2020-01-22")
    assert held.polarity == 1
    [change] = questions.changes(folder, as_of="2020-01-24")
    assert (change.day, change.polarity) == ("2020-01-20", -1)
    [turn] = questions.conflicts(folder, as_of="2020-01-24")
    assert turn.kind == "turn"
