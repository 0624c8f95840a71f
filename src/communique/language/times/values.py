"""TIMEX3 values and the days they stand for.

A value is a string such as ``2016-01-20``, ``2016-W03``, ``2016-W03-WE``, ``2016-01``, ``2016-Q3``, ``2016-H1``,
``2016-SU``, ``2016``, ``201`` (a decade) or ``20`` (a century: 2000 to 2099), with ``X`` for each figure not known.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import Literal

Days = tuple[date, date]
"""The first and the last day of a stretch of time."""

Part = Literal[
    "",
    "early",
    "middle",
    "late",
    "beginning",
    "end",
    "first week",
    "last week",
    "first half",
    "last half",
    "before",
    "after",
]
"""The part of a stretch that is meant; "before" and "after" are the sides of the present ("earlier", "later")."""

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
LETTERS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
}
UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
FIRST_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS = {"second": 0, "minute": 0, "day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


def moved(day: date, unit: str, count: int) -> date:
    """The day ``count`` units later (earlier if negative); the last day of a month that has no such day.

    Minutes and seconds do not move a day. Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit == "hour":
        return day + timedelta(days=count // 24)
    if unit in DAYS:
        return day + timedelta(days=DAYS[unit] * count)
    months = day.year * 12 + day.month - 1 + MONTHS[unit] * count
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError("a year that no calendar has")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def holding(unit: str, day: date) -> str:
    """The value of the unit of the calendar that holds a day."""
    week = day.isocalendar()
    values = {
        "day": day.isoformat(),
        "week": f"{week.year:04d}-W{week.week:02d}",
        "weekend": f"{week.year:04d}-W{week.week:02d}-WE",
        "month": f"{day.year:04d}-{day.month:02d}",
        "quarter": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04d}",
        "decade": f"{day.year // 10:03d}",
        "century": f"{day.year // 100:02d}",
    }
    return values[{"fortnight": "week", "night": "day"}.get(unit, unit if unit in values else "day")]


def days_of(value: str) -> Days | None:
    """The first and last day of a value; None where it is not a known stretch of the calendar."""
    text = re.sub(r"T.*", "", value)
    if "X" in text or not text[:2].isdigit():
        return None
    if "/" in text:
        first, last = (days_of(end) for end in text.split("/"))
        return (first[0], last[1]) if first and last else None
    try:
        return _days(text)
    except (ValueError, OverflowError):
        return None


def _days(text: str) -> Days:
    head, _, tail = text.partition("-")
    if not tail:
        span = 10 ** (4 - len(head))
        year = int(head) * span
        return date(year, 1, 1), date(year + span - 1, 12, 31)
    if tail[0] == "W" and tail[:2] != "WI":
        monday = date.fromisocalendar(int(head), int(tail[1:3]), 1)
        return (monday + timedelta(5) if tail.endswith("WE") else monday), monday + timedelta(6)
    if tail[0] == "Q":
        return _months(int(head), int(tail[1:]) * 3 - 2, 3)
    if tail[0] == "H":
        return _months(int(head), int(tail[1:]) * 6 - 5, 6)
    if tail in FIRST_MONTH:
        return _months(int(head), FIRST_MONTH[tail], 3)
    if len(tail) == 2:
        return _months(int(head), int(tail), 1)
    day = date.fromisoformat(text)
    return day, day


def _months(year: int, month: int, count: int) -> Days:
    first = date(year, month, 1)
    return first, moved(first, "month", count) - timedelta(1)


def part_of(days: Days, part: Part, present: date | None) -> Days:
    """What is left of a stretch when only its early, middle or late part, or one side of the present, is meant.

    Early and late are a third (of a year, a quarter), the beginning and the end a twelfth, at least three days.
    """
    first, last = days
    length = (last - first).days + 1
    if part in {"before", "after"}:
        if not present or not first <= present <= last:
            return days
        return (first, present) if part == "before" else (present, last)
    if part == "middle":
        return first + timedelta(length // 3), last - timedelta(length // 3)
    size = min(length, _size(part, length))
    if part in {"early", "beginning", "first week", "first half"}:
        return first, first + timedelta(size - 1)
    return last - timedelta(size - 1), last


def _size(part: Part, length: int) -> int:
    """How many days of a stretch of ``length`` days a part of it has."""
    match part.split(" "):
        case ["early" | "late"]:
            quarters = {(365, "early"): 90, (366, "early"): 91, (365, "late"): 92, (366, "late"): 92}
            return quarters.get((length, part), max(1, length // 3))
        case [_, "half"]:
            return max(1, length // 2)
        case [_, "week"]:
            return 7
        case ["beginning" | "end"]:
            return max(3, -(-length // 12))
        case _:
            return length


def duration(unit: str, count: float | None) -> str:
    """The value of a length of time, such as ``P2W``, ``PT36H`` or, where the number is not known, ``PXM``."""
    letter = LETTERS[unit]
    time, letter = ("T", letter[1]) if len(letter) == 2 else ("", letter)
    if count is None:
        return f"P{time}X{letter}"
    if unit == "fortnight":
        count *= 2
    if count % 1 == 0.5 and letter in "YH":
        whole = f"{int(count)}{letter}" if count > 1 else ""
        return f"P{time}{whole}" + {"Y": "6M", "H": "30M"}[letter]
    return f"P{time}{count:g}{letter}" if count < 1e6 else f"P{time}{int(count)}{letter}"
