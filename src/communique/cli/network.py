"""``communique network``: who agrees and disagrees with whom."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.network import Tie


@click.command()
@DOSSIER
@asking
def network(dossier: str, form: str | None, **filters: Any) -> None:
    """Who agrees and disagrees with whom: every two sides with the matters on which both have a position."""
    rows = questions.network(dossier, **filters)
    print_rows(
        rows,
        form,
        ("one", "other", "agree", "disagree", "in dispute"),
        _cells,
        nothing="No two sides have a position on one matter.",
    )


def _cells(row: Tie) -> tuple[str, ...]:
    disputed = "; ".join(each.matter for each in row.shared if not each.agree)
    return row.one, row.other + ("" if row.stated else " ?"), str(row.agree), str(row.disagree), disputed
