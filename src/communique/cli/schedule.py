"""``communique schedule``: planned events and their slips."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows
from communique.record import questions
from communique.record.answers import Dated, Plan


@click.command()
@DOSSIER
@asking
def schedule(dossier: str, form: str | None, **filters: Any) -> None:
    """Planned events: every date said, by whom and when, and the slips in days."""
    rows = questions.schedule(dossier, **filters)
    if form:
        print_rows(rows, form, (), lambda _: (), nothing="")
        return
    lines = [line for plan in rows for line in _lines(plan)]
    print_rows(
        lines,
        None,
        ("said", "planned for", "what", "by", "id"),
        lambda line: line,
        nothing="Nothing is planned that the record knows of.",
    )


def _lines(plan: Plan) -> Iterator[tuple[str, ...]]:
    """An event and, below it, its ledger."""
    moved = f", moved by {plan.slipped:+} days" if plan.slips else ""
    yield "", plan.planned or "unknown", f"{plan.event}: {plan.state}{moved}", "", plan.id
    slips = {(slip.day, slip.now): slip.days for slip in plan.slips}
    for said in plan.said:
        yield _line(said, slips.pop((said.day, said.planned), 0))


def _line(said: Dated, days: int) -> tuple[str, ...]:
    by = f"{said.by} ({said.speaks_for})" if said.speaks_for else said.by or "as reported"
    what = f"– {said.status}" + (", the end" if said.ending else "") + (f" ({days:+} days)" if days else "")
    return said.day or "undated", said.planned, what + ("" if said.stated else " ?"), by, said.id
