"""The learned reader: for each sentence the claims that it may hold, weighed by a network together with the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from communique.claims.learned.inputs import Vote, view_sentences
from communique.claims.learned.pieces import tokenizer
from communique.claims.learned.proposals import Proposal, propose, weigh
from communique.claims.learned.reader import read_sentences
from communique.claims.learned.wording import word_sentences, wording
from communique.claims.scenes import Scene

__all__ = ["Proposal", "Thresholds", "Vote", "promise", "propose_claims", "thresholds", "worth_reading"]

AROUND = 0.4
"""How much the mean of its article counts for a sentence beside its own words; measured in cross-validation."""


class Thresholds(msgspec.Struct, frozen=True):
    """Where claims begin to count; measured on annotated articles in cross-validation.

    From which confidence a claim is ``stated``, from which ``suggested``; from which likelihood of its type the best
    proposal of a sentence is suggested all the same. From what it promises by words alone a sentence is ``read`` by the
    network.
    """

    stated: float
    suggested: float
    likely: float
    read: float


@cache
def thresholds() -> Thresholds:
    """The thresholds that belong to the weights."""
    path = files("communique.claims.learned") / "weights" / "thresholds.toml"
    return msgspec.toml.decode(path.read_bytes(), type=Thresholds)


def propose_claims(scene: Scene, votes: Mapping[int, list[Vote]]) -> tuple[list[Proposal], NDArray[np.float32]]:
    """Every claim that the sentences of an article may hold, and how likely each is right in all it says (0 to 1).

    ``votes`` are what the rules read, by the number of the sentence. Sentences that hardly carry a claim are spared.
    """
    worded = word_sentences(scene, votes, wording())
    views = list(view_sentences(scene, votes, worth_reading(worded, votes, thresholds().read), tokenizer()))
    found = zip(views, read_sentences(views), strict=True)
    proposals = [proposal for view, scores in found for proposal in propose(view, scores, worded[view.number])]
    return proposals, weigh(proposals)


def worth_reading(worded: Sequence[NDArray[np.float32]], votes: Mapping[int, list[Vote]], least: float) -> list[int]:
    """The sentences of an article that promise so much, or in which a rule reads a claim."""
    return [number for number, promised in enumerate(promise(worded)) if promised >= least or votes.get(number)]


def promise(worded: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """How much each sentence of an article promises: by the logit of its likeliest type, and by those around it."""
    best = np.array([logits.max() for logits in worded], dtype=np.float32)
    return best + AROUND * best.mean() if best.size else best
