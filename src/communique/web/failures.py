"""What a person sees when something cannot be shown: one line that says what, where and what to try; never a trace."""

from __future__ import annotations

import msgspec
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from communique.errors import CommuniqueError, DecidedError, DossierError, InputError, QuestionError
from communique.web.safety import HEADERS, Problem
from communique.web.site import page

STATUS: dict[type[CommuniqueError], int] = {QuestionError: 404, InputError: 422, DossierError: 503, DecidedError: 409}
TITLES = {
    404: "Not in the record",
    409: "Decided otherwise meanwhile",
    422: "Not understood",
    503: "No record to show",
    500: "Something broke",
}


def add_failures(app: FastAPI) -> None:
    """Let every error of an app end in a page, or in a `Problem` as JSON under /api."""
    app.exception_handler(CommuniqueError)(_on_ours)
    app.exception_handler(RequestValidationError)(_on_invalid)
    app.exception_handler(HTTPException)(_on_http)
    app.exception_handler(Exception)(_on_any)


def _on_ours(request: Request, error: CommuniqueError) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    return answer(request, status, Problem(error.problem, error.where, error.hint))


def _on_invalid(request: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"])
    return answer(request, 422, Problem(str(first["msg"]).lower(), where, "See /openapi.json for what can be asked."))


def _on_http(request: Request, error: HTTPException) -> Response:
    problem = Problem("there is no such page" if error.status_code == 404 else error.detail.lower(), request.url.path)
    response = answer(request, error.status_code, problem)
    response.headers.update(error.headers or {})
    return response


def _on_any(request: Request, error: Exception) -> Response:
    response = answer(request, 500, Problem("this is a mistake of the program", "", "Its terminal says more."))
    response.headers.update(HEADERS)  # what no handler expects is answered outside of the guard
    return response


def answer(request: Request, status: int, problem: Problem) -> Response:
    """A problem for whoever asked: a program gets JSON, a person a page."""
    if request.url.path.startswith("/api"):
        return JSONResponse(msgspec.to_builtins(problem), status_code=status)
    return page(request, "problem.html", status=status, problem=problem, title=TITLES.get(status, "Not possible"))
