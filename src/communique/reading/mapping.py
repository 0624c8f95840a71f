"""Clean text built from stretches of the raw one, so that every character can be led back to its bytes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from communique.records import Segment

Stretch = tuple[str, int, int]
"""A piece of clean text and the characters (start, end) of the decoded raw text that it was read from."""

TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|\w{2,31});", re.IGNORECASE)


def byte_segments(stretches: Iterable[tuple[int, Stretch]], raw_text: str, encoding: str) -> tuple[Segment, ...]:
    """Segments in bytes for stretches that stand at given places of the clean text, in order of the raw text."""
    segments: list[Segment] = []
    position = size = 0
    for start, (clean, raw_start, raw_end) in stretches:
        size += len(raw_text[position:raw_start].encode(encoding, "replace"))
        length = len(raw_text[raw_start:raw_end].encode(encoding, "replace"))
        segments.append(Segment(start, start + len(clean), size, size + length))
        size, position = size + length, raw_end
    return tuple(segments)


class Visible:
    """The visible words of a page, white space collapsed, with the place of each character in the markup."""

    def __init__(self, page: str) -> None:
        chars: list[str] = []
        places: list[tuple[int, int]] = []
        for start, end, text in _visible_pieces(page):
            step = end - start == len(text)
            for offset, char in enumerate(text):
                place = (start + offset, start + offset + 1) if step else (start, end)
                if char.isspace():
                    if chars and chars[-1] == " ":
                        continue
                    char = " "
                chars.append(char)
                places.append(place)
        self.text = "".join(chars)
        self.places = places

    def find(self, words: str, start: int) -> tuple[int, int, int] | None:
        """Where a line of the article stands: (raw start, raw end, where to look on), or None."""
        line = " ".join(words.split())
        at = self.text.find(line, start)
        if at < 0 or not line:
            return None
        return self.places[at][0], self.places[at + len(line) - 1][1], at + len(line)


def _visible_pieces(page: str) -> Iterable[tuple[int, int, str]]:
    position = 0
    for tag in TAG.finditer(page):
        yield from _unescaped(page, position, tag.start())
        if re.match(r"<(?:/?(?:p|div|br|li|h\d|td|tr|section|article))\b", tag.group(), re.IGNORECASE):
            yield tag.start(), tag.end(), " "
        position = tag.end()
    yield from _unescaped(page, position, len(page))


def _unescaped(page: str, start: int, end: int) -> Iterable[tuple[int, int, str]]:
    position = start
    for entity in ENTITY.finditer(page, start, end):
        if entity.start() > position:
            yield position, entity.start(), page[position : entity.start()]
        yield entity.start(), entity.end(), html.unescape(entity.group())
        position = entity.end()
    if position < end:
        yield position, end, page[position:end]
