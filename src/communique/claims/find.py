"""Clauses and statements -> claims: what the rules and the network read, weighed together, and the choice among it.

AnnotatedText, statements ──find_candidates──> votes ──propose_claims──> proposals ──choose──> ──write_claims──> Claim

Rules read clauses; the network reads sentences and takes the rules' votes into account. Every reading of either is a
proposal, and each proposal gets a confidence: how often such a one is right, as measured on annotated articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from communique.claims.candidates import find_candidates, votes_by_sentence
from communique.claims.learned import Proposal, Thresholds, propose_claims, thresholds
from communique.claims.scenes import Scene
from communique.claims.writing import write_claims
from communique.language import AnnotatedText
from communique.records import Claim, Statement

ALIKE = 0.5
"""How much of its words a sentence shares with another that tells the same claim, if it only tells it again."""
MOST = 4  # claims of one type in one sentence
VOTED = 0.04
"""From which confidence a claim is suggested that a rule reads; in all, that makes the suggestions no worse."""
RARE = frozenset({"designation", "condition"})
"""Types on which lists and gates stand, and of which few claims are annotated: all that a rule reads is suggested."""

Reading: TypeAlias = tuple[int, str, str, int, str]
"""What a rule reads in a sentence: its number, the rule, and the claim's type, polarity and holder."""


def find_claims(text: AnnotatedText, statements: tuple[Statement, ...]) -> tuple[Claim, ...]:
    """The claims of a document, in order of their evidence."""
    scene = Scene(text, statements)
    candidates = list(find_candidates(scene))
    proposals, confidence = propose_claims(scene, votes_by_sentence(candidates))
    claims = [
        claim
        for place in choose(proposals, confidence, scene, thresholds())
        for claim in write_claims(
            proposals[place],
            float(confidence[place]),
            stated=bool(confidence[place] >= thresholds().stated),
            scene=scene,
            candidates=candidates,
        )
    ]
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.end)))


def choose(
    proposals: Sequence[Proposal], confidence: NDArray[np.float32], scene: Scene, limits: Thresholds
) -> list[int]:
    """The places of the proposals that become claims, the surest first.

    A proposal is taken if it is sure enough, less so if a rule reads it too (then with all that the rule reads of the
    same holder there: "A and B are terrorists"), or if its sentence likely holds a claim of its type and no other
    proposal of that type is surer. A claim is told once, in its surest telling, and never for and against at once; what
    rules contradict is not told.
    """
    read = _read_by_rules(proposals, confidence)
    chosen: list[int] = []
    taken: Counter[tuple[int, str]] = Counter()
    told: dict[tuple[str, str, str], list[Proposal]] = {}
    for place in sorted(range(len(proposals)), key=lambda place: (-confidence[place], place)):
        proposal = proposals[place]
        if _contradicts(proposal):
            continue
        of_type = proposal.view.number, proposal.type
        first = not taken[of_type] and proposal.likely >= limits.likely
        voted = any(read[key] >= VOTED or key[2] in RARE for key in _readings(proposal))
        if taken[of_type] == MOST or not (confidence[place] >= limits.suggested or voted or first):
            continue
        if not _readings(proposal) and any(_otherwise_read(proposal, proposals[other]) for other in chosen):
            continue
        others = told.setdefault(_parties(proposal), [])
        if not any(_tells_again(proposal, other, scene) for other in others):
            others.append(proposal)
            taken[of_type] += 1
            chosen.append(place)
    return chosen


def _read_by_rules(proposals: Sequence[Proposal], confidence: NDArray[np.float32]) -> dict[Reading, float]:
    """How sure the surest is of what one rule reads of one holder in one sentence."""
    found: dict[Reading, float] = {}
    for proposal, sure in zip(proposals, confidence, strict=True):
        for key in _readings(proposal):
            found[key] = max(found.get(key, 0.0), float(sure))
    return found


def _readings(proposal: Proposal) -> list[Reading]:
    """The readings of rules to which a proposal belongs."""
    view = proposal.view
    return [(view.number, v.rule, *v.gist[:3]) for v in view.votes if v.gist == proposal.gist]


def _contradicts(proposal: Proposal) -> bool:
    """Whether rules read the opposite of a proposal in its sentence, of the same holder, and none reads the same."""
    kind, sign, holder, _ = proposal.gist
    read = {vote.polarity for vote in proposal.view.votes if (vote.type, vote.holder) == (kind, holder)}
    return read == {-sign}


def _otherwise_read(proposal: Proposal, other: Proposal) -> bool:
    """Whether another proposal, which a rule reads, says the same of the same actor in the same sentence."""
    kind, sign, _, argument = proposal.gist
    same = bool(argument) and (other.gist[0], other.gist[1], other.gist[3]) == (kind, sign, argument)
    return same and proposal.view.number == other.view.number and bool(_readings(other))


def _parties(proposal: Proposal) -> tuple[str, str, str]:
    """What two tellings of one claim have in common; who is to meet a condition is often left open."""
    _, _, holder, argument = proposal.gist
    return proposal.type, holder, "" if proposal.type == "condition" else argument


def _tells_again(proposal: Proposal, other: Proposal, scene: Scene) -> bool:
    """Whether a proposal says the same as another, or its opposite, in much the same words."""
    one, two = (_words(p, scene) for p in (proposal, other))
    return proposal.view.number == other.view.number or len(one & two) >= ALIKE * min(len(one), len(two))


def _words(proposal: Proposal, scene: Scene) -> frozenset[str]:
    """The words of a sentence that say what it is about."""
    sentence = scene.text.parse.sentences[proposal.view.number]
    inside = range(sentence.first, sentence.last)
    return frozenset(scene.lemma(i) for i in inside if scene.tokens[i].pos in ("NOUN", "PROPN", "VERB", "ADJ"))
