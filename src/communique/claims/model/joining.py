"""Claims of the local reader and of a model -> the claims of an article: what both read is told once, and surer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from communique.claims.learned import thresholds
from communique.records import Calibration, Claim

SYMMETRIC = frozenset({"agree", "consult"})


class Joined(NamedTuple):
    """The claims of an article, and how many of them both readers read."""

    claims: tuple[Claim, ...]
    agreed: int


@cache
def cautious() -> Calibration:
    """How far a model is trusted that nobody has measured."""
    return msgspec.toml.decode((files(__package__) / "calibration.toml").read_bytes(), type=Calibration)


def join_claims(local: Sequence[Claim], read: Sequence[Claim], calibration: Calibration) -> Joined:
    """All claims in order of their evidence: the odds of those of both readers raised, those of the model given theirs.

    A claim of both keeps the place and the words of the local reader, and names both in its evidence. Where one reader
    reads for and the other against, the surer is kept.
    """
    joined = dict(enumerate(local))
    both: set[int] = set()
    alone: list[Claim] = []
    for claim in read:
        places = [place for place, other in joined.items() if agree(other, claim)]
        if not places:
            alone.append(_weighed(claim, calibration.types.get(claim.type, calibration.alone)))
        elif not both.intersection(places):
            joined[places[0]] = _raised(joined[places[0]], claim, calibration.lift)
            both.add(places[0])
    against = [(one, other) for one in joined.values() for other in alone if _contradict(one, other)]
    dropped = [min(pair, key=lambda claim: claim.confidence) for pair in against]
    left = (claim for claim in (*joined.values(), *alone) if claim not in dropped)
    return Joined(tuple(sorted(left, key=lambda claim: (claim.start, claim.end))), len(both))


def agree(one: Claim, other: Claim) -> bool:
    """Whether two readers read the same claim: type, polarity, parties, and evidence that overlaps."""
    return one.polarity == other.polarity and _of_one_matter(one, other)


def _contradict(one: Claim, other: Claim) -> bool:
    return one.polarity != other.polarity and _of_one_matter(one, other)


def _of_one_matter(one: Claim, other: Claim) -> bool:
    """Whether two claims differ in nothing but their polarity, and what only says more."""
    if one.type != other.type or not (one.start < other.end and other.start < one.end):
        return False
    if _same_side(one, other) and one.argument == other.argument:
        return True
    return one.type in SYMMETRIC and one.argument in _sides(other) and other.argument in _sides(one)


def _sides(claim: Claim) -> set[str]:
    return {claim.holder, claim.speaks_for} - {""}


def _same_side(one: Claim, other: Claim) -> bool:
    if one.type == "schedule" and "" in (one.holder, other.holder):
        return True  # who tells a date is often left open
    return one.holder == other.holder or bool(_sides(one) & _sides(other))


def _raised(claim: Claim, twin: Claim, lift: float) -> Claim:
    odds = lift * claim.confidence / max(1 - claim.confidence, 0.001)
    raised = msgspec.structs.replace(
        claim,
        rule=f"{claim.rule} + {twin.rule}",
        date=claim.date or twin.date,
        speaks_for=claim.speaks_for or twin.speaks_for,
    )
    return _weighed(raised, max(claim.confidence, odds / (1 + odds)))


def _weighed(claim: Claim, confidence: float) -> Claim:
    stated = claim.stated or confidence >= thresholds().stated
    return msgspec.structs.replace(claim, confidence=round(confidence, 3), stated=stated)
