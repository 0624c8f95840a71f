"""``communique serve``: look at the record in a browser."""

from __future__ import annotations

import click

from communique.cli.options import DOSSIER
from communique.web.serving import PORT
from communique.web.serving import serve as serve_page


@click.command()
@DOSSIER
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen. Anywhere but on this machine itself every request needs the token.",
)
@click.option("--token", envvar="COMMUNIQUE_TOKEN", default="", help="The token (or COMMUNIQUE_TOKEN); else a new one.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name of this server. May be repeated.")
def serve(dossier: str, host: str, port: int, token: str, names: tuple[str, ...]) -> None:
    """Look at the record in a browser. The page is served to this machine alone, and asks nothing of any other."""
    serve_page(
        dossier,
        host=host,
        port=port,
        token=token,
        names=names,
        tell=lambda address: click.echo(f"{dossier} is at {address} (Ctrl+C ends it)"),
    )
