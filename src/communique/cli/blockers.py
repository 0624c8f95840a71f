"""``communique blockers``: what holds a gate up, and what would open it."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from communique.cli.gates import print_left_out
from communique.cli.notes import Notes, print_heading, print_line
from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.gates.answers import Blockers


@click.command()
@DOSSIER
@click.argument("gate")
@asking
def blockers(dossier: str, gate: str, form: str | None, **filters: Any) -> None:
    """What holds GATE up: who stands where, with proof, and all smallest sets of changes that would open it."""
    found = questions.blockers(dossier, gate, **filters)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode([found]), indent=2).decode())
    elif form == "csv":
        cells = [cell for row in found.disputes for cell in row.cells]
        cells += [cell for row in found.conditions for cell in (*row.demanded, *row.rejected, *row.unsure)]
        print_rows(cells, form, (), str, nothing="")
    else:
        _print_blockers(found)


def _print_blockers(found: Blockers) -> None:
    notes = Notes()
    when = f", as of {found.as_of}" if found.as_of else ""
    state = "blocked" if found.blocked else "nothing that the record knows of blocks it"
    print_heading(f"{found.gate}: {state}{when}")
    print_line(f"deciders: {', '.join(found.deciders) or 'none known'}")
    for row in found.disputes:
        print_line(f"* {notes.entry(row)}")
    for condition in found.conditions:
        print_line(f"* {notes.condition(condition)}")
    print_left_out(found.left_out)
    if found.blocked:
        _print_opening(found)
    notes.print_sources()


def _print_opening(found: Blockers) -> None:
    """The smallest sets: one alternative from each numbered line."""
    click.echo()
    if found.changes < 0:
        print_line("No change of a decider would open it.")
        return
    ways = "one way" if found.ways == 1 else f"{'at least ' if found.more else ''}{found.ways} ways"
    print_heading(f"What would open it: {found.changes} change{'s' * (found.changes != 1)}, {ways}")
    if len(found.choices) > 1:
        print_line("One alternative from each number, in any combination:")
    for number, sets in enumerate(found.choices, 1):
        for place, changes in enumerate(sets):
            lead = f"{number}." if not place else " or"
            print_line(f"{lead:>4} {' and '.join(changes)}")
