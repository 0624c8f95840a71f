"""What a decision needs to know of the record: what a claim says and where it stands. And which decisions there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import msgspec

from communique.errors import InputError, QuestionError
from communique.record.answers import DecisionRow, Evidence
from communique.record.asking import NO_LIMIT, Asked, Filter, Row, fetch, gather_evidence
from communique.record.building.decisions import ORPHANED, find_place
from communique.record.showing import show_entry
from communique.record.store import open_record
from communique.records import ClaimFields, Place

CLAIM = """SELECT type, holder_found AS holder, speaks_for AS "for", argument_found AS argument, topic,
  polarity_found AS polarity, date, status
FROM (FROM claims UNION ALL BY NAME FROM retired_claims SELECT * EXCLUDE (retired, retired_by)) WHERE id = ?"""

DECISIONS = "SELECT * FROM decisions WHERE {where} ORDER BY number DESC LIMIT ?"
CONCERNING = """(claim IN (SELECT id FROM claims WHERE ? IN (holder, speaks_for, argument))
  OR ? IN (before ->> 'holder', before ->> 'argument', after ->> 'holder', after ->> 'argument'))"""


def claim_fields(dossier: str | Path, id: str) -> ClaimFields:
    """What a claim says, in the names of its own report. Raises QuestionError when there is no such claim."""
    with open_record(dossier) as database:
        found = fetch(database, CLAIM, [show_entry(database, id).id])
    if not found:
        hint = "The ids of claims stand in the last column of: communique positions DOSSIER"
        raise QuestionError(f"{id[:200]!r} is no claim", hint=hint)
    return msgspec.convert(found[0], ClaimFields)


def place_of(dossier: str | Path, id: str) -> Place:
    """Where the first evidence of an entry stands. Raises QuestionError when there is no such entry."""
    with open_record(dossier) as database:
        shown = show_entry(database, id)
    if not shown.evidence:
        hint = "Give the id of a claim, a statement or an event."
        raise QuestionError(f"{id[:200]!r} has no sentence of its own", hint=hint)
    proof = shown.evidence[0]
    return Place(proof.document, proof.start, proof.end, proof.quote)


def piece_of(dossier: str | Path, id: str, quote: str) -> Place:
    """Where a quotation stands in a report. Raises InputError when the report does not say so."""
    with open_record(dossier) as database:
        shown = show_entry(database, id)
    span = find_place(Place(shown.id, 0, 0, quote), shown.text)
    if span is None:
        hint = "Give --quote in the very words of the report."
        raise InputError("the report does not say so", where=shown.id, hint=hint)
    return Place(shown.id, *span, shown.text[slice(*span)])


def taken_decisions(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[DecisionRow]:
    """What people decided, the latest first; with an actor what concerns it."""
    where = Filter(CONCERNING, (asked.actor,) * 2) if asked.actor else Filter()
    for sign, day in ((">=", asked.since), ("<=", asked.until)):
        where &= Filter(f"left(decided, 10) {sign} ?", (day.isoformat(),)) if day else Filter()
    rows = fetch(database, DECISIONS.format(where=where.sql), [*where.values, asked.limit or NO_LIMIT])
    found = (row | {"sentence_start": row["start"], "sentence_end": row["end"]} for row in rows)
    proofs = gather_evidence(database, (row for row in found if row["state"] != ORPHANED))
    return [_decision(row, proofs) for row in rows]


def _decision(row: Row, proofs: Mapping[str, Evidence]) -> DecisionRow:
    same = ("decided", "act", "who", "why", "day", "state", "claim", "quote", "id")
    proof = proofs.get(row["id"])
    return DecisionRow(
        **{name: row[name] for name in same},
        before=_told(row["before"]),
        after=_told(row["after"]),
        evidence=(proof,) if proof else (),
    )


def _told(raw: str) -> str:
    """A claim in one line."""
    if not raw:
        return ""
    fields = msgspec.json.decode(raw, type=ClaimFields)
    denied = "(not)" if fields.polarity < 0 else ""
    parts = (fields.type, denied, fields.holder, ":", fields.argument, fields.topic, fields.status, fields.date)
    return " ".join(part for part in parts if part)
