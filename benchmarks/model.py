"""How well a language model reads, from the tape of a run: figures like those of any reader, and its calibration.

Record a tape with ``communique extract ARTICLES --reader model … --record TAPE``, then run
``python -m benchmarks.model TAPE`` or ``make bench TAPE=TAPE``. Articles that are not on the tape count for nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

import communique
from benchmarks.grounding import DEV
from benchmarks.quality import SHARED, document_of, read_rows, same_claim, score_rows, write_rows
from communique.claims.model import estimate
from communique.claims.model.joining import cautious
from communique.claims.model.tape import load_tape
from communique.cli.extract import extracted
from communique.records import Calibration, Read, Reader

TRAIN = SHARED / "benchmark/claims-train.jsonl"
FIGURES = ("f1", "precision", "recall")
PULL = 6
"""How many claims the prior share counts for, where few were read."""

NOBODY = """
## Language model

No tape was given (`make bench TAPE=…`), so no language model has been measured. The calibration that comes with the
program is a cautious guess.
"""
SECTION = """
## Language model

{model}, replayed from a tape; {articles} annotated articles, {claims} claims.

| figure | local reader | with the model |
|---|---|---|
{figures}

How often the claims of each reader were right, beside the confidence that they were given:

| read by | claims | right | confidence |
|---|---|---|---|
{shares}

Measured so, `dossier.toml` should say:

```toml
{table}```
"""


class Share(NamedTuple):
    """Claims of some readers: how many, how many right, and the sum of their confidences."""

    claims: int = 0
    right: int = 0
    confidence: float = 0.0

    def plus(self, right: bool, confidence: float) -> Share:
        """With one claim more."""
        return Share(self.claims + 1, self.right + right, self.confidence + confidence)

    def rate(self, prior: float) -> float:
        """The share that is right, drawn towards ``prior`` as if by PULL more claims."""
        return (self.right + PULL * prior) / (self.claims + PULL)


class Shares(NamedTuple):
    """The claims by who read them; ``types`` are those of the model alone."""

    local: Share
    alone: Share
    both: Share
    types: dict[str, Share]


def model_section(tape: Path | None, folder: Path) -> str:
    """The part of the page of figures; ``folder`` receives the articles."""
    if tape is None:
        return NOBODY
    reader = reader_of(tape)
    rows = [row for path in (DEV, TRAIN) for row in read_rows(path) if is_on_tape(row, reader)]
    local = found(rows, folder, reader={})
    joined = found(rows, folder, reader={"use": "model", "model": reader.model, "replay": reader.replay})
    gold = {row["id"]: row for row in rows}
    before, after = score_rows("claims", gold, local), score_rows("claims", gold, joined)
    shares = count_shares(rows, joined)
    return SECTION.format(
        model=reader.model,
        articles=len(rows),
        claims=sum(len(row["claims"]) for row in rows),
        figures="\n".join(
            f"| {name.replace('_', ' ')} | {before[name]:.3f} | {after[name]:.3f} |"
            for name in after
            if name.endswith(FIGURES)
        ),
        shares="\n".join(_share_line(name, getattr(shares, name)) for name in ("local", "alone", "both")),
        table=as_table(calibrate(shares)),
    )


def reader_of(tape: Path) -> Reader:
    """The reader that replays a tape, under the name of the model that it was recorded with."""
    models = {entry.model for entry in load_tape(tape).values()}
    if len(models) != 1:
        raise SystemExit(f"{tape} holds {len(models)} models: record one tape for each")
    return Reader(use="model", model=models.pop(), replay=str(tape))


def is_on_tape(row: dict[str, Any], reader: Reader) -> bool:
    """Whether a tape has all that is asked about an article."""
    return estimate([document_of(row)], reader, kept=Path("nowhere")).calls == 0


def found(rows: list[dict[str, Any]], folder: Path, *, reader: dict[str, object]) -> dict[str, Any]:
    """What is extracted from the articles, by id."""
    given = folder / "model-input.jsonl"
    write_rows(given, [{key: row.get(key) or "" for key in ("id", "text", "date", "title")} for row in rows])
    reads = communique.extract([given], reader=reader)
    return {read.document.id: msgspec.to_builtins(extracted(read)) for read in reads if isinstance(read, Read)}


def count_shares(rows: Iterable[dict[str, Any]], joined: dict[str, Any]) -> Shares:
    """How often the claims of each reader are right."""
    local = alone = both = Share()
    types: dict[str, Share] = {}
    for row in rows:
        for claim in joined[row["id"]]["claims"]:
            right = any(same_claim(gold, claim, row["text"]) for gold in row["claims"])
            if " + model:" in claim["rule"]:
                both = both.plus(right, claim["confidence"])
            elif claim["rule"].startswith("model:"):
                alone = alone.plus(right, claim["confidence"])
                types[claim["type"]] = types.get(claim["type"], Share()).plus(right, claim["confidence"])
            else:
                local = local.plus(right, claim["confidence"])
    return Shares(local, alone, both, types)


def calibrate(shares: Shares) -> Calibration:
    """How far a model is to be trusted that was right so often, where it reads alone and with the local reader."""
    used = cautious()
    alone = shares.alone.rate(used.alone)
    lift = used.lift
    if shares.both.claims:
        told = shares.both.confidence / shares.both.claims
        lift *= _odds(shares.both.rate(told)) / _odds(told)
    types = {kind: round(share.rate(alone), 2) for kind, share in sorted(shares.types.items())}
    found = {"alone": round(alone, 2), "lift": round(max(1.0, lift), 1), "types": types}
    return msgspec.convert(found, Calibration)


def _odds(share: float) -> float:
    share = min(max(share, 0.01), 0.99)
    return share / (1 - share)


def as_table(calibration: Calibration) -> str:
    """A calibration as it stands in `dossier.toml`."""
    types = ", ".join(f"{kind} = {value}" for kind, value in calibration.types.items())
    head = f"[reader.calibration]\nalone = {calibration.alone}\nlift = {calibration.lift}\n"
    return f"{head}types = {{ {types} }}\n" if types else head


def _share_line(name: str, share: Share) -> str:
    who = {"local": "the local reader alone", "alone": "the model alone", "both": "both"}[name]
    if not share.claims:
        return f"| {who} | 0 | - | - |"
    right, told = share.right / share.claims, share.confidence / share.claims
    return f"| {who} | {share.claims} | {right:.2f} | {told:.2f} |"


if __name__ == "__main__":
    cache = Path(__file__).with_name(".cache")
    cache.mkdir(exist_ok=True)
    print(model_section(Path(sys.argv[1]), cache))
