"""What can be planned: the kinds of event that words name, their rounds and ends."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from communique.record.words.vocabulary import END, load_words, words_pattern

NEAR = 3  # words behind "meets" that tell what is fulfilled
ROUNDS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
ROUND = re.compile(rf"\b({'|'.join(ROUNDS)})\s+(?:\w+\s+)?round\b", re.IGNORECASE)


class Occasion(msgspec.Struct, frozen=True):
    """A kind of event that can be planned: the words for it, and whether there are many at a time."""

    words: tuple[str, ...]
    frequent: bool = False


class Occasions(msgspec.Struct, frozen=True):
    """What `occasions.toml` says: the kinds, and words that tell what an event is about, that it is none, or ends."""

    about: tuple[str, ...]
    fulfilled: tuple[str, ...]
    ending: tuple[str, ...]
    kinds: dict[str, Occasion]


@cache
def occasions() -> Occasions:
    """The words for what can be planned."""
    return load_words("occasions.toml", Occasions)


def kind_of(topic: str, quote: str, before: str) -> str:
    """What kind of event is planned: the first that the topic names, else the clause, else the last before it."""
    named = [*_named(topic), *_named(quote), *reversed(_named(before))]
    return named[0] if named else ""


def _named(text: str) -> list[str]:
    """The kinds of event that a text names, in order; of "truce talks" only the talks, of "a task force on" none."""
    found = sorted(
        (match.start(), match.end(), kind)
        for kind, occasion in occasions().kinds.items()
        for match in words_pattern(occasion.words).finditer(text)
    )
    beginnings = {start for start, _, _ in found}
    about = words_pattern(occasions().about, after=r"\s+(?:\w+\s+){0,2}$")
    return [
        kind
        for start, end, kind in found
        if end + 1 not in beginnings and not about.search(text[:start]) and not _fulfils(text[start:end], text[end:])
    ]


def _fulfils(word: str, behind: str) -> bool:
    """Whether a word is a "meets" that fulfils something."""
    near = " ".join(behind.split()[:NEAR])
    return word.lower() in ("meet", "meets") and bool(words_pattern(occasions().fulfilled).search(near))


def is_ending(text: str) -> bool:
    """Whether a time told is that of the end of an event."""
    return bool(words_pattern(occasions().ending, after=rf"{END}(?!\s+of\b)").search(text))


def round_of(text: str) -> str:
    """Which round of talks a text names ("second"), empty if none."""
    found = ROUND.search(text)
    return found[1].lower() if found else ""
