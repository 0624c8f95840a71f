"""What lists, gates, blockers and what-ifs answer. Days are ISO strings, empty where not known."""

from __future__ import annotations

import msgspec

from communique.record.answers import Evidence


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Where one side stands on one matter: its latest position as of the day asked.

    ``entry`` is whom or what it is about, ``speakers`` who said so for the side; an empty ``side`` is the reports
    themselves. ``position`` is the polarity in words; it is 0 where reports without a date tell both. ``since`` is the
    first day of this unbroken position, ``latest`` the last on which it was said. What is only supposed has no
    evidence; where many sides say the same, only those with most origins have it, and `show` has that of the others by
    their ``id``.
    """

    of: str
    entry: str
    side: str
    speakers: tuple[str, ...]
    position: str
    polarity: int
    since: str
    latest: str
    origins: int
    documents: int
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class ListRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a list with where each side stands on it; ``disputed`` where those whose word counts differ."""

    list: str
    type: str
    entry: str
    disputed: bool
    cells: tuple[Cell, ...]
    key: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What shows that a condition is met or dropped: a ``person`` decided it or an ``event`` was reported, and when."""

    basis: str
    day: str
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class ConditionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A condition of a gate: who demands it, rejects it or has dropped it.

    ``state`` is open, met, dropped, rejected or unknown; ``blocks`` whether it holds the gate up; ``proof`` what shows
    it where it is not the positions themselves.
    """

    gate: str
    condition: str
    state: str
    blocks: bool
    demanded: tuple[Cell, ...]
    rejected: tuple[Cell, ...]
    unsure: tuple[Cell, ...]
    dropped: tuple[str, ...]
    proof: Proof | None
    key: str


class GateRow(msgspec.Struct, frozen=True, kw_only=True):
    """A gate: what waits, for which conditions, and for agreement on which list entries. ``deciders`` decide.

    ``left_out`` is how many conditions and disputes there are besides, which a limit left out.
    """

    gate: str
    blocked: bool
    deciders: tuple[str, ...]
    conditions: tuple[ConditionRow, ...]
    disputes: tuple[ListRow, ...]
    left_out: int = 0


class Blockers(msgspec.Struct, frozen=True, kw_only=True):
    """What holds a gate up as of a day, and every smallest set of changes that would open it.

    ``changes`` is how many it takes, -1 where no change can; ``ways`` how many such sets there are. To get them, take
    one alternative from each of ``choices``, in any combination; ``sets`` are the first of them written out. ``more``
    says that there are so many that not all are given. A change is written as `what_if` takes it. ``left_out`` is how
    many conditions and disputes there are besides, which a limit left out; the changes are to all of them.
    """

    gate: str
    as_of: str
    blocked: bool
    deciders: tuple[str, ...]
    conditions: tuple[ConditionRow, ...]
    disputes: tuple[ListRow, ...]
    changes: int
    ways: int
    choices: tuple[tuple[tuple[str, ...], ...], ...]
    sets: tuple[tuple[str, ...], ...]
    more: bool
    left_out: int = 0


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is otherwise after a supposed change: a ``gate``, a ``condition``, or a list ``entry``."""

    what: str
    name: str
    before: str
    after: str


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """What would move if these changes came about; nothing of it is in the record."""

    as_of: str
    changes: tuple[str, ...]
    moves: tuple[Move, ...]
    gates: tuple[GateRow, ...]
