"""The quality of each task may rise and must not fall below its floor; `make bench` measures the whole sets."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from benchmarks.quality import TASKS, Task, measure_task

FLOORS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_task_stays_above_its_floor(task: Task, shared: Path, tmp_path: Path) -> None:
    floors = FLOORS[task.name]
    _, figures = measure_task(task, tmp_path, limit=floors["articles"])
    fallen = {name: (figures[name], floor) for name, floor in floors["at_least"].items() if figures[name] < floor}
    assert not fallen, f"{task.name} fell below its floor (figure, floor): {fallen}"
