"""The command line: one command a file; each parses, calls the public function of its name, and prints."""

from __future__ import annotations

import os
import sys

import click

from communique.cli.actors import actors
from communique.cli.add import add
from communique.cli.bin import bin
from communique.cli.blockers import blockers
from communique.cli.brief import brief
from communique.cli.changes import changes
from communique.cli.conflicts import conflicts
from communique.cli.decide import decide
from communique.cli.decisions import decisions
from communique.cli.documents import documents
from communique.cli.exclude import exclude
from communique.cli.extract import extract
from communique.cli.gates import gates
from communique.cli.init import init
from communique.cli.lists import lists
from communique.cli.merge import merge
from communique.cli.network import network
from communique.cli.plot import plot
from communique.cli.positions import positions
from communique.cli.queue import queue
from communique.cli.rebuild import rebuild
from communique.cli.redo import redo
from communique.cli.restore import restore
from communique.cli.review import review
from communique.cli.schedule import schedule
from communique.cli.search import search
from communique.cli.serve import serve
from communique.cli.show import show
from communique.cli.split import split
from communique.cli.statements import statements
from communique.cli.timeline import timeline
from communique.cli.truce import truce
from communique.cli.undo import undo
from communique.cli.what_if import what_if
from communique.errors import CommuniqueError

COMMANDS = (
    init,
    add,
    brief,
    positions,
    lists,
    gates,
    blockers,
    what_if,
    statements,
    timeline,
    schedule,
    truce,
    changes,
    conflicts,
    network,
    actors,
    documents,
    search,
    show,
    serve,
    plot,
    review,
    queue,
    decide,
    merge,
    split,
    exclude,
    undo,
    redo,
    restore,
    bin,
    decisions,
    extract,
    rebuild,
)


class InOrder(click.Group):
    """Lists the commands in the order in which a person needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return [command.name or "" for command in COMMANDS]


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="communique", message="communique %(version)s")
def cli() -> None:
    """Follow a negotiation through the news and keep its record.

    Start here: "communique init talks" makes a folder, "communique add talks REPORTS" reads reports into it, and
    "communique brief talks" says where things stand. Every line ends with an id: "communique show talks ID" leads to
    the sentence that it comes from.
    """


for _command in COMMANDS:
    cli.add_command(_command)


def main() -> None:
    """Run the command line; every error that we raise on purpose is one line."""
    try:
        code = cli.main(standalone_mode=False)
    except CommuniqueError as error:
        click.echo(f"communique: {error}", err=True)
        code = 1
    except click.exceptions.Abort:
        click.echo("communique: stopped. What was read so far is kept; the same command goes on.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
