"""The record follows behind a reviewer, also after a time when it could not."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

import communique
from communique.refreshing import Refresher


@pytest.mark.parametrize(
    ("program", "told"), [(shutil.which("false"), "was ended"), ("/nowhere/python", "could be started")]
)
def test_build_that_comes_to_nothing_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, told: str
) -> None:
    refresher = Refresher(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", program)
        refresher.ask()
        refresher.wait()
    assert told in refresher.problem
    assert refresher.idle
    refresher.ask()
    refresher.wait()
    assert "is no dossier" in refresher.problem


def test_what_a_killed_build_left_goes_with_the_next(tmp_path: Path) -> None:
    dossier = communique.init(tmp_path / "d")
    left_over = dossier / ".build-killed"
    left_over.mkdir()
    (left_over / "record.duckdb").write_text("half of a record")
    communique.rebuild(dossier)
    assert not left_over.exists()
