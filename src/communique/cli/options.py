"""Options and arguments that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from communique.record.asking import Filters
from communique.record.suggestions import count_suggested

F = TypeVar("F", bound=Callable[..., Any])

SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([MG])i?B?", re.IGNORECASE)
LEAST = 500_000_000  # bytes below which no record can be made


def bytes_of(text: str) -> int:
    """A size as people write it, 8GB or 800MB, in bytes."""
    found = SIZE.fullmatch(text.strip())
    if not found:
        raise click.BadParameter(f"{text!r} is no size: write it as 8GB or 800MB.")
    size = int(float(found[1]) * (1e9 if found[2].upper() == "G" else 1e6))
    if size < LEAST:
        raise click.BadParameter(f"{text} is too little to make a record in: give at least 500MB.")
    return size


DOSSIER = click.argument("dossier", type=click.Path())
INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="IN...")
WORKERS = click.option("--workers", type=click.IntRange(1), help="Processes that read (default: all cores).")
ENGINES = (
    click.option(
        "--engine",
        type=click.Choice(["process", "ray"]),
        default="process",
        show_default=True,
        help="Where reports are read: on processes of this machine, or on Ray.",
    ),
    click.option(
        "--ray-address",
        default="",
        metavar="ADDRESS",
        help="The Ray cluster, HOST:PORT or auto (default: one is started here).",
    ),
    WORKERS,
)
WAIT = click.option(
    "--wait",
    type=float,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another writer.",
)
WHO = click.option("--who", default="", help="Who decides.")
WHY = click.option("--why", default="", help="The reason, in a sentence.")
OVER = click.option(
    "--over", metavar="ID", help="Decide otherwise than this decision and those before it, which you have seen."
)
LATER = click.option(
    "--later", is_flag=True, help="Only write it down; the next command without this brings the record up to date."
)


def said(command: F) -> F:
    """Who decides, why, and when the record follows."""
    for option in (WAIT, LATER, WHY, WHO):
        command = option(command)
    return command


def reading(command: F) -> F:
    """What is said of every report: outlet, date, names of fields."""
    for option in (
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="NAME=FIELD",
            help="Read NAME (text, title, date, url, outlet, id) from FIELD of a table. May be repeated.",
        ),
        click.option("--date", default="", metavar="DAY", help="The day on which all these reports were published."),
        click.option("--outlet", default="", help="Who published all these reports."),
    ):
        command = option(command)
    return command


def running(command: F) -> F:
    """Where reports are read, and on how many cores at once."""
    return _with(command, reversed(ENGINES))


def asking(command: F) -> F:
    """The filters that every question takes, and the ways of printing; below the answer what it leaves out."""
    forms = (
        click.option("--csv", "form", flag_value="csv", help="Print CSV."),
        click.option("--json", "form", flag_value="json", help="Print a JSON list."),
    )
    return _with(_telling(command), (*forms, *FILTERS))


def filtering(command: F) -> F:
    """The filters alone, for what is no table."""
    return _with(command, FILTERS)


def _with(command: F, options: Iterable[Callable[[F], F]]) -> F:
    for option in options:
        command = option(command)
    return command


FILTERS = (
    click.option("--suggested", is_flag=True, help="Also what is less sure, marked with ?."),
    click.option("--limit", type=click.IntRange(1), help="Print at most so many rows."),
    click.option("--actor", default="", metavar="NAME", help="Only what concerns this actor, by any of its names."),
    click.option("--until", default="", metavar="DAY", help="Only up to this day."),
    click.option("--since", default="", metavar="DAY", help="Only from this day on."),
    click.option(
        "--known",
        default="",
        metavar="DAY-OR-TIME",
        help="As the dossier knew it then (UTC): reports added later do not count.",
    ),
    click.option(
        "--as-of", default="", metavar="DAY", help="As it stood on this day, from what was published by then."
    ),
)
"""The filters of every question, the last one first."""


def _telling(command: F) -> F:
    """The question, and after its answer one line on the error stream if suggested claims would add to it."""

    @wraps(command)
    def answer(dossier: str, **options: Any) -> None:
        command(dossier, **options)
        asked = {name: options[name] for name in Filters.__annotations__}
        count = count_suggested(dossier, command.__name__, **asked)
        if count:
            what = "statement" if command.__name__ == "statements" else "claim"
            click.echo(f"{count:,} suggested {what}{'s' * (count != 1)} more: --suggested", err=True)

    return cast("F", answer)


def columns_of(given: tuple[str, ...]) -> dict[str, str]:
    """``NAME=FIELD`` options as a mapping."""
    pairs = pairs_of(given, "--column")
    wrong = next((name for name, field in pairs.items() if not field), None)
    if wrong is not None:
        raise click.UsageError(f"--column takes NAME=FIELD, for instance text=body (not {wrong!r}).")
    return pairs


def pairs_of(given: tuple[str, ...], option: str) -> dict[str, str]:
    """Several ``NAME=VALUE`` as a mapping."""
    pairs = [item.partition("=") for item in given]
    wrong = next((name for name, sign, _ in pairs if not (name and sign)), None)
    if wrong is not None:
        raise click.UsageError(f"{option} takes NAME=VALUE, for instance text=body (not {wrong!r}).")
    return {name: value for name, _, value in pairs}
