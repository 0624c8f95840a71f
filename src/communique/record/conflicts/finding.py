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
from communique.record.runs import RUNNING

NEAR = 14  # days between two positions that only their words compare, so that they surely are on one thing

# The latest position of each side on each matter, and the pairs of sides that then stand against each other. With an
# actor only the matters on which it, or somebody about it, says something, and only pairs of which one does.
DISPUTES = f"""
WITH dated AS (
  SELECT *, {{concerned}} AS concerned FROM claims
  WHERE matter <> '' AND NOT starts_with(matter, 'alone|') AND day IS NOT NULL AND holder <> '' AND {{where}}
), seen AS (
  SELECT sided AS key, matter, day, polarity, soft, origin_number AS origin, confidence, concerned FROM dated
  WHERE {{about}}
), {RUNNING}, latest AS (
  SELECT key, any_value(matter) AS matter, any_value(polarity) AS polarity, max(day) AS day,
    bool_or(concerned) AS concerned
  FROM running GROUP BY key
), newest AS (  -- a page of the latest pairs needs no more of each side of a matter than it has lines
  SELECT * FROM latest
  QUALIFY row_number() OVER (PARTITION BY matter, polarity, concerned ORDER BY day DESC, key) <= ?
), page AS (
  SELECT one.key AS one, other.key AS other, one.day AS one_day, other.day AS other_day, matter,
    greatest(one.day, other.day) AS day, grouped
  FROM newest one JOIN newest other USING (matter) JOIN matters USING (matter)
  WHERE one.polarity > 0 AND other.polarity < 0 AND (one.concerned OR other.concerned)
    AND (grouped OR abs(one.day - other.day) <= {{near}}) AND {{chosen}}
  ORDER BY day DESC, grouped DESC, matter, one.key, other.key LIMIT ?
), best AS (
  SELECT sided AS key, polarity, day, arg_max(id, (stated, confidence, id)) AS claim
  FROM dated WHERE sided IN (SELECT one FROM page UNION ALL SELECT other FROM page) GROUP BY key, polarity, day
)
SELECT a.claim AS one, b.claim AS other FROM page
JOIN best a ON a.key = page.one AND a.day = one_day AND a.polarity > 0
JOIN best b ON b.key = page.other AND b.day = other_day AND b.polarity < 0
ORDER BY page.day DESC, grouped DESC, page.matter, page.one, page.other"""

CONCERNED = "? IN (holder, speaks_for, argument)"
ABOUT = "matter IN (SELECT matter FROM dated WHERE concerned)"


def found_conflicts(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Conflict]:
    """All conflicts by day, undated ones last; with a limit the latest of all.

    A dispute has the day on which the later of two sides took its position.
    """
    pairs = [*_disputes(database, asked), *told_denials(database, asked), *told_misreports(database, asked)]
    conflicts = [*prove_pairs(database, pairs), *_turns(database, asked)]
    chosen = sorted(_chosen(conflicts, asked), key=lambda each: (each.day, each.kind, each.id))
    latest = chosen[-asked.limit :] if asked.limit else chosen
    return sorted(latest, key=lambda each: each.day == "")


def _disputes(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Pair]:
    where = known_by(asked) & sure_enough(asked) & between(Asked(until=asked.until))
    chosen = between(asked, "greatest(one.day, other.day)", "greatest(one.day, other.day)")
    concerned = Filter(CONCERNED, (asked.actor,)) if asked.actor else Filter()
    sql = DISPUTES.format(
        where=where.sql,
        chosen=chosen.sql,
        concerned=concerned.sql,
        about=ABOUT if asked.actor else "true",
        near=NEAR,
    )
    limit = NO_LIMIT if asked.limit is None else asked.limit
    rows = fetch(database, sql, [*concerned.values, *where.values, limit, *chosen.values, limit])
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
