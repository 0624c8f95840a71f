"""Answers that are kept are those of the record that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import communique
from communique.record import questions
from communique.web.answers import Answers


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
