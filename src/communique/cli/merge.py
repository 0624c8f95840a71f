"""``communique merge``: two actors, or two events, are one."""

from __future__ import annotations

from typing import Any

import click

from communique import deciding
from communique.cli.options import DOSSIER, OVER, said
from communique.cli.printing import print_decision


@click.command()
@DOSSIER
@click.argument("id", metavar="NAME-OR-ID")
@click.argument("other", metavar="OTHER")
@OVER
@said
def merge(dossier: str, id: str, other: str, later: bool, **options: Any) -> None:
    """Say that two actors, or two events, are one.

    Actors are given by their names and called by the first; events are given by their ids.
    """
    ids = (id.removesuffix("…"), other.removesuffix("…"))
    print_decision(deciding.merge(dossier, *ids, build=not later, **options))
