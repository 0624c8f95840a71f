"""A text that has lost its apostrophes and quotation marks -> the same text with them, character for character.

Collections of news that were once forced into ASCII have a blank for every such mark: "Norland s  generous  offer",
"it won t work,  Berg said". Where a text has none of these marks at all, they are put back into the blanks, so that
grammar and quotations can be read. What is not sure stays a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

ANY = re.compile("['’‘\"“”„«»]")
APOSTROPHE = re.compile(
    r"(?<=[A-Za-z.)]) (?=s\b)|(?<=n) (?=t\b)|(?<=\bI) (?=(?:m|ve|ll|d)\b)|(?<=\b[Ss]he) (?=(?:ll|d)\b)"
    r"|(?:(?<=\b[Ww]e)|(?<=\b[Hh]e)|(?<=\b[Ii]t)|(?<=\b[Yy]ou)|(?<=\b[Ww]ho)|(?<=\b[Tt]hey)) (?=(?:re|ve|ll|d)\b)"
)
GAP = re.compile(r"(?<=\S)(?:[ ]{2,}| (?=[.,;!?](?:\s|$)))(?=\S)")
FIRST_PERSON = re.compile(r"(?:(?:^|[,.;:?!] |\b[a-z]+ )I|\b(?:[Ww]e|[Oo]ur|[Mm]y|me|us))\b")  # no "World War I"
SPEAKER = re.compile(
    r"[^.?!]{0,90}\b(?:added|according|argued|asked|began|continued|declared|quoted|read|said|says|told|tweeted|warned|wrote)\b"
)
PLURAL = re.compile(r"(?<![a-z])(?!(?:as|does|has|his|is|its|says|this|us|was)$)\w+[^\Ws]s$", re.IGNORECASE)
NEW_SENTENCE = re.compile(r"[a-z0-9)][.?!] [A-Z]")
DASH = 3  # blanks where a dash stood between words
SHORT, LONGEST = 6, 800  # words that could begin a sentence in marks; characters of a quotation


class _Gap(NamedTuple):
    """Blanks, from ``start`` to before ``end``: one before a stop, or several between words."""

    start: int
    end: int

    @property
    def wide(self) -> int:
        return self.end - self.start


class _Line(NamedTuple):
    """A line of a text with the gaps in it."""

    text: str
    gaps: list[_Gap]

    def before(self, gap: _Gap) -> str:
        return self.text[gap.start - 1]

    def ends_sentence(self, gap: _Gap) -> bool:
        return gap.wide > 1 and self.before(gap) in ".?!"

    def between(self, left: _Gap, right: _Gap) -> str:
        return self.text[left.end : right.start]


def restore_marks(text: str) -> str:
    """The text with the marks that it lost; as it is, if it has any or seems to have lost none."""
    if ANY.search(text) or not APOSTROPHE.search(text):
        return text
    signs = list(APOSTROPHE.sub("'", text))
    for found in re.finditer(r"[^\n]+", text):
        line = _Line(text, [_Gap(*gap.span()) for gap in GAP.finditer(text, *found.span())])
        speeches = list(_speeches(line))
        for left, right in speeches:
            signs[left.end - 1] = signs[right.start] = '"'
        for place, mark in _within_sentences(line, frozenset(gap for pair in speeches for gap in pair)):
            signs[place] = mark
    return "".join(signs)


def _speeches(line: _Line) -> Iterator[tuple[_Gap, _Gap]]:
    """The gaps around whole sentences that somebody says."""
    closed = -1
    for left, right in pairwise(line.gaps):
        free = left.wide - (left.start == closed)
        opens = line.ends_sentence(left) or line.before(left) in ":,"
        if free >= 2 and right.wide >= 2 and opens and _is_speech(line, left, right):
            closed = right.start
            yield left, right


def _is_speech(line: _Line, left: _Gap, right: _Gap) -> bool:
    words = line.between(left, right)
    if len(words) > LONGEST or words[0].islower():
        return False
    ends = words[-1] in ".?!" and (line.before(left) == ":" or bool(FIRST_PERSON.search(words)))
    asks = words[-1] in "?!" and line.text[right.end].islower()
    return ends or asks or (words[-1] == "," and SPEAKER.match(line.text, right.end) is not None)


def _within_sentences(line: _Line, taken: frozenset[_Gap]) -> Iterator[tuple[int, str]]:
    """Marks around words, behind plurals and between dashes. Where gaps do not come in pairs, none is told."""
    for first, group, last in _sentences(line, taken):
        pairs = list(zip(group[::2], group[1::2], strict=False))
        alone = group[0] if len(group) == 1 and group[0].wide == 2 else None
        if len(group) % 2 == 0 and all(left.wide > 1 for left, _ in pairs):
            for left, right in pairs:
                plural = _after_plural(line, left) and _after_plural(line, right)
                yield left.start if plural else left.end - 1, "'" if plural else '"'
                yield right.start, "'" if plural else '"'
        elif alone and _after_plural(line, alone):
            yield alone.start, "'"
        elif alone and last and _runs_on(line, first, alone, last):
            yield alone.end - 1, '"'
            yield last.start, '"'
    for gap in line.gaps:
        if gap.wide == DASH and gap not in taken and _among_words(line, gap):
            yield gap.start + 1, "–"


def _runs_on(line: _Line, first: _Gap | None, opened: _Gap, last: _Gap) -> bool:
    """Whether a quotation that opens within a sentence ends with it; not if that may have begun with a quotation."""
    begun = first is not None and line.between(first, opened).count(" ") < SHORT
    return not begun and line.before(opened) != "," and not NEW_SENTENCE.search(line.between(opened, last))


def _sentences(line: _Line, taken: frozenset[_Gap]) -> Iterator[tuple[_Gap | None, list[_Gap], _Gap | None]]:
    """The gaps within each sentence, with those before and behind it where there are such."""
    first: _Gap | None = None
    group: list[_Gap] = []
    for gap in line.gaps:
        if gap in taken or line.ends_sentence(gap):
            yield first, group, None if gap in taken else gap
            first, group = gap, []
        elif not (gap.wide == DASH and _among_words(line, gap)):
            if group and NEW_SENTENCE.search(line.between(group[-1], gap)):
                yield first, group, None
                first, group = None, []
            group.append(gap)
    yield first, group, None


def _after_plural(line: _Line, gap: _Gap) -> bool:
    """Whether a plural may stand before a gap, of which something is told: "the rebels  demands"."""
    word = line.text[: gap.start].rsplit(maxsplit=1)[-1]
    return PLURAL.match(word) is not None and line.text[gap.end].isalpha()


def _among_words(line: _Line, gap: _Gap) -> bool:
    return line.before(gap).isalnum() and line.text[gap.end].isalnum()
