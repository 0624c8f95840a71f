"""Claim rules: every example of every rule, and what a wrong rule file says."""

from __future__ import annotations

import msgspec
import pytest

from communique.actors import world_gazetteer
from communique.claims.candidates import Candidate, find_candidates
from communique.claims.roles import find_date, find_topics
from communique.claims.rules import ClaimRule, Example, claim_rules, confidences, write_out
from communique.claims.scenes import Scene
from communique.claims.statements import find_statements
from communique.errors import ConfigError
from communique.language import annotate
from communique.pipeline import extract_document
from communique.records import Document, Published

FIRES = [(rule, example) for rule in claim_rules() for example in rule.fires]
SILENT = [(rule, text) for rule in claim_rules() for text in rule.silent]


def scene_of(text: str) -> Scene:
    document = Document(id="d", source="d", text=text, published=Published("2016-01-20", "given", 1.0))
    annotated = annotate(document, world_gazetteer())
    return Scene(annotated, find_statements(annotated))


def readings(text: str) -> list[Candidate]:
    return list(find_candidates(scene_of(text)))


@pytest.mark.parametrize(("rule", "example"), FIRES, ids=lambda value: getattr(value, "name", "")[:40])
def test_rule_fires_where_it_says(rule: ClaimRule, example: Example) -> None:
    found = [c for c in readings(example.text) if c.rule.name == rule.name]
    sides = {(c.holder.actor if c.holder else "", c.argument.actor if c.argument else "", c.polarity) for c in found}
    assert (example.holder, example.argument, example.polarity) in sides


@pytest.mark.parametrize(("rule", "text"), SILENT, ids=lambda value: str(getattr(value, "name", value))[:40])
def test_rule_is_silent_where_it_says(rule: ClaimRule, text: str) -> None:
    assert rule.name not in {candidate.rule.name for candidate in readings(text)}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ('Spain urged Greece to seize the "historic opportunity".', 'to seize the "historic opportunity"'),
        ("“Spain urged Greece to seize the opportunity.”", "to seize the opportunity"),
    ],
)
def test_topic_keeps_the_end_of_a_quotation_that_begins_in_it(text: str, topic: str) -> None:
    told = annotate(Document(id="d", source="d", text=text), world_gazetteer())
    scene = Scene(told, find_statements(told))
    [found] = [c for c in find_candidates(scene) if c.rule.name == "urges"]
    assert find_topics(found.rule, found.clause, scene) == [topic]


def test_two_of_one_country_talk_with_others_and_not_with_each_other() -> None:
    text = "It was set in talks between Chinese envoy Ana Mora and U.S. Secretary Karl Brandt and U.S. envoy Ivo Moor."
    pairs = {(each.vote.holder, each.vote.argument) for each in find_candidates(scene_of(text))}
    assert pairs == {("Ana Mora", "Karl Brandt"), ("Ana Mora", "Ivo Moor")}


@pytest.mark.parametrize(
    ("rule", "text", "day"),
    [
        ("moves-to-another-day", "The talks were moved from January 25 to January 29.", "2016-01-29"),
        ("will-take-place", "The talks will start on January 29 instead of January 25.", "2016-01-29"),
        ("will-take-place", "The round, originally set for January 25, will start on January 29.", "2016-01-29"),
        ("will-take-place", "The round, originally due to begin on January 25, will open on January 29.", "2016-01-29"),
        ("will-take-place", "The truce will run from January 25 to January 29.", "2016-01-25"),
        ("due-to", "In its first vote since 2007, the guild is due to vote on January 29.", "2016-01-29"),
    ],
)
def test_day_told_is_the_one_that_counts_now(rule: str, text: str, day: str) -> None:
    scene = scene_of(text)
    [found] = [c for c in find_candidates(scene) if c.rule.name == rule]
    assert find_date("schedule", found.clause, scene) == day


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ministers spoke of three issues at Monday's talks.", "started"),
        ("Ministers looked to a summit on 29 January 2016.", "set"),
        ("The talks were suspended, and are to resume on 29 January 2016.", "set"),
        ("The talks, which resume on 29 January 2016, aim at a truce.", "set"),
        ("Ministers hope the truce will allow for a summit on 29 January 2016.", "hoped"),
        ("Both sides missed the deadline of 18 January 2016.", "set"),
    ],
)
def test_talks_of_a_day_that_is_over_have_begun(text: str, status: str) -> None:
    document = Document(id="d", source="d", text=text, published=Published("2016-01-20", "given", 1.0))
    claims = extract_document(document, world_gazetteer()).claims
    assert [claim.status for claim in claims if claim.type == "schedule"] == [status]


def test_a_plan_has_no_day_of_what_went_before() -> None:
    scene = scene_of("The talks are due to resume at a date to be fixed after breaking up in April.")
    assert {find_date("schedule", each.clause, scene) for each in find_candidates(scene)} <= {""}


def test_those_who_are_named_behind_a_noun_for_them_are_meant() -> None:
    found = readings("Greece's backers Spain and Italy demand that it withdraw.")
    assert {each.holder.actor for each in found if each.holder} == {"Spain", "Italy"}


def test_what_is_still_to_be_done_together_is_not_told_as_done() -> None:
    told = "Spain said that it and Italy would meet on Friday. Spain is interested in reaching a deal with Italy."
    assert [each.type for each in readings(told) if each.type in ("agree", "consult")] == []


@pytest.mark.parametrize(
    "text",
    [
        "France said Spain and Italy were terrorists who had no place at the talks.",
        "France regards Spain and Italy as terrorist groups that cannot be part of the talks.",
    ],
)
def test_what_is_said_of_a_label_is_said_of_those_who_bear_it(text: str) -> None:
    found = {(r.type, r.polarity, r.holder and r.holder.actor, r.argument and r.argument.actor) for r in readings(text)}
    both = {
        (kind, sign, "France", who)
        for kind, sign in (("designation", 1), ("participation", -1))
        for who in ("Spain", "Italy")
    }
    assert both <= found


def test_who_could_not_agree_did_not() -> None:
    assert [each.polarity for each in readings("Spain and Italy could not agree.") if each.type == "agree"] == [-1]


def test_what_nothing_shows_is_not_told() -> None:
    assert readings("There was no evidence that Greece had violated the truce, Spain said.") == []


@pytest.mark.parametrize("verbs", ["neither confirmed nor denied", "would not confirm or deny"])
def test_what_is_neither_confirmed_nor_denied_is_not_told(verbs: str) -> None:
    assert readings(f"Spain {verbs} that it had invited Italy.") == []


def test_what_it_is_called_wrong_to_say_is_rejected() -> None:
    found = readings("It is wrong to say that the talks will not start until Greece withdraws, Spain said.")
    assert [each.polarity for each in found if each.type == "condition"] == [-1]


def test_what_is_denied_beside_what_is_confirmed_is_told() -> None:
    found = readings("Spain confirmed the visit and denied that it had invited Italy.")
    assert ("denies", -1) in [(each.rule.name, each.polarity) for each in found]


def test_every_rule_shows_what_it_does_and_what_it_does_not() -> None:
    assert [rule.name for rule in claim_rules() if not (rule.fires and rule.silent)] == []


def test_confidences_belong_to_rules() -> None:
    assert set(confidences()) <= {rule.name for rule in claim_rules()}


def test_a_class_that_nobody_knows_is_named() -> None:
    rule = msgspec.convert({"name": "greets", "verbs": ["@GREETING"]}, ClaimRule)
    with pytest.raises(ConfigError, match='rule "greets": unknown class @GREETING'):
        write_out(rule, {})


def test_a_rule_without_predicate_is_refused() -> None:
    with pytest.raises(ConfigError, match="no verbs, nouns or adjectives"):
        write_out(msgspec.convert({"name": "empty"}, ClaimRule), {})
