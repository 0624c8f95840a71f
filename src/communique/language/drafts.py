"""What the steps towards mentions pass to each other: the text with the gazetteer's names marked, and drafts."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import msgspec

from communique.language.gazetting import Index, Match
from communique.language.model import ARTICLE_NAME
from communique.language.text import Parse, Token
from communique.records import Kind

HYPHENS = frozenset({"-", "‐", "‑", "–"})
SIDES = frozenset({"anti", "pro", "non"})


class Name(msgspec.Struct, frozen=True):
    """A name that the text gives: tokens ``first`` to ``last`` (half-open), without title, office or article."""

    first: int
    last: int
    kind: Kind


class Office(msgspec.Struct, frozen=True):
    """An office phrase: its tokens, the token of its head word, and the token that names what it belongs to, if any.

    ``words`` are its words in lower case; ``represents`` tells whether the holder speaks for what it belongs to.
    """

    first: int
    last: int
    head: int
    owner: int | None
    words: frozenset[str]
    represents: bool


class Draft(msgspec.Struct, frozen=True):
    """A mention in the making, in tokens; ``rank`` decides which of two that overlap stays (the lower)."""

    first: int
    last: int
    kind: Kind
    actor: str
    rank: int
    speaks_for: str = ""


class Cast(msgspec.Struct, frozen=True, dict=True):
    """Who is who in a text: the canonical name of each name, the offices given, and whom each person speaks for."""

    actors: dict[Name, str]
    offices: dict[Name, Office]
    speaks_for: dict[str, str]

    @cached_property
    def apposed(self) -> dict[int, str]:
        """For each token of an office that stands after a name the person named."""
        after = [(office, self.actors[name]) for name, office in self.offices.items() if office.first > name.first]
        return {i: person for office, person in after for i in range(office.first, office.last)}

    @cached_property
    def holders(self) -> dict[str, set[tuple[str, frozenset[str]]]]:
        """For each actor the persons who speak for it, with the words of the offices that they are given."""
        found: defaultdict[str, set[tuple[str, frozenset[str]]]] = defaultdict(set)
        for name, office in self.offices.items():
            person = self.actors[name]
            found[self.speaks_for.get(person, "")].add((person, office.words))
        return found


class Ground(msgspec.Struct, frozen=True, dict=True):
    """A parsed text with the gazetteer's matches and the names found so far."""

    parse: Parse
    index: Index
    matches: tuple[Match, ...]
    names: tuple[Name, ...] = ()

    @cached_property
    def match_at(self) -> dict[int, Match]:
        """The match that covers each token."""
        return {i: match for match in self.matches for i in range(match.first, match.last)}

    @cached_property
    def name_at(self) -> dict[int, Name]:
        """The name that covers each token."""
        return {i: name for name in self.names for i in range(name.first, name.last)}

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the text."""
        return self.parse.tokens

    def text(self, first: int, last: int) -> str:
        """The words of a stretch of tokens on one line."""
        return " ".join(self.parse.span(first, last).text.split())


def takes_sides(ground: Ground, index: int) -> bool:
    """Whether a word only tells for or against whom others are: "anti-Mora rebels", "pro-Norland parties"."""
    tokens = ground.tokens
    return index > 1 and tokens[index - 1].text in HYPHENS and tokens[index - 2].lower in SIDES


def is_capital(token: Token) -> bool:
    """Whether a word begins with a capital letter, the Arabic article apart."""
    return token.text[:1].isupper() or ARTICLE_NAME.match(token.text) is not None
