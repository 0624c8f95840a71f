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
ARROW = "<-"
MARKS = " .,;:“”\"'"
EVEN = re.compile(r"\b(?:even|as|asked|ask|whether)\s+$", re.IGNORECASE)  # before an "if" that asks for nothing
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
    """What may wait, the first that fits first, what may be asked for, and the words that stand between the two."""

    needing: tuple[str, ...]
    preceding: tuple[str, ...]
    perhaps: tuple[str, ...]
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
    gated, words = _sides(topic)
    waiting = DENIED.sub("", gated).strip()  # "send no invitations" waits as "send invitations"
    return Condition(gate_of(waiting, pinned), condition_key(words, named), words, waiting)


def condition_topic(topic: str, quote: str) -> str:
    """What tells a condition best: its topic, or the clause where only that says what waits."""
    return topic if ARROW in topic or _parted(quote) is None else quote


def _sides(topic: str) -> tuple[str, str]:
    """What waits, if that is said, and what must come first."""
    gated, arrow, words = topic.partition(ARROW)
    waiting, first = (gated, words) if arrow else _parted(topic) or ("", topic)
    return waiting.strip(MARKS), first.strip(MARKS)


def _parted(clause: str) -> tuple[str, str] | None:
    """What waits and what must come first in a clause that "only if", "before", ... part; None if none does."""
    lists = thesaurus()
    joint = _joint((*lists.needing, *lists.preceding), clause) or _joint(lists.perhaps, clause)
    if joint is None:
        return None
    ahead, behind = clause[: joint.start()], clause[joint.end() :]
    if not ahead.strip(MARKS):  # "Once the sieges end, talks can begin"
        behind, _, ahead = behind.partition(",")
    if not (ahead.strip(MARKS) and behind.strip(MARKS)):
        return None
    waits_behind = words_pattern(lists.preceding).fullmatch(joint[0])
    return (behind, ahead) if waits_behind else (ahead, behind)


def _joint(words: tuple[str, ...], clause: str) -> re.Match[str] | None:
    found = words_pattern(words).finditer(clause)
    return next((match for match in found if not EVEN.search(clause[: match.start()])), None)


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
