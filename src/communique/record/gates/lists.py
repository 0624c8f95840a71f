"""Lists: for a label, who is called so by whom; for a forum, who has a seat there according to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

import msgspec

from communique.actors import fold_name
from communique.record.gates.scene import Scene
from communique.record.gates.sides import Stand
from communique.records import PinnedList

CALLED, SEATS = "called ", "seats in the "
"""How the names of lists begin that the story does not name."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One whom a list is about, with where each side stands on that."""

    matter: str
    argument: str
    label: str = ""
    stands: tuple[Stand, ...] = ()

    def sides(self, holders: Collection[str] = ()) -> dict[str, int]:
        """The sides that say something of the entry, with the polarity; of these ``holders`` only, if any are given."""
        known = ((stand.side, stand.polarity) for stand in self.stands if stand.side and stand.polarity)
        return {side: polarity for side, polarity in known if not holders or side in holders}

    def disputed(self, holders: Collection[str] = ()) -> bool:
        """Whether sides differ on the entry."""
        return len(set(self.sides(holders).values())) > 1


class List(msgspec.Struct, frozen=True, kw_only=True):
    """A list: the disputed entries first. ``about`` is the label or the forum; ``holders`` count, or all if none."""

    name: str
    type: str
    about: str
    entries: tuple[Entry, ...] = ()
    holders: tuple[str, ...] = ()


def lists_of(scene: Scene) -> list[List]:
    """The lists of the story first, then one for each other label and forum, the longest first."""
    found = defaultdict[tuple[str, str], list[Stand]](list)
    for stand in scene.stands:
        if stand.type in ("designation", "participation") and stand.argument:
            found[stand.type, stand.matter.rpartition("|")[2]].append(stand)
    pinned = [_pinned(pin, found) for pin in scene.story.lists]
    told = {(each.type, each.about) for each in pinned}
    others = [_list(kind, about, stands) for (kind, about), stands in found.items() if (kind, about) not in told]
    return [*pinned, *sorted(others, key=lambda each: (-len(each.entries), each.name))]


def pinned_key(pin: PinnedList) -> tuple[str, str]:
    """What a list of the story is about: the type of its claims, and the label or the forum in lower case."""
    return ("designation", pin.label.lower()) if pin.label else ("participation", (pin.forum or "talks").lower())


def called(kind: str, about: str) -> str:
    """What a list is called that the story does not name."""
    return f"{CALLED}{about}" if kind == "designation" else f"{SEATS}{about}"


def _pinned(pin: PinnedList, found: dict[tuple[str, str], list[Stand]]) -> List:
    kind, about = pinned_key(pin)
    wanted = {fold_name(name) for name in pin.entries}
    stands = [stand for stand in found.get((kind, about), ()) if not wanted or fold_name(stand.argument) in wanted]
    return msgspec.structs.replace(_list(kind, about, stands, pin.holders), name=pin.name)


def _list(kind: str, about: str, stands: list[Stand], holders: tuple[str, ...] = ()) -> List:
    by_matter = defaultdict[str, list[Stand]](list)
    for stand in stands:
        by_matter[stand.matter].append(stand)
    entries = [
        Entry(matter=matter, argument=same[0].argument, label=same[0].label, stands=tuple(same))
        for matter, same in by_matter.items()
    ]
    entries.sort(key=lambda entry: (not entry.disputed(holders), *_weight(entry)))
    return List(name=called(kind, about), type=kind, about=about, entries=tuple(entries), holders=holders)


def _weight(entry: Entry) -> Iterator[int | str]:
    """What orders entries: how many sides and origins they have, and the latest day; the name at last."""
    yield -len(entry.sides())
    yield -sum(stand.origins for stand in entry.stands)
    yield -max((stand.latest or date.min) for stand in entry.stands).toordinal()
    yield entry.matter
