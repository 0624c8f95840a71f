"""Schedule claims of a record -> its table of planned events."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from communique.record.asking import Row, fetch
from communique.record.building.joining import Bond, join_events
from communique.record.building.plans import Telling, merge_plans
from communique.record.building.staging import load_texts
from communique.record.words.occasions import is_ending, kind_of, round_of

SHORTEST = 3  # letters: a name in capitals that is longer stands in a dateline

TOLD = """SELECT c.id, document, topic, status, date_from, date_to, c.published,
  substring(text, start + 1, "end" - start) AS quote,
  substring(text, sentence_start + 1, greatest(start - sentence_start, 0)) AS before,
  substring(text, sentence_start + 1, sentence_end - sentence_start) AS sentence
FROM (SELECT *, '' AS retired FROM claims UNION ALL BY NAME SELECT * EXCLUDE (retired_by) FROM retired_claims) c
JOIN documents d ON d.id = document
WHERE type = 'schedule' ORDER BY retired <> '', c.published NULLS FIRST, document, start, "end", c.id"""

NAMED = """SELECT document, actor, text, m.kind, coalesce(nullif(speaks_for, ''), actor) AS side,
  followed OR NOT (SELECT bool_or(followed) FROM actors) AS counts
FROM mentions m JOIN actors ON name = actor
WHERE document IN (SELECT document FROM claims WHERE type = 'schedule') AND m.kind <> 'outlet' ORDER BY ALL"""


def settle_plans(database: duckdb.DuckDBPyConnection, bonds: Sequence[Bond] = ()) -> None:
    """Fill ``plans``: which schedule claim is of which planned event, and what it calls it.

    ``bonds`` are what people decided on which are one event.

    Claims that name nothing that can be planned are left to the timeline.
    """
    tellings = list({telling.id: telling for telling in _tellings(database)}.values())
    plans = dict(join_events(merge_plans(tellings), bonds))
    columns: dict[str, list[Any]] = {
        "claim": [telling.id for telling in tellings],
        "plan": [plans[telling.id] for telling in tellings],
        "kind": [telling.kind for telling in tellings],
        "round": [telling.round for telling in tellings],
        "ending": [telling.ending for telling in tellings],
        "places": ["\x1f".join(sorted(telling.places)) for telling in tellings],
        "parties": ["\x1f".join(sorted(telling.parties)) for telling in tellings],
    }
    split = "list_filter(string_split({0}, '\x1f'), lambda name: name <> '') AS {0}"
    names = f"* EXCLUDE (places, parties), {split.format('places')}, {split.format('parties')}"
    load_texts(database, f"INSERT INTO plans BY NAME SELECT {names} FROM batch ORDER BY plan, claim", columns)


def _tellings(database: duckdb.DuckDBPyConnection) -> Iterator[Telling]:
    named: defaultdict[str, list[Row]] = defaultdict(list)
    for row in fetch(database, NAMED):
        named[row["document"]].append(row)
    for row in fetch(database, TOLD):
        kind = kind_of(row["topic"], row["quote"], row["before"])
        if kind:
            yield _telling(row, kind, named[row["document"]])


def _telling(row: Row, kind: str, names: list[Row]) -> Telling:
    told = f"{row['topic']}\n{row['quote']}"
    return Telling(
        id=row["id"],
        document=row["document"],
        kind=kind,
        round=round_of(told),
        places=_found(names, told, place=True),
        around=_found(names, row["sentence"], place=True),
        parties=_found(names, told, place=False),
        present=frozenset(name["side"] for name in names if name["counts"] and name["kind"] != "place"),
        status=row["status"],
        ending=is_ending(row["quote"]),
        earliest=row["date_from"],
        latest=row["date_to"],
        published=row["published"],
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
