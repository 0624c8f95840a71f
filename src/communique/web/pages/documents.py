"""Documents: the reports, and one of them with everything marked that was read in it."""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from communique.record import questions
from communique.web.asking import LIMITS
from communique.web.lens import Looking
from communique.web.reading import kept_report, raw_text, reading_of
from communique.web.site import ask, page

RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")
RAW_SHOWN = 60_000  # characters of the raw report beside the article

router = APIRouter(include_in_schema=False)


@router.get("/documents")
def documents(request: Request, lens: Looking) -> HTMLResponse:
    """The reports by day of publication, the latest first."""
    filters = lens.filters()
    filters.pop("limit", None)
    rows = ask(request, questions.documents, **filters)
    limit = int(lens.get("limit") or LIMITS["documents"])
    latest = sorted(rows, key=lambda row: row.published, reverse=True)
    return page(request, "documents.html", lens, rows=latest[:limit], total=len(rows), limit=limit)


@router.get("/documents/{id:path}/raw")
def raw(request: Request, id: str) -> Response:
    """A report as it was found, as plain text whatever it is."""
    name = f"attachment; filename*=UTF-8''{quote(id, safe='')}.txt"
    headers = {"Content-Disposition": name, "Content-Security-Policy": "sandbox; default-src 'none'"}
    text = raw_text(ask(request, kept_report, id))
    return Response(text.encode("utf-8"), media_type="text/plain; charset=utf-8", headers=headers)


@router.get("/documents/{id:path}")
def document(request: Request, lens: Looking, id: str) -> HTMLResponse:
    """The reading view: the clean article with every mention, statement, claim and time marked, the raw text beside."""
    marked, kept = ask(request, questions.marks, id), ask(request, kept_report, id)
    asked = RANGE.fullmatch(request.query_params.get("at", ""))
    at = (int(asked[1]), int(asked[2])) if asked else None
    text = raw_text(kept)
    return page(
        request,
        "document.html",
        lens,
        marked=marked,
        paragraphs=reading_of(marked, kept, at),
        kept=kept,
        raw=text[:RAW_SHOWN],
        longer=len(text) > RAW_SHOWN,
    )
