"""A text that has lost its apostrophes and quotation marks -> the same text with them, character for character.

Collections of news that were once forced into ASCII have a blank for every such mark: "Norland s  generous  offer",
"it won t work,  Berg said". Where a text has none of these marks at all, they are put back into the blanks, so that
grammar and quotations can be read. What is not sure stays a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

ANY = re.compile("['’‘\"“”„«»]")
APOSTROPHE = re.compile(
    r"(?<=[A-Za-z.)]) (?=s\b)|(?<=n) (?=t\b)|(?<=\bI) (?=(?:m|ve|ll|d)\b)|(?<=\b[Ss]he) (?=(?:ll|d)\b)"
    r"|(?:(?<=\b[Ww]e)|(?<=\b[Hh]e)|(?<=\b[Ii]t)|(?<=\b[Yy]ou)|(?<=\b[Ww]ho)|(?<=\b[Tt]hey)) (?=(?:re|ve|ll|d)\b)"
)
GAP = re.compile(r"(?<=\S)(?:[ ]{2,}| (?=[.,;!?](?:\s|$)))(?=\S)")
FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|me|us)\b")
SENTENCE_END = frozenset(".?!")
DASH = 3  # blanks where a dash stood between words
SHORT, LONGEST = 6, 800  # words of what is quoted before a plural could stand there; characters of a quotation


class _Piece(msgspec.Struct, frozen=True):
    """What stands between two gaps; the gaps are (first, last) characters, half-open."""

    left: tuple[int, int]
    right: tuple[int, int]


def restore_marks(text: str) -> str:
    """The text with the marks that it lost; as it is, if it has any or seems to have lost none."""
    if ANY.search(text) or not APOSTROPHE.search(text):
        return text
    signs = list(APOSTROPHE.sub("'", text))
    for line in re.finditer(r"[^\n]+", text):
        for place, mark in _marks(text, [gap.span() for gap in GAP.finditer(text, *line.span())]):
            signs[place] = mark
    return "".join(signs)


def _marks(text: str, gaps: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Where which marks belong in a line."""
    closed = -1  # where the last quotation ended
    for left, right in zip(gaps, gaps[1:] + gaps[-1:], strict=True):
        piece, wide = _Piece(left, right), left[1] - left[0]
        free = wide - (left[0] == closed)
        if free >= 2 and left != right and _is_quotation(text, piece):
            yield left[1] - 1, '"'
            yield right[0], '"'
            closed = right[0]
        elif free == 2 and _is_possessive(text, left):
            yield left[0], "'"
        elif wide == DASH and left[0] != closed and text[left[0] - 1].isalnum() and text[left[1]].isalnum():
            yield left[0] + 1, "–"


def _is_quotation(text: str, piece: _Piece) -> bool:
    words, before = text[piece.left[1] : piece.right[0]], text[piece.left[0] - 1]
    if len(words) > LONGEST:
        return False
    if FIRST_PERSON.search(words):
        return True
    if before in SENTENCE_END:
        after = text[piece.right[1]]
        return words[-1] == "," or (words[-1] in "?!" and after.islower())
    whole = words[-1] not in SENTENCE_END and not re.search(r"[.?!] [A-Z]", words)
    if _is_possessive(text, piece.right) and words.count(" ") >= SHORT:
        return False
    return piece.left[1] - piece.left[0] < DASH and (whole or not _is_possessive(text, piece.left))


def _is_possessive(text: str, gap: tuple[int, int]) -> bool:
    """Whether a plural may stand before a gap of which something is told: "the rebels  demands"."""
    return text[gap[0] - 1] == "s" and text[gap[1]].islower()
