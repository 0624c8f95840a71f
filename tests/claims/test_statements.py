"""Reported speech: the cue words' own examples, the cases, and what a statement may never do."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.actors import world_gazetteer
from communique.claims.statements import find_statements
from communique.claims.statements.cues import CueRule, cue_rules
from communique.claims.statements.quotes import find_quotes
from communique.language import annotate
from communique.language.text import AnnotatedText, Parse, Sentence, Token
from communique.records import Document, Published, Statement

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "statements.toml").read_text(encoding="utf-8"))["case"]
EXAMPLES = [(rule, text, True) for rule in cue_rules() for text in rule.fires]
EXAMPLES += [(rule, text, False) for rule in cue_rules() for text in rule.silent]
WORDS = ("said", '"', "”", "“", "''", "‘", "’", "the envoy", "that", ",", ".", ":", "talks go on", "\n\n", "told")


def statements_of(text: str, *, published: str = "2031-03-12") -> tuple[Statement, ...]:
    document = Document(id="d", source="d", text=text, published=Published(published, "given", 1.0))
    return find_statements(annotate(document, world_gazetteer()))


def as_written(statement: Statement) -> dict[str, object]:
    row: dict[str, object] = {
        "speaker": statement.speaker.text if statement.speaker else "",
        "content": [piece.text for piece in statement.content],
        "addressee": statement.addressee,
        "chain": list(statement.chain),
        "said": statement.said,
        "quoted": statement.quoted,
    }
    return {key: value for key, value in row.items() if value or key in ("speaker", "content")}


@pytest.mark.parametrize(("rule", "text", "fires"), EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_a_cue_fires_where_it_says(rule: CueRule, text: str, *, fires: bool) -> None:
    annotated = annotate(Document(id="d", source="d", text=text), world_gazetteer())
    cues = [statement.cue for statement in find_statements(annotated) if statement.cue]
    words = [[annotated.parse.tokens[i] for i in annotated.parse.covered(cue.start, cue.end)] for cue in cues]
    found = {token.lemma.lower() for each in words for token in each} | {cue.text.lower() for cue in cues}
    found |= {" ".join(token.lemma.lower() for token in each if token.pos != "PRON") for each in words}
    assert bool(found & set(rule.words)) is fires


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    assert [as_written(statement) for statement in statements_of(str(case["text"]))] == case.get("statement", [])


def test_a_relative_pronoun_stands_for_whom_it_refers_to() -> None:
    [refused] = statements_of("The French president, who has refused the offer of talks, refuses to sign.")[:1]
    assert refused.speaker is not None
    assert refused.speaker.actor == "France" or refused.speaker.speaks_for == "France"


@pytest.mark.parametrize(
    ("speaker", "actor"),
    [
        ("A lawyer for Anna Mora", "Anna Mora"),
        ("The embassy of Kenya", "Kenya"),
        ("A Kenyan statement", "Kenya"),
        ("A rival of Anna Mora", ""),
        ("Friends of Anna Mora", ""),
        ("Half of the visitors from Kenya", ""),
    ],
)
def test_only_who_speaks_for_an_actor_is_taken_for_it(speaker: str, actor: str) -> None:
    [statement] = statements_of(f"{speaker} said the talks had failed.")
    assert statement.speaker is not None
    assert statement.speaker.actor == actor


def test_without_a_publication_date_nothing_is_dated() -> None:
    [statement] = statements_of("The envoy said the talks would go on.", published="")
    assert statement.said == ""


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)))
def test_spans_are_exact_and_apart(text: str) -> None:
    for statement in statements_of(text):
        spans = [*statement.content, *(span for span in (statement.speaker, statement.cue) if span is not None)]
        assert all(text[span.start : span.end] == span.text != "" for span in spans)
        pieces = [(piece.start, piece.end) for piece in statement.content]
        assert pieces
        assert all(before[1] <= after[0] for before, after in pairwise(pieces))
        assert statement.cue is None or not any(a < statement.cue.end and statement.cue.start < b for a, b in pieces)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from((*WORDS, "it's", "rock 'n' roll", "\n")), max_size=60).map(" ".join))
def test_quotations_lie_apart_and_in_one_paragraph(text: str) -> None:
    place = 0
    for quote in find_quotes(text):
        assert place <= quote.start < quote.end <= len(text)
        assert "\n" not in text[quote.start : quote.end]
        place = quote.end


@pytest.mark.parametrize("marks", ['"', "'", "“", "” ", '" ', '"a" ', "‘a’ ", "''"])
def test_a_hundred_thousand_marks_cost_no_more_than_their_number(marks: str) -> None:
    start = time.perf_counter()
    find_quotes(marks * 100_000)
    assert time.perf_counter() - start < 5


def test_a_flood_of_cues_in_one_sentence_is_read_in_linear_time() -> None:
    words = 'he said , citing that " yes " and'.split() * 5_000
    start = time.perf_counter()
    find_statements(flat(words))
    assert time.perf_counter() - start < 20


def flat(words: list[str]) -> AnnotatedText:
    """A text whose every word hangs on the one before it: the deepest tree there can be."""
    text = " ".join(words)
    kinds = {"said": ("VERB", "VBD", "ccomp"), "he": ("PRON", "PRP", "nsubj"), "citing": ("VERB", "VBG", "advcl")}
    tokens, place = [], 0
    for index, word in enumerate(words):
        pos, tag, dep = kinds.get(word, ("X", "XX", "dep"))
        tokens.append(
            Token(index, place, place + len(word), word, word.lower(), word, pos, tag, dep, max(index - 1, 0))
        )
        place += len(word) + 1
    parse = Parse(text, text, tuple(tokens), (Sentence(0, len(tokens), 0, len(text), 0),), ())
    return AnnotatedText(Document(id="d", source="d", text=text), parse, (), (), (), ())
