"""The encoder's pieces that English news can need: the published ones without other scripts and the rarest words."""

from __future__ import annotations

import json
from pathlib import Path

from tokenizers import Tokenizer

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
SIGNS = "–—’‘“”…€£"
MOST = 24_500
"""Pieces that are kept, the commonest, as the published list has them; rarer words are spelt in shorter pieces."""


def prune(model: Path) -> tuple[Tokenizer, list[int]]:
    """The tokenizer with the kept pieces alone, and the published numbers of these, in order."""
    described = json.loads((model / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = described["model"]["vocab"]
    common = sorted(filter(_english, vocabulary), key=vocabulary.__getitem__)
    kept = [*SPECIAL, *common][:MOST]
    described["model"]["vocab"] = {piece: number for number, piece in enumerate(kept)}
    described["added_tokens"] = [
        {**token, "id": kept.index(token["content"])}
        for token in described["added_tokens"]
        if token["content"] in SPECIAL
    ]
    described["post_processor"] = described["padding"] = described["truncation"] = None
    return Tokenizer.from_str(json.dumps(described)), [vocabulary[piece] for piece in kept]


def _english(piece: str) -> bool:
    bare = piece.removeprefix("##")
    return not piece.startswith("[") and (bare.isascii() or bare in SIGNS) and bare != ""
