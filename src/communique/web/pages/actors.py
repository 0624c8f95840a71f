"""Actors: who takes part, and what the record has of one of them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.record import questions
from communique.record.answers import ActorRow
from communique.web.asking import LIMITS, put
from communique.web.lens import Lens, Looking
from communique.web.pages.positions import matters_of
from communique.web.site import ask, page, site_of

STATEMENTS = 30  # the latest, on the page of one actor

router = APIRouter(include_in_schema=False)


@router.get("/actors")
def actors(request: Request, lens: Looking) -> HTMLResponse:
    """The actors of the reports; with one asked for, what it holds, who speaks for it, and what it said."""
    with site_of(request).answers.together():
        rows = put(request, "actors", lens)
        if lens.get("actor"):
            return _actor(request, lens, rows)
    limit = int(lens.get("limit") or LIMITS["actors"])
    return page(request, "actors.html", lens, rows=rows, limit=limit)


def _actor(request: Request, lens: Lens, rows: list[ActorRow]) -> HTMLResponse:
    filters = {"limit": STATEMENTS, **lens.filters()}
    names = {row.name for row in rows}
    return page(
        request,
        "actor.html",
        lens,
        one=next((row for row in rows if row.speaks_for not in names), None),
        speakers=[row for row in rows if row.speaks_for in names],
        matters=matters_of(put(request, "positions", lens)),
        said=put(request, "statements", lens),
        changes=ask(request, questions.changes, **filters),
    )
