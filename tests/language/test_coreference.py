"""Who pronouns and role nouns stand for, in texts of invented negotiations."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.actors import world_gazetteer
from communique.language.coreference import find_references
from communique.language.mentions import find_mentions
from communique.language.parse import parse_text
from communique.language.text import Reference

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "coreference.toml").read_text("utf-8"))["case"]


def references_of(text: str) -> tuple[Reference, ...]:
    parse = parse_text(text)
    return find_references(parse, find_mentions(parse, world_gazetteer()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['of']}: {case['text'][:40]}")
def test_words_stand_for_the_right_actors(case: dict[str, Any]) -> None:
    places = [m.start() for m in re.finditer(rf"\b{re.escape(case['of'])}\b", case["text"])]
    place = places[case.get("nth", 1) - 1]
    found = [r for r in references_of(case["text"]) if r.start <= place < r.end]
    assert [mention.actor for reference in found for mention in reference.mentions] == case["actors"]


WORDS = [
    "he",
    "they",
    "it",
    "who",
    "the",
    "two",
    "sides",
    "Norway",
    "Ana",
    "Mora",
    "said",
    "we",
    '"',
    ".",
    "and",
    "both",
    "group",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_exact_references_beside_its_mentions(text: str) -> None:
    parse = parse_text(text)
    mentions = find_mentions(parse, world_gazetteer())
    for reference in find_references(parse, mentions):
        assert text[reference.start : reference.end] == reference.text
        assert set(reference.mentions) <= set(mentions)
        assert 0.5 <= reference.confidence <= 1
