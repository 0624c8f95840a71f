"""Who stands where: the latest claims on each matter, as of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import duckdb

from communique.record.answers import Position
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
    sure_enough,
)
from communique.record.building.corroboration import INDEPENDENT
from communique.record.words.phrases import shorten

# A holder's claims on a matter, day by day; of a day that has both, the polarity that more origins tell. `lane` keeps
# claims without a day apart: they cannot be put before or after the others, and not before or after each other.
HELD = """
WITH seen AS (
  SELECT *, CASE WHEN day IS NULL THEN polarity ELSE 0 END AS lane FROM {claims} WHERE matter <> '' AND {where}
), days AS (
  SELECT holder, matter, lane, day, polarity FROM seen GROUP BY holder, matter, lane, day, polarity
  QUALIFY row_number() OVER (PARTITION BY holder, matter, lane, day
    ORDER BY count(DISTINCT origin) DESC, max(confidence) DESC, polarity DESC) = 1
), turns AS (
  SELECT *, first_value(polarity) OVER latest AS now, row_number() OVER latest AS place FROM days
  WINDOW latest AS (PARTITION BY holder, matter, lane ORDER BY day DESC)
), runs AS (
  SELECT * FROM turns
  QUALIFY place < coalesce(min(place) FILTER (polarity <> now) OVER (PARTITION BY holder, matter, lane), 2147483647)
), told AS (
  SELECT seen.*, outlet, bearing, row_number() OVER (
    PARTITION BY holder, matter, lane, seen.origin ORDER BY seen.day DESC, seen.confidence DESC, seen.id) AS telling
  FROM seen JOIN runs USING (holder, matter, lane, polarity) JOIN documents ON documents.id = document
  WHERE seen.day IS NOT DISTINCT FROM runs.day
), held AS (
  SELECT holder, matter, lane, any_value(polarity) AS polarity,
    min(day) AS since, max(day) AS latest, {independent} AS origins, count(DISTINCT outlet) AS outlets,
    count(DISTINCT document) AS documents,
    bool_or(stated) AS stated, list(id ORDER BY day DESC, confidence DESC, id) FILTER (telling = 1) AS ids,
    coalesce(arg_max(speaks_for, (day, id)) FILTER (speaks_for <> ''), '') AS speaks_for,
    list(DISTINCT speaker ORDER BY speaker) AS speakers,
    arg_max(argument, (day, id)) AS argument, max(bearing) AS nearest,
    sum(bearing * bearing) FILTER (telling = 1) AS bearing
  FROM told GROUP BY holder, matter, lane
)
SELECT held.*, type, issue, label, gate, grouped, CASE WHEN held.polarity > 0 THEN plus ELSE minus END AS position
FROM held JOIN matters USING (matter) WHERE {chosen}
ORDER BY latest IS NULL, nearest >= 3 DESC, origins DESC, latest DESC, holder, matter, held.polarity LIMIT ?"""


BY_HOLDER = "(SELECT *, holder AS speaker FROM claims)"
BY_SIDE = """(SELECT * REPLACE (coalesce(nullif(speaks_for, ''), holder) AS holder), holder AS speaker FROM claims)"""
"""Whose positions they are: of whoever said so, or of whom that one speaks for."""


def held_positions(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Position]:
    """What every holder's latest claim on each matter says, the best corroborated first; undated ones last.

    ``since`` and ``until`` choose what was held at some time between them.
    """
    return prove_positions(database, held_rows(database, asked))


def held_rows(
    database: duckdb.DuckDBPyConnection,
    asked: Asked,
    *,
    claims: str = BY_HOLDER,
    types: Collection[str] = (),
    only: Filter | None = None,
) -> list[Row]:
    """Positions as rows of the database: without evidence, but with the claims' ``ids`` and how they bear.

    ``claims`` is BY_HOLDER or BY_SIDE, ``types`` are those of the claims (none: all); ``only`` chooses among them.
    """
    seen = known_by(asked) & sure_enough(asked) & concerning(asked, "holder", "speaks_for", "argument")
    seen &= only or Filter()
    seen &= between(Asked(until=asked.until))
    if types:
        seen &= Filter("list_contains(?, type)", (sorted(types),))
    chosen = between(Asked(since=asked.since), last="latest")
    values = [*seen.values, *chosen.values, NO_LIMIT if asked.limit is None else asked.limit]
    sql = HELD.format(claims=claims, where=seen.sql, chosen=chosen.sql, independent=INDEPENDENT)
    return fetch(database, sql, values)


def prove_positions(database: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> list[Position]:
    """Positions with their evidence: one report from each origin, the latest first, PROOFS at most."""
    rows = list(rows)
    wanted = [id for row in rows for id in row["ids"][:PROOFS]]
    places = fetch(database, "SELECT * FROM claims WHERE id IN (SELECT unnest(?))", [wanted]) if wanted else []
    proofs = gather_evidence(database, places)
    same = "holder speaks_for type argument issue grouped polarity origins outlets documents stated".split()
    return [
        Position(
            **{name: row[name] for name in same},
            position=position_words(row),
            matter=row["label"] or shorten(proofs[row["ids"][0]].quote),
            since=iso(row["since"]),
            latest=iso(row["latest"]),
            evidence=tuple(proofs[id] for id in row["ids"][:PROOFS]),
            id=row["ids"][0],
            key=row["matter"],
        )
        for row in rows
    ]


def position_words(row: Row) -> str:
    """A polarity in words; of oneself nobody is for or against taking part."""
    if row["type"] == "participation" and row["argument"] == row["holder"]:
        return "will take part" if row["polarity"] > 0 else "will stay away"
    return str(row["position"])
