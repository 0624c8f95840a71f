"""Going through the queue: one claim after another, each decision written at once, the record following behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from communique.deciding import ACTS, decide
from communique.errors import CommuniqueError, InputError
from communique.record import questions
from communique.record.answers import QueueRow
from communique.refreshing import Refresher
from communique.undoing import redo, undo

CLAIM_ACTS = tuple(act for act in ACTS if act != "add")


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of a claim of the queue: an act of `decide`, or to `skip` it, to `undo` or to `redo`."""

    act: str
    fields: Mapping[str, str] = {}
    day: str = ""
    why: str = ""


def review(
    dossier: str | Path,
    choose: Callable[[QueueRow], Verdict | None],
    *,
    who: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Go through the queue until ``choose`` gives None or nothing waits; gives the number of decisions.

    ``choose`` is asked for a verdict on each claim, ``tell`` receives what could not be done, and why. At the end the
    record is waited for.
    """
    refresher, skipped, taken = Refresher(dossier), set[str](), 0
    while row := _next(dossier, skipped):
        verdict = choose(row)
        if verdict is None:
            break
        if verdict.act == "skip":
            skipped.add(row.id)
            continue
        try:
            _carry_out(dossier, row, verdict, who)
        except CommuniqueError as error:
            tell(str(error))
            continue
        taken += 1
        refresher.ask()
    refresher.wait()
    if refresher.problem:
        tell(refresher.problem)
    return taken


def _next(dossier: str | Path, skipped: set[str]) -> QueueRow | None:
    rows = questions.queue(dossier, limit=len(skipped) + 1)
    return next((row for row in rows if row.id not in skipped), None)


def _carry_out(dossier: str | Path, row: QueueRow, verdict: Verdict, who: str) -> None:
    """Write a verdict down. Raises InputError where it is none."""
    if verdict.act in ("undo", "redo"):
        (undo if verdict.act == "undo" else redo)(dossier, who=who, why=verdict.why, build=False)
    elif verdict.act in CLAIM_ACTS:
        said = {"fields": verdict.fields, "day": verdict.day, "why": verdict.why, "who": who}
        decide(dossier, row.id, verdict.act, build=False, **said)  # type: ignore[arg-type]
    else:
        raise InputError(f"{verdict.act[:50]!r} is no verdict", hint=f"Choose among: {', '.join(CLAIM_ACTS)}.")
