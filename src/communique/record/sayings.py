"""Who said what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import duckdb

from communique.record.answers import Evidence, Said
from communique.record.asking import (
    NO_LIMIT,
    PLACE,
    PROOFS,
    Asked,
    Row,
    between,
    concerning,
    fetch,
    gather_evidence,
    having_ids,
    iso,
    known_by,
    look_up,
    named_by,
)
from communique.record.building.corroboration import count_independent

# The same words of one speaker are one statement. These can be on the page, by day alone.
NEWEST = """
WITH seen AS MATERIALIZED (SELECT speaker, same, day, rowid AS statement FROM statements WHERE {where}),
newest AS (
  SELECT speaker, same FROM seen GROUP BY speaker, same
  QUALIFY rank() OVER (ORDER BY min(day) DESC NULLS LAST) <= ?
)
SELECT id FROM (SELECT statement FROM seen SEMI JOIN newest USING (speaker, same))
JOIN (SELECT rowid AS statement, id FROM statements) USING (statement)"""

SAID = """
WITH statement AS MATERIALIZED (SELECT * FROM statements WHERE {having})
SELECT statement.*, outlet FROM statement JOIN (SELECT id AS document, outlet FROM documents) USING (document)
ORDER BY published NULLS LAST, document, start, statement.id"""


def told_statements(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Said]:
    """Who said what, latest first, undated ones last. ``suggested`` adds those whose speaker is no known actor."""
    where = known_by(asked) & between(asked) & concerning(asked, "speaker", "speaks_for")
    if not asked.suggested:
        where &= named_by(asked)
    limit = NO_LIMIT if asked.limit is None else asked.limit
    newest = database.execute(NEWEST.format(where=where.sql), [*where.values, limit]).fetchall()
    having = having_ids([id for (id,) in newest])
    rows = _joined(fetch(database, SAID.format(having=having.sql), having.values) if newest else ())[:limit]
    places = look_up(database, "statements", (id for row in rows for id in row["ids"]), columns=PLACE)
    proofs = gather_evidence(database, places)
    return [_said(row, tuple(proofs[id] for id in row["ids"])) for row in rows]


def _joined(statements: Iterable[Row]) -> list[Row]:
    """The same words of one speaker as one row, the latest first: the first report's, with what all tell together."""
    groups = defaultdict[tuple[str, str], list[Row]](list)
    for row in statements:
        groups[row["speaker"], row["same"]].append(row)
    rows = [
        group[0]
        | {
            "day": min((row["day"] for row in group if row["day"]), default=None),
            "origins": count_independent(group),
            "outlets": len({row["outlet"] for row in group}),
            "documents": len({row["document"] for row in group}),
            "ids": [row["id"] for row in group[:PROOFS]],
        }
        for group in groups.values()
    ]
    return sorted(rows, key=lambda row: (-_number(row["day"]), row["document"], row["start"], row["id"]))


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0


def _said(row: Row, evidence: tuple[Evidence, ...]) -> Said:
    return Said(
        **{
            name: row[name]
            for name in ("speaker", "speaks_for", "cue", "addressee", "quoted", "origins", "outlets", "documents")
        },
        day=iso(row["day"]),
        content=content_of(row, evidence[0]),
        chain=", ".join(row["chain"]),
        evidence=evidence,
        id=row["id"],
    )


def content_of(row: Row, proof: Evidence) -> str:
    """The pieces of what was said, cut out of the statement's own wording."""
    bounds = [position - proof.start for position in row["pieces"]]
    pieces = zip(bounds[::2], bounds[1::2], strict=True)
    return " … ".join(proof.quote[start:end] for start, end in pieces)
