"""Schedule claims of a record -> its table of planned events."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

import duckdb

from communique.record.asking import Row, fetch
from communique.record.building.joining import Bond, bind
from communique.record.building.plans import Telling, merge_plans
from communique.record.building.staging import PAGE, load_texts, pages
from communique.record.words.occasions import is_ending, kind_of, round_of

SHORTEST = 3  # letters: a name in capitals that is longer stands in a dateline

TOLD = """SELECT c.id, document, topic, status, date_from, date_to, c.published,
  substring(text, start + 1, "end" - start) AS quote,
  substring(text, sentence_start + 1, greatest(start - sentence_start, 0)) AS before,
  substring(text, sentence_start + 1, sentence_end - sentence_start) AS sentence
FROM (SELECT *, '' AS retired FROM claims UNION ALL BY NAME SELECT * EXCLUDE (retired_by) FROM retired_claims) c
JOIN documents d ON d.id = document
WHERE type = 'schedule' QUALIFY row_number() OVER (PARTITION BY c.id ORDER BY retired) = 1
ORDER BY retired <> '', c.published NULLS FIRST, document, start, "end", c.id"""

NAMED = """SELECT document, actor, text, m.kind, coalesce(nullif(speaks_for, ''), actor) AS side,
  followed OR NOT (SELECT bool_or(followed) FROM actors) AS counts
FROM mentions m JOIN actors ON name = actor
WHERE document IN (SELECT unnest(?)) AND m.kind <> 'outlet' ORDER BY ALL"""

PLANNED = """CREATE TEMP TABLE planned (id VARCHAR, plan VARCHAR, kind VARCHAR, round VARCHAR, ending BOOLEAN,
  places VARCHAR, parties VARCHAR)"""
SPLIT = "list_filter(string_split({0}, '\x1f'), lambda name: name <> '') AS {0}"
PLANS = f"""INSERT INTO plans BY NAME
SELECT id AS claim, * EXCLUDE (id, places, parties), {SPLIT.format("places")}, {SPLIT.format("parties")}
FROM planned ORDER BY plan, claim"""


def settle_plans(database: duckdb.DuckDBPyConnection, bonds: Sequence[Bond] = ()) -> None:
    """Fill ``plans``: which schedule claim is of which planned event, and what it calls it.

    ``bonds`` are what people decided on which are one event.

    Claims that name nothing that can be planned are left to the timeline.
    """
    database.execute(PLANNED)
    planned = merge_plans(_tellings(database))
    while batch := list(islice(planned, PAGE)):
        columns: dict[str, list[Any]] = {
            "id": [telling.id for telling, _ in batch],
            "plan": [plan for _, plan in batch],
            "kind": [telling.kind for telling, _ in batch],
            "round": [telling.round for telling, _ in batch],
            "ending": [telling.ending for telling, _ in batch],
            "places": ["\x1f".join(sorted(telling.places)) for telling, _ in batch],
            "parties": ["\x1f".join(sorted(telling.parties)) for telling, _ in batch],
        }
        load_texts(database, "INSERT INTO planned BY NAME SELECT * FROM batch", columns)
    bind(database, "planned", "plan", bonds)
    database.execute(PLANS)


def _tellings(database: duckdb.DuckDBPyConnection) -> Iterator[Telling]:
    for page in pages(database, "told_of", TOLD):
        rows = [_Told(*row) for row in page]
        named: defaultdict[str, list[Row]] = defaultdict(list)
        for name in fetch(database, NAMED, [sorted({row.document for row in rows})]):
            named[name["document"]].append(name)
        for row in rows:
            kind = kind_of(row.topic, row.quote, row.before)
            if kind:
                yield _telling(row, kind, named[row.document])


class _Told(NamedTuple):
    """A row of what is told."""

    id: str
    document: str
    topic: str
    status: str
    date_from: date | None
    date_to: date | None
    published: date | None
    quote: str
    before: str
    sentence: str


def _telling(row: _Told, kind: str, names: list[Row]) -> Telling:
    told = f"{row.topic}\n{row.quote}"
    return Telling(
        id=row.id,
        document=row.document,
        kind=kind,
        round=round_of(told),
        places=_found(names, told, place=True),
        around=_found(names, row.sentence, place=True),
        parties=_found(names, told, place=False),
        present=frozenset(name["side"] for name in names if name["counts"] and name["kind"] != "place"),
        status=row.status,
        ending=is_ending(row.quote),
        earliest=row.date_from,
        latest=row.date_to,
        published=row.published,
    )


def _found(names: list[Row], text: str, *, place: bool) -> frozenset[str]:
    """The places, or the sides, that a text names; a place in capitals is where the report was written."""
    return frozenset(
        name["side"]
        for name in names
        if (name["kind"] == "place") == place
        and not (place and name["text"].isupper() and len(name["text"]) > SHORTEST)
        and name["text"] in text
        and re.search(rf"(?<!\w){re.escape(name['text'])}(?!\w)", text)
    )
