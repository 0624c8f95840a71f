"""``communique rebuild``: make the record again."""

from __future__ import annotations

import click

from communique import dossier as dossiers
from communique.cli.models import by_model, print_estimate, print_tally
from communique.cli.options import DOSSIER, WAIT, WORKERS, bytes_of
from communique.cli.printing import progress
from communique.estimates import estimate


@click.command()
@DOSSIER
@click.option("--reread", is_flag=True, help="Read all reports again with the present rules first.")
@by_model
@WORKERS
@click.option(
    "--memory",
    type=bytes_of,
    metavar="SIZE",
    help="About how much memory the record may take to make, as 8GB (default: half of what there is).",
)
@WAIT
def rebuild(
    dossier: str,
    reread: bool,
    workers: int | None,
    memory: int | None,
    wait: float,
    dry_run: bool,
    **reader: object,
) -> None:
    """Make the record again from the reports, the story and the decisions."""
    if not reread and (dry_run or any(value is not None for value in reader.values())):
        raise click.UsageError("Who reads matters only where reports are read again: add --reread.")
    if dry_run:
        print_estimate(estimate(dossier=dossier, reader=reader))
        return
    with progress() as bar:
        path = dossiers.rebuild(
            dossier,
            reread=reread,
            workers=workers,
            wait=wait,
            memory=memory,
            tell=lambda message: click.echo(message, err=True) if "building" not in message else None,
            advance=bar.advance,
            reader=reader,
            heed=bar.heed,
        )
    print_tally(bar.tally)
    click.echo(f"{path} is made again.")
