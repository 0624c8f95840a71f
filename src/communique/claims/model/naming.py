"""Names that a model gives -> actors that the article names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from communique.actors import fold_name, same_name
from communique.language.pronouns import HE, IT, SPEAKER, THEY
from communique.records import Document, Gazetteer, Mention

LONGEST = 80  # characters of a name
PRONOUNS = SPEAKER | THEY | IT | HE.keys()  # stand in every article, and name nobody


class Party(NamedTuple):
    """An actor under its canonical name, and whom it speaks for."""

    actor: str
    speaks_for: str = ""


class Telling(NamedTuple):
    """A place of the article that names an actor."""

    start: int
    party: Party


class Cast:
    """Who is named in an article, by all the names that it and the gazetteer have for them."""

    def __init__(self, document: Document, mentions: Iterable[Mention], gazetteer: Gazetteer) -> None:
        self._text = document.text
        self._known = names_of(gazetteer)
        self._named: defaultdict[str, list[Telling]] = defaultdict(list)
        self._people: set[str] = set()
        for mention in mentions:
            if mention.actor:
                self._take(mention)

    def _take(self, mention: Mention) -> None:
        party = Party(mention.actor, mention.speaks_for)
        for name in {fold_name(mention.actor), fold_name(mention.text)}:
            self._named[name].append(Telling(mention.start, party))
        if mention.speaks_for:
            self._named[fold_name(mention.speaks_for)].append(Telling(mention.start, Party(mention.speaks_for)))
        if mention.kind == "person":
            self._people.add(mention.actor)

    def tellings(self, name: str) -> list[Telling]:
        """Every place where the article names whom a name means; none if it does not, or if several may be meant."""
        key = fold_name(name)
        if not key or len(name) > LONGEST:
            return []
        known = self._known.get(key, "")
        for other in (key, fold_name(known)):
            if found := self._named.get(other):
                return found
        alike = [actor for actor in self._people if same_name(name, actor) or fold_name(actor).endswith(f" {key}")]
        if alike:
            return self._named[fold_name(alike[0])] if len(alike) == 1 else []
        if not known and key in PRONOUNS:
            return []
        plain = " ".join(name.split())
        return [Telling(start, Party(known or plain)) for start in self._literally(plain)]

    def _literally(self, name: str) -> Iterator[int]:
        """Where a name stands that the local reader takes for none."""
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self._text, re.IGNORECASE):
            yield found.start()


@lru_cache(maxsize=4)
def names_of(gazetteer: Gazetteer) -> dict[str, str]:
    """Folded name to canonical name, for every way in which a gazetteer names its actors."""
    found: dict[str, str] = {}
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names, *actor.metonyms, *actor.people):
            found.setdefault(fold_name(name), actor.name)
    return found
