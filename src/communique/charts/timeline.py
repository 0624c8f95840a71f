"""The timeline as a picture: how much was reported when, and what was planned for when; slips are arrows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from communique.charts.days import Scale, known_days
from communique.charts.picture import Box, Dot, Label, Line, Mark, Picture, Tone, broken, drawn, legend, nothing
from communique.record.answers import Dated, DocumentRow, Plan

WIDTH, NAMES, MARGIN, LANE, STRIP = 1080, 250, 18, 46, 70
PLANS = 14  # lanes at most: those that slipped most often, then those of most origins
AHEAD = timedelta(days=150)  # what is planned for later than that stands at the edge
BACK = timedelta(days=3653)  # and what was reported longer than that before the last report
STATES: dict[str, Tone] = {"held": "ok", "cancelled": "against", "refused": "against", "suspended": "against"}
MEANING: tuple[tuple[Tone, str], ...] = (
    ("accent", "planned"),
    ("ok", "took place"),
    ("against", "cancelled, refused, suspended; a slip"),
    ("rule", "reports"),
)


def timeline_picture(reports: Sequence[DocumentRow], plans: Sequence[Plan], title: str = "Timeline") -> Picture:
    """How many reports each day or week has, and below it a lane for each planned event with its slips."""
    told = known_days(report.published for report in reports)
    planned = known_days(dated.planned for plan in plans for dated in plan.said)
    if not told and not planned:
        return nothing(title, "Nothing with a day in this view.")
    scale = Scale(*_bounds(told or planned, planned), MARGIN + NAMES, WIDTH - MARGIN)
    lanes = _lanes(plans)
    top = 74
    bottom = top + STRIP + 20 + LANE * len(lanes)
    marks = [
        drawn(Label(x=MARGIN, y=30, text=title, size=17, bold=True)),
        *legend(MARGIN + 5, 56, MEANING),
        *scale.axis(top, bottom + 12),
        *_strip(told, scale, top),
    ]
    for number, plan in enumerate(lanes):
        marks += list(_lane(plan, scale, top + STRIP + 20 + LANE * number))
    return Picture(title=title, width=WIDTH, height=bottom + 34, marks=tuple(marks))


def _bounds(told: Sequence[date], planned: Sequence[date]) -> tuple[date, date]:
    """The first and the last day that are drawn: a report of the year 201 must not make a picture of ages."""
    last = told[-1]
    first = max(told[0], last - BACK) if last - date.min > BACK else told[0]
    return first, max([last, *(day for day in planned if day - last <= AHEAD)])


def _lanes(plans: Sequence[Plan]) -> list[Plan]:
    """The plans that are drawn, in the order of the day they were first planned for."""
    dated = [plan for plan in plans if known_days(said.planned for said in plan.said)]
    chosen = sorted(dated, key=lambda plan: (-len(plan.slips), -plan.origins, plan.planned, plan.id))[:PLANS]
    return sorted(chosen, key=lambda plan: (known_days(said.planned for said in plan.said)[0], plan.id))


def _strip(told: Sequence[date], scale: Scale, top: float) -> Iterator[Mark]:
    """Bars: the reports of each week, or each day where the picture spans less than four months."""
    step = 1 if (scale.last - scale.first).days < 120 else 7
    counted = Counter((max(day, scale.first) - scale.first).days // step for day in told)
    most = max(counted.values(), default=1)
    yield drawn(Label(x=MARGIN, y=top + STRIP - 4, text="reports", size=13))
    for bar, count in sorted(counted.items()):
        begin = scale.first + timedelta(days=bar * step)
        end = begin + min(timedelta(days=step), date.max - begin)
        height = max(3.0, (STRIP - 8) * count / most)
        width = max(2.0, scale.place(end) - scale.place(begin) - 1)
        yield drawn(
            Box(x=scale.place(begin), y=top + STRIP - height, width=width, height=height, tone="rule"),
            tip=f"{'week of ' if step > 1 else ''}{begin.isoformat()}: {count}",
        )


def _lane(plan: Plan, scale: Scale, y: float) -> Iterator[Mark]:
    middle = y + LANE - 14
    yield drawn(Line(points=((MARGIN, y + LANE - 1), (WIDTH - MARGIN, y + LANE - 1)), tone="rule", width=0.6))
    slipped = f", {plan.slipped:+d} days" if plan.slips else ""
    lines = broken(plan.event, NAMES - 84)
    yield drawn(
        *(Label(x=MARGIN, y=middle + 4 + 15 * (n - len(lines) + 1), text=text) for n, text in enumerate(lines)),
        Label(x=MARGIN + NAMES - 12, y=middle + 4, text=slipped.lstrip(", "), size=12, tone="against", anchor="end"),
        tip=f"{plan.event}: {plan.state} {plan.planned}{slipped}",
        opens=plan.id,
    )
    for slip in plan.slips:
        yield from _slip(slip.planned, slip.now, slip.days, scale, middle, slip.day)
    latest = {said.planned: said for said in plan.said}
    for said in sorted(latest.values(), key=lambda said: said.planned):
        if span := scale.span(said.planned):
            yield _planned(span, STATES.get(said.status, "accent"), middle, said.stated, said.id, _tip(plan, said))


def _tip(plan: Plan, said: Dated) -> str:
    return f"{plan.event}: {said.status} {said.planned}, {said.by or 'the reports'} {said.day}".strip()


def _planned(span: tuple[float, float], tone: Tone, y: float, stated: bool, id: str, tip: str) -> Mark:
    begin, end = span
    bar = (Line(points=((begin, y), (end, y)), tone=tone, width=5),) if end - begin > 3 else ()
    dot = Dot(x=(begin + end) / 2, y=y, radius=7, tone=tone, diamond=True, hollow=not stated)
    return drawn(*bar, dot, tip=tip, opens=id)


def _slip(before: str, after: str, days: int, scale: Scale, y: float, said: str) -> Iterator[Mark]:
    old, new = scale.span(before), scale.span(after)
    if not old or not new:
        return
    start, end = sum(old) / 2, sum(new) / 2
    if abs(end - start) < 2:
        return
    edge = 8 if end > start else -8
    line = Line(points=((start, y - 8), (end - edge / 2, y - 8)), tone="against", width=1.6, bend=30, arrow=True)
    yield drawn(line, tip=f"on {said} moved from {before} to {after}, {days:+d} days")
