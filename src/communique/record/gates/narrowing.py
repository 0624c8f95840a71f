"""Which claims a question about one gate or one list needs, so that no others are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from communique.actors import fold_name
from communique.record.asking import Asked, Filter, between, sure_enough, surely_by
from communique.record.gates.lists import CALLED, SEATS, called, pinned_key
from communique.record.gates.model import waiting_forums
from communique.records import PinnedGate, PinnedList, Story

NAMED = "SELECT DISTINCT gate FROM matters WHERE type = 'condition' AND starts_with(lower(gate), ?)"
ENTRIES = "SELECT DISTINCT argument FROM claims WHERE type = ? AND ends_with(matter, ?)"
COUNTED = """SELECT type, split_part(matter, '|', -1) AS about FROM claims
WHERE list_contains(['designation', 'participation'], type) AND argument <> '' AND {where}
GROUP BY ALL ORDER BY count(DISTINCT matter) DESC, type, about"""
NOTHING = Filter("false")


def list_names(database: duckdb.DuckDBPyConnection, asked: Asked, story: Story) -> list[str]:
    """The names of all lists in their order: those of the story, then the others, the longest first."""
    where = surely_by(asked) & sure_enough(asked) & between(asked, "day", "day")
    told = {pinned_key(pin) for pin in story.lists}
    rows = database.execute(COUNTED.format(where=where.sql), where.values).fetchall()
    others = (called(kind, about) for kind, about in rows if (kind, about) not in told)
    return list(dict.fromkeys((*(pin.name for pin in story.lists), *others)))


def of_gates(database: duckdb.DuckDBPyConnection, story: Story, wanted: str) -> Filter:
    """The claims on the conditions of gates whose names begin so, and on the lists that these wait for."""
    pins = {gate.name: gate for gate in story.gates}
    named = [name for (name,) in database.execute(NAMED, [wanted.lower()]).fetchall()]
    names = [*(name for name in pins if name.lower().startswith(wanted.lower())), *(set(named) - set(pins))]
    conditions = Filter("matter IN (SELECT matter FROM matters WHERE list_contains(?, gate))", (sorted(names),))
    gates = [pins.get(name) or PinnedGate(name=name) for name in sorted(names)]
    return any_of([conditions, *(each for gate in gates for each in _lists_of_gate(database, story, gate))])


def of_lists(database: duckdb.DuckDBPyConnection, story: Story, wanted: str) -> Filter:
    """The claims on the lists of a name, a label or a forum."""
    name = wanted.lower()
    pinned = [pin for pin in story.lists if name in (pin.name.lower(), pinned_key(pin)[1])]
    told = {pinned_key(pin) for pin in pinned}
    others = ("designation", name.removeprefix(CALLED)), ("participation", name.removeprefix(SEATS))
    return any_of(
        [*(_on_pinned(database, pin) for pin in pinned), *(_on_list(*key) for key in others if key not in told)]
    )


def any_of(filters: Iterable[Filter]) -> Filter:
    """What passes one of these."""
    found = list(filters)
    if not found:
        return NOTHING
    return Filter(
        f"({' OR '.join(each.sql for each in found)})", tuple(value for each in found for value in each.values)
    )


def _lists_of_gate(database: duckdb.DuckDBPyConnection, story: Story, gate: PinnedGate) -> Iterator[Filter]:
    names = {*gate.lists, *(each.agreed for each in gate.conditions if each.agreed)}
    yield from (of_lists(database, story, name) for name in sorted(names))
    yield from (_on_list("participation", forum) for forum in waiting_forums(gate))


def _on_list(kind: str, about: str) -> Filter:
    return Filter("(type = ? AND ends_with(matter, ?))", (kind, f"|{about}"))


def _on_pinned(database: duckdb.DuckDBPyConnection, pin: PinnedList) -> Filter:
    kind, about = pinned_key(pin)
    if not pin.entries:
        return _on_list(kind, about)
    wanted = {fold_name(name) for name in pin.entries}
    named = database.execute(ENTRIES, [kind, f"|{about}"]).fetchall()
    entries = sorted(name for (name,) in named if fold_name(name) in wanted)
    return _on_list(kind, about) & Filter("list_contains(?, argument)", (entries,))
