"""``communique statements``: who said what."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import Said


@click.command()
@DOSSIER
@asking
def statements(dossier: str, form: str | None, **filters: Any) -> None:
    """Who said what, the latest first."""
    rows = questions.statements(dossier, **filters)
    print_rows(rows, form, ("day", "speaker", "said", "id"), _cells, nothing="No statements. Try another day.")


def _cells(row: Said) -> tuple[str, ...]:
    return (
        row.day or "undated",
        row.speaker + (f" via {row.chain}" if row.chain else ""),
        f"{row.cue}: {row.content}" if row.cue else row.content,
        row.id,
    )
