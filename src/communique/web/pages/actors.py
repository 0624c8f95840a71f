"""Actors: who takes part, and what the record has of one of them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.record import questions
from communique.web.answers import Put
from communique.web.asking import LIMITS, as_put, put
from communique.web.lens import Lens, Looking
from communique.web.pages.positions import matters_of
from communique.web.site import page, site_of

STATEMENTS = 30  # the latest, on the page of one actor

router = APIRouter(include_in_schema=False)


@router.get("/actors")
def actors(request: Request, lens: Looking) -> HTMLResponse:
    """The actors of the reports; with one asked for, what it holds, who speaks for it, and what it said."""
    if lens.get("actor"):
        return _actor(request, lens)
    rows = put(request, "actors", lens)
    limit = int(lens.get("limit") or LIMITS["actors"])
    return page(request, "actors.html", lens, rows=rows, limit=limit)


def _actor(request: Request, lens: Lens) -> HTMLResponse:
    filters = {"limit": STATEMENTS, **lens.filters()}
    told = [as_put(request, name, lens) for name in ("actors", "positions", "statements")]
    rows, held, said, changes = site_of(request).answers.ask_all((*told, Put(questions.changes, filters=filters)))
    names = {row.name for row in rows}
    return page(
        request,
        "actor.html",
        lens,
        one=next((row for row in rows if row.speaks_for not in names), None),
        speakers=[row for row in rows if row.speaks_for in names],
        matters=matters_of(held),
        said=said,
        changes=changes,
    )
