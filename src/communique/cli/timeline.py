"""``communique timeline``: what happened and what was planned."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import Entry
from communique.record.building.corroboration import tell_origins


@click.command()
@DOSSIER
@asking
def timeline(dossier: str, form: str | None, **filters: Any) -> None:
    """What happened and what was planned, by day; undated entries last."""
    rows = questions.timeline(dossier, **filters)
    print_rows(
        rows,
        form,
        ("day", "what", "who", "told", "id"),
        _cells,
        nothing="Nothing happened that the record knows of. Try another day.",
    )


def _cells(row: Entry) -> tuple[str, ...]:
    return (
        _when(row),
        row.kind + (f" {row.status} {row.planned}" if row.planned else "") + ("" if row.stated else " ?"),
        ", ".join(row.who),
        row.what + (f" [{tell_origins(row.outlets, row.origins)}]" if row.documents > 1 else ""),
        row.id,
    )


def _when(row: Entry) -> str:
    if not row.day:
        return "undated"
    return row.day if row.until in ("", row.day) else f"{row.day}/{row.until}"
