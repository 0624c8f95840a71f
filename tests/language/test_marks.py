"""Texts that lost their apostrophes and quotation marks are read as if they had them, and are quoted as they are."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.actors import world_gazetteer
from communique.claims import find_statements
from communique.language import annotate
from communique.language.marks import restore_marks
from communique.records import Document

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "marks.toml").read_text("utf-8"))["case"]
PIECES = st.sampled_from(
    ["Norland", " s ", " t ", "  ", "   ", " .", ", ", ". ", "we", "demands", "don", "\n", '"', "é"]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_lost_marks_are_put_back(case: dict[str, str]) -> None:
    assert restore_marks(case["text"]) == case["marked"]


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80))
def test_only_blanks_are_filled(text: str) -> None:
    marked = restore_marks(text)
    assert len(marked) == len(text)
    assert all(now == was or (was == " " and now in "'\"–") for was, now in zip(text, marked, strict=True))


def test_speech_without_marks_has_its_speaker_and_its_own_words() -> None:
    text = "Germany s chancellor arrived.  We will not sign France s treaty,  Merkel told reporters in Berlin."
    statements = find_statements(annotate(Document(id="d", source="d", text=text), world_gazetteer()))
    [said] = [(span, each.speaker) for each in statements for span in each.content]
    assert said[0].text == text[said[0].start : said[0].end] == "We will not sign France s treaty,"
    assert said[1] is not None
    assert said[1].actor.endswith("Merkel")
