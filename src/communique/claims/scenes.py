"""An annotated text with who says each word of it, and the places in a clause that rules point to.

A place is a path of steps that leads from a predicate to other tokens: ``subject``, ``object.owner``, ``to.object``.

    subject, object   the logical ones of a clause
    owner             whose a noun is: a possessor, a national adjective, a "by" or "from" phrase
    above             the predicate that governs the clause
    head              the word on which the predicate hangs in the tree
    beside            the first of the words with which the predicate is coordinated
    self              the predicate
    rest              every word under the predicate that stands after it
    phrase            a noun with the words that modify it
    clause            every word of the clause
    speaker           who says it
    asker             who asks somebody to do it, or objects to it
    any other word    what follows this preposition or conjunction; ``that``, ``to``, ``ing``, ``which``, ``what`` for
                      the clauses that depend on the predicate, ``gerund`` for one in "ing" with a subject of its own

Several places are put as ``with|to.object``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from communique.language import AnnotatedText, Clause
from communique.language.clauses import OBJECT_CONTROL
from communique.language.gerunds import OBJECTING
from communique.language.lexicon import lexicon
from communique.records import Mention, Statement

COMPLETING = frozenset({"to", "ing", "gerund", "that", "for", "of", "from", "on", "what", "against", "object"})
PERSONAL = frozenset({"i", "we", "he", "she", "it", "they"})
NAMING = frozenset({"amod", "compound", "nmod", "poss"})
LENDERS = frozenset({"of", "for", "from", "between"})
RECIPROCAL = frozenset({("each", "other"), ("one", "another")})

DASHES = frozenset({"—", "–", "-", "--"})
ASIDE = 20  # words that an aside between dashes may have
FORESEEING = frozenset({"believe", "consider", "deem", "expect", "suspect"})
"""Verbs that govern a clause as "ask" does, and ask nothing: "Norland is expected to attend"."""
GROUPS = frozenset({"armed_group", "party", "body", "state", "government", "other"})


@cache
def paths(place: str) -> tuple[tuple[str, ...], ...]:
    """A place as its paths, each as its steps."""
    return tuple(tuple(path.split(".")) for path in place.split("|"))


class Scene:
    """A document's clauses together with its statements; finds tokens and actors by places."""

    def __init__(self, text: AnnotatedText, statements: Iterable[Statement]) -> None:
        self.text = text
        self.tokens = text.parse.tokens
        self.saying: dict[int, Statement] = {}
        self.timed = {i for time in text.times if time.earliest for i in text.parse.covered(time.start, time.end)}
        for statement in sorted(statements, key=lambda s: -sum(len(piece.text) for piece in s.content)):
            for piece in statement.content if statement.speaker else ():
                self.saying.update(dict.fromkeys(text.parse.covered(piece.start, piece.end), statement))

    # Places

    def tokens_at(self, place: str, clause: Clause) -> tuple[int, ...]:
        """The tokens that stand at a place, seen from the predicate of a clause, each once."""
        return tuple(dict.fromkeys(i for path in paths(place) for i in self._follow(path, clause.predicate)))

    def _follow(self, path: tuple[str, ...], index: int) -> Iterable[int]:
        found: Iterable[int] = (index,)
        for step in path:
            found = [j for i in found for j in self._step(step, i)]
        return found

    def _step(self, name: str, index: int) -> Iterable[int]:
        of_words = {
            "owner": self._owners,
            "phrase": self._phrase,
            "head": self._head,
            "beside": self._beside,
            "speaker": self._speaker,
        }
        if name in of_words:
            return of_words[name](index)
        if name == "self":
            return (index,)
        if name == "rest":
            return (i for i in self.text.parse.subtree(index) if i > index)
        clause = self.text.clause_of.get(index)
        if clause is None:
            return (j for marker, j in self._prepositions(index) if marker == name)
        if name == "subject":
            return self._subjects(clause)
        if name == "object":
            return clause.objects
        if name == "asker":
            return self._asker(clause)
        if name == "above":
            return () if clause.governor is None else (clause.governor,)
        if name == "clause":
            return self.text.parse.covered(clause.start, clause.end)
        return (j for marker, j in clause.complements if marker == name)

    def _subjects(self, clause: Clause) -> Iterable[int]:
        children = () if clause.passive else self.text.parse.children[clause.predicate]
        found = clause.subjects or tuple(i for i in children if self.tokens[i].dep == "nsubj")
        token = self.tokens[clause.predicate]
        carrier = token if clause.kind == "verb" else self.tokens[token.head]
        told = self._told_to_be if carrier.dep == "relcl" else lambda _: ()
        return [j for i in found for j in told(i) or (i,)]

    def _told_to_be(self, index: int) -> tuple[int, ...]:
        """Who is what a noun says: the guild in "regards the guild as outlaws who" and "the guild are outlaws who"."""
        token = self.tokens[index]
        above = self.tokens[token.head]
        verb = self.text.clause_of.get(above.head if above.lower == "as" else above.index)
        if verb is None or token.dep not in ("attr", "pobj") or (token.dep == "pobj" and above.lower != "as"):
            return ()
        return verb.subjects if token.dep == "attr" else verb.objects

    def _asker(self, clause: Clause) -> Iterable[int]:
        """Who wants, or does not want, another to do what a clause says."""
        above = self.text.above(clause)
        if above is None or set(above.subjects) & set(clause.subjects):
            return self._asker(above) if above is not None and clause.kind == "noun" else ()
        marker = self.marker(clause)
        asked = above.lemma in OBJECT_CONTROL and marker == "to"
        objects = marker == "against" or (above.lemma in OBJECTING and marker in ("to", "ing", "gerund"))
        return above.subjects if asked or objects else ()

    def _owners(self, index: int) -> Iterable[int]:
        children = self.text.parse.children[index]
        yield from (i for i in children if self.tokens[i].dep == "poss")
        yield from (i for i in children if self.tokens[i].dep in NAMING - {"poss"} and self.text.mention_at(i))
        yield from (j for marker, j in self._prepositions(index) if marker in ("by", "from"))

    def _head(self, index: int) -> Iterable[int]:
        """The word on which a word hangs, or on which the first of those hangs with which it is coordinated.

        That on which a sentence hangs is its own head, and hangs on nothing.
        """
        index = next(iter(self._beside(index)), index)
        return () if self.tokens[index].head == index else (self.tokens[index].head,)

    def _beside(self, index: int) -> Iterable[int]:
        """The first of the words with which a word is coordinated, if it is not that itself."""
        first = index
        while self.tokens[first].dep == "conj" and self.tokens[first].head != first:
            first = self.tokens[first].head
        return () if first == index else (first,)

    def _phrase(self, index: int) -> Iterable[int]:
        """A word with those that modify it."""
        yield index
        for child in self.text.parse.children[index]:
            if self.tokens[child].dep in NAMING:
                yield child
                yield from (j for j in self.text.parse.children[child] if self.tokens[j].dep in NAMING | {"conj"})

    def _prepositions(self, index: int) -> Iterable[tuple[str, int]]:
        clause = self.text.clause_of.get(index)
        if clause is not None:
            yield from clause.complements
            return
        for child in self.text.parse.children[index]:
            if self.tokens[child].dep in ("prep", "agent"):
                for inner in self.text.parse.children[child]:
                    if self.tokens[inner].dep == "pobj":
                        yield self.tokens[child].lower, inner

    def _speaker(self, index: int) -> Iterable[int]:
        statement = self.saying.get(index)
        if statement is None or statement.speaker is None:
            return
        inside = self.text.parse.covered(statement.speaker.start, statement.speaker.end)
        yield from (i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i)

    # Actors

    def actors_at(self, place: str, clause: Clause) -> tuple[Mention, ...]:
        """The actors that stand at a place, in order, each once."""
        found = [mention for index in self.tokens_at(place, clause) for mention in self.actors_of(index)]
        if not found and place == "speaker":
            found = list(self._named_speaker(clause.predicate))
        return tuple({mention.actor: mention for mention in reversed(found) if mention.actor}.values())[::-1]

    def actors_of(self, index: int) -> tuple[Mention, ...]:
        """Whom a token stands for: itself, the person named beside it, or those named behind an official or organ."""
        found = self.text.actors_at(index)
        if found and found[0].kind == "person":
            return found
        found = (*self._listed_before(index), *found)
        if members := self._members(index):
            return members
        beside = [i for i in self.text.parse.children[index] if self.tokens[i].dep == "appos"]
        named = [mention for i in beside for mention in self.text.actors_at(i)]
        if named and (not found or named[0].kind == "person"):
            return tuple(named)
        if found and (named := self._called(index)):
            return tuple(named)
        if not found and self._renames(index):
            return self.text.actors_at(self.tokens[index].head)
        if self._means_each_other(index):
            return self._subject_actors(index)
        if found or self.lemma(index) not in lexicon().stand_ins:
            return found or self._self_reference(index)
        lenders = [j for marker, j in self._prepositions(index) if marker in LENDERS]
        return tuple(mention for j in (*self._owners(index), *lenders) for mention in self.text.actors_at(j))

    def _listed_before(self, index: int) -> list[Mention]:
        """Those whose adjectives stand in one list before a noun, the last apart: "Norlandic and Estrian officials"."""
        if self.tokens[index].tag != "NNS" or (own := self.text.mention_at(index)) is None:
            return []
        children = self.text.parse.children
        heads = [i for i in children[index] if self.tokens[i].dep in NAMING - {"poss"}]
        others = [j for i in heads for j in children[i] if self.tokens[j].dep == "conj"]
        named = [self.text.mention_at(i) for i in sorted((*heads, *others)) if others]
        return [mention for mention in named if mention and mention != own and mention.kind in GROUPS]

    def _called(self, index: int) -> list[Mention]:
        """Those who are named right behind a noun for them: "Norland's backers Estria and Surland"."""
        after = index + 1
        if self.tokens[index].tag != "NNS" or after >= len(self.tokens):
            return []
        beside = self.tokens[after].dep == "appos" and self.tokens[after].head == index
        others = (i for i in self.text.parse.children[after] if self.tokens[i].dep == "conj")
        return [mention for i in (after, *others) for mention in self.text.actors_at(i)] if beside else []

    def _renames(self, index: int) -> bool:
        """Whether a noun says what the actor before it is: "Norland's front, a group that Estria fears"."""
        return self.tokens[index].dep == "appos" and self.tokens[index].pos == "NOUN"

    def _means_each_other(self, index: int) -> bool:
        before = self.tokens[index - 1].lower if index else ""
        return (before, self.tokens[index].lower) in RECIPROCAL

    def _subject_actors(self, index: int) -> tuple[Mention, ...]:
        """Who does what is told by the verb above a word."""
        while self.tokens[index].head != index and self.tokens[index].pos not in ("VERB", "AUX"):
            index = self.tokens[index].head
        clause = self.text.clause_of.get(index)
        return tuple(mention for i in clause.subjects for mention in self.text.actors_at(i)) if clause else ()

    def _members(self, index: int) -> tuple[Mention, ...]:
        """The named members of a group: "factions such as A and B", "two militias - A and B -"."""
        if self.tokens[index].pos != "NOUN":
            return ()
        named = [j for marker, j in self._prepositions(index) if marker in ("including", "like") or self._such_as(j)]
        if self.text.parse.child(index, "nummod") is not None:
            named += self._aside(self.text.parse.subtree(index)[-1])
        found = (mention for j in named for mention in self.text.actors_at(j))
        return tuple(mention for mention in found if mention.kind in GROUPS)

    def _aside(self, last: int) -> range:
        """What stands between dashes behind a phrase that ends with a token, or in which its last token is a dash."""
        after = last if self.tokens[last].text in DASHES else last + 1
        if after + 1 >= len(self.tokens) or self.tokens[after].text not in DASHES:
            return range(0)
        inside = range(after + 1, min(after + ASIDE, len(self.tokens)))
        return range(after + 1, next((i for i in inside if self.tokens[i].text in DASHES), after))

    def _such_as(self, index: int) -> bool:
        """Whether a noun stands in a list that "such as" opens."""
        first = index
        while self.tokens[first].dep == "conj":
            first = self.tokens[first].head
        opener = self.tokens[self.tokens[first].head]
        return opener.lower == "as" and opener.index > 0 and self.tokens[opener.index - 1].lower == "such"

    def _self_reference(self, index: int) -> tuple[Mention, ...]:
        """The speaker, for a pronoun that nothing else explains: "the union said it would strike"."""
        token, parse = self.tokens[index], self.text.parse
        acts = token.dep == "nsubj" or (token.dep == "nsubjpass" and parse.child(token.head, "ccomp", "csubj") is None)
        if token.lower not in PERSONAL or not acts or self.tokens[token.head].pos != "VERB":
            return ()
        return tuple(mention for speaker in self._speaker(index) for mention in self.text.actors_at(speaker))

    def _named_speaker(self, index: int) -> Iterable[Mention]:
        statement = self.saying.get(index)
        if statement and (speaker := statement.speaker) and speaker.actor:
            yield Mention(speaker.start, speaker.end, speaker.text, "other", speaker.actor, speaker.speaks_for)

    # Clauses

    def outer(self, clause: Clause) -> list[int]:
        """The predicates that a clause completes, the nearest first: "urged" over "stop" in "urged them to stop"."""
        found: list[int] = []
        while self.marker(clause) in COMPLETING and clause.governor not in (None, *found):
            above = self.text.clause_of[clause.governor] if clause.governor is not None else clause
            found.append(above.predicate)
            clause = above
        return found

    def is_asked(self, clause: Clause) -> bool:
        """Whether another asks, lets or forbids somebody to do what a clause says."""
        above = self.text.above(clause)
        if above is None or set(above.subjects) & set(clause.subjects):
            return above is not None and clause.kind == "noun" and self.is_asked(above)
        return above.lemma in OBJECT_CONTROL - FORESEEING and self.marker(clause) == "to"

    def fills_object(self, clause: Clause) -> bool:
        """Whether a clause says what the object of its governor consists in: "dropped its plan to attend"."""
        above = self.text.above(clause)
        return above is not None and self.text.parse.filled_noun(clause.predicate) in above.objects

    # Words

    def lemma(self, index: int) -> str:
        """The base form of a token in lower case."""
        return self.tokens[index].lemma.lower()

    def lemmas(self, index: int) -> tuple[str, ...]:
        """The base form of a token, and with its particle that of a verb: "hit", "hit back"."""
        clause = self.text.clause_of.get(index)
        return (self.lemma(index), clause.lemma) if clause else (self.lemma(index),)

    def marker(self, clause: Clause) -> str:
        """How a clause hangs on its governor: ``that``, ``to``, ``if``, a preposition, ``object``; empty otherwise."""
        above = self.text.above(clause)
        if above is None:
            return ""
        if clause.predicate in above.objects:
            return "object"
        index = clause.predicate
        copula = self.tokens[index].head if clause.kind == "adjective" else index
        while (
            self.tokens[index].dep == "conj"
            and self.tokens[index].tag == self.tokens[self.tokens[index].head].tag == "VB"
        ):
            index = self.tokens[index].head  # "promised to meet them | and persuade them"
        return next((marker for marker, j in above.complements if j in (index, copula)), "")
