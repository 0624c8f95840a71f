"""What the words of a sentence tell: a logistic regression for each type of claim, run ahead of the network.

The words are taken as they stand in their clauses: predicates with their denial, modal verb and tense, what they take
and what they hang on, and the rules that fit them. That knows less of a sentence than the network does, but other
things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from communique.claims.learned.inputs import Vote
from communique.claims.scenes import Scene
from communique.language import Clause
from communique.language.text import Sentence

CONTENT = frozenset({"VERB", "NOUN", "ADJ", "AUX", "ADV", "SCONJ"})
QUOTES = frozenset({'"', "“", "”", "``", "''"})
ACTOR = "ACTOR"
EARLY = 3  # sentences at the head of an article
OBJECTS = 2  # objects of a predicate that count


class Wording(msgspec.Struct, frozen=True):
    """The weights of each sign for each type of claim, in the order of TYPES; logits."""

    bias: list[float]
    weights: dict[str, list[float]]


@cache
def wording() -> Wording:
    """The regression that belongs to the weights."""
    path = files("communique.claims.learned") / "weights" / "wording.json"
    return msgspec.json.decode(path.read_bytes(), type=Wording)


def weigh_words(signs: Iterable[str], known: Wording) -> NDArray[np.float32]:
    """How likely a sentence with these signs holds a claim of each type, as logits in the order of TYPES."""
    found = [known.weights[sign] for sign in signs if sign in known.weights]
    return np.asarray(np.sum([known.bias, *found], axis=0), dtype=np.float32)


def word_sentences(scene: Scene, votes: Mapping[int, list[Vote]], known: Wording) -> list[NDArray[np.float32]]:
    """For each sentence of an article how likely it holds a claim of each type, by its words alone (logits)."""
    return [weigh_words(found, known) for found in sign_sentences(scene, votes)]


def sign_sentences(scene: Scene, votes: Mapping[int, list[Vote]]) -> Iterator[frozenset[str]]:
    """What each sentence of an article is judged by."""
    clauses: dict[int, list[Clause]] = {}
    for clause in scene.text.clauses:
        clauses.setdefault(scene.text.parse.sentence_index(clause.predicate), []).append(clause)
    for number in range(len(scene.text.parse.sentences)):
        yield signs(scene, number, clauses.get(number, ()), votes.get(number, ()))


def signs(scene: Scene, number: int, clauses: Iterable[Clause], votes: Iterable[Vote]) -> frozenset[str]:
    """What a sentence is judged by; ``clauses`` and ``votes`` are its own."""
    sentence = scene.text.parse.sentences[number]
    found = set(_words(scene, sentence, early=number < EARLY))
    for clause in clauses:
        if clause.kind != "noun" or clause.subjects or clause.objects or clause.complements:
            found.update(_clause(scene, clause))
    for vote in votes:
        found |= {f"rule {vote.rule}", f"rules {vote.type}"}
    return frozenset(found)


def _words(scene: Scene, sentence: Sentence, *, early: bool) -> Iterator[str]:
    inside = range(sentence.first, sentence.last)
    yield from (scene.lemma(i) for i in inside if scene.tokens[i].pos in CONTENT)
    if any(scene.tokens[i].text in QUOTES for i in inside):
        yield "#quoted"
    if any(i in scene.saying for i in inside):
        yield "#said"
    if any(i in scene.timed for i in inside):
        yield "#timed"
    if early:
        yield "#early"


def _clause(scene: Scene, clause: Clause) -> Iterator[str]:
    lemma = clause.lemma
    yield f"{clause.kind} {lemma}"
    if clause.negated:
        yield from ("not", f"not {lemma}")
    if clause.modal:
        yield from (f"modal {clause.modal}", f"{clause.modal} {lemma}")
    if clause.tense:
        yield f"{clause.tense} {lemma}"
    if clause.passive:
        yield f"passive {lemma}"
    if any(scene.actors_of(i) for i in clause.subjects):
        yield f"{ACTOR} {lemma}"
    yield from (f"{lemma} > {_name(scene, i)}" for i in clause.objects[:OBJECTS])
    for marker, index in clause.complements:
        yield from (f"{lemma} {marker}", f"{marker} {_name(scene, index)}")
    above = scene.text.above(clause)
    if above:
        yield f"{above.lemma} >> {lemma}"


def _name(scene: Scene, index: int) -> str:
    return ACTOR if scene.actors_of(index) else scene.lemma(index)
