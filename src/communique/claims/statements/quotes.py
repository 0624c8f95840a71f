"""Text -> quotations, by the marks alone: straight, curly, doubled and single, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

DOUBLE = re.compile(r"''|``|[\"“”„«»]")
SINGLE = re.compile(r"(?<![\w'’])['‘](?=[\w\[])|(?<=[\w.,!?…])['’](?![\w'’])")
LINE = re.compile(r"[^\n\r\u2028\u2029]+")
OPENS = frozenset("“„«``")
CLOSES = frozenset("”»")
BEFORE_OPENING = frozenset(" \t\u00a0([{—–-:/…'‘")
SPEECH_END = frozenset(".,!?…")


class Quote(msgspec.Struct, frozen=True):
    """A quotation with its marks: characters ``start`` to ``end``.

    ``closed`` is false where its last mark is missing, and the quotation then ends with its paragraph. ``continues``
    tells that it opens a paragraph after such a one, as a speech does that runs over several paragraphs.
    """

    start: int
    end: int
    closed: bool = True
    continues: bool = False


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of a text, in order. A missing mark costs no more than its paragraph."""
    found: list[Quote] = []
    running = False
    for line in LINE.finditer(text):
        start, end = _stripped(text, line.start(), line.end())
        if start == end:
            continue
        quotes = list(_within(text, start, end))
        if running and quotes and quotes[0].start == start:
            quotes[0] = msgspec.structs.replace(quotes[0], continues=True)
        running = bool(quotes) and not quotes[-1].closed
        found += quotes
    return tuple(found)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _within(text: str, start: int, end: int) -> Iterator[Quote]:
    """The quotations of one paragraph: those in double marks, and between them those in single ones."""
    place = start
    for quote in _double(text, start, end):
        yield from _single(text, place, quote.start)
        yield quote
        place = quote.end
    yield from _single(text, place, end)


def _double(text: str, start: int, end: int) -> Iterator[Quote]:
    opened: int | None = None
    for mark in DOUBLE.finditer(text, start, end):
        way = _direction(text, mark.start(), mark.end(), start, end)
        if way == "open" or (way == "either" and opened is None):
            if opened is not None:
                if mark.group() in OPENS and text[opened] == mark.group():
                    continue
                yield Quote(opened, _stripped(text, opened, mark.start())[1], closed=False)
            opened = mark.start()
        elif opened is not None:
            yield Quote(opened, mark.end())
            opened = None
    if opened is not None and end - opened > 1:
        yield Quote(opened, end, closed=False)


def _direction(text: str, start: int, end: int, first: int, last: int) -> Literal["open", "close", "either"]:
    """Whether a mark opens or closes a quotation, by its form and by the space around it."""
    mark = text[start:end]
    if mark in OPENS or mark == "``":
        return "open"
    if mark in CLOSES:
        return "close"
    opens = (start == first or text[start - 1] in BEFORE_OPENING) and end < last and not text[end].isspace()
    closes = start > first and not text[start - 1].isspace() and (end == last or not text[end].isalnum())
    return "either" if opens == closes else "open" if opens else "close"


def _single(text: str, start: int, end: int) -> Iterator[Quote]:
    """Quotations in single marks; an apostrophe opens none, and a quotation without an end is none."""
    opened: int | None = None
    closers: list[int] = []
    for mark in SINGLE.finditer(text, start, end):
        opening = mark.group() == "‘" or (mark.start() == start or not text[mark.start() - 1].isalnum())
        opening = opening and mark.end() < end and text[mark.end()].isalnum() and mark.group() != "’"
        if opening and not (mark.start() > start and text[mark.start() - 1] in SPEECH_END):
            yield from _chosen(text, opened, closers)
            opened, closers = mark.start(), []
        elif opened is not None:
            closers.append(mark.end())
    yield from _chosen(text, opened, closers)


def _chosen(text: str, opened: int | None, closers: list[int]) -> Iterator[Quote]:
    """The quotation that ends with a stop before its mark, else at the first mark that may close it."""
    if opened is not None and closers:
        full = [end for end in closers if text[end - 2] in SPEECH_END]
        yield Quote(opened, full[-1] if full else closers[0])
