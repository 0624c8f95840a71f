"""Today: the brief as of a day."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.record import questions
from communique.web.lens import Looking
from communique.web.site import ask, page

router = APIRouter(include_in_schema=False)


@router.get("/")
def today(request: Request, lens: Looking) -> HTMLResponse:
    """Where things stand on a day: the brief, each line with its footnotes."""
    return page(request, "today.html", lens, brief=ask(request, questions.brief, **lens.filters()))
