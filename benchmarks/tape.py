"""A tape that no model made: annotated claims with faults put in, to try the machinery.

``python -m benchmarks.tape TAPE`` writes one for the development articles. Figures from it say nothing about any
model: what is right in it was copied from the annotation, what is wrong was drawn by lot.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.grounding import DEV, as_said
from benchmarks.quality import document_of, read_rows
from communique.claims.model.cache import Answer
from communique.claims.model.prompts import ask_about, key_of
from communique.claims.model.tape import Recorder
from communique.records import Reader

NAME = "synthetic"
MISSED, WRONG, INVENTED = 0.4, 0.3, 0.2
"""Shares of the annotated claims that are left out, turned round, and followed by one that is invented."""


def write_synthetic(tape: Path, rows: Iterable[dict[str, Any]], *, seed: int = 7) -> None:
    """Write a tape with a faulty answer to every question about the articles."""
    dice = random.Random(seed)
    with Recorder(tape, NAME) as recorder:
        for row in rows:
            answer = json.dumps({"claims": list(_faulty(row["claims"], dice))})
            for messages in ask_about(document_of(row), Reader().piece):
                recorder.write(key_of(NAME, messages), messages, Answer(answer, False, len(answer) // 4))


def _faulty(claims: Iterable[dict[str, Any]], dice: random.Random) -> Iterable[dict[str, Any]]:
    for claim in claims:
        said = as_said(claim)
        if dice.random() < MISSED:
            continue
        yield said | {"polarity": -said["polarity"]} if dice.random() < WRONG else said
        if dice.random() < INVENTED:
            yield said | {"quote": "the envoy of nowhere announced nothing at all"}


if __name__ == "__main__":
    write_synthetic(Path(sys.argv[1]), read_rows(DEV))
