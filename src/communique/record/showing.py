"""One entry of the record in full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from communique.errors import QuestionError
from communique.record.answers import Shown
from communique.record.asking import Row, evidence_of, fetch
from communique.record.store import open_record

SHOWN = {
    "claims": "type holder speaks_for argument topic polarity status date rule confidence stated matter_label",
    "statements": "speaker speaks_for cue content addressee chain said_text quoted",
    "events": "category mode participants place when_from when_to origins",
    "documents": "title outlet author agency place published basis confidence language origin source url added notes",
}


def show(dossier: str | Path, id: str) -> Shown:
    """One entry in full, by its id or the beginning of it: its sentence within its article and all that was read."""
    with open_record(dossier) as database:
        table, row = _entry(database, id)
        if table == "documents":
            text = database.execute(
                'SELECT text, start, "end" FROM sentences WHERE document = ? ORDER BY number LIMIT 1', [row["id"]]
            ).fetchone()
            first, start, end = text or ("", 0, 0)
            proofs = [row | {"document": row["id"], "start": start, "end": end, "quote": first, "sentence": first}]
        else:
            proofs = _proof_rows(database, table, row)
        before, after = _around(database, proofs[0])
    fields = {key: _plain(row[key]) for key in SHOWN[table].split() if _plain(row[key])}
    return Shown(
        id=row["id"],
        what=table[:-1],
        fields=fields,
        before=before,
        evidence=tuple(map(evidence_of, proofs)),
        after=after,
    )


def _entry(database: duckdb.DuckDBPyConnection, id: str) -> tuple[str, Row]:
    found: list[tuple[str, Row]] = []
    for table in SHOWN:
        rows = (
            fetch(database, f"SELECT * FROM {table} WHERE starts_with(id, ?) ORDER BY id LIMIT 3", [id]) if id else []
        )
        exact = [row for row in rows if row["id"] == id]
        found += [(table, row) for row in exact or rows]
        if exact:
            return table, exact[0]
    if len(found) == 1:
        return found[0]
    if found:
        raise QuestionError(f"several entries begin with {id!r}", hint="Give more of the id.")
    raise QuestionError(
        f"the record has no entry {id!r}", hint="Ids stand at the end of the lines of the other commands."
    )


def _proof_rows(database: duckdb.DuckDBPyConnection, table: str, row: Row) -> list[Row]:
    reports = (
        fetch(
            database,
            "SELECT * FROM event_reports WHERE event = ? ORDER BY published NULLS LAST, document, start",
            [row["id"]],
        )
        if table == "events"
        else [row | {"quote": row.get("quote") or row["sentence"]}]
    )
    titles = {
        found["id"]: found
        for found in fetch(
            database,
            "SELECT id, outlet, title, published FROM documents WHERE list_contains(?, id)",
            [[report["document"] for report in reports]],
        )
    }
    return [report | {k: v for k, v in titles[report["document"]].items() if k != "id"} for report in reports]


def _around(database: duckdb.DuckDBPyConnection, proof: Row) -> tuple[str, str]:
    rows = database.execute(
        'SELECT text, start, "end" FROM sentences WHERE document = ? ORDER BY number', [proof["document"]]
    ).fetchall()
    before = [text for text, _, end in rows if end <= proof["start"]]
    after = [text for text, start, _ in rows if start >= proof["end"]]
    return before[-1] if before else "", after[0] if after else ""


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)
