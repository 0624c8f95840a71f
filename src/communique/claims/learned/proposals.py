"""Answers of the network -> proposals: every claim that a sentence may hold, with what speaks for and against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.claims.learned.fillers import FEATURES, KINDS, RELATIONS, Filler
from communique.claims.learned.inputs import TYPES, View, Vote
from communique.claims.learned.reader import Scores, load
from communique.records import ClaimType

UNLIKELY = 0.08
"""How likely a type must be for its claims to be proposed."""
NETWORK = 0.55
"""How much of the likelihood of a type is the network's say; the rest is the say of the words alone."""
FAR = 99.0  # pieces
PAIRS = 5  # pairs of parties proposed for one type in one sentence
SYMMETRIC = frozenset({"agree", "consult"})
UNHELD = frozenset({"accuse", "designation", "participation", "schedule"})
"""Types of claims that reports tell without saying whose they are."""
UNLIKE = frozenset({"outlet", "place"})
"""Kinds of fillers that hold no claims: of 1,058 proposals for training articles that had one 5 were right."""


class Proposal(NamedTuple):
    """A claim that a sentence may hold. ``holder`` and ``argument`` are None for nobody.

    ``likely`` is how likely the sentence holds such a type, by the network and by its words alone (``seen``,
    ``worded``) and by both; ``fitting`` how well the two parties fit, ``share`` how much better than others, ``rank``
    how many fit better; ``rivals`` how likely another type is; ``sure`` how sure the polarity is (each 0 to 1).
    ``evidence`` says for each piece of the sentence whether it carries the claim. ``ties`` are how holder and argument
    stand to the clauses that do (RELATIONS, 0 to 1), ``distances`` how many pieces off they stand, and ``inside``
    whether they are part of it.
    """

    view: View
    type: ClaimType
    polarity: int
    holder: Filler | None
    argument: Filler | None
    likely: float
    seen: float
    worded: float
    fitting: float
    share: float
    rank: int
    rivals: float
    sure: float
    evidence: NDArray[np.float32]
    ties: NDArray[np.float32]
    distances: tuple[float, float]
    inside: tuple[float, float]

    @property
    def gist(self) -> tuple[str, int, str, str]:
        """What it says, whatever the sentence."""
        holder, argument = (filler.actor if filler else "" for filler in (self.holder, self.argument))
        return self.type, self.polarity, holder, argument


def propose(view: View, scores: Scores, worded: NDArray[np.float32]) -> Iterator[Proposal]:
    """The claims that a sentence may hold: for each likely type its best pairs of parties, and all that a rule reads.

    ``worded`` are the logits of each type by the words of the sentence alone.
    """
    likely, signs = logistic(NETWORK * scores.types + (1 - NETWORK) * worded), logistic(scores.polarity)
    stage = _Stage(view, scores)
    voted = {(TYPES.index(v.type), *_places(v, view.fillers), v.polarity) for v in view.votes}
    for t, kind in enumerate(TYPES):
        votes = sorted((h, a, sign) for other, h, a, sign in voted if other == t)
        if likely[t] < UNLIKELY and not votes:
            continue
        fits, sign = scores.roles[:, :, t], 1 if signs[t] >= 0.5 else -1
        best = [(h, a, sign) for h, a in _best_pairs(fits, kind, view.fillers)] if likely[t] >= UNLIKELY else []
        shares = np.exp(fits - fits.max())
        shares /= shares.sum()
        for h, a, sign in dict.fromkeys([*best, *votes]):
            yield Proposal(
                view=view,
                type=kind,
                polarity=sign,
                holder=_at(view.fillers, h),
                argument=_at(view.fillers, a),
                likely=float(likely[t]),
                seen=float(logistic(scores.types[t])),
                worded=float(logistic(worded[t])),
                fitting=float(logistic(fits[h, a])),
                share=float(shares[h, a]),
                rank=int((fits > fits[h, a]).sum()),
                rivals=float(np.delete(likely, t).max()),
                sure=float(signs[t] if sign > 0 else 1 - signs[t]),
                evidence=stage.carries[:, t],
                ties=np.concatenate([stage.ties[h, t], stage.ties[a, t]]),
                distances=(stage.distance(h, t), stage.distance(a, t)),
                inside=(stage.inside(h, t), stage.inside(a, t)),
            )


class _Stage:
    """Where the evidence of each type stands in a sentence, and how its fillers stand to it."""

    def __init__(self, view: View, scores: Scores) -> None:
        self.carries = logistic(scores.evidence)
        attention = np.exp(scores.evidence - scores.evidence.max(0, initial=-30.0))
        self.attention = attention / np.maximum(attention.sum(0), 1e-9)
        relations = np.zeros((len(view.fillers) + 1, len(view.pieces), len(RELATIONS)), dtype=np.float32)
        for filler, token, kind in view.relations:
            first, last = view.spelling[token - view.first]
            relations[filler, first:last, kind] = 1
        self.ties = np.einsum("it,cir->ctr", self.attention, relations)
        self.centres = np.arange(len(view.pieces)) @ self.attention
        self.stands = [_mean_place(view, filler) for filler in view.fillers] + [None]

    def distance(self, filler: int, kind: int) -> float:
        """Pieces from the evidence of a type to a filler, FAR where it does not stand in the sentence."""
        place = self.stands[filler]
        return FAR if place is None else float(place - self.centres[kind])

    def inside(self, filler: int, kind: int) -> float:
        """Whether a filler stands in the evidence of a type (0 to 1), -1 where it does not stand in the sentence."""
        place = self.stands[filler]
        return -1.0 if place is None else float(self.carries[int(place), kind])


def _mean_place(view: View, filler: Filler) -> float | None:
    starts = [view.spelling[place.first - view.first][0] for place in filler.places]
    return min(fmean(starts), len(view.pieces) - 1) if starts and view.pieces else None


def _places(vote: Vote, fillers: Sequence[Filler]) -> tuple[int, int]:
    """Where among the fillers a vote's holder and argument stand; nobody comes last."""
    names = {filler.actor: place for place, filler in enumerate(fillers)}
    return names.get(vote.holder, len(fillers)), names.get(vote.argument, len(fillers))


def _best_pairs(fits: NDArray[np.float32], kind: ClaimType, fillers: Sequence[Filler]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for flat in np.argsort(-fits, axis=None, kind="stable"):
        h, a = divmod(int(flat), fits.shape[1])
        told = kind in SYMMETRIC and (a, h) in found
        if not told and _is_meant(kind, _at(fillers, h), _at(fillers, a)):
            found.append((h, a))
        if len(found) == PAIRS:
            break
    return found


def _is_meant(kind: ClaimType, holder: Filler | None, argument: Filler | None) -> bool:
    """Whether there are such claims at all: none are of places or newspapers, few of nobody.

    And of oneself, or of who speaks for one, nobody claims anything but taking part.
    """
    if holder is None or holder.kind in UNLIKE:
        return holder is None and kind in UNHELD
    if argument is None or kind == "participation":
        return True
    own = argument.actor in (holder.actor, holder.speaks_for) or argument.speaks_for == holder.actor
    return kind != "schedule" and not own


def _at(fillers: Sequence[Filler], place: int) -> Filler | None:
    return fillers[place] if place < len(fillers) else None


def logistic(values: NDArray[np.float32] | np.float32) -> NDArray[np.float32]:
    """From logits to probabilities."""
    return np.asarray(1 / (1 + np.exp(-values)), dtype=np.float32)


def weigh(proposals: Sequence[Proposal]) -> NDArray[np.float32]:
    """How likely each proposal of an article is right in all it says, 0 to 1, as measured on annotated articles."""
    if not proposals:
        return np.zeros(0, dtype=np.float32)
    (right,) = load("confidence.onnx").run(None, {"input": describe(proposals)})
    return logistic(right[:, 0])


def describe(proposals: Sequence[Proposal]) -> NDArray[np.float32]:
    """What the confidence of each proposal is judged by, a row each. The proposals are all of one article."""
    told: dict[tuple[str, int, str, str], list[tuple[int, float]]] = defaultdict(list)
    for proposal in proposals:
        told[proposal.gist].append((proposal.view.number, proposal.likely * proposal.fitting))
    return np.array([[*_own(p), *_voted(p), *_parties(p), *_told(p, told[p.gist])] for p in proposals], np.float32)


def _own(p: Proposal) -> Iterator[float]:
    yield from (
        p.likely,
        p.seen,
        p.worded,
        p.fitting,
        p.share,
        float(p.rank),
        p.rivals,
        p.sure,
        p.likely * p.fitting * p.sure,
    )
    yield from (float(p.evidence.max(initial=0)), float(p.evidence.mean()) if p.evidence.size else 0.0)
    yield from (float(len(p.view.pieces)), float(len(p.view.fillers)), *p.view.context[-4:])
    yield from (float(p.type == kind) for kind in TYPES)
    yield float(p.polarity)


def _voted(p: Proposal) -> Iterator[float]:
    """What the rules say to it: all of it, its type and either party, its type, its parties under another type."""
    _, _, holder, argument = p.gist
    votes = p.view.votes
    same = [vote for vote in votes if vote.type == p.type]
    yield _surest(v for v in same if (v.holder, v.argument, v.polarity) == (holder, argument, p.polarity))
    yield _surest(v for v in same if v.holder == holder)
    yield _surest(v for v in same if v.argument == argument)
    yield _surest(v for v in same if v.polarity == p.polarity)
    yield _surest(v for v in same if v.polarity != p.polarity)
    yield _surest(v for v in votes if v.type != p.type and (v.holder, v.argument) == (holder, argument))
    yield _surest(v for v in votes if v.type != p.type)


def _surest(votes: Iterable[Vote]) -> float:
    return max((vote.confidence for vote in votes), default=0.0)


def _parties(p: Proposal) -> Iterator[float]:
    yield from (*p.ties.tolist(), *p.distances, *p.inside)
    for filler in (p.holder, p.argument):
        yield float(filler is None)
        yield from filler.features if filler else [0.0] * FEATURES
        yield float(KINDS.index(filler.kind)) if filler else -1.0


def _told(p: Proposal, tellings: list[tuple[int, float]]) -> Iterator[float]:
    """How well the same is told earlier and later in the article."""
    yield max((fit for number, fit in tellings if number < p.view.number), default=0.0)
    yield max((fit for number, fit in tellings if number > p.view.number), default=0.0)
