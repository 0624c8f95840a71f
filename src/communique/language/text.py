"""The annotated text: what the language stages know of one document, free of any parser's own objects."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Literal

import msgspec

from communique.records import Document, Mention, Span, Time

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
MODIFIERS = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod"})
ASIDE = frozenset({("rather", "than"), ("instead", "of")})
LINKING = frozenset({",", "and", "but", "though", "although", "—", "–"})
DEEP = 8  # steps up the tree from a time to its verb


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word or sign. ``head`` is the index of its syntactic head, its own index at a root.

    ``lower`` is the word in lower case; ``pos`` and ``dep`` are Universal POS tags and ClearNLP dependency labels,
    ``tag`` the Penn Treebank tag.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


class Entity(msgspec.Struct, frozen=True, gc=False):
    """A name as the statistical model sees it: tokens ``first`` to ``last`` (half-open) and an OntoNotes label."""

    first: int
    last: int
    label: str


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence: tokens ``first`` to ``last`` (half-open), characters ``start`` to ``end``, ``paragraph`` from 0."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int


class Parse(msgspec.Struct, frozen=True, dict=True):
    """A text with its tokens, sentences, dependency trees and model entities. It depends on the text alone.

    ``marked`` is the text as it was parsed: as long as ``text``, with the marks that this had lost (`marks.py`).
    """

    text: str
    marked: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its dependents, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token.index)
        return tuple(tuple(row) for row in found)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def sentence_of(self, index: int) -> Sentence:
        """The sentence that holds the token."""
        return self.sentences[self.sentence_index(index)]

    def sentence_index(self, index: int) -> int:
        """The place, from 0, of the sentence that holds the token."""
        return max(0, bisect_right(self._sentence_starts, index) - 1)

    def token_at(self, offset: int) -> int:
        """The index of the last token that starts at or before a character offset (0 if there is none)."""
        return max(0, bisect_right(self._token_starts, offset) - 1)

    def covered(self, start: int, end: int) -> range:
        """The indices of the tokens that start within a stretch of characters."""
        return range(bisect_left(self._token_starts, start), bisect_left(self._token_starts, end))

    def subtree(self, index: int, without: frozenset[int] = frozenset()) -> list[int]:
        """The token and all that depends on it, in text order, leaving out the branches that start at ``without``."""
        found, queue = [index], [index]
        while queue:
            for child in self.children[queue.pop()]:
                if child not in without:
                    found.append(child)
                    queue.append(child)
        return sorted(found)

    def child(self, index: int, *labels: str) -> int | None:
        """The first dependent with one of the dependency labels."""
        return next((c for c in self.children[index] if self.tokens[c].dep in labels), None)

    def filled_noun(self, index: int) -> int | None:
        """The noun of which a verb says what it consists in: "a plan to go", "the idea of going"."""
        token = self.tokens[index]
        head = self.tokens[token.head]
        if token.dep == "pcomp" and head.lower == "of":
            return head.head
        infinitive = any(self.tokens[i].tag == "TO" for i in self.children[index])
        return head.index if token.dep in ("acl", "relcl") and infinitive else None

    def set_aside(self, index: int) -> bool:
        """Whether a noun or a preposition tells who is not meant: "Norland, not Estria", "but not by Estria".

        So do "unlike", "rather than" and "instead of" before it.
        """
        first = index
        while first and self.tokens[first - 1].head == index and self.tokens[first - 1].dep in MODIFIERS:
            first -= 1
        before = tuple(token.lower for token in self.tokens[max(0, first - 2) : first])
        return before in ASIDE or before[-1:] == ("unlike",) or (before[-1:] == ("not",) and before[0] in LINKING)

    def parted(self, index: int) -> bool:
        """Whether a semicolon parts a word from that on which it hangs: a sentence of its own begins there."""
        head = self.tokens[index].head
        return any(token.text == ";" for token in self.tokens[min(head, index) : max(head, index)])

    def span(self, first: int, last: int) -> Span:
        """Tokens ``first`` to ``last`` (half-open) as a span of text, without space at either end."""
        return self.cut(self.tokens[first].start, self.tokens[last - 1].end)

    def cut(self, start: int, end: int) -> Span:
        """The text between two characters, without space at either end (where a mark was lost, there is a blank)."""
        said = self.text[start:end]
        start, end = start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())
        return Span(start, max(start, end), said.strip())


class Clause(msgspec.Struct, frozen=True):
    """One predicate with its arguments: who does what to whom, how surely, and under what.

    ``predicate`` is the token of the verb, predicative adjective or event noun, ``lemma`` its lemma in lower case
    with its particle ("carry out"). ``subjects`` and ``objects`` are the logical ones (the passive is turned round;
    control, relative clauses and coordination are resolved): token indices of the heads of noun phrases.
    ``complements`` are the other dependents as (marker, token) pairs: prepositions in lower case with their object
    ("with", "to", "as"), ``that``, ``to`` and ``ing`` for clauses, ``gerund`` for one in "ing" with a subject of its
    own, ``what`` for a question. ``start`` and ``end`` are
    the characters of the clause with its own arguments but without clauses that are coordinated with it.
    """

    predicate: int
    lemma: str
    kind: Literal["verb", "adjective", "noun"]
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    complements: tuple[tuple[str, int], ...]
    tense: Literal["past", "present", "future", ""]
    negated: bool
    modal: str
    passive: bool
    governor: int | None
    start: int
    end: int


class Reference(msgspec.Struct, frozen=True):
    """A pronoun or role noun (characters ``start`` to ``end``) and the mentions that it stands for.

    "They" and "the two sides" can stand for several. ``confidence`` is 0 to 1.
    """

    start: int
    end: int
    text: str
    mentions: tuple[Mention, ...]
    confidence: float


class AnnotatedText(msgspec.Struct, frozen=True, dict=True):
    """A document with all that the language stages found in it: what statements, claims and events are read from."""

    document: Document
    parse: Parse
    clauses: tuple[Clause, ...]
    mentions: tuple[Mention, ...]
    references: tuple[Reference, ...]
    times: tuple[Time, ...]

    @cached_property
    def _mention_of_token(self) -> dict[int, Mention]:
        return {index: mention for mention in self.mentions for index in self.parse.covered(mention.start, mention.end)}

    @cached_property
    def _reference_of_token(self) -> dict[int, Reference]:
        return {index: found for found in self.references for index in self.parse.covered(found.start, found.end)}

    @cached_property
    def clause_of(self) -> dict[int, Clause]:
        """The clause of each predicate token."""
        return {clause.predicate: clause for clause in self.clauses}

    def mention_at(self, index: int) -> Mention | None:
        """The mention that covers the token, if any."""
        return self._mention_of_token.get(index)

    def actors_at(self, index: int) -> tuple[Mention, ...]:
        """The mentions that a token stands for: its own, or those of the pronoun or role noun that it is part of."""
        if mention := self.mention_at(index):
            return (mention,)
        reference = self._reference_of_token.get(index)
        return reference.mentions if reference else ()

    def times_within(self, start: int, end: int) -> list[Time]:
        """The time expressions that lie within a stretch of characters."""
        return [time for time in self.times if start <= time.start and time.end <= end]

    def above(self, clause: Clause) -> Clause | None:
        """The clause that a clause depends on, if any."""
        return self.clause_of.get(clause.governor) if clause.governor is not None else None

    def belongs(self, time: Time, clause: Clause) -> bool:
        """Whether a time tells when a clause holds, and not when a clause inside it does."""
        tokens = self.parse.tokens
        index = self.parse.token_at(time.start)
        for _ in range(DEEP):
            index = tokens[index].head
            if index == clause.predicate or tokens[index].head == index:
                return True
            frame = self.clause_of.get(index)
            if frame and frame.kind == "verb":
                return frame.start == clause.start and frame.end == clause.end
        return False
