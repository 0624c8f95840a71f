"""``communique decide``: accept, reject, correct or add a claim, or say that a condition is met."""

from __future__ import annotations

import click

from communique import deciding
from communique.cli.options import DOSSIER, LATER, OVER, WAIT, WHO, WHY, pairs_of


@click.command()
@DOSSIER
@click.argument("id", default="")
@click.argument("act", type=click.Choice(deciding.ACTS), required=False)
@click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="FIELD=VALUE",
    help="With correct and add: what a field of the claim says (type, holder, for, argument, topic, polarity, date, "
    "status), with correct also of a report (published, outlet). May be repeated.",
)
@click.option("--quote", default="", help="With add: the words of the report that carry the claim.")
@click.option("--day", default="", metavar="DAY", help="With met, dropped and open: from which day on.")
@click.option("--proof", default="", metavar="ID", help="With met, dropped and open: an entry that shows it.")
@WHO
@WHY
@OVER
@click.option("--from", "from_file", type=click.Path(), help="Take over the decisions of this file instead.")
@LATER
@WAIT
def decide(
    dossier: str,
    id: str,
    act: str | None,
    fields: tuple[str, ...],
    quote: str,
    day: str,
    proof: str,
    who: str,
    why: str,
    over: str | None,
    from_file: str | None,
    later: bool,
    wait: float,
) -> None:
    """Decide about a claim: accept, reject, correct it, or add what a report says.

    ID is that of a claim, for add that of a report, for correct also that of a report whose date or outlet is wrong.
    A condition that a claim names can be called met, dropped or open. What is decided holds for the sentence, also
    when reports are read again; nothing is ever overwritten.
    """
    if not from_file and not (id and act):
        raise click.UsageError("Give an ID and what is decided, or --from FILE.")
    made = deciding.decide(
        dossier,
        id.removesuffix("…"),
        act or "",
        fields=pairs_of(fields, "--set"),
        quote=quote,
        day=day,
        proof=proof,
        who=who,
        why=why,
        over=over,
        from_file=from_file,
        build=not later,
        wait=wait,
    )
    click.echo(f"{len(made)} new decision{'' if len(made) == 1 else 's'}")
