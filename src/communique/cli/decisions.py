"""``communique decisions``: what people decided."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import DecisionRow


@click.command()
@DOSSIER
@asking
def decisions(dossier: str, form: str | None, **filters: Any) -> None:
    """What people decided, the latest first, and whether it still applies."""
    rows = questions.decisions(dossier, **filters)
    headings = ("day", "decided", "before", "after", "state", "id")
    print_rows(rows, form, headings, _cells, nothing="Nobody has decided anything yet.")


def _cells(row: DecisionRow) -> tuple[str, ...]:
    act = row.act + (f" from {row.day}" if row.day else "") + (f", {row.who}" if row.who else "")
    return (row.decided[:10], act, row.before, row.after, row.state, row.id)
