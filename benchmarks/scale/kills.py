"""Whether anything is lost or read twice when workers and the command itself are killed at random moments.

python -m benchmarks.scale.kills [ENGINE [N [TIMES]]]     default: process, 200 reports of the press archive, ten times

Each time `communique add` is started anew; a worker of it is killed, a little later the command itself. At the end it
runs once undisturbed, and the dossier must hold every report once.
"""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

import communique
from benchmarks.quality import communique as command
from benchmarks.scale.map import archive
from benchmarks.scale.watching import below, readers
from benchmarks.speed import ARCHIVE
from communique import storage
from communique.dossier import key_of
from communique.engines import Engine

SOON = 6.0  # seconds that a worker lives at most after it was seen, and the command after it
WRITTEN = 0.7  # how often the command lives until it has written something
LONG = 600.0  # seconds in which a worker must have been seen

SECTION = """
## Kills

{killed} workers and {times} runs of `add --engine {engine}` killed at random moments, {reports} reports in all: {lost}
lost, {double} kept twice, {failed} set aside. After each kill the dossier held: {kept}.
"""


class Killed(NamedTuple):
    """What came of it: how many were kept after each kill, and in the end lost, kept twice, or set aside."""

    reports: int
    workers: int
    kept: list[int]
    lost: int
    double: int
    failed: int


def kill_often(engine: Engine, size: int, times: int, *, seed: int = 0) -> Killed:
    """Add reports to a dossier, with so many kills of a worker and of the command."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="communique-kills-") as folder:
        reports = _first(Path(folder) / "reports.jsonl", size)
        dossier = communique.init(Path(folder) / "dossier")
        workers, kept = 0, []
        for _ in range(times):
            workers += _run_and_kill(engine, dossier, reports, chance)
            kept.append(len(_keys(dossier)))
        done = communique.add(dossier, [reports], engine=engine, workers=2)
        keys, wanted = _keys(dossier), {key_of(report) for report in archive(size)}
        double = sum(count - 1 for count in keys.values())
        return Killed(len(wanted), workers, kept, len(wanted - keys.keys()), double, len(done.failures))


def _first(path: Path, size: int) -> Path:
    with gzip.open(ARCHIVE) as file:
        path.write_bytes(b"".join(islice(file, size)))
    return path


def _add(engine: Engine, dossier: Path, reports: Path) -> list[str | Path]:
    return [command(), "add", dossier, reports, "--engine", engine, "--workers", "2"]


def _run_and_kill(engine: Engine, dossier: Path, reports: Path, chance: random.Random) -> int:
    """Start the command and kill first one of its workers, then itself; how many workers were killed."""
    process = subprocess.Popen(_add(engine, dossier, reports), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until, found = time.monotonic() + LONG, list(readers(process.pid))
    while not found and process.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
        found = list(readers(process.pid))
    time.sleep(chance.uniform(0, SOON))
    if found := list(readers(process.pid)):
        chance.choice(found).kill()
    if chance.random() < WRITTEN:
        _await_batch(dossier, process)
    time.sleep(chance.uniform(0, SOON))
    left = [one for one in below(process.pid)[1:] if not one.name().endswith("Agent")]
    process.kill()
    process.wait()
    for one in left:
        one.wait(60)  # all that it started must end with it; Ray's own agents may take minutes
    return len(found[:1])


def _await_batch(dossier: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until one more batch is written, or all are."""
    before = len(storage.batches(dossier))
    while len(storage.batches(dossier)) == before and process.poll() is None:
        time.sleep(0.05)


def _keys(dossier: Path) -> Counter[str]:
    """How often each report stands in the batches."""
    batches = storage.batches(dossier)
    keys = (pq.read_table(path, columns=["key"])["key"].to_pylist() for path in batches)
    return Counter(str(key) for some in keys for key in some)


def kills_section(engine: Engine = "process", size: int = 200, times: int = 10) -> str:
    """The section on kills, measured now."""
    found = kill_often(engine, size, times)
    return SECTION.format(
        killed=found.workers,
        times=times,
        engine=engine,
        reports=found.reports,
        lost=found.lost,
        double=found.double,
        failed=found.failed,
        kept=", ".join(map(str, found.kept)),
    )


if __name__ == "__main__":
    engine, size, times = (*sys.argv[1:], *("process", "200", "10")[len(sys.argv) - 1 :])
    print(kills_section("ray" if engine == "ray" else "process", int(size), int(times)))
