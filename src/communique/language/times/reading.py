"""What a time expression was read as, and what it was read against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import msgspec

from communique.language.times.tense import Tense
from communique.language.times.values import UNKNOWN, Days, Part, days_of, holding, part_of

Parts = Mapping[str, str]
"""The named parts of a match, in lower case."""


class Context(msgspec.Struct, frozen=True):
    """What a time expression can lean on: the publication day, its clause's tense, and what was said before it.

    ``told`` are the last days, ``quarter`` is the last quarter of a year (a value) named shortly before it. ``said`` is
    the day just told, where the clause looks ahead from there ("would"). ``before`` and ``after`` are the next words.
    """

    published: date | None
    tense: Tense = ""
    told: Days | None = None
    quarter: str = ""
    said: date | None = None
    before: str = ""
    after: str = ""

    def told_day(self, unit: str = "day") -> date | None:
        """The first of the days just told, if they tell which one of such a unit is meant."""
        length = {"week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653, "century": 36525}.get(unit, 1)
        return self.told[0] if self.told and (self.told[1] - self.told[0]).days < length else None

    @property
    def that_year(self) -> int | None:
        """The year of "that January" and "that summer": the one just told."""
        told = self.told_day("year")
        return told.year if told and self.before == "that" else None


class Reading(msgspec.Struct, frozen=True):
    """The type and value of a time expression, and the days it can mean, if that is known."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    days: Days | None = None


def dated(value: str, context: Context, parts: Parts | None = None) -> Reading:
    """A DATE of that value, narrowed by the "early", "mid" or "end of" among its parts."""
    days = days_of(value)
    if days and parts:
        for name in ("part", "part2"):
            days = part_of(days, part_named(parts.get(name, "")), context.published)
    return Reading("DATE", value, days)


def unit_at(unit: str, day: date | None, context: Context, parts: Parts | None = None) -> Reading:
    """The calendar unit that holds the day; of unknown value where the day is unknown."""
    return dated(holding(unit, day) if day else UNKNOWN[unit], context, parts)


def part_named(words: str) -> Part:
    """The part of a stretch that words such as "the end of" or "early in" mean."""
    named: tuple[tuple[str, Part], ...] = (
        ("first half", "first half"),
        ("half", "last half"),
        ("first week", "first week"),
        ("last week", "last week"),
        ("earlier", "before"),
        ("later", "after"),
        ("rest", "after"),
        ("remainder", "after"),
        ("early", "early"),
        ("first", "beginning"),
        ("opening", "beginning"),
        ("start", "beginning"),
        ("beginning", "beginning"),
        ("mid", "middle"),
        ("late", "late"),
        ("latter", "late"),
        ("last", "end"),
        ("final", "end"),
        ("end", "end"),
        ("close", "end"),
        ("closing", "end"),
    )
    return next((part for word, part in named if word in words), "")
