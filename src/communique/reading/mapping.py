"""Where clean text comes from: its stretches, and the characters and bytes that they were read from."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from communique.reading.characters import INVISIBLE
from communique.reading.encodings import Decoded
from communique.records import Segment

REACH = 1_000_000  # characters of a page that are searched for the next line of its article
TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|<![^<>]*>|<\?[^<>]*>")
SKIPPED = re.compile(r"<(script|style|noscript|template|textarea|title)\b[^<>]*>", re.IGNORECASE)
WORDS = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});|[^\s&]+|&")
PIECE = re.compile(r"(?<=[.!?…”\"])\s+")
SHORTEST_PIECE = 12  # characters without white space below which a piece of a line could stand anywhere


class Stretch(NamedTuple):
    """Clean text ``start`` to ``end`` was read from characters ``raw_start`` to ``raw_end`` of the decoded report."""

    start: int
    end: int
    raw_start: int
    raw_end: int


def byte_segments(stretches: Iterable[Stretch], report: Decoded) -> tuple[Segment, ...]:
    """The stretches, which stand in order, with bytes for characters; none if the bytes cannot be told for sure."""
    if not report.faithful:
        return ()
    segments: list[Segment] = []
    position = size = 0
    for start, end, raw_start, raw_end in stretches:
        size += _length(report, position, raw_start)
        length = _length(report, raw_start, raw_end)
        segments.append(Segment(start, end, size, size + length))
        size, position = size + length, raw_end
    return tuple(segments)


def _length(report: Decoded, start: int, end: int) -> int:
    return len(report.exact[start:end].encode(report.encoding, "surrogateescape"))


class Places:
    """Text that was put together from runs of another one, and where each of its characters stood there.

    A run is either copied letter by letter or, like ``&amp;`` for ``&``, stands for its letters as a whole.
    """

    def __init__(self, runs: Iterable[tuple[str, int, int]]) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._runs: list[tuple[int, int, bool]] = []
        size = 0
        for text, start, end in runs:
            pieces.append(text)
            self._starts.append(size)
            self._runs.append((start, end, len(text) == end - start))
            size += len(text)
        self.text = "".join(pieces)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the other text that characters ``start`` to ``end`` (not empty) were taken from."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, index: int) -> tuple[int, int]:
        number = bisect_right(self._starts, index) - 1
        start, end, copied = self._runs[number]
        offset = start + index - self._starts[number]
        return (offset, offset + 1) if copied else (start, end)


def visible(page: str) -> Places:
    """The visible text of a page without any white space, so that a line is found however its markup is laid out."""
    return Places(run for start, end in _between_tags(page) for run in _unescaped(page, start, end))


def find_line(seen: Places, line: str, at: int) -> tuple[list[tuple[int, int, int, int]], int]:
    """Where a line of the article stands at or after ``at`` in the visible text, and where to look on.

    Each find is (start, end) in the line and (start, end) in the page. A line that does not stand there as a whole is
    looked up sentence by sentence, for parts of it may have been left out or moved.
    """
    whole = _find(seen, line, at)
    if whole:
        return [(0, len(line), *seen.raw(*whole))], whole[1]
    found = []
    for start, end in _pieces(line):
        piece = line[start:end]
        place = _find(seen, piece, at) if len(piece) >= SHORTEST_PIECE else None
        if place:
            found.append((start, end, *seen.raw(*place)))
            at = place[1]
    return found, at


def _find(seen: Places, words: str, at: int) -> tuple[int, int] | None:
    squeezed = "".join(words.split())
    start = seen.text.find(squeezed, at, at + REACH) if squeezed else -1
    return (start, start + len(squeezed)) if start >= 0 else None


def _pieces(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in PIECE.finditer(line):
        yield start, gap.start()
        start = gap.end()
    yield start, len(line)


def _between_tags(page: str) -> Iterator[tuple[int, int]]:
    """The stretches of a page that are text; each part is looked at once, whatever is left open in it."""
    position = 0
    while position < len(page):
        opened = page.find("<", position)
        if opened < 0:
            break
        yield position, opened
        position = _after_tag(page, opened)
        if position == opened:
            yield opened, opened + 1
            position += 1
    yield position, len(page)


def _after_tag(page: str, opened: int) -> int:
    """Where the tag, comment or script that opens at ``opened`` ends; ``opened`` itself if it is only a sign."""
    if page.startswith("<!--", opened):
        end = page.find("-->", opened + 4)
        return end + 3 if end >= 0 else len(page)
    if skipped := SKIPPED.match(page, opened):
        closing = re.compile(rf"</{skipped.group(1)}\s*>", re.IGNORECASE).search(page, skipped.end())
        return closing.end() if closing else len(page)
    tag = TAG.match(page, opened)
    return tag.end() if tag else opened


def _unescaped(page: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for found in WORDS.finditer(page, start, end):
        words = found.group()
        clean = html.unescape(words) if words.startswith("&") else words
        clean = INVISIBLE.sub("", "".join(clean.split()))
        if clean:
            yield clean, found.start(), found.end()
