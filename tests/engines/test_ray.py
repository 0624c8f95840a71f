"""Ray reads what the pool reads, whatever dies; one local cluster serves all these tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

import communique
from communique import storage
from communique.engines import Engine, read_all
from communique.engines.running import OnRay
from tests.engines.making import NOBODY, called, outcome, quick_reports, readers, write_broken

pytest.importorskip("ray", reason="ray is not installed: pip install 'communique[ray]'")

pytestmark = pytest.mark.filterwarnings("default")  # Ray's own code warns of what is to change in Python and in Ray
ARTICLE = "Norland said on Monday that it will not attend the talks. Estria met Norland in Vienna, the ministry said."


@pytest.fixture(scope="module")
def deaths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cluster of two workers on this machine, with a library that breaks them; the file of their deaths."""
    folder = tmp_path_factory.mktemp("ray")
    written = write_broken(folder)
    patched = pytest.MonkeyPatch()
    patched.setenv("PYTHONPATH", os.pathsep.join([str(folder), *filter(None, sys.path)]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from communique.engines.ray import cluster

        with cluster(2, ""):
            yield written
    patched.undo()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Thirty reports of which each says something, and one that cannot be read."""
    rows = [{"id": f"r{n}", "text": f"{ARTICLE} It is report {n}.", "date": "2020-01-10"} for n in range(30)]
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows[:9], {"id": "empty"}, *rows[9:]]))
    return path


def test_dossier_read_on_ray_is_the_one_read_on_the_pool(deaths: Path, archive: Path, tmp_path: Path) -> None:
    def read(engine: Engine) -> tuple[object, ...]:
        folder = communique.init(tmp_path / engine, title="Island talks")
        done = communique.add(folder, [archive], engine=engine, workers=2)
        assert (done.new, done.known) == (30, 0)
        rows = [(row.key, row.read, row.report) for row in storage.stored_rows(folder)]
        origins = [(row.id, row.origin, row.claims) for row in communique.documents(folder)]
        told = communique.statements(folder, suggested=True)
        assert told, "something must have been read"
        return rows, done.failures, communique.timeline(folder, suggested=True), told, origins

    assert read("ray") == read("process")


def test_whatever_dies_on_the_cluster_costs_nothing_and_a_deadly_report_only_itself(deaths: Path) -> None:
    reports = quick_reports(600, deadly=33)
    dying = {
        80: "python",
        200: "ray::MapWorker",
        350: "ray::Read",
    }  # a worker, the actor of one, and who feeds them all
    found = []
    for read in read_all(reports, NOBODY, workers=OnRay(2)):
        found.append(read)
        if name := dying.get(len(found)):
            victims = readers() if name == "python" else called(name)
            assert victims, f"{name} must be there to be killed"
            victims[0].kill()
    expected = [report.source for report in reports]
    expected[33] = "r33: ended the process that read it, 2 times"
    assert outcome(found) == expected
    assert deaths.read_text().split() == ["r33", "r33"]


def test_block_that_ray_data_finds_lost_is_read_again(deaths: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from communique.engines import ray

    plan, made = ray._plan, []

    class Losing:
        """The plan of a stream that breaks off, after its first block, as Ray Data does when a process dies."""

        def __init__(self, *words: Any) -> None:
            made.append(plan(*words))

        def iter_batches(self, **words: Any) -> Iterator[Any]:
            for block in made[-1].iter_batches(**words):
                yield block
                if len(made) == 1:
                    raise AssertionError("Above ray.get should raise an exception.")

    monkeypatch.setattr(ray, "_plan", Losing)
    reports = quick_reports(200)
    found = list(read_all(reports, NOBODY, workers=OnRay(2)))
    assert len(made) == 2, "the stream must have broken off, and been made anew once"
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
    below = [each for each in psutil.Process(driver.pid).children(recursive=True) if not each.name().endswith("Agent")]
    driver.kill()
    driver.wait()
    kept = storage.known_keys(folder)
    assert 10 <= len(kept) < 600
    assert not psutil.wait_procs(below, timeout=60)[1]  # Ray's own agents take minutes to see that they are alone
    done = communique.add(folder, [reports], workers=2)
    assert (done.known, done.new) == (len(kept), 600 - len(kept))
    assert sorted(storage.known_keys(folder).values()) == sorted(f"r{n}" for n in range(600))


def test_cluster_that_is_not_there_is_one_clear_line(archive: Path) -> None:
    script = "from communique.cli import main; main()"
    words = ["extract", str(archive), "--engine", "ray", "--ray-address", "127.0.0.1:1"]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert "the Ray cluster at 127.0.0.1:1 cannot be joined" in line
