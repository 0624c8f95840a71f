"""How often each claim rule is right, measured on annotated articles: writes `rules/confidence.toml`.

Run as ``python -m benchmarks.calibrate``. Each rule is measured alone, over all clauses that it fits; few cases are
drawn towards the mean of the rules of its type.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.quality import SHARED, document_of, read_rows, same_claim
from communique.actors import world_gazetteer
from communique.claims import find_statements
from communique.claims.candidates import Candidate, find_candidates
from communique.claims.rules import ClaimRule, claim_rules
from communique.claims.scenes import Scene
from communique.language import annotate

TRAIN = SHARED / "benchmark/claims-train.jsonl"
TARGET = Path(__file__).parents[1] / "src/communique/claims/rules/confidence.toml"
HEAD = """# How often the claims of each rule are right. Written by `python -m benchmarks.calibrate`; nobody edits it.

[rules]
"""
PULL = 6
"""How many cases the mean of a type's rules counts for."""


def calibrate() -> dict[str, float]:
    """The confidence of every rule, by name, written to `confidence.toml` too."""
    tried: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in read_rows(TRAIN):
        for candidate in once(read(row)):
            tried[candidate.rule.name] += 1
            right[candidate.rule.name] += any(agrees(gold, candidate, row["text"]) for gold in row["claims"])
    found = shrink(claim_rules(), tried, right)
    lines = (f"{name} = {value:.2f}\n" for name, value in found.items())
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")
    return found


def shrink(rules: Iterable[ClaimRule], tried: Counter[str], right: Counter[str]) -> dict[str, float]:
    """Shares of right claims, each drawn towards the share of its type as if by `PULL` more cases."""
    rules = list(rules)
    of_type = {rule.type: [other.name for other in rules if other.type == rule.type] for rule in rules}
    means = {
        kind: (1 + sum(right[name] for name in names)) / (5 + sum(tried[name] for name in names))
        for kind, names in of_type.items()
    }
    return {r.name: (right[r.name] + PULL * means[r.type]) / (tried[r.name] + PULL) for r in rules}


def read(row: dict[str, Any]) -> Iterator[Candidate]:
    """Everything that any rule reads in an article, none set aside."""
    text = annotate(document_of(row), world_gazetteer())
    return find_candidates(Scene(text, find_statements(text)))


def once(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """The first reading of each rule, type, holder, argument and polarity in an article."""
    return {candidate.vote: candidate for candidate in reversed(list(candidates))}.values()


def agrees(gold: dict[str, Any], candidate: Candidate, text: str) -> bool:
    """Whether a reading matches an annotated claim in all but topic and date."""
    found = {
        "type": candidate.type,
        "polarity": candidate.vote.polarity,
        "holder": candidate.vote.holder,
        "for": candidate.holder.speaks_for if candidate.holder else "",
        "argument": candidate.vote.argument,
        "start": candidate.clause.start,
        "end": candidate.clause.end,
    }
    return same_claim(gold, found, text)


if __name__ == "__main__":
    calibrate()
