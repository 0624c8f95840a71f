"""The scene as of a day: where all sides stand on labels, seats and conditions, and what marks the conditions bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import duckdb
import msgspec

from communique.record.asking import EVERYTHING, Asked, Filter, Row, fetch
from communique.record.days import parse_day
from communique.record.gates.fulfilment import reported_fulfilments
from communique.record.gates.marks import Mark
from communique.record.gates.sides import Stand, once_demanded, side_stands
from communique.record.matters.conditions import PLUS
from communique.record.matters.grouping import condition_matter, of_whom, thing_asked
from communique.records import Place, Story

TYPES = ["designation", "participation", "condition"]
ON_LISTS = Filter("list_contains(['designation', 'participation'], type)")
MARKED = """SELECT * FROM decisions
WHERE list_contains(['met', 'dropped', 'open'], act) AND matter <> '' AND state = 'applied' AND {when}
ORDER BY day, number"""


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """All that lists and gates are made from. ``once`` are the sides and conditions that they demanded at some time.

    A condition of several parts is taken apart: there is a stand on each of them.
    """

    story: Story
    stands: tuple[Stand, ...] = ()
    once: frozenset[tuple[str, str]] = frozenset()
    marks: tuple[Mark, ...] = ()


def load_scene(
    database: duckdb.DuckDBPyConnection, asked: Asked, about: Filter = EVERYTHING, *, with_claims: bool = False
) -> Scene:
    """The scene as of the day asked, as far as it is about what is asked."""
    story = load_pins(database)
    found = side_stands(database, asked, about & Filter("list_contains(?, type)", (TYPES,)), with_claims=with_claims)
    matters = dict.fromkeys(stand.matter for stand in found)
    home = one_condition((part for matter in matters for part in parts_of(matter)), story)
    stands = take_apart(found, home)
    once = frozenset(
        (side, home.get(part, part))
        for side, matter in once_demanded(database, asked, about)
        for part in parts_of(matter)
    )
    marks = (*reported_fulfilments(database, asked, stands, story), *_decided(database, asked, home))
    return Scene(story=story, stands=tuple(stands), once=once, marks=marks)


def load_lists(database: duckdb.DuckDBPyConnection, asked: Asked, about: Filter) -> Scene:
    """The same without conditions."""
    return Scene(story=load_pins(database), stands=tuple(side_stands(database, asked, about & ON_LISTS)))


def load_pins(database: duckdb.DuckDBPyConnection) -> Story:
    """The issues, lists and gates of the story."""
    [(raw,)] = database.execute("SELECT story FROM meta").fetchall()
    return msgspec.json.decode(raw, type=Story)


@lru_cache(maxsize=65536)
def parts_of(matter: str) -> tuple[str, ...]:
    """The matters of the parts that a condition asks for together."""
    head, _, parts = matter.rpartition("|")
    return tuple(f"{head}|{part}" for part in parts.split(PLUS)) if matter.startswith("condition|") else (matter,)


def one_condition(matters: Iterable[str], story: Story) -> dict[str, str]:
    """Under which matter conditions are one, where it is not their own.

    What the story names is one whomever it concerns; what does not say whom it concerns is that which alone does.
    """
    pinned = {condition_matter(gate.name, each.name) for gate in story.gates for each in gate.conditions}
    asked = {matter: thing_asked(matter) for matter in matters if matter.startswith("condition|")}
    concerning = defaultdict[str, set[str]](set)
    home: dict[str, str] = {}
    for matter, (gate, argument, thing) in asked.items():
        bare = condition_matter(gate, thing)
        if argument and bare in pinned:
            home[matter] = bare
        elif argument:
            concerning[bare].add(matter)
    return home | {bare: next(iter(full)) for bare, full in concerning.items() if len(full) == 1}


def take_apart(stands: Iterable[Stand], home: Mapping[str, str]) -> list[Stand]:
    """The stands with those on conditions of several parts replaced by one on each part, of each side the latest.

    ``home`` tells which conditions are one.
    """
    found = defaultdict[tuple[str, str], list[Stand]](list)
    for stand in stands:
        parts = parts_of(stand.matter)
        for part in parts:
            label = stand.label if len(parts) == 1 else _part_label(part, stand.argument)
            matter = home.get(part, part)
            found[stand.side, matter].append(_named(stand, matter, label))
    return [max(same, key=lambda stand: (stand.latest or date.min, stand.origins)) for _, same in sorted(found.items())]


def _named(stand: Stand, matter: str, label: str) -> Stand:
    same = stand.matter == matter and stand.label == label
    return stand if same else msgspec.structs.replace(stand, matter=matter, label=label)


def _part_label(part: str, argument: str) -> str:
    _, concerned, thing = thing_asked(part)
    return of_whom(argument if concerned else "", thing)


def _decided(database: duckdb.DuckDBPyConnection, asked: Asked, home: Mapping[str, str]) -> list[Mark]:
    when, values = ("day <= ?", [asked.as_of.isoformat()]) if asked.as_of else ("true", [])
    rows = fetch(database, MARKED.format(when=when), values)
    return [_mark(row, home.get(part, part)) for row in rows for part in parts_of(row["matter"])]


def _mark(row: Row, matter: str) -> Mark:
    proof = msgspec.json.decode(row["proof"], type=Place) if row["proof"] else None
    day = parse_day(row["day"])
    return Mark(matter=matter, state=row["act"], basis="person", day=day, id=row["id"], proof=proof)
