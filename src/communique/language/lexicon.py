"""The words of English that mark offices, institutions, groups and places, read from `lexicon.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from communique.records import Kind

Words = frozenset[str]


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sets of words in lower case; `lexicon.toml` says what each is for."""

    offices: Words
    private: Words
    office_words: Words
    titles: Words
    male: Words
    female: Words
    organs: Words
    groups: Words
    others: Words
    stand_ins: Words
    papers: Words
    rivals: Words
    governments: Words
    bare: Words
    bare_phrases: Words
    collectives: Words
    people: Words
    heads: dict[Kind, Words]
    describers: dict[Kind, Words]
    openers: dict[Kind, Words]
    words: dict[str, Words]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    path = Path(__file__).with_name("lexicon.toml")
    return msgspec.toml.decode(path.read_bytes(), type=Lexicon)


def kind_of_word(word: str, kinds: dict[Kind, Words]) -> Kind | None:
    """The kind whose list holds the word."""
    return next((kind for kind, words in kinds.items() if word in words), None)
