"""How answers are printed: a table for people, JSON or CSV for programs; nothing in a report can drive a terminal."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from communique.record.answers import Evidence
from communique.record.deciding import tell_decision
from communique.record.decision_file import TAKING_BACK, decision_id
from communique.records import Decision, Failure, Tally

NARROW, WIDE = 80, 160
ID = 25  # characters of an id that a table shows; `show` takes the beginning of one
Cells = Callable[[Any], Sequence[str]]


def print_rows(rows: Sequence[Any], form: str | None, headings: Sequence[str], cells: Cells, *, nothing: str) -> None:
    """Print the rows of an answer. ``cells`` gives a row's texts under the ``headings``, the id last."""
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode())
    elif form == "csv":
        click.echo(_csv(rows), nl=False)
    elif not rows:
        click.echo(nothing)
    else:
        _print_table(rows, headings, cells)


def _csv(rows: Sequence[Any]) -> str:
    """One line a row; the evidence is given by its first document and quote, lists are joined with semicolons."""
    out = io.StringIO()
    writer = csv.writer(out)
    for number, row in enumerate(rows):
        flat = _flat(row)
        if not number:
            writer.writerow(flat)
        writer.writerow(flat.values())
    return out.getvalue()


def _flat(row: Any) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in msgspec.structs.asdict(row).items():
        if name == "evidence":
            first = value[0] if value else None
            for part in ("document", "outlet", "published", "quote", "sentence"):
                flat[f"evidence_{part}"] = getattr(first, part, "")
        else:
            flat[name] = _cell(value)
    return flat


def _cell(value: Any) -> Any:
    """A list of names with semicolons, a list of records as JSON."""
    if not isinstance(value, tuple):
        return value
    if any(isinstance(part, msgspec.Struct) for part in value):
        return msgspec.json.encode(value).decode()
    return "; ".join(map(str, value))


def _print_table(rows: Sequence[Any], headings: Sequence[str], cells: Cells) -> None:
    width = max(NARROW, min(WIDE, shutil.get_terminal_size((120, 24)).columns))
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings:
        short = heading in ("id", "day", "since", "published")
        table.add_column(
            heading, overflow="ellipsis" if short else "fold", no_wrap=short, max_width=ID if short else None
        )
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in cells(row)))
    console = Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)
    console.print(table)


def print_grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a small grid, its first column whole."""
    width = max(NARROW, min(WIDE, shutil.get_terminal_size((120, 24)).columns))
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(harmless(cell)) for cell in row))
    Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False).print(table)


def harmless(text: str) -> str:
    """Text without control characters, on one line."""
    return " ".join("".join(char if char.isprintable() or char.isspace() else "�" for char in text).split())


def quoted(proof: Evidence) -> str:
    """A sentence with who printed it and through whom it came."""
    via = f", via {', '.join(proof.via)}" if proof.via else ""
    when = "" if proof.published else f", {proof.dated}"
    return f"“{proof.sentence}” ({proof.outlet or proof.title}{when}{via})"


def print_decision(decision: Decision) -> None:
    """One line on what was decided, with the id that takes it back."""
    about = decision.over if decision.act in TAKING_BACK else tell_decision(decision)
    click.echo(harmless(f"{decision.act}: {about} ({decision_id(decision)})"))


def print_failures(failures: Iterable[Failure]) -> None:
    """One line a failure, on the error stream."""
    for failure in failures:
        line = f"{failure.source}: {failure.problem}"
        click.echo(harmless(f"{line}. {failure.hint}" if failure.hint else line), err=True)


def exit_code(read: int, failed: int) -> int:
    """0 if all was read, 3 if some was, 1 if none was."""
    if not failed:
        return 0
    return 3 if read else 1


class Progressing:
    """What a command tells a progress bar; ``tally`` is the last that was told of a language model."""

    def __init__(self, bar: Progress) -> None:
        self._bar, self._task = bar, bar.add_task("reading reports", total=None, rate="", failed="", asked="")
        self.tally, self._failed = Tally(), 0

    def advance(self, count: int) -> None:
        """So many reports are done since the last call."""
        self._bar.advance(self._task, count)
        speed = self._bar.tasks[0].finished_speed or self._bar.tasks[0].speed
        self._bar.update(self._task, rate=f"{speed:.1f} a second" if speed else "")

    def fail(self, count: int) -> None:
        """So many of them could not be read."""
        self._failed += count
        self._bar.update(self._task, failed=f"{self._failed:,} not read")

    def expect(self, total: int) -> None:
        """There are so many reports in all."""
        self._bar.update(self._task, total=total)

    def heed(self, tally: Tally) -> None:
        """A language model has done so much."""
        self.tally = tally
        refused = sum(tally.refused.values())
        asked = f"{tally.calls:,} calls, {tally.tokens:,} tokens, {tally.claims:,} claims, {refused:,} refused"
        asked += f", {tally.unread:,} articles unanswered" if tally.unread else ""
        self._bar.update(self._task, asked=asked)


@contextmanager
def progress() -> Iterator[Progressing]:
    """A bar with documents a second and the time left, on a terminal only."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[failed]}"),
        TextColumn("{task.fields[asked]}"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    with bar:
        yield Progressing(bar)
