"""Words -> word pieces: the alphabet of the learned reader's encoder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from tokenizers import Tokenizer

from communique.language import Token

LONGEST = 180
"""Pieces of a sentence that are read; what stands behind them is not seen."""
FIRST, LAST = "[CLS]", "[SEP]"
"""The pieces that open and close a window."""


@cache
def tokenizer() -> Tokenizer:
    """The tokenizer that belongs to the weights, loaded once a process."""
    return Tokenizer.from_str((files("communique.claims.learned") / "weights" / "pieces.json").read_text("utf-8"))


def cut_pieces(words: Sequence[Token], tokenizer: Tokenizer) -> tuple[list[int], list[tuple[int, int]]]:
    """The pieces of a sentence, and for each of its words the pieces (from, to) that spell it."""
    found = tokenizer.encode([word.text for word in words], is_pretokenized=True, add_special_tokens=False)
    pieces = found.ids[:LONGEST]
    bounds: list[int] = []
    for place, word in enumerate(found.word_ids[:LONGEST]):
        bounds += [place] * ((word or 0) + 1 - len(bounds))
    bounds += [len(pieces)] * (len(words) + 1 - len(bounds))
    return pieces, list(pairwise(bounds))
