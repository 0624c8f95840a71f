"""Reports that tell that a condition is met: in words of the story, or, as a suggestion, in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import duckdb

from communique.record.asking import Asked, Row, fetch, sure_enough, surely_by
from communique.record.gates.marks import Mark
from communique.record.gates.sides import Stand
from communique.record.matters.conditions import concepts_of, thesaurus
from communique.record.matters.grouping import condition_matter, thing_asked
from communique.record.words.vocabulary import words_pattern
from communique.records import Story

KINDS = ("aid", "concede", "cooperate", "retreat")
"""Events by which a condition can come true without anybody naming it."""
HEDGED = re.compile(
    r"""\b(?:will|would|must|should|could|can|may|might|if|unless|until|not|no|never|without|nobody|refus\w+|promis\w+|
    offer\w*|pledg\w+|plan\w*|demand\w*|call\w*|urg\w+|ask\w*|request\w*|agree\w*|insist\w*|want\w*|hop\w+|expect\w*|
    some|few|several|dozens?|part|partly|partial\w*|first|\d+)\b""".replace("\n    ", ""),
    re.IGNORECASE,
)
"""Words by which a report tells less than that the whole thing has happened."""

TOLD = """
WITH seen AS (SELECT * FROM event_reports WHERE {where} AND day IS NOT NULL)
SELECT seen.id, kind, seen.day, seen.stated, doer, doer_for,
  substring(text, seen.start + 1, seen."end" - seen.start) AS wording
FROM seen JOIN events ON events.id = event JOIN documents ON documents.id = document
WHERE polarity > 0 AND regexp_matches(wording, ?, 'i') ORDER BY seen.day, document, seen.start, seen.id"""


def reported_fulfilments(
    database: duckdb.DuckDBPyConnection, asked: Asked, stands: Iterable[Stand], story: Story
) -> list[Mark]:
    """That conditions are met, as reports tell it, in the order of days.

    What the story gives as ``met_by`` counts; other words count only where suggestions are asked for.
    """
    pins = {condition_matter(gate.name, each.name): each.met_by for gate in story.gates for each in gate.conditions}
    found = [mark for matter, words in pins.items() if words for mark in _named(database, asked, matter, words)]
    if asked.suggested:
        wanted = _wanted(stand for stand in stands if stand.matter not in pins)
        found += _alike(database, asked, wanted) if wanted else []
    return sorted(found, key=lambda mark: (mark.day or date.min, mark.matter, mark.id))


def _named(database: duckdb.DuckDBPyConnection, asked: Asked, matter: str, words: tuple[str, ...]) -> Iterator[Mark]:
    pattern = words_pattern(words)
    for row in _told(database, asked, words):
        if pattern.search(row["wording"]):
            yield _mark(matter, row, stated=True)


def _wanted(stands: Iterable[Stand]) -> dict[str, date]:
    """The conditions that somebody demands, with the first day of that."""
    first: dict[str, date] = {}
    for stand in stands:
        if stand.type == "condition" and stand.polarity > 0 and stand.since:
            first[stand.matter] = min(stand.since, first.get(stand.matter, stand.since))
    return first


def _alike(database: duckdb.DuckDBPyConnection, asked: Asked, wanted: dict[str, date]) -> Iterator[Mark]:
    """What happened, after a condition was first named, to all the things that it names, by whom it concerns."""
    words = [word for concept in thesaurus().concepts for word in concept.words]
    for row in _told(database, asked, words):
        if row["kind"] not in KINDS or HEDGED.search(row["wording"]):
            continue
        happened = " ".join(concepts_of(row["wording"]))
        for matter, first in wanted.items():
            _, concerned, thing = thing_asked(matter)
            if happened and thing == happened and row["day"] >= first and _done_by(row, concerned):
                yield _mark(matter, row, stated=False)


def _done_by(row: Row, concerned: str) -> bool:
    """Whether whom a condition concerns did what a report tells, as far as both are named."""
    doers = {row[name].lower() for name in ("doer", "doer_for")} - {""}
    return not concerned or not doers or concerned in doers


def _told(database: duckdb.DuckDBPyConnection, asked: Asked, words: Iterable[str]) -> list[Row]:
    where = surely_by(asked) & sure_enough(asked)
    beginnings = "|".join(sorted({re.escape(word.rstrip("*")) for word in words}))
    return fetch(database, TOLD.format(where=where.sql), [*where.values, beginnings])


def _mark(matter: str, row: Row, *, stated: bool) -> Mark:
    return Mark(matter=matter, state="met", basis="event", day=row["day"], stated=stated, id=row["id"])
