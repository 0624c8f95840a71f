"""The questions about lists and gates, put to the scene as of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NoReturn

import duckdb

from communique.errors import QuestionError
from communique.record.asking import EVERYTHING, NO_LIMIT, Asked, find_actor, iso
from communique.record.gates.answering import (
    Told,
    blocker_answer,
    gate_row,
    gather_proofs,
    list_rows,
    prove_told,
    tell,
)
from communique.record.gates.answers import Blockers, GateRow, ListRow, WhatIf
from communique.record.gates.lists import Entry, List, lists_of
from communique.record.gates.model import Gate, gates_of
from communique.record.gates.moving import moves_between
from communique.record.gates.narrowing import list_names, of_gates, of_lists
from communique.record.gates.scene import Scene, load_lists, load_pins, load_scene
from communique.record.gates.supposing import read_change, suppose

AT_ONCE = 100  # conditions, about: to prove some of them takes little longer than to prove one


def told_lists(database: duckdb.DuckDBPyConnection, asked: Asked, wanted: str = "") -> list[ListRow]:
    """The lists, or one of them by its name, label or forum; of each the disputed entries first."""
    found = _lists(database, asked, wanted)
    pairs = ((each, entry) for each in found for entry in each.entries if not asked.actor or _concerns(asked, entry))
    page = list(islice(pairs, asked.limit or NO_LIMIT))
    return list_rows(page, gather_proofs(database, asked, ((each.holders, entry.stands) for each, entry in page)))


def _lists(database: duckdb.DuckDBPyConnection, asked: Asked, wanted: str) -> Iterable[List]:
    """The lists of a name, or all, of which a page seldom needs more than the first."""
    if not wanted and asked.limit:
        return _one_by_one(database, asked)
    if not wanted:
        return lists_of(load_lists(database, asked, EVERYTHING))
    about = of_lists(database, load_pins(database), wanted)
    found = [each for each in lists_of(load_lists(database, asked, about)) if _is_called(each, wanted)]
    if not found:
        _unknown("list", wanted, (each.name for each in lists_of(load_lists(database, asked, EVERYTHING))))
    return found


def _one_by_one(database: duckdb.DuckDBPyConnection, asked: Asked) -> Iterator[List]:
    story = load_pins(database)
    for name in list_names(database, asked, story):
        about = of_lists(database, story, name)
        yield from (each for each in lists_of(load_lists(database, asked, about)) if each.name == name)


def _is_called(each: List, wanted: str) -> bool:
    return wanted.lower() in (each.name.lower(), each.about.lower())


def _concerns(asked: Asked, entry: Entry) -> bool:
    return asked.actor == entry.argument or asked.actor in (stand.side for stand in entry.stands)


def told_gates(database: duckdb.DuckDBPyConnection, asked: Asked, wanted: str = "") -> list[GateRow]:
    """The gates, or one of them; of each as many conditions and disputes as the limit says."""
    found = [_scene_of(database, asked, wanted)[1]] if wanted else every_gate(database, asked)
    shown = [gate for gate in found if not asked.actor or asked.actor in gate.deciders][: asked.limit or NO_LIMIT]
    return _proved(database, asked, [tell(gate, asked.limit) for gate in shown])


def every_gate(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Gate]:
    """All gates: those of the story first, then those that the claims name."""
    return gates_of(load_scene(database, asked, of_gates(database, load_pins(database), "")))


def gates_by_turns(
    database: duckdb.DuckDBPyConnection, asked: Asked, gates: Iterable[Gate], most: int
) -> Iterator[list[GateRow]]:
    """Gates with ``most`` of their conditions and disputes, those first of which most origins tell.

    So many come at a time as are proved at once: who has read enough spares the proofs of the rest.
    """
    told = [tell(gate, most) for gate in gates]
    told.sort(key=lambda each: -sum(condition.origins for condition in each.conditions))
    batch = list[Told]()
    for each in told:
        batch.append(each)
        if sum(len(gate.conditions) for gate in batch) >= AT_ONCE:
            yield _proved(database, asked, batch)
            batch = []
    if batch:
        yield _proved(database, asked, batch)


def _proved(database: duckdb.DuckDBPyConnection, asked: Asked, told: Sequence[Told]) -> list[GateRow]:
    proofs = prove_told(database, asked, told)
    return [gate_row(each, proofs) for each in told]


def told_blockers(database: duckdb.DuckDBPyConnection, asked: Asked, wanted: str) -> Blockers:
    """What holds a gate up, and every smallest set of changes that would open it."""
    scene, gate = _scene_of(database, asked, wanted)
    told = tell(gate, asked.limit, blocking=True)
    return blocker_answer(told, scene, prove_told(database, asked, [told]), iso(asked.as_of))


def _scene_of(database: duckdb.DuckDBPyConnection, asked: Asked, wanted: str) -> tuple[Scene, Gate]:
    """A gate with what is needed of the scene to tell of it; all of it only where that finds none."""
    scene = load_scene(database, asked, of_gates(database, load_pins(database), wanted))
    try:
        return scene, find_gate(scene, wanted)
    except QuestionError:
        scene = load_scene(database, asked)
        return scene, find_gate(scene, wanted)


def told_what_if(database: duckdb.DuckDBPyConnection, asked: Asked, changes: Sequence[str]) -> WhatIf:
    """What would move if changes came about. Only the scene in memory is changed."""
    before = load_scene(database, asked)
    after = suppose(
        before, [read_change(change, before, lambda name: find_actor(database, name)) for change in changes]
    )
    moves = moves_between(before, after)
    moved = {move.name for move in moves if move.what == "gate"}
    rows = _proved(database, asked, [tell(gate, asked.limit) for gate in gates_of(after) if gate.name in moved])
    return WhatIf(as_of=iso(asked.as_of), changes=tuple(changes), moves=tuple(moves), gates=tuple(rows))


def find_gate(scene: Scene, wanted: str) -> Gate:
    """The gate of a name, or the only one whose name begins so. Raises QuestionError."""
    gates = gates_of(scene)
    exact = [gate for gate in gates if gate.name.lower() == wanted.lower()]
    found = exact or [gate for gate in gates if gate.name.lower().startswith(wanted.lower())]
    if len(found) != 1:
        _unknown("gate", wanted, (gate.name for gate in found or gates))
    return found[0]


def _unknown(what: str, wanted: str, known: Iterable[str]) -> NoReturn:
    names = "; ".join(list(known)[:8])
    hint = f"Choose among: {names}." if names else "The record names none yet; --suggested shows what is less sure."
    raise QuestionError(f"there is no one {what} {wanted[:200]!r}", hint=hint)
