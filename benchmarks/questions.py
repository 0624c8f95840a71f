"""How fast questions are answered over five million claims (see synthetic.py)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.synthetic import CLAIMS, build_synthetic
from communique.record import questions
from communique.record.store import open_record

PAGE = 50  # lines of a first page
TIMES = 3  # how often each question is put, after once to warm up
PATIENCE = 20.0  # seconds after which a question is not put again
WHOLE, ONE = 5.0, 0.5  # seconds that a first page may take, and a question about one actor, matter or gate

SECTION = """
## Questions

Asked of a record of {claims:,} claims, invented ones and the coded events of ICEWS (`benchmarks/synthetic.py`).
Seconds to the first page of {page} lines, warm, in the middle of {times} times and at the worst, and seconds of
processor time on both cores. The goal is {whole:.0f} s for all, {one} s for what is asked of one actor, gate or list;
{met} of {asked} are met.

| question | of | s | worst | processor, s | goal |
|---|---|---|---|---|---|
{rows}
"""


NAMES = "positions timeline statements changes conflicts schedule truce actors documents lists gates decisions".split()


class Timed(NamedTuple):
    """A question, of what it was asked, the seconds that it took each time, and how many it may take.

    ``processor`` are seconds of processor time, which other work on the machine changes less.
    """

    question: str
    of: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...]
    goal: float

    @property
    def median(self) -> float:
        """The seconds that it took in the middle."""
        return statistics.median(self.seconds)


def time_questions(folder: Path, *, claims: int = CLAIMS) -> Iterator[Timed]:
    """Every question of everything and of one actor, gate or list."""
    dossier = build_synthetic(folder, claims=claims)
    actor = busiest(dossier)
    ask: dict[str, Callable[..., Any]] = {name: getattr(questions, name) for name in NAMES}
    for name, question in ask.items():
        yield time_question(name, "all", WHOLE, question, dossier, limit=PAGE)
        yield time_question(name, "one actor", ONE, question, dossier, limit=PAGE, actor=actor)
    for of, chosen in (("all", {}), ("one actor", {"actor": actor})):
        goal = ONE if chosen else WHOLE
        yield time_question("search", of, goal, questions.search, dossier, "storms parades", limit=PAGE, **chosen)
        yield time_question("brief", of, goal, questions.brief, dossier, **chosen)
    for name in ("the list", "called extremist"):
        yield time_question("lists", name, ONE, questions.lists, dossier, name, limit=PAGE)
    for name in ("talks", "step 3"):
        yield time_question("gates", f"gate {name}", ONE, questions.gates, dossier, name, limit=PAGE)
        yield time_question("blockers", f"gate {name}", ONE, questions.blockers, dossier, name, limit=PAGE)
    change = ["condition detainees for talks = met"]
    yield time_question("what_if", "gate talks", ONE, questions.what_if, dossier, change, limit=PAGE)


def time_question(name: str, of: str, goal: float, question: Callable[..., Any], *given: Any, **filters: Any) -> Timed:
    """Put a question several times; one that takes too long is put once."""
    seconds: list[float] = []
    processor: list[float] = []
    for _ in range(TIMES + 1):
        start, worked = time.perf_counter(), time.process_time()
        question(*given, **filters)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - worked)
        if seconds[-1] > PATIENCE:
            break
    return Timed(name, of, tuple(seconds[1:] or seconds), tuple(processor[1:] or processor), goal)


def busiest(dossier: Path) -> str:
    """The actor who holds most claims."""
    with open_record(dossier) as database:
        sql = "SELECT holder FROM claims WHERE holder <> '' GROUP BY holder ORDER BY count(*) DESC, holder LIMIT 1"
        [(name,)] = database.execute(sql).fetchall()
    return str(name)


def questions_section(timed: Sequence[Timed]) -> str:
    """The section of the page of figures."""
    return SECTION.format(
        claims=CLAIMS,
        page=PAGE,
        times=TIMES,
        whole=WHOLE,
        one=ONE,
        met=sum(each.median <= each.goal for each in timed),
        asked=len(timed),
        rows="\n".join(map(told_line, timed)),
    )


def told_line(each: Timed) -> str:
    """A question as a row of the table."""
    times = f"{each.median:.2f} | {max(each.seconds):.2f} | {statistics.median(each.processor):.2f}"
    return f"| {each.question} | {each.of} | {times} | {each.goal} |"


if __name__ == "__main__":
    found = []
    for one in time_questions(Path(__file__).with_name(".cache")):
        print(told_line(one), flush=True)
        found.append(one)
    print(questions_section(found))
