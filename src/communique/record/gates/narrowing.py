"""Which claims a question about one gate or one list needs, so that no others are read."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from communique.actors import fold_name
from communique.record.asking import Asked, Filter, between, sure_enough, surely_by
from communique.record.gates.lists import CALLED, SEATS, called, pinned_key
from communique.record.gates.model import waiting_forums
from communique.records import PinnedGate, Story

NAMED = "SELECT DISTINCT gate FROM matters WHERE type = 'condition' AND starts_with(lower(gate), ?)"
ENTRIES = "SELECT DISTINCT argument FROM claims WHERE type = ? AND ends_with(matter, ?)"
COUNTED = """SELECT type, split_part(matter, '|', -1) AS about FROM claims
WHERE list_contains(['designation', 'participation'], type) AND argument <> '' AND {where}
GROUP BY ALL ORDER BY count(DISTINCT matter) DESC, type, about"""
ON_MATTERS = """matter IN (SELECT matter FROM matters
WHERE list_contains(?, gate) OR list_contains(?, type || '|' || split_part(matter, '|', -1)))"""


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
    names = sorted({*(name for name in pins if name.lower().startswith(wanted.lower())), *named})
    gates = [pins.get(name) or PinnedGate(name=name) for name in names]
    lists = [each for gate in gates for name in sorted(_waits_for(gate)) for each in _lists_called(story, name)]
    seats = [_Part("participation", forum) for gate in gates for forum in waiting_forums(gate)]
    return _on(database, names, [*lists, *seats])


def of_lists(database: duckdb.DuckDBPyConnection, story: Story, wanted: str) -> Filter:
    """The claims on the lists of a name, a label or a forum."""
    return _on(database, [], _lists_called(story, wanted))


class _Part(NamedTuple):
    """What a list is about; of its entries those that the story names, or all."""

    kind: str
    about: str
    entries: tuple[str, ...] = ()


def _waits_for(gate: PinnedGate) -> set[str]:
    """The names of the lists that the story says a gate waits for."""
    return {*gate.lists, *(each.agreed for each in gate.conditions if each.agreed)}


def _lists_called(story: Story, wanted: str) -> list[_Part]:
    """The lists of a name, a label or a forum, those of the story first."""
    name = wanted.lower()
    pinned = [
        _Part(*pinned_key(pin), pin.entries) for pin in story.lists if name in (pin.name.lower(), pinned_key(pin)[1])
    ]
    others = _Part("designation", name.removeprefix(CALLED)), _Part("participation", name.removeprefix(SEATS))
    told = {part[:2] for part in pinned}
    return [*pinned, *(part for part in others if part[:2] not in told)]


def _on(database: duckdb.DuckDBPyConnection, gates: list[str], lists: list[_Part]) -> Filter:
    """What is said on the conditions of these gates, or on these lists."""
    whole = sorted({f"{part.kind}|{part.about}" for part in lists if not part.entries})
    chosen = Filter(ON_MATTERS, (gates, whole))
    for part in lists:
        if part.entries:
            chosen |= _on_entries(database, part)
    return chosen


def _on_entries(database: duckdb.DuckDBPyConnection, part: _Part) -> Filter:
    """What is said on the entries that the story names, however they are spelled."""
    wanted, ending = {fold_name(name) for name in part.entries}, f"|{part.about}"
    named = database.execute(ENTRIES, [part.kind, ending]).fetchall()
    entries = sorted(name for (name,) in named if fold_name(name) in wanted)
    return Filter("type = ? AND ends_with(matter, ?) AND list_contains(?, argument)", (part.kind, ending, entries))
