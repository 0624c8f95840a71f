"""What of a truce a clause tells, by words that are data."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from communique.record.words.occasions import kind_of
from communique.record.words.vocabulary import load_words, words_pattern


class Words(msgspec.Struct, frozen=True):
    """The words of `truce.toml`."""

    truce: tuple[str, ...]
    violation: tuple[str, ...]
    violations: tuple[str, ...]
    aid: tuple[str, ...]
    access: tuple[str, ...]
    blocked: tuple[str, ...]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return words_pattern(getattr(load_words("truce.toml", Words), name))


def truce_theme(quote: str, sentence: str, before: str = "") -> str:
    """What of a truce a clause tells: violation, blocked, aid, truce; empty if it tells of none.

    ``before`` is the sentence before, of which a clause can be about the truce without naming it.
    """

    def has(name: str, text: str = quote) -> bool:
        return bool(_pattern(name).search(text))

    if has("violation") and (has("truce", sentence) or (has("violations") and has("truce", before))):
        return "violation"
    if has("aid") and has("blocked"):
        return "blocked"
    if has("aid") and has("access"):
        return "aid"
    return "truce" if has("truce") else ""


def carries_on(quote: str, before: str) -> bool:
    """Whether a clause on who takes part names nothing to take part in, while the sentence before names a truce."""
    return bool(_pattern("truce").search(before)) and not kind_of("", quote, "")
