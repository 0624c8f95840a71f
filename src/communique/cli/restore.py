"""``communique restore``: what is in the bin is put back."""

from __future__ import annotations

from typing import Any

import click

from communique import undoing
from communique.cli.options import DOSSIER, said
from communique.cli.printing import print_decision


@click.command()
@DOSSIER
@click.argument("id")
@said
def restore(dossier: str, id: str, later: bool, **options: Any) -> None:
    """Put back what is in the bin: a rejected claim, an excluded report, a decision that was undone.

    ID is one of "communique bin", or that of the report.
    """
    print_decision(undoing.restore(dossier, id.removesuffix("…"), build=not later, **options))
