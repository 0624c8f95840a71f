"""Who "he", "they", "the minister" and "the two sides" are, within one document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from communique.language.discourse import WINDOW, Candidate, Discourse
from communique.language.pronouns import resolve_pronoun
from communique.language.roles import resolve_role
from communique.language.text import Parse, Reference
from communique.records import Mention

LEAST = 0.5  # a guess that is wrong more often than right is none


def find_references(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Reference, ...]:
    """Pronouns and role nouns with the mentions that they stand for, in order."""
    return tuple(reference for reference in _references(Discourse(parse, mentions)) if reference.confidence >= LEAST)


def _references(discourse: Discourse) -> Iterator[Reference]:
    parse, candidates = discourse.parse, discourse.candidates
    heads = [candidate.head for candidate in candidates]
    resolved: dict[int, tuple[Mention, ...]] = {}
    for token in parse.tokens:
        if token.index in discourse.mention_at:
            continue
        known = bisect_left(heads, token.index)
        before: tuple[Candidate, ...] = candidates[max(0, known - WINDOW) : known]
        if found := resolve_pronoun(discourse, token, before, resolved) or resolve_role(discourse, token, before):
            first, people, confidence = found
            resolved[token.index] = people
            span = parse.span(first, token.index + 1)
            yield Reference(span.start, span.end, span.text, people, confidence)
