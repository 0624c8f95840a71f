"""Answers that are kept are those of the record that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import communique
from communique.errors import QuestionError
from communique.record import questions
from communique.web.answers import Answers, Put


def test_what_was_asked_while_the_record_was_swapped_is_not_kept(island: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(island, tmp_path / "island"))
    answers = Answers(folder)
    with answers.together():
        communique.exclude(folder, "third")
        answers.ask(questions.documents)
    assert "third" not in {row.id for row in answers.ask(questions.documents)}


def test_newest_record_is_found_by_all_and_what_is_asked_together_finds_one(island: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(island, tmp_path / "isle's land"))
    answers = Answers(folder)
    assert "third" in {row.id for row in answers.ask(questions.documents)}
    communique.exclude(folder, "third")
    assert "third" not in {row.id for row in communique.documents(folder)}
    with answers.together():
        assert "third" not in {row.id for row in answers.ask(questions.documents)}
        communique.restore(folder, "third")
        assert "third" not in {row.id for row in answers.ask(questions.documents, limit=9)}
    assert "third" in {row.id for row in answers.ask(questions.documents, known="2099-01-01")}


def test_questions_put_together_have_the_answers_that_each_has_alone(island: Path) -> None:
    answers = Answers(island)
    put = [Put(questions.documents), Put(questions.lists, ("",)), Put(questions.positions, filters={"suggested": True})]
    alone = [each.question(island, *each.about, **each.filters) for each in put]
    assert answers.ask_all(put) == alone
    assert answers.ask_all([*put, Put(questions.gates, ("",))])[:3] == alone
    with pytest.raises(QuestionError, match="no actor"):
        answers.ask_all([*put, Put(questions.positions, filters={"actor": "nobody that is known"})])
