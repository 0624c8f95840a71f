"""The machinery that measures a language model from a tape, tried on one that no model made."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from benchmarks.grounding import KINDS, annotated, measure_grounding
from benchmarks.model import Share, Shares, as_table, calibrate, model_section
from benchmarks.quality import read_rows
from benchmarks.tape import NAME, write_synthetic

from communique.actors import world_gazetteer
from communique.records import Calibration

ARTICLES = 3


def test_calibration_follows_what_was_right() -> None:
    good = Shares(Share(), Share(200, 160, 80.0), Share(200, 180, 120.0), {"stance": Share(10, 0, 4.0)})
    bad = Shares(Share(), Share(200, 20, 80.0), Share(200, 100, 120.0), {})
    assert calibrate(good).alone == pytest.approx(0.79, abs=0.01)
    assert calibrate(good).types["stance"] < 0.4
    assert calibrate(good).lift > calibrate(bad).lift == pytest.approx(3 * 1.0 / 1.5, abs=0.1)
    assert calibrate(Shares(Share(), Share(), Share(), {})) == Calibration(alone=0.4, lift=3.0)


def test_printed_table_is_one_that_a_story_may_have() -> None:
    calibration = Calibration(alone=0.55, lift=4.2, types={"stance": 0.3, "accuse": 0.6})
    read = tomllib.loads(as_table(calibration))["reader"]["calibration"]
    assert msgspec.convert(read, Calibration) == calibration


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the shared scorer leaves files open
def test_tape_is_scored_like_any_reader(shared: Path, tmp_path: Path) -> None:
    rows = list(read_rows(shared / "benchmark/claims-dev.jsonl"))[:ARTICLES]
    write_synthetic(tmp_path / "tape.jsonl", rows)
    section = model_section(tmp_path / "tape.jsonl", tmp_path)
    assert f"{NAME}, replayed from a tape; {ARTICLES} annotated articles" in section
    figures = dict(line.strip("| ").split(" | ", 1) for line in section.splitlines() if line.startswith("| claims"))
    local, joined = map(float, figures["claims f1"].split(" | "))
    assert joined > local
    assert "[reader.calibration]" in section


def test_nothing_passes_whose_quotation_or_parties_are_not_in_the_article(shared: Path) -> None:
    rows = list(read_rows(shared / "benchmark/claims-dev.jsonl"))[:ARTICLES]
    found, true, refused = measure_grounding(annotated(rows, world_gazetteer()))
    assert all(passing.made > 20 for passing in found.values())
    assert [found[kind.name].passed for kind in KINDS[:2]] == [0, 0]
    assert found[KINDS[4].name].passed == 0
    assert sum(passing.unquoted for passing in found.values()) == 0
    assert refused.total() < true / 2
