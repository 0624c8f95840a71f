"""Who stands where: the latest claims on each matter, as of a day."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from communique.record.answers import Position
from communique.record.asking import (
    EVERYTHING,
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
    iso,
    known_by,
    look_up,
    sure_enough,
)
from communique.record.building.corroboration import INDEPENDENT
from communique.record.runs import RUNNING
from communique.record.words.phrases import shorten

# The positions of the page first, and only of these all that is told: until then numbers alone are read. `lane` keeps
# claims without a day apart: they cannot be put before or after the others, and not before or after each other.
PAGE = f"""
WITH seen AS (
  SELECT {{key}} AS key, day, polarity, soft, stated, origin_number AS origin, witness_number AS witness, confidence,
    bearing, rowid AS claim
  FROM claims WHERE matter <> '' AND {{where}}
), {RUNNING}, page AS (
  SELECT key, CASE WHEN day IS NULL THEN polarity ELSE 0 END AS lane, any_value(polarity) AS polarity,
    min(day) AS since, max(day) AS latest, max(bearing) AS nearest, {INDEPENDENT} AS origins,
    arg_max(claim, (day IS NOT NULL, day, claim)) AS newest
  FROM running GROUP BY key, lane HAVING {{chosen}}
  ORDER BY latest IS NULL, nearest >= 3 DESC, origins DESC, latest DESC, key, polarity LIMIT ?
)"""

# Positions as lists and gates weigh them, in the words of their newest claims.
OUTLINED = f"""{PAGE}
SELECT matter, {{by}} AS holder, page.polarity, since, latest, origins, type, argument, label, gate
FROM page JOIN (SELECT rowid AS newest, matter, holder, speaks_for, argument FROM claims) USING (newest)
JOIN matters USING (matter)"""

HELD = f"""{PAGE}, told AS (
  SELECT key, lane, page.polarity, since, latest, nearest, origins, seen.day, seen.stated, seen.origin,
    seen.confidence, seen.bearing, id, matter, holder, speaks_for, argument, document, outlet,
    row_number() OVER (PARTITION BY key, lane, seen.origin ORDER BY seen.day DESC, seen.confidence DESC, id) AS telling
  FROM seen JOIN page USING (key)
  JOIN (SELECT rowid AS claim, id, matter, holder, speaks_for, argument, document FROM claims) USING (claim)
  JOIN (SELECT id AS document, outlet FROM documents) USING (document)
  WHERE seen.polarity = page.polarity AND (seen.day BETWEEN since AND latest OR (seen.day IS NULL AND since IS NULL))
), held AS (
  SELECT key, lane, any_value(matter) AS matter, any_value({{by}}) AS holder, any_value(polarity) AS polarity,
    any_value(since) AS since, any_value(latest) AS latest, any_value(nearest) AS nearest,
    any_value(origins) AS origins, list_unique(list(outlet)) AS outlets, list_unique(list(document)) AS documents,
    bool_or(stated) AS stated, list(id ORDER BY day DESC, confidence DESC, id) FILTER (telling = 1)[:{PROOFS}] AS ids,
    coalesce(arg_max(speaks_for, (day, id)) FILTER (speaks_for <> ''), '') AS speaks_for,
    list_sort(list_distinct(list(holder))) AS speakers,
    arg_max(argument, (day, id)) AS argument, sum(bearing * bearing) FILTER (telling = 1) AS bearing
  FROM told GROUP BY key, lane
)
SELECT held.*, type, issue, label, gate, grouped, CASE WHEN held.polarity > 0 THEN plus ELSE minus END AS position
FROM held JOIN matters USING (matter)
ORDER BY latest IS NULL, nearest >= 3 DESC, origins DESC, latest DESC, key, held.polarity"""

BY_HOLDER, BY_SIDE = ("held", "holder"), ("sided", "coalesce(nullif(speaks_for, ''), holder)")
"""Whose positions they are, as the claims' number and name: of whoever said so, or of whom that one speaks for."""


def held_positions(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Position]:
    """What every holder's latest claim on each matter says, the best corroborated first; undated ones last.

    ``since`` and ``until`` choose what was held at some time between them.
    """
    return prove_positions(database, held_rows(database, asked))


def held_rows(
    database: duckdb.DuckDBPyConnection,
    asked: Asked,
    *,
    by: tuple[str, str] = BY_HOLDER,
    only: Filter = EVERYTHING,
) -> list[Row]:
    """Positions as rows of the database: without evidence, but with the ``ids`` of PROOFS claims and how all bear.

    ``by`` is BY_HOLDER or BY_SIDE; ``only`` chooses among the claims.
    """
    return _rows(database, HELD, asked, by, only)


def outlined_rows(
    database: duckdb.DuckDBPyConnection, asked: Asked, *, by: tuple[str, str], only: Filter = EVERYTHING
) -> list[Row]:
    """The same positions in no order, with no more than what lists and gates weigh."""
    return _rows(database, OUTLINED, asked, by, only)


def _rows(database: duckdb.DuckDBPyConnection, sql: str, asked: Asked, by: tuple[str, str], only: Filter) -> list[Row]:
    seen = known_by(asked) & sure_enough(asked) & concerning(asked, "holder", "speaks_for", "argument")
    seen &= only & between(Asked(until=asked.until))
    chosen = between(Asked(since=asked.since), last="latest")
    limit = NO_LIMIT if asked.limit is None else asked.limit
    key, name = by
    told = sql.format(key=key, by=name, where=seen.sql, chosen=chosen.sql)
    return fetch(database, told, [*seen.values, *chosen.values, limit])


def prove_positions(database: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> list[Position]:
    """Positions with their evidence: one report from each origin, the latest first, PROOFS at most."""
    rows = list(rows)
    places = look_up(database, "claims", (id for row in rows for id in row["ids"]), columns=PLACE)
    proofs = gather_evidence(database, places)
    same = "holder speaks_for type argument issue grouped polarity origins outlets documents stated".split()
    return [
        Position(
            **{name: row[name] for name in same},
            position=position_words(row),
            matter=row["label"] or shorten(proofs[row["ids"][0]].quote),
            since=iso(row["since"]),
            latest=iso(row["latest"]),
            evidence=tuple(proofs[id] for id in row["ids"]),
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
