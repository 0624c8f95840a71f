"""When a position turned; a repetition is no change, and a softening is no reversal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.record.making import build
from tests.record.strategies import TEXT, claim, read

from communique.record import questions
from communique.record.words.tones import is_denial, is_soft
from communique.records import Read

SOFT = "Norland said that it could accept Estria."


def said(day: str, polarity: int, holder: str = "Norland", **about: Any) -> Read:
    return read(day + holder, day=day, claims=[claim(holder=holder, polarity=polarity, **about)])


def softly(day: str, polarity: int) -> Read:
    """A report in whose words the position is taken with less than a plain yes or no."""
    told = claim(polarity=polarity, span=(0, 10))
    told = msgspec.structs.replace(told, quote=SOFT, end=len(SOFT), sentence=(0, len(SOFT)))
    return read(day, day=day, text=SOFT, claims=[told])


def turns(folder: Path, *reads: Read) -> list[tuple[str, str, str, str]]:
    found = questions.changes(build(folder, reads))
    return [(change.day, change.kind, change.before, change.after) for change in found]


def test_change_tells_from_what_to_what_between_which_sentences(tmp_path: Path) -> None:
    build(tmp_path, [said("2020-01-01", -1), said("2020-01-05", 1)])
    [change] = questions.changes(tmp_path)
    assert (change.day, change.since, change.holder, change.kind) == ("2020-01-05", "2020-01-01", "Norland", "reversal")
    assert (change.before, change.after, change.polarity) == ("against", "for", 1)
    assert [proof.published for proof in (*change.was, *change.evidence)] == ["2020-01-01", "2020-01-05"]
    assert change.evidence[0].quote == TEXT[:47]


def test_repetition_is_no_change(tmp_path: Path) -> None:
    assert turns(tmp_path, *(said(f"2020-01-0{day}", 1) for day in (1, 3, 5))) == []


def test_softening_is_told_apart_from_a_reversal(tmp_path: Path) -> None:
    assert turns(tmp_path, said("2020-01-01", -1), softly("2020-01-05", 1), said("2020-01-09", 1)) == [
        ("2020-01-05", "softening", "against", "for")
    ]


def test_softer_words_for_the_same_soften_once(tmp_path: Path) -> None:
    reads = [said("2020-01-01", 1), softly("2020-01-05", 1), softly("2020-01-07", 1), said("2020-01-09", 1)]
    assert turns(tmp_path, *reads) == [("2020-01-05", "softening", "for", "for")]


def test_side_turns_whoever_speaks_for_it(tmp_path: Path) -> None:
    reads = [said("2020-01-01", -1, "Ada Berg"), said("2020-01-05", 1, "Cy Dahl"), said("2020-01-06", -1, "the guild")]
    build(tmp_path, reads)
    assert [change.holder for change in questions.changes(tmp_path)] == ["Norland"]


def test_undated_claims_turn_nothing(tmp_path: Path) -> None:
    assert turns(tmp_path, read("a", day="", claims=[claim(polarity=-1)]), said("2020-01-05", 1)) == []


def test_of_a_day_that_tells_both_more_reports_decide(tmp_path: Path) -> None:
    again = read("again", day="2020-01-05", claims=[claim(polarity=-1)])
    assert (
        turns(tmp_path, said("2020-01-01", -1), again, said("2020-01-05", -1), said("2020-01-05", 1, "Ada Berg")) == []
    )


def test_days_choose_the_turn_and_actors_the_side(tmp_path: Path) -> None:
    build(tmp_path, [said("2020-01-01", -1), said("2020-01-05", 1), said("2020-01-09", -1)])
    assert [change.day for change in questions.changes(tmp_path, since="2020-01-06")] == ["2020-01-09"]
    assert [change.day for change in questions.changes(tmp_path, as_of="2020-01-06")] == ["2020-01-05"]
    assert len(questions.changes(tmp_path, actor="Ada Berg")) == 0
    assert [change.day for change in questions.changes(tmp_path, limit=1)] == ["2020-01-09"]


def test_change_to_a_suggested_claim_is_suggested(tmp_path: Path) -> None:
    build(tmp_path, [said("2020-01-01", -1), said("2020-01-05", 1, stated=False)])
    assert questions.changes(tmp_path) == []
    assert [change.stated for change in questions.changes(tmp_path, suggested=True)] == [False]


@pytest.mark.parametrize("words", ["could accept him", "is ready to discuss it", "did not rule out", "in principle"])
def test_soft_words(words: str) -> None:
    assert is_soft(words)


@pytest.mark.parametrize(
    "words",
    [
        "could not negotiate",
        "could bring no result",
        "as long as he stays",
        "accepts him",
        "will discuss it",
        "ruled out",
    ],
)
def test_plain_words(words: str) -> None:
    assert not is_soft(words)


def test_cue_of_a_denial() -> None:
    assert is_denial("has denied")
    assert not is_denial("said")
