"""What is otherwise in one scene than in another."""

from __future__ import annotations

from collections.abc import Iterator

from communique.record.gates.answers import Move
from communique.record.gates.blocking import find_opening, is_blocked
from communique.record.gates.lists import Entry, lists_of
from communique.record.gates.model import Gate, gates_of, state_of
from communique.record.gates.scene import Scene

SIGNS = {1: "for", -1: "against"}


def moves_between(before: Scene, after: Scene) -> list[Move]:
    """Gates first, then conditions, then list entries; nothing where the scenes are the same."""
    return [
        Move(what=what, name=name, before=old.get((what, name), ""), after=new.get((what, name), ""))
        for old, new in [(dict(_told(before)), dict(_told(after)))]
        for what, name in dict.fromkeys((*old, *new))
        if old.get((what, name)) != new.get((what, name))
    ]


def _told(scene: Scene) -> Iterator[tuple[tuple[str, str], str]]:
    gates = gates_of(scene)
    for gate in gates:
        yield ("gate", gate.name), _gate(gate)
    for gate in gates:
        for condition in gate.conditions:
            yield ("condition", f"{condition.label} for {gate.name}"), state_of(condition, gate.deciders)
    for each in lists_of(scene):
        for entry in each.entries:
            yield ("entry", entry.label or entry.argument), _entry(entry, each.holders)


def _gate(gate: Gate) -> str:
    if not is_blocked(gate):
        return "nothing blocks it"
    size = find_opening(gate).size
    return "blocked" if size is None else f"blocked, {size} change{'s' * (size != 1)} needed"


def _entry(entry: Entry, holders: tuple[str, ...]) -> str:
    sides = entry.sides()
    told = (
        f"{SIGNS[sign]}: {', '.join(sorted(side for side in sides if sides[side] == sign))}"
        for sign in (1, -1)
        if sign in sides.values()
    )
    return ("in dispute; " if entry.disputed(holders) else "") + "; ".join(told)
