"""What a person who decides sees: what an entry says, where it stands, and what was decided of it before."""

from __future__ import annotations

from typing import NamedTuple

import duckdb
import msgspec

from communique.errors import InputError, QuestionError
from communique.record.asking import Row, fetch, find_actor, iso
from communique.record.building.decisions import find_place
from communique.record.showing import find_entry, show_entry
from communique.records import ClaimFields, Place, ReportFields

CLAIM = """SELECT document, start, "end", type, holder_found AS holder, speaks_for AS "for", argument_found AS argument,
  topic, polarity_found AS polarity, date, status, retired
FROM (SELECT *, '' AS retired FROM claims UNION ALL BY NAME SELECT * EXCLUDE (retired_by) FROM retired_claims)
WHERE id = ? ORDER BY retired <> '', retired DESC LIMIT 1"""
TELLINGS = """SELECT document, start, "end", kind FROM event_reports JOIN events ON events.id = event WHERE event = ?
ORDER BY event_reports.published NULLS LAST, document, start, event_reports.id"""
PLAN = """SELECT document, start, "end", 'schedule' AS kind FROM plans JOIN claims ON claim = claims.id WHERE plan = ?
ORDER BY published NULLS LAST, document, start"""
REPORT = """SELECT id, published, outlet FROM documents WHERE starts_with(id, $id)
UNION ALL SELECT id, NULL, outlet FROM excluded WHERE starts_with(id, $id) ORDER BY id <> $id, id LIMIT 2"""
SPELLED = """SELECT text FROM mentions WHERE document = ? AND (actor = ? OR lower(text) = lower(?))
ORDER BY lower(text) <> lower(?), times DESC, text"""


class SeenClaim(NamedTuple):
    """A claim in the names of its own report, where it stands, and whether people have retired it."""

    fields: ClaimFields
    place: Place
    retired: bool


class Telling(NamedTuple):
    """One report's telling of an event."""

    place: Place
    kind: str


def see_claim(database: duckdb.DuckDBPyConnection, id: str) -> SeenClaim:
    """A claim by its id or the beginning of it. Raises QuestionError when there is none."""
    what, full = find_entry(database, id)
    if what != "claim":
        hint = "The ids of claims stand in the last column of: communique positions DOSSIER"
        raise QuestionError(f"{id[:200]!r} is no claim", hint=hint)
    [row] = fetch(database, CLAIM, [full])
    place = _place(database, row)
    retired = bool(row.pop("retired"))
    fields = {name: value for name, value in row.items() if name not in ("document", "start", "end")}
    return SeenClaim(msgspec.convert(fields, ClaimFields), place, retired)


def see_place(database: duckdb.DuckDBPyConnection, id: str) -> Place:
    """Where the first evidence of an entry stands. Raises QuestionError when there is no such entry."""
    shown = show_entry(database, id)
    if not shown.evidence:
        hint = "Give the id of a claim, a statement or an event."
        raise QuestionError(f"{id[:200]!r} has no sentence of its own", hint=hint)
    proof = shown.evidence[0]
    return Place(proof.document, proof.start, proof.end, proof.quote)


def see_piece(database: duckdb.DuckDBPyConnection, id: str, quote: str, start: int = 0) -> Place:
    """Where a quotation stands in a report, the place next to ``start``. Raises InputError when it does not say so."""
    document = see_report(database, id)[0]
    [(text,)] = database.execute("SELECT text FROM documents WHERE id = ?", [document]).fetchall()
    span = find_place(Place(document, start, start + len(quote), quote), text)
    if span is None:
        hint = "Give --quote in the very words of the report."
        raise InputError("the report does not say so", where=document, hint=hint)
    return Place(document, *span, text[slice(*span)])


def see_report(database: duckdb.DuckDBPyConnection, id: str) -> tuple[str, ReportFields]:
    """A report by its id or the beginning of it, also one that is left out; its date and outlet as they stand."""
    found = fetch(database, REPORT, {"id": id}) if id else []
    if not found or (len(found) > 1 and found[0]["id"] != id):
        raise QuestionError(f"there is no one report {id[:200]!r}", hint="See: communique documents DOSSIER")
    return found[0]["id"], ReportFields(published=iso(found[0]["published"]), outlet=found[0]["outlet"])


def see_event(database: duckdb.DuckDBPyConnection, id: str) -> list[Telling]:
    """Where the reports stand that tell of an event or a planned one. Raises QuestionError when there is none."""
    what, full = find_entry(database, id)
    if what not in ("event", "plan"):
        hint = "The ids of events stand in the last column of: communique timeline DOSSIER"
        raise QuestionError(f"{id[:200]!r} is no event", hint=hint)
    return [
        Telling(_place(database, row), row["kind"])
        for row in fetch(database, TELLINGS if what == "event" else PLAN, [full])
    ]


def is_event(database: duckdb.DuckDBPyConnection, id: str) -> bool:
    """Whether an id, or the beginning of one, is that of an event or a planned one."""
    try:
        return find_entry(database, id)[0] in ("event", "plan")
    except QuestionError:
        return False


def see_name(database: duckdb.DuckDBPyConnection, name: str, document: str = "") -> str:
    """What an actor is called, or how one report writes it. Raises QuestionError when the name is not known there."""
    actor = find_actor(database, name)
    if not document:
        return actor
    spelled = database.execute(SPELLED, [document, actor, name, name]).fetchone()
    if spelled is None:
        raise QuestionError(f"the report does not name {name[:200]!r}", hint=f"See: communique show DOSSIER {document}")
    return str(spelled[0])


def _place(database: duckdb.DuckDBPyConnection, row: Row) -> Place:
    sql = "SELECT substring(text, ? + 1, ? - ?) FROM documents WHERE id = ?"
    [(quote,)] = database.execute(sql, [row["start"], row["end"], row["start"], row["document"]]).fetchall()
    return Place(row["document"], row["start"], row["end"], quote)
