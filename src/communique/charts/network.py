"""Who agrees and disagrees with whom, as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx

from communique.charts.picture import Dot, Label, Line, Mark, Picture, Tone, broken, drawn, legend, nothing
from communique.record.network import Tie

WIDTH, HEIGHT, EDGE = 1080, 660, 90
SIDES = 24  # drawn at most: those of most ties
SEED = 7
MEANING: tuple[tuple[Tone, str], ...] = (("for", "agree on a matter"), ("against", "disagree on a matter"))

Places = Mapping[str, tuple[float, float]]


def network_picture(ties: Sequence[Tie], title: str = "Who agrees and disagrees with whom") -> Picture:
    """Sides with their ties: blue where they agree, red where they do not, as wide as there are matters."""
    if not ties:
        return nothing(title, "No two sides have a position on one matter in this view.")
    counted = Counter[str]()
    for tie in ties:
        counted.update({tie.one: tie.agree + tie.disagree, tie.other: tie.agree + tie.disagree})
    chosen = set(sorted(counted, key=lambda side: (-counted[side], side))[:SIDES])
    drawn_ties = [tie for tie in ties if {tie.one, tie.other} <= chosen]
    places = _places(drawn_ties)
    marks = [
        drawn(Label(x=18, y=30, text=title, size=17, bold=True)),
        *legend(23, 56, MEANING),
        *(mark for tie in drawn_ties for mark in _tie(tie, places)),
        *(_side(side, place, counted[side]) for side, place in sorted(places.items())),
    ]
    return Picture(title=title, width=WIDTH, height=HEIGHT, marks=tuple(marks))


def _places(ties: Sequence[Tie]) -> Places:
    """Where the sides stand: who agrees is drawn together, and everybody has room."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted({side for tie in ties for side in (tie.one, tie.other)}))
    graph.add_edges_from(sorted((tie.one, tie.other) for tie in ties if tie.agree > tie.disagree))
    found = nx.arf_layout(graph, seed=SEED)
    xs, ys = [p[0] for p in found.values()], [p[1] for p in found.values()]
    across, down = (max(xs) - min(xs)) or 1, (max(ys) - min(ys)) or 1
    return {
        str(side): (
            EDGE + 20 + (WIDTH - 2 * EDGE - 40) * (x - min(xs)) / across,
            EDGE + 20 + (HEIGHT - 2 * EDGE) * (y - min(ys)) / down,
        )
        for side, (x, y) in found.items()
    }


def _tie(tie: Tie, places: Places) -> Iterator[Mark]:
    points = (places[tie.one], places[tie.other])
    tip = f"{tie.one} and {tie.other}: agree on {tie.agree}, disagree on {tie.disagree}"
    both = bool(tie.agree and tie.disagree)
    for count, tone, bend in ((tie.agree, "for", 14), (tie.disagree, "against", -14)):
        if count:
            line = Line(
                points=points,
                tone="for" if tone == "for" else "against",
                width=min(9.0, 1.2 + 1.1 * count),
                bend=bend if both else 0,
                dashed=not tie.stated,
            )
            yield drawn(line, tip=tip, opens=tie.id)


def _side(side: str, place: tuple[float, float], weight: int) -> Mark:
    x, y = place
    radius = min(20.0, 7 + weight**0.5 * 2)
    lines = broken(side, 150, 13)
    labels = [
        Label(x=x, y=y + radius + 15 + 15 * number, text=line, anchor="middle", bold=True, halo=True)
        for number, line in enumerate(lines)
    ]
    return drawn(Dot(x=x, y=y, radius=radius, tone="ink"), *labels, tip=side)
