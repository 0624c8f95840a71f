"""Whether a person can be "he" or "she", by title, office word or given name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from communique.language.lexicon import lexicon

Gender = Literal["male", "female", ""]


class GivenNames(msgspec.Struct, frozen=True):
    """Given names in lower case, parted by white space."""

    male: str
    female: str


@cache
def _given_names() -> tuple[frozenset[str], frozenset[str]]:
    names = msgspec.toml.decode(Path(__file__).with_name("given_names.toml").read_bytes(), type=GivenNames)
    return frozenset(names.male.split()), frozenset(names.female.split())


def is_given_name(word: str) -> bool:
    """Whether a word is a given name of either sex."""
    male, female = _given_names()
    return word.lower() in male or word.lower() in female


def gender_of(actor: str, phrases: frozenset[str]) -> Gender:
    """The gender that a person's full name and the words it is mentioned with tell; empty if they do not."""
    words = lexicon()
    if phrases & words.female:
        return "female"
    if phrases & words.male:
        return "male"
    male, female = _given_names()
    parts = actor.split()
    given = parts[0].lower() if len(parts) > 1 else ""
    return "male" if given in male else "female" if given in female else ""
