"""Dates of the calendar, whole ("20 January 2016") or with a part left open ("January 20", "the third quarter")."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.language.times.numbers import ordinal, spoken_year
from communique.language.times.reading import Context, Parts, Reading, dated
from communique.language.times.values import SEASONS, WEEKDAYS, days_of, holding, moved

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 2, "latter": 2}


def iso(parts: Parts, context: Context) -> Reading | None:
    """``2016-01-20``, with or without a time of day."""
    day, _, time = parts["iso"].partition("T")
    if not days_of(day):
        return None
    return Reading("TIME", f"{day}T{time[:5]}", days_of(day)) if time else dated(day, context)


def numeric(parts: Parts, context: Context) -> Reading | None:
    """``20/01/2016``; where day and month could change places, both days are kept open."""
    first, second, third = (int(figure) for figure in re.split(r"\D", parts["numeric"]))
    if first > 31:
        return _checked(first, second, third, context)
    year = third + (2000 if third < 70 else 1900) if third < 100 else third
    both = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
    if len(both) == 2:
        return Reading("DATE", f"{year:04d}-XX-XX", (min(both), max(both)))
    return dated(both.pop().isoformat(), context) if both else None


def absolute(parts: Parts, context: Context) -> Reading | None:
    """A year, a month or a day; the year that is left out is the one that fits the tense or lies nearest."""
    year = _year(parts)
    month = month_number(parts.get("month", ""))
    day = ordinal(parts["day"]) if "day" in parts else None
    if not month:
        return dated(f"{year:04d}", context, parts) if year else None
    if day is None:
        return dated(f"{year:04d}-{month:02d}", context, parts) if year else None
    if year:
        return _checked(year, month, day, context, parts)
    return _day_without_year(month, day, parts, context)


def day_of_month(parts: Parts, context: Context) -> Reading | None:
    """``the 25th``: of the month that the tense allows and that lies nearest."""
    number, published = ordinal(parts["day"]) or 0, context.published
    if not 1 <= number <= 31:
        return None
    if not published:
        return Reading("DATE", f"XXXX-XX-{number:02d}")
    months = (moved(published.replace(day=1), "month", shift) for shift in (-1, 0, 1))
    days = [found for month in months if (found := _day(month.year, month.month, number))]
    return dated(min(days, key=lambda found: _unlikely(found, context)).isoformat(), context)


def day_range(parts: Parts, context: Context) -> Reading | None:
    """``January 8-10``: an interval of days."""
    end = absolute({**parts, "day": parts["until"]}, context)
    start = absolute({**parts}, context)
    if not end or not start:
        return None
    if not end.days or not start.days:
        return Reading("DATE", f"{start.value}/{end.value}")
    if start.days[0] > end.days[1]:
        return None
    return Reading("DATE", f"{start.value}/{end.value}", (start.days[0], end.days[1]))


def year_range(parts: Parts, context: Context) -> Reading | None:
    """``2014-16``."""
    first, until = parts["year"], parts["until"]
    last = first[: 4 - len(until)] + until
    return dated(f"{first}/{last}", context) if first < last and len(until) in (2, 4) else None


def month_of_year(parts: Parts, context: Context) -> Reading | None:
    """``June last year``."""
    month = month_number(parts["month"])
    if not context.published:
        return Reading("DATE", f"XXXX-{month:02d}")
    year = context.published.year + {"last": -1, "this": 0, "next": 1}[parts["which"]]
    return dated(f"{year:04d}-{month:02d}", context, parts)


def month(parts: Parts, context: Context) -> Reading | None:
    """``January``, ``last January``: the nearest one that the tense or the word before it allows."""
    number, published = month_number(parts["month"]), context.published
    if context.that_year:
        return dated(f"{context.that_year:04d}-{number:02d}", context, parts)
    if not published:
        return Reading("DATE", f"XXXX-{number:02d}")
    ahead = (number - published.month) % 12
    which = parts.get("which", "")
    if which == "this":
        months = number - published.month
    elif which in {"last", "past", "this past", "previous"}:
        months = ahead - 12
    elif which or context.tense == "future":
        months = ahead or (12 if which in {"next", "following"} else 0)
    elif context.tense == "past":
        months = ahead - 12 if ahead else 0
    else:
        months = ahead if ahead <= 4 else ahead - 12
    return dated(holding("month", moved(published.replace(day=1), "month", months)), context, parts)


def decade(parts: Parts, context: Context) -> Reading | None:
    """``the mid-1990s``, ``the '80s``, ``the nineties``."""
    name = parts["decade"]
    digits = re.sub(r"\D", "", name)
    if name in _DECADES:
        value = f"19{_DECADES.index(name) + 2}"
    else:
        value = digits[:3] if len(digits) == 4 else f"19{digits[0]}"
    return dated(value, context, parts)


def century(parts: Parts, context: Context) -> Reading | None:
    """``the 20th century`` is ``19``: the years 1900 to 1999."""
    place = ordinal(parts["n"])
    return dated(f"{place - 1:02d}", context, parts) if place and place < 40 else None


def season(parts: Parts, context: Context) -> Reading | None:
    """``last fall``, ``the summer of 2015``, ``this spring``."""
    letters, which, published = SEASONS[parts["season"]], parts.get("which", ""), context.published
    if year := _year(parts) or context.that_year:
        return dated(f"{year:04d}-{letters}", context, parts)
    if not published:
        return Reading("DATE", f"XXXX-{letters}")
    seasons = [days for y in (-1, 0, 1) if (days := days_of(f"{published.year + y:04d}-{letters}"))]
    if which in {"last", "past", "this past", "previous"} or (not which and context.tense == "past"):
        fitting = [days for days in seasons if days[0 if not which or days[1] < published else 1] <= published]
        chosen = fitting[-1] if fitting else seasons[0]
    elif which in {"next", "coming", "this coming", "following"} or (not which and context.tense == "future"):
        chosen = next((days for days in seasons if days[0 if which else 1] >= published), seasons[-1])
    else:
        chosen = seasons[1]
    return dated(f"{chosen[0].year:04d}-{letters}", context, parts)


def quarter(parts: Parts, context: Context) -> Reading | None:
    """``the third quarter``, ``the first quarter of next year``, ``Q3 2016``."""
    place = _PLACES.get(parts.get("n", "")) or int(re.sub(r"\D", "", parts.get("n", "")) or 0)
    published = context.published
    year = _year(parts) or (_near_year(parts, published) if "which" in parts else None)
    if not place:
        place = int(context.quarter[-1]) if context.quarter[-1:].isdigit() else 0
    if not 1 <= place <= 4:
        return Reading("DATE", f"{year:04d}-QX") if year else None
    if year:
        return dated(f"{year:04d}-Q{place}", context, parts)
    if not published:
        return Reading("DATE", f"XXXX-Q{place}")
    ahead = place - (published.month + 2) // 3
    shift = min((0, -1, 1), key=lambda shift: _unlikely_quarter(ahead + 4 * shift, context))
    return dated(f"{published.year + shift:04d}-Q{place}", context, parts)


def _unlikely_quarter(ahead: int, context: Context) -> int:
    """How many quarters away; twice that if against the tense, but results of the last quarter are yet to come."""
    against = (context.tense == "past" and ahead > 0) or (context.tense == "future" and ahead < -1)
    return abs(ahead) * (3 if against else 1)


def half(parts: Parts, context: Context) -> Reading | None:
    """``the first half of 2016``."""
    year = _year(parts) or _near_year(parts, context.published)
    value = f"{year:04d}" if year else "XXXX"
    return dated(f"{value}-H{_PLACES.get(parts['n'], 1)}", context)


def period_of_year(parts: Parts, context: Context) -> Reading | None:
    """``the 1988 quarter``: the quarter that is spoken of, in that year."""
    number = context.quarter[-2:]
    return dated(f"{parts['year']}-{number}" if number.startswith("Q") else parts["year"], context)


def feast(parts: Parts, context: Context) -> Reading | None:
    """Christmas and the New Year, which have a date of their own."""
    eve = "eve" in parts or "eve2" in parts
    month_and_day = {(True, False): (12, 25), (True, True): (12, 24), (False, False): (1, 1), (False, True): (12, 31)}
    number, day = month_and_day["feast" in parts, eve]
    return _day_without_year(number, day, {}, context)


def month_number(name: str) -> int:
    """1 to 12; 0 where it names no month."""
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def _year(parts: Parts) -> int | None:
    spoken = parts.get("spoken") or parts.get("thousand")
    return int(parts["year"]) if "year" in parts else spoken_year(spoken) if spoken else None


def _near_year(parts: Parts, published: date | None) -> int | None:
    return published.year + {"last": -1, "this": 0, "next": 1}[parts.get("which", "this")] if published else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _checked(year: int, month: int, day: int, context: Context, parts: Parts | None = None) -> Reading | None:
    found = _day(year, month, day)
    return dated(found.isoformat(), context, parts) if found else None


def _day_without_year(month: int, day: int, parts: Parts, context: Context) -> Reading | None:
    published = context.published
    if not _day(2000, month, day):
        return None
    if not published:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}")
    years = (published.year + shift for shift in (-1, 0, 1))
    days = [found for year in years if (found := _day(year, month, day))]
    if not days:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}")
    if "weekday" in parts:
        days = [found for found in days if WEEKDAYS[found.weekday()] == parts["weekday"]] or days
    return dated(min(days, key=lambda found: _unlikely(found, context)).isoformat(), context, parts)


def _unlikely(found: date, context: Context) -> int:
    """How far a day lies from publication; further against the tense, and hopeless after "since"."""
    distance = (found - (context.published or found)) // timedelta(1)
    if distance > 0 and context.before in {"since", "ended"}:
        return 100 * distance
    if distance > 0 and context.tense == "past":
        return 2 * distance
    return -3 * distance if distance < 0 and context.tense == "future" else abs(distance)
