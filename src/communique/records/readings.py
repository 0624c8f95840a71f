"""What is read out of a document."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.records.documents import Document

Kind = Literal["person", "state", "government", "armed_group", "party", "body", "outlet", "place", "other"]
"""What a mention names. A state's capital that stands for its government is a mention of kind ``state``."""

ClaimType = Literal[
    "designation",
    "participation",
    "condition",
    "stance",
    "request",
    "pledge",
    "agree",
    "accuse",
    "threaten",
    "consult",
    "schedule",
]
"""The eleven types of the claims guidelines: four standing positions first, then seven acts."""

STANDING: frozenset[str] = frozenset({"designation", "participation", "condition", "stance"})
"""Claim types that hold until their holder changes them."""

Status = Literal[
    "", "set", "hoped", "expected", "proposed", "postponed", "cancelled", "refused", "started", "ended", "suspended"
]
"""What a `schedule` claim says of its date; empty for every other type."""

Category = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
"""The sixteen event categories of PLOVER (Halterman et al. 2023, *PLOVER and POLECAT*)."""


class Span(msgspec.Struct, frozen=True):
    """A piece of a document's text: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


class Mention(msgspec.Struct, frozen=True, rename={"speaks_for": "for"}):
    """A span that names an actor or a place.

    ``actor`` is its canonical English name, empty if it cannot be told. ``speaks_for`` names the actor that a person
    speaks for ("Russia" for Sergei Lavrov), empty if the article and the gazetteer do not tell.
    """

    start: int
    end: int
    text: str
    kind: Kind
    actor: str = ""
    speaks_for: str = ""


class Time(msgspec.Struct, frozen=True, rename={"earliest": "from", "latest": "to"}):
    """A time expression, after TIMEX3 (ISO-TimeML).

    ``type`` is ``DATE``, ``TIME``, ``DURATION`` or ``SET``; ``value`` the TIMEX3 value (``2016-01-20``, ``2016-W03``,
    ``P2W``, ``XXXX-WXX-3`` where the publication date is unknown). ``earliest`` and ``latest`` are the first and the
    last day that it can mean, empty where unresolved.
    """

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str = ""
    latest: str = ""


class Speaker(msgspec.Struct, frozen=True, rename={"speaks_for": "for"}):
    """Who is said to have said something: a span and the actor it names."""

    start: int
    end: int
    text: str
    actor: str = ""
    speaks_for: str = ""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Reported speech: speaker, cue and content, after PolNeAR (Newell et al. 2018).

    ``content`` are the pieces of what was said (several where the quotation is split or runs on). ``chain`` names who
    passed it on, the nearest to the reader first ("Interfax", "the ministry"). ``said`` is the day or interval
    on which it was said. ``quoted`` tells whether all of the content stands in quotation marks.
    """

    speaker: Speaker | None
    cue: Span | None
    content: tuple[Span, ...]
    addressee: str = ""
    chain: tuple[str, ...] = ()
    said: str = ""
    quoted: bool = False


class Claim(msgspec.Struct, frozen=True, kw_only=True, rename={"speaks_for": "for"}):
    """One typed unit of a negotiation, with its evidence. The guidelines define types, polarity and fields.

    ``holder``, ``speaks_for`` and ``argument`` are canonical names. ``polarity`` is +1 or -1. ``date`` is when it was
    said or done, or for ``schedule`` the time that is planned. ``quote`` is ``text[start:end]``; ``sentence`` the span
    of the sentence around it. ``rule`` names the rule or model that found it; ``confidence`` (0 to 1) says how often
    such a claim is right; ``stated`` claims make the record, the others are suggested.
    """

    type: ClaimType
    holder: str
    argument: str
    topic: str
    polarity: Literal[1, -1]
    quote: str
    start: int
    end: int
    sentence: tuple[int, int]
    rule: str
    confidence: float
    stated: bool = False
    speaks_for: str = ""
    date: str = ""
    status: Status = ""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, in PLOVER's terms. ``text[start:end]`` is the clause that tells it.

    ``category`` is one of sixteen, ``mode`` PLOVER's finer kind or empty, ``code`` the trigger rule that found it.
    """

    category: Category
    mode: str = ""
    code: str = ""
    actor: str = ""
    recipient: str = ""
    date: str = ""
    place: str = ""
    start: int
    end: int


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read out of one document: the output of the map stage."""

    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


class Read(msgspec.Struct, frozen=True):
    """One document with what was extracted from it: a row of the map stage's output."""

    document: Document
    extraction: Extraction
