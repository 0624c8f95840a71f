"""``communique extract``: the map stage as a command."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import msgspec

from communique import dossier as dossiers
from communique.cli.models import by_model, print_estimate, print_tally
from communique.cli.options import INPUTS, columns_of, reading, running
from communique.cli.printing import exit_code, print_failures, progress
from communique.engines import Engine
from communique.errors import InputError
from communique.estimates import estimate
from communique.records import Failure, Read


@click.command()
@INPUTS
@click.option("-o", "--output", type=click.Path(), help="Write to this file instead of printing.")
@click.option("--dossier", type=click.Path(), help="Use the actors of this dossier too.")
@reading
@by_model
@running
def extract(
    inputs: tuple[str, ...],
    output: str | None,
    dossier: str | None,
    outlet: str,
    date: str,
    columns: tuple[str, ...],
    workers: int | None,
    engine: Engine,
    ray_address: str,
    dry_run: bool,
    **reader: object,
) -> None:
    """Read reports and print what was found in each as one JSON object a line.

    Nothing is kept but the answers of a language model, where one reads too.
    """
    named = columns_of(columns)
    if dry_run:
        print_estimate(estimate(inputs, dossier=dossier, known=True, date=date, columns=named, reader=reader))
        return
    read, failures = 0, list[Failure]()
    with ExitStack() as stack:
        out = sys.stdout.buffer
        if output and output != "-":
            try:
                out = stack.enter_context(Path(output).open("wb"))
            except OSError as error:
                raise InputError(
                    error.strerror or "cannot be written", where=output, hint="Choose another file."
                ) from error
        bar = stack.enter_context(progress())
        given = dossiers.extract(
            inputs,
            dossier=dossier,
            outlet=outlet,
            date=date,
            columns=named,
            workers=workers,
            engine=engine,
            ray_address=ray_address,
            reader=reader,
            expect=bar.expect if sys.stderr.isatty() else None,
            tell=lambda message: click.echo(message, err=True),
            heed=bar.heed,
        )
        for result in given:
            if isinstance(result, Failure):
                failures.append(result)
                bar.advance(1)
                bar.fail(1)
                continue
            read += 1
            out.write(msgspec.json.encode(extracted(result)) + b"\n")
            bar.advance(1)
        out.flush()
    print_tally(bar.tally)
    print_failures(failures)
    sys.exit(exit_code(read, len(failures)))


def extracted(read: Read) -> dict[str, Any]:
    """One document in the `extract` format (see the data model)."""
    document = read.document
    head = ("id", "source", "url", "title", "outlet", "author", "published", "language", "text")
    found: dict[str, Any] = msgspec.to_builtins(read.extraction)
    found.pop("sentences")
    return {name: msgspec.to_builtins(getattr(document, name)) for name in head} | found
