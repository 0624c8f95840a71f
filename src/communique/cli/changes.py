"""``communique changes``: positions that turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows, quoted
from communique.record import questions
from communique.record.answers import Change


@click.command()
@DOSSIER
@asking
def changes(dossier: str, form: str | None, **filters: Any) -> None:
    """When a position turned: from what to what, between which sentences."""
    rows = questions.changes(dossier, **filters)
    if form:
        print_rows(rows, form, (), lambda _: (), nothing="")
        return
    lines = [line for change in rows for line in _lines(change)]
    nothing = "No position turned that the record knows of."
    print_rows(lines, None, ("day", "who", "what", "id"), lambda line: line, nothing=nothing)


def _lines(change: Change) -> Iterator[tuple[str, ...]]:
    """A change and, below it, the sentences before and after."""
    doubt = "" if change.stated else " ?"
    after = change.after if change.after != change.before else "the same in softer words"
    turn = f"{change.kind}: {change.before} → {after}{doubt}, on {change.matter}"
    yield change.day, change.holder, turn, change.id
    yield change.since, "", quoted(change.was[0]), ""
    yield change.day, "", quoted(change.evidence[0]), ""
