"""``communique lists``: who is called what by whom, and who has a seat according to whom."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

import click

from communique.cli.notes import Notes, print_heading, print_line
from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_grid, print_rows
from communique.record import questions
from communique.record.gates.answers import Cell, ListRow

COLUMNS = 6  # sides that have a column of their own
SIGNS = {1: "yes", 0: "yes and no", -1: "no"}


@click.command()
@DOSSIER
@asking
@click.option("--list", "name", default="", metavar="NAME", help="Only this list, by its name, label or forum.")
def lists(dossier: str, name: str, form: str | None, **filters: Any) -> None:
    """Who is called what by whom, and who has a seat according to whom; disputed entries first."""
    rows = questions.lists(dossier, name, **filters)
    if form == "csv":
        print_rows([cell for row in rows for cell in row.cells], form, (), str, nothing="")
    elif form == "json" or not rows:
        print_rows(rows, form, (), str, nothing="No lists.")
    else:
        notes = Notes()
        for title, found in groupby(rows, key=lambda row: row.list):
            _print_list(title, list(found), notes)
        notes.print_sources()


def _print_list(title: str, rows: list[ListRow], notes: Notes) -> None:
    """One list as a grid: a row an entry, a column a side."""
    counted = Counter(cell.side for row in rows for cell in row.cells)
    sides = sorted(counted, key=lambda side: (-counted[side], side))[:COLUMNS]
    print_heading(title)
    grid = [
        (
            row.entry,
            "disputed" if row.disputed else "",
            *("; ".join(_cell(cell, notes) for cell in row.cells if cell.side == side) for side in sides),
        )
        for row in rows
    ]
    print_grid(("", "", *(side or "as reported" for side in sides)), grid)
    for row in rows:
        others = [cell for cell in row.cells if cell.side not in sides]
        if others:
            told = "; ".join(f"{SIGNS[cell.polarity]}: {notes.stand(cell)}" for cell in others)
            print_line(f"{row.entry}, others: {told}")
    click.echo()


def _cell(cell: Cell, notes: Notes) -> str:
    many = f" ({cell.origins})" if cell.origins > 1 else ""
    doubt = "" if cell.stated else " ?"
    return f"{SIGNS[cell.polarity]} {cell.latest or 'undated'}{many}{doubt} {notes.mark(cell.evidence) or cell.id}"
