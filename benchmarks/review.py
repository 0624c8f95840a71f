"""How fast a person can go through the queue: the next claim, a decision, and the record that follows behind.

    python -m benchmarks.review DOSSIER

works on a copy of the dossier.
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


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "dossier"
        shutil.copytree(sys.argv[1], copy)
        reports = len(communique.documents(copy, suggested=True))
        print(f"{reports} reports")
        for what, seconds in measure_review(copy).items():
            print(f"{1000 * seconds:8.0f} ms  {what}")
