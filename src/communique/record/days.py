"""ISO days, months, years and intervals as first and last days."""

from __future__ import annotations

import calendar
import re
from datetime import date

DAY, MONTH, YEAR = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d"), re.compile(r"\d{4}")


def parse_day(text: str) -> date | None:
    """An ISO day as a date, None if it is empty or no day."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def parse_interval(text: str) -> tuple[date | None, date | None]:
    """The first and last day of an ISO day, month, year or interval; (None, None) if it tells no time."""
    first, _, last = text.partition("/")
    begin, end = _bounds(first), _bounds(last or first)
    return (begin[0], end[1]) if begin and end and begin[0] <= end[1] else (None, None)


def _bounds(text: str) -> tuple[date, date] | None:
    try:
        if MONTH.fullmatch(text):
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        found = parse_day(text)
        return (found, found) if found else None
    except ValueError:
        return None


def counting_day(earliest: date | None, latest: date | None, published: date | None) -> date | None:
    """The day from which something counts: the day it tells, else the day of publication.

    Where it tells only an interval, it is the day of publication if that lies inside, else the nearest end of it.
    """
    if earliest is None or latest is None:
        return published
    return latest if published is None else min(max(published, earliest), latest)


def told_interval(earliest: date | None, latest: date | None) -> str:
    """A day or ``from/to``, empty if not known."""
    if earliest is None or latest is None:
        return ""
    return earliest.isoformat() if earliest == latest else f"{earliest.isoformat()}/{latest.isoformat()}"
