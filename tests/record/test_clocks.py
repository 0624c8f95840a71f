"""Two clocks: what had been said by a day, and what the dossier knew by a moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.record.making import build
from tests.record.strategies import claim, event, read, statement

from communique.errors import QuestionError
from communique.record import questions

EARLY, LATE = "2020-03-01T12:00:00+00:00", "2020-03-02T09:30:00+00:00"
ROWS: tuple[Callable[..., Any], ...] = (
    questions.positions,
    questions.statements,
    questions.timeline,
    questions.documents,
)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An old report that was added last, and a young one that was added first."""
    old = read("old", day="2020-01-01", claims=[claim(polarity=-1)], statements=[statement("Estria")], events=[event()])
    young = read("young", day="2020-02-01", claims=[claim()], statements=[statement()])
    folder = tmp_path_factory.mktemp("clocks")
    return build(folder, [old, young], added={"young": EARLY, "old": LATE})


def documents(rows: Any) -> set[str]:
    return {proof.document for row in rows for proof in row.evidence}


def test_report_that_was_added_later_was_not_known(dossier: Path) -> None:
    for ask in (questions.positions, questions.statements, questions.timeline):
        assert documents(ask(dossier, known="2020-03-01")) <= {"young"}
    assert [row.id for row in questions.documents(dossier, known="2020-03-01")] == ["young"]
    assert {hit.id for hit in questions.search(dossier, "vienna", known="2020-03-01")} == {"young"}
    assert questions.brief(dossier, known="2020-03-01").documents == 1


def test_both_clocks_at_once_ask_what_one_knew_then_of_an_earlier_day(dossier: Path) -> None:
    assert questions.positions(dossier, as_of="2020-01-15", known="2020-03-01") == []
    [position] = questions.positions(dossier, as_of="2020-01-15", known="2020-03-02")
    assert position.position == "against"


@pytest.mark.parametrize(
    ("known", "count"),
    [
        ("2020-02-29", 0),
        ("2020-03-01", 1),
        ("2020-03-01T12:00", 1),
        ("2020-03-01T11:59:59", 0),
        ("2020-03-01 14:00+02:00", 1),
        ("2020-03-01T13:59+02:00", 0),
        ("2020-03-02", 2),
        ("", 2),
    ],
)
def test_a_day_counts_as_a_whole_and_a_time_to_the_second_in_utc(dossier: Path, known: str, count: int) -> None:
    assert len(questions.documents(dossier, known=known)) == count


def test_later_moment_than_all_changes_nothing(dossier: Path) -> None:
    for ask in ROWS:
        assert ask(dossier, known="2030-01-01") == ask(dossier)


def test_bad_moment_says_what_to_write(dossier: Path) -> None:
    with pytest.raises(QuestionError, match="2016-01-20T18:30"):
        questions.positions(dossier, known="yesterday")
