"""Search: the sentences that hold some words."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.record import questions
from communique.web.lens import Looking
from communique.web.site import ask, page

FOUND = 40  # sentences of a page

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(request: Request, lens: Looking) -> HTMLResponse:
    """The sentences that hold the words asked for, with the hits marked."""
    query = request.query_params.get("q", "").strip()
    filters = {"limit": FOUND, **lens.filters()}
    hits = ask(request, questions.search, query, **filters) if query else []
    return page(request, "search.html", lens, query=query, hits=hits, limit=filters["limit"])
