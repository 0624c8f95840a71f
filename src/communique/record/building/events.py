"""Reports of one event -> one event: same kind, overlapping participants, compatible date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeAlias

import msgspec

from communique.record.words.phrases import content_words

ALIKE = 0.5  # how much of the words of the shorter of two reports of one act the other has too
RECENT = timedelta(days=2)  # how long before its report something without a date may have happened
VAGUE = 31  # days: a longer interval does not tell which of many events is meant
CROWDED = 100  # events of one side and day that a report is compared with, the last begun
MUTUAL = frozenset({"consult", "agree", "cooperate"})
"""Kinds in which it does not matter who is named first."""

CALENDAR = content_words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow yesterday
    day days week weeks month months quarter year years summer winter spring autumn morning evening night time
    date end early late later earlier next last first second this begin began start starts started expected
    scheduled set due held hold take place planned"""
)
"""Words that tell when, which reports of quite different things share."""

Key: TypeAlias = tuple[Any, ...]


class EventReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report's telling of an event.

    ``doer`` and ``other`` are names, ``doer_for`` and ``other_for`` whom they speak for. ``earliest`` and ``latest``
    bound the time that it tells. ``wording`` is the clause in lower case.
    """

    id: str
    kind: str
    polarity: int = 1
    status: str = ""
    doer: str = ""
    doer_for: str = ""
    other: str = ""
    other_for: str = ""
    earliest: date | None = None
    latest: date | None = None
    published: date | None = None
    document: str
    origin: str = ""
    start: int
    end: int
    wording: str

    @property
    def people(self) -> dict[str, str]:
        """Who takes part: the side for which each speaks -> its name."""
        named = ((self.doer, self.doer_for), (self.other, self.other_for))
        return {side or name: name for name, side in named if name}

    @property
    def window(self) -> tuple[date, date] | None:
        """The days on which it may have been: those that it tells, else the last few before it was published."""
        if self.earliest and self.latest:
            return (self.earliest, self.latest) if (self.latest - self.earliest).days < VAGUE else None
        return (self.published - RECENT, self.published) if self.published else None


def merge_reports(reports: Iterable[EventReport]) -> Iterator[tuple[str, str]]:
    """Pairs (id of a report, id of its event); an event is called after its first report.

    Reports must come kind by kind in the order of publication, undated ones first. Each joins the first event that it
    fits, or begins one, so that what comes later never changes what was joined before. The days on which an event may
    have been only narrow: two meetings on different days never meet through a vague third report.
    """
    for _, same_kind in groupby(reports, key=lambda report: report.kind):
        known = _Known()
        for report in same_kind:
            known.turn(report.published.year if report.published else 0)
            keys = list(_keys(report))
            home = next((group for key in keys for group in known.under(key) if group.takes(report)), None)
            if home is None:
                home = _Group(report)
            else:
                home.join(report)
            known.keep(keys, home)
            yield report.id, home.id


def _keys(report: EventReport) -> Iterator[Key]:
    """Where to look for the event of a report: under each side and day, and under its document."""
    what = (report.polarity, report.status)
    if report.kind == "schedule":
        if report.earliest:
            yield (*what, report.earliest, report.latest)
    elif report.window:
        first, last = report.window
        sides = report.people if report.kind in MUTUAL else [report.doer_for or report.doer]
        for side in filter(None, sides):
            for days in range((last - first).days + 1):
                yield (*what, side, first + timedelta(days=days))
    yield (*what, "in", report.origin or report.document)


class _Known:
    """The events of a kind by where to look: those last told without a date, in this year or in the one before.

    What was last told longer ago is forgotten, so that an archive of many years does not fill the memory.
    """

    def __init__(self) -> None:
        self._undated = self._before = self._now = defaultdict[Key, dict[str, _Group]](dict)
        self._year = 0

    def turn(self, year: int) -> None:
        """Go on to the reports of a year, 0 for those without a date."""
        if year != self._year:
            self._year, self._before, self._now = year, self._now, defaultdict(dict)

    def under(self, key: Key) -> Iterator[_Group]:
        """The events under a key, as they began."""
        told = (self._undated.get(key, {}), self._before.get(key, {}), self._now.get(key, {}))
        yield from {id: group for groups in told for id, group in groups.items()}.values()

    def keep(self, keys: Iterable[Key], group: _Group) -> None:
        """Let an event be found under these keys."""
        for key in keys:
            groups = self._now[key]
            groups.setdefault(group.id, group)
            if len(groups) > CROWDED:
                del groups[next(iter(groups))]


class _Group:
    """An event in the making."""

    __slots__ = ("doer", "first", "id", "people", "places", "window", "words")

    def __init__(self, first: EventReport) -> None:
        self.id = f"e{first.id[1:]}"
        self.first = first
        self.people: defaultdict[str, set[str]] = defaultdict(set)
        self.doer = first.doer_for or first.doer
        self.places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)  # by document
        self.words: defaultdict[tuple[str, str], set[str]] = defaultdict(set)  # documents by origin and wording
        self.window = first.window
        self.join(first)

    def join(self, report: EventReport) -> None:
        for side, name in report.people.items():
            self.people[side].add(name)
        self.places[report.document].append((report.start, report.end))
        self.words[report.origin, report.wording].add(report.document)
        if report.window:
            first, last = self.window or report.window
            self.window = max(first, report.window[0]), min(last, report.window[1])

    def takes(self, report: EventReport) -> bool:
        """Whether a report of the same kind tells of this event."""
        if self._reprints(report):
            return True
        if report.kind == "schedule":
            return self._alike(report) and (report.earliest is not None or self._holds(report))
        if self._holds(report):
            return bool(self.people.keys() & report.people.keys()) and self._when(report)
        if not self.window or not report.window or not self._when(report):
            return False
        both_met = report.kind == "consult" and len(self.people.keys() & report.people.keys()) > 1
        return self._who(report) and (both_met or self._alike(report))

    def _holds(self, report: EventReport) -> bool:
        """Whether it is told in the same words of the same document."""
        return any(start < report.end and report.start < end for start, end in self.places.get(report.document, ()))

    def _reprints(self, report: EventReport) -> bool:
        """Whether another report of the same origin told it in the same words."""
        known = self.words.get((report.origin, report.wording))
        return bool(known) and known != {report.document}

    def _when(self, report: EventReport) -> bool:
        if not self.window or not report.window:
            return (report.earliest, report.latest) == (self.first.earliest, self.first.latest)
        return report.window[0] <= self.window[1] and self.window[0] <= report.window[1]

    def _who(self, report: EventReport) -> bool:
        """Whether the same sides take part, and nobody else is named for one of them."""
        common = self.people.keys() & report.people.keys()
        if len(common) < min(2, len(self.people), len(report.people)) or not common:
            return False
        if report.kind not in MUTUAL and (report.doer_for or report.doer) != self.doer:
            return False
        return all(_compatible(self.people[side], side, report.people[side]) for side in common)

    def _alike(self, report: EventReport) -> bool:
        """Whether the words tell of one thing: those that are neither grammar, nor names of actors, nor times."""
        mine, its = _subject(self.first), _subject(report)
        exact = report.kind == "schedule" and report.earliest == report.latest
        shared = len(mine & its)
        return shared >= (1 if exact else 2) and shared >= ALIKE * min(len(mine), len(its))


def _subject(report: EventReport) -> frozenset[str]:
    return _told_words(report.wording, f"{report.doer} {report.other}")


@lru_cache(maxsize=4096)
def _told_words(wording: str, names: str) -> frozenset[str]:
    words = content_words(wording) - CALENDAR - content_words(names)
    return frozenset(word for word in words if not word.isdigit())


def _compatible(names: set[str], side: str, name: str) -> bool:
    """Whether a name can stand for a side that others have named: the side itself fits anyone who speaks for it."""
    return side in (name, *names) or name in names
