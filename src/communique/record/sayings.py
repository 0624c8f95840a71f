"""Who said what."""

from __future__ import annotations

import duckdb

from communique.record.answers import Evidence, Said
from communique.record.asking import (
    NO_LIMIT,
    PROOFS,
    Asked,
    Filter,
    Row,
    between,
    concerning,
    fetch,
    gather_evidence,
    iso,
    known_by,
    look_up,
)
from communique.record.building.corroboration import INDEPENDENT

SAID = """
WITH seen AS (SELECT * FROM statements WHERE {where}),
joined AS (
  SELECT speaker, same, min(day) AS day, {independent} AS origins, count(DISTINCT outlet) AS outlets,
    count(DISTINCT document) AS documents, list(seen.id ORDER BY seen.published NULLS LAST, document, start) AS ids
  FROM seen JOIN (SELECT id AS document, outlet FROM documents) USING (document) GROUP BY speaker, same
)
SELECT seen.* EXCLUDE (day), joined.day, joined.origins, joined.outlets, joined.documents, joined.ids
FROM joined JOIN seen ON seen.id = joined.ids[1]
ORDER BY joined.day DESC NULLS LAST, document, start, seen.id LIMIT ?"""


def told_statements(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Said]:
    """Who said what, latest first, undated ones last. ``suggested`` adds those whose speaker is no known actor."""
    where = known_by(asked) & between(asked) & concerning(asked, "speaker", "speaks_for")
    if not asked.suggested:
        where &= Filter("named")
    limit = NO_LIMIT if asked.limit is None else asked.limit
    rows = fetch(database, SAID.format(where=where.sql, independent=INDEPENDENT), [*where.values, limit])
    places = look_up(database, "statements", (id for row in rows for id in row["ids"][:PROOFS]))
    proofs = gather_evidence(database, places)
    return [_said(row, tuple(proofs[id] for id in row["ids"][:PROOFS])) for row in rows]


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
