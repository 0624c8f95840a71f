"""Who "he", "they", "the minister" and "the two sides" are, within one document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from communique.language.discourse import WINDOW, Candidate, Discourse
from communique.language.pronouns import Found, resolve_pronoun, resolve_speaker
from communique.language.roles import resolve_role
from communique.language.text import Parse, Reference, Token
from communique.records import Mention

LEAST = 0.5  # a guess that is wrong more often than right is none


def find_references(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Reference, ...]:
    """Pronouns and role nouns with the mentions that they stand for, in order."""
    discourse = Discourse(parse, mentions)
    resolved: dict[int, tuple[Mention, ...]] = {}
    found = [*_others(discourse, resolved), *_speakers(discourse, resolved)]
    return tuple(sorted((r for r in found if r.confidence >= LEAST), key=lambda reference: reference.start))


def _others(discourse: Discourse, resolved: dict[int, tuple[Mention, ...]]) -> Iterator[Reference]:
    """Pronouns of the third person and role nouns; fills ``resolved`` by token on the way."""
    parse, candidates = discourse.parse, discourse.candidates
    heads = [candidate.head for candidate in candidates]
    for token in parse.tokens:
        if token.index in discourse.mention_at:
            continue
        known = bisect_left(heads, token.index)
        before: tuple[Candidate, ...] = candidates[max(0, known - WINDOW) : known]
        if found := resolve_pronoun(discourse, token, before, resolved) or resolve_role(
            discourse, token, before, resolved
        ):
            resolved[token.index] = found[1]
            yield _reference(parse, token, found)


def _speakers(discourse: Discourse, resolved: dict[int, tuple[Mention, ...]]) -> Iterator[Reference]:
    """I and we, once it is known who "he" is in "he said"."""
    for token in discourse.parse.tokens:
        if found := resolve_speaker(discourse, token, resolved):
            yield _reference(discourse.parse, token, found)


def _reference(parse: Parse, token: Token, found: Found) -> Reference:
    first, people, confidence = found
    span = parse.span(first, token.index + 1)
    return Reference(span.start, span.end, span.text, people, confidence)
