"""Today: the brief as of a day, the gates beside it, and a slider over the days of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.record import questions
from communique.record.answers import DocumentRow
from communique.record.days import parse_day
from communique.web.asking import put
from communique.web.lens import Looking
from communique.web.site import ask, page, site_of

LATEST = 6  # reports beside the brief
BARS = 120  # bars of the slider at most

router = APIRouter(include_in_schema=False)


class Days(msgspec.Struct, frozen=True):
    """The days of a story: the first, how many there are, and how many reports each stretch of ``step`` days has."""

    first: date
    length: int
    step: int
    bars: tuple[int, ...]

    def number(self, day: str) -> int:
        """Which day of the story a day is, the last one for none."""
        found = parse_day(day)
        return min(self.length - 1, max(0, (found - self.first).days)) if found else self.length - 1


@router.get("/")
def today(request: Request, lens: Looking) -> HTMLResponse:
    """Where things stand on a day: the brief, each line with its footnotes."""
    with site_of(request).answers.together():
        reports = ask(request, questions.documents)
        brief = put(request, "brief", lens)
    by_then = [row for row in reports if row.published and row.published <= (lens.get("as_of") or "9999")]
    return page(
        request,
        "today.html",
        lens,
        brief=brief,
        latest=by_then[: -LATEST - 1 : -1],
        days=story_days(reports),
    )


def story_days(reports: Iterable[DocumentRow]) -> Days | None:
    """The days from the first dated report to the last; None where no report has a date."""
    days = sorted(day for day in (parse_day(row.published) for row in reports) if day)
    if not days:
        return None
    length = (days[-1] - days[0]).days + 1
    step = -(-length // BARS)
    counted = Counter((day - days[0]) // timedelta(days=step) for day in days)
    return Days(days[0], length, step, tuple(counted[bar] for bar in range(-(-length // step))))
