"""A match of the grammar -> what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from communique.language.times import absolute, relative
from communique.language.times.grammar import Found
from communique.language.times.reading import Context, Parts, Reading

MEANINGS: Mapping[str, Callable[[Parts, Context], Reading | None]] = {
    "absolute": absolute.absolute,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "century": absolute.century,
    "clock": relative.clock,
    "day_of_month": absolute.day_of_month,
    "day_range": absolute.day_range,
    "decade": absolute.decade,
    "each": relative.each,
    "feast": absolute.feast,
    "half": absolute.half,
    "iso": absolute.iso,
    "lasting": relative.lasting,
    "month": absolute.month,
    "month_of_year": absolute.month_of_year,
    "near_day": relative.near_day,
    "near_unit": relative.near_unit,
    "numeric": absolute.numeric,
    "period_of_year": absolute.period_of_year,
    "quarter": absolute.quarter,
    "reference": relative.reference,
    "season": absolute.season,
    "told_day": relative.told_day,
    "told_quarter": relative.told_quarter,
    "told_unit": relative.told_unit,
    "unit_end": relative.unit_end,
    "weekday": relative.weekday,
    "weekday_of_week": relative.weekday_of_week,
    "weekend": relative.weekend,
    "year_before": relative.year_before,
    "year_range": absolute.year_range,
}


def read(found: Found, context: Context) -> Reading | None:
    """What a match means; None where it cannot be a time ("February 31", a year that no calendar has)."""
    try:
        return MEANINGS[found.rule.means](found.parts, context)
    except (ValueError, OverflowError):
        return None


def publication_day(text: str) -> date | None:
    """The day of an ISO date or moment; None where there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
