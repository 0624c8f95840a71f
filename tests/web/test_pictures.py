"""Pictures hold what a report may say of its day, however odd."""

from __future__ import annotations

import pytest

from communique.charts.plotting import draw
from tests.record.strategies import claim, read
from tests.web.making import build_dossier


@pytest.mark.parametrize("odd", ["0201-01-10", "9999-12-31"])
def test_a_report_of_another_age_makes_no_picture_of_ages(tmp_path_factory: pytest.TempPathFactory, odd: str) -> None:
    plan = claim("schedule", "Norland", "", topic="the talks", date="2020-02-01", status="set")
    reads = [read("a", day="2020-01-10", claims=[plan]), read("b", day=odd, claims=[plan])]
    picture = draw(build_dossier(tmp_path_factory.mktemp("odd") / "d", reads), "timeline")
    assert len(picture.marks) < 300
