"""Review: the queue one claim at a time, a report put right, names and events that are one or two, and the bin."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import DecidedError, QuestionError
from communique.record import decision_id, load_decisions, questions, standing_decisions
from communique.record.answers import QueueRow
from communique.record.deciding import latest_decisions
from communique.record.queue import ranked_claims, undecided
from communique.records import ClaimType, Status
from communique.web.deciding import form_fields, read_form, take, tell_after
from communique.web.lens import Lens
from communique.web.site import ask, page, site_of

COOKIE = "reviewer"
YEAR = 365 * 24 * 3600
FURTHEST = 500  # how far a person can go into the queue without deciding
AHEAD = 24  # claims that the record is asked for at once
RECENT = 12  # decisions shown beside the queue
CHOICES = {"add": "Add yours too", "exclude": "Leave the report out all the same"}
KEEP = "Keep yours for then"
"""What can be done with a decision that goes against another, where it does not take the place of that."""
TYPES, STATUSES = ClaimType.__args__, Status.__args__  # type: ignore[attr-defined]

router = APIRouter(include_in_schema=False)


@router.get("/review")
def review(request: Request) -> Response:
    """The next claim of the queue, or the one that the address names, and what can be decided of it."""
    asked = request.query_params.get("claim", "")
    place = _place(request)
    row, over = _named(request, asked) if asked else (_next(request, place), "")
    return _page(
        request,
        "review.html",
        row=row,
        place=place,
        types=TYPES,
        statuses=STATUSES,
        asked=bool(asked),
        over=over,
        names=[actor.name for actor in ask(request, questions.actors, suggested=True, limit=200)],
    )


def _place(request: Request) -> int:
    given = request.query_params.get("place", "0")
    return min(int(given), FURTHEST) if given.isdecimal() and len(given) < 5 else 0


def _next(request: Request, place: int) -> QueueRow | None:
    """The claim at a place of the queue; the record is asked once for many, for it stays while people decide."""
    decisions, ahead = load_decisions(site_of(request).answers.dossier), AHEAD
    while True:
        rows, states = ask(request, ranked_claims, limit=ahead)
        left = undecided(rows, decisions, states)
        if len(left) > place or len(rows) < ahead:
            return left[place] if len(left) > place else None
        ahead *= 4


def _named(request: Request, id: str) -> tuple[QueueRow, str]:
    """A claim by its id, whether or not it waits to be decided, and the decision that it bears."""
    shown = ask(request, questions.show, id)
    if shown.what != "claim":
        raise QuestionError(f"{id[:80]!r} is no claim", hint="Open a claim, and decide about it from there.")
    said = shown.fields
    row = QueueRow(
        told="",
        type=said["type"],
        holder=said.get("holder_found", ""),
        speaks_for=said.get("speaks_for", ""),
        argument=said.get("argument_found", ""),
        topic=said.get("topic", ""),
        polarity=int(said["polarity_found"]),
        date=said.get("date", ""),
        status=said.get("status", ""),
        matter=said.get("matter", ""),
        reasons=(),
        confidence=float(said["confidence"]),
        stated=said["stated"] == "True",
        before=shown.before,
        evidence=shown.evidence,
        after=shown.after,
        id=shown.id,
    )
    return row, said.get("retired_by") or said.get("decision", "")


@router.post("/review")
async def decide(request: Request) -> Response:
    """Write down what a form says, and go on; where somebody decided otherwise meanwhile, show both."""
    said = read_form(await request.body())
    try:
        await run_in_threadpool(take, request, said)
    except DecidedError as error:
        return _page(
            request,
            "conflict.html",
            status=409,
            theirs=error.theirs,
            their_words=tell_after(error.theirs),
            yours=error.yours,
            your_words=tell_after(error.yours),
            choice=CHOICES.get(error.yours.act, "Take yours instead") if error.theirs.act != "exclude" else KEEP,
            fields=form_fields(said, error.over),
        )
    answer = RedirectResponse(_back(request), status_code=303)
    if said.who:
        answer.set_cookie(COOKIE, quote(said.who), max_age=YEAR, httponly=True, samesite="strict")
    return answer


def _back(request: Request) -> str:
    """The page of the review that a form was sent from: the same place in the queue, or another of ours."""
    place, to = _place(request), request.query_params.get("to", "")
    if to in ("bin", "joining"):
        return f"/review/{to}"
    if to == "document":
        return f"/review/reports/{quote(request.query_params.get('report', ''), safe='')}"
    return "/review" + (f"?{urlencode({'place': place})}" if place else "")


@router.get("/review/reports/{id:path}")
def report(request: Request, id: str) -> Response:
    """A report: its date and outlet put right, left out, or a claim added from its words."""
    with site_of(request).answers.together():
        marked = ask(request, questions.marks, id)
        names = [actor.name for actor in ask(request, questions.actors, suggested=True, limit=200)]
        quoted = request.query_params.get("quote", "")[:2000]
        return _page(
            request,
            "review-report.html",
            marked=marked,
            over=_corrected(request, marked.about.id),
            quote=quoted,
            types=TYPES,
            statuses=STATUSES,
            names=names,
        )


def _corrected(request: Request, id: str) -> str:
    """The decision by which a report has the date and outlet that its page shows, empty if it has its own."""
    _, known = ask(request, ranked_claims, limit=AHEAD)
    standing = standing_decisions(load_decisions(site_of(request).answers.dossier))
    about = [decision_id(each) for each in standing if each.report_after and each.place and each.place.document == id]
    return next((decision for decision in reversed(about) if decision in known), "")


@router.get("/review/joining")
def joining(request: Request) -> Response:
    """Two names or two events that are one, and one that is two."""
    with site_of(request).answers.together():
        names = [actor.name for actor in ask(request, questions.actors, suggested=True, limit=400)]
        return _page(request, "review-joining.html", id=request.query_params.get("id", "")[:200], names=names)


@router.get("/review/bin")
def bin(request: Request) -> Response:
    """What people took out and can put back, and all that was decided."""
    with site_of(request).answers.together():
        rows = ask(request, questions.bin, limit=200)
        return _page(request, "review-bin.html", rows=rows, decided=ask(request, questions.decisions, limit=200))


def _page(request: Request, template: str, *, status: int = 200, **context: object) -> Response:
    """A page of the review with who reviews, and what was decided last."""
    _, states = ask(request, ranked_claims, limit=AHEAD)
    recent = latest_decisions(load_decisions(site_of(request).answers.dossier), states, limit=RECENT)
    waiting, refresher = sum(row.state == "waiting" for row in recent), site_of(request).refresher
    if waiting and refresher.idle and not refresher.problem:  # of an earlier run of the server, or of the command line
        refresher.ask()
    return page(
        request,
        template,
        Lens({}),
        status=status,
        who=unquote(request.cookies.get(COOKIE, "")),
        latest=recent[0].id if recent else "",
        recent=recent,
        waiting=waiting,
        trouble=refresher.problem,
        **context,
    )
