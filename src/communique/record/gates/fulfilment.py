"""That a condition is met, as reports tell it: in words of the story, or, as a suggestion, in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import duckdb

from communique.record.asking import Asked, Row, fetch, look_up, sure_enough, surely_by
from communique.record.gates.marks import Mark
from communique.record.gates.sides import Stand
from communique.record.matters.grouping import condition_matter, thing_asked
from communique.records import Story

COLUMNS, IN_ORDER = "id, day, doer, doer_for", "day, document, start, id"


def reported_fulfilments(
    database: duckdb.DuckDBPyConnection, asked: Asked, stands: Iterable[Stand], story: Story
) -> list[Mark]:
    """That conditions are met, as reports tell it, in the order of days.

    What the story gives as ``met_by`` counts; other words count only where suggestions are asked for.
    """
    pins = {condition_matter(gate.name, each.name) for gate in story.gates for each in gate.conditions}
    wanted = _wanted(stand for stand in stands if stand.matter not in pins) if asked.suggested else {}
    told = _told(database, asked, pins, {thing_asked(matter)[2] for matter in wanted})
    found = [mark for row, matter, thing in told for mark in _marks(row, matter, thing, wanted)]
    return sorted(found, key=lambda mark: (mark.day or date.min, mark.matter, mark.id))


def _wanted(stands: Iterable[Stand]) -> dict[str, date]:
    """The conditions that somebody demands, with the first day of that."""
    first: dict[str, date] = {}
    for stand in stands:
        if stand.type == "condition" and stand.polarity > 0 and stand.since:
            first[stand.matter] = min(stand.since, first.get(stand.matter, stand.since))
    return first


def _told(
    database: duckdb.DuckDBPyConnection, asked: Asked, pins: Iterable[str], things: Iterable[str]
) -> Iterator[tuple[Row, str, str]]:
    """Reports with the condition that they tell to be met, or what came about, in the order of days."""
    sql = "SELECT * FROM fulfilments WHERE list_contains(?, matter) OR list_contains(?, thing) ORDER BY ALL"
    met = defaultdict[str, list[Row]](list)
    for row in fetch(database, sql, [sorted(pins), sorted(things)]):
        met[row["report"]].append(row)
    where = surely_by(asked) & sure_enough(asked)
    for report in look_up(database, "event_reports", met, columns=COLUMNS, order=IN_ORDER, where=where):
        yield from ((report, each["matter"], each["thing"]) for each in met[report["id"]])


def _marks(row: Row, matter: str, thing: str, wanted: dict[str, date]) -> Iterator[Mark]:
    """Of what is told in other words: what happened, after a condition was first named, by whom it concerns."""
    if matter:
        yield _mark(matter, row, stated=True)
        return
    for each, first in wanted.items():
        _, concerned, what = thing_asked(each)
        if what == thing and row["day"] >= first and _done_by(row, concerned):
            yield _mark(each, row, stated=False)


def _done_by(row: Row, concerned: str) -> bool:
    """Whether whom a condition concerns did what a report tells, as far as both are named."""
    doers = {row[name].lower() for name in ("doer", "doer_for")} - {""}
    return not concerned or not doers or concerned in doers


def _mark(matter: str, row: Row, *, stated: bool) -> Mark:
    return Mark(matter=matter, state="met", basis="event", day=row["day"], stated=stated, id=row["id"])
