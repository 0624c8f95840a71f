"""Pairs of entries that contradict each other, as answers with both sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from communique.record.answers import Conflict, Evidence, Voice
from communique.record.asking import PLACE, Row, fetch, gather_evidence, iso, look_up
from communique.record.days import told_interval
from communique.record.positions import position_words
from communique.record.words.phrases import shorten


class Pair(NamedTuple):
    """Two entries (claims, statements or reports of an event) that contradict each other in what ``about`` names.

    A denial of something that no report tells has no ``other``.
    """

    kind: str
    about: str
    one: str
    other: str = ""


ACTS = {"accuse": ("accuses", "denies"), "agree": ("agrees", "does not agree"), "consult": ("met", "did not meet")}
"""How an act and its negative read."""
CLAIMS = (
    f"""{PLACE}, day, date_from, date_to, holder, speaks_for, type, argument, polarity, stated, matter, '' AS place"""
)
MATTERS = "SELECT matter, label, plus, minus FROM matters WHERE matter IN (SELECT unnest(?))"
STATEMENTS = f"{PLACE}, day, speaker AS holder, speaks_for, cue"
REPORTS = f"{PLACE}, event, day, date_from, date_to, doer AS holder, doer_for AS speaks_for, stated, place"


def prove_pairs(database: duckdb.DuckDBPyConnection, pairs: Sequence[Pair]) -> list[Conflict]:
    """Conflicts with the sentences of both sides, each pair once."""
    wanted = [id for pair in pairs for id in (pair.one, pair.other) if id]
    found = (*_reports(database, wanted), *look_up(database, "statements", wanted, columns=STATEMENTS))
    rows = {row["id"]: row for row in (*found, *_claims(database, wanted))}
    proofs = gather_evidence(database, rows.values())
    return [_conflict(pair, rows, proofs) for pair in dict.fromkeys(pairs)]


def _reports(database: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    rows = look_up(database, "event_reports", ids, columns=REPORTS)
    kinds = "id, kind AS type, polarity"
    events = {row["id"]: row for row in look_up(database, "events", (row["event"] for row in rows), columns=kinds)}
    return [events[row["event"]] | row for row in rows]


def _claims(database: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """Claims with how they read on their matter, if they are on one."""
    rows = look_up(database, "claims", ids, columns=CLAIMS)
    matters = {row["matter"]: row for row in fetch(database, MATTERS, [sorted({row["matter"] for row in rows})])}
    none: Row = {"label": None, "plus": None, "minus": None}
    told = [row | matters.get(row["matter"], none) for row in rows]
    return [row | {"position": row["plus"] if row["polarity"] > 0 else row["minus"]} for row in told]


def _conflict(pair: Pair, rows: dict[str, Row], proofs: dict[str, Evidence]) -> Conflict:
    both = [rows[id] for id in (pair.one, pair.other) if id]
    voices = [_voice(pair.about, row, proofs[row["id"]]) for row in both]
    days: list[date] = [row["day"] for row in both if row["day"]]
    return Conflict(
        kind=pair.kind,
        about=pair.about,
        matter=next((row["label"] for row in both if row.get("label")), "") or shorten(proofs[pair.one].quote),
        one=voices[0],
        other=voices[1] if len(voices) > 1 else None,
        day=iso(max(days, default=None)),
        stated=all(row.get("stated", True) for row in both),
        evidence=tuple(proofs[row["id"]] for row in both),
        id=pair.one,
    )


def _voice(about: str, row: Row, proof: Evidence) -> Voice:
    holder = f"{row['holder']} ({row['speaks_for']})" if row["speaks_for"] else row["holder"]
    return Voice(holder=holder, says=_says(about, row), day=iso(row["day"]), evidence=(proof,))


def _says(about: str, row: Row) -> str:
    """What one side has where they differ."""
    if about == "date":
        return told_interval(row["date_from"], row["date_to"])
    if about == "place":
        return str(row["place"])
    if row.get("position"):
        return position_words(row)
    if "type" not in row:
        return str(row["cue"])
    yes, no = ACTS.get(row["type"], (row["type"], f"{row['type']} (not)"))
    return str(yes if row["polarity"] > 0 else no)
