"""Where the value of a JSON object stands in its source, so that a text can be led back through its escapes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from communique.reading.mapping import Places, Stretch

SPACE = re.compile(r"[ \t\n\r]*")
ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[0-9a-fA-F]{4}|\\.|[^\\]+")


def string_value(source: str, wanted: str) -> Places | None:
    """The text that stands under a key of a JSON object, with its places in ``source``; None if it is no string.

    Of several values under one key the last counts, as `json.loads` has it.
    """
    found = None
    for key, start, end in _members(source):
        if key == wanted:
            found = Places(_runs(source, start + 1, end - 1)) if source[start] == '"' else None
    return found


def _members(source: str) -> Iterator[tuple[str, int, int]]:
    """Each key of a valid JSON object and the stretch of its value."""
    decoder = json.JSONDecoder()
    at = _skip(source, source.index("{") + 1)
    while source[at] == '"':
        key, at = decoder.raw_decode(source, at)
        start = _skip(source, _skip(source, at) + 1)
        _, end = decoder.raw_decode(source, start)
        yield key, start, end
        at = _skip(source, end)
        if source[at] != ",":
            return
        at = _skip(source, at + 1)


def _skip(source: str, at: int) -> int:
    found = SPACE.match(source, at)
    return found.end() if found else at


def _runs(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for piece in ESCAPE.finditer(source, start, end):
        written = piece.group()
        clean = json.loads(f'"{written}"') if written[0] == "\\" else written
        yield clean, piece.start(), piece.end()


def paragraphs(value: Places) -> Iterator[Stretch]:
    """The lines of a text that was kept to the letter, each with its place in the source."""
    for line in re.finditer(r"\S(?:[^\n]*\S)?", value.text):
        yield Stretch(line.start(), line.end(), *value.raw(line.start(), line.end()))


def lifted(stretches: Iterable[Stretch], value: Places) -> Iterator[Stretch]:
    """Stretches of a page that is itself a value, with its places in the source instead."""
    for start, end, inner_start, inner_end in stretches:
        yield Stretch(start, end, *value.raw(inner_start, inner_end))
