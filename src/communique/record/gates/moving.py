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
    old, new = _Told(before), _Told(after)
    was, now = dict(old.besides(new)), dict(new.besides(old))
    return [
        Move(what=what, name=name, before=was.get((what, name), ""), after=now.get((what, name), ""))
        for what, name in dict.fromkeys((*was, *now))
        if was.get((what, name)) != now.get((what, name))
    ]


class _Told:
    """The gates and the lists of a scene by their names."""

    def __init__(self, scene: Scene) -> None:
        self._gates = {gate.name: gate for gate in gates_of(scene)}
        self._lists = {(each.name, each.type, each.about): each for each in lists_of(scene)}

    def besides(self, other: _Told) -> Iterator[tuple[tuple[str, str], str]]:
        """What is told of the gates and lists that another scene has otherwise: to solve a gate takes long."""
        gates = [gate for gate in self._gates.values() if other._gates.get(gate.name) != gate]
        for gate in gates:
            yield ("gate", gate.name), _gate(gate)
        for gate in gates:
            for condition in gate.conditions:
                yield ("condition", f"{condition.label} for {gate.name}"), state_of(condition, gate.deciders)
        for key, each in self._lists.items():
            for entry in each.entries if other._lists.get(key) != each else ():
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
