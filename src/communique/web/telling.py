"""What a line of an answer says, in words: the heading under which its evidence is shown, and the facts beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

import msgspec

from communique.record.answers import (
    Change,
    Conflict,
    Dated,
    Entry,
    Evidence,
    Plan,
    Position,
    Said,
    TruceLine,
)
from communique.record.brief.answers import Brief, Line
from communique.record.building.corroboration import tell_origins
from communique.record.gates.answers import Cell, Proof
from communique.record.network import Tie


class Proven(msgspec.Struct, frozen=True):
    """A line of an answer with its evidence: what it says, the days it holds for, and the sentences.

    ``id`` is that of its entry, empty for a line that is put together from several.
    """

    says: str
    about: str
    facts: tuple[tuple[str, str], ...]
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


def find_line(answer: object, id: str) -> Proven | None:
    """The line of an answer that has this id and evidence."""
    if isinstance(answer, Brief):
        return _of_brief(answer, id)
    row = next((each for each in _structs(answer) if getattr(each, "id", "") == id and _evidence(each)), None)
    return None if row is None else _proven(row)


def _structs(value: object) -> Iterator[msgspec.Struct]:
    """All records inside of an answer, outer ones first."""
    if isinstance(value, list | tuple):
        for part in value:
            yield from _structs(part)
    elif isinstance(value, msgspec.Struct) and not isinstance(value, Evidence):
        yield value
        for name in value.__struct_fields__:
            yield from _structs(getattr(value, name))


def _of_brief(brief: Brief, id: str) -> Proven | None:
    for section in brief.sections:
        for line in section.lines:
            if line.id == id:
                return _line(section.title, line, brief)
    return None


def _line(title: str, line: Line, brief: Brief) -> Proven:
    proofs = tuple(brief.footnotes[number - 1] for number in line.notes)
    return Proven(line.text, title, (), not line.text.rstrip().endswith("?"), proofs, line.id)


def _evidence(row: object) -> tuple[Evidence, ...]:
    return (*getattr(row, "was", ()), *getattr(row, "evidence", ()))


def _proven(row: Any) -> Proven:
    says, about = told(row)
    origins = tell_origins(row.outlets, row.origins) if hasattr(row, "outlets") else ""
    facts = (
        ("since", getattr(row, "since", "")),
        ("last said", getattr(row, "latest", "")),
        ("told by", origins),
    )
    stated = getattr(row, "stated", True)
    id = "" if isinstance(row, Tie) else row.id
    return Proven(says, about, tuple(fact for fact in facts if fact[1]), stated, _evidence(row), id)


@singledispatch
def told(row: object) -> tuple[str, str]:
    """What a line says, and what about."""
    return str(getattr(row, "id", "")), ""


@told.register
def _(row: Position) -> tuple[str, str]:
    return f"{_by(row.holder, row.speaks_for)}: {row.position}", row.matter


@told.register
def _(row: Cell) -> tuple[str, str]:
    speakers = ", ".join(name for name in row.speakers if name and name != row.side)
    return f"{_by(row.side, speakers)}: {row.position}", row.entry


@told.register
def _(row: Proof) -> tuple[str, str]:
    return ("Decided by a person" if row.basis == "person" else "Told by a report"), row.day


@told.register
def _(row: Entry) -> tuple[str, str]:
    return row.what, " · ".join(part for part in (row.kind, ", ".join(row.who), row.place) if part)


@told.register
def _(row: Dated) -> tuple[str, str]:
    return f"{_by(row.by, row.speaks_for)}: {row.status} {row.planned}", ""


@told.register
def _(row: Plan) -> tuple[str, str]:
    return f"{row.event}: {row.state} {row.planned}", row.kind


@told.register
def _(row: Said) -> tuple[str, str]:
    return f"{_by(row.speaker, row.speaks_for)} {row.cue}: {row.content}", ""


@told.register
def _(row: Change) -> tuple[str, str]:
    return f"{row.holder}: {row.before} → {row.after}", row.matter


@told.register
def _(row: Conflict) -> tuple[str, str]:
    other = f"; {_by(row.other.holder)}: {row.other.says}" if row.other else ""
    return f"{_by(row.one.holder)}: {row.one.says}{other}", row.matter


@told.register
def _(row: TruceLine) -> tuple[str, str]:
    return f"{row.kind}: {row.who}", f"according to {row.by or 'the reports'}"


@told.register
def _(row: Tie) -> tuple[str, str]:
    return f"{row.one} and {row.other}", f"agree on {row.agree}, disagree on {row.disagree}"


def _by(name: str, speaks_for: str = "") -> str:
    return f"{name} ({speaks_for})" if speaks_for else name or "The reports"
