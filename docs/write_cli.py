"""Write `reference/cli.md` from the commands' own help: run it after each change to the command line."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli import COMMANDS, cli

PAGE = Path(__file__).parent / "reference" / "cli.md"
HEAD = """# Commands

Written by `python docs/write_cli.py` from what `communique COMMAND --help` prints. Each command is also a function of
the same name in the Python package `communique`.
"""


def render_page() -> str:
    """The page: the help of the whole and of each command, in the order in which a person needs them."""
    parts = [HEAD, _help(cli, "communique")]
    parts += [f"## {command.name}\n\n{_help(command, f'communique {command.name}')}" for command in COMMANDS]
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    settings = {**cli.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, info_name=name, **settings)
    return f"```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
