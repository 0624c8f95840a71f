"""``communique brief``: where things stand."""

from __future__ import annotations

from typing import Any

import click

from communique.charts.plotting import draw
from communique.charts.svg import picture_file
from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.brief.render import FORMATS, brief_html


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
    elif (form or layout) == "html":
        click.echo(brief_html(found, _pictures(dossier, filters)), nl=False)
    else:
        click.echo(FORMATS[form or layout](found), nl=False)


def _pictures(dossier: str, filters: dict[str, Any]) -> list[str]:
    """The lists and the timeline as they stand in the brief; what is empty is left out."""
    same = {**filters, "since": "", "limit": None}
    found = (draw(dossier, what, **same) for what in ("lists", "timeline"))
    return [picture_file(picture) for picture in found if not picture.empty]
