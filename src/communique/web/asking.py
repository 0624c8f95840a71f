"""Which questions the site puts, and how each page asks them: one place, so that a line is found again by its id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from communique.errors import InputError
from communique.record import questions
from communique.web.answers import Put
from communique.web.lens import Lens
from communique.web.site import ask

QUESTIONS: dict[str, Callable[..., Any]] = {
    "actors": questions.actors,
    "bin": questions.bin,
    "blockers": questions.blockers,
    "brief": questions.brief,
    "changes": questions.changes,
    "conflicts": questions.conflicts,
    "decisions": questions.decisions,
    "documents": questions.documents,
    "gates": questions.gates,
    "lists": questions.lists,
    "network": questions.network,
    "positions": questions.positions,
    "queue": questions.queue,
    "schedule": questions.schedule,
    "search": questions.search,
    "statements": questions.statements,
    "timeline": questions.timeline,
    "truce": questions.truce,
    "what_if": questions.what_if,
}
NEEDED: dict[str, tuple[str, str]] = {
    "search": ("q", "words to look for"),
    "blockers": ("gate", "the name of a gate"),
    "what_if": ("set", "changes"),
}
"""What a question needs beside the filters: the name in the address, and what it is."""

CHOSEN = {"lists": "list", "gates": "gate"}
"""What narrows a question down to one thing of its own, by the name in the address."""

LIMITS = {"positions": 300, "timeline": 200, "documents": 200, "actors": 200, "statements": 100, "network": 400}
"""Lines that a page shows if its address asks for no other number."""


def put(request: Request, question: str, lens: Lens) -> Any:
    """The answer to a question as a page asks it: what its address says, and its usual number of lines."""
    told = as_put(request, question, lens)
    return ask(request, told.question, *told.about, **told.filters)


def as_put(request: Request, question: str, lens: Lens) -> Put:
    """The question itself, to be put with others."""
    filters = lens.filters()
    if question in LIMITS:
        filters = {"limit": LIMITS[question], **filters}
    return Put(QUESTIONS[question], about_of(request, question), filters)


def about_of(request: Request, question: str) -> tuple[object, ...]:
    """What an address asks a question beside the filters. Raises InputError where that is missing."""
    if question in CHOSEN:
        return (request.query_params.get(CHOSEN[question], ""),)
    if question not in NEEDED:
        return ()
    name, what = NEEDED[question]
    given = tuple(each for each in request.query_params.getlist(name) if each)
    if not given:
        raise InputError(f"this question needs {what}", where=question, hint=f"Add ?{name}=… to the address.")
    return (given,) if question == "what_if" else given[-1:]
