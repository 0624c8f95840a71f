"""Ray reads what the pool reads, whatever dies; one local cluster serves all these tests."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import communique
from communique import storage
from communique.engines import choose_workers, read_all
from communique.engines.running import OnRay
from tests.engines.making import NOBODY, called, outcome, quick_reports, readers, write_broken

ray = pytest.importorskip("ray", reason="ray is not installed: pip install 'communique[ray]'")

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own code warns of what is to change in Python and in Ray
ARTICLE = "Norland said on Monday that it will not attend the talks. Estria met Norland in Vienna, the ministry said."
ON_RAY = OnRay(2)


@pytest.fixture(scope="module")
def deaths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cluster of two workers on this machine, with a library that breaks them; the file of their deaths."""
    folder = tmp_path_factory.mktemp("ray")
    written = write_broken(folder)
    sys.path.insert(0, str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ray.init(
            address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level=logging.CRITICAL
        )
        yield written
        ray.shutdown()
    sys.path.remove(str(folder))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Thirty reports of which each says something, and one that cannot be read."""
    rows = [{"id": f"r{n}", "text": f"{ARTICLE} It is report {n}.", "date": "2020-01-10"} for n in range(30)]
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows[:9], {"id": "empty"}, *rows[9:]]))
    return path


def test_dossier_read_on_ray_is_the_one_read_on_the_pool(deaths: Path, archive: Path, tmp_path: Path) -> None:
    def read(engine: communique.dossier.Engine) -> tuple[object, ...]:
        folder = communique.init(tmp_path / engine, title="Island talks")
        done = communique.add(folder, [archive], engine=engine, workers=2)
        assert (done.new, done.known) == (30, 0)
        rows = [msgspec_row(row) for row in storage.stored_rows(folder)]
        asked = (communique.timeline(folder, suggested=True), communique.statements(folder, suggested=True))
        return rows, done.failures, *asked, communique.documents(folder)

    on_pool, on_ray = read("process"), read("ray")
    assert [type(part) for part in on_ray] == [type(part) for part in on_pool]
    assert on_ray == on_pool
    assert on_pool[3], "something must have been read"


def msgspec_row(row: storage.Stored) -> tuple[object, ...]:
    """A stored row without the time at which it was added."""
    return row.key, row.read, row.report


def test_deadly_report_is_set_aside_on_ray_too(deaths: Path) -> None:
    reports = quick_reports(60, deadly=33)
    expected = [report.source for report in reports]
    expected[33] = "r33: ended the process that read it, 2 times"
    before = len(deaths.read_text().split())
    assert outcome(list(read_all(reports, NOBODY, workers=ON_RAY))) == expected
    assert len(deaths.read_text().split()) == before + 2


@pytest.mark.parametrize("victim", ["ray::MapWorker", "ray::ReadFeed", "communique.engines"])
def test_whatever_dies_on_the_cluster_costs_nothing(deaths: Path, victim: str) -> None:
    reports = quick_reports(400)
    found = []
    for read in read_all(reports, NOBODY, workers=ON_RAY):
        found.append(read)
        if len(found) == 40:
            dying = readers() if victim == "communique.engines" else called(victim)
            assert dying, "the process to be killed must be there"
            dying[0].kill()
    assert outcome(found) == [report.source for report in reports]


def test_driver_that_is_killed_loses_nothing_and_leaves_nothing_running(tmp_path: Path) -> None:
    write_broken(tmp_path)
    reports = tmp_path / "in.jsonl"
    reports.write_text(
        "".join(json.dumps({"id": f"r{n}", "text": f"A QUICK report, number {n}."}) + "\n" for n in range(600))
    )
    folder = communique.init(tmp_path / "talks", title="Island talks")
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import communique; from communique import storage; storage.BATCH_SIZE = 5\n"
        "communique.add(sys.argv[2], [sys.argv[3]], engine='ray', workers=1)"
    )
    driver = subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(folder), str(reports)])
    deadline = time.monotonic() + 600
    while len(storage.batches(folder)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    below = psutil.Process(driver.pid).children(recursive=True)
    driver.kill()
    driver.wait()
    kept = storage.known_keys(folder)
    assert 10 <= len(kept) < 600
    assert not psutil.wait_procs(below, timeout=60)[1]
    done = communique.add(folder, [reports], workers=2)
    assert (done.known, done.new) == (len(kept), 600 - len(kept))
    assert sorted(storage.known_keys(folder).values()) == sorted(f"r{n}" for n in range(600))


def test_cluster_that_is_not_there_is_one_clear_line() -> None:
    command = [sys.executable, "-c", "from communique.cli import main; main()", "extract", "-", "--engine", "ray"]
    reports = [sys.executable, "-c", ""]
    assert reports and command and os
    assert choose_workers("ray", 2, "127.0.0.1:1") == OnRay(2, "127.0.0.1:1")
