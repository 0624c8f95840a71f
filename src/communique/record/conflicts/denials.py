"""Who denies what whom: denials with the accusation that they answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import duckdb

from communique.record.asking import NO_LIMIT, Asked, Filter, Row, between, fetch, sure_enough, surely_by
from communique.record.conflicts.voices import Pair
from communique.record.words.phrases import content_words
from communique.record.words.tones import is_denial

SHARED = 2  # words that a denial and the accusation that it answers have in common, if it does not name the accuser
NEAR = 300  # characters before a denial within which the accusation stands that it answers ("Norland denies this")
DAYS = 30  # how long after an accusation its denial comes at most

# Both ways of telling a denial: a claim that denies an accusation, and a statement with a denying cue that is not told
# by such a claim already. Each with the accusations of the one who denies, the latest first.
DENIALS = """
WITH accusing AS (
  SELECT *, coalesce(nullif(speaks_for, ''), holder) AS side FROM claims WHERE type = 'accuse' AND {claims}
), denying AS (
  SELECT id, document, origin, day, start, "end", holder AS who, side, argument AS accuser FROM accusing
  WHERE polarity < 0
  UNION ALL
  SELECT s.id, s.document, s.origin, s.day, s.start, s."end", speaker, coalesce(nullif(s.speaks_for, ''), speaker), ''
  FROM statements s WHERE list_contains(?, cue) AND named AND {statements} AND NOT EXISTS (
    FROM accusing a WHERE a.document = s.document AND a.polarity < 0 AND a.start < s."end" AND s.start < a."end")
), newest AS (
  SELECT * FROM denying d WHERE {about} ORDER BY day DESC NULLS LAST, id LIMIT ?
), answered AS (
  SELECT d.id AS one, a.id AS other, d.who, d.origin,
    (d.accuser <> '' AND d.accuser IN (a.holder, a.side)) OR (a.document = d.document AND a.start < d."end"
      AND d.start - a."end" < {near}) AS named,
    d.document AS one_document, d.start AS one_start, d."end" AS one_end,
    a.document AS other_document, a.start AS other_start, a."end" AS other_end, a.day AS other_day
  FROM newest d LEFT JOIN accusing a ON a.polarity > 0 AND a.argument <> '' AND a.argument IN (d.who, d.side)
    AND (d.accuser = '' OR d.accuser IN (a.holder, a.side))
    AND (d.day IS NULL OR a.day IS NULL OR a.day BETWEEN d.day - {days} AND d.day)
)
SELECT one, other, who, answered.origin, named, substring(x.text, one_start + 1, one_end - one_start) AS denial,
  coalesce(substring(y.text, other_start + 1, other_end - other_start), '') AS accusation
FROM answered JOIN documents x ON x.id = one_document LEFT JOIN documents y ON y.id = other_document
ORDER BY one, other_day DESC NULLS LAST, other"""


def told_denials(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Pair]:
    """Each denial with the latest accusation that it answers, or alone where no report tells one; reprints once."""
    cues = [cue for (cue,) in database.execute("SELECT DISTINCT cue FROM statements").fetchall() if is_denial(cue)]
    claims, statements = surely_by(asked) & sure_enough(asked), surely_by(asked)
    about = Filter("? IN (d.who, d.side, d.accuser)", (asked.actor,)) if asked.actor else Filter()
    about &= between(asked)
    sql = DENIALS.format(claims=claims.sql, statements=statements.sql, days=DAYS, near=NEAR, about=about.sql)
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    limit = NO_LIMIT if asked.limit is None else asked.limit
    for row in fetch(database, sql, [*claims.values, sorted(cues), *statements.values, *about.values, limit]):
        grouped[row["one"]].append(row)
    once = {(rows[0]["who"], rows[0]["origin"], rows[0]["denial"]): rows for rows in grouped.values()}
    return [Pair("denial", "act", rows[0]["one"], _answered(rows)) for rows in once.values()]


def _answered(rows: Iterable[Row]) -> str:
    """The accusation meant: by the one whom the denial names, or in its words."""
    for row in rows:
        shared = content_words(row["denial"]) & content_words(row["accusation"])
        if row["other"] and (row["named"] or len(shared) >= SHARED):
            return str(row["other"])
    return ""
