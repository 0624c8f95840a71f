"""Reported speech: the lexicon's own examples, and what a statement may never do."""

from __future__ import annotations

import pytest

from communique.actors import world_gazetteer
from communique.claims.statements import find_statements
from communique.claims.statements.cues import CueRule, cue_rules
from communique.language import annotate
from communique.records import Document, Statement

EXAMPLES = [(rule, text, True) for rule in cue_rules() for text in rule.fires]
EXAMPLES += [(rule, text, False) for rule in cue_rules() for text in rule.silent]


def statements_of(text: str) -> tuple[Statement, ...]:
    return find_statements(annotate(Document(id="d", source="d", text=text), world_gazetteer()))


@pytest.mark.parametrize(("rule", "text", "fires"), EXAMPLES, ids=lambda value: str(value)[:50])
def test_a_cue_fires_where_it_says(rule: CueRule, text: str, *, fires: bool) -> None:
    assert bool(statements_of(text)) is fires
