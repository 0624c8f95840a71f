"""What the commands that read have in common where a language model reads too: options, the dry run and the tally."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from communique.cli.printing import harmless
from communique.records import Estimate, Tally

F = TypeVar("F", bound=Callable[..., Any])

OPTIONS = (
    click.option(
        "--reader",
        "use",
        type=click.Choice(["local", "model"]),
        help="Who reads the claims: the local reader alone (default), or a language model too.",
    ),
    click.option("--model", metavar="NAME", help="The language model, by its name on the server."),
    click.option("--base-url", metavar="URL", help="Its server, which speaks the OpenAI chat interface."),
    click.option(
        "--key-file", type=click.Path(), metavar="FILE", help="A file with the server's key (or: COMMUNIQUE_API_KEY)."
    ),
    click.option("--calls-at-once", type=click.IntRange(1, 64), help="Calls to the server at a time (default: 4)."),
    click.option("--max-calls", type=click.IntRange(0), help="Calls to the server in this run, at most."),
    click.option("--max-tokens", type=click.IntRange(0), help="Tokens of prompts and answers in this run, at most."),
    click.option("--record", type=click.Path(), metavar="FILE", help="Write all questions and answers to this tape."),
    click.option(
        "--replay", type=click.Path(), metavar="FILE", help="Take the answers from this tape instead of a server."
    ),
    click.option("--refused", type=click.Path(), metavar="FILE", help="List the model's claims that were refused."),
    click.option("--dry-run", is_flag=True, help="Only say how many articles and tokens a language model would take."),
)


def by_model(command: F) -> F:
    """The options of a language model; the command takes them as ``dry_run`` and the fields of a `Reader`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def print_estimate(estimate: Estimate) -> None:
    """What a run would take."""
    kept = f" ({estimate.known:,} answers are kept already)" if estimate.known else ""
    sent = f"about {estimate.prompt_tokens:,} tokens to send, at most {estimate.answer_tokens:,} to receive"
    click.echo(f"{estimate.articles:,} articles, {estimate.calls:,} calls{kept}: {sent}. Nothing was sent.")


def print_tally(tally: Tally) -> None:
    """What a language model did, for a person; nothing if none was asked."""
    if not tally.articles:
        return
    kept = f", {tally.known:,} answers kept" if tally.known else ""
    lines = [f"model: {tally.articles:,} articles, {tally.calls:,} calls{kept}, {tally.tokens:,} tokens"]
    refused = sum(tally.refused.values())
    lines.append(f"model: {tally.claims:,} claims ({tally.agreed:,} read by both), {refused:,} refused")
    lines += [f"  {count:,} refused: {reason}" for reason, count in tally.refused.items()]
    if tally.unread:
        lines.append(f"model: articles not read, or not to the end: {tally.unread:,} (the last: {tally.problem})")
    for line in lines:
        click.echo(harmless(line) if not line.startswith(" ") else f"  {harmless(line)}", err=True)
