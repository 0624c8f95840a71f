"""The page of figures: measure everything and write `RESULTS.md`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.facts import facts_section, measure_facts
from benchmarks.grounding import grounding_section
from benchmarks.model import model_section
from benchmarks.pages import pages_section, read_archive
from benchmarks.quality import TASKS, Task, measure_task
from benchmarks.questions import questions_section, time_questions
from benchmarks.review import review_section
from benchmarks.search import SENTENCES, time_search
from benchmarks.speed import Run, compare_speed

RESULTS = Path(__file__).with_name("RESULTS.md")
CACHE = Path(__file__).with_name(".cache")

PAGE = """# Results

Written by `make bench`. Nobody edits this page by hand. All figures come from 2 cores.

## Quality

`communique extract` on the development sets, with the world gazetteer alone, scored by the shared scorer. *Reach* and
*far* are the two goals that the project has set itself.

| task | articles | figure | ours | reach | far |
|---|---|---|---|---|---|
{quality}

## Speed

{documents} reports of the press archive, on two processes, from start-up to the last report.

| what | documents a second | MB a process |
|---|---|---|
{speed}

Communiqué reads at {ratio:.2f} times the speed of the bare spaCy pipeline (tagger, parser, lemmas, names).

## Search

{questions} searches in a dossier of {sentences:,} sentences: {median:.0f} ms in the middle, {worst:.0f} ms at most.
"""


def write_results(tape: Path | None = None) -> str:
    """Measure everything, with the language model of a ``tape``; write the page and return it."""
    CACHE.mkdir(exist_ok=True)
    measured = [(task, *measure_task(task, CACHE)) for task in TASKS]
    ours, bare = compare_speed(CACHE)
    search = sorted(time_search(CACHE))
    facts = facts_section(measure_facts())
    page = PAGE.format(
        quality="\n".join(line for task, size, figures in measured for line in quality_lines(task, size, figures)),
        documents=ours.documents,
        speed="\n".join(speed_lines([("Communiqué", ours), ("bare spaCy", bare)])),
        ratio=ours.rate / bare.rate,
        questions=len(search),
        sentences=SENTENCES,
        median=1000 * search[len(search) // 2],
        worst=1000 * search[-1],
    )
    archive = read_archive(CACHE)
    page += questions_section(list(time_questions(CACHE))) + pages_section(archive) + review_section(archive)
    page += facts + grounding_section() + model_section(tape, CACHE)
    RESULTS.write_text(page, encoding="utf-8")
    return page


def quality_lines(task: Task, size: int, figures: dict[str, float]) -> Iterable[str]:
    """One row of the table for each figure of a task."""
    for name, reach, far in task.figures:
        ours = f"{figures[name]:.3f}" if name in figures else "-"
        yield f"| {task.name} | {size} | {name.replace('_', ' ')} | {ours} | {goal(reach)} | {goal(far)} |"


def speed_lines(runs: Iterable[tuple[str, Run]]) -> Iterable[str]:
    """One row of the table for each timed run."""
    for name, run in runs:
        yield f"| {name} | {run.rate:.1f} | {run.memory:.0f} |"


def goal(value: float | None) -> str:
    """A goal as it is printed; most figures have none."""
    return "-" if value is None else f"{value:.2f}"
