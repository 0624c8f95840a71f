"""Training: windows of articles in, a network out. Deterministic for a seed on one kind of machine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from communique.claims.learned.inputs import TYPES, WINDOW, Arrays, View, split_windows, stack_windows
from communique.claims.learned.reader import Scores, unpad
from training.articles import Article
from training.network import Network

EPOCHS, BATCH, POOL = 6, 4, 8  # batches of BATCH windows, of like length within POOL batches
ENCODER_RATE, RATE, DECAY, WARM, CLIP = 1e-4, 1e-3, 0.01, 0.08, 1.0
SYMMETRIC = frozenset({TYPES.index("agree"), TYPES.index("consult")})
"""Types whose parties may be told from either side."""

Window = tuple[list[View], Article]


class Target:
    """What is expected of a batch: ``types`` and ``signs`` (N, T), ``evidence`` (N, n, T), ``roles`` (N, C, C, T)."""

    def __init__(self, batch: Sequence[Window], arrays: Arrays) -> None:
        count, longest = arrays["inside"].shape
        nobody = arrays["places"].shape[1]
        self.types, self.signs = torch.zeros(count, len(TYPES)), torch.zeros(count, len(TYPES))
        self.evidence = torch.zeros(count, longest, len(TYPES))
        self.roles = torch.zeros(count, nobody + 1, nobody + 1, len(TYPES))
        self.possible = torch.zeros(count, nobody + 1, nobody + 1, 1, dtype=torch.bool)
        for n, (view, article) in enumerate((view, article) for views, article in batch for view in views):
            there = torch.tensor([*range(len(view.fillers)), nobody])
            self.possible[n][there[:, None], there] = True
            for answer in article.answers.get(view.number, ()):
                self.types[n, answer.kind] = 1
                self.signs[n, answer.kind] = float(answer.polarity > 0)
                self.evidence[n, list(answer.pieces), answer.kind] = 1
                for holder in answer.holders:
                    for argument in answer.arguments:
                        self.roles[n, holder, argument, answer.kind] = 1
                        if answer.kind in SYMMETRIC:
                            self.roles[n, argument, holder, answer.kind] = 1


def train(articles: Sequence[Article], network: Network, tokenizer: Tokenizer, *, seed: int = 0) -> Network:
    """Fit a network to articles; it is changed in place and returned, ready to answer."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    encoder = [value for value in network.encoder.parameters() if value.requires_grad]
    own = [value for name, value in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": own, "lr": RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY, foreach=True)
    steps = EPOCHS * len(list(_batches(articles, random.Random(seed))))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM * steps)) * max(0.0, 1 - step / (1.02 * steps))
    )
    network.train()
    for batch in (batch for _ in range(EPOCHS) for batch in _batches(articles, draw)):
        arrays = stack_windows([views for views, _ in batch], tokenizer)
        optimizer.zero_grad(set_to_none=True)
        _loss(network, arrays, Target(batch, arrays)).backward()
        nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimizer.step()
        rate.step()
    network.eval()
    return network


def _batches(articles: Sequence[Article], draw: random.Random) -> Iterator[list[Window]]:
    """All windows once, cut anew each time, in batches of like length and in random order."""
    windows = [
        (views, article)
        for article in articles
        for views in split_windows(article.views, draw.randint(2 * WINDOW // 3, WINDOW))
    ]
    draw.shuffle(windows)
    for start in range(0, len(windows), BATCH * POOL):
        pool = sorted(windows[start : start + BATCH * POOL], key=lambda window: sum(len(v.pieces) for v in window[0]))
        batches = [pool[i : i + BATCH] for i in range(0, len(pool), BATCH)]
        draw.shuffle(batches)
        yield from batches


def _loss(network: Network, arrays: Arrays, target: Target) -> Tensor:
    """How far the answers are from what is expected, a sentence; roles and evidence count where a type is present."""
    types, signs, evidence, roles = network(*(torch.from_numpy(array) for array in arrays.values()))
    inside = torch.from_numpy(arrays["inside"])
    here = target.types[:, None] * (inside / inside.sum(1, keepdim=True).clamp(min=1)).unsqueeze(-1)
    present = target.types[:, None, None] * target.possible
    apart = functional.binary_cross_entropy_with_logits
    chosen = functional.log_softmax(roles.masked_fill(~target.possible, -1e9).flatten(1, 2), 1)
    wanted = target.roles.flatten(1, 2)
    losses = (
        apart(types, target.types, reduction="none"),
        apart(signs, target.signs, reduction="none") * target.types,
        apart(evidence, target.evidence, reduction="none") * here,
        0.5 * apart(roles, target.roles, reduction="none") * present,
        -0.5 * chosen * wanted / wanted.sum(1, keepdim=True).clamp(min=1),
    )
    total: Tensor = sum((loss.sum() for loss in losses), torch.zeros(()))
    return total / len(types)


@torch.no_grad()
def answer(network: Network, views: Sequence[View], tokenizer: Tokenizer) -> list[Scores]:
    """What a network answers to the sentences of an article."""
    found: list[Scores] = []
    for window in split_windows(views):
        arrays = stack_windows([window], tokenizer)
        answers = network(*(torch.from_numpy(array) for array in arrays.values()))
        found += unpad(window, [part.numpy() for part in answers])
    return found
