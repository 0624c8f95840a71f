"""``communique plot``: a picture of the record as a file."""

from __future__ import annotations

from typing import Any

import click

from communique.charts.plotting import PICTURES
from communique.charts.plotting import plot as plot_file
from communique.cli.options import DOSSIER, filtering


@click.command()
@DOSSIER
@click.argument("what", type=click.Choice(list(PICTURES)))
@click.option("-o", "--output", required=True, type=click.Path(), help="Where to write it, as .svg or .png.")
@filtering
def plot(dossier: str, what: str, output: str, **filters: Any) -> None:
    """Draw lists, positions, the timeline or the network as on the page, into a file."""
    path = plot_file(dossier, what, output, **filters)
    click.echo(f"{path} is written")
