"""Who agrees and who disagrees with whom: sides are tied by the matters on which both have a position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby

import duckdb
import msgspec

from communique.record.answers import Evidence, Position, Voice
from communique.record.asking import Asked, Row
from communique.record.lookups import nearness
from communique.record.positions import BY_SIDE, held_rows, prove_positions


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A matter on which both sides of a tie have a position; ``agree`` where it is the same one."""

    matter: str
    type: str
    issue: str
    agree: bool
    stated: bool
    one: Voice
    other: Voice
    key: str


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides, on how many matters they ``agree`` and on how many they ``disagree`` as of the day asked.

    A person counts for the side that it speaks for. ``shared`` are the matters, those in dispute first.
    """

    one: str
    other: str
    agree: int
    disagree: int
    stated: bool
    shared: tuple[Shared, ...]
    evidence: tuple[Evidence, ...]
    id: str


def ties_between(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Tie]:
    """The ties between all sides, those with the most matters first; what has no day ties nobody.

    Only what reports near the story tell counts, if it has actors.
    """
    near = nearness(database, asked)
    held = held_rows(database, msgspec.structs.replace(asked, actor="", limit=None), by=BY_SIDE)
    rows = [row for row in held if row["nearest"] >= near]
    pairs = [pair for pair in _pairs(rows) if not asked.actor or asked.actor in (pair[0]["holder"], pair[1]["holder"])]
    proved = _proved(database, pairs)
    found = [_tie(list(group)) for _, group in groupby(proved, key=lambda pair: (pair[0].holder, pair[1].holder))]
    found.sort(key=lambda tie: (-tie.agree - tie.disagree, tie.one, tie.other))
    return found[: asked.limit]


def _pairs(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Every two positions of different sides on one matter, ordered by the sides."""
    dated = [row for row in rows if row["latest"] and row["holder"]]
    dated.sort(key=lambda row: (row["matter"], row["holder"]))
    pairs = (pair for _, group in groupby(dated, key=lambda row: row["matter"]) for pair in combinations(group, 2))
    return sorted(pairs, key=lambda pair: (pair[0]["holder"], pair[1]["holder"], pair[0]["matter"]))


def _proved(
    database: duckdb.DuckDBPyConnection, pairs: Iterable[tuple[Row, Row]]
) -> Iterator[tuple[Position, Position]]:
    pairs = list(pairs)
    rows = {(row["holder"], row["matter"]): row for pair in pairs for row in pair}
    held = dict(zip(rows, prove_positions(database, rows.values()), strict=True))
    for one, other in pairs:
        yield held[one["holder"], one["matter"]], held[other["holder"], other["matter"]]


def _tie(pairs: list[tuple[Position, Position]]) -> Tie:
    shared = sorted((_shared(one, other) for one, other in pairs), key=lambda each: (each.agree, each.matter))
    one, other = pairs[0]
    agree = sum(each.agree for each in shared)
    return Tie(
        one=one.holder,
        other=other.holder,
        agree=agree,
        disagree=len(shared) - agree,
        stated=any(each.stated for each in shared),
        shared=tuple(shared),
        evidence=tuple(proof for each in shared for voice in (each.one, each.other) for proof in voice.evidence[:1]),
        id=f"{one.holder} – {other.holder}",
    )


def _shared(one: Position, other: Position) -> Shared:
    return Shared(
        matter=one.matter,
        type=one.type,
        issue=one.issue,
        agree=one.polarity == other.polarity,
        stated=one.stated and other.stated,
        one=_voice(one),
        other=_voice(other),
        key=one.key,
    )


def _voice(held: Position) -> Voice:
    return Voice(holder=held.holder, says=held.position, day=held.latest, evidence=held.evidence)
