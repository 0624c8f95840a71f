"""What contradicts what: disputes, turns, denials and misreports, in pairs with the sentences of both."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from communique.record.answers import Change, Conflict, Voice
from communique.record.asking import NO_LIMIT, Asked, Filter, between, fetch, known_by, sure_enough
from communique.record.changes import position_changes
from communique.record.conflicts.denials import told_denials
from communique.record.conflicts.misreports import told_misreports
from communique.record.conflicts.voices import Pair, prove_pairs

NEAR = 14  # days between two positions that only their words compare, so that they surely are on one thing

# The latest position of each side on each matter, and the pairs of sides that then stand against each other.
DISPUTES = """
WITH seen AS (
  SELECT *, coalesce(nullif(speaks_for, ''), holder) AS side FROM claims
  WHERE matter <> '' AND NOT starts_with(matter, 'alone|') AND day IS NOT NULL AND holder <> '' AND {where}
), days AS (
  SELECT side, matter, day, polarity FROM seen GROUP BY side, matter, day, polarity
  QUALIFY row_number() OVER (PARTITION BY side, matter, day
    ORDER BY count(DISTINCT origin) DESC, max(confidence) DESC, polarity DESC) = 1
), latest AS (
  SELECT side, matter, arg_max(polarity, day) AS polarity, max(day) AS day FROM days GROUP BY side, matter
), best AS (
  SELECT side, matter, arg_max(id, (stated, confidence, id)) AS claim, any_value(latest.day) AS day,
    any_value(latest.polarity) AS polarity, list(DISTINCT holder) AS holders, any_value(argument) AS argument
  FROM latest JOIN seen USING (side, matter, day, polarity) GROUP BY side, matter
), newest AS (  -- a page of the latest pairs needs no more of each side of a matter than it has lines
  SELECT * FROM best QUALIFY row_number() OVER (PARTITION BY matter, polarity ORDER BY day DESC, side) <= ?
)
SELECT one.claim AS one, other.claim AS other, matter
FROM newest one JOIN newest other USING (matter) JOIN matters USING (matter)
WHERE one.polarity > 0 AND other.polarity < 0 AND one.side <> other.side AND {about}
  AND (grouped OR abs(one.day - other.day) <= {near})
  AND {chosen}
ORDER BY greatest(one.day, other.day) DESC, grouped DESC, matter, one.side, other.side LIMIT ?"""

CONCERNING = """(? IN (one.side, other.side, one.argument)
  OR list_contains(list_concat(one.holders, other.holders), ?))"""


def found_conflicts(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Conflict]:
    """All conflicts by day, undated ones last; with a limit the latest of all.

    A dispute has the day on which the later of two sides took its position.
    """
    pairs = [*_disputes(database, asked), *told_denials(database, asked), *told_misreports(database, asked)]
    conflicts = [*prove_pairs(database, pairs), *_turns(database, asked)]
    chosen = sorted(_chosen(conflicts, asked), key=lambda each: (each.day == "", each.day, each.kind, each.id))
    return chosen[-asked.limit :] if asked.limit else chosen


def _disputes(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Pair]:
    where = known_by(asked) & sure_enough(asked) & between(Asked(until=asked.until))
    about = Filter(CONCERNING, (asked.actor,) * 2) if asked.actor else Filter()
    chosen = between(asked, "greatest(one.day, other.day)", "greatest(one.day, other.day)")
    sql = DISPUTES.format(where=where.sql, about=about.sql, chosen=chosen.sql, near=NEAR)
    limit = NO_LIMIT if asked.limit is None or asked.actor else asked.limit
    rows = fetch(database, sql, [*where.values, limit, *about.values, *chosen.values, limit])
    return [Pair("dispute", "position", row["one"], row["other"]) for row in rows]


def _turns(database: duckdb.DuckDBPyConnection, asked: Asked) -> Iterable[Conflict]:
    return map(_turn, position_changes(database, asked))


def _turn(change: Change) -> Conflict:
    one = Voice(holder=change.holder, says=change.before, day=change.since, evidence=change.was[:1])
    other = Voice(holder=change.holder, says=change.after, day=change.day, evidence=change.evidence[:1])
    return Conflict(
        kind="turn",
        about="position",
        matter=change.matter,
        one=one,
        other=other,
        day=change.day,
        stated=change.stated,
        evidence=(*one.evidence, *other.evidence),
        id=change.id,
    )


def _chosen(conflicts: Iterable[Conflict], asked: Asked) -> Iterable[Conflict]:
    """Those of the days asked for."""
    first, last = (day.isoformat() if day else "" for day in (asked.since, asked.until))
    return (
        each for each in conflicts if (not first or each.day >= first) and (not last or (each.day and each.day <= last))
    )
