"""Who speaks: the noun phrase that a cue word belongs to, and whom it names."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.claims.statements.layout import FINITE, PAUSES, Layout, Stretch
from communique.language.lexicon import lexicon
from communique.records import Mention, Speaker

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
BORROWS = frozenset({"advcl", "conj", "xcomp"})
OWNING = frozenset({"poss", "compound", "nmod", "amod"})
LENDING = frozenset({"of", "for", "from", "by", "in", "at", "between"})
NAME = 8  # tokens that may stand before the head of a noun phrase
CHAIN = 6  # how far up the tree a speaker is looked for


class Voice(msgspec.Struct, frozen=True):
    """A speaker: the tokens of the noun phrase, and the tokens that say who it is (several where coordinated)."""

    phrase: Stretch
    heads: tuple[int, ...]


def find_voice(layout: Layout, cue: int, *, bare: bool = False) -> Voice | None:
    """The speaker of a cue word, None where the sentence names none; with ``bare`` its subject is none."""
    if bare:
        return _agent(layout, cue)
    if layout.tokens[cue].pos in ("NOUN", "PROPN"):
        return _owner(layout, cue)
    for _ in range(CHAIN):
        if _is_passive(layout, cue):
            return _agent(layout, cue)
        outer = _outer(layout, cue)
        voice = _subject(layout, cue) or (_inherited(layout, cue) if outer is None else None)
        token = layout.tokens[cue]
        above = outer if outer is not None else token.head if token.dep in BORROWS else cue
        if voice is not None or above == cue or layout.tokens[above].pos not in ("VERB", "AUX"):
            return voice
        cue = above
    return None


def _is_passive(layout: Layout, cue: int) -> bool:
    clause = layout.text.clause_of.get(cue)
    token = layout.tokens[cue]
    beside = token.dep == "conj" and _is_reduced(layout, token.head) and not layout.children(cue, "aux", "nsubj")
    reduced = beside or _is_reduced(layout, cue)
    return reduced or bool(layout.children(cue, "nsubjpass")) or (clause is not None and clause.passive)


def _is_reduced(layout: Layout, index: int) -> bool:
    """Whether a participle is passive though nothing says so: "evicted from their land"."""
    token = layout.tokens[index]
    return token.tag == "VBN" and token.dep == "advcl" and not layout.children(index, "aux", "nsubj")


def _subject(layout: Layout, cue: int) -> Voice | None:
    """The grammatical subject nearest to the cue; a cue outside a quotation has no subject inside it."""
    clause = layout.text.clause_of.get(cue)
    own = [child for child in layout.children(cue, "nsubj") if not layout.quote_at(layout.tokens[child].start)]
    if not own:
        own = layout.children(cue, "csubj")
    if not own:
        quoted = _quoted(layout, cue)
        return _voice(layout, quoted, (quoted,)) if quoted is not None else None
    nearest = min(own, key=lambda child: abs(child - cue))
    heads = clause.subjects if clause else ()
    shared = nearest in heads or layout.tokens[nearest].tag in ("WP", "WDT")
    return _voice(layout, nearest, heads if shared and heads else (nearest,), dated=True)


def _inherited(layout: Layout, cue: int) -> Voice | None:
    """The subject that a clause without one takes from around it, or what stands beside a finite verb."""
    clause = layout.text.clause_of.get(cue)
    heads = clause.subjects if clause else ()
    if heads:
        return _voice(layout, heads[0], heads, cue, dated=True)
    return _neighbour(layout, cue) if layout.tokens[cue].tag in FINITE else None


def _voice(
    layout: Layout, head: int, heads: tuple[int, ...], cue: int | None = None, *, dated: bool = False
) -> Voice | None:
    """The noun phrase of a head; where the cue hangs on it ("a banner saying ..."), only what stands before.

    With ``dated`` a dateline at its beginning is left out ("GENEVA (AP) — The envoy").
    """
    if layout.tokens[head].lower == "there":
        return None
    first, last = layout.noun_phrase(head)
    if cue is not None and head < cue < last:
        first, last = layout.trimmed((first, max(head + 1, min(cue, layout.stretches[cue][0]))))
    body = layout.body(head) if dated else first
    if first < body < last:
        first = body
    elif last <= body:
        return _after(layout, body)
    return Voice((first, last), heads)


def _after(layout: Layout, body: int) -> Voice | None:
    """The noun phrase that begins at a token."""
    for index in range(body, min(body + NAME, len(layout.tokens))):
        if layout.tokens[index].pos in NOMINAL and layout.tokens[index].dep not in ("compound", "poss", "nmod"):
            return Voice(layout.trimmed((body, max(index + 1, layout.noun_phrase(index)[1]))), (index,))
    return None


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
    resumed = layout.resumed(cue)
    if resumed is not None:
        return resumed
    if token.tag != "VBG" or token.dep != "advcl" or not cue or layout.tokens[cue - 1].text not in PAUSES:
        return None
    for _ in range(CHAIN):
        head = layout.tokens[token.head]
        if token.dep == "ccomp" and head.pos == "VERB" and layout.cue(head.index) is not None:
            return head.index
        token = head
    return None


def _neighbour(layout: Layout, cue: int) -> Voice | None:
    """The noun phrase right after an inverted cue, or before a cue, to which the parser gave no subject."""
    sentence = layout.parse.sentence_of(cue)
    inverted = layout.inverted(cue)
    if inverted is not None:
        return _voice(layout, inverted, (inverted,))
    near = cue - 1
    while near > sentence.first and layout.tokens[near].pos in ("PUNCT", "ADV", "AUX"):
        near -= 1
    if near < sentence.first or layout.tokens[near].pos not in NOMINAL or layout.quote_at(layout.tokens[near].start):
        return None
    for _ in range(CHAIN):
        head = layout.tokens[near].head
        if not sentence.first <= head < cue or layout.tokens[head].pos not in NOMINAL | {"ADP"}:
            break
        near = head
    return _voice(layout, near, (near,), cue) if layout.tokens[near].pos in NOMINAL else None


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
        lenders = (index for head in voice.heads if _stands_in(layout, head) for index in _lenders(layout, head))
        found = [mention for index in lenders for mention in layout.text.actors_at(index)][:1]
    return tuple(dict.fromkeys(found))


def _stands_in(layout: Layout, head: int) -> bool:
    """Whether a noun speaks for the actor that stands beside it: a spokesman, a ministry, a statement, a refusal."""
    words = lexicon()
    return layout.tokens[head].lemma.lower() in words.stand_ins | words.papers | words.words["acts"]


def _lenders(layout: Layout, head: int) -> Iterator[int]:
    """Whose a noun is, in the order of the text: "Norland's envoy", "a statement by the union of farmers"."""
    for child in layout.parse.children[head]:
        token = layout.tokens[child]
        if token.dep in ("prep", "agent", "conj") and (token.dep == "conj" or token.lower in LENDING):
            yield from (inner for below in layout.parse.children[child] for inner in (below, *_lenders(layout, below)))
        elif token.dep in OWNING:
            yield from (*_lenders(layout, child), child)


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
