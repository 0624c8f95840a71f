"""Who may fill a role of a claim: for each sentence the actors that could be its holder or its argument.

A filler is an actor that the sentence names or refers to, that one of the sentences around it names, or that is
reported to say it. Groups without a name ("refugee agencies said") count where they act. What the grammar tells of each
filler, by itself and towards every word of the sentence, is what the learned reader judges by.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from communique.claims.scenes import Scene
from communique.language import Clause
from communique.language.text import Sentence
from communique.records import Kind

NEARBY = (-1, -2, -3, 1)
"""Sentences around one whose actors may fill its roles, the likeliest first."""
MOST = 16  # fillers of one sentence
KINDS: tuple[Kind, ...] = (
    "person", "state", "government", "armed_group", "party", "body", "outlet", "place", "other",
)  # fmt: skip
ROLES = tuple("nsubj nsubjpass agent dobj pobj poss compound amod appos conj attr dative ROOT".split())
PREPOSITIONS = tuple("by with to from of against on for between in at over among as".split())
RELATIONS = tuple(
    """subject object by to with about other speaker subject_above object_above of_object of_complement
    of_subject""".split()
)
"""How a filler can stand to the clause of a word; ``above`` is the clause that it completes, ``of_`` is within."""
MARKED = {
    "by": "by", "from": "by", "to": "to", "for": "to", "at": "to", "with": "with", "between": "with", "of": "about",
    "on": "about", "against": "about", "about": "about", "over": "about",
}  # fmt: skip
FEATURES = 6 + 7 + len(ROLES) + len(PREPOSITIONS) + 1 + len(KINDS) + 5 + 1
"""Numbers that describe a filler: where it is, its part in the grammar, what it is, and its place in the order."""
CLAUSAL = frozenset({"that", "to", "ing", "gerund", "what"})
NAMING = frozenset({"amod", "compound", "nummod", "poss"})
CLIMB = 12  # steps up the tree from a word to its clause


class Place(msgspec.Struct, frozen=True):
    """Where an actor stands: its head token, and tokens ``first`` to ``last`` (half-open). ``named`` or referred to."""

    head: int
    first: int
    last: int
    named: bool


class Filler(msgspec.Struct, frozen=True):
    """An actor that may fill a role in a sentence: its places there, else (sentence, place) where it stands nearby."""

    actor: str
    kind: Kind
    speaks_for: str
    places: tuple[Place, ...]
    nearby: tuple[int, Place] | None
    features: tuple[float, ...]


class Relation(NamedTuple):
    """Filler ``filler`` stands in relation ``kind`` (an index of RELATIONS) to the clause of token ``token``."""

    filler: int
    token: int
    kind: int


class Casting:
    """All fillers of a document, sentence by sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.parse = scene.text.parse
        self.tokens = self.parse.tokens
        self.kinds: dict[str, tuple[Kind, str]] = {}
        self.times: Counter[str] = Counter()
        self.groups: set[str] = set()
        self.actors: list[frozenset[str]] = [frozenset() for _ in self.tokens]
        self.places = [self._find_places(sentence) for sentence in self.parse.sentences]
        self.speakers = [self._find_speakers(sentence) for sentence in self.parse.sentences]
        self._relations: dict[int, frozenset[tuple[int, str]]] = {}

    # Who stands where

    def _find_places(self, sentence: Sentence) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for index in range(sentence.first, sentence.last):
            mentions = self.scene.actors_of(index)
            self.actors[index] = frozenset(mention.actor for mention in mentions if mention.actor)
            place = self._place(index, sentence) if mentions and not self.parse.set_aside(index) else None
            for mention in mentions if place else ():
                if mention.actor and place:
                    found.setdefault(mention.actor, []).append(place)
                    self.kinds.setdefault(mention.actor, (mention.kind, mention.speaks_for))
                    self.times[mention.actor] += place.named
        for index in range(sentence.first, sentence.last):
            if not self.actors[index] and self._acts_as_group(index):
                self._add_group(index, sentence, found)
        return found

    def _place(self, index: int, sentence: Sentence) -> Place | None:
        """The place of a mention at its head, or of a word that refers to one; None at a mention's other words.

        A name that a wrong end of a sentence cuts stands in each sentence with its part.
        """
        mention = self.scene.text.mention_at(index)
        if mention is None:
            return Place(index, index, index + 1, named=False)
        whole = self.parse.covered(mention.start, mention.end)
        inside = range(max(whole[0], sentence.first), min(whole[-1] + 1, sentence.last))
        heads = (i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i)
        return Place(index, inside[0], inside[-1] + 1, named=True) if index == next(heads, inside[-1]) else None

    def _acts_as_group(self, index: int) -> bool:
        """Whether a plural noun acts, or is asked to act: "lawmakers said", "urged lawmakers to agree"."""
        token = self.tokens[index]
        if token.pos != "NOUN" or token.tag != "NNS":
            return False
        while token.dep == "conj" and token.head != token.index:
            token = self.tokens[token.head]
        above = self.tokens[token.head]
        if token.dep in ("nsubj", "nsubjpass"):
            return above.pos in ("VERB", "AUX")
        asked = token.dep == "dobj" and self.parse.child(above.index, "xcomp") is not None
        return asked or (token.dep == "pobj" and above.dep == "agent")

    def _add_group(self, index: int, sentence: Sentence, found: dict[str, list[Place]]) -> None:
        first = index
        while (
            first > sentence.first
            and self.tokens[first - 1].dep in NAMING
            and first <= self.tokens[first - 1].head <= index
        ):
            first -= 1
        name = self.parse.text[self.tokens[first].start : self.tokens[index].end]
        found.setdefault(name, []).append(Place(index, first, index + 1, named=True))
        self.kinds.setdefault(name, ("other", ""))
        self.times[name] += 1
        self.groups.add(name)
        self.actors[index] = frozenset({name})

    def _find_speakers(self, sentence: Sentence) -> Counter[str]:
        found: Counter[str] = Counter()
        for index in range(sentence.first, sentence.last):
            statement = self.scene.saying.get(index)
            if statement and statement.speaker and statement.speaker.actor:
                found[statement.speaker.actor] += 1
                self.kinds.setdefault(statement.speaker.actor, ("other", statement.speaker.speaks_for))
        return found

    # Fillers

    def fillers(self, number: int) -> tuple[Filler, ...]:
        """The fillers of a sentence: its own actors in text order, then those nearby, then who says it."""
        around = (name for step in self._steps(number) for name in self.places[number + step])
        names = dict.fromkeys([*self.places[number], *around, *self.speakers[number]])
        return tuple(self._filler(name, number) for name in list(names)[:MOST])

    def _steps(self, number: int) -> list[int]:
        return [step for step in NEARBY if 0 <= number + step < len(self.places)]

    def _filler(self, name: str, number: int) -> Filler:
        here = tuple(self.places[number].get(name, ()))
        steps = (step for step in self._steps(number) if name in self.places[number + step])
        step = 0 if here else next(steps, None)
        nearby = (number + step, self.places[number + step][name][-1]) if step else None
        features = (*self._whereabouts(name, number, step), *self._grammar(here), *self._standing(name))
        return Filler(name, *self.kinds[name], here, nearby, (*features, self._order(here, number)))

    def _whereabouts(self, name: str, number: int, step: int | None) -> Iterator[float]:
        """How far away the sentence is that has the actor, how it is put, and whether it speaks here or beside."""
        here = self.places[number].get(name, ())
        yield from (float(step == near) for near in (0, *NEARBY, None))
        yield from (float(any(place.named is named for place in here)) for named in (True, False))
        yield math.log1p(len(here))
        sentence, said = self.parse.sentences[number], self.speakers[number][name]
        yield from (float(said > 0), said / max(1, sentence.last - sentence.first))
        around = (number - 1, number + 1)
        yield from (float(0 <= k < len(self.speakers) and name in self.speakers[k]) for k in around)

    def _grammar(self, here: tuple[Place, ...]) -> Iterator[float]:
        """Which roles in the tree the actor has at its places in the sentence, coordination seen through."""
        roles: set[str] = set()
        prepositions: set[str] = set()
        leads = False
        for place in here:
            token = self.tokens[place.head]
            while token.dep == "conj" and token.head != token.index:
                token = self.tokens[token.head]
                roles.add("conj")
            above = self.tokens[token.head]
            roles.add(token.dep)
            prepositions |= {above.lower} if token.dep == "pobj" else set()
            leads |= token.dep in ("nsubj", "nsubjpass") and above.dep == "ROOT"
        yield from (float(role in roles) for role in ROLES)
        yield from (float(word in prepositions) for word in PREPOSITIONS)
        yield float(leads)

    def _standing(self, name: str) -> Iterator[float]:
        """What the actor is, and how much of the article is about it."""
        kind, speaks_for = self.kinds[name]
        title = self.scene.text.document.title
        yield from (float(kind == other) for other in KINDS)
        yield float(bool(speaks_for))
        yield math.log1p(self.times[name])
        yield float(name in title or name.split()[-1] in title)
        yield float(self.times[name] == max(self.times.values()))
        yield float(name in self.groups)

    def _order(self, here: tuple[Place, ...], number: int) -> float:
        sentence = self.parse.sentences[number]
        return (here[0].head - sentence.first) / max(1, sentence.last - sentence.first) if here else -1.0

    # Relations

    def relations(self, number: int, fillers: tuple[Filler, ...]) -> Iterator[Relation]:
        """How each filler stands to each word of a sentence."""
        numbers = {filler.actor: n for n, filler in enumerate(fillers)}
        sentence = self.parse.sentences[number]
        for index in range(sentence.first, sentence.last):
            clause = self._clause_over(index)
            for kind, name in self._related(clause) if clause else ():
                if name in numbers:
                    yield Relation(numbers[name], index, kind)
            statement = self.scene.saying.get(index)
            if statement and statement.speaker and statement.speaker.actor in numbers:
                yield Relation(numbers[statement.speaker.actor], index, RELATIONS.index("speaker"))

    def _clause_over(self, index: int) -> Clause | None:
        """The clause that a word belongs to; a noun makes one only if it has parties of its own."""
        for _ in range(CLIMB):
            clause = self.scene.text.clause_of.get(index)
            if clause and (clause.kind != "noun" or clause.subjects or clause.objects):
                return clause
            if self.tokens[index].head == index:
                return None
            index = self.tokens[index].head
        return None

    def _related(self, clause: Clause) -> frozenset[tuple[int, str]]:
        """The actors that stand in some relation to a clause, as (index of the relation, actor)."""
        if clause.predicate not in self._relations:
            pairs = ((RELATIONS.index(kind), actor) for kind, actors in self._parties(clause) for actor in actors)
            self._relations[clause.predicate] = frozenset(pairs)
        return self._relations[clause.predicate]

    def _parties(self, clause: Clause) -> Iterator[tuple[str, frozenset[str]]]:
        for kind, heads in (("subject", clause.subjects), ("object", clause.objects)):
            for head in heads:
                yield kind, self.actors[head]
                yield f"of_{kind}", self._within(head)
        for marker, head in clause.complements:
            if marker not in CLAUSAL or self.tokens[head].pos not in ("VERB", "AUX"):
                yield MARKED.get(marker, "other"), self.actors[head]
                yield "of_complement", self._within(head)
        above = self.scene.text.above(clause)
        if above:
            yield "subject_above", self._at(above.subjects)
            yield "object_above", self._at(above.objects)

    def _within(self, head: int) -> frozenset[str]:
        return self._at(self.parse.subtree(head)) - self.actors[head]

    def _at(self, indices: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*(self.actors[i] for i in indices))
