"""Which claims are compared, and which are not."""

from __future__ import annotations

import pytest

from communique.record.matters import matter_of
from communique.records import Issue

TRUCE = Issue(name="truce", words=("truce", "ceasefire", "cessation of hostilities"), plus="it holds", minus="it ends")


@pytest.mark.parametrize(
    ("kind", "argument", "topics"),
    [
        ("designation", "the guild", ("terrorist", "a terrorist organisation", "terrorists")),
        ("participation", "the guild", ("the talks", "negotiations in Vienna", "the next round")),
        ("participation", "the guild", ("the truce", "a ceasefire")),
        ("condition", "", ("talks <- the release of detainees", "a deal <- release all the detainees")),
        ("stance", "Ada Berg", ("Ada Berg's departure", "the departure of Berg", "her departure")),
        ("stance", "", ("the truce", "a cessation of hostilities", "Ceasefire")),
        ("stance", "", ("violating the truce", "violations of the ceasefire")),
    ],
)
def test_other_words_meet_on_one_matter(kind: str, argument: str, topics: tuple[str, ...]) -> None:
    assert len({matter_of(kind, argument, topic, (TRUCE,)).key for topic in topics}) == 1


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("designation", ("the guild", "terrorist"), ("Estria", "terrorist")),
        ("designation", ("the guild", "legitimate opposition"), ("the guild", "illegitimate")),
        ("participation", ("the guild", "the talks"), ("the guild", "the truce")),
        ("stance", ("", "the truce"), ("", "violations of the truce")),
        ("stance", ("Ada Berg", "her return"), ("Ada Berg", "her departure")),
    ],
)
def test_different_things_stay_apart(kind: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    assert matter_of(kind, *first, (TRUCE,)).key != matter_of(kind, *second, (TRUCE,)).key


@pytest.mark.parametrize("topic", ["it", "them both", "", "what they do"])
def test_a_pronoun_is_no_matter(topic: str) -> None:
    assert matter_of("stance", "", topic, ()).key == ""


def test_poles_of_the_story_are_read_only_where_the_matter_is_the_issue_itself() -> None:
    assert matter_of("stance", "", "the ceasefire", (TRUCE,)).plus == "it holds"
    assert matter_of("stance", "", "breaches of the ceasefire", (TRUCE,)).plus == "for"


def test_words_of_the_text_cannot_forge_a_key() -> None:
    assert matter_of("stance", "", "x|y", ()).key.count("|") == matter_of("stance", "", "xyz", ()).key.count("|")


def test_name_of_a_matter_says_whom_it_is_about() -> None:
    assert matter_of("stance", "Ada Berg", "her return", ()).label == "Ada Berg: her return"
    assert matter_of("stance", "Ada Berg", "the return of Berg", ()).label == "the return of Berg"
    assert matter_of("stance", "Ada Berg", "her", ()).label == "Ada Berg"
