"""Positions: matters by those who stand for and against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.charts.positions import positions_picture
from communique.record.answers import Position
from communique.web.asking import LIMITS, put
from communique.web.drawing import inline
from communique.web.lens import Looking
from communique.web.site import page

router = APIRouter(include_in_schema=False)


class Matter(msgspec.Struct, frozen=True):
    """A matter with all who hold a position on it; ``plus`` and ``minus`` are how the two poles read."""

    name: str
    type: str
    issue: str
    plus: str
    minus: str
    favour: tuple[Position, ...]
    against: tuple[Position, ...]


@router.get("/positions")
def positions(request: Request, lens: Looking) -> HTMLResponse:
    """Who stands where: every matter with those for it and those against it."""
    rows = put(request, "positions", lens)
    matters = matters_of(rows)
    picture = inline(positions_picture(rows), "positions", lens) if any(each.against for each in matters) else Markup()
    limit = int(lens.get("limit") or LIMITS["positions"])
    return page(request, "positions.html", lens, rows=rows, matters=matters, picture=picture, limit=limit)


def matters_of(rows: Iterable[Position]) -> list[Matter]:
    """Positions by matter: disputed ones first, then those of most holders, else as the record ranks them."""
    by_key = defaultdict[str, list[Position]](list)
    for row in rows:
        by_key[row.key].append(row)
    return sorted(map(_matter, by_key.values()), key=_rank)


def _rank(matter: Matter) -> tuple[int, int]:
    sides = len(matter.favour), len(matter.against)
    return -min(sides), -sum(sides)


def _matter(group: list[Position]) -> Matter:
    group.sort(key=lambda row: (-row.origins, row.holder, row.id))
    favour = tuple(row for row in group if row.polarity > 0)
    against = tuple(row for row in group if row.polarity < 0)
    first = group[0]
    plus, minus = (side[0].position if side else "" for side in (favour, against))
    return Matter(first.matter, first.type, first.issue, plus, minus, favour, against)
