"""``communique queue``: what waits for a person to decide."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import QueueRow


@click.command()
@DOSSIER
@asking
def queue(dossier: str, form: str | None, **filters: Any) -> None:
    """What waits for a person to decide: what would move a gate or a list first, then the doubtful."""
    rows = questions.queue(dossier, **filters)
    print_rows(rows, form, ("claim", "why", "sentence", "id"), _cells, nothing="Nothing waits to be decided.")


def _cells(row: QueueRow) -> tuple[str, ...]:
    return (row.told + ("" if row.stated else " ?"), "; ".join(row.reasons), row.evidence[0].sentence, row.id)
