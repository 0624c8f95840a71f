"""Reports that are soon read and reports that end the process that reads them, without a word of that in the product.

What a process that reads finds first on its path is a `sitecustomize` of ours, as a broken library would be found. It
makes texts that hold QUICK be read in no time, and kills the process at texts that hold DEADLY, which it writes down.
"""

from __future__ import annotations

import os
from pathlib import Path

import psutil

from communique.records import Failure, Gazetteer, Read, Report

NOBODY = Gazetteer()
BROKEN = """
import os, signal, sys, time

if "communique.engines" in sys.orig_argv:
    from communique import pipeline
    from communique.records import Extraction

    read_document, extract_document = pipeline.read_document, pipeline.extract_document

    def read(report):
        if b"DEADLY" in report.raw:
            with open({deaths!r}, "a") as file:
                file.write(report.source + "\\n")
            os.kill(os.getpid(), signal.SIGKILL)
        return read_document(report)

    def extract(document, gazetteer):
        if "QUICK" not in document.text:
            return extract_document(document, gazetteer)
        time.sleep(0.02)
        return Extraction()

    pipeline.read_document, pipeline.extract_document = read, extract
"""


def write_broken(folder: Path) -> Path:
    """Put the broken library into a folder; deaths are written into the file that is given back."""
    deaths = folder / "deaths.txt"
    deaths.touch()
    (folder / "sitecustomize.py").write_text(BROKEN.format(deaths=str(deaths)))
    return deaths


def quick_reports(count: int, *, deadly: int = -1) -> list[Report]:
    """So many reports that are soon read; one may be deadly."""
    words = ("DEADLY " if number == deadly else "" for number in range(count))
    return [
        Report(f"r{n}", f"A QUICK {word}report with the number {n}.".encode(), "text") for n, word in enumerate(words)
    ]


def outcome(reads: list[Read | Failure]) -> list[str]:
    """Where what was read came from; a failure with its problem."""
    return [read.document.source if isinstance(read, Read) else f"{read.source}: {read.problem}" for read in reads]


def readers(pid: int | None = None) -> list[psutil.Process]:
    """The processes that read for this one, or for another."""
    below = psutil.Process(pid or os.getpid()).children(recursive=True)
    return [process for process in below if "communique.engines" in _command(process)]


def called(name: str) -> list[psutil.Process]:
    """The processes below this one whose command begins with a name."""
    below = psutil.Process().children(recursive=True)
    return [process for process in below if " ".join(_command(process)).startswith(name)]


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
