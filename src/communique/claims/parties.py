"""Who could hold a claim or be its argument: the actors around a clause, each with how it stands to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from communique.language import AnnotatedText, Clause, Sentence
from communique.records import Kind, Mention, Statement

LEVELS = 3  # how many governors up a party is looked for


class Party(msgspec.Struct, frozen=True):
    """An actor near a clause. ``relations`` are short strings such as ``subject``, ``m:with`` or ``speaker``.

    ``actor`` is empty for the option that the article names nobody; its only relation is ``nobody``.
    """

    actor: str
    speaks_for: str
    kind: Kind
    relations: frozenset[str]


NOBODY = Party("", "", "other", frozenset({"nobody"}))


def find_parties(clause: Clause, text: AnnotatedText, statements: Iterable[Statement]) -> list[Party]:
    """The actors around a clause, in order of nearness, and `NOBODY` last."""
    relations: dict[str, set[str]] = {}
    named: dict[str, Mention] = {}
    for relation, mention in _related(clause, text, statements):
        if mention.actor:
            relations.setdefault(mention.actor, set()).add(relation)
            known = named.setdefault(mention.actor, mention)
            if mention.speaks_for and not known.speaks_for:
                named[mention.actor] = mention
    found = [Party(name, named[name].speaks_for, named[name].kind, frozenset(how)) for name, how in relations.items()]
    return [*found, NOBODY]


def _related(clause: Clause, text: AnnotatedText, statements: Iterable[Statement]) -> Iterator[tuple[str, Mention]]:
    yield from _own(clause, text, "")
    for index in clause.objects:
        if frame := text.clause_of.get(index):
            yield from _own(frame, text, "object's ")
    yield from _above(clause, text)
    yield from _speaking(clause, text, statements)
    yield from _nearby(clause, text)


def _own(clause: Clause, text: AnnotatedText, whose: str) -> Iterator[tuple[str, Mention]]:
    """Subjects, objects and complements of a frame."""
    for relation, indices in (("subject", clause.subjects), ("object", clause.objects)):
        for rank, index in enumerate(indices):
            for mention in text.actors_at(index):
                yield f"{whose}{relation}", mention
                if rank:
                    yield f"{whose}further {relation}", mention
    for marker, index in clause.complements:
        for mention in text.actors_at(index):
            yield f"{whose}m:{marker}", mention
        inner = text.clause_of.get(index)
        if inner and inner.predicate != clause.predicate and not whose:
            yield from _own_of_complement(marker, inner, text)


def _own_of_complement(marker: str, clause: Clause, text: AnnotatedText) -> Iterator[tuple[str, Mention]]:
    for relation, indices in (("subject", clause.subjects), ("object", clause.objects)):
        for mention in (mention for index in indices for mention in text.actors_at(index)):
            yield f"m:{marker} {relation}", mention
    for inner, index in clause.complements:
        for mention in text.actors_at(index):
            yield f"m:{marker} m:{inner}", mention


def _above(clause: Clause, text: AnnotatedText) -> Iterator[tuple[str, Mention]]:
    """Subjects and objects of the clauses that govern this one."""
    above = clause.governor
    for level in range(LEVELS):
        frame = text.clause_of.get(above) if above is not None else None
        if frame is None:
            return
        for relation, indices in (("subject", frame.subjects), ("object", frame.objects)):
            for mention in (mention for index in indices for mention in text.actors_at(index)):
                yield f"g{level} {relation}", mention
                yield f"g {frame.lemma} {relation}", mention
        for marker, index in frame.complements:
            for mention in text.actors_at(index):
                yield f"g{level} m:{marker}", mention
        above = frame.governor


def _speaking(clause: Clause, text: AnnotatedText, statements: Iterable[Statement]) -> Iterator[tuple[str, Mention]]:
    """Who says it, by the statements whose content holds the predicate; the innermost first."""
    offset = text.parse.tokens[clause.predicate].start
    over = [s for s in statements if any(piece.start <= offset < piece.end for piece in s.content)]
    for rank, statement in enumerate(sorted(over, key=lambda s: sum(len(piece.text) for piece in s.content))):
        speaker = statement.speaker
        if speaker is None:
            continue
        for mention in text.actors_at(text.parse.token_at(max(speaker.start, speaker.end - 1))):
            yield "speaker" if rank == 0 else "outer speaker", mention
        if speaker.actor:
            yield (
                "speaker" if rank == 0 else "outer speaker",
                Mention(speaker.start, speaker.end, speaker.text, "person", speaker.actor, speaker.speaks_for),
            )


def _nearby(clause: Clause, text: AnnotatedText) -> Iterator[tuple[str, Mention]]:
    """Everybody else in the sentence, and in the one before it."""
    sentence = text.parse.sentence_of(clause.predicate)
    for mention in text.mentions_in(sentence.start, sentence.end):
        if clause.start <= mention.start < clause.end:
            yield "inside", mention
        else:
            yield "before" if mention.start < clause.start else "after", mention
    for reference in text.references_in(sentence.start, sentence.end):
        for mention in reference.mentions:
            yield "referred", mention
    if previous := _previous(sentence, text):
        for mention in text.mentions_in(previous.start, previous.end):
            yield "sentence before", mention


def _previous(sentence: Sentence, text: AnnotatedText) -> Sentence | None:
    index = text.parse.sentence_index(sentence.first)
    return text.parse.sentences[index - 1] if index else None
