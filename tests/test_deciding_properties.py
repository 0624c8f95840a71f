"""Whatever people decide, undo and redo: the record is that of the decisions that stand; nothing is overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import communique
from communique.record import decision_id, load_decisions, questions, standing_decisions
from communique.record.decision_file import DECISIONS
from communique.records import ClaimFields, Decision, Place, ReportFields
from communique.refreshing import refresh
from tests.record.storing import store
from tests.record.strategies import TEXT, claim, event, read

READS = [
    read("one", claims=[claim(), claim("consult", span=(48, 81))], events=[event(date="2020-01-09")]),
    read("two", day="2020-01-12", claims=[claim(holder="Estria", polarity=-1)], events=[event(date="2020-01-09")]),
    read("three", day="2020-01-20", claims=[claim("condition", topic="the talks <- a truce", argument="")]),
]
FIELDS = ClaimFields(type="stance", holder="Norland", argument="Estria", topic="the island")
PLACES = st.builds(lambda id: Place(id, 0, 47, TEXT[:47]), st.sampled_from(["one", "two", "gone"]))
WHOLE = st.builds(lambda id: Place(id, 0, 0, ""), st.sampled_from(["one", "two", "gone"]))
MET = Place("one", 48, 81, TEXT[48:81])
ACTS = st.one_of(
    st.builds(dict, act=st.just("reject"), place=PLACES, before=st.just(FIELDS)),
    st.builds(dict, act=st.just("accept"), place=PLACES, before=st.just(FIELDS), after=st.just(FIELDS)),
    st.builds(
        dict,
        act=st.just("correct"),
        place=PLACES,
        before=st.just(FIELDS),
        after=st.sampled_from([msgspec.structs.replace(FIELDS, polarity=-1)]),
    ),
    st.builds(dict, act=st.just("exclude"), place=WHOLE),
    st.builds(dict, act=st.just("correct"), place=WHOLE, report_after=st.just(ReportFields(outlet="Cedar Post"))),
    st.builds(dict, act=st.just("merge"), names=st.just(("Norland", "Estria"))),
    st.builds(dict, act=st.just("split"), names=st.just(("Norland", "a ship")), place=WHOLE),
    st.builds(
        dict,
        act=st.just("split"),
        kind=st.just("consult"),
        place=st.just(Place("two", 0, 0, "")),
        other=st.just(MET),
    ),
)
STEPS = st.lists(st.one_of(ACTS, st.sampled_from(["undo", "redo"])), min_size=1, max_size=9)
FEW = settings(max_examples=8, deadline=None)
ASKED = (
    questions.positions,
    questions.timeline,
    questions.documents,
    questions.actors,
    questions.lists,
    questions.queue,
)


def written(folder: Path, decisions: list[Decision]) -> None:
    (folder / DECISIONS).write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in decisions))


def taken(steps: list[Any]) -> list[Decision]:
    """Decisions as they come one a second; an undo is of the last that stands, a redo of the last undo that does."""
    made: list[Decision] = []
    for number, step in enumerate(steps):
        when = f"2030-01-01T00:00:{number:02}+00:00"
        if isinstance(step, dict):
            made.append(Decision(when=when, who="An", **step))
            continue
        redone = {each.over for each in made if each.act == "redo"}
        undos = [each for each in made if each.act == "undo" and decision_id(each) not in redone]
        about = standing_decisions(made) if step == "undo" else undos
        if about:
            made.append(Decision(act=step, when=when, over=decision_id(about[-1])))
    return made


def answers(folder: Path) -> list[Any]:
    return [[without(row) for row in ask(folder, suggested=True)] for ask in ASKED]


def without(row: Any) -> Any:
    """A row but for the time at which its report was added."""
    return msgspec.structs.replace(row, added="") if hasattr(row, "added") else row


@FEW
@given(steps=STEPS)
def test_record_is_that_of_the_decisions_that_stand(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    decisions = taken(steps)
    folder = store(tmp_path_factory.mktemp("all") / "talks", READS)
    untouched = {path: path.read_bytes() for path in (folder / "documents").iterdir()}
    written(folder, decisions)
    communique.rebuild(folder)
    other = store(tmp_path_factory.mktemp("standing") / "talks", READS)
    written(other, standing_decisions(decisions))
    communique.rebuild(other)
    assert answers(folder) == answers(other)
    assert load_decisions(folder) == tuple(decisions)
    assert untouched == {path: path.read_bytes() for path in (folder / "documents").iterdir()}


@given(steps=STEPS)
def test_undo_and_redo_move_one_decision_and_no_other(steps: list[Any]) -> None:
    decisions = taken(steps)
    before: list[Decision] = []
    for number, decision in enumerate(decisions, 1):
        now = standing_decisions(decisions[:number])
        moved = {decision_id(each) for each in before} ^ {decision_id(each) for each in now}
        assert len(moved) == 1, decision
        before = now
    assert [msgspec.json.decode(msgspec.json.encode(each), type=Decision) for each in decisions] == decisions


@FEW
@given(steps=STEPS)
def test_record_built_behind_is_the_same_as_one_built_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any]
) -> None:
    """Decisions that come in batches, each worked in by itself, end in the record that is built of all at once."""
    decisions = taken(steps)
    folder = store(tmp_path_factory.mktemp("batches") / "talks", READS)
    for number in range(0, len(decisions), 4):
        written(folder, decisions[: number + 4])
        refresh(folder)
    behind = answers(folder)
    communique.rebuild(folder)
    assert behind == answers(folder)
