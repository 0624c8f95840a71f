"""``communique actors``: who appears, and under which names."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import ActorRow


@click.command()
@DOSSIER
@asking
def actors(dossier: str, form: str | None, **filters: Any) -> None:
    """Who appears in the reports, and under which names."""
    rows = questions.actors(dossier, **filters)
    print_rows(
        rows, form, ("name", "kind", "speaks for", "reports", "claims", "also called"), _cells, nothing="No actors yet."
    )


def _cells(row: ActorRow) -> tuple[str, ...]:
    return (
        row.name,
        row.kind.replace("_", " "),
        row.speaks_for,
        str(row.documents),
        str(row.claims),
        ", ".join(row.names[:6]),
    )
