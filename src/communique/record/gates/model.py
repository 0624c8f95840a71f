"""Gates as of a day: what waits, for which conditions and list entries, and who decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec

from communique.record.gates.lists import Entry, List, lists_of
from communique.record.gates.marks import Mark
from communique.record.gates.scene import Scene
from communique.record.gates.sides import Stand
from communique.record.matters.conditions import ANY
from communique.record.matters.grouping import condition_matter
from communique.records import PinnedGate

State = Literal["open", "met", "dropped", "rejected", "unknown"]
FORUMS = {"talks": ("talks", "delegation"), "invitations": ("talks", "delegation")}
"""The forums whose seats a gate waits for that the story does not pin; else the forum of its own name."""


AS_SUCH = "rejects conditions as such"


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """A condition of a gate: where each side stands on it, who demanded it once, and the latest mark it bears.

    ``pinned`` ones the story names, whether or not anybody demands them. ``agreed`` are the entries of the list that
    the condition is about, None if it is about none.
    """

    gate: str
    matter: str
    label: str
    stands: tuple[Stand, ...] = ()
    once: frozenset[str] = frozenset()
    mark: Mark | None = None
    pinned: bool = False
    agreed: tuple[Entry, ...] | None = None

    @property
    def demanded(self) -> frozenset[str]:
        """The sides that demand it."""
        return frozenset(stand.side for stand in self.stands if stand.polarity > 0 and stand.side)

    @property
    def rejected(self) -> frozenset[str]:
        """The sides that reject it or call it not needed."""
        return frozenset(stand.side for stand in self.stands if stand.polarity < 0 and stand.side)

    @property
    def dropped(self) -> frozenset[str]:
        """The sides that demanded it and do so no more."""
        return self.once & self.rejected

    @property
    def origins(self) -> int:
        """How many independent origins tell of it, as often as they tell of another side."""
        return sum(stand.origins for stand in self.stands)

    @property
    def told(self) -> bool:
        """Whether it is named as a condition without anybody who is known to demand it."""
        unsure = any(stand.polarity == 0 or (stand.polarity > 0 and not stand.side) for stand in self.stands)
        return self.pinned or unsure

    @property
    def dated(self) -> bool:
        """Whether a day is known for one of those who demand it; what is only supposed is so now."""
        return any(stand.latest or not stand.told for stand in self.stands if stand.polarity > 0 and stand.side)


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """Something that cannot start before its conditions hold and its deciders agree on its list entries."""

    name: str
    deciders: frozenset[str]
    conditions: tuple[Condition, ...] = ()
    entries: tuple[Entry, ...] = ()


class _Found:
    """What a scene has, by gate and by condition, so that it is gone through once for all gates."""

    def __init__(self, scene: Scene) -> None:
        self.lists = lists_of(scene)
        self.stands = defaultdict[str, defaultdict[str, list[Stand]]](lambda: defaultdict(list))
        for stand in scene.stands:
            if stand.type == "condition":
                self.stands[stand.gate][stand.matter].append(stand)
        self.once = defaultdict[str, set[str]](set)
        for side, matter in scene.once:
            self.once[matter].add(side)
        self.marks = {mark.matter: mark for mark in scene.marks}  # of each the latest


def gates_of(scene: Scene) -> list[Gate]:
    """All gates: those of the story first, then those that the claims name, in the order of their names."""
    pinned = {gate.name: gate for gate in scene.story.gates}
    found = _Found(scene)
    named = {gate for gate in found.stands if gate} - set(pinned)
    return [_gate(found, pinned.get(name) or PinnedGate(name=name)) for name in (*pinned, *sorted(named))]


def _gate(found: _Found, pin: PinnedGate) -> Gate:
    entries = tuple(_entries(found.lists, pin))
    conditions = _conditions(found, pin)
    stands = (stand for each in (conditions, entries) for one in each for stand in one.stands)
    taking = {stand.side for stand in stands if stand.side}
    return Gate(
        name=pin.name, deciders=frozenset(pin.deciders) or frozenset(taking), conditions=conditions, entries=entries
    )


def waiting_forums(pin: PinnedGate) -> tuple[str, ...]:
    """The forums whose seats a gate waits for: none where the story says what it waits for."""
    return () if pin.lists or pin.deciders or pin.conditions else FORUMS.get(pin.name, (pin.name,))


def _entries(lists: list[List], pin: PinnedGate) -> Iterable[Entry]:
    """The entries of the lists that a gate waits for, each once."""
    forums = waiting_forums(pin)
    chosen = [
        each for each in lists if each.name in pin.lists or (each.type == "participation" and each.about in forums)
    ]
    return {entry.matter: entry for each in chosen for entry in each.entries}.values()


def _conditions(found: _Found, pin: PinnedGate) -> tuple[Condition, ...]:
    """The conditions of a gate: the pinned ones in their order, then those of the claims."""
    stands = found.stands.get(pin.name) or defaultdict[str, list[Stand]](list)
    pins = {condition_matter(pin.name, each.name): each for each in pin.conditions}
    blanket = [stand for stand in stands.get(condition_matter(pin.name, ANY), ()) if stand.polarity < 0]
    lists_by_name = {each.name: each.entries for each in found.lists}
    conditions = []
    for matter in (*pins, *sorted(set(stands) - set(pins))):
        pinned = pins.get(matter)
        agreed = lists_by_name.get(pinned.agreed, ()) if pinned and pinned.agreed else None
        general = blanket if matter != condition_matter(pin.name, ANY) else []
        label = pinned.name if pinned else _label(stands[matter])
        each = _condition(found, pin.name, matter, label, _with_general(stands.get(matter, []), general, matter))
        conditions.append(msgspec.structs.replace(each, pinned=pinned is not None, agreed=agreed))
    return tuple(conditions)


def _with_general(stands: list[Stand], general: list[Stand], matter: str) -> tuple[Stand, ...]:
    """The stands on a condition; who rejects conditions as such rejects it too, unless it says otherwise of it."""
    own = {stand.side for stand in stands}
    others = (stand for stand in general if stand.side not in own)
    return (*stands, *(msgspec.structs.replace(stand, matter=matter, position=AS_SUCH) for stand in others))


def _condition(found: _Found, gate: str, matter: str, label: str, stands: tuple[Stand, ...]) -> Condition:
    return Condition(
        gate=gate,
        matter=matter,
        label=label,
        stands=stands,
        once=frozenset(found.once.get(matter, ())),
        mark=found.marks.get(matter),
    )


def _label(stands: list[Stand]) -> str:
    """What a condition is called: in the words of a claim on it alone, best of one that says whom it concerns."""
    labels = ((not stand.argument, stand.label.partition(" (for: ")[0]) for stand in stands)
    return min(labels, key=lambda pair: (pair[0], -len(pair[1].split()), pair[1]))[1]


def state_of(condition: Condition, deciders: frozenset[str]) -> State:
    """What is known of a condition. Nothing is met or dropped because nobody speaks of it any more."""
    if condition.mark and condition.mark.state != "open":
        return condition.mark.state
    agreed = None if condition.agreed is None else _agreement(condition.agreed, deciders)
    if agreed == "met":
        return "met"
    if condition.dropped and condition.dropped == (condition.once - {""}) | condition.demanded:
        return "dropped"
    if deciders and deciders <= condition.rejected:
        return "rejected"
    if agreed:
        return agreed
    if condition.demanded:
        return "open" if condition.dated else "unknown"
    denied = any(stand.polarity < 0 for stand in condition.stands)
    return "rejected" if denied and not condition.told else "unknown"


def _agreement(entries: tuple[Entry, ...], deciders: frozenset[str]) -> State:
    """Whether the deciders agree on a list: not known before two of them have said something of one entry."""
    if any(entry.disputed(deciders) for entry in entries):
        return "open"
    return "met" if any(len(entry.sides(deciders)) > 1 for entry in entries) else "unknown"


def blocks(condition: Condition, deciders: frozenset[str]) -> bool:
    """Whether a condition holds its gate up. To reject conditions as such is none."""
    return not condition.matter.endswith(f"|{ANY}") and state_of(condition, deciders) in ("open", "unknown")


def disputes(gate: Gate) -> list[Entry]:
    """The list entries of a gate on which its deciders differ."""
    return [entry for entry in gate.entries if entry.disputed(gate.deciders)]
