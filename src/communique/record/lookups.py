"""Who takes part, which reports there are, and where words occur."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from communique.record.answers import ActorRow, DocumentRow, Evidence, Hit
from communique.record.asking import (
    NO_LIMIT,
    Asked,
    Filter,
    Row,
    between,
    concerning,
    fetch,
    iso,
    known_by,
    read_sources,
    sure_enough,
)
from communique.record.days import told_interval
from communique.record.search import Found, search_sentences

# In how many reports an actor is counts one spelling after the other: only of those who can be on the page, and have
# several, are the reports themselves told apart, which takes long.
ACTORS = """
WITH wanted AS (SELECT * FROM actors WHERE {about}),
seen AS (SELECT * FROM mentions WHERE actor IN (SELECT name FROM wanted) AND {reports}),
spelled AS MATERIALIZED (
  SELECT actor, text, kind, count(*) AS documents, sum(times) AS times FROM seen GROUP BY actor, text, kind
),
bounds AS MATERIALIZED (
  SELECT actor, max(documents) AS least, sum(documents) AS most, sum(times) AS mentions FROM spelled GROUP BY actor
),
near AS MATERIALIZED (
  FROM bounds WHERE most >= (SELECT min(least) FROM (SELECT least FROM bounds ORDER BY least DESC LIMIT ?))
),
counted AS (
  SELECT actor, count(DISTINCT document) AS documents FROM seen
  WHERE actor IN (SELECT actor FROM near WHERE least < most) GROUP BY actor
),
page AS (
  SELECT name, kind, speaks_for, coalesce(counted.documents, most)::BIGINT AS documents, mentions::INTEGER AS mentions
  FROM near JOIN wanted ON name = near.actor LEFT JOIN counted USING (actor)
  ORDER BY documents DESC, mentions DESC, name LIMIT ?
),
named AS (
  SELECT actor, list(text ORDER BY times DESC, text) FILTER (text <> actor) AS names FROM (
    SELECT actor, text, sum(times) AS times FROM spelled WHERE actor IN (SELECT name FROM page) GROUP BY actor, text
  ) GROUP BY actor
),
held AS (SELECT holder, argument FROM claims WHERE {claims}),
concerned AS (SELECT name, count(*) AS claims FROM
  (SELECT holder AS name FROM held UNION ALL SELECT argument FROM held WHERE argument <> holder)
  SEMI JOIN page USING (name)
  GROUP BY name)
SELECT name, kind, speaks_for, coalesce(names, []) AS names, documents, mentions, coalesce(claims, 0) AS claims
FROM page JOIN named ON named.actor = name LEFT JOIN concerned USING (name)
ORDER BY documents DESC, mentions DESC, name"""
PUBLISHED = "document IN (SELECT id FROM documents WHERE {published})"

DOCUMENTS = """
WITH page AS (SELECT * FROM documents WHERE {known} AND {chosen} ORDER BY published NULLS LAST, id LIMIT ?),
printed AS (
  SELECT origin, count(*) - 1 AS reprints FROM documents SEMI JOIN page USING (origin) WHERE {known} GROUP BY origin
),
counted AS (
  SELECT document, count(*) AS claims FROM claims WHERE document IN (SELECT id FROM page) AND {claims} GROUP BY document
)
SELECT id, published, basis, confidence, outlet, title, language, origin, reprints, coalesce(claims, 0) AS claims,
  source, notes, added, earliest, latest, coalesce(presumed, false) AS presumed, coalesce(reasons, []) AS reasons
FROM page JOIN printed USING (origin) LEFT JOIN counted ON counted.document = id
  LEFT JOIN dating ON dating.document = id
ORDER BY published NULLS LAST, id"""

NEAR = 3  # actors of the story that a report mentions if it tells of the story's truce, not of another
FOLLOWED = """SELECT count(DISTINCT actor) FROM mentions
WHERE actor IN (SELECT name FROM actors WHERE followed) AND {reports}"""
MENTIONING = "id IN (SELECT document FROM mentions WHERE actor = ?)"


def seen_actors(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[ActorRow]:
    """The actors of the reports with their spellings, the most reported first."""
    reports = _of_reports(published_by(asked) & between(asked, "published", "published"))
    claims = known_by(asked) & between(asked) & sure_enough(asked)
    about = concerning(asked, "name", "speaks_for")
    sql = ACTORS.format(reports=reports.sql, claims=claims.sql, about=about.sql)
    rows = fetch(database, sql, [*about.values, *reports.values, _limit(asked), _limit(asked), *claims.values])
    return [ActorRow(**{**row, "names": tuple(row["names"])}) for row in rows]


def read_documents(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[DocumentRow]:
    """The reports by day of publication, undated ones last; with an actor those that mention it."""
    known, claims = published_by(asked), sure_enough(asked)
    chosen = between(asked, "published", "published")
    if asked.actor:
        chosen &= Filter(MENTIONING, (asked.actor,))
    sql = DOCUMENTS.format(known=known.sql, claims=claims.sql, chosen=chosen.sql)
    values = [*known.values, *chosen.values, _limit(asked), *known.values, *claims.values]
    return list(map(_document, fetch(database, sql, values)))


def _document(row: Row) -> DocumentRow:
    inferred = told_interval(row.pop("earliest"), row.pop("latest"))
    told = {"published": iso(row["published"]), "notes": " ".join(row["notes"]), "reasons": tuple(row["reasons"])}
    return DocumentRow(**{**row, **told, "inferred": inferred})


def count_documents(database: duckdb.DuckDBPyConnection, asked: Asked) -> tuple[int, int, date | None]:
    """How many reports there are, from how many origins, and the latest day of publication."""
    where = published_by(asked) & between(asked, "published", "published")
    sql = f"SELECT count(*), count(DISTINCT origin), max(published) FROM documents WHERE {where.sql}"
    [(reports, origins, latest)] = database.execute(sql, where.values).fetchall()
    return reports, origins, latest


def published_by(asked: Asked) -> Filter:
    """Reports published by the day asked, and those without a date."""
    return Filter("(published IS NULL OR published <= ?)", (asked.as_of,)) if asked.as_of else Filter()


def nearness(database: duckdb.DuckDBPyConnection, asked: Asked) -> int:
    """How many actors of the story a report mentions if it tells of the story, not of other news."""
    reports = _of_reports(published_by(asked))
    [(followed,)] = database.execute(FOLLOWED.format(reports=reports.sql), reports.values).fetchall()
    return min(NEAR, int(followed))


def _of_reports(published: Filter) -> Filter:
    """What stands in reports of these days; where all pass they need not be asked."""
    return Filter(PUBLISHED.format(published=published.sql), published.values) if published.values else Filter()


def _limit(asked: Asked) -> int:
    return NO_LIMIT if asked.limit is None else asked.limit


def find_sentences(database: duckdb.DuckDBPyConnection, index: Path, query: str, asked: Asked) -> list[Hit]:
    """The sentences that hold the words of a query, best first; with an actor those of reports that mention it."""
    documents = None
    if asked.actor or asked.known:
        about = Filter(MENTIONING, (asked.actor,)) if asked.actor else Filter()
        rows = database.execute(f"SELECT id FROM documents WHERE {about.sql}", about.values).fetchall()
        documents = [row[0] for row in rows]
    days = {"since": iso(asked.since), "until": iso(asked.until), "as_of": iso(asked.as_of)}
    found = search_sentences(index, query, limit=asked.limit, documents=documents, **days)
    known = read_sources(database, (hit.document for hit in found))
    return [_hit(hit, known[hit.document]) for hit in found if hit.document in known]


def _hit(found: Found, document: Row) -> Hit:
    day, sentence = iso(document["published"]), document["text"][found.start : found.end]
    proof = Evidence(
        outlet=document["outlet"],
        title=document["title"],
        witness=document["origin"],
        document=found.document,
        published=day,
        inferred=told_interval(document["earliest"], document["latest"]),
        start=found.start,
        end=found.end,
        quote=sentence,
        sentence=sentence,
    )
    return Hit(
        day=day, outlet=document["outlet"], sentence=sentence, hits=found.hits, evidence=(proof,), id=found.document
    )
