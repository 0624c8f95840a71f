"""How often each claim rule is right, measured on annotated articles: writes `rules/confidence.toml`.

Run as ``python -m benchmarks.calibrate``. Each rule is measured alone, over all clauses that it fits; few cases are
drawn towards the mean of the rules of its type.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from benchmarks.quality import SHARED, read_rows
from communique.actors import world_gazetteer
from communique.claims import find_statements
from communique.claims.find import find_candidates, write_claims
from communique.claims.rules import ClaimRule, claim_rules
from communique.claims.scenes import Scene
from communique.language import annotate
from communique.records import Claim, Document, Published

TRAIN = SHARED / "benchmark/claims-train.jsonl"
TARGET = Path(__file__).parents[1] / "src/communique/claims/rules/confidence.toml"
HEAD = """# How often the claims of each rule are right. Written by `python -m benchmarks.calibrate`; nobody edits it.

[rules]
"""
PULL = 6
"""How many cases the mean of a type's rules counts for."""


def calibrate() -> dict[str, float]:
    """The confidence of every rule, by name, written to `confidence.toml` too."""
    scorer = load_scorer()
    names = scorer.Names(str(SHARED / "benchmark/aliases.json"))
    tried: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for row in read_rows(TRAIN):
        for claim in once(read(row)):
            tried[claim.rule] += 1
            right[claim.rule] += any(agrees(gold, claim, row["text"], scorer, names) for gold in row["claims"])
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


def read(row: dict[str, Any]) -> Iterator[Claim]:
    """Every claim that any rule reads in an article, none set aside."""
    published = Published(row["date"][:10], "given", 1.0) if row.get("date") else Published()
    document = Document(id=row["id"], source=row["id"], text=row["text"], published=published)
    text = annotate(document, world_gazetteer())
    scene = Scene(text, find_statements(text))
    return (next(write_claims(candidate, scene)) for candidate in find_candidates(scene))


def once(claims: Iterable[Claim]) -> Iterable[Claim]:
    """The first claim of each rule, type, holder, argument and polarity in an article."""
    return {(c.rule, c.holder, c.argument, c.polarity, c.topic): c for c in claims}.values()


def load_scorer() -> ModuleType:
    """The shared scorer, so that "right" means the same here as there."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "benchmark/score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def agrees(gold: dict[str, Any], claim: Claim, text: str, scorer: ModuleType, names: Any) -> bool:
    """Whether a claim matches an annotated one as the scorer has it: all but topic and date."""
    found = msgspec.to_builtins(claim)
    same = gold["type"] == claim.type and gold["polarity"] == claim.polarity
    if not same or not scorer.same_evidence(scorer.claim_span(gold, text), (claim.start, claim.end)):
        return False
    sides = [[side for side in (c["holder"], c["for"]) if side] for c in (gold, found)]
    holder = sides[0] == sides[1] == [] or any(names.same(a, b) for a in sides[0] for b in sides[1])
    argument = names.same(gold["argument"], claim.argument) if gold["argument"] else not claim.argument
    if gold["type"] in ("consult", "agree") and not (holder and argument):
        holder = any(names.same(a, claim.argument) for a in sides[0])
        argument = any(names.same(gold["argument"], b) for b in sides[1]) if gold["argument"] else not sides[1]
    return bool(holder and argument)


if __name__ == "__main__":
    calibrate()
