"""When a position turned: from what to what, and between which sentences."""

from __future__ import annotations

import duckdb

from communique.record.answers import Change, Evidence
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
    iso,
    known_by,
    look_up,
    sure_enough,
)
from communique.record.positions import position_words
from communique.record.runs import DAYS
from communique.record.words.phrases import shorten

# What a side says on a matter, whoever speaks for it. A turn is a day with another polarity than the one before, or the
# first in a row of equal ones with softer words.
TURNS = f"""
WITH seen AS (
  SELECT sided AS key, day, polarity, soft, stated, origin_number AS origin, witness_number AS witness, confidence,
    rowid AS claim
  FROM claims
  WHERE matter <> '' AND NOT starts_with(matter, 'alone|') AND day IS NOT NULL AND holder <> '' AND {{where}}
), mixed AS (
  SELECT key FROM seen GROUP BY key
  HAVING min(day) < max(day) AND (min(polarity) <> max(polarity) OR bool_or(soft))
), {DAYS}, steps AS (
  SELECT *, lag(polarity) OVER time AS was, lag(day) OVER time AS earlier FROM days
  WINDOW time AS (PARTITION BY key ORDER BY day)
), runs AS (
  SELECT *, count(*) FILTER (polarity <> was) OVER (PARTITION BY key ORDER BY day) AS run FROM steps
), turns AS (
  SELECT *, CASE WHEN polarity <> was THEN CASE WHEN soft THEN 'softening' ELSE 'reversal' END
    WHEN soft AND NOT coalesce(bool_or(soft) OVER (
      PARTITION BY key, run ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true)
    THEN 'softening' END AS turn
  FROM runs
), page AS (
  SELECT * FROM turns WHERE turn IS NOT NULL AND {{chosen}} ORDER BY day DESC, key LIMIT ?
), told AS (
  SELECT page.key, page.day, turn, page.polarity, was, earlier, seen.day = earlier AS before, seen.stated, seen.origin,
    seen.witness, seen.confidence, id, matter, holder, speaks_for, argument, document, outlet
  FROM page JOIN seen ON seen.key = page.key AND ((seen.day = page.day AND seen.polarity = page.polarity)
    OR (seen.day = earlier AND seen.polarity = was))
  JOIN (SELECT rowid AS claim, id, matter, holder, speaks_for, argument, document FROM claims) USING (claim)
  JOIN (SELECT id AS document, outlet FROM documents) USING (document)
)
SELECT any_value(coalesce(nullif(speaks_for, ''), holder)) AS side, any_value(matter) AS matter, day, turn AS kind,
  polarity, was, earlier, any_value(matters.type) AS type,
  any_value(issue) AS issue, any_value(label) AS label, any_value(plus) AS plus, any_value(minus) AS minus,
  arg_max(argument, (NOT before, told.id)) AS argument,
  least(list_unique(list(origin) FILTER (NOT before)), list_unique(list(witness) FILTER (NOT before))) AS origins,
  list_unique(list(outlet) FILTER (NOT before)) AS outlets,
  list_unique(list(document) FILTER (NOT before)) AS documents,
  bool_or(stated) FILTER (before) AND bool_or(stated) FILTER (NOT before) AS stated,
  list(told.id ORDER BY stated DESC, confidence DESC, told.id) FILTER (before)[:{PROOFS}] AS old_ids,
  list(told.id ORDER BY stated DESC, confidence DESC, told.id) FILTER (NOT before)[:{PROOFS}] AS ids
FROM told JOIN matters USING (matter) GROUP BY key, day, turn, polarity, was, earlier
ORDER BY day, key"""


def position_changes(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Change]:
    """The turns of positions by day; with a limit the latest.

    ``since`` and ``until`` bound the day of the turn; what came before it may be older.
    """
    where = known_by(asked) & sure_enough(asked) & concerning(asked, "holder", "speaks_for", "argument")
    chosen = between(asked) & Filter("earlier IS NOT NULL")
    sql = TURNS.format(where=where.sql, chosen=chosen.sql)
    limit = NO_LIMIT if asked.limit is None else asked.limit
    rows = fetch(database, sql, [*where.values, *chosen.values, limit])
    ids = (id for row in rows for id in (*row["old_ids"], *row["ids"]))
    proofs = gather_evidence(database, look_up(database, "claims", ids, columns=PLACE))
    return [_change(row, proofs) for row in rows]


def _words(row: Row, polarity: int) -> str:
    reads = row["plus"] if polarity > 0 else row["minus"]
    return position_words(row | {"holder": row["side"], "polarity": polarity, "position": reads})


def _change(row: Row, proofs: dict[str, Evidence]) -> Change:
    after = tuple(proofs[id] for id in row["ids"])
    return Change(
        **{name: row[name] for name in "kind type argument issue polarity origins outlets documents stated".split()},
        day=iso(row["day"]),
        holder=row["side"],
        matter=row["label"] or shorten(after[0].quote),
        before=_words(row, row["was"]),
        after=_words(row, row["polarity"]),
        since=iso(row["earlier"]),
        was=tuple(proofs[id] for id in row["old_ids"]),
        evidence=after,
        id=row["ids"][0],
        key=row["matter"],
    )
