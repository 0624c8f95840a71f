"""Matters by sides as a field of squares: what lists and positions have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from communique.charts.picture import Box, Label, Line, Mark, Picture, Tone, broken, clip, drawn, legend

NAMES, COLUMN, ROW, LINE, MARGIN = 330, 92, 30, 15, 18
SIGNS: dict[int, tuple[Tone, str]] = {1: ("for", "+"), -1: ("against", "−"), 0: ("both", "±")}


class Square(msgspec.Struct, frozen=True, kw_only=True):
    """Where a side stands on a row: its ``polarity``, since when, and whether that is stated."""

    side: str
    polarity: int
    day: str
    stated: bool
    tip: str
    opens: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A matter; ``group`` is the heading that it stands under."""

    name: str
    group: str
    squares: tuple[Square, ...]


def matrix(title: str, rows: Sequence[Row], sides: Sequence[str], meaning: Sequence[tuple[Tone, str]]) -> Picture:
    """Rows by sides; a square a position, with its sign and the day from which it holds."""
    marks: list[Mark] = [
        drawn(Label(x=MARGIN, y=30, text=title, size=17, bold=True)),
        *legend(MARGIN + 5, 56, meaning),
    ]
    y, group = 78.0 + LINE * max((len(_lines(side)) for side in sides), default=1), None
    marks += list(_heads(sides, y))
    for row in rows:
        if row.group != group:
            group = row.group
            y += 6
            marks.append(drawn(Label(x=MARGIN, y=y + 18, text=clip(group, NAMES + COLUMN), size=13, bold=True)))
            y += ROW
        marks += list(_row(row, sides, y))
        y += ROW
    width = 2 * MARGIN + NAMES + COLUMN * len(sides)
    return Picture(title=title, width=max(640, width), height=y + MARGIN, marks=tuple(marks))


def _heads(sides: Sequence[str], bottom: float) -> Iterator[Mark]:
    for number, side in enumerate(sides):
        x = MARGIN + NAMES + COLUMN * number + COLUMN / 2
        words = _lines(side)
        for line, text in enumerate(words):
            y = bottom - 6 - LINE * (len(words) - 1 - line)
            yield drawn(Label(x=x, y=y, text=text, size=12, anchor="middle", tone="soft"), tip=side)


def _lines(side: str) -> list[str]:
    """A name in at most four short lines."""
    return broken(side or "as reported", COLUMN - 4, 12, lines=4)


def _row(row: Row, sides: Sequence[str], y: float) -> Iterator[Mark]:
    edge = MARGIN + NAMES + COLUMN * len(sides)
    yield drawn(Line(points=((MARGIN, y + ROW), (edge, y + ROW)), tone="rule", width=0.6))
    yield drawn(Label(x=MARGIN, y=y + 20, text=clip(row.name, NAMES - 16)), tip=row.name)
    for square in row.squares:
        if square.side in sides:
            yield _square(square, MARGIN + NAMES + COLUMN * sides.index(square.side), y)


def _square(square: Square, x: float, y: float) -> Mark:
    tone, sign = SIGNS[square.polarity]
    label: Tone = tone if not square.stated else "wash"
    return drawn(
        Box(x=x + 4, y=y + 4, width=COLUMN - 8, height=ROW - 8, tone=tone, dashed=not square.stated),
        Label(x=x + 13, y=y + 20, text=sign, size=14, tone=label, bold=True),
        Label(x=x + COLUMN - 11, y=y + 19, text=square.day[:10], size=10.5, tone=label, anchor="end"),
        tip=square.tip,
        opens=square.opens,
    )


def busiest(sides: Iterable[str], most: int) -> list[str]:
    """The sides that occur most, the most frequent first."""
    counted = Counter(sides)
    return sorted(counted, key=lambda side: (-counted[side], side))[:most]
