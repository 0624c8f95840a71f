"""How fast a person can go through the queue: the next claim, a decision, and the record that follows behind.

python -m benchmarks.review DOSSIER     prints the section of RESULTS.md
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from starlette.testclient import TestClient

import communique
from communique.refreshing import refresh
from communique.web.app import create_app

TIMES = 15  # decisions that are taken
GOAL = 100  # ms after which the next claim is to be there

SECTION = """
## The review

The queue of a dossier of {reports:,} press reports, in the middle of {times} decisions. The goal for the next claim is
{goal} ms; the record follows behind.

| what | ms |
|---|---|
{rows}
"""


def measure_review(dossier: Path) -> dict[str, float]:
    """Seconds, in the middle: the next claim by the library and on the page, a decision, and the record built anew."""
    refresh(dossier)
    found = {
        "next claim, by the library, which opens the record for it": _middle(lambda: communique.queue(dossier, limit=1))
    }
    app = create_app(dossier)
    client = TestClient(app, base_url="http://127.0.0.1")
    headers = {"x-csrf-token": app.state.site.csrf}
    app.state.site.refresher.ask = lambda: None  # measured by itself, below
    client.get("/review")
    deciding, showing, asking = [], [], []
    for _ in range(TIMES):
        asking.append(_timed(lambda: client.get("/api/queue", params={"limit": 1})))
        id = client.get("/api/queue", params={"limit": 1}).json()[0]["id"]
        said = {"act": "accept", "id": id, "who": "benchmark"}
        deciding.append(_timed(lambda said=said: client.post("/api/decisions", json=said, headers=headers)))  # type: ignore[misc]
        showing.append(_timed(lambda: client.get("/review")))
    found |= {"a decision, through the API": median(deciding), "next claim after it, through the API": median(asking)}
    found["next claim after it, as a page"] = median(showing)
    found["the record with these decisions"] = _timed(lambda: refresh(dossier))
    return found


def _middle(what: Callable[[], object]) -> float:
    return median(_timed(what) for _ in range(TIMES))


def _timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def review_section(dossier: Path) -> str:
    """The section on the review, measured on a copy of a dossier."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(dossier, Path(folder) / "dossier"))
        reports = len(communique.documents(copy))
        rows = "\n".join(f"| {what} | {1000 * seconds:.0f} |" for what, seconds in measure_review(copy).items())
    return SECTION.format(reports=reports, times=TIMES, goal=GOAL, rows=rows)


if __name__ == "__main__":
    print(review_section(Path(sys.argv[1])))
