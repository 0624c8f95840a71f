"""``communique brief``: where things stand."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.render import brief_markdown, brief_text


@click.command()
@DOSSIER
@asking
@click.option("--markdown", "form", flag_value="markdown", help="Print Markdown.")
def brief(dossier: str, form: str | None, **filters: Any) -> None:
    """Where things stand: disputes, labels, seats, conditions, dates; every line footnoted to its sentence."""
    found = questions.brief(dossier, **filters)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    elif form == "csv":
        lines = [line for section in found.sections for line in section.lines]
        print_rows(lines, "csv", (), lambda line: (line.text,), nothing="")
    else:
        click.echo((brief_markdown if form == "markdown" else brief_text)(found), nl=False)
