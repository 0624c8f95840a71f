"""``communique add``: read reports into a dossier."""

from __future__ import annotations

import sys

import click

from communique import dossier as dossiers
from communique.cli.models import by_model, print_estimate, print_tally
from communique.cli.options import DOSSIER, INPUTS, WAIT, columns_of, reading, running
from communique.cli.printing import exit_code, print_failures, progress
from communique.engines import Engine
from communique.estimates import estimate


@click.command()
@DOSSIER
@INPUTS
@reading
@by_model
@running
@WAIT
def add(
    dossier: str,
    inputs: tuple[str, ...],
    outlet: str,
    date: str,
    columns: tuple[str, ...],
    workers: int | None,
    engine: Engine,
    ray_address: str,
    wait: float,
    dry_run: bool,
    **reader: object,
) -> None:
    """Read reports into a dossier.

    HTML, plain text, JSONL, JSON, CSV, Parquet, RSS and Atom are read, text also gzipped: files, folders, globs, web
    addresses, and what lies in an object store (s3://bucket/folder). What the dossier has already is left as it is.
    Exit code 0: all was read; 3: some was; 1: nothing was.
    """
    named = columns_of(columns)
    if dry_run:
        print_estimate(estimate(inputs, dossier=dossier, date=date, columns=named, reader=reader))
        return
    with progress() as bar:
        done = dossiers.add(
            dossier,
            inputs,
            outlet=outlet,
            date=date,
            columns=named,
            workers=workers,
            engine=engine,
            ray_address=ray_address,
            wait=wait,
            tell=lambda message: click.echo(message, err=True) if "building" not in message else None,
            advance=bar.advance,
            fail=bar.fail,
            expect=bar.expect if sys.stderr.isatty() else None,
            reader=reader,
            heed=bar.heed,
        )
    print_tally(bar.tally)
    print_failures(done.failures)
    rate = f", {done.new / done.seconds:.1f} a second" if done.new and done.seconds else ""
    known = f", {done.known} known already" if done.known else ""
    failed = f", {len(done.failures)} not read" if done.failures else ""
    click.echo(f"{done.new} new reports{known}{failed} ({done.seconds:.0f} s{rate})")
    sys.exit(exit_code(done.new + done.known, len(done.failures)))
