"""What must hold of every record, whatever was read."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.record.making import build
from tests.record.strategies import READS

from communique.record import questions, store
from communique.record.building import staging
from communique.records import Read

ALL: tuple[Callable[..., Any], ...] = (
    questions.positions,
    questions.timeline,
    questions.statements,
    questions.schedule,
    questions.truce,
    questions.changes,
    questions.conflicts,
    questions.documents,
    questions.actors,
    questions.brief,
    questions.lists,
    questions.gates,
)
FEW = settings(max_examples=6, deadline=None)
DAY = "2020-01-10"


def _added(reads: list[Read]) -> dict[str, str]:
    """When each report came into the dossier: one a minute, in their order."""
    return {read.document.id: f"2020-03-01T12:{minute:02}:00+00:00" for minute, read in enumerate(reads)}


def _but_added(answer: Any) -> Any:
    """An answer without the times at which reports were added."""
    rows = answer if isinstance(answer, list) else [answer]
    return [msgspec.structs.replace(row, added="") if hasattr(row, "added") else row for row in rows]


@FEW
@given(reads=READS)
def test_order_and_size_of_batches_do_not_matter(tmp_path_factory: pytest.TempPathFactory, reads: list[Read]) -> None:
    folder = tmp_path_factory.mktemp("orders")
    one = build(folder / "one", reads, added=_added(reads))
    mixed = random.Random(0).sample(reads, len(reads))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "CHUNK", 2)
        two = build(folder / "two", mixed, added=_added(mixed))
    for ask in ALL:
        assert _but_added(ask(one, suggested=True)) == _but_added(ask(two, suggested=True))
    assert questions.search(one, "norland estria") == questions.search(two, "norland estria")


@FEW
@given(reads=READS)
def test_large_record_is_asked_in_another_way_and_answers_the_same(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read]
) -> None:
    dossier = build(tmp_path_factory.mktemp("sizes"), reads)
    small = [ask(dossier, suggested=True, as_of=DAY) for ask in ALL]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "SMALL", 0)
        assert [ask(dossier, suggested=True, as_of=DAY) for ask in ALL] == small


@FEW
@given(reads=READS)
def test_what_was_said_by_a_day_does_not_change_later(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read]
) -> None:
    folder = tmp_path_factory.mktemp("days")
    early = [read for read in reads if read.document.published.date <= DAY]
    one, two = build(folder / "one", early), build(folder / "two", reads)
    for ask in ALL:
        assert ask(one, as_of=DAY, suggested=True) == ask(two, as_of=DAY, suggested=True)
        assert ask(one, as_of=DAY) == ask(two, as_of=DAY)


@FEW
@given(reads=READS)
def test_every_line_has_proofs_that_are_pieces_of_their_documents(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read]
) -> None:
    folder = build(tmp_path_factory.mktemp("proofs"), reads)
    texts = {read.document.id: read.document.text for read in reads}
    rows = [row for ask in ALL[:7] for row in ask(folder, suggested=True)]
    brief = questions.brief(folder, suggested=True)
    notes = brief.footnotes
    assert all(row.evidence for row in rows)
    assert all(line.notes and max(line.notes) <= len(notes) for part in brief.sections for line in part.lines)
    for proof in [*notes, *(proof for row in rows for proof in row.evidence)]:
        assert texts[proof.document][proof.start : proof.end] == proof.quote
        assert proof.sentence in texts[proof.document]
        assert proof.quote in proof.sentence
    for row in rows:
        assert questions.show(folder, row.id).id == row.id


@FEW
@given(reads=READS)
def test_reprints_do_not_raise_the_number_of_origins(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read]
) -> None:
    folder = build(tmp_path_factory.mktemp("reprints"), reads, origins={read.document.id: "d0" for read in reads})
    rows = [row for ask in ALL[:7] for row in ask(folder, suggested=True)]
    assert {row.origins for row in rows if hasattr(row, "origins")} <= {1}
    assert questions.brief(folder, suggested=True).origins == 1


@FEW
@given(reads=READS)
def test_page_is_the_beginning_of_the_whole_answer(tmp_path_factory: pytest.TempPathFactory, reads: list[Read]) -> None:
    folder = build(tmp_path_factory.mktemp("pages"), reads)
    for ask in (questions.positions, questions.statements, questions.documents, questions.actors, questions.lists):
        whole = ask(folder, suggested=True)
        assert [ask(folder, suggested=True, limit=lines) for lines in (1, 3)] == [whole[:1], whole[:3]]
    turns = questions.changes(folder, suggested=True)
    assert [questions.changes(folder, suggested=True, limit=lines) for lines in (1, 3)] == [turns[-1:], turns[-3:]]


@FEW
@given(reads=READS)
def test_one_gate_and_one_list_are_told_as_among_all(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read]
) -> None:
    folder = build(tmp_path_factory.mktemp("gates"), reads)
    for known in ({}, {"as_of": DAY}, {"known": "2020-03-01"}):
        filters: Any = {"suggested": True, **known}
        for gate in questions.gates(folder, **filters):
            assert questions.gates(folder, gate.gate, **filters) == [gate]
        rows = questions.lists(folder, **filters)
        for name in {row.list for row in rows}:
            assert questions.lists(folder, name, **filters) == [row for row in rows if row.list == name]


@FEW
@given(reads=READS, known=st.integers(0, 5))
def test_what_the_dossier_learned_later_does_not_count(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read], known: int
) -> None:
    folder, added = tmp_path_factory.mktemp("known"), _added(reads)
    early = reads[:known]
    moment = max((added[read.document.id] for read in early), default="2020-03-01T11:59:59+00:00")
    one, two = build(folder / "one", early, added=added), build(folder / "two", reads, added=added)
    for ask in (questions.positions, questions.changes, questions.statements):
        assert _but_names(ask(one, suggested=True)) == _but_names(ask(two, suggested=True, known=moment))
    for tell in (questions.timeline, questions.schedule, questions.truce, questions.conflicts):
        assert _proofs(tell(two, suggested=True, known=moment)) <= _proofs(tell(one, suggested=True))
    assert questions.documents(one) == questions.documents(two, known=moment)


def _but_names(rows: list[Any]) -> list[Any]:
    """Answers without what a matter is called, which is in the words of its first report; in the order of their ids."""
    bare = [msgspec.structs.replace(row, matter="") if hasattr(row, "matter") else row for row in rows]
    return sorted(bare, key=lambda row: (row.id, repr(row)))


def _proofs(rows: list[Any]) -> set[tuple[str, str]]:
    return {(proof.document, proof.quote) for row in rows for proof in row.evidence}
