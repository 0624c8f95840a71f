"""A truce as a forum: who is in, who is excepted, who broke it, and whether aid gets through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.record.making import build
from tests.record.strategies import claim, event, read

from communique.record import questions
from communique.record.answers import TruceLine
from communique.record.words.themes import truce_theme
from communique.records import Actor, Mention, Read, Story


def told(name: str, text: str, kind: Any, **about: Any) -> Read:
    """A report of one sentence that carries one claim."""
    said = msgspec.structs.replace(claim(kind, **about), quote=text, start=0, end=len(text), sentence=(0, len(text)))
    found = read(name, outlet=name, text=text, claims=[said])
    return msgspec.structs.replace(
        found, extraction=msgspec.structs.replace(found.extraction, sentences=((0, len(text)),))
    )


def lines(folder: Path, *reads: Read) -> list[TruceLine]:
    return questions.truce(build(folder, reads))


def test_who_is_in_and_who_is_excepted_according_to_whom(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        read("a", claims=[claim("participation", topic="the truce")]),
        read("b", claims=[claim("participation", holder="", argument="the guild", topic="a ceasefire", polarity=-1)]),
        read("c", claims=[claim("participation", argument="the guild", topic="the talks", polarity=-1)]),
    )
    assert [(line.kind, line.who, line.by) for line in found] == [
        ("in", "Estria", "Norland"),
        ("excepted", "the guild", ""),
    ]


def test_who_stays_out_himself_refuses_and_nobody_excepts_him(tmp_path: Path) -> None:
    away = claim("participation", holder="Norland", argument="Norland", topic="the truce", polarity=-1)
    [line] = lines(tmp_path, read("a", claims=[away]))
    assert (line.kind, line.who, line.by) == ("refuses", "Norland", "Norland")


def test_violation_is_by_whom_against_whom_with_day_place_and_origins(tmp_path: Path) -> None:
    text = "Norland accused Estria of breaking the truce in Vienna."
    reads = [told(name, text, "accuse", topic="breaking the truce") for name in ("Post", "Sun")]
    place = Mention(text.index("Vienna"), text.index("Vienna") + 6, "Vienna", "place", "Vienna")
    reads[0] = msgspec.structs.replace(
        reads[0], extraction=msgspec.structs.replace(reads[0].extraction, mentions=(place,))
    )
    [line] = lines(tmp_path, *reads)
    assert (line.kind, line.who, line.by, line.day, line.place) == (
        *("violation", "Estria", "Norland"),
        *("2020-01-10", "Vienna"),
    )
    assert (line.origins, line.outlets) == (2, 2)


@pytest.mark.parametrize(
    ("text", "kind", "about", "line"),
    [
        ("Norland urged Estria to allow aid in.", "request", {}, ("aid asked", "Estria", "Norland")),
        ("Norland agreed to let in food and to allow convoys.", "pledge", {}, ("aid granted", "Norland", "")),
        ("Norland accused Estria of blocking aid.", "accuse", {}, ("aid blocked", "Estria", "Norland")),
        ("Norland will not allow aid in.", "pledge", {"polarity": -1}, ("aid blocked", "Norland", "")),
        ("Norland agreed to a truce.", "agree", {}, ("in", "Norland", "Norland")),
        ("Norland rejected the truce.", "agree", {"polarity": -1}, ("refuses", "Norland", "Norland")),
    ],
)
def test_access_for_aid_and_agreement(tmp_path: Path, text: str, kind: str, about: Any, line: Any) -> None:
    found = lines(tmp_path, told("a", text, kind, **({"argument": ""} if kind == "agree" else {}), **about))
    assert [(each.kind, each.who, each.by) for each in found] == [line]


def test_both_who_agree_on_a_truce_are_in(tmp_path: Path) -> None:
    found = lines(tmp_path, told("a", "Norland and Estria agreed on a truce.", "agree"))
    assert {(line.kind, line.who, line.by) for line in found} == {
        ("in", "Norland", "Norland"),
        ("in", "Estria", "Norland"),
    }


def test_seat_in_what_the_sentence_before_names(tmp_path: Path) -> None:
    text = "The truce begins on Saturday. Estria is excluded. The talks go on. Estria is excluded."
    spans = ((0, 29), (30, 49), (50, 66), (67, len(text)))
    claims = [
        msgspec.structs.replace(
            claim("participation", holder="", polarity=-1, topic="excluded"),
            quote=text[start:end],
            start=start,
            end=end,
            sentence=(start, end),
        )
        for start, end in (spans[1], spans[3])
    ]
    made = read("a", text=text, claims=claims)
    found = lines(
        tmp_path, msgspec.structs.replace(made, extraction=msgspec.structs.replace(made.extraction, sentences=spans))
    )
    assert [(line.kind, line.who, line.evidence[0].start) for line in found] == [("excepted", "Estria", 30)]


def test_denied_violation_is_no_violation(tmp_path: Path) -> None:
    denied = told("a", "Norland denied that it broke the truce.", "accuse", polarity=-1)
    assert lines(tmp_path, denied) == []


def test_what_only_an_event_tells_is_suggested(tmp_path: Path) -> None:
    text = "Norland and Estria agreed on a truce."
    reads = [read("a", text=text, events=[event("AGREE", span=(0, len(text)))])]
    assert lines(tmp_path, *reads) == []
    assert {(line.kind, line.stated) for line in questions.truce(tmp_path, suggested=True)} == {("in", False)}


def test_truces_of_other_stories_are_left_out(tmp_path: Path) -> None:
    story = Story(actors=tuple(Actor(name=name, kind="state") for name in ("Utopia", "Arcadia")))
    ours = read("b", claims=[claim(holder="Utopia"), claim(holder="Arcadia")])
    build(tmp_path, [read("a", claims=[claim("participation", topic="the truce")]), ours], story=story)
    assert questions.truce(tmp_path) == []


@pytest.mark.parametrize(
    ("quote", "theme"),
    [
        ("accused it of violating the ceasefire", "violation"),
        ("broke the window", ""),
        ("deliver aid to the besieged towns", "aid"),
        ("blocked aid convoys", "blocked"),
        ("the truce holds", "truce"),
        ("they met in Vienna", ""),
    ],
)
def test_theme_of_a_clause(quote: str, theme: str) -> None:
    assert truce_theme(quote, quote) == theme
