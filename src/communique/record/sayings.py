"""Who said what."""

from __future__ import annotations

import duckdb

from communique.record.answers import Evidence, Said
from communique.record.asking import (
    NO_LIMIT,
    PLACE,
    PROOFS,
    Asked,
    Filter,
    Row,
    between,
    concerning,
    fetch,
    gather_evidence,
    having_ids,
    iso,
    known_by,
    look_up,
)
from communique.record.building.corroboration import INDEPENDENT

# The same words of one speaker are one statement. These can be on the page, by day alone.
NEWEST = """
WITH seen AS MATERIALIZED (SELECT speaker, same, day, rowid AS statement FROM statements WHERE {where}),
newest AS (
  SELECT speaker, same FROM seen GROUP BY speaker, same
  QUALIFY rank() OVER (ORDER BY min(day) DESC NULLS LAST) <= ?
)
SELECT id FROM (SELECT statement FROM seen SEMI JOIN newest USING (speaker, same))
JOIN (SELECT rowid AS statement, id FROM statements) USING (statement)"""

SAID = f"""
WITH statement AS MATERIALIZED (SELECT * FROM statements WHERE {{having}}), told AS (
  SELECT statement.*, outlet FROM statement JOIN (SELECT id AS document, outlet FROM documents) USING (document)
), joined AS (
  SELECT speaker, same, min(day) AS day, {INDEPENDENT} AS origins, count(DISTINCT outlet) AS outlets,
    count(DISTINCT document) AS documents, list(id ORDER BY published NULLS LAST, document, start, id)[:{PROOFS}] AS ids
  FROM told GROUP BY speaker, same
)
SELECT told.* EXCLUDE (day, outlet), joined.day, joined.origins, joined.outlets, joined.documents, joined.ids
FROM joined JOIN told ON told.id = joined.ids[1]
ORDER BY joined.day DESC NULLS LAST, document, start, told.id LIMIT ?"""


def told_statements(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Said]:
    """Who said what, latest first, undated ones last. ``suggested`` adds those whose speaker is no known actor."""
    where = known_by(asked) & between(asked) & concerning(asked, "speaker", "speaks_for")
    if not asked.suggested:
        where &= Filter("named")
    limit = NO_LIMIT if asked.limit is None else asked.limit
    newest = database.execute(NEWEST.format(where=where.sql), [*where.values, limit]).fetchall()
    having = having_ids([id for (id,) in newest])
    rows = fetch(database, SAID.format(having=having.sql), [*having.values, limit])
    places = look_up(database, "statements", (id for row in rows for id in row["ids"]), columns=PLACE)
    proofs = gather_evidence(database, places)
    return [_said(row, tuple(proofs[id] for id in row["ids"])) for row in rows]


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
