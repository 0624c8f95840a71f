"""The annotated text: what the language stages know of one document, free of any parser's own objects."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import msgspec

from communique.records import Document, Mention, Span, Time


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word or sign. ``head`` is the index of its syntactic head, its own index at a root.

    ``pos`` and ``dep`` are Universal POS tags and ClearNLP dependency labels, ``tag`` the Penn Treebank tag.
    """

    index: int
    start: int
    end: int
    text: str
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
    """A text with its tokens, sentences, dependency trees and model entities. It depends on the text alone."""

    text: str
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
        return self.sentences[max(0, bisect_right(self._sentence_starts, index) - 1)]

    def token_at(self, offset: int) -> int:
        """The index of the last token that starts at or before a character offset (0 if there is none)."""
        return max(0, bisect_right(self._token_starts, offset) - 1)

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

    def span(self, first: int, last: int) -> Span:
        """Tokens ``first`` to ``last`` (half-open) as a span of text, without space at either end."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Span(start, end, self.text[start:end])


class AnnotatedText(msgspec.Struct, frozen=True, dict=True):
    """A document with all that the language stages found in it: what statements, claims and events are read from."""

    document: Document
    parse: Parse
    mentions: tuple[Mention, ...]
    times: tuple[Time, ...]

    @cached_property
    def _mention_of_token(self) -> dict[int, Mention]:
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            index = self.parse.token_at(mention.start)
            while index < len(self.parse.tokens) and self.parse.tokens[index].start < mention.end:
                found[index] = mention
                index += 1
        return found

    def mention_at(self, index: int) -> Mention | None:
        """The mention that covers the token, if any."""
        return self._mention_of_token.get(index)

    def times_within(self, start: int, end: int) -> list[Time]:
        """The time expressions that lie within a stretch of characters."""
        return [time for time in self.times if start <= time.start and time.end <= end]
