"""Who is named where, in texts of invented negotiations."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.actors import merge_gazetteers, world_gazetteer
from communique.language.mentions import find_mentions
from communique.language.parse import parse_text
from communique.records import Actor, Gazetteer, Mention

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "mentions.toml").read_text("utf-8"))["case"]


def mentions_of(text: str, *story: Actor) -> tuple[Mention, ...]:
    return find_mentions(parse_text(text), merge_gazetteers(Gazetteer(story), world_gazetteer()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_mentions_name_the_right_actor(case: dict[str, Any]) -> None:
    found = mentions_of(case["text"])
    shown = [f"{m.text} = {m.kind} | {m.actor} | {m.speaks_for}".strip() for m in found]
    assert [wanted for wanted in case.get("found", []) if wanted.strip() not in shown] == [], shown
    assert not {m.text for m in found} & set(case.get("none", []))


def test_a_story_outranks_the_world_and_lends_its_people() -> None:
    story = (
        Actor(name="Estrian government", kind="government", people=("Estrian",), metonyms=("Estgrad",)),
        Actor(name="Ivo Sandel", kind="person", names=("Sandel",), speaks_for="Estrian government"),
        Actor(name="River Army", kind="armed_group", names=("Jaish al-Nahr", "Army of the River")),
    )
    text = "Sandel said Estgrad would not meet the Army of the River. Jaysh al-Nahr shrugged."
    found = {m.text: (m.kind, m.actor, m.speaks_for) for m in mentions_of(text, *story)}
    assert found["Sandel"] == ("person", "Ivo Sandel", "Estrian government")
    assert found["Estgrad"] == ("government", "Estrian government", "")
    assert found["Army of the River"] == found["Jaysh al-Nahr"] == ("armed_group", "River Army", "")


def test_a_surname_is_a_person_however_often_it_looks_like_a_place() -> None:
    text = (
        "Norway spoke. Meeting the press on Monday, Sali Yıldırım said it was over. Yıldırım stressed that. "
        "Yıldırım also said more. Yıldırım initially denied it. Yıldırım left."
    )
    found = mentions_of(text)
    assert {(m.kind, m.actor) for m in found if m.text == "Yıldırım"} == {("person", "Sali Yıldırım")}


def test_the_order_of_names_in_an_entry_changes_nothing() -> None:
    text = "The Army of the River and Jaish al-Nahr are one; so are the River Army and Nahr."
    names = ("Jaish al-Nahr", "Army of the River", "Nahr")
    forward = mentions_of(text, Actor(name="River Army", kind="armed_group", names=names))
    backward = mentions_of(text, Actor(name="River Army", kind="armed_group", names=names[::-1]))
    assert forward == backward


WORDS = [
    "Norway",
    "the",
    "Russian",
    "Foreign",
    "Minister",
    "Ana",
    "Mora",
    ",",
    "and",
    "of",
    "al",
    "-",
    "'s",
    "officials",
    "(",
    ")",
    "NRC",
    "said",
    "Moscow",
    "opposition",
    "\n",
    "U.S.",
    "Party",
    "for",
    "group",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_exact_spans_in_order_without_overlap(text: str) -> None:
    found = mentions_of(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
