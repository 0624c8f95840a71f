"""The sentences behind any line, and an entry in full."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.errors import QuestionError
from communique.record import questions
from communique.web.asking import QUESTIONS, put
from communique.web.lens import Looking
from communique.web.site import ask, page
from communique.web.telling import find_line

router = APIRouter(include_in_schema=False)


@router.get("/evidence/{question}/{id:path}")
def evidence(request: Request, lens: Looking, question: str, id: str) -> HTMLResponse:
    """The evidence of one line of the answer to a question, as the page had it that led here."""
    if question not in QUESTIONS:
        raise QuestionError(f"there is no question {question[:50]!r}", hint=f"Choose among: {', '.join(QUESTIONS)}.")
    line = find_line(put(request, question, lens), id)
    if line is None:
        raise QuestionError(f"this view has no line {id[:80]!r}", hint="The record has changed; load the page again.")
    return page(request, "evidence.html", lens, line=line)


@router.get("/entries/{id:path}")
def entry(request: Request, lens: Looking, id: str) -> HTMLResponse:
    """One entry in full: all that was read, and its sentence within the article."""
    return page(request, "entry.html", lens, shown=ask(request, questions.show, id))
