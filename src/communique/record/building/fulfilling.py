"""Reports that tell of what conditions ask for: in words of the story, or in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import duckdb

from communique.record.building.staging import PAGE, load_texts, pages
from communique.record.matters.conditions import concepts_of
from communique.record.matters.grouping import condition_matter
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
SELECT DISTINCT r.id, kind, substring(text, r.start + 1, r."end" - r.start) AS wording
FROM (FROM event_reports UNION ALL BY NAME SELECT * EXCLUDE (retired) FROM retired_reports) r
JOIN events ON events.id = event JOIN documents ON documents.id = document
WHERE polarity > 0 AND day IS NOT NULL AND (list_contains(?, kind) OR regexp_matches(wording, ?, 'i')) ORDER BY ALL"""


class _Fulfilment(NamedTuple):
    """A row of ``fulfilments``."""

    report: str
    matter: str
    thing: str


def settle_fulfilments(database: duckdb.DuckDBPyConnection, story: Story) -> None:
    """Fill ``fulfilments``."""
    found = _fulfilments(database, story)
    while rows := list(islice(found, PAGE)):
        columns = {name: [getattr(row, name) for row in rows] for name in _Fulfilment._fields}
        load_texts(database, "INSERT INTO fulfilments BY NAME SELECT * FROM batch", columns)


def _fulfilments(database: duckdb.DuckDBPyConnection, story: Story) -> Iterator[_Fulfilment]:
    named = [
        (condition_matter(gate.name, each.name), each.met_by)
        for gate in story.gates
        for each in gate.conditions
        if each.met_by
    ]
    beginnings = "|".join(sorted({re.escape(word.rstrip("*")) for _, words in named for word in words}))
    for page in pages(database, "came_about", TOLD, [sorted(KINDS), beginnings or "$^"]):
        for id, kind, wording in page:
            yield from (_Fulfilment(id, matter, "") for matter, words in named if words_pattern(words).search(wording))
            if kind in KINDS and not HEDGED.search(wording) and (thing := " ".join(concepts_of(wording))):
                yield _Fulfilment(id, "", thing)
