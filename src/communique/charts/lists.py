"""Lists as a picture: entries by sides."""

from __future__ import annotations

from collections.abc import Sequence

from communique.charts.matrix import Row, Square, busiest, matrix
from communique.charts.picture import Picture, Tone, nothing
from communique.record.gates.answers import Cell, ListRow

SIDES, ENTRIES = 8, 40  # drawn at most, the most frequent ones and the most disputed
MEANING: tuple[tuple[Tone, str], ...] = (
    ("for", "called so, or for a seat"),
    ("against", "not called so, or against a seat"),
    ("both", "both"),
)


def lists_picture(rows: Sequence[ListRow], title: str = "Lists") -> Picture:
    """Who is called what by whom, and who has a seat according to whom; dashed is suggested."""
    if not rows:
        return nothing(title, "No lists in this view.")
    shown = rows[:ENTRIES]
    sides = busiest((cell.side for row in shown for cell in row.cells), SIDES)
    lines = [
        Row(
            name=row.entry + (" (disputed)" if row.disputed else ""),
            group=row.list,
            squares=tuple(_square(cell) for cell in row.cells),
        )
        for row in shown
    ]
    return matrix(title, lines, sides, MEANING)


def _square(cell: Cell) -> Square:
    since = f", since {cell.since}" if cell.since else ""
    return Square(
        side=cell.side,
        polarity=cell.polarity,
        day=cell.since,
        stated=cell.stated,
        tip=f"{cell.side or 'the reports'}: {cell.position}, {cell.entry}{since}",
        opens=cell.id,
    )
