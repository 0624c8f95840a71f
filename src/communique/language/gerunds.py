"""Gerunds with a subject of their own: "objected to Norland being invited", "vetoed Norland joining the pact".

The parser hangs most of them on the verb or the noun before them, as if that had nothing to do with what they tell.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.language.text import NOMINAL, Parse, Token
from communique.language.verb_groups import VerbGroups

OBJECTING = frozenset({"block", "complain", "object", "oppose", "protest", "reject", "resist", "veto"})
"""Verbs with a gerund behind a noun that is its subject, not theirs."""


class Gerunds:
    """The gerunds of one parse."""

    def __init__(self, parse: Parse, verbs: VerbGroups) -> None:
        self.parse = parse
        self.tokens = parse.tokens
        self.verbs = verbs

    def subject(self, token: Token) -> int | None:
        """The noun right before a gerund that is its subject, though the tree has it elsewhere."""
        first, head = self.verbs.first(token.index), self.tokens[token.head]
        if first.index == 0 or not self.verbs.gerund(token.index) or self._has_subject(token):
            return None
        noun = self.tokens[first.index - 1]
        carrier = self.tokens[noun.head]
        if noun.pos not in NOMINAL:
            return None
        if token.dep == "pcomp":  # "against | Norland joining"
            return noun.index if noun.dep == "pobj" and carrier == head else None
        if token.dep not in ("advcl", "xcomp") or noun.dep not in ("dobj", "pobj"):
            return None
        beside = carrier == head or (noun.dep == "pobj" and self.tokens[carrier.head] == head)
        takes = self.verbs.passive(token.index) or carrier.lower == "against" or head.lemma.lower() in OBJECTING
        return noun.index if beside and takes else None

    def marker(self, token: Token) -> str:
        """``ing``; ``gerund`` for one with a subject of its own, or ``against`` where that word stands before it."""
        noun = self.subject(token)
        if noun is None:
            return "gerund" if self._has_subject(token) else "ing"
        return "against" if self.tokens[self.tokens[noun].head].lower == "against" else "gerund"

    def told_of(self, nouns: Iterable[int]) -> list[int]:
        """Those that tell what nouns do, not which are meant: "Norland | taking part", "them | being asked"."""
        behind = (j for i in nouns for j in self.parse.children[i] if self.verbs.gerund(j))
        return [j for j in behind if self.tokens[j].dep == "acl" and self._names_doer(j)]

    def _names_doer(self, index: int) -> bool:
        return self.verbs.passive(index) or self.tokens[self.tokens[index].head].pos == "PROPN"

    def _has_subject(self, token: Token) -> bool:
        return self.parse.child(token.index, "nsubj", "nsubjpass") is not None
