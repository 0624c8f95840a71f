"""``communique exclude``: a report is left out."""

from __future__ import annotations

from typing import Any

import click

from communique import deciding
from communique.cli.options import DOSSIER, OVER, said
from communique.cli.printing import print_decision


@click.command()
@DOSSIER
@click.argument("id")
@OVER
@said
def exclude(dossier: str, id: str, later: bool, **options: Any) -> None:
    """Leave a report out of the record, as if it had never been added.

    The report is kept, and "communique restore" takes it in again.
    """
    print_decision(deciding.exclude(dossier, id.removesuffix("…"), build=not later, **options))
