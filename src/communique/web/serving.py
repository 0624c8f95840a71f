"""Serving a dossier's page from this machine."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from communique.errors import InputError
from communique.storage import open_folder

PORT = 8000
SHORTEST = 16  # characters of a token


def serve(
    dossier: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    token: str = "",
    names: Iterable[str] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the page of a dossier until it is stopped; ``tell`` receives its address.

    On the loopback interface, the default, nobody else can reach it. On any other every request needs a token: the one
    given, or a new one that stands in the address. ``names`` are further host names that it is asked for by; port 0
    takes any that is free.

    Raises DossierError when the folder is no dossier, InputError when it cannot be served there.
    """
    open_folder(dossier)
    if not is_loopback(host):
        token = token or secrets.token_urlsafe(24)
    if token and len(token) < SHORTEST:
        raise InputError("the token is too short", where="--token", hint=f"Take {SHORTEST} characters or more.")
    with listen(host, port) as listener:
        tell(address_of(listener.getsockname()[:2], token))
        _run(dossier, listener, hosts=(host, *names), token=token)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address_of(place: tuple[str, int], token: str) -> str:
    """The address to open in a browser."""
    host, port = place
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")


def listen(host: str, port: int) -> socket.socket:
    """A socket that waits for requests. Raises InputError when none can be had there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
        # Or else a page that is sent in two pieces waits 40 ms for the reader to acknowledge the first; asyncio does it
        # only for sockets that it makes itself.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except (OSError, OverflowError) as error:
        problem = getattr(error, "strerror", None) or "is no port"
        hint = "Choose another with --port; 0 takes any that is free."
        raise InputError(f"cannot be served there ({problem.lower()})", where=f"{host}:{port}", hint=hint) from error


def _run(dossier: str | Path, listener: socket.socket, *, hosts: Iterable[str], token: str) -> None:
    import uvicorn  # here, so that the other commands need not wait for it

    from communique.web.app import create_app

    app = create_app(dossier, hosts=hosts, token=token)
    threading.Thread(target=app.state.site.prepare, daemon=True).start()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=False)
    uvicorn.Server(config).run(sockets=[listener])
