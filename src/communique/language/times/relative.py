"""Dates that lean on another day: that of publication ("Wednesday", "last week") or one just told ("the next day")."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.language.times.numbers import cardinal
from communique.language.times.reading import Context, Parts, Reading, dated, unit_at
from communique.language.times.values import UNKNOWN, WEEKDAYS, Days, days_of, duration, holding, moved

_DAYPARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI"}
_SHIFT = {"last": -1, "past": -1, "this past": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "this coming": 1}
_SINGULAR = {"centuries": "century"}


def singular(unit: str) -> str:
    """The unit in the singular: "weeks" is "week"."""
    return _SINGULAR.get(unit, unit.removesuffix("s"))


def in_daypart(reading: Reading, parts: Parts) -> Reading:
    """The reading as a TIME where a part of the day is named with it."""
    name = parts.get("daypart", "").split(" ")[-1]
    return Reading("TIME", f"{reading.value}T{_DAYPARTS[name]}", reading.days) if name else reading


def near_day(parts: Parts, context: Context) -> Reading | None:
    """``today``, ``late yesterday``, ``tomorrow night``, ``tonight``, ``this morning``, ``last night``."""
    shift = {"yesterday": -1, "tomorrow": 1}.get(parts.get("day", ""), 0)
    shift += {"before": -1, "after": 1}.get(parts.get("side", ""), 0) - ("last" in parts)
    if parts.get("tonight") == "overnight":
        parts = {**parts, "daypart": "night"}
    if parts.get("tonight") == "tonight":
        parts = {**parts, "daypart": "night"}
    day = moved(context.published, "day", shift) if context.published else None
    return in_daypart(unit_at("day", day, context, parts), parts)


def weekday(parts: Parts, context: Context) -> Reading | None:
    """``Wednesday``: the day of publication if it is one, else by the word before it and by the tense."""
    number = WEEKDAYS.index(parts["weekday"])
    day = _weekday(number, parts.get("which", ""), context)
    reading = unit_at("day", day, context, parts) if day else Reading("DATE", f"XXXX-WXX-{number + 1}")
    return in_daypart(reading, parts)


def _weekday(number: int, which: str, context: Context) -> date | None:
    published = context.published
    if which in {"previous", "following"}:
        published = context.told_day() or published
    if not published:
        return None
    ahead = (number - published.weekday()) % 7
    if which in {"last", "past", "this past", "previous"}:
        return published + timedelta(ahead - 7)
    if which in {"coming", "this coming", "following"}:
        return published + timedelta(ahead or 7)
    if which == "next":
        return published + timedelta(7 - published.weekday() + number)
    if which == "this":
        return published + timedelta(ahead if context.tense != "past" or not ahead else ahead - 7)
    if context.said and context.said < published:
        return context.said + timedelta((number - context.said.weekday()) % 7 or 7)
    if not ahead and context.told_day() == published + timedelta(6):
        return published + timedelta(7)
    if context.tense in {"future", "present"} or not ahead:
        return published + timedelta(ahead)
    return published + timedelta(ahead - 7)


def weekday_of_week(parts: Parts, context: Context) -> Reading | None:
    """``Monday of last week``."""
    number = WEEKDAYS.index(parts["weekday"])
    if not context.published:
        return Reading("DATE", f"XXXX-WXX-{number + 1}")
    monday = context.published - timedelta(context.published.weekday())
    return unit_at("day", monday + timedelta(7 * _SHIFT[parts["which"]] + number), context, parts)


def near_unit(parts: Parts, context: Context) -> Reading | None:
    """``last week``, ``this month``, ``early next year``, ``the end of the month``."""
    unit, which = singular(parts["unit"]), parts.get("which", "this")
    if unit == "day" and which != "this":
        return None
    if which == "latest":
        return (
            told_quarter({"latest": "latest"}, context)
            if unit == "quarter"
            else unit_at(unit, _before(unit, context), context)
        )
    shift = _SHIFT[which] + (unit == "week" and which == "this" and _sunday_ahead(context))
    day = moved(context.published, unit, shift) if context.published else None
    return unit_at(unit, day, context, parts)


def _sunday_ahead(context: Context) -> bool:
    """Whether the report came out on a Sunday and looks ahead: then "this week" is the one that begins."""
    return bool(context.published and context.published.weekday() == 6 and context.tense in {"future", "present"})


def _before(unit: str, context: Context) -> date | None:
    return moved(context.published, unit, -1) if context.published else None


def told_unit(parts: Parts, context: Context) -> Reading | None:
    """``the next day``, ``that year``, ``the previous month``: counted from the day just told."""
    unit = singular(parts["unit"])
    which = "that" if "that" in parts else parts["which"]
    if which == "next" and unit != "day":
        return None
    shift = {"previous": -1, "following": 1, "preceding": -1, "next": 1}.get(which, 0)
    if unit == "quarter" and context.quarter and (days := days_of(context.quarter)):
        return unit_at(unit, moved(days[0], unit, shift), context, parts)
    told = context.told_day(unit)
    return unit_at(unit, moved(told, unit, shift), context, parts) if told else None


def told_day(parts: Parts, context: Context) -> Reading | None:
    """``later in the day``: the day just told, else that of publication, before which nothing is still to come."""
    told, published = context.told_day(), context.published
    over = told and published and told < published and context.tense == "future"
    return unit_at("day", published if over else told or published, context, parts)


def unit_end(parts: Parts, context: Context) -> Reading | None:
    """``year-end``, ``the month's end``."""
    published = context.published
    day = moved(published, parts["unit"], -1) if published and context.before == "since" else published
    return unit_at(parts["unit"], day, context, {"part": "end"})


def weekend(parts: Parts, context: Context) -> Reading | None:
    """``the weekend``: the last one, or the coming one where the clause looks ahead."""
    published, which = context.published, parts.get("which") or parts.get("which2", "")
    if which in {"previous", "following"} and (told := context.told_day()):
        return unit_at("weekend", moved(told, "week", 1 if which == "following" else -1), context, parts)
    if not published:
        return Reading("DATE", UNKNOWN["weekend"])
    if which == "next":
        day = published + timedelta(7)
    elif which in {"this", "coming", "this coming", "following"} or context.tense in {"future", "present"}:
        day = published
    else:
        day = published if published.weekday() >= 5 and which not in {"last", "previous"} else published - timedelta(7)
    return unit_at("weekend", day, context, parts)


def ago(parts: Parts, context: Context) -> Reading | None:
    """``five months ago``, in the grain of its unit: a day for days, a week for weeks, a year for years."""
    unit = singular(parts["unit"])
    count = _count(parts)
    if count is None:
        return Reading("DATE", "PAST_REF")
    return _counted(unit, -count, context.published, context)


def _count(parts: Parts) -> float | None:
    """How many units: a number, "a couple", or None for "several"."""
    if parts.get("few", "").startswith(("a couple", "couple")):
        return 2.0
    return cardinal(parts.get("n", ""))


def _counted(unit: str, count: float, day: date | None, context: Context) -> Reading | None:
    grain = unit if unit in UNKNOWN else "day"
    if not day:
        return Reading("DATE", UNKNOWN[grain])
    if count % 1:
        unit, count, grain = _finer(unit, count)
    return unit_at(grain, moved(day, unit, int(count)), context)


def _finer(unit: str, count: float) -> tuple[str, float, str]:
    """Half a year is six months; half of anything else is left out."""
    if unit == "year":
        return "month", round(count * 12), "month"
    if unit == "decade":
        return "year", round(count * 10), "year"
    return unit, round(count), unit if unit in UNKNOWN else "day"


def ahead(parts: Parts, context: Context) -> Reading | None:
    """``two weeks from now``."""
    count = cardinal(parts["n"])
    shift = {"yesterday": -1, "tomorrow": 1}.get(parts.get("day", ""), 0)
    day = moved(context.published, "day", shift) if context.published else None
    return _counted(singular(parts["unit"]), count, day, context) if count is not None else None


def told_quarter(parts: Parts, context: Context) -> Reading | None:
    """``the quarter``, ``the latest quarter``: the one spoken of, else the last that was over on publication."""
    told, published = days_of(context.quarter), context.published
    if told and not ("latest" in parts and published and told[1] >= published):
        return dated(context.quarter, context)
    day = moved(context.published, "quarter", -1) if context.published else None
    return unit_at("quarter", day, context)


def year_before(parts: Parts, context: Context) -> Reading | None:
    """``a year earlier``: the year before, or, where a quarter is spoken of, that quarter a year before."""
    if days := days_of(context.quarter or _quarter_before("quarter" in parts, context)):
        place = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(parts.get("n", ""))
        day = moved(days[0], "year", -1)
        return dated(f"{day.year:04d}-Q{place}" if place else holding("quarter", day), context)
    return unit_at("year", moved(context.published, "year", -1) if context.published else None, context)


def _quarter_before(asked: bool, context: Context) -> str:
    """The last quarter that was over on publication, where a quarter is asked for."""
    return holding("quarter", moved(context.published, "quarter", -1)) if asked and context.published else ""


def lasting(parts: Parts, context: Context) -> Reading | None:
    """``two weeks``, ``the past three days``, ``within 18 months``: a length, with its days where it has an end."""
    unit = singular(parts.get("unit") or parts["few"].removeprefix("a ").split()[0])
    count = 1.0 if "which" in parts and "n" not in parts and "few" not in parts else _count(parts)
    if "half" in parts and count is not None:
        count += 0.5
    if (
        count is not None
        and context.before == "in"
        and context.tense == "future"
        and "which" not in parts
        and unit != "quarter"
    ):
        return _counted(unit, count, context.published, context)
    days = _span(unit, int(count), parts.get("which", ""), context) if count is not None and count % 1 == 0 else None
    return Reading("DURATION", duration(unit, count), days)


def _span(unit: str, count: int, which: str, context: Context) -> Days | None:
    """The days of a length that has an end: at publication, or at the day just told ("three days later")."""
    published, told = context.published, context.told_day()
    if told and context.after in {"later", "earlier"}:
        day = moved(told, unit, count if context.after == "later" else -count)
        return day, day
    if not published:
        return None
    if which in {"next", "coming"} or context.before == "within":
        return published, moved(published, unit, count)
    return (moved(published, unit, -count), published) if which in {"last", "past", "latest"} else None


def moved_by(day: date, letter: str, count: int) -> date | None:
    """The day so many units later, the unit by its TIMEX3 letter; None outside the calendar."""
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[letter]
    try:
        return moved(day, unit, count)
    except (ValueError, OverflowError):
        return None


def reference(parts: Parts, context: Context) -> Reading | None:
    """``now``, ``recently``, ``soon``: past, present or future, and no more."""
    for name, value in (("present", "PRESENT_REF"), ("past", "PAST_REF"), ("future", "FUTURE_REF")):
        if name in parts or f"{name}2" in parts:
            return Reading("DATE", value)
    return None


def each(parts: Parts, context: Context) -> Reading | None:
    """``every Friday``, ``daily``, ``twice a week``."""
    often = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}
    name = parts.get("weekday") or parts.get("weekday2")
    if name:
        night = "TNI" if "weekday2" in parts else ""
        return Reading("SET", f"XXXX-WXX-{WEEKDAYS.index(name.removesuffix('s')) + 1}{night}")
    unit = often.get(parts.get("often", "")) or singular(parts.get("unit", "day" if "often" not in parts else "year"))
    count = cardinal(parts.get("n", "1")) or 1.0
    return Reading("SET", duration(unit, count))


def clock(parts: Parts, context: Context) -> Reading | None:
    """``10 p.m.``, ``1400 GMT``, ``noon``: on the day just told in the sentence, else on that of publication."""
    day = context.told_day() or context.published
    time = clock_time(parts)
    if not time:
        return None
    return Reading("TIME", f"{day.isoformat() if day else UNKNOWN['day']}T{time}", (day, day) if day else None)


def clock_time(parts: Parts) -> str:
    """``HH:MM`` on the clock of 24 hours; empty where there is no such time."""
    if "clock3" in parts:
        return {"noon": "12:00", "midnight": "24:00"}[parts["clock3"]]
    figures = re.sub(r"\D", "", parts.get("clock") or parts["clock2"])
    hour, minute = (int(figures[:-2]), int(figures[-2:])) if len(figures) > 2 else (int(figures), 0)
    if len(figures) > 4 or hour > 24 or minute > 59:
        return ""
    if half := parts.get("half"):
        if hour > 12:
            return ""
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}"
