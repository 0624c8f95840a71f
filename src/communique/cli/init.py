"""``communique init``: start a dossier."""

from __future__ import annotations

import click

from communique import dossier as dossiers
from communique.cli.options import DOSSIER
from communique.cli.printing import harmless
from communique.storage import load_story


@click.command()
@DOSSIER
@click.option("--from", "from_file", type=click.Path(), help="Copy this dossier.toml instead of an empty one.")
@click.option("--title", default="", help="What the negotiation is called.")
def init(dossier: str, from_file: str | None, title: str) -> None:
    """Start a dossier: a folder for one negotiation."""
    folder = dossiers.init(dossier, from_file=from_file, title=title)
    reader = load_story(folder).reader
    if reader.use == "model":
        where = f"{folder / 'dossier.toml'} has a [reader] table"
        click.echo(harmless(f"{where}: the text of every report that you add goes to {reader.base_url}"), err=True)
    click.echo(f"{folder / 'dossier.toml'} is written. Next: communique add {folder} REPORTS")
