"""A scale from days to places on a picture, with the months and days that stand under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from communique.charts.picture import Label, Line, Mark, drawn
from communique.record.days import parse_interval

LATEST = date.max.replace(day=1)  # after that month there is none
CLOSE = 46  # units between two names under the scale, at least


class Scale(msgspec.Struct, frozen=True):
    """Days ``first`` to ``last`` on ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date) -> float:
        """Where a day stands; what is outside stands at the edge."""
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def span(self, told: str) -> tuple[float, float] | None:
        """Where a day or interval begins and ends; None if it tells no day."""
        first, last = parse_interval(told)
        return (self.place(first), self.place(last)) if first and last else None

    def axis(self, top: float, bottom: float) -> Iterator[Mark]:
        """Lines for months, or for weeks where there are few, with their names."""
        before = float(-CLOSE)
        for day, name in self._names():
            x = self.place(day)
            yield drawn(Line(points=((x, top), (x, bottom)), tone="rule"))
            if x - before >= CLOSE and self.right - x > CLOSE / 2:
                yield drawn(Label(x=x + 4, y=bottom + 4, text=name, size=12, tone="soft"))
                before = x

    def _names(self) -> Iterator[tuple[date, str]]:
        if (self.last - self.first).days < 60:
            weeks = ((7 - self.first.weekday()) % 7 + 7 * number for number in range(10))
            days = (self.first + timedelta(days=offset) for offset in weeks)
            yield from ((day, f"{day.day} {day:%b}") for day in days if day <= self.last)
            return
        month = self.first.replace(day=1)
        while month <= self.last:
            if month >= self.first:
                yield month, f"{month:%b}" if month.month > 1 else str(month.year)
            if month >= LATEST:
                return
            month = (month + timedelta(days=32)).replace(day=1)


def known_days(told: Iterable[str]) -> list[date]:
    """The days that are told, an interval as its first and last."""
    found = (day for text in told for day in parse_interval(text))
    return sorted(day for day in found if day)
