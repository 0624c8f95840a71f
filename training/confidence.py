"""How likely a proposal is right: gradient-boosted trees over what speaks for it, fitted in cross-validation.

Proposals are made by networks and regressions that have not seen their articles, so that the trees learn how far these
can be trusted on articles of tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple, TypeAlias

import msgspec
import numpy as np
from benchmarks.quality import same_claim, score_rows
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from communique.claims.find import choose
from communique.claims.learned import Thresholds
from communique.claims.learned.proposals import Proposal, describe, logistic
from communique.claims.writing import write_claims
from communique.records import Claim
from training.articles import Article

FOLDS = 5
ROUNDS = 4  # partings of the articles: thresholds from one alone are a matter of luck
ENSEMBLES = 5  # of trees, each with another draw of features, whose logits are averaged
STATED = 0.72  # of the claims that are stated must be right, a little more than the seven in ten that are promised
ALIKE = 0.002  # sums of both F1 that differ by less are alike

Trees: TypeAlias = list[HistGradientBoostingClassifier]
Confidence: TypeAlias = list[NDArray[np.float32]]
"""For each article how likely each of its proposals is right."""


class Proposed(NamedTuple):
    """An article with what is proposed for it, each as the claim that would be written, and whether it is right."""

    article: Article
    proposals: list[Proposal]
    claims: list[Claim]
    right: NDArray[np.bool_]


def check(article: Article, proposals: list[Proposal]) -> Proposed:
    """Hold what is proposed for an article against what was annotated."""
    claims = [as_claim(proposal, article) for proposal in proposals]
    return Proposed(article, proposals, claims, find_right(article, proposals, claims))


def fit_trees(table: NDArray[np.float32], right: NDArray[np.bool_]) -> Trees:
    """Trees from the description of proposals to whether they are right."""
    return [
        HistGradientBoostingClassifier(
            learning_rate=0.05,
            max_iter=200,
            max_leaf_nodes=12,
            min_samples_leaf=30,
            l2_regularization=5.0,
            max_features=0.3,
            random_state=seed,
        ).fit(table, right)
        for seed in range(ENSEMBLES)
    ]


def judge(proposed: Sequence[Proposed]) -> tuple[Trees, list[Confidence]]:
    """The trees, and in each round the confidence in proposals by trees that have not seen their articles."""
    tables = [describe(each.proposals) for each in proposed]
    rights = [each.right for each in proposed]
    full = [table for table in tables if len(table)]
    trees = fit_trees(np.concatenate(full), np.concatenate(rights))
    return trees, [_judge_unseen(tables, rights, np.random.default_rng(seed)) for seed in range(ROUNDS)]


def _judge_unseen(
    tables: Sequence[NDArray[np.float32]], rights: Sequence[NDArray[np.bool_]], draw: np.random.Generator
) -> Confidence:
    found = [np.zeros(len(table), dtype=np.float32) for table in tables]
    told = draw.permutation([n for n in range(len(tables)) if len(tables[n])])
    for unseen in np.array_split(told, FOLDS):
        seen = np.setdiff1d(told, unseen)
        trees = fit_trees(np.concatenate([tables[n] for n in seen]), np.concatenate([rights[n] for n in seen]))
        for n in unseen:
            found[n] = logistic(np.mean([each.decision_function(tables[n]) for each in trees], axis=0))
    return found


def find_right(article: Article, proposals: Sequence[Proposal], claims: Sequence[Claim]) -> NDArray[np.bool_]:
    """Which proposals say what was annotated, each annotated claim counted once, for the proposal that fits best."""
    found = [msgspec.to_builtins(claim) for claim in claims]
    right, used = np.zeros(len(proposals), dtype=bool), set[int]()
    for place in sorted(range(len(proposals)), key=lambda n: -proposals[n].likely * proposals[n].fitting):
        for number, gold in enumerate(article.row["claims"]):
            if number not in used and same_claim(gold, found[place], article.row["text"]):
                used.add(number)
                right[place] = True
                break
    return right


def as_claim(proposal: Proposal, article: Article) -> Claim:
    """A proposal as the claim that would be written."""
    written = write_claims(proposal, 0.0, stated=False, scene=article.scene, candidates=article.candidates)
    return next(written)


def find_thresholds(
    proposed: Sequence[Proposed], rounds: Sequence[Confidence], read: float
) -> tuple[Thresholds, dict[str, float]]:
    """Where full and anchor F1 are best together, with these figures; stated: as many as can be.

    Of limits that cannot be told apart, those that suggest most: what is suggested in vain costs a reviewer a glance,
    and the limits do not jump with every change of a rule.
    """
    tried = [
        Thresholds(stated=2.0, suggested=suggested, likely=likely, read=read)
        for suggested in (0.12, 0.15, 0.18, 0.21, 0.24)
        for likely in (0.22, 0.26, 0.3, 0.35, 0.4)
    ]
    figures = [_mean([score(proposed, confidence, limits) for confidence in rounds]) for limits in tried]
    sums = [each["claims_f1"] + each["anchor_f1"] for each in figures]
    chosen = next(n for n, each in enumerate(sums) if each >= max(sums) - ALIKE)  # they are tried the lowest first
    pairs = sorted(judged(proposed, rounds, tried[chosen]))
    return msgspec.structs.replace(tried[chosen], stated=round(_stated(pairs), 3)), figures[chosen]


def _mean(figures: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: fmean(each[name] for each in figures) for name in ("claims_f1", "anchor_f1")}


def _stated(pairs: Sequence[tuple[float, bool]]) -> float:
    """The lowest confidence from which on STATED of the claims are right."""
    sure, right = (np.array(column) for column in zip(*pairs, strict=True))
    share = np.cumsum(right[::-1])[::-1] / np.arange(len(right), 0, -1)
    enough = np.flatnonzero(share >= STATED)
    return float(sure[enough[0]]) if enough.size else 1.0


def judged(
    proposed: Sequence[Proposed], rounds: Sequence[Confidence], limits: Thresholds
) -> Iterator[tuple[float, bool]]:
    """The confidence in every chosen proposal of every round, and whether it is right."""
    for confidence in rounds:
        for each, sure in zip(proposed, confidence, strict=True):
            for place in choose(each.proposals, sure, each.article.scene, limits):
                yield float(sure[place]), bool(each.right[place])


def score(proposed: Sequence[Proposed], confidence: Confidence, limits: Thresholds) -> dict[str, float]:
    """The shared scorer's figures for what would be chosen."""
    gold, found = {}, {}
    for each, sure in zip(proposed, confidence, strict=True):
        chosen = choose(each.proposals, sure, each.article.scene, limits)
        gold[each.article.row["id"]] = each.article.row
        found[each.article.row["id"]] = {"claims": [msgspec.to_builtins(each.claims[place]) for place in chosen]}
    return score_rows("claims", gold, found)


def tell_reliability(pairs: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """A table of confidence against how often right, a row a tenth, with the claims of a round."""
    yield "| confidence | claims | right |"
    yield "|---|---|---|"
    for tenth in range(10):
        inside = [right for sure, right in pairs if tenth <= 10 * sure < tenth + 1]
        if inside:
            share = sum(inside) / len(inside)
            yield f"| {tenth / 10:.1f} to {(tenth + 1) / 10:.1f} | {round(len(inside) / ROUNDS)} | {share:.2f} |"
