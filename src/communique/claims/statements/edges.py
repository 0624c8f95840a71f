"""Where content begins and ends: what the tree puts into it that the speaker did not say."""

from __future__ import annotations

from bisect import bisect_right

from communique.claims.statements.layout import NEAR, Layout, Stretch

GLOSSED = frozenset({"object", "to", "for", "of", "on", "about", "as", "ing"})
"""Frames in which a loose clause at the end is the reporter's own."""


def settle(layout: Layout, pieces: list[Stretch], zone: Stretch) -> list[Stretch]:
    """The pieces without a clause that only stands before the cue: "It polled its members: most said they ..."."""
    after = any(first == zone[1] and layout.tokens[first].pos != "PUNCT" for first, _ in pieces)
    if not after:
        return pieces
    return [piece for piece in pieces if piece[0] >= zone[1] or layout.quote_at(layout.tokens[piece[0]].start)]


def tighten(layout: Layout, frame: str, piece: Stretch) -> Stretch:
    """A piece without what the reporter adds at its end: ", saying ..." of the speaker, ", who ..." of somebody."""
    first, last = _past_citing(layout, piece), piece[1]
    for kind in ("relcl", "advcl", "conj") if frame in GLOSSED else ("advcl", "conj"):
        starts = layout.loose_ends.get((kind, last), [])
        place = bisect_right(starts, first + 1)
        last = starts[place] - 1 if place < len(starts) else last
    return first, last


def _past_citing(layout: Layout, piece: Stretch) -> int:
    """Where the content begins when ", citing the ministry, that ..." was taken for a part of it."""
    first, last = piece
    if layout.tokens[first].lower != "citing":
        return first
    near = range(first + 1, min(first + NEAR, last))
    return next((i for i in near if layout.tokens[i].lower == "that" and layout.tokens[i].dep == "mark"), first)


def dated_zone(layout: Layout, zone: Stretch, content: tuple[Stretch, ...]) -> Stretch:
    """The zone with a date right after the cue, which the parser gave to the content: "said on Friday he would"."""
    end = zone[1]
    if all(first != end for first, _ in content) or end + 2 >= len(layout.tokens):
        return zone
    end += layout.tokens[end].lower in ("on", "in", "late", "early")
    if end not in layout.dated:
        return zone
    while end in layout.dated:
        end += 1
    return zone[0], end
