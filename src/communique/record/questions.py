"""Every question that a user can ask of a dossier. Command line, web page and library all call these.

Each takes the dossier's folder and the same filters: ``as_of``, ``since`` and ``until`` (ISO days, inclusive),
``actor`` (any name of it), ``limit`` (rows), and ``suggested`` to have what is less sure as well. ``as_of`` asks what
was known from reports published by that day; a report without a date answers only where no day is asked for. Bad
filters raise QuestionError.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from communique.record.answers import ActorRow, Brief, DocumentRow, Entry, Hit, Position, Said
from communique.record.asking import Row, evidence_of, fetch, find_actor, iso, make_filter, proofs_of
from communique.record.brief import compose_brief
from communique.record.search import search_sentences
from communique.record.showing import show
from communique.record.store import SEARCH, open_record

__all__ = ["actors", "brief", "documents", "positions", "search", "show", "statements", "timeline"]

Dossier = str | Path
WORDS = {
    ("designation", 1): "calls it so",
    ("designation", -1): "denies it",
    ("participation", 1): "for",
    ("participation", -1): "against",
    ("condition", 1): "demands it",
    ("condition", -1): "rejects it",
    ("stance", 1): "for",
    ("stance", -1): "against",
}
"""How a polarity reads, by type of claim."""


def positions(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = False,
) -> list[Position]:
    """What every holder's latest claim on each matter says, the best corroborated first; undated ones last."""
    with open_record(dossier) as database:
        chosen = make_filter(
            database,
            as_of=as_of,
            since=since,
            until=until,
            actor=actor,
            suggested=suggested,
            known="claims.published",
            who=("holder", "claims.speaks_for", "argument"),
        )
        rows = fetch(
            database,
            f"""SELECT claims.*, outlet, title FROM claims JOIN documents ON documents.id = claims.document
            WHERE matter <> '' AND holder <> '' AND {chosen.where}
            ORDER BY holder, matter, said DESC NULLS LAST, confidence DESC, document, start""",
            chosen.parameters,
        )
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((row["holder"], row["matter"]), []).append(row)
    found = [_position(group) for group in grouped.values()]
    found.sort(key=lambda p: (p.latest == "", -p.origins, _later(p.latest), p.holder, p.matter))
    return found[:limit]


def _later(day: str) -> tuple[int, ...]:
    """A sort key that puts later days first."""
    return tuple(-ord(char) for char in day)


def _position(rows: list[Row]) -> Position:
    """The position that the latest of a holder's claims on a matter takes; ``rows`` come latest first."""
    latest = rows[0]
    run = []
    for row in rows:
        if row["polarity"] != latest["polarity"]:
            break
        run.append(row)
    dated = [row["said"] for row in run if row["said"]]
    return Position(
        holder=latest["holder"],
        speaks_for=latest["speaks_for"],
        matter=latest["matter_label"],
        position=WORDS[latest["type"], latest["polarity"]],
        since=iso(min(dated, default=None)),
        latest=iso(latest["said"]),
        origins=len({row["origin"] for row in run}),
        documents=len({row["document"] for row in run}),
        stated=any(row["stated"] for row in run),
        evidence=proofs_of(run),
        id=latest["id"],
    )


def statements(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = False,
) -> list[Said]:
    """Who said what, latest first; undated ones last. ``suggested`` adds those whose speaker is not known by name."""
    with open_record(dossier) as database:
        chosen = make_filter(
            database,
            as_of=as_of,
            since=since,
            until=until,
            actor=actor,
            known="statements.published",
            who=("speaker", "statements.speaks_for"),
        )
        where = chosen.where
        if not suggested:
            where += " AND speaker IN (SELECT name FROM actors)"
        rows = fetch(
            database,
            f"""SELECT statements.*, content AS quote, outlet, title
            FROM statements JOIN documents ON documents.id = statements.document
            WHERE {where} ORDER BY said DESC NULLS LAST, document, start LIMIT ?""",
            (*chosen.parameters, limit if limit is not None else 2**40),
        )
    return [
        Said(
            day=iso(row["said"]),
            **{
                key: row[key]
                for key in ("speaker", "speaks_for", "cue", "content", "addressee", "chain", "quoted", "id")
            },
            evidence=(evidence_of(row | {"quote": row["sentence"]}),),
        )
        for row in rows
    ]


def timeline(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = False,
) -> list[Entry]:
    """What happened and what was planned, by day; undated entries last."""
    with open_record(dossier) as database:
        common: dict[str, Any] = {"as_of": as_of, "since": since, "until": until, "suggested": suggested}
        acts = make_filter(
            database, **common, actor=actor, known="claims.published", who=("holder", "claims.speaks_for", "argument")
        )
        found = fetch(
            database,
            f"""SELECT claims.*, outlet, title FROM claims JOIN documents ON documents.id = claims.document
            WHERE matter = '' AND NOT (type IN ('consult', 'agree') AND polarity > 0) AND {acts.where}
            ORDER BY said NULLS LAST, document, start""",
            acts.parameters,
        )
        entries = [_act(row) for row in found] + _events(database, common, actor)
    entries.sort(key=lambda entry: (entry.day == "", entry.day, entry.kind, entry.id))
    return entries[-limit:] if limit else entries


def _act(row: Row) -> Entry:
    return Entry(
        day=iso(row["said"]),
        until=iso(row["when_to"] if row["type"] != "schedule" and row["when_to"] else row["said"]),
        kind=row["type"] if row["polarity"] > 0 else f"{row['type']} (not)",
        who=tuple(name for name in (row["holder"], row["argument"]) if name),
        what=row["topic"] or row["quote"],
        status=row["status"] or "",
        planned=row["date"] if row["type"] == "schedule" else "",
        origins=1,
        documents=1,
        stated=row["stated"],
        evidence=(evidence_of(row),),
        id=row["id"],
    )


def _events(database: duckdb.DuckDBPyConnection, common: dict[str, Any], actor: str) -> list[Entry]:
    """The merged events, told by at least one report that passes the filters."""
    chosen = make_filter(
        database, **common, time="coalesce(when_from, event_reports.published)", known="event_reports.published"
    )
    where = chosen.where
    values = list(chosen.parameters)
    if actor:
        where += " AND list_contains(participants, ?)"
        values.append(find_actor(database, actor))
    rows = fetch(
        database,
        f"""SELECT event_reports.*, events.id AS event_id, category, participants, when_from, when_to, outlet, title
        FROM events JOIN event_reports ON event_reports.event = events.id
        JOIN documents ON documents.id = event_reports.document
        WHERE {where} ORDER BY events.id, claim = '', event_reports.published NULLS LAST, document, start""",
        values,
    )
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["event_id"], []).append(row)
    return [_event(group) for group in grouped.values()]


def _event(rows: list[Row]) -> Entry:
    first = rows[0]
    return Entry(
        day=iso(first["when_from"]),
        until=iso(first["when_to"]),
        kind=first["category"].lower(),
        who=tuple(first["participants"]),
        what=first["quote"],
        status="",
        planned="",
        origins=len({row["origin"] for row in rows}),
        documents=len({row["document"] for row in rows}),
        stated=any(row["stated"] for row in rows),
        evidence=proofs_of(rows),
        id=first["event_id"],
    )


def actors(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = False,
) -> list[ActorRow]:
    """The actors of the record with their spellings, the most reported first."""
    with open_record(dossier) as database:
        chosen = make_filter(database, as_of=as_of, since=since, until=until, suggested=suggested)
        name = find_actor(database, actor) if actor else ""
        rows = fetch(
            database,
            f"""WITH held AS (SELECT holder, argument FROM claims WHERE {chosen.where}),
            counted AS (SELECT name, count(*) AS claims FROM
              (SELECT holder AS name FROM held UNION ALL SELECT argument FROM held) GROUP BY name)
            SELECT actors.*, coalesce(claims, 0) AS claims FROM actors LEFT JOIN counted USING (name)
            WHERE ? = '' OR name = ? OR speaks_for = ? ORDER BY documents DESC, mentions DESC, name LIMIT ?""",
            (*chosen.parameters, name, name, name, limit if limit is not None else 2**40),
        )
    return [ActorRow(**{**row, "names": tuple(row["names"])}) for row in rows]


def documents(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = False,
) -> list[DocumentRow]:
    """The reports by day of publication, undated ones last; with ``actor`` those that have a claim of its."""
    with open_record(dossier) as database:
        chosen = make_filter(database, as_of=as_of, since=since, until=until, time="published")
        where, values = chosen.where, [*chosen.parameters]
        if actor:
            where += " AND id IN (SELECT document FROM claims WHERE holder = ? OR argument = ? OR speaks_for = ?)"
            values += [find_actor(database, actor)] * 3
        stated = "true" if suggested else "stated"
        rows = fetch(
            database,
            f"""SELECT id, published, basis, confidence, outlet, title, language, origin, source, notes,
            (SELECT count(*) - 1 FROM documents AS other WHERE other.origin = documents.origin) AS reprints,
            (SELECT count(*) FROM claims WHERE document = documents.id AND {stated}) AS claims
            FROM documents WHERE {where} ORDER BY published NULLS LAST, id LIMIT ?""",
            (*values, limit if limit is not None else 2**40),
        )
    return [DocumentRow(**{**row, "published": iso(row["published"])}) for row in rows]


def search(
    dossier: Dossier,
    query: str,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = 20,
    suggested: bool = False,
) -> list[Hit]:
    """The sentences that hold the words of a query, best first."""
    narrowed = bool(as_of or since or until or actor)
    with open_record(dossier) as database:
        found = search_sentences(Path(dossier) / SEARCH, query, 2000 if narrowed else limit or 2000)
        chosen = make_filter(database, as_of=as_of, since=since, until=until, time="published")
        where, values = chosen.where, list(chosen.parameters)
        if actor:
            where += " AND id IN (SELECT document FROM claims WHERE holder = ? OR argument = ? OR speaks_for = ?)"
            values += [find_actor(database, actor)] * 3
        where += " AND list_contains(?, id)"
        values.append(sorted({hit.document for hit in found}))
        rows = fetch(database, f"SELECT id, published, outlet, title, origin FROM documents WHERE {where}", values)
    known = {row["id"]: row for row in rows}
    hits = []
    for hit in found:
        if row := known.get(hit.document):
            place = {
                "document": hit.document,
                "start": hit.start,
                "end": hit.end,
                "quote": hit.text,
                "sentence": hit.text,
            }
            evidence = (evidence_of(row | place),)
            hits.append(
                Hit(
                    day=iso(row["published"]),
                    outlet=row["outlet"],
                    sentence=hit.text,
                    hits=hit.hits,
                    evidence=evidence,
                    id=hit.document,
                )
            )
    return hits[:limit]


def brief(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = False,
) -> Brief:
    """Where things stand: positions in dispute, conditions, what happened last, what is due; every line footnoted.

    ``limit`` bounds the lines of a section.
    """
    until = until or as_of
    held = positions(dossier, as_of=as_of, since=since, until=until, actor=actor, suggested=suggested)
    entries = timeline(dossier, as_of=as_of, since=since, until=until, actor=actor, suggested=suggested)
    read = documents(dossier, as_of=as_of, since=since, until=until)
    return compose_brief(Path(dossier), held, entries, read, as_of=as_of, limit=limit)
