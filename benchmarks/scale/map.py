"""How fast reports are read in this process, on the pool of processes and on Ray, and how much memory it takes.

python -m benchmarks.scale.map [N]     reads the first N reports of the press archive (default: all) each way

Start-up is measured apart: every run begins with reports of one line, and the clock starts when these are back.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain, islice, repeat
from typing import NamedTuple

from benchmarks.scale.watching import Watched
from benchmarks.speed import ARCHIVE
from communique.actors import world_gazetteer
from communique.engines import choose_workers, read_all
from communique.engines.running import BATCH
from communique.pipeline import read_batch
from communique.reading import find_reports
from communique.records import Failure, Read, Report

WAYS = (("in process", 1), ("process", 1), ("process", 2), ("ray", 1), ("ray", 2))
SHORT = Report("short", b"The talks resume on Monday, the mediator said.", "text")

SECTION = """
## The map stage

The first {reports:,} reports of the press archive, start-up apart. Memory is that of all processes together, as the
system counts it, which counts what they share once for each of them.

| read | workers | start-up, s | reports a second | times one worker | MB in all | failures |
|---|---|---|---|---|---|---|
{rows}
"""


class Run(NamedTuple):
    """One way of reading: seconds until the first reports were back and from there to the end; bytes of memory."""

    reports: int
    failures: int
    starting: float
    seconds: float
    memory: int = 0

    @property
    def rate(self) -> float:
        """Reports a second, start-up apart."""
        return self.reports / self.seconds


def measure_ways(size: int | None) -> dict[tuple[str, int], Run]:
    """Read the same reports each way, each in a fresh process that is watched."""
    return {way: measure_way(*way, size) for way in WAYS}


def measure_way(engine: str, workers: int, size: int | None) -> Run:
    """Read so many reports one way, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale.map", "--way", engine, str(workers), str(size or "")]
    watched = Watched(command)
    return Run(*json.loads(watched.finish()))._replace(memory=watched.memory)


def time_way(engine: str, workers: int, size: int | None) -> Run:
    """Read so many reports one way, here and now."""
    started = time.perf_counter()
    short = workers * BATCH
    reads = _read(engine, workers, chain(repeat(SHORT, short), archive(size)))
    for _ in islice(reads, short):
        pass
    warm = time.perf_counter()
    found = [isinstance(read, Failure) for read in reads]
    return Run(len(found), sum(found), warm - started, time.perf_counter() - warm)


def _read(engine: str, workers: int, reports: Iterable[Report]) -> Iterator[Read | Failure]:
    if engine == "in process":
        return read_batch(reports, world_gazetteer())
    return read_all(
        reports, world_gazetteer(), workers=choose_workers("ray" if engine == "ray" else "process", workers)
    )


def archive(size: int | None) -> Iterator[Report]:
    """The first reports of the press archive."""
    return islice((found for found in find_reports([str(ARCHIVE)]) if isinstance(found, Report)), size)


def map_section(size: int | None = None) -> str:
    """The section on the map stage, measured now."""
    runs = measure_ways(size)
    rows = [
        f"| {'on Ray' if engine == 'ray' else 'on the pool' if engine == 'process' else engine} | {workers} "
        f"| {run.starting:.0f} | {run.rate:.1f} | {run.rate / runs[engine, 1].rate:.2f} | {run.memory / 1e6:.0f} "
        f"| {run.failures} |"
        for (engine, workers), run in runs.items()
    ]
    return SECTION.format(reports=next(iter(runs.values())).reports, rows="\n".join(rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        print(json.dumps(time_way(sys.argv[2], int(sys.argv[3]), int(sys.argv[4] or 0) or None)))
    else:
        print(map_section(int(sys.argv[1]) if sys.argv[1:] else None))
