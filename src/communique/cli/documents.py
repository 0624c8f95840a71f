"""``communique documents``: the reports."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import DocumentRow


@click.command()
@DOSSIER
@asking
def documents(dossier: str, form: str | None, **filters: Any) -> None:
    """The reports: when published and how that is known, reprints, languages."""
    rows = questions.documents(dossier, **filters)
    print_rows(rows, form, ("published", "basis", "outlet", "title", "claims", "id"), _cells, nothing="No reports yet.")


def _cells(row: DocumentRow) -> tuple[str, ...]:
    return (
        row.published or row.inferred or "unknown",
        "inferred" if row.inferred else row.basis,
        row.outlet,
        row.title
        + ("" if row.origin == row.id else f" [reprint of {row.origin}]")
        + ("" if row.language == "en" else f" [{row.language}, not extracted]"),
        str(row.claims),
        row.id,
    )
