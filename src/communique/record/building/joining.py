"""Actors and events that people found to be one, or not to be one, put so after the record has grouped them itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import duckdb

from communique.actors import fold_name
from communique.record.building.decisions import APPLIED, IDLE, ORPHANED, find_place
from communique.record.decision_file import decision_id
from communique.records import Decision, Place

TOLD = """SELECT id, start, "end" FROM acts WHERE retired = '' AND document = ? AND kind = ?"""


class Bond(NamedTuple):
    """That reports of events tell of one event, or that the first of them do not tell of that of the others."""

    together: bool
    ones: frozenset[str]
    others: frozenset[str]


def join_names(called: Mapping[str, str], decisions: Iterable[Decision]) -> tuple[dict[str, str], dict[str, str]]:
    """Who is who after what people decided on names; and the state of each decision by its id.

    ``called`` maps each name that was found to what the actor is called.
    """
    settled, states = dict(called), dict[str, str]()
    for decision in decisions:
        if decision.act not in ("merge", "split") or decision.place or decision.kind or not decision.names:
            continue
        wanted = {fold_name(name) for name in decision.names[: None if decision.act == "merge" else 1]}
        found = {name for name in settled if fold_name(name) in wanted}
        known = {fold_name(name) for name in found}
        states[decision_id(decision)] = APPLIED if known == wanted else IDLE if known else ORPHANED
        if decision.act == "split":
            settled |= dict.fromkeys(found, decision.names[-1])
        else:
            meant = {settled[name] for name in found}
            settled |= {name: decision.names[0] for name, actor in settled.items() if actor in meant}
    return settled, states


def find_bonds(database: duckdb.DuckDBPyConnection, decisions: Iterable[Decision]) -> tuple[list[Bond], dict[str, str]]:
    """What people decided on events, in terms of the reports that are staged in ``acts``; and each decision's state."""
    bonds, states = list[Bond](), dict[str, str]()
    for decision in decisions:
        if decision.kind and decision.place and decision.other:
            ones, others = (_tellings(database, each, decision.kind) for each in (decision.place, decision.other))
            gone = ones is None or others is None
            states[decision_id(decision)] = ORPHANED if gone else APPLIED if ones and others else IDLE
            bonds.append(Bond(decision.act == "merge", ones or frozenset(), others or frozenset()))
    return bonds, states


def _tellings(database: duckdb.DuckDBPyConnection, place: Place, kind: str) -> frozenset[str] | None:
    """The reports of this kind that stand at a place, or anywhere in its document; None if the place is gone."""
    found = database.execute("SELECT text FROM documents WHERE id = ?", [place.document]).fetchone()
    span = (0, len(found[0])) if found and not place.quote else find_place(place, found[0]) if found else None
    if span is None:
        return None
    rows = database.execute(TOLD, [place.document, kind]).fetchall()
    return frozenset(id for id, start, end in rows if start < span[1] and span[0] < end)


def join_events(pairs: Iterable[tuple[str, str]], bonds: Iterable[Bond]) -> list[tuple[str, str]]:
    """Pairs (id of a report, id of its event) after what people decided; an event is called after its first report."""
    groups = dict(pairs)
    letter = next(iter(groups.values()), "e")[0]
    for number, (together, ones, others) in enumerate(bonds):
        meant = {groups[report] for report in others if report in groups}
        moved = {report for report in ones if report in groups and (together or groups[report] in meant)}
        if together:
            meant |= {groups[report] for report in moved}
            moved = {report for report, group in groups.items() if group in meant}
        groups |= dict.fromkeys(moved, f"decided {number}")
    first: dict[str, str] = {}
    for report, group in groups.items():
        first.setdefault(group, letter + report[1:])
    return [(report, first[group]) for report, group in groups.items()]


def bind(database: duckdb.DuckDBPyConnection, table: str, column: str, bonds: Sequence[Bond]) -> None:
    """Put right in a table of reports (``id``) and their events (``column``) what people decided; it is in order."""
    if not bonds:
        return
    meant = sorted({report for bond in bonds for report in (*bond.ones, *bond.others)})
    near = f"SELECT {column} FROM {table} WHERE list_contains(?, id)"
    pairs = database.execute(f"SELECT id, {column} FROM {table} WHERE {column} IN ({near}) ORDER BY rowid", [meant])
    known = dict(pairs.fetchall())
    for report, event in join_events(known.items(), bonds):
        if event != known[report]:
            database.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", [event, report])
