"""The reading view: an article cut into paragraphs and runs, each run with the marks that lie on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from communique.record.marking import Marked, MarkedClaim, MarkedEvent
from communique.records import Mention, Read, Time
from communique.storage import open_folder, stored_read

PARAGRAPH = re.compile(r"[^\n]+")


class Run(msgspec.Struct, frozen=True):
    """A piece of a paragraph under the same marks: ``classes`` for the sheet, ``tip`` for a person.

    ``anchor`` names the claim or event that begins here, ``lit`` is true where the address asks to look.
    """

    text: str
    classes: str = ""
    tip: str = ""
    anchors: tuple[str, ...] = ()
    lit: bool = False
    first_lit: bool = False


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph with its claims and events, which are told beside it."""

    runs: tuple[Run, ...]
    claims: tuple[MarkedClaim, ...]
    events: tuple[MarkedEvent, ...]


class _Layer(msgspec.Struct, frozen=True):
    start: int
    end: int
    classes: str
    tip: str = ""
    anchor: str = ""


def kept_report(dossier: Path, id: str) -> Read:
    """A report as it is kept in the dossier. Raises QuestionError where there is none."""
    return stored_read(open_folder(dossier), id)


def raw_text(kept: Read) -> str:
    """The raw report as text, whatever in it cannot be read replaced."""
    document = kept.document
    try:
        return document.raw.decode(document.encoding, "replace")
    except LookupError:
        return document.raw.decode("utf-8", "replace")


def reading_of(marked: Marked, kept: Read, at: tuple[int, int] | None = None) -> list[Paragraph]:
    """The article as paragraphs; ``at`` is the piece that the address asks to look at."""
    layers = list(_layers(marked, kept.extraction.mentions, kept.extraction.times))
    spans = [found.span() for found in PARAGRAPH.finditer(marked.text)]
    return [_paragraph(marked, span, layers, at) for span in spans]


def _layers(marked: Marked, mentions: Iterable[Mention], times: Iterable[Time]) -> Iterator[_Layer]:
    for statement in marked.statements:
        who = f"{statement.speaker or 'somebody'} {statement.cue}".strip()
        for start, end in statement.pieces:
            yield _Layer(start, end, "said", f"statement: {who}")
    for claim in marked.claims:
        tone = "for" if claim.polarity > 0 else "against"
        doubt = "stated" if claim.stated else "suggested"
        tip = f"{claim.type} ({doubt}): {claim.holder or 'the report'} {claim.says} — {claim.matter}"
        yield _Layer(claim.start, claim.end, f"claim {tone} {doubt}", tip, claim.id)
    for mention in mentions:
        names = "place" if mention.kind == "place" else "actor"
        for_whom = f", for {mention.speaks_for}" if mention.speaks_for else ""
        tip = f"{mention.kind}: {mention.actor}{for_whom}"
        yield _Layer(mention.start, mention.end, f"name {names}", tip)
    for time in times:
        days = "/".join(dict.fromkeys(day for day in (time.earliest, time.latest) if day))
        yield _Layer(time.start, time.end, "time", f"time: {days or time.value}")


def _paragraph(
    marked: Marked, span: tuple[int, int], layers: Sequence[_Layer], at: tuple[int, int] | None
) -> Paragraph:
    start, end = span
    within = [each for each in layers if each.start < end and each.end > start]
    edges = {start, end} | {edge for each in within for edge in (each.start, each.end) if start < edge < end}
    if at:
        edges |= {edge for edge in at if start < edge < end}
    runs = [_run(marked.text, one, two, within, at) for one, two in pairwise(sorted(edges))]
    lit = next((place for place, run in enumerate(runs) if run.lit), None)
    if lit is not None and at and start <= at[0]:
        runs[lit] = msgspec.structs.replace(runs[lit], first_lit=True)
    return Paragraph(
        tuple(runs),
        tuple(claim for claim in marked.claims if start <= claim.start < end),
        tuple(event for event in marked.events if start <= event.start < end),
    )


def _run(text: str, start: int, end: int, layers: Sequence[_Layer], at: tuple[int, int] | None) -> Run:
    on = [each for each in layers if each.start <= start and each.end >= end]
    classes = " ".join(dict.fromkeys(name for each in on for name in each.classes.split()))
    return Run(
        text=text[start:end],
        classes=classes,
        tip="; ".join(dict.fromkeys(each.tip for each in on)),
        anchors=tuple(each.anchor for each in on if each.anchor and each.start == start),
        lit=bool(at and at[0] <= start and end <= at[1]),
    )
