"""A truce: who is in, who is excepted and according to whom, who violated it, and whether aid gets through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import duckdb
import msgspec

from communique.record.answers import Evidence, Position, TruceLine
from communique.record.asking import PLACE, PROOFS, Asked, Filter, Row, fetch, gather_evidence, iso, look_up
from communique.record.lookups import nearness
from communique.record.positions import held_rows, prove_positions
from communique.record.timeline import told_rows

KINDS = ("in", "refuses", "excepted", "violation", "aid asked", "aid granted", "aid blocked")
GIVING = frozenset({"agree", "pledge", "aid", "cooperate", "concede"})
HARMING = frozenset({"accuse", "coerce", "reject", "assault", "pledge"})
ACTS = GIVING | HARMING | {"request"}
MORE = 4  # how many times as many reports are looked at as lines are asked for
SEATS = Filter("type = 'participation' AND (ends_with(matter, '|truce') OR truce <> '')")
TOLD = Filter("truce <> ''")
PLACES = """SELECT DISTINCT document, text FROM mentions
WHERE kind = 'place' AND document IN (SELECT unnest(?)) ORDER BY ALL"""


def truce_lines(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[TruceLine]:
    """All lines, kind by kind and by day, undated ones last; with a limit the latest of all.

    Only reports that are near the story count, if it has actors.
    """
    near = nearness(database, asked)
    held = held_rows(database, msgspec.structs.replace(asked, limit=None), only=SEATS)
    held = sorted((row for row in held if row["nearest"] >= near), key=lambda row: row["latest"] or date.min)
    seats = held if asked.limit is None else held[-asked.limit :]
    lines = [*map(_seat, prove_positions(database, seats)), *_latest_acts(database, asked, near)]
    if asked.limit is not None:
        lines = sorted(lines, key=lambda line: (line.day, line.id))[-asked.limit :]
    return sorted(lines, key=lambda line: (KINDS.index(line.kind), line.day == "", line.day, line.id, line.who))


def _latest_acts(database: duckdb.DuckDBPyConnection, asked: Asked, near: int) -> list[TruceLine]:
    """Lines from acts; with a limit no more reports are looked at than it takes."""
    limit = asked.limit and MORE * asked.limit
    while True:
        rows = told_rows(database, msgspec.structs.replace(asked, limit=limit), kinds=ACTS, only=TOLD)
        lines = [
            line
            for line in _acts(database, [row for row in rows if row["nearest"] >= near])
            if line.stated or asked.suggested
        ]
        if limit is None or asked.limit is None or len(rows) < limit or len(lines) >= asked.limit:
            return lines
        limit *= MORE


def _seat(position: Position) -> TruceLine:
    """Who shuts somebody out excepts him; who stays away himself refuses."""
    out = "refuses" if position.argument in (position.holder, position.speaks_for) else "excepted"
    return TruceLine(
        **{name: getattr(position, name) for name in ("origins", "outlets", "documents", "stated", "evidence", "id")},
        kind="in" if position.polarity > 0 else out,
        who=position.argument,
        by=position.holder,
        day=position.latest,
        until=position.latest,
        place="",
    )


def _acts(database: duckdb.DuckDBPyConnection, rows: list[Row]) -> Iterator[TruceLine]:
    """Lines from acts; what only an event's trigger word tells, and no stated claim, is suggested."""
    wanted = (id for row in rows for id in row["ids"][:PROOFS])
    found = look_up(database, "event_reports", wanted, columns=f"{PLACE}, doer, other, claim, truce, stated")
    reports = {report["id"]: report for report in found}
    proofs = gather_evidence(database, found)
    places = _places(database, found)
    for row in rows:
        best = reports[row["ids"][0]]
        kind = _kind(row, best["truce"])
        if kind:
            claimed = any(reports[id]["claim"] and reports[id]["stated"] for id in row["ids"][:PROOFS])
            evidence = tuple(proofs[id] for id in row["ids"][:PROOFS])
            line = _line(row | {"stated": claimed}, best, kind, evidence, places.get(best["document"], []))
            yield line
            if kind in ("in", "refuses") and best["other"]:
                yield msgspec.structs.replace(line, who=best["other"])


def _kind(row: Row, theme: str) -> str:
    """What a report tells, by the kind of its act and what of the truce it is about; empty if neither."""
    act, done = row["kind"], row["polarity"] > 0
    if theme == "violation":
        return "violation" if (act == "accuse" and done) or act == "assault" else ""
    if theme == "truce":
        return ("in" if done else "refuses") if act == "agree" else ""
    if act == "request":
        return "aid asked" if done else ""
    if theme == "blocked":
        return "aid blocked" if act in HARMING and done != (act == "pledge") else ""
    if act in GIVING:
        return "aid granted" if done else "aid blocked"
    return ""


def _line(row: Row, best: Row, kind: str, evidence: tuple[Evidence, ...], places: Iterable[str]) -> TruceLine:
    """Of an accusation and a request the other is meant, of everything else the doer."""
    aimed = row["kind"] in ("accuse", "request")
    return TruceLine(
        **{name: row[name] for name in ("origins", "outlets", "documents", "stated")},
        kind=kind,
        who=best["other"] if aimed else best["doer"],
        by=best["doer"] if aimed or row["kind"] == "agree" else "",
        day=iso(row["begins"]),
        until=iso(row["ends"]),
        place=row["place"] or _place_in(evidence[0], places),
        evidence=evidence,
        id=row["event"],
    )


def _places(database: duckdb.DuckDBPyConnection, reports: Iterable[Row]) -> dict[str, list[str]]:
    """The names of places in each document; those in capitals stand in datelines."""
    found: dict[str, list[str]] = {}
    documents = sorted({report["document"] for report in reports})
    for row in fetch(database, PLACES, [documents]) if documents else ():
        if not row["text"].isupper():
            found.setdefault(row["document"], []).append(row["text"])
    return found


def _place_in(proof: Evidence, places: Iterable[str]) -> str:
    """The place that the sentence names first, empty if none."""
    named = [
        (match.start(), place)
        for place in places
        if (match := re.search(rf"(?<!\w){re.escape(place)}(?!\w)", proof.sentence))
    ]
    return min(named)[1] if named else ""
