"""What the record answers: one frozen row type a question. Days are ISO strings, empty where not known."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Where an entry comes from: characters ``start`` to ``end`` of a document are its ``quote``."""

    document: str
    outlet: str
    published: str
    title: str
    start: int
    end: int
    quote: str
    sentence: str
    origin: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What a holder's latest claim on a matter says. ``since`` is the first day of this unbroken position.

    ``origins`` counts independent reports of it, ``documents`` all of them.
    """

    holder: str
    speaks_for: str
    matter: str
    position: str
    since: str
    latest: str
    origins: int
    documents: int
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement: who said what, when, to whom and through whom."""

    day: str
    speaker: str
    speaks_for: str
    cue: str
    content: str
    addressee: str
    chain: str
    quoted: bool
    evidence: tuple[Evidence, ...]
    id: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline: an event or an act. ``until`` differs from ``day`` where only an interval is known."""

    day: str
    until: str
    kind: str
    who: tuple[str, ...]
    what: str
    status: str
    planned: str
    origins: int
    documents: int
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with its spellings and how much the record has of it."""

    name: str
    kind: str
    speaks_for: str
    names: tuple[str, ...]
    documents: int
    mentions: int
    claims: int


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report: when it was published and how that is known, and which report it reprints."""

    id: str
    published: str
    basis: str
    confidence: float
    outlet: str
    title: str
    language: str
    origin: str
    reprints: int
    claims: int
    source: str
    notes: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that a search found. ``hits`` are (start, end) within the sentence."""

    day: str
    outlet: str
    sentence: str
    hits: tuple[tuple[int, int], ...]
    evidence: tuple[Evidence, ...]
    id: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One entry in full: ``fields`` say what was read, ``before`` and ``after`` are the sentences around."""

    id: str
    what: str
    fields: dict[str, str]
    before: str
    evidence: tuple[Evidence, ...]
    after: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a brief with the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...]
    id: str


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a brief."""

    title: str
    lines: tuple[Line, ...]


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """Where the talks stand on a day, each line footnoted; ``footnotes[n - 1]`` is the evidence of note ``n``."""

    title: str
    as_of: str
    documents: int
    origins: int
    sections: tuple[Section, ...]
    footnotes: tuple[Evidence, ...]
