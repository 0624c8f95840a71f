"""Names that a model gives -> actors that the article names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from communique.actors import fold_name, same_name
from communique.records import Document, Gazetteer, Mention

LONGEST = 80  # characters of a name
_WORD = re.compile(r"[^\W_][\w'’.]*")


class Party(NamedTuple):
    """An actor under its canonical name, and whom it speaks for."""

    actor: str
    speaks_for: str = ""


class Cast:
    """Who is named in an article, by all the names that it and the gazetteer have for them."""

    def __init__(self, document: Document, mentions: Iterable[Mention], gazetteer: Gazetteer) -> None:
        self._named: defaultdict[str, list[tuple[int, Party]]] = defaultdict(list)
        self._people: dict[str, Party] = {}
        self._known = names_of(gazetteer)
        for mention in mentions:
            if mention.actor:
                self._take(mention)
        self._words = f" {_words(document.text)} "

    def _take(self, mention: Mention) -> None:
        party = Party(mention.actor, mention.speaks_for)
        for name in {fold_name(mention.actor), fold_name(mention.text)}:
            self._named[name].append((mention.start, party))
        if mention.speaks_for:
            self._named[fold_name(mention.speaks_for)].append((mention.start, Party(mention.speaks_for)))
        if mention.kind == "person":
            self._people[mention.actor] = party

    def find(self, name: str, near: int) -> Party | None:
        """The actor that a name means, read at the character ``near``; None if the article names no such actor."""
        key = fold_name(name)
        if not key or len(name) > LONGEST:
            return None
        known = self._known.get(key, "")
        tellings = self._named.get(key) or self._named.get(fold_name(known)) if known else self._named.get(key)
        if tellings:
            return min(tellings, key=lambda telling: abs(telling[0] - near))[1]
        alike = [party for actor, party in self._people.items() if same_name(name, actor) or _is_surname(key, actor)]
        if alike:
            return alike[0] if len(alike) == 1 else None
        return Party(known or " ".join(name.split())) if f" {_words(name)} " in self._words else None


def _is_surname(key: str, actor: str) -> bool:
    return fold_name(actor).endswith(f" {key}")


def _words(text: str) -> str:
    """The words of a text, folded like names, one space between them."""
    return " ".join(folded for word in _WORD.findall(text) if (folded := fold_name(word)))


@lru_cache(maxsize=4)
def names_of(gazetteer: Gazetteer) -> dict[str, str]:
    """Folded name to canonical name, for every way in which a gazetteer names its actors."""
    found: dict[str, str] = {}
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names, *actor.metonyms, *actor.people):
            found.setdefault(fold_name(name), actor.name)
    return found
