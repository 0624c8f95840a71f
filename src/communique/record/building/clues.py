"""What a report without a date tells of its date, and what dated reports tell of events: read from the map stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import msgspec

from communique.record.days import parse_day
from communique.record.words.vocabulary import load_words, words_pattern
from communique.records import Read, Time

REGULAR_PAST = re.compile(r"\b\w{2,}ed\b")
AFTER = re.compile(r"\s+after\b", re.IGNORECASE)
MIDDLE = re.compile(r"\b(early|mid|late)\b", re.IGNORECASE)
RECENT = timedelta(days=2)  # how long before its report an event was that is told without a time
TITLE = 80  # characters around a name within which its office is said


class Words(msgspec.Struct, frozen=True):
    """The words of `dating.toml`."""

    future: tuple[str, ...]
    past: tuple[str, ...]
    meeting: tuple[str, ...]


class Clue(msgspec.Struct, frozen=True, kw_only=True):
    """A time in a report without a date.

    ``tense`` is past, future or empty; ``after`` tells that it counts from another event ("three days after").
    ``places`` are those of its sentence, if that tells of a meeting, and ``named`` the actors of it. ``value`` is
    TIMEX3's, with X where it is open.
    """

    text: str
    value: str
    tense: str
    after: bool = False
    part: str = ""
    places: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    day: date | None = None


class Clues(msgspec.Struct, frozen=True):
    """The times of a report without a date, its actors, and (name, what stands around it) of the people in it."""

    document: str
    times: tuple[Clue, ...]
    actors: frozenset[str]
    people: tuple[tuple[str, str], ...]


class Anchor(msgspec.Struct, frozen=True):
    """A meeting that a dated report tells of: where, on which days, with the actors of its sentence and report."""

    document: str
    place: str
    first: date
    last: date
    named: frozenset[str]
    actors: frozenset[str]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return words_pattern(getattr(load_words("dating.toml", Words), name))


def read_clues(read: Read) -> Clues:
    """What a report without a date tells of its date."""
    text, found = read.document.text, read.extraction
    people = tuple(
        (mention.actor, text[max(0, mention.start - TITLE) : mention.end + TITLE])
        for mention in found.mentions
        if mention.kind == "person" and mention.actor
    )
    times = tuple(_clue(time, read) for time in found.times)
    return Clues(read.document.id, times, _actors(read), people)


def _actors(read: Read, start: int = 0, end: int | None = None) -> frozenset[str]:
    """The actors of a stretch of a report, and for whom they speak."""
    last = len(read.document.text) if end is None else end
    mentions = [m for m in read.extraction.mentions if start <= m.start < last and m.kind not in ("place", "outlet")]
    return frozenset(name for m in mentions for name in (m.actor, m.speaks_for) if name)


def _clue(time: Time, read: Read) -> Clue:
    text = read.document.text
    start, end = _sentence(read, time.start)
    part = MIDDLE.search(text[max(start, time.start - 6) : time.end])
    return Clue(
        text=time.text,
        value=time.value,
        tense=_tense(text[start : time.start], text[time.end : end]),
        after=time.type == "DURATION" and bool(AFTER.match(text[time.end : end])),
        part=part[1].lower() if part else "",
        places=frozenset(place for place, _ in _places(read, start, end)),
        named=_actors(read, start, end),
        day=parse_day(time.earliest) if time.earliest == time.latest else None,
    )


def _sentence(read: Read, position: int) -> tuple[int, int]:
    return next((span for span in read.extraction.sentences if span[0] <= position < span[1]), (position, position))


def _tense(before: str, after: str = "") -> str:
    """Whether what stands at a time is over or to come: by the last word before it that tells, else the first after."""
    if found := _tensed(before):
        return max(found)[1]
    later = _tensed(after)
    return min(later)[1] if later else ""


def _tensed(text: str) -> list[tuple[int, str]]:
    """The words of a text that tell its tense, with their positions."""
    patterns = ((_pattern("past"), "past"), (REGULAR_PAST, "past"), (_pattern("future"), "future"))
    return [(match.start(), tense) for pattern, tense in patterns for match in pattern.finditer(text)]


def _places(read: Read, start: int, end: int) -> list[tuple[str, int]]:
    """The places of a sentence that tells of a meeting, with positions; those in capitals stand in a dateline."""
    if not _pattern("meeting").search(read.document.text[start:end]):
        return []
    return sorted(
        (mention.text, mention.start)
        for mention in read.extraction.mentions
        if start <= mention.start < end and mention.kind == "place" and not mention.text.isupper()
    )


def read_anchors(read: Read) -> Iterator[Anchor]:
    """The meetings that a dated report tells of, with their places and days."""
    published = parse_day(read.document.published.date)
    if published is None:
        return
    actors = _actors(read)
    for start, end in read.extraction.sentences:
        for place, position in _places(read, start, end):
            days = _days(read, (start, position, end), published)
            if days:
                yield Anchor(read.document.id, place, *days, _actors(read, start, end), actors)


def _days(read: Read, span: tuple[int, int, int], published: date) -> tuple[date, date] | None:
    """When the meeting at a place in a sentence was: as that says, else in the last days; None if it was not yet."""
    start, position, end = span
    told = {
        day
        for time in read.extraction.times
        if start <= time.start < end and time.earliest == time.latest and (day := parse_day(time.earliest))
    }
    if len(told) == 1:
        [day] = told
        return day, day
    if told or _tense(read.document.text[start:position]) != "past":
        return None
    return published - RECENT, published
