"""What happened and what was planned: the events of the record with all that reports tell of them."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from communique.record.answers import Entry, Evidence
from communique.record.asking import (
    NO_LIMIT,
    PROOFS,
    Asked,
    Row,
    between,
    concerning,
    fetch,
    gather_evidence,
    iso,
    known_by,
    sure_enough,
)
from communique.record.days import told_interval

# The reports that pass, and the event as these alone tell it: what others add later does not show.
TOLD = """
WITH seen AS (SELECT * FROM event_reports WHERE {where}),
told AS (
  SELECT seen.*, kind, polarity, status, bearing, row_number() OVER (
    PARTITION BY event, seen.origin
    ORDER BY claim = '', seen.confidence DESC, seen.published, document, start, seen.id) AS telling
  FROM seen JOIN events ON events.id = event JOIN documents ON documents.id = document
), joined AS (
  SELECT event, any_value(kind) AS kind, any_value(polarity) AS polarity, any_value(status) AS status,
    max(date_from) AS first, min(date_to) AS last, min(day) AS day,
    count(DISTINCT origin) AS origins, count(DISTINCT document) AS documents, bool_or(stated) AS stated,
    list(id ORDER BY claim = '', confidence DESC, published, document, start, id) FILTER (telling = 1) AS ids,
    list([doer, other] ORDER BY published NULLS LAST, document, start, id) AS who,
    sum(bearing * bearing) FILTER (telling = 1) AS bearing, max(bearing) AS nearest,
    coalesce(arg_min(place, (published IS NULL, published, document, start)) FILTER (place <> ''), '') AS place,
    bool_or({about}) AS about
  FROM told GROUP BY event
), placed AS (
  SELECT * EXCLUDE (first, last, day),
    CASE WHEN kind <> 'schedule' AND first <= last THEN first ELSE day END AS begins,
    CASE WHEN kind <> 'schedule' AND first <= last THEN last ELSE day END AS ends,
    kind <> 'schedule' AND first <= last AS dated
  FROM joined
)
SELECT * FROM placed WHERE about AND {chosen}
ORDER BY begins DESC NULLS LAST, kind DESC, event DESC LIMIT ?"""


def told_events(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Entry]:
    """What happened and what was planned, by day, undated entries last; with a limit the latest."""
    return prove_events(database, told_rows(database, asked))


def told_rows(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Row]:
    """Events as rows of the database, the latest first: without evidence, but with the reports' ``ids``."""
    where = known_by(asked) & sure_enough(asked)
    about = concerning(asked, "doer", "doer_for", "other", "other_for")
    chosen = between(asked, "begins", "ends")
    limit = NO_LIMIT if asked.limit is None else asked.limit
    values = [*where.values, *about.values, *chosen.values, limit]
    return fetch(database, TOLD.format(where=where.sql, about=about.sql, chosen=chosen.sql), values)


def prove_events(database: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> list[Entry]:
    """Entries with their evidence, one report from each origin, in the order of their days."""
    rows = list(rows)
    wanted = [id for row in rows for id in row["ids"][:PROOFS]]
    sql = "SELECT * FROM event_reports WHERE id IN (SELECT unnest(?))"
    reports = {row["id"]: row for row in fetch(database, sql, [wanted])} if wanted else {}
    proofs = gather_evidence(database, reports.values())
    entries = [_entry(row, reports[row["ids"][0]], tuple(proofs[id] for id in row["ids"][:PROOFS])) for row in rows]
    return sorted(entries, key=lambda entry: (entry.day == "", entry.day, entry.kind, entry.id))


def _entry(row: Row, best: Row, evidence: tuple[Evidence, ...]) -> Entry:
    return Entry(
        **{name: row[name] for name in ("place", "status", "origins", "documents", "stated")},
        day=iso(row["begins"]),
        until=iso(row["ends"]),
        basis="told" if row["dated"] else "reported" if row["begins"] else "",
        kind=row["kind"] if row["polarity"] > 0 else f"{row['kind']} (not)",
        who=tuple(dict.fromkeys(name for pair in row["who"] for name in pair if name)),
        what=_what(best, evidence[0].quote),
        planned=told_interval(best["date_from"], best["date_to"]) if row["kind"] == "schedule" else "",
        evidence=evidence,
        id=row["event"],
    )


def _what(best: Row, quote: str) -> str:
    """The topic, if it says something by itself, else the clause."""
    return best["topic"] if len(best["topic"].split()) > 2 else quote
