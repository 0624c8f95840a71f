"""What waits for a person to decide, the most consequential and most doubtful first."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import msgspec

from communique.record.answers import QueueRow
from communique.record.asking import Asked, Row, concerning, fetch, gather_evidence, known_by
from communique.record.building.decisions import meet
from communique.record.deciding import tell_claim
from communique.record.decision_file import decision_id, load_decisions, standing_decisions
from communique.record.showing import all_around
from communique.record.store import open_record
from communique.records import ClaimFields, Decision, Place

NEXT = """SELECT c.*, rank, weight, reasons
FROM (SELECT r.* FROM review r{chosen} ORDER BY rank LIMIT ? OFFSET ?) r JOIN claims c ON c.id = r.claim
ORDER BY rank"""
CHOSEN = " JOIN claims ON claims.id = r.claim WHERE "  # spared where there is no filter: it takes most of the time
FIELDS = {"type": "type", "holder": "holder_found", "speaks_for": "speaks_for", "argument": "argument_found"}
FIELDS |= {"topic": "topic", "polarity": "polarity_found", "date": "date", "status": "status"}
USUAL = 20  # rows where no other number is asked for


class Ranked(NamedTuple):
    """The claims that a record has to decide about, in order, and the states of the decisions that it knows."""

    rows: tuple[QueueRow, ...]
    states: dict[str, str]


def ranked_claims(dossier: str | Path, *, limit: int) -> Ranked:
    """What a record has for the queue, as long as it stays the same; `undecided` tells what of it is left."""
    with open_record(dossier) as database:
        rows = _proven(database, _rows(database, Asked(), limit, 0))
        states = dict(database.execute("SELECT id, state FROM decisions").fetchall())
    return Ranked(tuple(rows), states)


def undecided(rows: Iterable[QueueRow], decisions: Sequence[Decision], known: Container[str]) -> list[QueueRow]:
    """The claims that no decision concerns which the record does not know yet; ``known`` are the ids of the others."""
    new = _unknown(decisions, known)
    return [row for row in rows if not _is_decided(_probe_row(row), new)]


def next_claims(database: duckdb.DuckDBPyConnection, asked: Asked, folder: Path) -> list[QueueRow]:
    """The claims to decide about next; what was decided since the record was built is left out."""
    known = {id for (id,) in database.execute("SELECT id FROM decisions").fetchall()}
    new = _unknown(load_decisions(folder), known)
    wanted, found, place = asked.limit or USUAL, list[Row](), 0
    step = wanted + len(new)
    while len(found) < wanted:
        rows = _rows(database, asked, step, place)
        found += [row for row in rows if not _is_decided(_probe(row, _fields(row)), new)]
        place += step
        if len(rows) < step:
            break
    return _proven(database, found[:wanted])


def _unknown(decisions: Sequence[Decision], known: Container[str]) -> list[Decision]:
    """The standing decisions on reports that the record does not know yet."""
    return [each for each in standing_decisions(decisions) if each.place and decision_id(each) not in known]


def _proven(database: duckdb.DuckDBPyConnection, rows: list[Row]) -> list[QueueRow]:
    """Claims with their sentence and those around it."""
    proofs = gather_evidence(database, rows)
    context = all_around(database, proofs)
    return [
        QueueRow(
            told=tell_claim(_fields(row)),
            reasons=tuple(row["reasons"]),
            confidence=round(row["confidence"], 2),
            stated=row["stated"],
            matter=row["matter"],
            before=context[row["id"]][0],
            evidence=(proofs[row["id"]],),
            after=context[row["id"]][1],
            id=row["id"],
            **{name: row[column] for name, column in FIELDS.items()},
        )
        for row in rows
    ]


def _rows(database: duckdb.DuckDBPyConnection, asked: Asked, limit: int, place: int) -> list[Row]:
    where = known_by(asked) & concerning(asked, "holder", "speaks_for", "argument")
    chosen = f"{CHOSEN}{where.sql}" if where.values else ""
    return fetch(database, NEXT.format(chosen=chosen), [*where.values, limit, place])


def _fields(row: Row) -> ClaimFields:
    """What a claim says, in the names of its own report."""
    return ClaimFields(**{name: row[column] for name, column in FIELDS.items()})


def _probe_row(row: QueueRow) -> Decision:
    [proof] = row.evidence
    return _probe(msgspec.structs.asdict(proof), ClaimFields(**{name: getattr(row, name) for name in FIELDS}))


def _probe(place: Row, fields: ClaimFields) -> Decision:
    """A decision about a claim that others are held against; ``place`` has its ``document``, ``start`` and ``end``."""
    return Decision(
        act="accept", when="", place=Place(place["document"], place["start"], place["end"], ""), before=fields
    )


def _is_decided(probe: Decision, decisions: Iterable[Decision]) -> bool:
    here = [each for each in decisions if each.place and probe.place and each.place.document == probe.place.document]
    return any(each.act == "exclude" or meet(probe, each) for each in here)
