"""ISO times as first and last days, and the day from which something counts."""

from __future__ import annotations

from datetime import date

import pytest

from communique.record.days import counting_day, parse_interval, told_interval


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2016-01-20", "2016-01-20"),
        ("2016-02", "2016-02-01/2016-02-29"),
        ("2016", "2016-01-01/2016-12-31"),
        ("2016-01-18/2016-01-24", "2016-01-18/2016-01-24"),
        ("2016-01/2016-02", "2016-01-01/2016-02-29"),
        ("", ""),
        ("2016-13", ""),
        ("2016-02-30", ""),
        ("0000", ""),
        ("2016-02-03/2016-01-01", ""),
        ("2016-01-01/soon", ""),
    ],
)
def test_interval_of_an_iso_time(text: str, told: str) -> None:
    assert told_interval(*parse_interval(text)) == told


@pytest.mark.parametrize(
    ("told", "published", "day"),
    [
        ("2016-01-20", "2016-01-25", "2016-01-20"),
        ("2016-01", "2016-01-12", "2016-01-12"),
        ("2016-01", "2016-06-01", "2016-01-31"),
        ("2016-01", "2015-12-24", "2016-01-01"),
        ("", "2016-01-12", "2016-01-12"),
        ("2016-01", "", "2016-01-31"),
        ("", "", ""),
    ],
)
def test_day_from_which_a_claim_counts(told: str, published: str, day: str) -> None:
    on = date.fromisoformat(published) if published else None
    found = counting_day(*parse_interval(told), on)
    assert (found.isoformat() if found else "") == day
