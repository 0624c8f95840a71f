"""The pictures of the pages as files to take along."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.charts.plotting import draw
from communique.charts.svg import picture_file, picture_png
from communique.web.lens import Looking
from communique.web.site import ask

router = APIRouter(include_in_schema=False)
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("/pictures/{name}.{kind}")
def picture(request: Request, lens: Looking, name: str, kind: Literal["svg", "png"]) -> Response:
    """A picture with the filters of its page."""
    drawing = ask(request, draw, name, **lens.filters())
    data = picture_file(drawing).encode() if kind == "svg" else picture_png(drawing)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(data, media_type=TYPES[kind], headers=headers)
