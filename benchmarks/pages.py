"""How fast the page answers on a dossier of press reports, and how large its pages are.

python -m benchmarks.pages DOSSIER      prints the section of RESULTS.md
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

import communique
from benchmarks.speed import ARCHIVE

STORY = Path(__file__).parents[1] / "examples/syria-talks/dossier.toml"
FIRST, OTHER, LARGEST = 300, 200, 500  # goals: ms of the first view and of the others, kB of a page
PAUSE = 3  # seconds between the start of the server and the first view
VIEWS = (
    "/",
    "/?as_of=2016-02-03",
    "/lists",
    "/gates",
    "/positions",
    "/timeline",
    "/network",
    "/actors",
    "/actors?actor=Russia",
    "/documents",
    "/search?q=besieged+towns",
)

SECTION = """
## The page

`communique serve` on a dossier of {reports:,} press reports, in one process. *New* is the first time that a view is
asked for after the record was made, *again* any later time. The server prepares the first view while a person goes to
the browser ({pause} seconds here); every other day of the brief is new. The goals are {first} ms for the first view,
{other} ms for every other, and {largest} kB.

| view | new, ms | again, ms | kB |
|---|---|---|---|
{rows}
"""


class View(NamedTuple):
    """One view: its address, milliseconds when it is new and when it was seen before, and its size in kB."""

    path: str
    new: float
    again: float
    size: float


def read_archive(folder: Path) -> Path:
    """The dossier of the press archive, which is read into ``folder`` if it is not there yet."""
    dossier = folder / "archive"
    if not dossier.exists():
        communique.init(dossier, from_file=STORY)
        communique.add(dossier, [ARCHIVE])
    return dossier


def pages_section(dossier: Path) -> str:
    """The section on the page, measured on a dossier."""
    with serving(dossier) as address, httpx.Client(base_url=address, timeout=60) as client:
        views = [time_view(client, path) for path in VIEWS]
    rows = "\n".join(f"| `{view.path}` | {view.new:.0f} | {view.again:.0f} | {view.size:.0f} |" for view in views)
    return SECTION.format(
        reports=len(communique.documents(dossier)), rows=rows, pause=PAUSE, first=FIRST, other=OTHER, largest=LARGEST
    )


def time_view(client: httpx.Client, path: str) -> View:
    """Ask for a view that nobody has seen yet, and again three times, of which the middle one counts."""
    new, size = _ask(client, path)
    again = sorted(_ask(client, path)[0] for _ in range(3))[1]
    return View(path, new, again, size)


def _ask(client: httpx.Client, path: str) -> tuple[float, float]:
    start = time.perf_counter()
    answer = client.get(path)
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - start), len(answer.content) / 1000


@contextmanager
def serving(dossier: Path) -> Iterator[str]:
    """The dossier served in a process of its own, some seconds after it began."""
    command = [str(Path(sys.executable).with_name("communique")), "serve", str(dossier), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            address = re.search(r"http://\S+", line)
            if address is None:
                raise RuntimeError(f"{dossier} is not served")
            time.sleep(PAUSE)
            yield address[0]
        finally:
            server.terminate()


if __name__ == "__main__":
    print(pages_section(Path(sys.argv[1])))
