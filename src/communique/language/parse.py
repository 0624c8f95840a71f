"""Text -> `Parse`: what the language model says of a text, in our own records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.language.marks import restore_marks
from communique.language.model import ARTICLE, model
from communique.language.text import Entity, Parse, Sentence, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

LONGEST = 100  # characters of a word
SMALL = re.compile(rf"(?<![\w-])(?:{ARTICLE})(?=[-‑][A-Z])")
"""The Arabic article in a name: with a small letter the model takes "al-Islam" for a verb or an adjective."""
GIVEN_NAME = re.compile(r"(?<=\b[A-Z][a-z]{2}[-‑])in\b")
"""The second half of a Korean given name: the model takes it for a preposition, which "un" is not."""
RUN = re.compile(rf"\S{{{LONGEST + 1},}}")
BLOCK = 50_000  # characters parsed at once: bounds memory on a report without end


def parse_text(text: str) -> Parse:
    """Tokens, sentences, trees and names of a text. The result depends on the text alone."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    marked = restore_marks(text)
    blocks = list(_blocks(marked))
    for (start, _), doc in zip(blocks, model().pipe(_for_model(marked[a:b]) for a, b in blocks), strict=True):
        place = _kept(doc, len(tokens))
        tokens += _tokens(doc, marked, start, place)
        sentences += _sentences(doc, tokens, place)
        entities += _entities(doc, place)
    return Parse(text, marked, tuple(tokens), _with_paragraphs(text, sentences), tuple(entities))


def _for_model(text: str) -> str:
    """The text as the model reads it best, character for character.

    Names that it would misread are written as other names, and there are blanks for what no word is: signs without
    end, on which a tokenizer would work for minutes.
    """
    named = GIVEN_NAME.sub("un", SMALL.sub(lambda article: article.group().capitalize(), text))
    return RUN.sub(lambda run: run.group()[:LONGEST].ljust(len(run.group())), named)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text at line breaks (or, failing that, at spaces) into pieces of at most BLOCK characters."""
    start = 0
    while len(text) - start > BLOCK:
        cut = text.rfind("\n", start + 1, start + BLOCK)
        cut = cut if cut > start else text.rfind(" ", start + 1, start + BLOCK)
        cut = cut if cut > start else start + BLOCK
        yield start, cut
        start = cut
    yield start, len(text)


def _kept(doc: Doc, offset: int) -> list[int]:
    """For each spaCy token its index among ours (ours have no white-space tokens; those point at the next word)."""
    place, index = [], offset
    for token in doc:
        place.append(index)
        index += not token.is_space
    return place


def _tokens(doc: Doc, text: str, start: int, place: list[int]) -> Iterator[Token]:
    for token in doc:
        if token.is_space:
            continue
        first, last = start + token.idx, start + token.idx + len(token.text)
        head = _head(token)
        while head.is_space and head.head.i != head.i:
            head = head.head
        if head.is_space:
            head = token
        yield Token(
            place[token.i],
            first,
            last,
            text[first:last],
            text[first:last].lower(),
            token.lemma_,
            token.pos_,
            token.tag_,
            token.dep_ if head.i != token.i else "ROOT",
            place[head.i],
        )


def _head(token: Word) -> Word:
    """The word on which a word hangs; the day in "said on Friday he would go" is that of saying so, not of going."""
    clause = token.head
    said = clause.head
    if clause.dep_ != "ccomp" or token.dep_ not in ("prep", "npadvmod") or not said.i < token.i < clause.i:
        return clause
    before = all(child.dep_ in ("prep", "npadvmod") for child in clause.lefts if child.i < token.i)
    return said if before and any(each.ent_type_ in ("DATE", "TIME") for each in token.subtree) else clause


def _sentences(doc: Doc, tokens: list[Token], place: list[int]) -> Iterator[Sentence]:
    for sent in doc.sents:
        words = [token for token in sent if not token.is_space]
        if words:
            first, last = place[words[0].i], place[words[-1].i] + 1
            yield Sentence(first, last, tokens[first].start, tokens[last - 1].end, 0)


def _entities(doc: Doc, place: list[int]) -> Iterator[Entity]:
    for entity in doc.ents:
        words = [token for token in entity if not token.is_space]
        if words:
            yield Entity(place[words[0].i], place[words[-1].i] + 1, entity.label_)


def _with_paragraphs(text: str, sentences: list[Sentence]) -> tuple[Sentence, ...]:
    numbered: list[Sentence] = []
    paragraph, previous = 0, 0
    for sentence in sentences:
        paragraph += bool(re.search(r"\n", text[previous : sentence.start])) and bool(numbered)
        previous = sentence.end
        numbered.append(Sentence(sentence.first, sentence.last, sentence.start, sentence.end, paragraph))
    return tuple(numbered)
