"""``communique actors``: who appears, and under which names."""

from __future__ import annotations

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import ActorRow


@click.command()
@DOSSIER
@asking
def actors(
    dossier: str, as_of: str, since: str, until: str, actor: str, limit: int | None, suggested: bool, form: str | None
) -> None:
    """Who appears in the reports, and under which names."""
    rows = questions.actors(
        dossier, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
    )
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
