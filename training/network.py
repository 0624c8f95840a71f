"""The network of the learned reader: a small language encoder, and four questions asked of every sentence.

Which types of claim does it hold (``types``); where does each type stand (``evidence``, an attention over its
pieces); is the claim for or against (``polarity``); and which holder and argument does it have (``roles``, a score for
every pair of fillers under every type). The encoder is MiniLM (Wang and others 2020), its lower layers as they come,
its upper ones trained further. Roles are scored in the manner of biaffine role labelling (Dozat and Manning 2018): from
where the two stand, what the grammar tells of them, and how they stand to the clause that carries the type.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from communique.claims.learned.fillers import FEATURES, RELATIONS
from communique.claims.learned.inputs import CONTEXT, PAIRED, TYPES

LAYERS, FROZEN = 4, 2
WIDTH, HIDDEN, PAIR = 384, 256, 64
DROPOUT, MASKED = 0.2, 0.08
KINDS, FAR = len(TYPES), -1e9


class Network(nn.Module):
    """See above. Calling it takes the arrays of `stack_windows`, in the order of INPUTS, as tensors."""

    def __init__(self, encoder: nn.Module, mask: int) -> None:
        super().__init__()
        self.encoder, self.mask = encoder, mask
        self.dropout = nn.Dropout(DROPOUT)
        self.evidence = nn.Linear(WIDTH, KINDS)
        self.sentence_type = _layers(2 * WIDTH + CONTEXT, KINDS)
        self.evident_type = nn.Parameter(0.02 * torch.randn(KINDS, WIDTH))
        self.sentence_sign = _layers(2 * WIDTH + CONTEXT, KINDS)
        self.evident_sign = nn.Parameter(torch.zeros(KINDS, WIDTH))
        self.filler = nn.Sequential(nn.Linear(2 * WIDTH + FEATURES, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT))
        self.nobody = nn.Parameter(0.02 * torch.randn(2, HIDDEN))
        self.alone = nn.ModuleList(nn.Linear(HIDDEN, KINDS) for _ in "ha")
        self.alone_related = nn.Parameter(torch.zeros(2, KINDS, len(RELATIONS)))
        self.paired = nn.ModuleList(nn.Linear(HIDDEN, PAIR) for _ in "ha")
        self.paired_related = nn.ModuleList(nn.Linear(len(RELATIONS), PAIR, bias=False) for _ in "ha")
        self.paired_evidence = nn.Linear(WIDTH, PAIR)
        self.paired_features = nn.Linear(PAIRED, PAIR)
        self.pair = nn.Linear(PAIR, KINDS)
        self.vote = nn.Parameter(torch.zeros(KINDS))

    def forward(
        self,
        pieces: Tensor,
        row: Tensor,
        at: Tensor,
        inside: Tensor,
        places: Tensor,
        nearby: Tensor,
        features: Tensor,
        relations: Tensor,
        pairs: Tensor,
        votes: Tensor,
        context: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """``types``, ``polarity`` (N, T), ``evidence`` (N, n, T) and ``roles`` (N, C + 1, C + 1, T), as logits."""
        windows = self.dropout(self._read(pieces))
        words = windows.reshape(-1, WIDTH)[at.reshape(-1)].reshape(*at.shape, WIDTH)
        outside = (inside == 0).unsqueeze(-1)
        evidence = self.evidence(words)
        attention = torch.softmax(evidence.masked_fill(outside, FAR), 1)
        evident = attention.transpose(1, 2) @ words
        mean = (words * inside.unsqueeze(-1)).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
        whole = torch.cat([mean, words.masked_fill(outside, FAR).amax(1), context], 1)
        types = self.sentence_type(whole) + (evident * self.evident_type).sum(2)
        polarity = self.sentence_sign(whole) + (evident * self.evident_sign).sum(2)
        around = windows[row]
        known = self.filler(torch.cat([places @ around, nearby @ around, features], 2))
        related = torch.einsum("nit,ncir->nctr", attention, relations)
        return types, polarity, evidence, self._roles(known, related, evident, pairs, votes)

    def _read(self, pieces: Tensor) -> Tensor:
        """The encoder's states; in training some words are hidden from it, so that it does not learn names by heart."""
        present = (pieces != 0).long()
        if self.training:
            hidden = (torch.rand(pieces.shape) < MASKED) & (present == 1)
            pieces = torch.where(hidden, torch.full_like(pieces, self.mask), pieces)
        states: Tensor = self.encoder(input_ids=pieces, attention_mask=present).last_hidden_state
        return states

    def _roles(self, known: Tensor, related: Tensor, evident: Tensor, pairs: Tensor, votes: Tensor) -> Tensor:
        alone, paired = [], []
        for side in (0, 1):
            nobody = self.nobody[side].expand(known.shape[0], 1, -1)
            everybody = torch.cat([known, nobody], 1)
            alone.append(self.alone[side](everybody) + (related * self.alone_related[side]).sum(-1))
            paired.append((self.paired[side](everybody).unsqueeze(2), self.paired_related[side](related)))
        (holder, holding), (argument, taking) = paired
        sides = holder.unsqueeze(2) + argument.unsqueeze(1) + self.paired_features(pairs).unsqueeze(3)
        clauses = self.paired_evidence(evident)[:, None, None] + holding.unsqueeze(2) + taking.unsqueeze(1)
        joint = (torch.relu(sides + clauses) * self.pair.weight).sum(-1) + self.pair.bias
        return alone[0].unsqueeze(2) + alone[1].unsqueeze(1) + joint + 2 * votes * self.vote


def _layers(size: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(size, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, out))


def load_encoder(model: Path, kept: list[int]) -> nn.Module:
    """The lower layers of the published encoder, with embeddings of the kept pieces alone; the lowest are frozen."""
    from transformers import BertModel

    encoder: nn.Module = BertModel.from_pretrained(model, add_pooling_layer=False, attn_implementation="eager")
    encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
    encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(
        encoder.embeddings.word_embeddings.weight[kept].clone(), padding_idx=0
    )
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN]):
        part.requires_grad_(False)
    return encoder
