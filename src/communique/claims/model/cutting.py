"""A long text -> pieces that a model can take, cut between paragraphs, each a little before the last ended."""

from __future__ import annotations

from collections.abc import Iterator

OVERLAP = 600
"""Characters, at most, that a piece repeats of the one before: who spoke last, and what "it" is."""


def cut_text(text: str, size: int) -> Iterator[tuple[int, int]]:
    """The pieces of a text of at most ``size`` characters, as [start, end); they leave nothing out."""
    start = 0
    while len(text) - start > size:
        end = _bound(text, start + OVERLAP + 1, start + size)
        yield start, end
        start = _resumed(text, end)
    yield start, len(text)


def _bound(text: str, first: int, last: int) -> int:
    """Where a piece ends: behind the last line break up to ``last``, failing that behind the last space."""
    for sign in ("\n", " "):
        found = text.rfind(sign, first, last)
        if found >= 0:
            return found + 1
    return last


def _resumed(text: str, end: int) -> int:
    """Where the next piece begins: with the first paragraph in the overlap, else with a word."""
    for sign in ("\n", " "):
        found = text.find(sign, end - OVERLAP, end - 1)
        if found >= 0:
            return found + 1
    return end
