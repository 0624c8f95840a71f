"""Lists of words that come with the package, and patterns that find them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

Words = TypeVar("Words")
END = r"(?!\w)"


def load_words(name: str, type: type[Words]) -> Words:
    """The word lists of ``name``, a TOML file of this folder, validated."""
    return msgspec.toml.decode((files("communique.record.words") / name).read_bytes(), type=type)


def words_pattern(words: Iterable[str], *, after: str = END) -> re.Pattern[str]:
    """Any of these words or phrases; one that ends in * stands for all that begin so. ``after`` must follow."""
    return _compiled(tuple(sorted(words, key=len, reverse=True)), after)


@cache
def _compiled(words: tuple[str, ...], after: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_one_word, words))}){after}", re.IGNORECASE)


def _one_word(word: str) -> str:
    return re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if word.endswith("*") else "")
