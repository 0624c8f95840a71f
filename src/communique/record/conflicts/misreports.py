"""Where two origins tell one thing differently: opposite claims of one holder, other dates or places of one event."""

from __future__ import annotations

import duckdb

from communique.record.asking import NO_LIMIT, Asked, Filter, Row, between, concerning, fetch, sure_enough, surely_by
from communique.record.conflicts.voices import Pair
from communique.record.words.phrases import content_words

TIME = 1  # days between two reports of one time
MOVED = 3  # days by which two reports of one event may differ in its date
ALIKE = {"act": (2, 0.5), "date": (3, 0.6)}
"""How many words two reports of one act have in common besides the names, and what share of those of the shorter, by
what they differ in: done and not done by one actor on one day takes fewer words than done on another day."""

# One holder, one matter, one time, two origins, opposite claims. Whether somebody takes part is told of them by
# themselves and by the reports alike.
OPPOSITE = """
WITH seen AS (
  SELECT id, matter, day, polarity, origin, witness, argument,
    CASE WHEN holder = '' AND type = 'participation' THEN argument ELSE holder END AS who
  FROM claims WHERE matter <> '' AND NOT starts_with(matter, 'alone|') AND day IS NOT NULL AND who <> '' AND {held}
    AND {where}
), mixed AS (
  SELECT who, matter FROM seen GROUP BY who, matter HAVING min(polarity) <> max(polarity)
), turning AS (SELECT * FROM seen SEMI JOIN mixed USING (who, matter)),
near AS (SELECT *, day + unnest(range(-{time}, {time} + 1))::INTEGER AS near_day FROM turning WHERE polarity > 0)
SELECT max([a.id, b.id])[1] AS one, max([a.id, b.id])[2] AS other, 'position' AS about
FROM near a JOIN turning b ON a.who = b.who AND a.matter = b.matter AND near_day = b.day
WHERE b.polarity < 0 AND a.origin <> b.origin AND a.witness <> b.witness AND {about}
GROUP BY a.who, a.matter, least(a.day, b.day) ORDER BY max(greatest(a.day, b.day)) DESC, 1, 2 LIMIT ?"""

# What can be told of an actor: what it holds itself, and what its holders say of one matter on which they name it.
HELD = "(? IN (holder, argument) OR held IN (SELECT held FROM claims WHERE argument = ?))"

# One planned event, two origins on one day, two days planned.
DATES = """
WITH seen AS MATERIALIZED (
  SELECT c.id, plan, day, date_from, date_to, origin, witness, holder FROM claims c JOIN plans ON claim = c.id
  WHERE type = 'schedule' AND NOT ending AND c.polarity > 0 AND day IS NOT NULL AND date_to - date_from <= {time}
    AND date_to >= day AND {where}
)
SELECT max([a.id, b.id])[1] AS one, max([a.id, b.id])[2] AS other, 'date' AS about
FROM seen a JOIN seen b USING (plan, day)
WHERE a.date_to < b.date_from AND a.origin <> b.origin AND a.witness <> b.witness AND {about}
GROUP BY plan, day, a.date_from, b.date_from ORDER BY day DESC, 1, 2 LIMIT ?"""

# Reports of one event that name different places.
PLACES = """
WITH told AS (SELECT event, place, rowid AS report FROM event_reports WHERE place <> '' AND {where}),
mixed AS (
  SELECT report FROM told
  SEMI JOIN (FROM told SELECT event GROUP BY event HAVING min(place) <> max(place)) USING (event)
), seen AS MATERIALIZED (
  SELECT id, event, place, day, origin, witness, doer, other
  FROM mixed JOIN (SELECT *, rowid AS report FROM event_reports) USING (report)
)
SELECT max([a.id, b.id])[1] AS one, max([a.id, b.id])[2] AS other, 'place' AS about
FROM seen a JOIN seen b USING (event)
WHERE a.place < b.place AND NOT contains(a.place, b.place) AND NOT contains(b.place, a.place)
  AND a.origin <> b.origin AND a.witness <> b.witness AND {about}
GROUP BY event, a.place, b.place ORDER BY max(greatest(a.day, b.day)) DESC, 1, 2 LIMIT ?"""

# Acts of the same two in nearly the same words: on different days, or once done and once not.
ACTS = """
WITH seen AS MATERIALIZED (
  SELECT r.id, document, start, "end", doer, r.other, r.origin, witness, day, date_from, date_to, kind, polarity,
    coalesce(nullif(doer_for, ''), doer) AS actor, coalesce(nullif(other_for, ''), r.other) AS counterpart
  FROM event_reports r JOIN events ON events.id = event
  WHERE kind IN ('agree', 'consult', 'pledge') AND doer <> '' AND day IS NOT NULL
    AND (counterpart <> '' OR kind <> 'consult') AND {where}
), pairs AS (
  SELECT a.id AS one, b.id AS other, 'act' AS about, greatest(a.day, b.day) AS latest
  FROM (SELECT *, day + unnest(range(-{time}, {time} + 1))::INTEGER AS near FROM seen WHERE polarity > 0) a
  JOIN seen b ON a.kind = b.kind AND a.actor = b.actor AND a.counterpart = b.counterpart AND near = b.day
  WHERE b.polarity < 0 AND a.origin <> b.origin AND a.witness <> b.witness AND {about}
  UNION ALL
  SELECT a.id, b.id, 'date', greatest(a.day, b.day)
  FROM (SELECT *, date_from + unnest(range(1, {moved} + 1))::INTEGER AS moved FROM seen WHERE date_from = date_to) a
  JOIN seen b ON a.kind = b.kind AND a.actor = b.actor AND a.counterpart = b.counterpart AND moved = b.date_from
  WHERE b.date_from = b.date_to AND a.polarity = b.polarity AND a.origin <> b.origin AND a.witness <> b.witness
    AND {about}
), page AS (SELECT * FROM pairs ORDER BY latest DESC, one, other LIMIT ?)
SELECT one, page.other, about, concat_ws(' ', a.doer, a.other) AS names,
  substring(x.text, a.start + 1, a."end" - a.start) AS one_words,
  substring(y.text, b.start + 1, b."end" - b.start) AS other_words
FROM page JOIN seen a ON a.id = one JOIN seen b ON b.id = page.other
JOIN documents x ON x.id = a.document JOIN documents y ON y.id = b.document
ORDER BY latest DESC, one, page.other"""


def told_misreports(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Pair]:
    """Pairs of reports from two origins that give one holder opposite claims, or one event another time or place."""
    found = _ask(database, OPPOSITE, asked, "a.who", "a.argument")
    found += _ask(database, DATES, asked, "a.holder", "b.holder")
    found += _ask(database, PLACES, asked, "a.doer", "a.other", "b.doer", "b.other")
    acts = _ask(database, ACTS, asked, "a.actor", "a.counterpart", "a.doer", "a.other")
    once = {(row["about"], row["one_words"], row["other_words"]): row for row in acts if _alike(row)}  # reprints
    found += once.values()
    return [Pair("misreport", row["about"], row["one"], row["other"]) for row in found]


def _ask(database: duckdb.DuckDBPyConnection, sql: str, asked: Asked, *columns: str) -> list[Row]:
    """The pairs of one kind that concern the actor asked for in one of these columns; with a limit the latest."""
    where = surely_by(asked) & sure_enough(asked) & between(asked)
    about = concerning(asked, *columns)
    held = Filter(HELD, (asked.actor,) * 2) if asked.actor and "{held}" in sql else Filter()
    told = sql.format(where=where.sql, held=held.sql, about=about.sql, time=TIME, moved=MOVED)
    limit = NO_LIMIT if asked.limit is None else asked.limit
    values = [*held.values, *where.values, *about.values * sql.count("{about}"), limit]
    return fetch(database, told, values)


def _alike(row: Row) -> bool:
    """Whether two reports tell of one act in nearly the same words, names left out."""
    names = content_words(row["names"])
    one, other = (content_words(row[words]) - names for words in ("one_words", "other_words"))
    shared, (least, share) = len(one & other), ALIKE[row["about"]]
    return shared >= least and shared >= share * min(len(one), len(other))
