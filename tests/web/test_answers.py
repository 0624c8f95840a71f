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
