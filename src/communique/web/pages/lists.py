"""Lists: entries by sides, coloured by position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.charts.matrix import busiest
from communique.record import questions
from communique.record.gates.answers import Cell, ListRow
from communique.web.asking import put
from communique.web.lens import Looking
from communique.web.site import ask, page

COLUMNS = 7  # sides that have a column of their own

router = APIRouter(include_in_schema=False)


class Sheet(msgspec.Struct, frozen=True):
    """One list as a table: the ``sides`` of its columns, and for each entry the cells by side."""

    name: str
    type: str
    sides: tuple[str, ...]
    rows: tuple[tuple[ListRow, dict[str, list[Cell]], list[Cell]], ...]


@router.get("/lists")
def lists(request: Request, lens: Looking) -> HTMLResponse:
    """Who is called what by whom, and who has a seat according to whom; a click opens the sentences."""
    names = sorted({row.list for row in ask(request, questions.lists, "", **lens.filters("suggested"))})
    found: dict[str, list[ListRow]] = defaultdict(list)
    for row in put(request, "lists", lens):
        found[row.list].append(row)
    sheets = [sheet_of(name, rows) for name, rows in found.items()]
    chosen = request.query_params.get("list", "")
    return page(request, "lists.html", lens, sheets=sheets, names=names, chosen=chosen)


def sheet_of(name: str, rows: Sequence[ListRow]) -> Sheet:
    """A list as a table: the busiest sides as columns, the others at the end of a row."""
    sides = busiest((cell.side for row in rows for cell in row.cells), COLUMNS)
    lines = []
    for row in rows:
        by_side: dict[str, list[Cell]] = defaultdict(list)
        for cell in row.cells:
            by_side[cell.side].append(cell)
        lines.append((row, dict(by_side), [cell for cell in row.cells if cell.side not in sides]))
    return Sheet(name, rows[0].type, tuple(sides), tuple(lines))
