"""The network: who agrees and disagrees with whom as of the day."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.charts.network import network_picture
from communique.web.asking import put
from communique.web.drawing import inline
from communique.web.lens import Looking
from communique.web.site import page

router = APIRouter(include_in_schema=False)
TIES = 60  # rows of the table


@router.get("/network")
def network(request: Request, lens: Looking) -> HTMLResponse:
    """Who agrees and disagrees with whom, as a picture and as a table."""
    ties = put(request, "network", lens)
    picture = inline(network_picture(ties), "network", lens)
    return page(request, "network.html", lens, ties=ties[:TIES], more=len(ties) - TIES, picture=picture)
