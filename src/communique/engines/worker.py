"""A worker: a process of its own that reads batches of reports, and that is replaced when it dies.

Every engine but the one in this process reads with workers. The process answers report by report, so that it is known
which one it died of.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import Any, BinaryIO, cast

from communique.errors import EngineError
from communique.records import Failure, Gazetteer, Read, Report

STARTS = 3  # how often a process is started that dies before it reads anything
DEATHS = 2  # workers that a report may end before it is set aside
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
GONE = (EOFError, OSError, pickle.UnpicklingError)  # what a pipe says whose other end has died


class Worker:
    """Reads batches in a process of its own, which has the language model and is started when it is needed."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def read(self, batch: list[Report]) -> list[Read | Failure]:
        """What was read in each report, in their order, whatever happens to the process.

        Where the process dies, what it had read counts, and another one goes on; a report that two processes died of is
        set aside. Raises EngineError when no process can be started, or when the worker was closed meanwhile.
        """
        reads: list[Read | Failure] = []
        deaths = 0
        while len(reads) < len(batch):
            try:
                self._ask(batch[len(reads) :])
                while len(reads) < len(batch):
                    reads.append(self._answer())
                    deaths = 0
            except GONE:
                self._stop()
                deaths += 1
                if deaths == DEATHS:
                    reads.append(_set_aside(batch[len(reads)]))
                    deaths = 0
        return reads

    def close(self) -> None:
        """End the process; from another thread this ends what it is reading too."""
        self._closed = True
        self._stop()

    def _ask(self, question: Any) -> None:
        if self._process is None:
            self._process = self._start()
        if self._closed:
            raise EOFError
        _send(self._process, question)

    def _answer(self) -> Read | Failure:
        if self._process is None:
            raise EOFError
        return cast("Read | Failure", _receive(self._process))

    def _start(self) -> subprocess.Popen[bytes]:
        for _ in range(STARTS):
            if self._closed:
                break
            process = _spawn()
            try:
                _send(process, self._gazetteer)
                _receive(process)
            except GONE:
                _end(process)
            else:
                return process
        raise EngineError(
            "no process that reads can be started", hint="Is there memory for it? Try fewer: --workers 1."
        )

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)


def _spawn() -> subprocess.Popen[bytes]:
    """A process that finds what this one finds, but nothing in the current folder, and that reckons on one thread."""
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-P", "-m", "communique.engines"]
    surroundings = {**os.environ, **ONE_THREAD, "PYTHONPATH": paths}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=surroundings)  # noqa: S603


def _send(process: subprocess.Popen[bytes], message: Any) -> None:
    pipe = cast("BinaryIO", process.stdin)
    pickle.dump(message, pipe)
    pipe.flush()


def _receive(process: subprocess.Popen[bytes]) -> Any:
    return pickle.load(cast("BinaryIO", process.stdout))  # noqa: S301 - from a process that this one started


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what waits in it can no longer be sent
            cast("BinaryIO", pipe).close()
    process.wait()


def _set_aside(report: Report) -> Failure:
    problem = f"ended the process that read it, {DEATHS} times"
    return Failure(report.source, problem, "It was set aside: check its size, or leave it out.")
