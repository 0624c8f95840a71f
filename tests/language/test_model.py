"""What is added to the language model: it is quicker, and says the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language.model import model
from communique.language.parse import parse_text

TEXT = "There is a plan. There's hope. Let's see what they're gonna say. It's the envoy's turn; she ain't sure, y'all."


WORDS = "there|is|gonna|let's|said|'s|talks|ai n't|you|all|.|it|did|has|that|but|who|being|not|I".split("|")


def slow(text: str) -> list[tuple[str, str, str]]:
    """Words with their part of speech and base form, by the components that `memory` stands for."""
    doc = model().make_doc(text)
    for name in ("tok2vec", "tagger", "paragraph_bounds", "parser", "attribute_ruler", "lemmatizer"):
        doc = model().get_pipe(name)(doc)
    return [(token.text, token.pos_, token.lemma_) for token in doc if not token.is_space]


@pytest.mark.parametrize("text", [TEXT, "", "\n", "GENEVA — The talks\nresumed on 25 January."])
def test_memory_says_what_the_components_say(text: str) -> None:
    assert [(token.text, token.pos, token.lemma) for token in parse_text(text).tokens] == slow(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_memory_does_not_confuse_what_stands_beside(words: list[str]) -> None:
    text = " ".join(words)
    assert [(token.text, token.pos, token.lemma) for token in parse_text(text).tokens] == slow(text)


@pytest.mark.parametrize("title", ["Lt.", "Brig.", "Cmdr.", "Gen.", "Sens."])
def test_no_sentence_begins_behind_a_title(title: str) -> None:
    text = f'"We do not accept this," said {title} Ana Mora.'
    parse = parse_text(text)
    assert len(parse.sentences) == 1
    assert title in [token.text for token in parse.tokens]


NAMES = (
    "Sergei Lavrov|the Syrian Arab Red Crescent|Jaish|al-Islam|Geneva|on 25 January 2016|U.N.|said|of|and|\n|  |.|,|two"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES.split("|")), max_size=25))
def test_names_are_those_that_the_recognizer_finds(words: list[str]) -> None:
    text = " ".join(words)
    read = [model().make_doc(text) for _ in ("led", "by itself")]
    for part in ("tok2vec", "tagger", "paragraph_bounds", "parser"):
        read = [model().get_pipe(part)(doc) for doc in read]
    led, alone = (model().get_pipe(part)(doc) for part, doc in zip(("names", "ner"), read, strict=True))
    assert [(e.start, e.end, e.label_) for e in led.ents] == [(e.start, e.end, e.label_) for e in alone.ents]
