"""``communique brief``: where things stand."""

from __future__ import annotations

from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.brief.render import FORMATS


@click.command()
@DOSSIER
@asking
@click.option("--format", "layout", type=click.Choice(list(FORMATS)), default="text", help="As what to print it.")
def brief(dossier: str, form: str | None, layout: str, **filters: Any) -> None:
    """Where things stand: what blocks, who moved (since --since), what is due, what is disputed; with footnotes."""
    found = questions.brief(dossier, **filters)
    if form == "csv":
        lines = [line for section in found.sections for line in section.lines]
        print_rows(lines, "csv", (), lambda line: (line.text,), nothing="")
    else:
        click.echo(FORMATS[form or layout](found), nl=False)
