"""What waits for what: the two sides of a condition, each in a form that is the same for other words of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from communique.record.words.phrases import head_words, shorten
from communique.record.words.vocabulary import load_words, words_pattern

ANY = "any condition"  # what those name who reject conditions as such
UNSAID = "unsaid"  # the gate of a condition that does not say what waits
DENIED = re.compile(r"\b(?:no|any|not)\s+", re.IGNORECASE)
PARTS = re.compile(r"\s*(?:[,;]\s*(?:and\s+|or\s+)?|\band\b)\s*", re.IGNORECASE)
PLUS = "+"  # between the keys of things that are asked for together


class Synonyms(msgspec.Struct, frozen=True):
    """A thing and the words for it; those ``beside`` count where nothing else is named."""

    name: str
    words: tuple[str, ...]
    beside: tuple[str, ...] = ()

    def named(self, text: str) -> bool:
        """Whether one of the words stands in a text."""
        return words_pattern(self.words).search(text) is not None

    def hinted(self, text: str) -> bool:
        """Whether one of the words beside stands in a text."""
        return bool(self.beside) and words_pattern(self.beside).search(text) is not None


class Thesaurus(msgspec.Struct, frozen=True):
    """What may wait, the first that fits first, and what may be asked for."""

    gates: tuple[Synonyms, ...]
    concepts: tuple[Synonyms, ...]


class Condition(msgspec.Struct, frozen=True):
    """A condition: what waits, what must come first (the keys of its parts, joined by a plus), and both in words."""

    gate: str
    key: str
    words: str
    waiting: str


@cache
def thesaurus() -> Thesaurus:
    """The words that come with the package."""
    return load_words("conditions.toml", Thesaurus)


def read_condition(topic: str, pinned: Sequence[Synonyms] = (), named: Sequence[Synonyms] = ()) -> Condition:
    """A topic ``what waits <- what must come first``.

    ``pinned`` are gates and ``named`` conditions of the story, which go before the others.
    """
    gated, arrow, condition = topic.partition("<-")
    words = (condition if arrow else gated).strip()
    waiting = DENIED.sub("", gated).strip() if arrow else ""  # "send no invitations" waits as "send invitations"
    return Condition(gate_of(waiting, pinned), condition_key(words, named), words, waiting)


def gate_of(waiting: str, pinned: Sequence[Synonyms] = ()) -> str:
    """The name of what waits: a gate of the story, else a usual one, else in its own words."""
    named = (gate.name for gate in (*pinned, *thesaurus().gates) if gate.named(waiting))
    return next(named, "") or (head_words(waiting) and shorten(waiting.lower(), 5)) or UNSAID


def condition_key(words: str, named: Sequence[Synonyms] = ()) -> str:
    """Equal for conditions that ask for the same, several parts joined by a plus; empty if the words say nothing."""
    parts = [part for part in PARTS.split(words) if part]
    each = [_part_key(part, named) for part in parts]
    if len(parts) > 1 and all(each):
        return PLUS.join(sorted(set(each)))
    return _part_key(words, named) or head_words(words)


def _part_key(words: str, named: Sequence[Synonyms]) -> str:
    known = next((each.name for each in named if each.named(words)), "")
    return known.replace(PLUS, " ") or " ".join(concepts_of(words))


def concepts_of(text: str) -> list[str]:
    """The things that a text names, by their names, in alphabetical order."""
    concepts = thesaurus().concepts
    named = sorted(concept.name for concept in concepts if concept.named(text))
    return named or sorted(concept.name for concept in concepts if concept.hinted(text))
