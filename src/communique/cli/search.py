"""``communique search``: sentences with these words."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import Hit


@click.command()
@DOSSIER
@click.argument("query")
@asking
def search(dossier: str, query: str, form: str | None, limit: int | None, **filters: Any) -> None:
    """Sentences that hold all these words, the best first."""
    rows = questions.search(dossier, query, limit=limit or 20, **filters)
    print_rows(rows, form, ("published", "outlet", "sentence", "id"), _cells, nothing="No sentence has these words.")


def _cells(row: Hit) -> tuple[str, ...]:
    text, end = "", 0
    for start, stop in row.hits:
        text += f"{row.sentence[end:start]}[{row.sentence[start:stop]}]"
        end = stop
    return (row.day or "unknown", row.outlet, text + row.sentence[end:], row.id)
