"""Cue words -> reports: the content that each cue governs in the tree or stands beside, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.claims.statements.cues import Cue
from communique.claims.statements.edges import dated_zone, settle, tighten
from communique.claims.statements.frames import Frame, find_frames
from communique.claims.statements.layout import FINITE, Layout, Stretch
from communique.claims.statements.speakers import Voice, find_voice
from communique.language.text import Token

UNREAL = frozenset({"would", "could", "should", "may", "might", "can"})
NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing"})
ANONYMOUS = frozenset({"that", "quote", "to", "about"})
"""Frames of statements that somebody unnamed can have made ("it was announced that", "is expected to")."""

UNLISTED = Cue("speech", frozenset({"quote"}), tells=False)
"""A verb of no group, which is a cue where a quotation leads up to it ("Never," she thundered)."""

Piece = tuple[int, int]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in the making: ``zone`` are the characters of cue, speaker and adverbials around the cue word."""

    cue: int
    word: Cue
    frame: str
    zone: Piece
    pieces: tuple[Piece, ...]
    voice: Voice | None


def find_reports(layout: Layout) -> Iterator[Report]:
    """A report for each cue that governs content or may bring a quotation, in text order.

    What a speaker reports in words that are quoted is part of his own statement, so no cue is looked for there.
    """
    for token in layout.tokens:
        if phrase := layout.words.get(("phrase", token.lower)):
            yield from _phrase_report(layout, token.index, phrase)
        cue = layout.cue(token.index) or (UNLISTED if token.tag in FINITE else None)
        if cue is None or not _is_asserted(layout, token, cue):
            continue
        for frame in find_frames(layout, token.index):
            if frame.name in cue.takes and (frame.stretches or frame.name == "quote"):
                report = _report(layout, token.index, cue, frame)
                if _has_speaker(layout, report):
                    yield report
                break


def _has_speaker(layout: Layout, report: Report) -> bool:
    """Whether somebody said it, named or not; "no minister" and "none of them" said nothing."""
    if report.voice is None:
        return report.frame in ANONYMOUS
    first = layout.tokens[report.voice.phrase[0]].lower
    return first not in NOBODY


def _is_asserted(layout: Layout, token: Token, cue: Cue) -> bool:
    """Whether a cue word tells of a statement that was made: not one that might be, and none that was withheld."""
    if token.dep in ("aux", "auxpass", "amod", "compound") or layout.quote_at(token.start):
        return False
    if token.lower == "citing" and layout.is_passing_on(token.index):
        return False
    clause = layout.text.clause_of.get(token.index)
    if clause is None or clause.kind != "verb":
        return True
    if clause.modal in UNREAL:
        return False
    spoken = cue.sort == "speech" and "quote" in cue.takes
    denied = [child for child in layout.children(token.index, "neg") if not layout.quote_at(layout.tokens[child].start)]
    return not (spoken and denied)


def _phrase_report(layout: Layout, first: int, cue: Cue) -> Iterator[Report]:
    """The report of a phrase such as "according to": the clause around it, with the noun after it as the speaker."""
    words = cue.phrase.split()
    last = first + len(words) - 1
    if last >= len(layout.tokens) or [layout.tokens[i].lower for i in range(first, last + 1)] != words:
        return
    nouns = layout.children(last, "pobj")
    if not nouns or layout.quote_at(layout.tokens[first].start):
        return
    top = layout.clause_top(first)
    phrase = layout.stretches[nouns[0]]
    zone = first, max(phrase[1], last + 1)
    pieces = [layout.trimmed(piece) for piece in _without(layout.stretches[top], zone)]
    yield Report(
        cue=first,
        word=cue,
        frame="phrase",
        zone=layout.characters(zone),
        pieces=tuple(layout.characters(piece) for piece in pieces if piece[1] > piece[0]),
        voice=Voice(layout.noun_phrase(nouns[0]), (nouns[0],)),
    )


def _report(layout: Layout, cue: int, word: Cue, frame: Frame) -> Report:
    zone = dated_zone(layout, _zone(layout, cue, frozenset(frame.roots)), frame.stretches)
    pieces = [piece for stretch in frame.stretches for piece in _without(stretch, zone)]
    settled = pieces if frame.bare else settle(layout, pieces, zone)
    pieces = [layout.trimmed(tighten(layout, frame.name, piece)) for piece in settled]
    return Report(
        cue=cue,
        word=word,
        frame=frame.name,
        zone=layout.characters(zone),
        pieces=tuple(layout.characters(piece) for piece in pieces),
        voice=find_voice(layout, cue, bare=frame.bare),
    )


def _zone(layout: Layout, cue: int, roots: frozenset[int]) -> Stretch:
    """The run of tokens around a cue that are its own: speaker, auxiliaries, addressee, adverbials."""
    first, last = cue, cue + 1
    children = [c for c in layout.parse.children[cue] if c not in roots and layout.tokens[c].dep != "punct"]
    for child in reversed(children):
        low, high = layout.stretches[child]
        if high <= first and _only_marks(layout, high, first):
            first = low
    quality = layout.made(cue)
    for child in children:
        low, high = layout.stretches[child]
        high = child + 1 if child == quality else high
        if low >= last and _only_marks(layout, last, low) and layout.tokens[child].dep != "conj":
            last = high
    return first, last


def _only_marks(layout: Layout, first: int, last: int) -> bool:
    return last - first <= 2 and all(layout.tokens[i].text in (",", "-", "–", "—", "(") for i in range(first, last))


def _without(stretch: Stretch, zone: Stretch) -> list[Stretch]:
    """What is left of a stretch on both sides of a zone."""
    if zone[1] <= stretch[0] or zone[0] >= stretch[1]:
        return [stretch]
    return [(a, b) for a, b in ((stretch[0], zone[0]), (zone[1], stretch[1])) if b > a]
