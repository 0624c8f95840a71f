"""Gates: what waits for what, what blocks, and what would move if somebody moved."""

from __future__ import annotations

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.charts.gates import gate_picture
from communique.record import questions
from communique.record.gates.answers import Blockers, GateRow
from communique.web.asking import put
from communique.web.drawing import inline
from communique.web.lens import Looking
from communique.web.site import ask, page, site_of

SWITCHES = 24  # offered at most

router = APIRouter(include_in_schema=False)


@router.get("/gates")
def gates(request: Request, lens: Looking) -> HTMLResponse:
    """All gates, one of them in full: its picture, its conditions, what would open it, and a what-if with switches."""
    with site_of(request).answers.together():
        rows: list[GateRow] = ask(request, questions.gates, "", **lens.filters())
        wanted = request.query_params.get("gate", "")
        chosen = put(request, "gates", lens)[0] if wanted else next((row for row in rows if row.blocked), None)
        chosen = chosen or next(iter(rows), None)
        if chosen is None:
            return page(request, "gates.html", lens, rows=rows, chosen=None)
        blockers = ask(request, questions.blockers, chosen.gate, **lens.filters())
        supposed = tuple(each for each in request.query_params.getlist("set") if each.strip())
        outcome = ask(request, questions.what_if, supposed, **lens.filters()) if supposed else None
    return page(
        request,
        "gates.html",
        lens,
        rows=rows,
        chosen=chosen,
        blockers=blockers,
        picture=inline(gate_picture(chosen), "", lens, question="gates") if _drawable(chosen) else Markup(),
        switches=switches_of(blockers, chosen, supposed),
        supposed=supposed,
        outcome=outcome,
    )


def _drawable(row: GateRow) -> bool:
    return bool(row.conditions or row.disputes)


def switches_of(blockers: Blockers, gate: GateRow, supposed: tuple[str, ...]) -> list[str]:
    """The changes that a person can suppose with one click: those that would open the gate, and conditions met."""
    opening = (change for choice in blockers.choices for changes in choice for change in changes)
    met = (f"condition {row.condition} for {gate.gate} = met" for row in gate.conditions if row.blocks)
    offered = list(dict.fromkeys((*opening, *met)))[:SWITCHES]
    return list(dict.fromkeys((*offered, *supposed)))
