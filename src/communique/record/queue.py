"""What waits for a person to decide, the most consequential and most doubtful first."""

from __future__ import annotations

from pathlib import Path

import duckdb

from communique.record.answers import QueueRow
from communique.record.asking import Asked, Row, concerning, fetch, gather_evidence, known_by
from communique.record.building.decisions import meet
from communique.record.deciding import tell_claim, waiting_decisions
from communique.record.decision_file import load_decisions, standing_decisions
from communique.record.showing import around
from communique.records import ClaimFields, Decision, Place

NEXT = """SELECT c.*, rank, weight, reasons
FROM (SELECT r.* FROM review r{chosen} ORDER BY rank LIMIT ? OFFSET ?) r JOIN claims c ON c.id = r.claim
ORDER BY rank"""
CHOSEN = " JOIN claims ON claims.id = r.claim WHERE "  # spared where there is no filter: it takes most of the time
FIELDS = {"type": "type", "holder": "holder_found", "speaks_for": "speaks_for", "argument": "argument_found"}
FIELDS |= {"topic": "topic", "polarity": "polarity_found", "date": "date", "status": "status"}
USUAL = 20  # rows where no other number is asked for


def next_claims(database: duckdb.DuckDBPyConnection, asked: Asked, folder: Path) -> list[QueueRow]:
    """The claims to decide about next; what was decided since the record was built is left out."""
    decisions = load_decisions(folder)
    waiting = set(waiting_decisions(database, decisions))
    decided = [each for each in standing_decisions(decisions) if each in waiting and each.place]
    wanted, found, place = asked.limit or USUAL, list[Row](), 0
    while len(found) < wanted:
        rows = _rows(database, asked, wanted, place)
        found += [row for row in rows if not _is_decided(row, decided)]
        place += wanted
        if len(rows) < wanted:
            break
    found = found[:wanted]
    proofs = gather_evidence(database, found)
    context = {id: around(database, proof) for id, proof in proofs.items()}
    return [
        QueueRow(
            before=context[row["id"]][0],
            after=context[row["id"]][1],
            told=tell_claim(fields_of(row)),
            reasons=tuple(row["reasons"]),
            confidence=round(row["confidence"], 2),
            stated=row["stated"],
            matter=row["matter"],
            evidence=(proofs[row["id"]],),
            id=row["id"],
            **{name: row[column] for name, column in FIELDS.items()},
        )
        for row in found
    ]


def _rows(database: duckdb.DuckDBPyConnection, asked: Asked, limit: int, place: int) -> list[Row]:
    where = known_by(asked) & concerning(asked, "holder", "speaks_for", "argument")
    chosen = f"{CHOSEN}{where.sql}" if where.values else ""
    return fetch(database, NEXT.format(chosen=chosen), [*where.values, limit, place])


def fields_of(row: Row) -> ClaimFields:
    """What a claim says, in the names of its own report."""
    return ClaimFields(**{name: row[column] for name, column in FIELDS.items()})


def _is_decided(row: Row, decided: list[Decision]) -> bool:
    here = [each for each in decided if each.place and each.place.document == row["document"]]
    if not here:
        return False
    place = Place(row["document"], row["start"], row["end"], "")
    return any(
        each.act == "exclude" or meet(Decision(act="accept", when="", place=place, before=fields_of(row)), each)
        for each in here
    )
