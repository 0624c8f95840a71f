"""What holds a gate up, and the smallest sets of changes that would open it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import prod
from typing import Literal

import msgspec

from communique.record.gates.lists import Entry
from communique.record.gates.model import Condition, Gate, blocks, disputes
from communique.record.gates.solving import MOST, smallest_hits

To = Literal["for", "against", "dropped", "met"]


class Change(msgspec.Struct, frozen=True, order=True):
    """One decider's position on one matter, or one condition met, in which case nobody is its ``side``."""

    matter: str
    side: str
    to: To


Sets = tuple[frozenset[Change], ...]


class Opening(msgspec.Struct, frozen=True):
    """All smallest sets of changes that open a gate: one set of each of the ``choices``, in any combination.

    ``size`` is the number of changes in each, ``total`` the number of sets, ``more`` whether there are so many that not
    all are given. A gate that no change can open has ``size`` None.
    """

    size: int | None
    total: int
    choices: tuple[Sets, ...] = ()
    more: bool = False

    def sets(self) -> Iterator[frozenset[Change]]:
        """The sets, one by one."""
        return (frozenset().union(*chosen) for chosen in product(*self.choices)) if self.size is not None else iter(())


def is_blocked(gate: Gate) -> bool:
    """Whether anything holds a gate up."""
    return bool(disputes(gate)) or any(blocks(condition, gate.deciders) for condition in gate.conditions)


def find_opening(gate: Gate) -> Opening:
    """The smallest sets of changes that open a gate.

    A gate opens when every one of its `obstacles` has lost at least one member: a problem of smallest hitting sets,
    which falls into parts that have no change in common. A list entry that no condition is about is such a part by
    itself. To reject conditions as such is no change that is offered.
    """
    shared = {entry.matter for condition in gate.conditions for entry in condition.agreed or ()}
    alone = [entry for entry in disputes(gate) if entry.matter not in shared]
    rest = tuple(entry for entry in gate.entries if entry.matter in shared)
    found = list(obstacles(msgspec.structs.replace(gate, entries=rest)))
    if not all(found):
        return Opening(None, 0)
    hits = (smallest_hits(part) for part in _parts(found))
    choices = (*(_moves(entry, gate.deciders) for entry in alone), *hits)
    more = any(len(sets) >= MOST for sets in choices)
    return Opening(sum(len(sets[0]) for sets in choices), prod(map(len, choices)), choices, more)


def obstacles(gate: Gate) -> Iterator[frozenset[Change]]:
    """Sets of changes of each of which at least one has to come about, and which together are enough."""
    for entry in disputes(gate):
        yield from differences(entry, gate.deciders)
    for condition in gate.conditions:
        if blocks(condition, gate.deciders):
            yield from _obstacles(condition, gate.deciders)


def differences(entry: Entry, deciders: frozenset[str]) -> Iterator[frozenset[Change]]:
    """Every pair of deciders that differ on an entry: one of the two has to move."""
    sides = entry.sides(deciders)
    for one, other in product(sorted(sides), repeat=2):
        if sides[one] > sides[other]:
            yield frozenset((Change(entry.matter, one, "against"), Change(entry.matter, other, "for")))


def _moves(entry: Entry, deciders: frozenset[str]) -> Sets:
    """The smallest sets of changes after which nobody differs on an entry: all of one pole move, or all others."""
    sides = entry.sides(deciders)
    poles: list[frozenset[Change]] = [
        frozenset(Change(entry.matter, side, "against") for side, polarity in sides.items() if polarity > 0),
        frozenset(Change(entry.matter, side, "for") for side, polarity in sides.items() if polarity < 0),
    ]
    least = min(map(len, poles))
    return tuple(sorted((pole for pole in poles if len(pole) == least), key=sorted))


def _obstacles(condition: Condition, deciders: frozenset[str]) -> Iterator[frozenset[Change]]:
    """A condition is met, or all who demand it drop it, or all deciders reject it: the same as sets to hit.

    Where all who demand it are deciders, their dropping it comes before its being rejected by all.
    """
    droppers = condition.demanded if condition.demanded and condition.demanded <= deciders else None
    unmoved = deciders - condition.rejected if droppers is None else droppers
    meeting = list(_meeting(condition, deciders))
    drops = [frozenset({Change(condition.matter, side, "dropped")}) for side in sorted(unmoved)] or [frozenset()]
    yield from (met | dropped for met in meeting for dropped in drops)


def _meeting(condition: Condition, deciders: frozenset[str]) -> Iterable[frozenset[Change]]:
    """What has to come about for a condition to be met: of a list the deciders differ on, that they agree."""
    pairs = [pair for entry in condition.agreed or () for pair in differences(entry, deciders)]
    return pairs or [frozenset({Change(condition.matter, "", "met")})]


def _parts(obstacles: list[frozenset[Change]]) -> list[list[frozenset[Change]]]:
    """The obstacles in groups that share no change."""
    parts: list[tuple[set[Change], list[frozenset[Change]]]] = []
    for obstacle in obstacles:
        touching = [part for part in parts if part[0] & obstacle]
        changes = set(obstacle).union(*(part[0] for part in touching))
        together = [each for part in touching for each in part[1]]
        parts = [part for part in parts if part not in touching] + [(changes, [*together, obstacle])]
    return [sorted(set(part), key=sorted) for _, part in parts]
