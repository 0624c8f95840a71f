"""Bylines and datelines, and what only looks like one."""

from __future__ import annotations

import pytest

from communique.reading.bylines import is_byline, read_byline, read_dateline


@pytest.mark.parametrize(
    ("line", "author", "agency"),
    [
        ("By Rosa Tellier, Harbour Agency", "Rosa Tellier", "Harbour Agency"),
        (
            "By Rosa Tellier and Ole van der Brink, Harbour Agency",
            "Rosa Tellier and Ole van der Brink",
            "Harbour Agency",
        ),
        ("March 1, 2016 | By Rosa Tellier", "Rosa Tellier", ""),
        ("By Rosa Tellier in Oslo", "Rosa Tellier", ""),
        ("By ROSA TELLIER and OLE BRINK", "Rosa Tellier and Ole Brink", ""),
        ("By Rosa Tellier, Political Correspondent", "Rosa Tellier", ""),
        ("By Rosa Tellier, Harbour News, Oslo", "Rosa Tellier", "Harbour News"),
        ("By Rosa Tellier | Updated March 3, 2016", "Rosa Tellier", ""),
        ("Source: Harbour Agency", "", "Harbour Agency"),
        ("By all means go", "", ""),
        ("By Friday", "", ""),
    ],
)
def test_byline(line: str, author: str, agency: str) -> None:
    assert read_byline(line) == (author, agency)


def test_byline_without_a_name_is_one_too() -> None:
    assert is_byline("By our correspondent in Oslo")
    assert not is_byline("By the end of the day, the truce had collapsed.")


@pytest.mark.parametrize(
    ("head", "place", "agency"),
    [
        ("OSLO, March 2 (Harbour Agency) - The talks", "Oslo", "Harbour Agency"),
        ("NEW YORK (HA) — The talks", "New York", "HA"),
        ("Oslo (HA) - The talks", "Oslo", "HA"),
        ("(HA) - The talks", "", "HA"),
        ("OSLO, March 2. /HARBA/. The talks", "Oslo", "HARBA"),
        ("OSLO — The talks", "Oslo", ""),
        ("The Harbour Committee (HC) - A body of nine", "", ""),
        ("Harbour Front (HF) — also known as the Front", "", ""),
        ("Mediator: Talks will go on", "", ""),
    ],
)
def test_dateline(head: str, place: str, agency: str) -> None:
    assert read_dateline(head) == (place, agency)
