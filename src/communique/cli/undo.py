"""``communique undo``: a decision is taken back."""

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
def undo(dossier: str, id: str, later: bool, **options: Any) -> None:
    """Take back a decision: the last one, that of --who if it is given, or the one with this ID."""
    print_decision(undoing.undo(dossier, id.removesuffix("…"), build=not later, **options))
