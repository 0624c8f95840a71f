"""What runs below a process: how much memory it takes in all, and which of it reads."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

EVERY = 0.5  # seconds between two looks at the memory
READER = "communique.engines"  # stands in the command of a process that reads
ACTOR = "ray::MapWorker"  # begins that of a Ray actor that has one


class Watched:
    """A command that runs, and the most memory that it and all below it took at once.

    In bytes of RSS, which counts what processes share once for each of them.
    """

    def __init__(self, command: Sequence[str | Path]) -> None:
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.memory = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def finish(self) -> str:
        """What the command printed, when it has ended."""
        said, _ = self.process.communicate()
        self._over.set()
        self._thread.join()
        if self.process.returncode:
            raise subprocess.CalledProcessError(self.process.returncode, self.process.args)
        return said

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            self.memory = max(self.memory, sum(_memory(process) for process in below(self.process.pid)))


def below(pid: int) -> list[psutil.Process]:
    """A process and all that it has started, directly or not; none when it has ended."""
    with suppress(psutil.Error):
        top = psutil.Process(pid)
        return [top, *top.children(recursive=True)]
    return []


def readers(pid: int) -> Iterator[psutil.Process]:
    """The processes below one that read, and the Ray actors that have them."""
    for process in below(pid):
        with suppress(psutil.Error):
            command = process.cmdline()
            if READER in command or " ".join(command).startswith(ACTOR):
                yield process


def _memory(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0
