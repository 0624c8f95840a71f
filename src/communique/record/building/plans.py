"""Reports of planned times -> planned events: several wordings, and several dates, of one event come together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

import msgspec

from communique.record.words.occasions import occasions

NEAR = 3  # actors of the story that two reports share if both tell of its one process
RECENT = 15  # planned events of one place, party, day ... that a report is compared with, the last told
GAP = timedelta(days=60)  # what is planned longer before or after all dates told so far is another event
LAPSED = timedelta(days=21)  # what is planned longer after all dates told so far have passed is another event
AFTER = timedelta(days=7)  # what is planned longer after an event was held is the next one
EXACT = timedelta(days=3)  # an interval as short as this tells which of many events is meant
WEEK = timedelta(days=7)
VAGUE = timedelta(days=31)  # a longer interval is no date

Key: TypeAlias = tuple[Any, ...]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says of a planned event.

    ``kind`` and ``round`` are what it calls it, ``places`` and ``parties`` where and who it says, ``around`` the places
    of the whole sentence, ``present`` the actors of the whole report that are followed. ``earliest`` and ``latest``
    bound the time that it tells, which is that of its end if it is ``ending``.
    """

    id: str
    document: str
    kind: str
    round: str = ""
    places: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    status: str = ""
    ending: bool = False
    earliest: date | None = None
    latest: date | None = None
    published: date | None = None

    @property
    def exact(self) -> bool:
        """Whether the time told is short enough to tell one event from another."""
        return bool(self.earliest and self.latest and self.latest - self.earliest <= EXACT)

    @property
    def held(self) -> bool:
        """Whether it tells that the event took place."""
        return self.status in ("started", "ended") and (
            not self.published or not self.earliest or self.earliest <= self.published
        )

    @property
    def past(self) -> bool:
        """Whether the time that it tells was over when it was published."""
        return bool(self.published and self.latest and self.latest < self.published)


def merge_plans(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, str]]:
    """Pairs (telling, id of the planned event), in the order given.

    Tellings must come in the order of publication, undated ones first. Each joins the event that it fits best among
    those told before, or begins one, so that what comes later never changes what was joined before.
    """
    groups: defaultdict[Key, dict[str, _Plan]] = defaultdict(dict)  # under each key the last told, in that order
    for telling in tellings:
        keys = list(_keys(telling))
        near = {id: plan for key in keys for id, plan in groups[key].items()}.values()
        fitting = [plan for plan in near if plan.takes(telling)]
        home = max(fitting, key=lambda plan: plan.closeness(telling), default=None)
        if home is None:
            home = _Plan(telling)
        home.join(telling)
        for key in keys:
            groups[key].pop(home.id, None)
            groups[key][home.id] = home
            if len(groups[key]) > RECENT:
                del groups[key][next(iter(groups[key]))]
        yield telling, home.id


def _keys(telling: Telling) -> Iterator[Key]:
    """Where to look for the event of a telling."""
    yield (telling.kind,)
    yield telling.kind, "in", telling.document
    for name in (*telling.places, *telling.around, *telling.parties):
        yield telling.kind, "with", name
    if telling.exact:
        yield telling.kind, telling.earliest


class _Plan:
    """A planned event in the making."""

    def __init__(self, first: Telling) -> None:
        self.id = f"p{first.id[1:]}"
        self.kind = first.kind
        self.round = ""
        self.places: set[str] = set()
        self.parties: set[frozenset[str]] = set()
        self.present: set[str] = set()
        self.documents: set[str] = set()
        self.dates: set[tuple[date, date]] = set()
        self.span = date.max, date.min
        self.held: date | None = None
        self.told = date.min

    def join(self, telling: Telling) -> None:
        self.round = self.round or telling.round
        self.places |= telling.places
        self.parties |= {telling.parties} if telling.parties else set()
        self.present |= telling.present
        self.documents.add(telling.document)
        self.told = max(self.told, telling.published or date.min)
        if telling.earliest and telling.latest:
            self.dates.add((telling.earliest, telling.latest))
            self.span = min(self.span[0], telling.earliest), max(self.span[1], telling.latest)
            if telling.held and telling.exact and not telling.ending:
                self.held = min(self.held or telling.earliest, telling.earliest)

    def takes(self, telling: Telling) -> bool:
        """Whether a telling of the same kind is of this event."""
        if self.round and telling.round and self.round != telling.round:
            return False
        if self.places and telling.places and not self.places & telling.places:
            return False
        if not self._in_time(telling):
            return False
        together = self._same_place(telling) or self._same_people(telling)
        if occasions().kinds[self.kind].frequent:
            return together and (self._same_day(telling) or self._vaguely(telling))
        if self.parties and telling.parties and not together:  # named otherwise, or others
            return self._same_day(telling) and self._same_story(telling)
        return together or self._same_day(telling) or telling.document in self.documents or self._same_story(telling)

    def _in_time(self, telling: Telling) -> bool:
        """Whether what is planned can be this event: near to what was planned so far, not long after it was held."""
        first, last = telling.earliest or telling.published, telling.latest or telling.published
        if first is None or last is None or not self.dates:
            return True
        if telling.past and last - first > WEEK:  # "in February" does not tell which of two
            return (first, last) in self.dates
        if telling.past:
            return any(first - EXACT <= end and begin - EXACT <= last for begin, end in self.dates)
        if self.held and first > self.held + AFTER:
            return False
        if telling.published and telling.published > self.span[1] + LAPSED:
            return False
        return first - GAP <= self.span[1] and self.span[0] - GAP <= last

    def _same_place(self, telling: Telling) -> bool:
        return bool(self.places & (telling.places or telling.around))

    def _vaguely(self, telling: Telling) -> bool:
        """Whether two tellings of which one is not exact can be of one day."""
        if telling.exact and any(end - begin <= EXACT for begin, end in self.dates):
            return False
        return self._overlaps(telling) or (not telling.exact and telling.document in self.documents)

    def _same_people(self, telling: Telling) -> bool:
        """Whether a telling before named the same: at least half of whom the longer of the two names."""
        named = telling.parties
        return bool(named) and any(2 * len(named & known) >= max(len(named), len(known)) for known in self.parties)

    def _same_day(self, telling: Telling) -> bool:
        return telling.exact and any(
            begin <= telling.latest and telling.earliest <= end and end - begin <= EXACT  # type: ignore[operator]
            for begin, end in self.dates
        )

    def _same_story(self, telling: Telling) -> bool:
        elsewhere = self.places and telling.around and not self._same_place(telling)
        return not elsewhere and len(self.present & telling.present) >= NEAR

    def _overlaps(self, telling: Telling) -> bool:
        first, last = telling.earliest, telling.latest
        if first is None or last is None or last - first > VAGUE:
            return False
        return any(begin <= last and first <= end for begin, end in self.dates)

    def closeness(self, telling: Telling) -> tuple[bool, bool, bool, bool, date]:
        """How well a telling fits: by day, then by report, by time, by place, then the event told last."""
        same_report = telling.document in self.documents
        fits = self._same_day(telling), same_report, self._overlaps(telling), self._same_place(telling)
        return (*fits, self.told)
