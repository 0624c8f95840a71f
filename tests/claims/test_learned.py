"""The learned reader: what it is shown, what it may never answer, and what it and the rules make of a sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.actors import world_gazetteer
from communique.claims import find_claims
from communique.claims.candidates import find_candidates, votes_by_sentence
from communique.claims.learned import propose_claims, thresholds
from communique.claims.learned.fillers import FEATURES, RELATIONS, Casting
from communique.claims.learned.inputs import TYPES, WINDOW, View, split_windows, stack_windows, view_sentences
from communique.claims.learned.pieces import LONGEST, tokenizer
from communique.claims.scenes import Scene
from communique.claims.statements import find_statements
from communique.language import annotate
from communique.records import Claim, Document, Published

TALKS = (
    "Spain's foreign minister, Maria Lopez, said on Tuesday that her country would not attend the talks. "
    "Lawmakers urged Greece to accept the plan. Lopez accused Greece of breaking the truce.\n"
    "She met the Greek president in Vienna, and both demanded that the sanctions be lifted."
)
WORDS = (*"Spain said it Greece would not attend talks rejects the plan .".split(), '"', "\n", "—")
TEXTS = st.one_of(st.text(max_size=150), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


def scene_of(text: str) -> Scene:
    document = Document(id="d", source="d", text=text, published=Published("2031-03-12", "given", 1.0))
    annotated = annotate(document, world_gazetteer())
    return Scene(annotated, find_statements(annotated))


def claims_of(text: str) -> tuple[Claim, ...]:
    scene = scene_of(text)
    return find_claims(scene.text, find_statements(scene.text))


def views_of(text: str) -> list[View]:
    scene = scene_of(text)
    numbers = range(len(scene.text.parse.sentences))
    return list(view_sentences(scene, votes_by_sentence(find_candidates(scene)), numbers, tokenizer()))


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_evidence_is_the_very_text(text: str) -> None:
    for claim in claims_of(text):
        assert claim.quote == text[claim.start : claim.end] != ""
        assert claim.sentence[0] <= claim.start < claim.end
        assert claim.stated is (claim.confidence >= round(thresholds().stated, 3))


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_what_the_network_is_shown_is_in_order(text: str) -> None:
    for window in split_windows(views_of(text)):
        arrays = stack_windows([window], tokenizer())
        assert len({len(array) for name, array in arrays.items() if name != "pieces"}) == 1
        for name in ("places", "nearby"):
            sums = arrays[name].sum(-1)
            assert np.all(np.isclose(sums, 0) | np.isclose(sums, 1))
        assert arrays["relations"].shape[-1] == len(RELATIONS)
        assert all(np.isfinite(array).all() for array in arrays.values())


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_confidence_is_a_share(text: str) -> None:
    scene = scene_of(text)
    proposals, confidence = propose_claims(scene, votes_by_sentence(find_candidates(scene)))
    assert len(proposals) == len(confidence)
    assert all(0 <= sure <= 1 for sure in confidence)


def test_the_same_text_gives_the_same_claims() -> None:
    assert claims_of(TALKS) == claims_of(TALKS)


def test_fillers_are_those_named_near_and_groups_that_act() -> None:
    scene = scene_of(TALKS)
    casting = Casting(scene)
    names = {filler.actor for filler in casting.fillers(1)}
    assert {"lawmakers", "Greece", "Maria Lopez"} <= names
    assert all(len(filler.features) == FEATURES for filler in casting.fillers(1))


def test_fillers_stand_to_the_clauses_of_a_sentence_as_the_grammar_has_it() -> None:
    scene = scene_of(TALKS)
    casting = Casting(scene)
    fillers = casting.fillers(1)
    told = {(fillers[r.filler].actor, RELATIONS[r.kind]) for r in casting.relations(1, fillers)}
    assert {("lawmakers", "subject"), ("Greece", "object")} <= told


@pytest.mark.parametrize("text", ["", "\n", "word " * 3000, "Spain rejects. " * 200])
def test_windows_hold_every_sentence_once(text: str) -> None:
    views = views_of(text)
    windows = list(split_windows(views))
    assert [view.number for window in windows for view in window] == [view.number for view in views]
    assert all(len(view.pieces) <= LONGEST for view in views)
    assert all(sum(len(view.pieces) for view in window) <= max(WINDOW, LONGEST) for window in windows)


def test_a_name_that_the_end_of_a_sentence_cuts_stands_in_both_with_its_part() -> None:
    scene = scene_of("The talks were led by the United\n\nNations. Spain said the United\nStates would attend.")
    for number, sentence in enumerate(scene.text.parse.sentences):
        for filler in Casting(scene).fillers(number):
            assert all(sentence.first <= place.first < place.last <= sentence.last for place in filler.places)


def test_every_type_can_be_proposed() -> None:
    assert len(TYPES) == 11


def test_a_claim_that_a_rule_reads_names_the_rule() -> None:
    rules = {claim.rule for claim in claims_of("Spain accused Greece of violating the truce.")}
    assert rules - {"learned"}


def test_sentence_in_which_a_rule_reads_a_claim_is_never_spared() -> None:
    text = "Spain has designated Greece as a terrorist organisation."
    [designation] = [claim for claim in claims_of(text) if claim.type == "designation"]
    assert (designation.holder, designation.argument, designation.polarity) == ("Spain", "Greece", 1)


def test_each_day_that_a_sentence_tells_is_a_claim() -> None:
    told = [claim for claim in claims_of("The talks ended on Friday and will resume on March 21.") if claim.date]
    assert {(claim.type, claim.date) for claim in told} == {("schedule", "2031-03-07"), ("schedule", "2031-03-21")}
