"""Who denies what: denials with the accusation that they answer, or with the report of what they deny."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import duckdb

from communique.record.asking import NO_LIMIT, Asked, Filter, Row, between, fetch, named_by, sure_enough, surely_by
from communique.record.conflicts.voices import Pair
from communique.record.words.phrases import content_words
from communique.record.words.tones import is_denial

SHARED = 2  # words that a denial and the accusation that it answers have in common, if it does not name the accuser
NEAR = 300  # characters before a denial within which the accusation stands that it answers ("Norland denies this")
SAME = 3, 0.6  # words besides names that a denial shares with the report of a deed, and their share of its words
DAYS = 30  # how long after an accusation its denial comes at most
MANY = 50  # accusations, and deeds, that are compared with one denial: by whom it names, then the latest

# Both ways of telling a denial: a claim that denies an accusation, and a statement with a denying cue that is not told
# by such a claim already. Each with the accusations of the one who denies, and with what others report that one to have
# done; the latest first.
DENIALS = """
WITH accusing AS (
  SELECT id, document, origin, day, start, "end", holder, argument, polarity,
    coalesce(nullif(speaks_for, ''), holder) AS side FROM claims WHERE type = 'accuse' AND {claims}
), denying AS (
  SELECT id, document, origin, day, start, "end", holder AS who, side, argument AS accuser FROM accusing
  WHERE polarity < 0
  UNION ALL
  SELECT s.id, s.document, s.origin, s.day, s.start, s."end", speaker, coalesce(nullif(s.speaks_for, ''), speaker), ''
  FROM statements s WHERE list_contains(?, cue) AND {statements} AND NOT EXISTS (
    FROM accusing a WHERE a.document = s.document AND a.polarity < 0 AND a.start < s."end" AND s.start < a."end")
), newest AS MATERIALIZED (
  SELECT * FROM denying d WHERE {about} ORDER BY day DESC NULLS LAST, id LIMIT ?
), accused AS (SELECT who AS name FROM newest UNION SELECT side FROM newest),
deeds AS (
  SELECT r.id, document, doer, day, start, "end", sentence_end FROM event_reports r JOIN events ON events.id = event
  WHERE polarity > 0 AND kind <> 'accuse' AND doer <> '' AND doer IN (SELECT name FROM accused) AND {deeds}
), aimed AS (SELECT DISTINCT *, unnest([who, side]) AS name FROM newest),
answered AS (
  SELECT id AS one, '' AS other, who, origin, false AS named, false AS deed, NULL::DATE AS other_day FROM newest
  UNION
  SELECT d.id, a.id, d.who, d.origin, (d.accuser <> '' AND d.accuser IN (a.holder, a.side))
    OR (a.document = d.document AND a.start < d."end" AND d.start - a."end" < {near}), false, a.day
  FROM aimed d JOIN accusing a ON a.argument = d.name
  WHERE a.polarity > 0 AND a.argument <> '' AND (d.accuser = '' OR d.accuser IN (a.holder, a.side))
    AND (d.day IS NULL OR a.day IS NULL OR a.day BETWEEN d.day - {days} AND d.day)
  UNION
  SELECT d.id, r.id, d.who, d.origin, false, true, r.day FROM aimed d JOIN deeds r ON r.doer = d.name
    AND r.day BETWEEN d.day - {days} AND d.day AND (r.document <> d.document OR r.sentence_end <= d.start)
), likely AS MATERIALIZED (
  SELECT * FROM answered QUALIFY row_number() OVER (
    PARTITION BY one, deed ORDER BY named DESC, other_day DESC NULLS LAST, other) <= {many}
), pieces AS (
  SELECT id, document, start, "end" FROM newest UNION SELECT id, document, start, "end" FROM accusing
  WHERE id IN (SELECT other FROM likely WHERE NOT deed)
  UNION SELECT id, document, start, "end" FROM deeds WHERE id IN (SELECT other FROM likely WHERE deed)
), worded AS (
  SELECT pieces.id, substring(text, start + 1, "end" - start) AS words FROM pieces JOIN documents d ON d.id = document
)
SELECT one, other, who, likely.origin, named, deed, x.words AS denial, coalesce(y.words, '') AS accusation
FROM likely JOIN worded x ON x.id = one LEFT JOIN worded y ON y.id = other
ORDER BY one, deed, other_day DESC NULLS LAST, other"""


def told_denials(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Pair]:
    """Each denial with the latest accusation that it answers, else with the latest report of the very deed.

    It stands alone where no report tells either. Reprints are one.
    """
    cues = [cue for (cue,) in database.execute("SELECT DISTINCT cue FROM statements").fetchall() if is_denial(cue)]
    claims, statements = surely_by(asked) & sure_enough(asked), surely_by(asked) & named_by(asked)
    about = Filter("? IN (d.who, d.side, d.accuser)", (asked.actor,)) if asked.actor else Filter()
    about &= between(asked)
    where = {"claims": claims.sql, "statements": statements.sql, "deeds": claims.sql, "about": about.sql}
    sql = DENIALS.format(**where, days=DAYS, near=NEAR, many=MANY)
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    limit = NO_LIMIT if asked.limit is None else asked.limit
    values = [*claims.values, sorted(cues), *statements.values, *about.values, limit, *claims.values]
    for row in fetch(database, sql, values):
        grouped[row["one"]].append(row)
    once = {(rows[0]["who"], rows[0]["origin"], rows[0]["denial"]): rows for rows in grouped.values()}
    return [Pair("denial", "act", rows[0]["one"], _answered(rows)) for rows in once.values()]


def _answered(rows: Iterable[Row]) -> str:
    """The accusation meant, by the one whom the denial names or in its words; else the report of the very deed."""
    for row in rows:
        denial, told = content_words(row["denial"]), content_words(row["accusation"])
        if row["other"] and (_same_deed(denial, told, row["who"]) if row["deed"] else _meant(denial, told, row)):
            return str(row["other"])
    return ""


def _meant(denial: frozenset[str], accusation: frozenset[str], row: Row) -> bool:
    return bool(row["named"]) or len(denial & accusation) >= SHARED


def _same_deed(denial: frozenset[str], deed: frozenset[str], who: str) -> bool:
    """Whether a report tells what is denied, and not something near it."""
    names = content_words(who)
    least, share = SAME
    shared = (denial & deed) - names
    return len(shared) >= least and len(shared) >= share * len(deed - names)
