"""Which words are times, and which days they mean."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.language.parse import parse_text
from communique.language.text import Parse
from communique.language.times import find_times
from communique.language.times.grammar import grammar
from communique.language.times.lexemes import lexemes
from communique.language.times.values import days_of, duration, holding, moved
from communique.records import Published, Time

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "times.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_times_are_found_and_resolved(case: dict[str, Any]) -> None:
    found = find_times(parse_text(case["text"]), Published(case["published"]))
    assert [[t.text, t.type, t.value, t.earliest, t.latest] for t in found] == case["times"]


def test_a_day_that_nobody_knows_is_never_taken_for_today() -> None:
    text = "The envoy arrives today, leaves tomorrow, met them on Monday, in May and last week, and is due this year."
    found = find_times(parse_text(text), Published())
    assert len(found) == 6
    assert not any(time.earliest or time.latest for time in found)
    assert not any(
        figure in time.value for time in found for figure in str(date.today().year)[2:] if "X" not in time.value
    )


def test_a_bad_publication_date_counts_as_unknown() -> None:
    [found] = find_times(parse_text("They met on Monday."), Published("some day", "given", 1.0))
    assert (found.value, found.earliest) == ("XXXX-WXX-1", "")


def test_days_that_no_calendar_has_are_passed_over() -> None:
    text = "It fell due on February 30, 2016, on 31/02/2016, on 45/45/2016 and 9000 centuries ago."
    assert not [time for time in find_times(parse_text(text), Published("2016-01-20")) if time.earliest]


WORDS = (
    "the a last next this early mid late end of in on by within ago before after from to and two 20 31 2016 1990s 20th"
    " January May Jan. Monday week months year quarter third 10:30 p.m. GMT noon now past coming half every - , ' \n"
    " 20/01/2016 03/04/16 2016-01-20 9999 tomorrow night weekend summer decade century year-end said will meet met"
).split(" ")
HOSTILE = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


def check(parse: Parse, found: tuple[Time, ...]) -> None:
    reached = 0
    for time in found:
        assert parse.text[time.start : time.end] == time.text
        assert reached <= time.start < time.end
        assert bool(time.earliest) == bool(time.latest)
        assert time.earliest <= time.latest
        assert time.value
        reached = time.end


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.sampled_from(["", "2016-01-20", "0001-01-01", "9999-12-31", "2016-02-29"]))
@example("in 9999 decades and 9999 centuries ago, within 999999 years", "9999-12-31")
@example("A SUMMER", "9999-12-31")
def test_times_keep_their_place_on_any_text(text: str, published: str) -> None:
    parse = parse_text(text)
    check(parse, find_times(parse, Published(published)))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([word for word in WORDS if word.isalpha() and word != "century"]), max_size=25).map(
        " ".join
    )
)
def test_without_figures_and_publication_date_nothing_has_days(text: str) -> None:
    assert not any(time.earliest for time in find_times(parse_text(text), Published()))


@given(
    st.dates(min_value=date(4500, 1, 1), max_value=date(5500, 1, 1)),
    st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]),
    st.integers(-40, 40),
)
def test_a_unit_holds_the_day_it_was_made_from(day: date, unit: str, count: int) -> None:
    value = holding(unit, day)
    days = days_of(value)
    assert days is not None
    assert days[0] <= day <= days[1]
    assert {holding(unit, end) for end in days} == {value}
    assert (moved(day, unit, count) >= day) is (count >= 0)


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("week", 2, "P2W"),
        ("hour", 36, "PT36H"),
        ("year", 2.5, "P2Y6M"),
        ("month", None, "PXM"),
        ("fortnight", 1, "P2W"),
    ],
)
def test_lengths_are_written_as_timex3_writes_them(unit: str, count: float | None, value: str) -> None:
    assert duration(unit, count) == value


@pytest.mark.parametrize("word", ["the", "two", "20", "-", "January", "of", "last", "a"])
def test_matching_stays_linear(word: str) -> None:
    text = f"{word} " * 20_000
    before = process_time()
    assert sum(1 for _ in grammar().matches(lexemes(text), text)) <= 5 * 20_000
    assert process_time() - before < 10, (
        "about 0.3 s is usual; a pattern that looks back over all it read takes minutes"
    )


def test_every_rule_can_match() -> None:
    """A rule that no case needs is a rule that nobody can judge."""
    texts = [case["text"] for case in CASES]
    used = {found.rule.name for text in texts for found in grammar().matches(lexemes(text), text)}
    assert {rule.name for rule in grammar().rules} - used == set()
