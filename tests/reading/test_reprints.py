"""Reprints and light rewrites are one origin; what only shares a paragraph is not."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path

import duckdb

from communique.reading import find_reports, group_reprints, read_document, sketch_text
from communique.records import Report

STORY = [
    "The mediator met both delegations in the harbour office on Tuesday and asked them to name their negotiators.",
    "Neither side refused, but neither wanted to be the first to hand over a list of names to the other one.",
    "A spokeswoman for the islanders said that they would bring nine people if the port authority brought no more.",
    "The port authority has long held that the islanders cannot decide by themselves who speaks for the fishermen.",
    "Talks broke down in autumn when a trawler was seized off the northern pier and its crew was held for three days.",
    "The mediator hopes to open the next round on the fourth of March, in the same room and with the same agenda.",
]
WHOLE = "\n\n".join(STORY)


def origins_of(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each text the one whose story it tells, itself if it is the first."""
    with duckdb.connect() as database:
        database.execute("CREATE TABLE sketches (number UINTEGER, id VARCHAR, runs UINTEGER[], bands UBIGINT[])")
        ids = []
        for number, (id, text) in enumerate(texts):
            sketch = sketch_text(text)
            row = [number, id, list(sketch.runs), sketch.bands]
            database.execute("INSERT INTO sketches SELECT * FROM (VALUES (?, ?, ?::UINTEGER[], ?::UBIGINT[]))", row)
            ids.append(id)
        return dict(zip(ids, ids, strict=True)) | group_reprints(database)


def test_reprint_with_another_lead_in_headline_or_end_is_one_origin() -> None:
    found = origins_of(
        [
            ("wire", WHOLE),
            ("lead-in", "Our readers have followed the harbour dispute for a year.\n\n" + WHOLE),
            ("cut", "\n\n".join(STORY[:2])),
            (
                "reworded",
                WHOLE.replace("Neither side refused", "Nobody refused").replace("nine people", "a team of nine"),
            ),
            ("shouted", WHOLE.upper()),
        ]
    )
    assert set(found.values()) == {"wire"}


def test_follow_up_with_a_paragraph_of_background_is_its_own_origin() -> None:
    later = [
        "The islanders handed over their list on Friday and left an empty line for the one name that is in dispute.",
        "The port authority will answer after the weekend, its lawyer told reporters who were waiting on the quay.",
        "Fishermen cheered when the boat with the envelope put in, and somebody rang the old bell of the ferry.",
        "The mediator called the list a good beginning and went home for the first time in more than five weeks.",
    ]
    found = origins_of([("wire", WHOLE), ("later", "\n\n".join([*later, STORY[4]])), ("brief", "Talks resume.")])
    assert found == {"wire": "wire", "later": "later", "brief": "brief"}


def test_two_equal_briefs_and_nothing_at_all() -> None:
    assert origins_of([]) == {}
    assert origins_of([("a", "Talks resume."), ("b", ""), ("c", "")]) == {"a": "a", "b": "b", "c": "c"}


def test_first_in_order_is_the_origin() -> None:
    assert origins_of([("b", WHOLE), ("a", WHOLE), ("c", WHOLE)]) == {"b": "b", "a": "b", "c": "b"}


def test_story_told_on_and_on_is_not_one_with_all_that_it_was() -> None:
    pieces = [" ".join(f"word{number}x{place}" for place in range(60)) for number in range(12)]
    told = [(str(number), " ".join(pieces[number : number + 4])) for number in range(9)]
    found = origins_of(told)
    assert found["1"] == "0", "a first update is a reprint"
    assert all(int(id) - int(origin) <= 2 for id, origin in found.items())


def test_many_reprints_of_one_story_have_one_origin() -> None:
    found = origins_of((str(number), f"{WHOLE} Printed in edition {number}.") for number in range(40))
    assert set(found.values()) == {"0"}


def test_press_archive_is_read_unchanged_and_grouped_in_seconds(shared: Path) -> None:
    import gzip

    path = shared / "corpora" / "press-2016.jsonl.gz"
    started = time.monotonic()
    found = [read_document(item) for item in find_reports([str(path)]) if isinstance(item, Report)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    assert [document.text for document in found] == [row["text"] for row in rows]
    assert [document.published.date for document in found] == [row["date"][:10] for row in rows]
    assert {document.published.basis for document in found} == {"given"}
    origins = origins_of((document.id, document.text) for document in found)
    assert time.monotonic() - started < 60
    joined = sum(key != origin for key, origin in origins.items())
    assert 35 <= joined <= 60
    assert all(origins[origin] == origin for origin in origins.values())
