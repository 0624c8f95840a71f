"""Answers are understood whatever stands around the JSON, and never believed to be more than they are."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.claims.model.understanding import NotUnderstoodError, understand

CLAIM = {"type": "stance", "quote": "rejects the plan"}
WHOLE = json.dumps({"claims": [CLAIM]})


@pytest.mark.parametrize(
    "answer",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here are the claims [1] that I found:\n{WHOLE}\nI hope this helps!",
        f'<think>Perhaps {{"claims": []}}? No.</think>{WHOLE}',
        json.dumps([CLAIM]),
        f'{{"note": "first"}} {WHOLE}',
    ],
)
def test_claims_are_found_in_what_is_around_them(answer: str) -> None:
    assert understand(answer) == [CLAIM]


@pytest.mark.parametrize("answer", ["", "I cannot help with that.", "{", "[1, 2]", '{"claims": "none"}', "[" * 100_000])
def test_what_holds_no_claims_is_not_understood(answer: str) -> None:
    with pytest.raises(NotUnderstoodError):
        understand(answer)


@pytest.mark.parametrize("answer", ['{"claims": []}', "[]"])
def test_no_claims_at_all_is_an_answer(answer: str) -> None:
    assert understand(answer) == []


def test_answer_that_was_cut_off_gives_the_claims_that_are_whole() -> None:
    whole = json.dumps({"claims": [CLAIM, CLAIM, CLAIM]})
    assert understand(whole[:-20], cut_off=True) == [CLAIM, CLAIM]
    with pytest.raises(NotUnderstoodError):
        understand(whole[:-20])


@given(st.text(), st.booleans())
def test_no_answer_breaks_it(answer: str, cut_off: bool) -> None:
    with suppress(NotUnderstoodError):
        assert isinstance(understand(answer, cut_off=cut_off), list)
