"""Lists, gates and blockers as rows of answers, each with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

import duckdb
import msgspec

from communique.record.answers import Evidence
from communique.record.asking import NO_LIMIT, PROOFS, Asked, Row, gather_evidence, iso, look_up
from communique.record.gates.answers import Blockers, Cell, ConditionRow, GateRow, ListRow, Proof
from communique.record.gates.blocking import Change, find_opening, is_blocked
from communique.record.gates.lists import Entry, List
from communique.record.gates.marks import Mark
from communique.record.gates.model import Condition, Gate, blocks, disputes, state_of
from communique.record.gates.scene import Scene
from communique.record.gates.sides import Stand, Telling, Tellings, told_of
from communique.record.gates.supposing import change_writer
from communique.records import Place

SETS = 100  # smallest sets that are written out
SIDES = 10  # sides for and against a thing whose sentences are told, those with most origins; the id leads to others
PLACE = 'id, document, start, "end", sentence_start, sentence_end, via'
TOLD = ("claims", "event_reports")
DECIDED = """(SELECT *, start AS sentence_start, "end" AS sentence_end, [] AS via FROM decisions
WHERE state = 'applied')"""

SUPPOSED = Telling()


class Proofs(msgspec.Struct, frozen=True):
    """What is told of stands, and the evidence of their claims and of marks by the ids of these."""

    tellings: Tellings
    evidence: Mapping[str, Evidence]

    def of(self, stand: Stand) -> Telling:
        """What is told of a stand: nothing if it is only supposed."""
        return self.tellings.get((stand.side, stand.told), SUPPOSED)


def prove_told(database: duckdb.DuckDBPyConnection, asked: Asked, told: Sequence[Told]) -> Proofs:
    """What proves that which is told of gates."""
    marks = [condition.mark for each in told for condition in each.conditions if condition.mark]
    things = [(each.gate.deciders, condition.stands) for each in told for condition in each.conditions]
    things += [(each.gate.deciders, entry.stands) for each in told for entry in each.disputes]
    return gather_proofs(database, asked, things, marks)


def gather_proofs(
    database: duckdb.DuckDBPyConnection,
    asked: Asked,
    things: Iterable[tuple[Collection[str], Sequence[Stand]]],
    marks: Sequence[Mark] = (),
) -> Proofs:
    """What proves marks and the stands on things, with those whose word counts on each."""
    things = list(things)
    tellings = told_of(database, asked, (stand for _, stands in things for stand in stands))
    proofs = Proofs(tellings, {})
    foremost = (stand for counting, stands in things for stand in _foremost(stands, counting))
    ids = {id for stand in foremost for id in proofs.of(stand).ids[:PROOFS]} | {mark.id for mark in marks if mark.id}
    rows: dict[str, Row] = {}
    for source in (*TOLD, DECIDED):
        rows |= {row["id"]: row for row in look_up(database, source, ids - set(rows), columns=PLACE)}
    shown = {mark.id: mark.proof for mark in marks if mark.proof}
    placed = (row | _place(shown[row["id"]]) if row["id"] in shown else row for row in rows.values())
    return Proofs(tellings, gather_evidence(database, placed))


def _place(proof: Place) -> Row:
    place = {"document": proof.document, "start": proof.start, "end": proof.end}
    return {**place, "sentence_start": proof.start, "sentence_end": proof.end}


class Told(msgspec.Struct, frozen=True):
    """What is told of a gate: its conditions and the entries in dispute. ``left_out`` is how many more there are."""

    gate: Gate
    conditions: tuple[Condition, ...]
    disputes: tuple[Entry, ...]
    left_out: int


def tell(gate: Gate, limit: int | None, *, blocking: bool = False) -> Told:
    """What is told of a gate, what blocks first or alone.

    With a limit so many conditions, those that the story names and those of which most origins tell, and so many
    disputes.
    """
    blocked = [(condition, blocks(condition, gate.deciders)) for condition in gate.conditions]
    found = sorted((pair for pair in blocked if pair[1] or not blocking), key=lambda pair: not pair[1])
    disputed, most = disputes(gate), limit or NO_LIMIT
    left_out = sum(max(0, len(all_of) - most) for all_of in (found, disputed))
    if len(found) > most:
        foremost = sorted(found, key=lambda pair: (not pair[1], not pair[0].pinned, -pair[0].origins))[:most]
        kept = {condition.matter for condition, _ in foremost}
        found = [pair for pair in found if pair[0].matter in kept]
    return Told(gate, tuple(condition for condition, _ in found), tuple(disputed[:most]), left_out)


def _foremost(stands: Iterable[Stand], counting: Collection[str]) -> Iterator[Stand]:
    """On either side those whose sentences are told: whose word counts, then those with most origins."""
    for _, same in groupby(_in_order(stands), key=lambda stand: (stand.polarity, not stand.side)):
        yield from sorted(same, key=lambda stand: stand.side not in counting)[:SIDES]


def list_rows(found: Iterable[tuple[List, Entry]], proofs: Proofs) -> list[ListRow]:
    """Entries of lists as rows."""
    return [_entry(each.name, each.type, entry, proofs, each.holders) for each, entry in found]


def gate_row(told: Told, proofs: Proofs) -> GateRow:
    """A gate with its conditions and the entries in dispute."""
    gate = told.gate
    return GateRow(
        gate=gate.name,
        blocked=is_blocked(gate),
        deciders=tuple(sorted(gate.deciders)),
        conditions=tuple(_condition(condition, gate.deciders, proofs) for condition in told.conditions),
        disputes=tuple(
            _entry(gate.name, entry.matter.partition("|")[0], entry, proofs, tuple(gate.deciders))
            for entry in told.disputes
        ),
        left_out=told.left_out,
    )


def blocker_answer(told: Told, scene: Scene, proofs: Proofs, as_of: str) -> Blockers:
    """What holds a gate up and what would open it."""
    row, opening, write = gate_row(told, proofs), find_opening(told.gate), change_writer(scene)

    def written(found: Iterable[Change]) -> tuple[str, ...]:
        return tuple(map(write, sorted(found)))

    return Blockers(
        gate=row.gate,
        as_of=as_of,
        blocked=row.blocked,
        deciders=row.deciders,
        conditions=row.conditions,
        disputes=row.disputes,
        left_out=row.left_out,
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
    found = proofs.evidence.get(mark.id)
    evidence = (found,) if found else ()
    return Proof(basis=mark.basis, day=iso(mark.day), stated=mark.stated, evidence=evidence, id=mark.id)


def _in_order(stands: Iterable[Stand]) -> list[Stand]:
    return sorted(stands, key=lambda stand: (-stand.polarity, not stand.side, -stand.origins, stand.side))


def _cell(name: str, entry: str, stand: Stand, proofs: Proofs) -> Cell:
    told = proofs.of(stand)
    return Cell(
        of=name,
        entry=entry,
        side=stand.side,
        speakers=tuple(speaker for speaker in told.speakers if speaker != stand.side),
        position=(stand.position or told.position) if stand.polarity else "both, undated",
        polarity=stand.polarity,
        since=iso(stand.since),
        latest=iso(stand.latest),
        origins=stand.origins,
        documents=told.documents,
        stated=told.stated,
        evidence=tuple(proofs.evidence[id] for id in told.ids[:PROOFS] if id in proofs.evidence),
        id=told.ids[0] if told.ids else "",
    )
