"""How well each task does on its development set: `communique extract` scored by the shared scorer.

The input is what a hidden article gives: id, text, date and title, with the world gazetteer alone.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from communique.records import Document, Published

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
ALIASES = SHARED / "benchmark/aliases.json"


@dataclass(frozen=True)
class Task:
    """One task: its name for the scorer, its annotated articles, and the figures to report as (name, reach, far)."""

    name: str
    gold: str
    figures: tuple[tuple[str, float | None, float | None], ...]


TASKS = (
    Task("attribution", "corpora/polnear-dev.jsonl.gz", (("attribution_f1", 0.57, 0.70), ("content_f1", 0.68, 0.80))),
    Task(
        "claims",
        "benchmark/claims-dev.jsonl",
        (
            ("claims_f1", 0.32, 0.50),
            ("anchor_f1", 0.52, 0.65),
            ("positions_f1", None, None),
            ("stated_precision", 0.70, 0.80),
            ("stated_recall", 0.15, 0.30),
        ),
    ),
    Task("times", "corpora/times-timebank.jsonl.gz", (("value_f1", 0.83, 0.90), ("relaxed_f1", 0.90, 0.95))),
    Task("entities", "corpora/re3d-dev.jsonl.gz", (("entities_f1", 0.85, 0.92),)),
    Task("events", "corpora/plover-dev.jsonl.gz", (("events_f1", 0.58, 0.75),)),
)


def measure_task(task: Task, folder: Path, *, limit: int | None = None) -> tuple[int, dict[str, float]]:
    """Articles and every figure that the scorer prints for one task, over its first ``limit`` articles (default all).

    ``folder`` receives the gold rows, the input without gold, and what `communique extract` made of it.
    """
    gold, given, found = (folder / f"{task.name}-{part}.jsonl" for part in ("gold", "input", "found"))
    rows = list(read_rows(SHARED / task.gold))[:limit]
    write_rows(gold, rows)
    write_rows(given, [{key: row.get(key) or "" for key in ("id", "text", "date", "title")} for row in rows])
    extract(given, found)
    return len(rows), score(task, gold, found)


def extract(source: Path, output: Path) -> None:
    """Run `communique extract` on a file, as a person would, on all cores."""
    subprocess.run([communique(), "extract", source, "--output", output], check=True, stdout=subprocess.DEVNULL)


def communique() -> Path:
    """The command that belongs to the running Python."""
    return Path(sys.executable).with_name("communique")


def score(task: Task, gold: Path, found: Path) -> dict[str, float]:
    """The shared scorer's figures by name."""
    command: list[str | Path] = [sys.executable, SHARED / "benchmark/score.py", task.name, gold, found]
    if task.name == "claims":
        command += ["--aliases", ALIASES]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pairs = (line.split(maxsplit=2)[:2] for line in printed.splitlines())
    return {name: float(value) for name, value in pairs if not name.startswith("type_")}


@cache
def load_scorer() -> Any:
    """The shared scorer as a module, so that "right" means the same here as there."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "benchmark/score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_rows(task: str, gold: dict[str, Any], found: dict[str, Any]) -> dict[str, float]:
    """The scorer's figures for rows in memory, by id."""
    scorer, printed = load_scorer(), io.StringIO()
    arguments = argparse.Namespace(aliases=str(ALIASES), misses=False)
    with contextlib.redirect_stdout(printed):
        getattr(scorer, f"score_{task}")(gold, found, arguments)
    pairs = (line.split(maxsplit=2)[:2] for line in printed.getvalue().splitlines())
    return {name: float(value) for name, value in pairs if not name.startswith("type_")}


@cache
def names() -> Any:
    """What the scorer takes for one actor."""
    return load_scorer().Names(str(ALIASES))


def same_claim(gold: dict[str, Any], found: dict[str, Any], text: str) -> bool:
    """Whether a claim that was found matches an annotated one as the scorer has it: in all but topic and date."""
    scorer = load_scorer()
    if gold["type"] != found["type"] or gold["polarity"] != found["polarity"]:
        return False
    if not scorer.same_evidence(scorer.claim_span(gold, text), (found["start"], found["end"])):
        return False
    theirs, ours = ([side for side in (claim["holder"], claim["for"]) if side] for claim in (gold, found))
    holder = theirs == ours == [] or any(names().same(a, b) for a in theirs for b in ours)
    argument = names().same(gold["argument"], found["argument"]) if gold["argument"] else not found["argument"]
    if gold["type"] in ("consult", "agree") and not (holder and argument):
        holder = any(names().same(a, found["argument"]) for a in theirs)
        argument = any(names().same(gold["argument"], b) for b in ours) if gold["argument"] else not ours
    return bool(holder and argument)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def document_of(row: dict[str, Any]) -> Document:
    """An annotated article as a document."""
    published = Published(row["date"][:10], "given", 1.0) if row.get("date") else Published()
    return Document(id=row["id"], source=row["id"], text=row["text"], title=row.get("title") or "", published=published)


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows as JSONL."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
