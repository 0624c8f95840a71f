"""``communique redo``: an undo is taken back."""

from __future__ import annotations

from typing import Any

import click

from communique import undoing
from communique.cli.options import DOSSIER, said
from communique.cli.printing import print_decision


@click.command()
@DOSSIER
@click.argument("id", default="")
@said
def redo(dossier: str, id: str, later: bool, **options: Any) -> None:
    """Take the last undo back, or that of the decision with this ID."""
    print_decision(undoing.redo(dossier, id.removesuffix("…"), build=not later, **options))
