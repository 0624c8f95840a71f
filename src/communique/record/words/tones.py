"""How somebody says something: less than plainly, or as a denial."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from communique.record.words.vocabulary import END, load_words, words_pattern


class Tones(msgspec.Struct, frozen=True):
    """The words of `tones.toml`."""

    soft: tuple[str, ...]
    denial: tuple[str, ...]


@cache
def _pattern(tone: str) -> re.Pattern[str]:
    return words_pattern(getattr(load_words("tones.toml", Tones), tone), after=rf"{END}(?! not\b)")


def is_soft(text: str) -> bool:
    """Whether a clause takes a position with less than a plain yes or no ("could accept")."""
    return bool(_pattern("soft").search(text))


@lru_cache(2**14)
def is_denial(cue: str) -> bool:
    """Whether a cue introduces a denial ("denied that")."""
    return bool(_pattern("denial").search(cue))
