"""``communique what-if``: what would move if somebody changed a position."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from communique.cli.gates import print_gate
from communique.cli.notes import Notes, print_heading, print_line
from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions


@click.command(name="what-if")
@DOSSIER
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="CHANGE",
    help='A change, for instance "Russia: participation Jaish al-Islam = for", "Russia: designation Jaish al-Islam as '
    'terrorist = against", "SIDE: condition RELEASE OF DETAINEES for talks = dropped", "condition RELEASE OF DETAINEES '
    'for talks = met". May be repeated.',
)
@asking
def what_if(dossier: str, changes: tuple[str, ...], form: str | None, **filters: Any) -> None:
    """Which gates, conditions and list entries would move if changes came about. Nothing is written into the record."""
    found = questions.what_if(dossier, changes, **filters)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode([found]), indent=2).decode())
    elif form == "csv" or not found.moves:
        print_rows(found.moves, form, (), str, nothing="Nothing moves.")
    else:
        notes = Notes()
        print_heading(f"If: {'; '.join(found.changes)}")
        for move in found.moves:
            print_line(f"- {move.what} {move.name}: {move.before or 'nothing said'} -> {move.after or 'nothing said'}")
        click.echo()
        for row in found.gates:
            print_gate(row, notes)
        notes.print_sources()
