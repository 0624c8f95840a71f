"""How many dated facts of a real negotiation the record answers rightly (`facts.toml`)."""

from __future__ import annotations

import gzip
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

import communique
from benchmarks.speed import ARCHIVE

FACTS = Path(__file__).with_name("facts.toml")
SEEDS = ARCHIVE.parents[1] / "seeds"
STORY = Path(__file__).parents[1] / "examples" / "syria-talks" / "dossier.toml"
FRESH = timedelta(days=7)  # how long before the day of a fact the answer may have been said
ABOUT = b"Syria"  # reports of the archive that name it are read; the others cannot tell any of the facts

SECTION = """
## Facts of a real negotiation

{facts} dated facts of the Syria talks, January to July 2016, each with the report that tells it, asked of a dossier of
the seeds and the {reports} reports of the press archive that name Syria (`benchmarks/facts.toml`).

| answered from | right | share |
|---|---|---|
{rows}

| question | facts | stated | with suggested |
|---|---|---|---|
{questions}
"""


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fact, the report that tells it, and the question whose answer must hold it."""

    day: str
    says: str
    report: str
    ask: str
    filters: dict[str, str]
    holds: dict[str, Any]
    tells: str = ""


class Score(msgspec.Struct, frozen=True):
    """Which facts are answered rightly from stated claims alone, and with suggested ones; and of how many reports."""

    stated: dict[str, list[bool]]
    suggested: dict[str, list[bool]]
    reports: int


def read_facts() -> list[Fact]:
    """The table of facts."""
    return msgspec.convert(tomllib.loads(FACTS.read_text("utf-8"))["facts"], list[Fact])


def build_dossier(folder: Path) -> int:
    """A dossier of the seeds and of the reports of the archive that are about the story; gives how many of these."""
    with gzip.open(ARCHIVE, "rb") as lines:
        chosen = [line for line in lines if ABOUT in line]
    (folder / "archive.jsonl").write_bytes(b"".join(chosen))
    communique.init(folder / "dossier", from_file=STORY)
    communique.add(folder / "dossier", [SEEDS, folder / "archive.jsonl"])
    return len(chosen)


def measure_facts() -> Score:
    """Build the dossier and ask every fact of it, twice."""
    with tempfile.TemporaryDirectory(prefix="communique-facts-") as folder:
        reports = build_dossier(Path(folder))
        stated, suggested = (answer_facts(Path(folder) / "dossier", suggested=more) for more in (False, True))
    return Score(stated, suggested, reports)


def answer_facts(dossier: Path, *, suggested: bool) -> dict[str, list[bool]]:
    """For each question whether each of its facts is answered rightly, in the order of the table."""
    found: dict[str, list[bool]] = {}
    for fact in read_facts():
        question: Callable[..., Iterable[Any]] = getattr(communique, fact.ask)
        rows = question(dossier, suggested=suggested, **fact.filters)
        found.setdefault(fact.ask, []).append(any(holds(row, fact) for row in rows))
    return found


def holds(row: Any, fact: Fact) -> bool:
    """Whether one row of an answer is right: its fields, its day, and the words of one of its sentences."""
    if fact.tells and not any(re.search(fact.tells, proof.sentence) for proof in row.evidence):
        return False
    first = (date.fromisoformat(fact.day) - FRESH).isoformat()
    return _fresh(row, first) and all(
        _matches(getattr(row, name), wanted, first) for name, wanted in fact.holds.items()
    )


def _fresh(row: Any, first: str) -> bool:
    """Whether a row is of the time of the fact, and not an older thing that happens to read the same."""
    told = [getattr(row, name) for name in ("latest", "day") if hasattr(row, name)]
    return not told or told[0] >= first


def _matches(value: Any, wanted: Any, first: str) -> bool:
    if isinstance(wanted, dict):
        parts = ((each, [(getattr(each, name), part) for name, part in wanted.items()]) for each in value)
        return any(_fresh(each, first) and all(_matches(*pair, first) for pair in pairs) for each, pairs in parts)
    accepted = wanted if isinstance(wanted, list) else [wanted]
    return any(each in accepted for each in value) if isinstance(value, tuple) else value in accepted


def facts_section(score: Score) -> str:
    """The section of the page of figures."""
    totals = {
        name: [right for part in getattr(score, name).values() for right in part] for name in ("stated", "suggested")
    }
    labels = {"stated": "stated claims alone", "suggested": "with suggested ones"}
    return SECTION.format(
        facts=len(totals["stated"]),
        reports=score.reports,
        rows="\n".join(
            f"| {labels[name]} | {sum(right)} | {sum(right) / len(right):.2f} |" for name, right in totals.items()
        ),
        questions="\n".join(
            f"| {ask} | {len(right)} | {sum(right)} | {sum(score.suggested[ask])} |"
            for ask, right in sorted(score.stated.items())
        ),
    )


if __name__ == "__main__":
    print(facts_section(measure_facts()))
