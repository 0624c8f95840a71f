"""Reports of one event -> one event: same kind, overlapping participants, compatible date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import msgspec
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

ALIKE = 60  # how much of their words two reports of one act share, of 100


class EventReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report's telling of an event. ``sides`` are its participants, each as whom it speaks for."""

    category: str
    mode: str = ""
    participants: tuple[str, ...]
    sides: frozenset[str]
    place: str = ""
    earliest: date | None = None
    latest: date | None = None
    document: str
    origin: str
    published: date | None = None
    stated: bool = True
    claim: str = ""
    quote: str
    start: int
    end: int
    sentence: str


class Merged(msgspec.Struct, frozen=True):
    """An event with all its reports; ``earliest`` and ``latest`` are what the reports agree on."""

    id: str
    category: str
    mode: str
    participants: tuple[str, ...]
    place: str
    earliest: date | None
    latest: date | None
    reports: tuple[EventReport, ...]


def merge_events(reports: Iterable[EventReport]) -> list[Merged]:
    """Join the reports that tell of one event.

    Reports are taken with the most exact date first, and each joins the first event of its kind whose agreed dates it
    fits and whose sides it shares; the agreed dates only narrow, so that two meetings on different days never meet
    through a vague third report. What has no date joins nothing but another telling in the same document, and acts
    other than meetings must be told in like words.
    """
    groups: dict[str, list[_Group]] = {}
    for report in sorted(reports, key=_exactness):
        candidates = groups.setdefault(report.category, [])
        home = next((group for group in candidates if group.takes(report)), None)
        if home is None:
            candidates.append(_Group(report))
        else:
            home.join(report)
    return sorted((group.merged() for found in groups.values() for group in found), key=lambda event: event.id)


def _exactness(report: EventReport) -> tuple[int, date, str, int, tuple[str, ...]]:
    if report.earliest is None or report.latest is None:
        return (10**6, date.max, report.document, report.start, report.participants)
    return ((report.latest - report.earliest).days, report.earliest, report.document, report.start, report.participants)


class _Group:
    def __init__(self, first: EventReport) -> None:
        self.reports = [first]
        self.sides = set(first.sides)
        self.earliest, self.latest = first.earliest, first.latest

    def takes(self, report: EventReport) -> bool:
        common = self.sides & report.sides
        if len(common) < min(2, len(self.sides), len(report.sides)) or not common or not self._alike(report):
            return False
        if self.earliest is None or self.latest is None or report.earliest is None or report.latest is None:
            undated = self.earliest is None and report.earliest is None
            return undated and report.document == self.reports[0].document
        return report.earliest <= self.latest and self.earliest <= report.latest

    def _alike(self, report: EventReport) -> bool:
        """Whether the words can tell of one event: two meetings of one day are one, two demands need not be."""
        told = self.reports[0].quote
        return (
            report.category == "CONSULT" or fuzz.token_set_ratio(told, report.quote, processor=default_process) >= ALIKE
        )

    def join(self, report: EventReport) -> None:
        self.reports.append(report)
        self.sides |= report.sides
        if self.earliest and self.latest and report.earliest and report.latest:
            self.earliest, self.latest = max(self.earliest, report.earliest), min(self.latest, report.latest)

    def merged(self) -> Merged:
        first = self.reports[0]
        told = f"{first.category}|{first.document}|{first.start}|{first.end}|{'|'.join(first.participants)}"
        people = dict.fromkeys(name for report in self.reports for name in report.participants)
        return Merged(
            id="e" + sha256(told.encode()).hexdigest()[:12],
            category=first.category,
            mode=next((report.mode for report in self.reports if report.mode), ""),
            participants=tuple(people),
            place=next((report.place for report in self.reports if report.place), ""),
            earliest=self.earliest,
            latest=self.latest,
            reports=tuple(self.reports),
        )
