"""Where content begins and ends: what the tree puts into it that the speaker did not say."""

from __future__ import annotations

from communique.claims.statements.layout import Layout, Stretch

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
    first, last = piece
    for _ in range(3):
        ends = [end for end in layout.loose_ends.get(last, ()) if _is_added(layout, frame, end)]
        cut = min((layout.stretches[end][0] - 1 for end in ends), default=last)
        if not first < cut < last:
            break
        last = cut
    return first, last


def _is_added(layout: Layout, frame: str, end: int) -> bool:
    token = layout.tokens[end]
    if token.dep == "advcl":
        cue = layout.cue(end)
        return token.tag == "VBG" and cue is not None and cue.sort == "speech"
    return token.dep == "relcl" and frame in GLOSSED
