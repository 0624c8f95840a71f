"""``communique review``: the queue in the terminal, one key a decision."""

from __future__ import annotations

import sys

import click

from communique import reviewing
from communique.cli.options import DOSSIER, WHO, pairs_of
from communique.cli.printing import harmless
from communique.record.answers import QueueRow
from communique.reviewing import Verdict

KEYS = {"a": "accept", "r": "reject", "c": "correct", "m": "met", "s": "skip", "u": "undo", "y": "redo"}
HELP = "a accept  r reject  c correct  m met  s skip  u undo  y redo  w why  q quit"


@click.command()
@DOSSIER
@WHO
def review(dossier: str, who: str) -> None:
    """Decide about what matters most and is most in doubt, one claim after another, with one key each.

    What would move a gate or a list comes first. Each decision is written at once; the record follows. Keys may also
    come from a file or a pipe, one a line, with the answers to what they ask in the lines after them.
    """
    taken = reviewing.review(dossier, _choose, who=who, tell=_tell)
    click.echo(f"{taken} decision{'' if taken == 1 else 's'}. To take back the last: communique undo {dossier}")


def _tell(message: str) -> None:
    click.echo(harmless(message), err=True)


def _choose(row: QueueRow) -> Verdict | None:
    """Show a claim and take a key; None when the person is done."""
    _show(row)
    why = ""
    while key := _key():
        if key == "w":
            why = _answer("why")
        elif key == "q":
            break
        elif key in KEYS:
            return _verdict(KEYS[key], why)
        else:
            click.echo(HELP)
    return None


def _verdict(act: str, why: str) -> Verdict:
    if act == "correct":
        return Verdict(act=act, fields=_fields(), why=why)
    return Verdict(act=act, day=_answer("met from which day on") if act == "met" else "", why=why)


def _fields() -> dict[str, str]:
    """What a correction says; what is no field with its value is asked for again."""
    given: dict[str, str] = {}
    while field := _answer("field=value, nothing when done"):
        try:
            given |= pairs_of((field,), "a correction")
        except click.UsageError as error:
            _tell(error.message)
    return given


def _show(row: QueueRow) -> None:
    [proof] = row.evidence
    click.echo()
    click.secho(harmless(row.told) + ("" if row.stated else " ?"), bold=True)
    for reason in row.reasons:
        click.echo(f"  {harmless(reason)}")
    before, _, after = proof.sentence.partition(proof.quote) if proof.quote else (proof.sentence, "", "")
    told = harmless(f"{row.before} {before}>>{proof.quote}<<{after} {row.after}")
    if sys.stdout.isatty():
        words = harmless(proof.quote)
        told = told.replace(f">>{words}<<", click.style(words, reverse=True), 1)
    click.echo(f"\n  {told}")
    click.echo(f"  ({harmless(proof.outlet or proof.title or proof.document)}, {proof.dated})")
    click.echo(HELP)


def _key() -> str:
    """One key of a person at a terminal, else the next line; empty at the end."""
    if sys.stdin.isatty():
        return click.getchar(echo=False).lower()
    line = sys.stdin.readline()
    return (line.strip().lower() or "?")[0] if line else ""


def _answer(what: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(what, default="", show_default=False)).strip()
    return sys.stdin.readline().strip()
