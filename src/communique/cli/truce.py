"""``communique truce``: who is in, who broke it, and whether aid gets through."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import TruceLine
from communique.record.building.corroboration import tell_origins


@click.command()
@DOSSIER
@asking
def truce(dossier: str, form: str | None, **filters: Any) -> None:
    """A truce: who is in or excepted according to whom, violations, access for aid."""
    rows = questions.truce(dossier, **filters)
    headings = ("day", "what", "who", "according to", "where", "told", "id")
    nothing = "No truce that the record knows of."
    print_rows(rows, form, headings, _cells, nothing=nothing)


def _cells(row: TruceLine) -> tuple[str, ...]:
    told = row.evidence[0].quote + (f" [{tell_origins(row.outlets, row.origins)}]" if row.documents > 1 else "")
    day = row.day if row.until in ("", row.day) else f"{row.day}/{row.until}"
    who, by = row.who or "not named", row.by or "as reported"
    return day or "undated", row.kind + ("" if row.stated else " ?"), who, by, row.place, told, row.id
