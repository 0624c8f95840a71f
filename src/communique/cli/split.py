"""``communique split``: a name is an actor of its own, or a report tells of another event."""

from __future__ import annotations

from typing import Any

import click

from communique import deciding
from communique.cli.options import DOSSIER, OVER, said
from communique.cli.printing import print_decision


@click.command()
@DOSSIER
@click.argument("id", metavar="NAME-OR-ID")
@click.option("--report", default="", metavar="ID", help="In this report; else the name is split off in all.")
@click.option("--called", default="", metavar="NAME", help="What the actor is called who is split off.")
@OVER
@said
def split(dossier: str, id: str, later: bool, **options: Any) -> None:
    """Say that a name is an actor of its own, or that a report tells of another event.

    A spelling that was taken for somebody else is split off in all reports, or in the one of --report. Of an event,
    given by its id, the telling of --report is split off.
    """
    print_decision(deciding.split(dossier, id.removesuffix("…"), build=not later, **options))
