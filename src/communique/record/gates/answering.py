"""Lists, gates and blockers as rows of answers, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

import duckdb

from communique.record.answers import Evidence
from communique.record.asking import PROOFS, Row, gather_evidence, iso, look_up
from communique.record.gates.answers import Blockers, Cell, ConditionRow, GateRow, ListRow, Proof
from communique.record.gates.blocking import Change, find_opening, is_blocked
from communique.record.gates.lists import Entry, List
from communique.record.gates.marks import Mark
from communique.record.gates.model import Condition, Gate, blocks, disputes, state_of
from communique.record.gates.scene import Scene
from communique.record.gates.sides import Stand
from communique.record.gates.supposing import change_writer
from communique.records import Place

SETS = 100  # smallest sets that are written out
PLACE = 'id, document, start, "end", sentence_start, sentence_end, via'
TOLD = ("claims", "event_reports")
DECIDED = """(SELECT *, start AS sentence_start, "end" AS sentence_end, [] AS via FROM decisions
WHERE state = 'applied')"""

Proofs = Mapping[str, Evidence]


def gather_proofs(database: duckdb.DuckDBPyConnection, stands: Iterable[Stand], marks: Iterable[Mark] = ()) -> Proofs:
    """The evidence of stands and marks by the ids of their claims, reports and decisions."""
    ids = {id for stand in stands for id in stand.ids[:PROOFS]} | {mark.id for mark in marks if mark.id}
    rows: dict[str, Row] = {}
    for source in (*TOLD, DECIDED):
        rows |= {row["id"]: row for row in look_up(database, source, ids - set(rows), columns=PLACE)}
    shown = {mark.id: mark.proof for mark in marks if mark.proof}
    return gather_evidence(
        database, (row | _place(shown[row["id"]]) if row["id"] in shown else row for row in rows.values())
    )


def _place(proof: Place) -> Row:
    place = {"document": proof.document, "start": proof.start, "end": proof.end}
    return {**place, "sentence_start": proof.start, "sentence_end": proof.end}


def list_rows(found: Iterable[tuple[List, Entry]], proofs: Proofs) -> list[ListRow]:
    """Entries of lists as rows."""
    return [_entry(each.name, each.type, entry, proofs, each.holders) for each, entry in found]


def gate_row(gate: Gate, proofs: Proofs) -> GateRow:
    """A gate with its conditions and the entries in dispute; those that block come first."""
    rows = [_condition(condition, gate.deciders, proofs) for condition in gate.conditions]
    return GateRow(
        gate=gate.name,
        blocked=is_blocked(gate),
        deciders=tuple(sorted(gate.deciders)),
        conditions=tuple(sorted(rows, key=lambda row: not row.blocks)),
        disputes=tuple(
            _entry(gate.name, entry.matter.partition("|")[0], entry, proofs, tuple(gate.deciders))
            for entry in disputes(gate)
        ),
    )


def blocker_answer(gate: Gate, scene: Scene, proofs: Proofs, as_of: str) -> Blockers:
    """What holds a gate up and what would open it."""
    row, opening, write = gate_row(gate, proofs), find_opening(gate), change_writer(scene)

    def written(found: Iterable[Change]) -> tuple[str, ...]:
        return tuple(map(write, sorted(found)))

    return Blockers(
        gate=gate.name,
        as_of=as_of,
        blocked=row.blocked,
        deciders=row.deciders,
        conditions=tuple(each for each in row.conditions if each.blocks),
        disputes=row.disputes,
        changes=-1 if opening.size is None else opening.size,
        ways=opening.total,
        choices=tuple(tuple(map(written, sets)) for sets in opening.choices),
        sets=tuple(map(written, islice(opening.sets(), SETS))) if row.blocked else (),
        more=opening.more,
    )


def _entry(name: str, kind: str, entry: Entry, proofs: Proofs, holders: tuple[str, ...]) -> ListRow:
    return ListRow(
        list=name,
        type=kind,
        entry=entry.argument,
        disputed=entry.disputed(holders),
        cells=tuple(_cell(name, entry.argument, stand, proofs) for stand in _in_order(entry.stands)),
        key=entry.matter,
    )


def _condition(condition: Condition, deciders: frozenset[str], proofs: Proofs) -> ConditionRow:
    def cells(*polarities: int) -> tuple[Cell, ...]:
        chosen = (stand for stand in _in_order(condition.stands) if (stand.polarity if stand.side else 0) in polarities)
        return tuple(_cell(condition.gate, condition.label, stand, proofs) for stand in chosen)

    return ConditionRow(
        gate=condition.gate,
        condition=condition.label,
        state=state_of(condition, deciders),
        blocks=blocks(condition, deciders),
        demanded=cells(1),
        rejected=cells(-1),
        unsure=cells(0),
        dropped=tuple(sorted(condition.dropped)),
        proof=_proof(condition.mark, proofs) if condition.mark else None,
        key=condition.matter,
    )


def _proof(mark: Mark, proofs: Proofs) -> Proof:
    found = proofs.get(mark.id)
    evidence = (found,) if found else ()
    return Proof(basis=mark.basis, day=iso(mark.day), stated=mark.stated, evidence=evidence, id=mark.id)


def _in_order(stands: Iterable[Stand]) -> list[Stand]:
    return sorted(stands, key=lambda stand: (-stand.polarity, not stand.side, -stand.origins, stand.side))


def _cell(name: str, entry: str, stand: Stand, proofs: Proofs) -> Cell:
    return Cell(
        of=name,
        entry=entry,
        side=stand.side,
        speakers=tuple(speaker for speaker in stand.speakers if speaker != stand.side),
        position=stand.position if stand.polarity else "both, undated",
        polarity=stand.polarity,
        since=iso(stand.since),
        latest=iso(stand.latest),
        origins=stand.origins,
        documents=stand.documents,
        stated=stand.stated,
        evidence=tuple(proofs[id] for id in stand.ids[:PROOFS] if id in proofs),
        id=stand.ids[0] if stand.ids else "",
    )
