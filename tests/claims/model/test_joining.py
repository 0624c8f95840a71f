"""What both readers read is told once and trusted more; what the model alone reads is trusted as it was measured."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.claims.learned import thresholds
from communique.claims.model.joining import cautious, join_claims
from communique.records import Calibration, Claim

LOCAL = Claim(
    type="accuse",
    holder="France",
    argument="Greece",
    topic="the truce",
    polarity=1,
    quote="France accused Greece of breaking the truce",
    start=100,
    end=143,
    sentence=(100, 144),
    rule="accuse-of",
    confidence=0.4,
    date="2031-03-12",
)
READ = msgspec.structs.replace(LOCAL, start=107, end=143, rule="model:m/1", confidence=0.0, topic="breaking the truce")
MEASURED = Calibration(alone=0.7, lift=4.0, types={"stance": 0.2})


def changed(**fields: object) -> Claim:
    return msgspec.structs.replace(READ, **fields)


def test_claim_of_both_is_told_once_keeps_its_place_and_is_surer() -> None:
    [claim], agreed = join_claims([LOCAL], [READ], MEASURED)
    assert agreed == 1
    assert (claim.start, claim.quote, claim.topic) == (LOCAL.start, LOCAL.quote, LOCAL.topic)
    assert claim.confidence == pytest.approx(0.4 * 4 / (0.4 * 4 + 0.6), abs=0.001)
    assert claim.stated
    assert claim.rule == "accuse-of + model:m/1"


def test_model_that_says_it_twice_is_believed_once() -> None:
    once = join_claims([LOCAL], [READ], MEASURED)
    assert join_claims([LOCAL], [READ, changed(start=110)], MEASURED) == once


def test_date_that_nobody_told_is_the_same_plan_as_one_that_somebody_tells() -> None:
    planned = msgspec.structs.replace(LOCAL, type="schedule", argument="")
    assert join_claims([planned], [changed(type="schedule", argument="", holder="")], MEASURED).agreed == 1


@pytest.mark.parametrize(
    "other",
    [
        changed(type="threaten"),
        changed(holder="Spain"),
        changed(argument="Spain"),
        changed(start=150, end=190),
    ],
)
def test_claims_that_differ_stay_two(other: Claim) -> None:
    claims, agreed = join_claims([LOCAL], [other], MEASURED)
    assert (len(claims), agreed) == (2, 0)
    assert [claim for claim in claims if claim.rule == LOCAL.rule] == [LOCAL]


@pytest.mark.parametrize(("confidence", "polarity"), [(0.9, 1), (0.3, -1)])
def test_of_for_and_against_the_surer_stays(confidence: float, polarity: int) -> None:
    local = msgspec.structs.replace(LOCAL, confidence=confidence)
    [claim], agreed = join_claims([local], [changed(polarity=-1)], MEASURED)
    assert (claim.polarity, agreed) == (polarity, 0)


def test_meeting_is_one_from_whichever_side_it_is_told() -> None:
    met = msgspec.structs.replace(LOCAL, type="consult")
    other = changed(type="consult", holder="Greece", argument="France")
    assert join_claims([met], [other], MEASURED).agreed == 1


def test_a_person_and_whom_he_speaks_for_are_one_side() -> None:
    spoken = msgspec.structs.replace(LOCAL, holder="Jean Roux", speaks_for="France")
    assert join_claims([spoken], [READ], MEASURED).agreed == 1


def test_claims_of_the_model_alone_are_trusted_as_measured() -> None:
    claims, _ = join_claims([], [READ, changed(type="stance")], MEASURED)
    assert [(claim.confidence, claim.stated) for claim in claims] == [(0.7, True), (0.2, False)]


def test_a_model_that_nobody_measured_states_nothing_by_itself() -> None:
    [claim], _ = join_claims([], [READ], cautious())
    assert not claim.stated
    assert cautious().alone < thresholds().stated


@given(st.floats(0, 1), st.floats(1, 100))
def test_agreement_never_lowers_a_confidence(confidence: float, lift: float) -> None:
    local = msgspec.structs.replace(LOCAL, confidence=confidence)
    [claim], _ = join_claims([local], [READ], Calibration(alone=0.5, lift=lift))
    assert round(confidence, 3) <= claim.confidence <= 1
