"""The same answers as JSON, under /api, described at /openapi.json."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_type_hints

import msgspec
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import DecidedError, InputError
from communique.record import questions
from communique.record.answers import Shown
from communique.record.marking import Marked
from communique.records import Mention, Time
from communique.storage import VERSION
from communique.web.asking import CHOSEN, NEEDED, QUESTIONS, about_of
from communique.web.deciding import Opposed, Said, Taken, opposed, read_json, take
from communique.web.lens import NAMES, Lens
from communique.web.reading import kept_report
from communique.web.safety import CSRF_HEADER, Problem
from communique.web.site import ask

router = APIRouter(prefix="/api", include_in_schema=False)


class Reading(msgspec.Struct, frozen=True):
    """A report with all that was read in it: what the record has, and the names and times that were found."""

    report: Marked
    mentions: tuple[Mention, ...]
    times: tuple[Time, ...]


@router.get("/documents/{id:path}")
def document(request: Request, id: str) -> Response:
    """One report in full."""
    _only(request, ())
    marked, found = ask(request, questions.marks, id), ask(request, kept_report, id).extraction
    return _json(Reading(marked, found.mentions, found.times))


@router.get("/show/{id:path}")
def show(request: Request, id: str) -> Response:
    """One entry in full."""
    _only(request, ())
    return _json(ask(request, questions.show, id))


@router.post("/decisions")
async def decide(request: Request) -> Response:
    """Write a decision down; where somebody has meanwhile decided otherwise, both are told and nothing is written."""
    _only(request, ())
    said = read_json(await request.body())
    try:
        return _json(await run_in_threadpool(take, request, said), 201)
    except DecidedError as error:
        return _json(opposed(error), 409)


@router.get("/{question}")
def answer(request: Request, question: str) -> Response:
    """The answer to a question of `communique.record.questions`, with the filters in the address."""
    name = question.replace("-", "_")
    if name not in QUESTIONS or question != _path(name):
        return _json(Problem("there is no such question", request.url.path, "See /openapi.json."), 404)
    _only(request, (*NAMES, *(name for name, _ in own_of(name))))
    filters = Lens({name: value for name, value in request.query_params.items() if name in NAMES}).filters()
    return _json(ask(request, QUESTIONS[name], *about_of(request, name), **filters))


def _json(answer: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(answer), status_code=status, media_type="application/json")


def _path(question: str) -> str:
    return question.replace("_", "-")


def _only(request: Request, names: tuple[str, ...]) -> None:
    """Raise InputError for what this address cannot be asked, a misspelt filter above all."""
    other = next((name for name in request.query_params if name not in names), None)
    if other is not None:
        hint = f"Choose among: {', '.join(names)}." if names else "Leave it out."
        raise InputError(f"cannot be asked {other[:50]!r}", where=request.url.path, hint=hint)


def own_of(question: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a question takes beside the filters, as OpenAPI describes it."""
    if question in NEEDED:
        name, what = NEEDED[question]
        words: dict[str, Any] = {"type": "string", "minLength": 1}
        many = {"type": "array", "items": words, "minItems": 1} if question == "what_if" else words
        yield name, {"description": what, "required": True, "schema": many}
    if question in CHOSEN:
        yield CHOSEN[question], {"description": "only this one", "schema": {"type": "string"}}


DAY = {"type": "string", "format": "date"}
FILTERS: dict[str, tuple[dict[str, Any], str]] = {
    "as_of": (DAY, "As it stood on this day, from what had been said and published by then."),
    "known": (
        {"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]},
        "As the dossier knew it then.",
    ),
    "since": (DAY, "Only from this day on."),
    "until": (DAY, "Only up to this day."),
    "actor": ({"type": "string"}, "Only what concerns this actor, by any of its names."),
    "limit": ({"type": "integer", "minimum": 1, "maximum": 999_999_999}, "At most so many rows."),
    "suggested": ({"type": "boolean"}, "Also what is less sure, or only what is stated."),
}


def description() -> dict[str, Any]:
    """What /openapi.json says: every question, what it takes, and the records that it answers with."""
    returned = {name: get_type_hints(question)["return"] for name, question in QUESTIONS.items()}
    types = [*returned.values(), Reading, Shown, Problem, Said, Taken, Opposed]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    *answered, problem, said, taken, opposing = schemas
    answers = dict(zip([*returned, "documents/{id}", "show/{id}"], answered, strict=True))
    problem = _content("What is wrong, where, and what to try", problem)
    paths = {f"/api/{_path(name)}": {"get": _operation(name, schema, problem)} for name, schema in answers.items()}
    paths["/api/decisions"]["post"] = _writing(said, taken, opposing, problem)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Communiqué", "version": VERSION, "description": "The record of a negotiation."},
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(name: str, schema: dict[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    function = QUESTIONS.get(name) or {"documents/{id}": document, "show/{id}": show}[name]
    taken: list[dict[str, Any]]
    if name in QUESTIONS:
        given = {filter: {"description": text, "schema": each} for filter, (each, text) in FILTERS.items()}
        taken = [{"name": own, "in": "query", **about} for own, about in (given | dict(own_of(name))).items()]
    else:
        taken = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}]
    return {
        "operationId": name.split("/")[0] if name in QUESTIONS else f"one_{name.split('/')[0]}",
        "summary": (function.__doc__ or "").strip().splitlines()[0],
        "parameters": taken,
        "responses": {
            "200": _content("The answer", schema),
            "404": problem,
            "422": problem,
            "503": problem,
            "default": problem,
        },
    }


def _writing(said: Any, taken: Any, opposing: Any, problem: Any) -> dict[str, Any]:
    """How a decision is written down."""
    token = {"name": CSRF_HEADER, "in": "header", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "decide",
        "summary": (decide.__doc__ or "").strip().splitlines()[0],
        "parameters": [token | {"description": "The token in the head of every page, for this run of the server."}],
        "requestBody": {"required": True, **_content("What is decided", said)},
        "responses": {
            "201": _content("The decision as it was written down", taken),
            "409": _content("Somebody has meanwhile decided otherwise; nothing was written", opposing),
            "403": problem,
            "404": problem,
            "422": problem,
            "503": problem,
            "default": problem,
        },
    }


def _content(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}
