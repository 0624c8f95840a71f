"""Positions as a picture: matters by those who hold them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from communique.charts.matrix import Row, Square, busiest, matrix
from communique.charts.picture import Picture, Tone, nothing
from communique.record.answers import Position

HOLDERS, MATTERS = 8, 40  # drawn at most, those with most positions
MEANING: tuple[tuple[Tone, str], ...] = (("for", "for"), ("against", "against"))


def positions_picture(rows: Sequence[Position], title: str = "Positions") -> Picture:
    """Who stands where on which matter; matters on which more than one holder stands come first; dashed is suggested.

    A person stands under the side that it speaks for, with its latest word.
    """
    held = [row for row in rows if row.holder]
    if not held:
        return nothing(title, "No positions in this view.")
    by_matter = [list(group) for _, group in groupby(sorted(held, key=lambda row: row.key), key=lambda row: row.key)]
    by_matter.sort(key=lambda group: (-len({side_of(row) for row in group}), group[0].matter))
    shown = by_matter[:MATTERS]
    sides = busiest((side_of(row) for group in shown for row in group), HOLDERS)
    lines = [
        Row(name=group[0].matter, group=title_of(group[0]), squares=tuple(_squares(group)))
        for group in sorted(shown, key=lambda group: title_of(group[0]))
        if any(side_of(row) in sides for row in group)
    ]
    return matrix(title, lines, sides, MEANING)


def side_of(row: Position) -> str:
    """The side that a position counts for."""
    return row.speaks_for or row.holder


def title_of(row: Position) -> str:
    """What a matter stands under: its issue, else the type of its claims."""
    return row.issue or row.type


def _squares(group: Sequence[Position]) -> list[Square]:
    """One square a side: its latest position."""
    latest = {side_of(row): row for row in sorted(group, key=lambda row: (row.latest, row.id))}
    return [
        Square(
            side=side,
            polarity=row.polarity,
            day=row.since,
            stated=row.stated,
            tip=f"{row.holder}: {row.position}, {row.matter}" + (f", since {row.since}" if row.since else ""),
            opens=row.id,
        )
        for side, row in latest.items()
    ]
