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

__all__ = ["Proposal", "Thresholds", "Vote", "promise", "propose_claims", "thresholds"]

SHORT = 12  # sentences of an article that is read whatever it is about
FEW = 4  # sentences by which a longer one is judged


class Thresholds(msgspec.Struct, frozen=True):
    """Where claims begin to count; measured on annotated articles in cross-validation.

    From which confidence a claim is ``stated``, from which ``suggested``; from which likelihood of its type the best
    proposal of a sentence is suggested all the same. ``read`` and ``article`` are logits of a type by words alone: from
    which of its likeliest type a sentence is worth the network's time, and from which of its best sentences an article.
    """

    stated: float
    suggested: float
    likely: float
    read: float
    article: float


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
    views = list(view_sentences(scene, votes, worth_reading(worded), tokenizer()))
    found = zip(views, read_sentences(views), strict=True)
    proposals = [proposal for view, scores in found for proposal in propose(view, scores, worded[view.number])]
    return proposals, weigh(proposals)


def worth_reading(worded: Sequence[NDArray[np.float32]]) -> list[int]:
    """The numbers of the sentences that are worth the network's time: none of a long article about other things."""
    best = [float(logits.max()) for logits in worded]
    if len(best) > SHORT and promise(best) < thresholds().article:
        return []
    return [number for number, logit in enumerate(best) if logit >= thresholds().read]


def promise(best: Sequence[float]) -> float:
    """How much an article promises, from the logits of its sentences' likeliest types: the mean of the highest."""
    return float(np.mean(sorted(best)[-FEW:]))
