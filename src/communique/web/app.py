"""The app: one dossier, its pages, its API and what guards them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.staticfiles import StaticFiles

from communique.storage import VERSION, open_folder
from communique.web import api
from communique.web.failures import add_failures
from communique.web.pages import ROUTERS
from communique.web.safety import Guard
from communique.web.site import HERE, Site

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def create_app(dossier: str | Path, *, hosts: Iterable[str] = (), token: str = "") -> FastAPI:
    """The page of a dossier as an ASGI app. ``hosts`` are further names that it goes by; with a ``token`` all need it.

    Raises DossierError when the folder is no dossier.
    """
    paths = {route.path for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}
    site = Site(open_folder(dossier), csrf=secrets.token_urlsafe(32), paths=paths)
    app = FastAPI(title="Communiqué", version=VERSION, docs_url=None, redoc_url=None)
    app.state.site = site
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(api.router)
    app.openapi = api.description  # type: ignore[method-assign]
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    add_failures(app)
    app.add_middleware(Guard, hosts=(*LOOPBACK, *hosts), token=token, csrf=site.csrf)
    return app
