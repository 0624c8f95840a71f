"""Days as they are written, and the lines and addresses that tell them."""

from __future__ import annotations

import pytest

from communique.reading.dates import date_alone, date_in_address, date_in_dateline, read_day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-01-10", "2016-01-10"),
        ("2016-01-10 21:45:06", "2016-01-10"),
        ("2016-01-10T23:30:00-05:00", "2016-01-10"),
        ("20160110", "2016-01-10"),
        ("10 January 2016", "2016-01-10"),
        ("Sept. 4, 2015", "2015-09-04"),
        ("Wed, 20 Jan 2016 10:00:00 +0000", "2016-01-20"),
        ("13.1.2016", "2016-01-13"),
        ("1/13/2016", "2016-01-13"),
        ("1452462306", "2016-01-10"),
        ("3/4/2016", ""),
        ("2016-13-40", ""),
        ("January 2016", ""),
        ("yesterday", ""),
        ("2 hours ago", ""),
        ("20 January", ""),
        ("", ""),
    ],
)
def test_a_day_is_read_only_if_it_is_sure(written: str, day: str) -> None:
    assert read_day(written) == day


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/world/2016/01/20/talks", "2016-01-20"),
        ("https://a.example/2016-01-20-talks.html", "2016-01-20"),
        ("https://archive.example/web/20240924101010/http://a.example/2016/01/20/talks", "2016-01-20"),
        ("https://a.example/talks-set-for-2016-01-25", ""),
        ("https://a.example/2016/01/", ""),
        ("https://a.example/2016/31/12/x", ""),
        ("http://[broken/2016/01/20/", ""),
    ],
)
def test_day_in_an_address(address: str, day: str) -> None:
    assert date_in_address(address) == day


def test_address_lends_its_year_to_a_dateline_of_its_month() -> None:
    assert date_in_dateline("OSLO, Jan. 20 (Agency) - Talks", "https://a.example/2016/01/talks")[0] == "2016-01-20"
    assert date_in_dateline("OSLO, Jan. 20 (Agency) - Talks", "https://a.example/2016/03/talks")[0] == ""


def test_a_dateline_may_name_the_country_too() -> None:
    assert date_in_dateline("ESTGRAD, Norland, Dec 17, 2015 - Delegates")[0] == "2015-12-17"


def test_line_with_more_than_a_date_is_no_date() -> None:
    assert date_alone("Talks begin on 20 January 2016") == ""
    assert date_alone("Wednesday, 20 Jan. 2016 | 6:54 PM ET") == "2016-01-20"
