"""A gate as a picture: who demands or rejects what, and what of it holds the gate up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import networkx as nx

from communique.charts.picture import Box, Dot, Label, Line, Mark, Picture, Tone, broken, drawn, legend, nothing
from communique.record.gates.answers import Cell, ConditionRow, GateRow, ListRow
from communique.record.gates.model import AS_SUCH

WIDTH, TOP, MARGIN, STEP = 1080, 74, 18, 62
LEFT, MIDDLE, RIGHT = 210, 620, 930  # the columns: sides, what they stand on, the gate
BOX = 300
MEANING: tuple[tuple[Tone, str], ...] = (
    ("for", "demands it, or is for"),
    ("against", "rejects it, or is against; thin and dashed: any conditions"),
)
STATES: dict[str, Tone] = {"open": "against", "met": "ok", "dropped": "ok", "rejected": "soft", "unknown": "soft"}


class _Node(msgspec.Struct, frozen=True):
    """A condition or a disputed entry: its matter, how it is called, its state, whether it blocks, who stands where."""

    key: str
    name: str
    state: str
    tone: Tone
    blocks: bool
    cells: tuple[Cell, ...]


def gate_picture(row: GateRow) -> Picture:
    """The sides on the left, conditions and disputed entries in the middle, the gate on the right."""
    title = f"{row.gate}: {'blocked' if row.blocked else 'nothing that the record knows of blocks it'}"
    nodes = [*map(_condition, row.conditions), *map(_entry, row.disputes)]
    if not nodes:
        return nothing(title, "No conditions are told of this gate.")
    places = _places(nodes)
    height = TOP + STEP * max(len(nodes), len(places) - len(nodes)) + MARGIN
    marks = [
        drawn(Label(x=MARGIN, y=30, text=title, size=17, bold=True)),
        *legend(MARGIN + 5, 54, MEANING),
        *(mark for node in nodes for mark in _stands(node, places)),
        *(_into(node, places, height) for node in nodes),
        *(_box(node, places[node.key, 1]) for node in nodes),
        *(_side(side, y) for (side, column), y in sorted(places.items()) if column == 0),
        _gate(row, height),
    ]
    return Picture(title=title, width=WIDTH, height=height, marks=tuple(marks))


def _condition(row: ConditionRow) -> _Node:
    cells = (*row.demanded, *row.rejected, *row.unsure)
    return _Node(row.key, row.condition, row.state, STATES.get(row.state, "soft"), row.blocks, cells)


def _entry(row: ListRow) -> _Node:
    about = row.key.rpartition("|")[2]  # the forum, or the label
    what = f"a seat for {row.entry} in the {about}" if row.type == "participation" else f"{row.entry} as {about}"
    return _Node(row.key, what, "disputed", "against", True, row.cells)


def _places(nodes: Sequence[_Node]) -> dict[tuple[str, int], float]:
    """The height of every side (column 0) and node (column 1): sides near to what they stand on."""
    order = {node.key: place for place, node in enumerate(nodes)}
    stands = [(cell.side, node.key) for node in nodes for cell in node.cells]
    near = {side: [order[name] for other, name in stands if other == side] for side, _ in stands}
    sides = sorted(near, key=lambda side: (sum(near[side]) / len(near[side]), side))
    columns = {0: [(side, 0) for side in sides], 1: [(node.key, 1) for node in nodes]}
    graph = nx.Graph()
    graph.add_nodes_from(place for column in columns.values() for place in column)
    found = nx.multipartite_layout(graph, subset_key=columns)
    most = max(len(near), len(nodes))
    reach = max((abs(y) for _, y in found.values()), default=0) or 1
    middle, half = TOP + STEP * most / 2, STEP * (most - 1) / 2
    return {place: float(middle + half * y / reach) for place, (_, y) in found.items()}


def _stands(node: _Node, places: dict[tuple[str, int], float]) -> Iterator[Mark]:
    for cell in node.cells:
        tone: Tone = "for" if cell.polarity > 0 else "against" if cell.polarity < 0 else "both"
        points = ((LEFT + 12.0, places[cell.side, 0]), (MIDDLE - BOX / 2 - 2.0, places[node.key, 1]))
        faint = cell.position == AS_SUCH
        line = Line(points=points, tone=tone, width=0.8 if faint else 2, dashed=faint or not cell.stated, arrow=True)
        since = f" since {cell.since}" if cell.since else ""
        yield drawn(line, tip=f"{cell.side or 'the reports'}: {cell.position}{since}", opens=cell.id)


def _into(node: _Node, places: dict[tuple[str, int], float], height: float) -> Mark:
    points = ((MIDDLE + BOX / 2, places[node.key, 1]), (RIGHT - 44.0, (TOP + height - MARGIN) / 2))
    return drawn(Line(points=points, tone=node.tone if node.blocks else "rule", width=3 if node.blocks else 1.2))


def _box(node: _Node, y: float) -> Mark:
    x, top = MIDDLE - BOX / 2, y - 23
    lines = broken(node.name, BOX - 20, 13)
    labels = [Label(x=x + 12, y=y - 5 + 15 * n - (4 if len(lines) > 1 else 0), text=t) for n, t in enumerate(lines)]
    state = Label(x=x + BOX - 10, y=top + 41, text=node.state, size=11.5, tone=node.tone, anchor="end", bold=True)
    return drawn(
        Box(x=x, y=top, width=BOX, height=46, tone="wash"),
        Box(x=x, y=top, width=4, height=46, tone=node.tone),
        *labels,
        state,
        tip=f"{node.name}: {node.state}",
    )


def _side(side: str, y: float) -> Mark:
    lines = broken(side or "as reported", LEFT - 30, 13)
    labels: Iterable[Label] = (
        Label(x=LEFT - 8, y=y + 4 + 15 * number - 7 * (len(lines) - 1), text=line, anchor="end", bold=True)
        for number, line in enumerate(lines)
    )
    return drawn(Dot(x=LEFT + 4, y=y, radius=5, tone="ink"), *labels)


def _gate(row: GateRow, height: float) -> Mark:
    y = (TOP + height - MARGIN) / 2
    tone: Tone = "against" if row.blocked else "ok"
    name = [
        Label(x=RIGHT, y=y + 5 + 16 * n, text=text, size=14, anchor="middle", bold=True, tone="wash")
        for n, text in enumerate(broken(row.gate, 110, 14, lines=1))
    ]
    state = Label(
        x=RIGHT, y=y + 50, text="blocked" if row.blocked else "not blocked", anchor="middle", tone=tone, bold=True
    )
    return drawn(Box(x=RIGHT - 60, y=y - 30, width=120, height=60, tone=tone), *name, state)
