"""What happened and what was planned: the events of the record with all that reports tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import duckdb

from communique.record.answers import Entry, Evidence
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
    having_ids,
    iso,
    known_by,
    look_up,
    sure_enough,
)
from communique.record.building.corroboration import count_independent
from communique.record.days import told_interval

# The reports that pass, and each event as these alone tell it: what others add later does not show. No more of a report
# is read here than its days.
PAGE = """
WITH seen AS MATERIALIZED (
  SELECT event, date_from, date_to, day, rowid AS report, {concerned} AS concerned FROM event_reports WHERE {where}
), spans AS (
  SELECT event, max(date_from) AS first, min(date_to) AS last, min(day) AS day FROM {reports} GROUP BY event
), placed AS (
  SELECT event, kind, polarity, status, first, last, kind <> 'schedule' AND coalesce(first <= last, false) AS dated,
    CASE WHEN dated THEN first ELSE day END AS begins, CASE WHEN dated THEN last ELSE day END AS ends
  FROM spans JOIN events ON events.id = event
), page AS (
  SELECT * FROM placed WHERE {chosen} ORDER BY begins DESC NULLS LAST, kind DESC, event DESC LIMIT ?
)
SELECT page.*, list(id) AS reports
FROM page JOIN seen USING (event) JOIN (SELECT rowid AS report, id FROM event_reports) USING (report) GROUP BY ALL
ORDER BY begins DESC NULLS LAST, kind DESC, event DESC"""

# Only of the events of the page asked for the reports are read in full; a table that is joined at once is read whole.
TOLD = """
WITH report AS MATERIALIZED (
  SELECT id, event, document, origin, witness, published, start, confidence, stated, claim, doer, other, place
  FROM event_reports WHERE {having}
)
SELECT report.*, outlet, bearing
FROM report JOIN (SELECT id AS document, outlet, bearing FROM documents) USING (document)
ORDER BY published NULLS LAST, document, start, id"""

CONCERNING = "(FROM seen SEMI JOIN (FROM seen WHERE concerned) USING (event))"


def told_events(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Entry]:
    """What happened and what was planned, by day, undated entries last; with a limit the latest."""
    return prove_events(database, told_rows(database, asked))


def told_rows(
    database: duckdb.DuckDBPyConnection,
    asked: Asked,
    *,
    kinds: Collection[str] = (),
    only: Filter = EVERYTHING,
    lasting: Filter = EVERYTHING,
) -> list[Row]:
    """Events as rows of the database, the latest first: without evidence, but with the reports' ``ids``.

    ``first`` and ``last`` are the days that the reports agree on, those planned for a schedule. ``kinds`` are claim
    types or PLOVER's categories in lower case; none means all. ``only`` chooses among the reports, ``lasting`` by
    ``first`` and ``last``.
    """
    where = known_by(asked) & sure_enough(asked) & only
    concerned = concerning(asked, "doer", "doer_for", "other", "other_for")
    chosen = between(asked, "begins", "ends") & lasting
    if kinds:
        chosen &= Filter("list_contains(?, kind)", (sorted(kinds),))
    limit = NO_LIMIT if asked.limit is None else asked.limit
    reports = CONCERNING if asked.actor else "seen"
    sql = PAGE.format(concerned=concerned.sql, where=where.sql, reports=reports, chosen=chosen.sql)
    page = fetch(database, sql, [*concerned.values, *where.values, *chosen.values, limit])
    having = having_ids([id for row in page for id in row.pop("reports")])
    told = defaultdict[str, list[Row]](list)
    for report in fetch(database, TOLD.format(having=having.sql), having.values) if page else ():
        told[report["event"]].append(report)
    return [row | _told(told[row["event"]]) for row in page]


def _told(reports: list[Row]) -> Row:
    """What the reports of an event, in the order of their days, tell together; of each origin the best counts."""
    best: dict[str, Row] = {}
    for report in sorted(reports, key=lambda report: (report["claim"] == "", -report["confidence"])):
        best.setdefault(report["origin"], report)
    return {
        "origins": count_independent(reports),
        "outlets": len({report["outlet"] for report in reports}),
        "documents": len({report["document"] for report in reports}),
        "stated": any(report["stated"] for report in reports),
        "ids": [report["id"] for report in best.values()],
        "who": [[report["doer"], report["other"]] for report in reports],
        "bearing": sum(report["bearing"] ** 2 for report in best.values()),
        "nearest": max(report["bearing"] for report in reports),
        "place": next((report["place"] for report in reports if report["place"]), ""),
    }


def prove_events(database: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> list[Entry]:
    """Entries with their evidence, one report from each origin, in the order of their days."""
    rows = list(rows)
    wanted = (id for row in rows for id in row["ids"][:PROOFS])
    found = look_up(database, "event_reports", wanted, columns=f"{PLACE}, topic")
    reports = {report["id"]: report for report in found}
    proofs = gather_evidence(database, reports.values())
    entries = [_entry(row, reports[row["ids"][0]], tuple(proofs[id] for id in row["ids"][:PROOFS])) for row in rows]
    return sorted(entries, key=lambda entry: (entry.day == "", entry.day, entry.kind, entry.id))


def _entry(row: Row, best: Row, evidence: tuple[Evidence, ...]) -> Entry:
    return Entry(
        **{name: row[name] for name in ("place", "status", "origins", "outlets", "documents", "stated")},
        day=iso(row["begins"]),
        until=iso(row["ends"]),
        basis="told" if row["dated"] else "reported" if row["begins"] else "",
        kind=row["kind"] if row["polarity"] > 0 else f"{row['kind']} (not)",
        who=tuple(dict.fromkeys(name for pair in row["who"] for name in pair if name)),
        what=_what(best, evidence[0].quote),
        planned=told_interval(row["first"], row["last"]) if row["kind"] == "schedule" else "",
        evidence=evidence,
        id=row["event"],
    )


def _what(best: Row, quote: str) -> str:
    """The topic, if it says something by itself, else the clause."""
    return best["topic"] if len(best["topic"].split()) > 2 else quote
