"""``communique positions``: who stands where."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import Position


@click.command()
@DOSSIER
@asking
def positions(dossier: str, form: str | None, **filters: Any) -> None:
    """Who stands where: every holder's latest claim on each matter."""
    rows = questions.positions(dossier, **filters)
    print_rows(
        rows,
        form,
        ("since", "holder", "position", "matter", "origins", "id"),
        _cells,
        nothing="No positions.",
    )


def _cells(row: Position) -> tuple[str, ...]:
    return (
        row.since or "undated",
        f"{row.holder} ({row.speaks_for})" if row.speaks_for else row.holder or "as reported",
        row.position + ("" if row.stated else " ?"),
        row.matter,
        str(row.origins),
        row.id,
    )
