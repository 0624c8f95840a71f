"""``communique show``: one entry in full."""

from __future__ import annotations

import click
import msgspec

from communique.cli.options import DOSSIER
from communique.cli.printing import harmless
from communique.record import questions
from communique.record.answers import Shown


@click.command()
@DOSSIER
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(dossier: str, id: str, as_json: bool) -> None:
    """One entry in full: what was read, and the sentences that it was read from."""
    found = questions.show(dossier, id.removesuffix("…"))
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    click.echo(f"{found.what} {found.id}")
    for name, value in found.fields.items():
        click.echo(f"  {name.replace('_', ' '):12} {harmless(value)}")
    for proof in found.evidence:
        where = ", ".join(part for part in (proof.outlet, proof.dated, proof.title) if part)
        click.echo(f"\n{harmless(where)}  ({proof.document}, characters {proof.start} to {proof.end})")
        around = (
            (found.before, f">> {proof.sentence} <<", found.after) if proof is found.evidence[0] else (proof.sentence,)
        )
        for line in filter(None, around):
            click.echo(f"  {harmless(line)}")
    if found.text:
        _print_article(found)


def _print_article(found: Shown) -> None:
    """A report as it was read, and what was read out of it, one line an entry."""
    click.echo()
    for line in found.text.splitlines():
        click.echo(f"  {harmless(line)}".rstrip())
    click.echo(f"\nread out of it: {len(found.found)}")
    for line in found.found:
        click.echo(f"  {harmless(line)}")
