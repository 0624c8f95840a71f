"""Who does what to whom, in the cases that a reader finds easy and a parser leaves open."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language.clauses import find_clauses
from communique.language.parse import parse_text

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "clauses.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['predicate']}: {case['text'][:40]}")
def test_frame_says_who_does_what(case: dict[str, Any]) -> None:
    parse = parse_text(case["text"])
    [clause] = [c for c in find_clauses(parse) if parse.tokens[c.predicate].text == case["predicate"]]

    def words(indices: tuple[int, ...]) -> list[str]:
        return [parse.tokens[i].text for i in indices]

    found = {
        "subjects": words(clause.subjects),
        "objects": words(clause.objects),
        "complements": [[marker, parse.tokens[i].text] for marker, i in clause.complements],
        "tense": clause.tense,
        "negated": clause.negated,
        "modal": clause.modal,
        "passive": clause.passive,
        "quote": case["text"][clause.start : clause.end],
    }
    asked = {key: value for key, value in case.items() if key not in ("text", "predicate", "complements")}
    assert {key: found[key] for key in asked} == asked
    assert all(pair in found["complements"] for pair in case.get("complements", []))


WORDS = [
    "who",
    "which",
    "said",
    "Norland",
    "agreed",
    "to",
    "and",
    "meet",
    ",",
    "by",
    "was",
    "not",
    "talks",
    '"',
    "that",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_frames_inside_it(text: str) -> None:
    parse = parse_text(text)
    for clause in find_clauses(parse):
        assert 0 <= clause.start < clause.end <= len(text)
        assert clause.predicate not in clause.subjects
