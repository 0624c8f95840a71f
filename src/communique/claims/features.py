"""What a clause, a sentence and an actor in it look like to the learned parts: sets of short strings.

Names never enter: an actor is seen as its kind, so that what is learned on one story serves the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from communique.language import AnnotatedText, Clause, Sentence

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", "PROPN"})
SUBJECTS, OBJECTS, COMPLEMENTS, GOVERNORS = 3, 3, 8, 3  # how many of each are looked at

Features = dict[str, float]


def word_of(index: int, text: AnnotatedText) -> str:
    """The lemma of a token, or the kind of the actor that it stands for."""
    actors = text.actors_at(index)
    return f"<{actors[0].kind}>" if actors else text.parse.tokens[index].lemma.lower()


def clause_features(clause: Clause, text: AnnotatedText, quoted: Iterable[tuple[int, int]]) -> Features:
    """A clause by its predicate, arguments, governors, modality and words. ``quoted`` are the text's quotations."""
    found = set(_predicate_features(clause, text))
    found.update(_argument_features(clause, text))
    found.update(_governor_features(clause, text))
    found.add(f"quoted={any(a <= clause.start < b for a, b in quoted)}")
    features = dict.fromkeys(found, 1.0)
    for index in text.parse.covered(clause.start, clause.end):
        if text.parse.tokens[index].pos in CONTENT:
            features[f"in={word_of(index, text)}"] = 0.5
    return features


def _predicate_features(clause: Clause, text: AnnotatedText) -> Iterator[str]:
    lemma, token = clause.lemma, text.parse.tokens[clause.predicate]
    yield from (f"p={lemma}", f"kind={clause.kind}", f"p={lemma}/{clause.kind}", f"p={lemma}/modal={clause.modal}")
    yield from (f"tense={clause.tense}", f"modal={clause.modal}", f"negated={clause.negated}")
    yield from (f"passive={clause.passive}", f"p={lemma}/negated={clause.negated}", f"dep={token.dep}")
    yield f"head={text.parse.tokens[token.head].lemma.lower()}/{token.dep}"
    yield f"length={min((clause.end - clause.start) // 30, 8)}"
    for child in text.parse.children[clause.predicate]:
        dependent = text.parse.tokens[child]
        yield f"has={dependent.dep}"
        if dependent.dep in ("advmod", "mark", "aux", "npadvmod"):
            yield f"with={dependent.lower}"


def _argument_features(clause: Clause, text: AnnotatedText) -> Iterator[str]:
    lemma = clause.lemma
    yield from (f"subjects={min(2, len(clause.subjects))}", f"objects={min(2, len(clause.objects))}")
    for label, indices in (("s", clause.subjects[:SUBJECTS]), ("o", clause.objects[:OBJECTS])):
        for word in (word_of(i, text) for i in indices):
            yield from (f"{label}={word}", f"p={lemma}/{label}={word}")
    for marker, index in clause.complements[:COMPLEMENTS]:
        word = word_of(index, text)
        yield from (f"m={marker}", f"p={lemma}/m={marker}", f"m={marker}/{word}", f"c={word}")


def _governor_features(clause: Clause, text: AnnotatedText) -> Iterator[str]:
    above, dep = clause.governor, text.parse.tokens[clause.predicate].dep
    for level in range(GOVERNORS):
        if above is None:
            yield f"depth={level}"
            return
        frame = text.clause_of.get(above)
        lemma = frame.lemma if frame else text.parse.tokens[above].lemma.lower()
        yield from (f"g={lemma}", f"g{level}={lemma}")
        if level == 0:
            yield from (f"g={lemma}/p={clause.lemma}", f"g={lemma}/{dep}")
        if frame and frame.negated:
            yield f"g{level}negated"
        above = frame.governor if frame else None


def sentence_features(sentence: Sentence, clauses: Iterable[Features], text: AnnotatedText) -> Features:
    """A sentence by the features of its clauses, its pairs of words, its actors and its place in the article."""
    features: Features = {}
    for clause in clauses:
        for name, value in clause.items():
            features[name] = max(value, features.get(name, 0.0))
    words = [text.parse.tokens[i].lemma.lower() for i in range(sentence.first, sentence.last)]
    for first, second in pairwise(words):
        features[f"2={first} {second}"] = 0.5
    kinds = [m.kind for m in text.mentions if sentence.start <= m.start < sentence.end]
    for kind in kinds:
        features[f"kind={kind}"] = 1.0
    features[f"actors={min(4, len(kinds))}"] = 1.0
    features[f"paragraph={min(sentence.paragraph, 6)}"] = 1.0
    features[f"words={min((sentence.last - sentence.first) // 8, 6)}"] = 1.0
    return features
