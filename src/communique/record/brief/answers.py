"""What a brief is: sections of lines, each line with its footnotes."""

from __future__ import annotations

import msgspec

from communique.record.answers import Evidence


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a brief with the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...]
    id: str


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a brief."""

    title: str
    lines: tuple[Line, ...]


class Gateway(msgspec.Struct, frozen=True, kw_only=True):
    """A gate, and whether anything that is known blocks it."""

    gate: str
    blocked: bool


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """Where the talks stand on a day, each line footnoted; ``footnotes[n - 1]`` is the evidence of note ``n``.

    ``gates`` are all gates, those of the story first.
    """

    title: str
    as_of: str
    documents: int
    origins: int
    sections: tuple[Section, ...]
    footnotes: tuple[Evidence, ...]
    gates: tuple[Gateway, ...] = ()
