"""Cue words -> reports: the content that each cue governs in the tree or stands beside, and who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from communique.claims.statements.cues import KIND_OF, Cue, Lexicon
from communique.claims.statements.layout import Layout, Stretch
from communique.claims.statements.speakers import Voice, find_voice

CLAUSES = ("ccomp", "xcomp")
Piece = tuple[int, int]
Content = tuple[list[int], list[Stretch]]
"""The dependents of the cue that carry the content, and the stretches of the content."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in the making: ``zone`` are the characters of cue, speaker and adverbials around the cue word."""

    cue: int
    word: Cue
    frame: str
    zone: Piece
    pieces: tuple[Piece, ...]
    voice: Voice | None


def find_reports(layout: Layout, words: Lexicon) -> Iterator[Report]:
    """A report for each cue word that governs content or may bring a quotation, in text order."""
    for token in layout.tokens:
        kind = KIND_OF.get(token.pos)
        cue = words.get((kind, token.lemma.lower())) if kind else None
        if cue is None or token.dep in ("aux", "auxpass", "amod", "compound") or layout.quote_at(token.start):
            continue
        for frame, (roots, stretches) in frames(layout, token.index):
            if frame in cue.takes and (stretches or frame == "quote"):
                yield _report(layout, token.index, cue, frame, roots, stretches)
                break


def frames(layout: Layout, cue: int) -> Iterator[tuple[str, Content]]:
    """The ways in which a word can have content here, the likeliest first."""
    kind = KIND_OF[layout.tokens[cue].pos]
    return _verb_frames(layout, cue) if kind == "verb" else _noun_frames(layout, cue)


def _verb_frames(layout: Layout, cue: int) -> Iterator[tuple[str, Content]]:
    clauses = layout.children(cue, *CLAUSES)
    sorts = {clause: _sort(layout, cue, clause) for clause in clauses}
    finite = [clause for clause in clauses if sorts[clause] == "that"]
    if finite:
        yield "that", (finite, _stretches(layout, finite))
    around = _inserted(layout, cue)
    if around is not None:
        yield "that", ([], [layout.stretches[around]])
    yield "object", _object(layout, cue, [clause for clause in clauses if sorts[clause] == "object"])
    for frame in ("to", "ing"):
        found = [clause for clause in clauses if sorts[clause] == frame]
        yield frame, (found, _stretches(layout, found))
    for preposition in layout.children(cue, "prep"):
        yield _phrase(layout, preposition)
    yield "quote", ([], [])


def _noun_frames(layout: Layout, cue: int) -> Iterator[tuple[str, Content]]:
    for child in layout.parse.children[cue]:
        token = layout.tokens[child]
        if child < cue:
            continue
        if token.dep == "prep":
            yield _phrase(layout, child)
        elif token.dep in ("acl", "ccomp", "xcomp", "relcl", "advcl"):
            marks = [layout.tokens[mark].lower for mark in layout.children(child, "mark")]
            if layout.is_infinitive(child):
                yield "to", ([child], _stretches(layout, [child]))
            elif "that" in marks or "whether" in marks or token.dep == "ccomp":
                yield "that", ([child], _stretches(layout, [child]))


def _stretches(layout: Layout, roots: Iterable[int]) -> list[Stretch]:
    return [layout.stretches[root] for root in roots]


def _sort(layout: Layout, cue: int, clause: int) -> str:
    """What a clause under a verb is: ``that`` (finite), ``to``, ``ing``, or part of its ``object``."""
    if layout.is_infinitive(clause):
        return "object" if layout.children(clause, "nsubj") or layout.children(cue, "dobj") else "to"
    own = layout.children(clause, "nsubj", "nsubjpass", "aux", "expl", "csubj", "mark")
    if layout.tokens[clause].tag == "VBG" and not own:
        return "ing"
    return "object" if layout.tokens[clause].dep == "xcomp" and not own else "that"


def _inserted(layout: Layout, cue: int) -> int | None:
    """The clause that a cue is put into: "The talks, he said, would go on"; "as he said"."""
    token = layout.tokens[cue]
    marks = [layout.tokens[mark].lower for mark in layout.children(cue, "mark", "advmod")]
    inserted = token.dep == "parataxis" or (token.dep == "advcl" and "as" in marks)
    return token.head if inserted and not layout.children(cue, "dobj") else None


def _object(layout: Layout, cue: int, small: list[int]) -> Content:
    """The object and what is said of it; of a passive, its subject and what is said of that."""
    passive = layout.children(cue, "nsubjpass")
    objects = layout.children(cue, "dobj", "oprd")
    if passive:
        return passive + small, _stretches(layout, passive + small)
    if not objects and not small:
        return [], []
    later = [child for child in layout.children(cue, "prep") if objects and child > objects[0]]
    roots = sorted(objects + small + later)
    stretches = _stretches(layout, roots)
    return roots, [(min(first for first, _ in stretches), max(last for _, last in stretches))]


def _phrase(layout: Layout, preposition: int) -> tuple[str, Content]:
    """What a preposition governs."""
    last = layout.stretches[preposition][1]
    found = [(preposition + 1, last)] if last > preposition + 1 else []
    return layout.tokens[preposition].lower, ([preposition], found)


def _report(layout: Layout, cue: int, word: Cue, frame: str, roots: list[int], content: list[Stretch]) -> Report:
    zone = _zone(layout, cue, frozenset(roots))
    pieces = [layout.trimmed(piece) for stretch in content for piece in _without(stretch, zone)]
    return Report(
        cue=cue,
        word=word,
        frame=frame,
        zone=layout.characters(zone),
        pieces=tuple(layout.characters(piece) for piece in pieces),
        voice=find_voice(layout, cue),
    )


def _zone(layout: Layout, cue: int, roots: frozenset[int]) -> Stretch:
    """The run of tokens around a cue that are its own: speaker, auxiliaries, addressee, adverbials."""
    first, last = cue, cue + 1
    children = [c for c in layout.parse.children[cue] if c not in roots and layout.tokens[c].dep != "punct"]
    for child in reversed(children):
        low, high = layout.stretches[child]
        if high <= first and _only_marks(layout, high, first):
            first = low
    for child in children:
        low, high = layout.stretches[child]
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
