"""``communique gates``: what waits for what."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from communique.cli.notes import Notes, print_heading, print_line
from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import Evidence
from communique.record.gates.answers import ConditionRow, GateRow


@click.command()
@DOSSIER
@click.argument("gate", default="")
@asking
def gates(dossier: str, gate: str, form: str | None, **filters: Any) -> None:
    """What waits for what: every gate with its conditions, who demands and who rejects them, and their state."""
    rows = questions.gates(dossier, gate, **filters)
    if form == "csv":
        print_rows([_line(each) for row in rows for each in row.conditions], form, (), str, nothing="")
    elif form == "json" or not rows:
        print_rows(rows, form, (), str, nothing="No gates.")
    else:
        notes = Notes()
        for row in rows:
            print_gate(row, notes)
        notes.print_sources()


class ConditionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A condition of a gate on one line of CSV; the evidence is that of who demands it."""

    gate: str
    condition: str
    state: str
    blocks: bool
    demanded: tuple[str, ...]
    rejected: tuple[str, ...]
    dropped: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def _line(row: ConditionRow) -> ConditionLine:
    same = ("gate", "condition", "state", "blocks", "dropped")
    cells = (*row.demanded, *row.rejected, *row.unsure)
    return ConditionLine(
        **{name: getattr(row, name) for name in same},
        demanded=tuple(cell.side for cell in row.demanded),
        rejected=tuple(cell.side for cell in row.rejected),
        evidence=tuple(proof for cell in cells for proof in cell.evidence),
    )


def print_gate(row: GateRow, notes: Notes) -> None:
    """A gate with its conditions and the list entries in dispute; what blocks it is starred."""
    print_heading(f"{row.gate}: {'blocked' if row.blocked else 'nothing that the record knows of blocks it'}")
    print_line(f"deciders: {', '.join(row.deciders) or 'none known'}")
    for condition in row.conditions:
        print_line(f"{'*' if condition.blocks else '-'} {notes.condition(condition)}")
    for entry in row.disputes:
        print_line(f"* {notes.entry(entry)}")
    print_left_out(row.left_out)
    click.echo()


def print_left_out(many: int) -> None:
    """What a limit left out of a gate."""
    if many:
        print_line(f"… and {many} more; without --limit all are shown")
