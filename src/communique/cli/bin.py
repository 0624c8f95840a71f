"""``communique bin``: what people took out, and can put back."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import BinRow


@click.command()
@DOSSIER
@asking
def bin(dossier: str, form: str | None, **filters: Any) -> None:
    """What people took out, the latest first: rejected claims, excluded reports, undone decisions."""
    rows = questions.bin(dossier, **filters)
    headings = ("day", "taken out", "what it says", "words", "id")
    print_rows(rows, form, headings, _cells, nothing="The bin is empty.")


def _cells(row: BinRow) -> tuple[str, ...]:
    act = f"{row.what} ({row.act})" + (f", {row.who}" if row.who else "")
    return (row.decided[:10], act, row.told, row.quote, row.id)
