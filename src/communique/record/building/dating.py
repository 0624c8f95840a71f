"""Reports without a date -> the days on which they can have been published, with the reasons.

Each time in a report leaves some days possible; what all of them leave is the interval. Nothing here changes
``published``: the interval stands beside it and says how it was found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import duckdb
import msgspec

from communique.record.building.clues import Anchor, Clue, Clues
from communique.record.building.staging import load_texts
from communique.record.days import parse_day
from communique.record.words.phrases import content_words
from communique.records import Actor, Gazetteer

HALF = 183  # days: a day or a month without its year is the nearest such
FRESH = 2  # days after an event within which a report is news of it
COMMON = 2  # actors that a dated report shares with one without a date if both tell of one meeting
MARGIN = timedelta(days=3 * 365)  # around all dated reports, where nothing else bounds a report
WEEK = timedelta(days=7)
WEEKS = timedelta(days=42)  # within which several weeks that fit are so near that the last of them is presumed
DAY, MONTH = re.compile(r"XXXX-(\d\d)-(\d\d)"), re.compile(r"XXXX-(\d\d)")
WEEKDAY, LENGTH = re.compile(r"XXXX-WXX-(\d)"), re.compile(r"P(\d+)([DW])")
NAMES = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
PARTS = {"mid": 11, "late": 21}

Days = frozenset[date]


class Inferred(msgspec.Struct, frozen=True):
    """Between which days a report was published, why, and whether that took a presumption."""

    earliest: date
    latest: date
    reasons: tuple[str, ...]
    presumed: bool = False


class Range(msgspec.Struct, frozen=True):
    """The days that come into question at first, with the reasons; at open ends nothing tells that they end there."""

    days: Days
    open_ends: Days = frozenset()
    reasons: tuple[str, ...] = ()


ANCHORS = """SELECT document, place, first, last, named, actors FROM staged_anchors WHERE list_contains(?, place)
ORDER BY first, document, last"""
DATED = """INSERT INTO dating BY NAME SELECT * REPLACE (
  earliest::DATE AS earliest, latest::DATE AS latest, string_split(reasons, '\n') AS reasons) FROM batch"""


def settle_dates(database: duckdb.DuckDBPyConnection, gazetteer: Gazetteer) -> None:
    """Fill ``dating``."""
    rows = database.execute("SELECT told FROM staged_clues ORDER BY document").fetchall()
    undated = [msgspec.json.decode(told, type=Clues) for (told,) in rows]
    anchors = _anchors(database, undated)
    ranges = _Ranges(database, gazetteer)
    found = ((clues.document, infer_days(clues, anchors, ranges.of(clues))) for clues in undated)
    dated = [(id, inferred) for id, inferred in found if inferred]
    columns: dict[str, list[Any]] = {
        "document": [id for id, _ in dated],
        "earliest": [inferred.earliest.isoformat() for _, inferred in dated],
        "latest": [inferred.latest.isoformat() for _, inferred in dated],
        "presumed": [inferred.presumed for _, inferred in dated],
        "reasons": ["\n".join(inferred.reasons) for _, inferred in dated],
    }
    load_texts(database, DATED, columns)


def _anchors(database: duckdb.DuckDBPyConnection, undated: Iterable[Clues]) -> dict[str, list[Anchor]]:
    """The meetings in dated reports at the places that reports without a date name, by place."""
    places = sorted({place for clues in undated for clue in clues.times for place in clue.places})
    found = defaultdict[str, list[Anchor]](list)
    for document, place, first, last, named, actors in database.execute(ANCHORS, [places]).fetchall():
        found[place].append(Anchor(document, place, first, last, frozenset(named), frozenset(actors)))
    return found


class _Ranges:
    """The days that come into question for a report at first."""

    def __init__(self, database: duckdb.DuckDBPyConnection, gazetteer: Gazetteer) -> None:
        self._offices = {
            actor.name: actor for actor in gazetteer.actors if actor.title and (actor.since or actor.until)
        }
        [(first, last)] = database.execute("SELECT min(published), max(published) FROM documents").fetchall()
        self._known: tuple[date, date] = (first, last) if first else (date(2000, 1, 1), date(2000, 1, 1))

    def of(self, clues: Clues) -> Range:
        """Those on which the people in a report had their offices."""
        held = {name: office for name, around in clues.people if (office := self._office(name, around))}
        first = max((actor.since for actor in held.values() if actor.since), default="")
        last = min((actor.until for actor in held.values() if actor.until), default="")
        begin = parse_day(first) or self._known[0] - MARGIN
        end = parse_day(last) or self._known[1] + MARGIN
        days = _all_days(begin, end)
        open_ends = frozenset(day for day, bound in ((begin, first), (end, last)) if not bound)
        return Range(days, open_ends, tuple(_term(actor) for _, actor in sorted(held.items())))

    def _office(self, name: str, around: str) -> Actor | None:
        """The office of somebody that a report names with it."""
        actor = self._offices.get(name)
        return actor if actor and content_words(actor.title) & content_words(around) else None


@lru_cache(maxsize=64)
def _all_days(first: date, last: date) -> Days:
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


def _term(actor: Actor) -> str:
    return f"{actor.name} is named as {actor.title}, {actor.since or '…'} to {actor.until or '…'}"


def infer_days(clues: Clues, anchors: Mapping[str, Sequence[Anchor]], start: Range) -> Inferred | None:
    """The interval that all clues of a report leave; None if it is open on a side, or they contradict each other."""
    if len(start.open_ends) > 1 and not any(clue.day or clue.places & anchors.keys() for clue in clues.times):
        return None  # nothing in it can bound it: not worth going through the days
    days, told = start.days, list[str]()
    for allowed, reason in _constraints(clues, anchors):
        left = frozenset(filter(allowed, days))
        if left != days:
            days, told = left, [*told, reason]
    if not days or any(abs(day - end) <= WEEK for day in (min(days), max(days)) for end in start.open_ends):
        return None
    near = _presumed(days, clues)
    if near:
        days, told = near[0], [*told, near[1]]
    return Inferred(min(days), max(days), tuple(dict.fromkeys((*start.reasons, *told))), presumed=bool(near))


Constraint = tuple[Callable[[date], bool], str]


def _constraints(clues: Clues, anchors: Mapping[str, Sequence[Anchor]]) -> Iterator[Constraint]:
    """What each clue leaves possible, with the reason in words."""
    for clue in clues.times:
        meant = _meant(clue, clues, anchors)
        if clue.day:
            yield from _by_day(clue, clue.day)
        elif found := DAY.fullmatch(clue.value):
            yield from _by_yearless(clue, (int(found[1]), int(found[2])), meant)
        elif (found := MONTH.fullmatch(clue.value)) and clue.tense == "past":
            yield _by_month(clue, int(found[1]))
        elif clue.text.lower() == "last week" and meant:
            yield _by_last_week(meant)
        elif clue.after and (found := LENGTH.fullmatch(clue.value)) and meant:
            yield _by_distance(clue, int(found[1]) * (7 if found[2] == "W" else 1), meant)
    yield from _by_weekdays(clues)


def _meant(clue: Clue, clues: Clues, anchors: Mapping[str, Sequence[Anchor]]) -> list[Anchor]:
    """The meetings known from dated reports that the sentence of a clue can mean.

    They share a place and actors with it. Where the report names their very day, actors of the whole report will do.
    """
    there = [each for place in sorted(clue.places) for each in anchors.get(place, ())]
    named = {match[0][5:] for time in clues.times if (match := DAY.fullmatch(time.value))}
    on_day = [each for each in there if any(day.isoformat()[5:] in named for day in _span(each))]
    certain = [each for each in on_day if len(each.actors & clues.actors) >= COMMON]
    if certain or clue.text.lower() == "last week":  # a week alone would fit any meeting there
        return certain
    return [each for each in there if len(each.named & clue.named) >= COMMON]


def _span(anchor: Anchor) -> Iterator[date]:
    return (anchor.first + timedelta(days=n) for n in range((anchor.last - anchor.first).days + 1))


def _by_day(clue: Clue, day: date) -> Iterator[Constraint]:
    if clue.tense == "past":
        yield lambda published: published >= day, f"“{clue.text}” was over"
    elif clue.tense == "future":
        yield lambda published: published <= day, f"“{clue.text}” was still to come"


def _by_yearless(clue: Clue, month_day: tuple[int, int], meant: Sequence[Anchor]) -> Iterator[Constraint]:
    """A day without its year: the nearest such day, or that of a meeting known from dated reports."""
    known = {day for anchor in meant for day in _span(anchor) if (day.month, day.day) == month_day}
    where = f", the meeting in {meant[0].place} that {meant[0].document} tells of" if known else ""

    def near(published: date, sign: int) -> bool:
        days = known or {day for year in (-1, 0, 1) if (day := _make(published.year + year, *month_day))}
        return any(0 <= sign * (published - day).days <= HALF for day in days)

    if clue.tense == "past":
        yield lambda published: near(published, 1), f"“{clue.text}” was over{where}"
    elif clue.tense == "future":
        yield lambda published: near(published, -1), f"“{clue.text}” was still to come{where}"


def _by_month(clue: Clue, month: int) -> Constraint:
    def over(published: date) -> bool:
        begun = (_make(year, month, PARTS.get(clue.part, 1)) for year in (published.year - 1, published.year))
        return any(day and 0 <= (published - day).days <= HALF for day in begun)

    return over, f"“{clue.text}” had begun"


def _by_last_week(meant: Sequence[Anchor]) -> Constraint:
    weeks = {(day + timedelta(days=7)).isocalendar()[:2] for anchor in meant for day in _span(anchor)}
    reason = f"“last week” was the meeting in {meant[0].place} that {meant[0].document} tells of"
    return lambda published: published.isocalendar()[:2] in weeks, reason


def _by_distance(clue: Clue, days: int, meant: Sequence[Anchor]) -> Constraint:
    """News of something that came so many days after a known meeting."""
    came = {day + timedelta(days=days) for anchor in meant for day in _span(anchor)}
    fresh = {day + timedelta(days=n) for day in came for n in range(FRESH + 1)}
    reason = f"“{clue.text} after” the meeting in {meant[0].place} that {meant[0].document} tells of"
    return fresh.__contains__, reason


def _by_weekdays(clues: Clues) -> Iterator[Constraint]:
    """News of what was said on a weekday is of that day or the next."""
    told = {int(found[1]) for clue in clues.times if clue.tense == "past" and (found := WEEKDAY.fullmatch(clue.value))}
    if told:
        fitting = {(day - 1 + late) % 7 for day in told for late in (0, 1)}
        names = " and ".join(NAMES[day - 1] for day in sorted(told))
        yield lambda published: published.weekday() in fitting, f"it is news of {names}: of that day or the next"


def _presumed(days: Days, clues: Clues) -> tuple[Days, str] | None:
    """Of several weeks that fit, and lie near to each other, the last before a meeting that is still to come.

    That two will meet on a day is told when the day is near; it is a presumption, and said to be one.
    """
    coming = [clue for clue in clues.times if clue.tense == "future" and clue.places and DAY.fullmatch(clue.value)]
    runs = list(_runs(sorted(days)))
    if not coming or len(runs) < 2 or max(days) - min(days) > WEEKS:
        return None
    nearest = min(coming, key=lambda clue: _ahead(clue.value, max(days)))
    return frozenset(runs[-1]), f"of the weeks that fit, the last before “{nearest.text}” (presumed)"


def _ahead(value: str, day: date) -> tuple[bool, str]:
    """How far a day without its year is ahead of another, for sorting."""
    return value[5:] < day.isoformat()[5:], value


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    """Days in runs without a gap."""
    run = list[date]()
    for day in days:
        if run and day - run[-1] > timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
