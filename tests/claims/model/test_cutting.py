"""Long articles are cut between paragraphs, and nothing falls out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from communique.claims.model.cutting import OVERLAP, cut_text

PARAGRAPH = "The envoy said that the talks would go on, whatever happened at sea. " * 4
TEXTS = st.one_of(
    st.text(alphabet="ab \n", min_size=0, max_size=9000),
    st.lists(st.sampled_from([PARAGRAPH, "Short.", "x" * 1500]), max_size=40).map("\n".join),
)


@given(TEXTS, st.integers(1000, 4000))
def test_pieces_cover_the_text_and_are_no_longer_than_allowed(text: str, size: int) -> None:
    pieces = list(cut_text(text, size))
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    for (_, end), (start, later) in pairwise(pieces):
        assert end - OVERLAP <= start <= end < later
    assert all(end - start <= size for start, end in pieces)


def test_short_article_is_one_piece() -> None:
    assert list(cut_text("One. Two.", 1000)) == [(0, 9)]


def test_cuts_and_new_beginnings_fall_between_paragraphs() -> None:
    text = "\n".join([PARAGRAPH] * 20)
    pieces = list(cut_text(text, 2000))
    assert len(pieces) > 2
    for start, end in pieces:
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end - 1] == "\n"
