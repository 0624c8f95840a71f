"""Who speaks: the noun phrase that a cue word belongs to, and whom it names."""

from __future__ import annotations

import msgspec

from communique.claims.statements.layout import Layout, Stretch
from communique.records import Mention, Speaker

SUBJECT = ("nsubj", "csubj")
FINITE = frozenset({"VBD", "VBZ", "VBP"})
CHAIN = 6  # how far up the cue of a participle is looked for
SILENT = frozenset({"there"})


class Voice(msgspec.Struct, frozen=True):
    """A speaker: the tokens of the noun phrase, and the tokens that say who it is (several where coordinated)."""

    phrase: Stretch
    heads: tuple[int, ...]


def find_voice(layout: Layout, cue: int, *, bare: bool = False) -> Voice | None:
    """The speaker of a cue word, None where the sentence names none; with ``bare`` its subject is none."""
    token = layout.tokens[cue]
    if bare:
        return _agent(layout, cue)
    if token.pos in ("NOUN", "PROPN"):
        return _owner(layout, cue)
    clause = layout.text.clause_of.get(cue)
    own = layout.children(cue, *SUBJECT)
    if own:
        heads = clause.subjects if clause and clause.subjects else (own[0],)
        return _voice(layout, own[0], heads)
    if layout.children(cue, "nsubjpass") or (clause and clause.passive):
        return _agent(layout, cue)
    quoted = _quoted(layout, cue)
    if quoted is not None:
        return _voice(layout, quoted, (quoted,))
    outer = _outer(layout, cue)
    if outer is not None:
        return find_voice(layout, outer)
    heads = clause.subjects if clause else ()
    return _voice(layout, heads[0], heads, cue) if heads else _neighbour(layout, cue)


def _voice(layout: Layout, head: int, heads: tuple[int, ...], cue: int | None = None) -> Voice | None:
    """The noun phrase of a head; where the cue hangs on it ("a banner saying ..."), only what stands before."""
    if layout.tokens[head].lower in SILENT:
        return None
    first, last = layout.noun_phrase(head)
    if cue is not None and head < cue < last:
        first, last = layout.trimmed((first, max(head + 1, min(cue, layout.stretches[cue][0]))))
    return Voice((first, last), heads)


def _agent(layout: Layout, cue: int) -> Voice | None:
    """The "by" phrase of a passive."""
    for preposition in layout.children(cue, "agent"):
        for noun in layout.children(preposition, "pobj"):
            return _voice(layout, noun, (noun,))
    return None


def _quoted(layout: Layout, cue: int) -> int | None:
    """The subject of a passive such as "was quoted as saying"."""
    preposition = layout.tokens[layout.tokens[cue].head]
    above = preposition.head
    if layout.tokens[cue].dep != "pcomp" or preposition.lower != "as":
        return None
    return next(iter(layout.children(above, "nsubjpass")), None)


def _outer(layout: Layout, cue: int) -> int | None:
    """The cue whose speaker goes on in a participle: "He said that it would rain, adding that ..."."""
    token = layout.tokens[cue]
    if token.tag != "VBG" or token.dep != "advcl" or not cue or layout.tokens[cue - 1].text not in (",", "—", "–", "-"):
        return None
    for _ in range(CHAIN):
        head = layout.tokens[token.head]
        if token.dep == "ccomp" and head.pos == "VERB" and layout.cue(head.index) is not None:
            return head.index
        token = head
    return None


def _neighbour(layout: Layout, cue: int) -> Voice | None:
    """The noun phrase right after or before a finite cue to which the parser gave no subject."""
    token = layout.tokens[cue]
    if token.tag not in FINITE:
        return None
    sentence = layout.parse.sentence_of(cue)
    for near in (cue + 1, cue - 1):
        if sentence.first <= near < sentence.last and layout.tokens[near].pos in ("PROPN", "PRON"):
            return _voice(layout, near, (near,), cue)
    return None


def _owner(layout: Layout, cue: int) -> Voice | None:
    """Whose statement a noun is: "the rebels' demand", "a warning from the envoy", "the two made a promise"."""
    for child in layout.children(cue, "poss"):
        first, last = layout.stretches[child]
        while last - first > 1 and layout.tokens[last - 1].tag == "POS":
            last -= 1
        return Voice((first, last), (child,))
    for preposition in layout.children(cue, "prep"):
        if layout.tokens[preposition].lower in ("by", "from", "among"):
            for noun in layout.children(preposition, "pobj"):
                return _voice(layout, noun, (noun,))
    clause = layout.text.clause_of.get(cue)
    heads = clause.subjects if clause else ()
    return _voice(layout, heads[0], heads, cue) if heads else None


def named(layout: Layout, voice: Voice) -> tuple[Mention, ...]:
    """The mentions that a speaker stands for, those of its head first."""
    found = [mention for head in voice.heads for mention in layout.text.actors_at(head)]
    if not found:
        found = [mention for index in range(*voice.phrase) for mention in layout.text.actors_at(index)][:1]
    return tuple(dict.fromkeys(found))


def speaker(layout: Layout, voice: Voice) -> Speaker:
    """The speaker as a record, with the actor it names where that is known."""
    span = layout.parse.span(*voice.phrase)
    mentions = named(layout, voice)
    actor = mentions[0] if mentions else None
    return Speaker(
        span.start,
        span.end,
        span.text,
        actor=actor.actor if actor else "",
        speaks_for=actor.speaks_for if actor else "",
    )
