"""How somebody says something: less than plainly, or as a denial."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Tones(msgspec.Struct, frozen=True):
    """The words of `tones.toml`."""

    soft: tuple[str, ...]
    denial: tuple[str, ...]


@cache
def _pattern(tone: str) -> re.Pattern[str]:
    raw = (files("communique.record") / "tones.toml").read_text("utf-8")
    words: tuple[str, ...] = getattr(msgspec.convert(tomllib.loads(raw), Tones), tone)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)(?! not\b)", re.IGNORECASE)


def is_soft(text: str) -> bool:
    """Whether a clause takes a position with less than a plain yes or no ("could accept")."""
    return bool(_pattern("soft").search(text))


def is_denial(cue: str) -> bool:
    """Whether a cue introduces a denial ("denied that")."""
    return bool(_pattern("denial").search(cue))
