"""Claims that nobody has decided about -> the order in which it matters that somebody does, with the reasons in words.

What would move a gate comes first, then what would move a condition or an entry of a list, then what alone proves where
a side stands there, then what is in dispute, then the rest; of equals those first whose reading is the most doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import duckdb
import msgspec

from communique.record.asking import Asked
from communique.record.building.staging import load_texts
from communique.record.gates.blocking import is_blocked
from communique.record.gates.lists import Entry, lists_of
from communique.record.gates.model import Condition, Gate, blocks, disputes, gates_of, state_of
from communique.record.gates.scene import load_scene
from communique.record.gates.sides import Stand

GATE, PINNED, OTHER, PROOF = 0, 1, 2, 3
"""How much hangs on a claim: a gate, something that the story pins, another list or gate, the only proof of a stand."""
DISPUTE = 4  # and that of what is in dispute; the rest has 5

ORDER = """INSERT INTO review
WITH edge AS (
  SELECT list_avg(list_filter([min(confidence) FILTER (stated), max(confidence) FILTER (NOT stated)],
    lambda bound: bound IS NOT NULL)) AS stated
  FROM claims WHERE basis = 'reader'
), disputed AS (
  SELECT matter, count(DISTINCT document) AS documents FROM claims WHERE matter <> '' AND stated
  GROUP BY matter HAVING count(DISTINCT polarity) > 1
), moving AS (
  SELECT claim, min(weight::TINYINT) AS weight, list(DISTINCT weight || why ORDER BY weight || why) AS reasons
  FROM moves GROUP BY claim
), weighed AS (
  SELECT c.id, least(coalesce(moving.weight, 5), CASE WHEN d.matter IS NULL THEN 5 ELSE 4 END) AS weight, c.bearing,
    coalesce(d.documents, 0) AS documents, abs(c.confidence - edge.stated) AS sure, c.published, c.start,
    list_concat([substring(reason, 2) for reason in coalesce(moving.reasons, [])],
      CASE WHEN d.matter IS NULL THEN [] ELSE
        ['what is said of it differs: ' || label || ', ' || d.documents || ' reports'] END,
      CASE WHEN abs(c.confidence - edge.stated) > 0.1 THEN [] ELSE
        ['doubtful: such a reading is right ' || round(100 * c.confidence)::INTEGER || ' times in 100'] END) AS reasons
  FROM claims c JOIN documents ON documents.id = document CROSS JOIN edge LEFT JOIN moving ON moving.claim = c.id
  LEFT JOIN disputed d ON d.matter = c.matter LEFT JOIN matters m ON m.matter = c.matter
  WHERE c.basis = 'reader'
)
SELECT id AS claim, row_number() OVER (
    ORDER BY weight, bearing >= 3 DESC, documents DESC, sure, published DESC NULLS LAST, start, id)::INTEGER AS rank,
  weight::TINYINT AS weight, reasons
FROM weighed ORDER BY rank"""


New: TypeAlias = Mapping[str, Sequence[Stand]]
"""The stands that are only suggested, by their matters."""


class Move(NamedTuple):
    """What hangs on a claim: how much, and why in words."""

    claim: str
    weight: int
    why: str


def settle_queue(database: duckdb.DuckDBPyConnection) -> None:
    """Fill ``review``."""
    stated, all_told = (load_scene(database, Asked(suggested=also), with_claims=True) for also in (False, True))
    known = {(stand.side, stand.matter): stand for stand in stated.stands}
    new = defaultdict[str, list[Stand]](list)
    for stand in all_told.stands:
        if _is_new(stand, known.get((stand.side, stand.matter))):
            new[stand.matter].append(stand)
    pinned = {gate.name for gate in stated.story.gates} | {each.name for each in stated.story.lists}
    moves = list(_on_gates(gates_of(stated), new, pinned)) if stated.stands or new else []
    for each in lists_of(stated):
        weight = PINNED if each.name in pinned else OTHER
        for entry in each.entries:
            moves += _on_entry(entry, each.holders, new, weight)
    columns = {
        "claim": [move.claim for move in moves],
        "weight": [str(move.weight) for move in moves],
        "why": [move.why for move in moves],
    }
    load_texts(database, "CREATE TEMP TABLE moves AS SELECT * FROM batch", columns)
    database.execute(ORDER)


def _is_new(stand: Stand, known: Stand | None) -> bool:
    """Whether a stand is not there, or another way round, without what is only suggested."""
    return bool(stand.ids and stand.side) and (known is None or known.polarity != stand.polarity)


def _on_gates(gates: Iterable[Gate], new: New, pinned: set[str]) -> Iterator[Move]:
    for gate in gates:
        obstacles = len(disputes(gate)) + sum(blocks(each, gate.deciders) for each in gate.conditions)
        weight = PINNED if gate.name in pinned else OTHER
        for condition in gate.conditions:
            yield from _on_condition(gate, condition, new, weight, obstacles)
        for entry in gate.entries:
            yield from _on_entry(entry, tuple(gate.deciders), new, weight, gate, obstacles)


def _on_condition(gate: Gate, condition: Condition, new: New, weight: int, obstacles: int) -> Iterator[Move]:
    before, blocked = state_of(condition, gate.deciders), blocks(condition, gate.deciders)
    about = f"“{condition.label}” for {gate.name}"
    for stands, stand, if_right in _changed(condition.stands, condition.matter, new):
        other = msgspec.structs.replace(condition, stands=stands)
        after, blocks_then = state_of(other, gate.deciders), blocks(other, gate.deciders)
        yield from _opening(gate, stand, obstacles, blocks_then - blocked, if_right=if_right)
        if before != after:
            yield Move(stand.ids[0], weight, f"{_case(if_right)}, {about} would be {after}, not {before}")
        elif not if_right:
            yield Move(stand.ids[0], PROOF, f"only proof of where {stand.side} stands on {about}")


def _on_entry(
    entry: Entry,
    holders: tuple[str, ...],
    new: New,
    weight: int,
    gate: Gate | None = None,
    obstacles: int = 0,
) -> Iterator[Move]:
    before, about = entry.disputed(holders), entry.label or entry.argument
    for stands, stand, if_right in _changed(entry.stands, entry.matter, new):
        after = msgspec.structs.replace(entry, stands=stands).disputed(holders)
        if gate is not None:
            yield from _opening(gate, stand, obstacles, after - before, if_right=if_right)
        if before != after:
            told = "would be in dispute" if after else "would not be in dispute"
            yield Move(stand.ids[0], weight, f"{_case(if_right)}, {about} {told}")
        elif not if_right:
            yield Move(stand.ids[0], PROOF, f"only proof of where {stand.side} stands on {about}")
        else:
            yield Move(stand.ids[0], PROOF, f"if it is right, {stand.side} stands {stand.position} on {about}")


def _opening(gate: Gate, stand: Stand, obstacles: int, more: int, *, if_right: bool) -> Iterator[Move]:
    """That a gate would open or be blocked if a claim is right, or without it."""
    if is_blocked(gate) and obstacles + more == 0:
        yield Move(stand.ids[0], GATE, f"{_case(if_right)}, nothing would block {gate.name}")
    if not is_blocked(gate) and more > 0:
        yield Move(stand.ids[0], GATE, f"{_case(if_right)}, {gate.name} would be blocked")


def _changed(stands: tuple[Stand, ...], matter: str, new: New) -> Iterator[tuple[tuple[Stand, ...], Stand, bool]]:
    """The stands on a matter without the one that a single claim proves, and with each that is only suggested."""
    for stand in stands:
        if len(stand.ids) == 1 and stand.side:
            yield tuple(other for other in stands if other is not stand), stand, False
    for stand in new.get(matter, ()):
        yield (*(other for other in stands if other.side != stand.side), stand), stand, True


def _case(if_right: bool) -> str:
    return "if it is right" if if_right else "without it"
