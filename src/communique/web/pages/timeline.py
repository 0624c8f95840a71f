"""The timeline: what happened by month, and planned events with their slips."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.charts.timeline import timeline_picture
from communique.record import questions
from communique.web.answers import Put
from communique.web.asking import LIMITS, as_put
from communique.web.drawing import inline
from communique.web.lens import Looking
from communique.web.site import page, site_of

router = APIRouter(include_in_schema=False)


@router.get("/timeline")
def timeline(request: Request, lens: Looking) -> HTMLResponse:
    """What happened and what was planned, the latest month first, and the slips of planned events as arrows."""
    days = lens.filters("as_of", "known", "since", "until", "actor")
    told = (*(as_put(request, name, lens) for name in ("timeline", "schedule")), Put(questions.documents, filters=days))
    entries, plans, reports = site_of(request).answers.ask_all(told)
    latest = sorted(entries, key=lambda entry: entry.day, reverse=True)
    months = [(month, list(group)) for month, group in groupby(latest, key=lambda entry: entry.day[:7])]
    return page(
        request,
        "timeline.html",
        lens,
        entries=entries,
        months=months,
        plans=plans,
        picture=inline(timeline_picture(reports, plans), "timeline", lens, question="schedule"),
        limit=int(lens.get("limit") or LIMITS["timeline"]),
    )
