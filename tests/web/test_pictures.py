"""Pictures hold what a report may say of its day, however odd."""

from __future__ import annotations

from itertools import pairwise

import pytest

from communique.charts.gates import gate_picture
from communique.charts.picture import Box, Label
from communique.charts.plotting import draw
from communique.charts.positions import positions_picture
from communique.record.answers import Position
from communique.record.gates.answers import Cell, GateRow, ListRow
from tests.record.strategies import claim, read
from tests.web.making import build_dossier


@pytest.mark.parametrize("odd", ["0201-01-10", "9999-12-31"])
def test_a_report_of_another_age_makes_no_picture_of_ages(tmp_path_factory: pytest.TempPathFactory, odd: str) -> None:
    plan = claim("schedule", "Norland", "", topic="the talks", date="2020-02-01", status="set")
    reads = [read("a", day="2020-01-10", claims=[plan]), read("b", day=odd, claims=[plan])]
    picture = draw(build_dossier(tmp_path_factory.mktemp("odd") / "d", reads), "timeline")
    assert len(picture.marks) < 300


def test_boxes_of_one_group_on_two_lists_stand_apart() -> None:
    keys = ("participation|the guild|talks", "participation|the guild|truce", "designation|the guild|terrorist")
    disputes = tuple(listed(key, ("Norland", "Estria", "the council")) for key in keys)
    row = GateRow(gate="talks", blocked=True, deciders=(), conditions=(), disputes=disputes)
    picture = gate_picture(row)
    tops = sorted(
        shape.y for mark in picture.marks for shape in mark.shapes if isinstance(shape, Box) and shape.width > 200
    )
    assert len(tops) == len(keys)
    assert all(below - above > 46 for above, below in pairwise(tops))
    assert len({mark.tip for mark in picture.marks if mark.tip.endswith("disputed")}) == len(keys)


def listed(key: str, sides: tuple[str, ...]) -> ListRow:
    """An entry of a list on which these sides differ in turn."""
    cells = tuple(
        Cell(
            of="",
            entry="the guild",
            side=side,
            speakers=(),
            position="",
            polarity=1 - 2 * (number % 2),
            since="",
            latest="",
            origins=1,
            documents=1,
            stated=True,
            evidence=(),
            id=f"{key}{side}",
        )
        for number, side in enumerate(sides)
    )
    return ListRow(list="talks", type=key.partition("|")[0], entry="the guild", disputed=True, cells=cells, key=key)


def test_matter_of_nobody_who_has_a_column_is_no_empty_row() -> None:
    sides = [f"side {number}" for number in range(9)]
    rows = [position(side, f"matter {number}") for number, side in enumerate(sides)]
    names = {shape.text for mark in positions_picture(rows).marks for shape in mark.shapes if isinstance(shape, Label)}
    assert "matter 7" in names
    assert "matter 8" not in names


def position(holder: str, matter: str) -> Position:
    return Position(
        holder=holder,
        speaks_for="",
        matter=matter,
        type="stance",
        argument="",
        issue="",
        grouped=True,
        position="for",
        polarity=1,
        since="",
        latest="",
        origins=1,
        outlets=1,
        documents=1,
        stated=True,
        evidence=(),
        id=matter,
        key=matter,
    )
