"""``communique conflicts``: what contradicts what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from communique.cli.options import DOSSIER, asking
from communique.cli.printing import print_rows, quoted
from communique.record import questions
from communique.record.answers import Conflict, Voice


@click.command()
@DOSSIER
@asking
def conflicts(dossier: str, form: str | None, **filters: Any) -> None:
    """What contradicts what: disputes, turns, denials, misreports, each with both sentences."""
    rows = questions.conflicts(dossier, **filters)
    if form:
        print_rows(rows, form, (), lambda _: (), nothing="")
        return
    lines = [line for conflict in rows for line in _lines(conflict)]
    nothing = "No conflicts that the record knows of."
    print_rows(lines, None, ("day", "who", "what", "id"), lambda line: line, nothing=nothing)


def _lines(conflict: Conflict) -> Iterator[tuple[str, ...]]:
    """A conflict and, below it, what each side says, with its sentence."""
    over = "" if conflict.about in ("position", "act") else f" of the {conflict.about}"
    yield conflict.day or "undated", "", f"{conflict.kind}{over}: {conflict.matter}", conflict.id
    yield _voice(conflict.one, conflict.stated)
    if conflict.other:
        yield _voice(conflict.other, conflict.stated)
    else:
        yield "", "", "No report tells what is denied.", ""


def _voice(voice: Voice, stated: bool) -> tuple[str, ...]:
    says = voice.says + ("" if stated else " ?")
    return voice.day or "undated", voice.holder or "as reported", f"{says}: {quoted(voice.evidence[0])}", ""
