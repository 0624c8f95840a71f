"""What happened, in PLOVER's categories: every example of every rule, and what an event may never do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.actors import world_gazetteer
from communique.claims.events import event_rules, find_events
from communique.language import annotate
from communique.records import Document, Event, Published

EXAMPLES = [(rule, text, True) for rule in event_rules() for text in rule.fires]
EXAMPLES += [(rule, text, False) for rule in event_rules() for text in rule.silent]


def events_of(text: str, published: str = "") -> tuple[Event, ...]:
    document = Document(id="d", source="d", text=text, published=Published(published, "given", 1.0))
    return find_events(annotate(document, world_gazetteer()))


@pytest.mark.parametrize(("rule", "text", "fires"), EXAMPLES, ids=lambda value: str(getattr(value, "name", value))[:50])
def test_rule_fires_where_it_says(rule: object, text: str, *, fires: bool) -> None:
    assert (getattr(rule, "name", "") in {event.code for event in events_of(text)}) is fires


def test_what_is_asked_for_is_no_event_of_its_own() -> None:
    [event] = events_of("France demanded that Spain withdraw its troops from the island.")
    assert (event.category, event.actor, event.recipient) == ("REQUEST", "France", "Spain")


def test_day_of_a_clause_inside_is_not_that_of_the_event() -> None:
    text = "France, which hopes that talks will start on Friday, urged Spain to show restraint."
    [event] = [each for each in events_of(text, "2031-03-12") if each.code == "demanding"]
    assert event.date == "2031-03-12"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_evidence_lies_in_the_text(text: str) -> None:
    for event in events_of(text):
        assert 0 <= event.start < event.end <= len(text)
