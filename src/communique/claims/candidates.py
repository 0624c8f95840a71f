"""Clauses -> candidates: everything that a rule reads in a clause, right or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from communique.claims.learned import Vote
from communique.claims.roles import find_parties, find_sign
from communique.claims.rules import ClaimRule, claim_rules, confidence_of, fits, index_by_word
from communique.claims.scenes import Scene
from communique.claims.unsaid import is_open, is_unsaid
from communique.language import Clause
from communique.records import ClaimType, Mention


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule reads in a clause of a sentence. ``holder`` and ``argument`` are None for nobody."""

    rule: ClaimRule
    clause: Clause
    sentence: int
    type: ClaimType
    polarity: int
    holder: Mention | None
    argument: Mention | None
    confidence: float

    @property
    def vote(self) -> Vote:
        """What it says, for whoever weighs it."""
        holder, argument = (mention.actor if mention else "" for mention in (self.holder, self.argument))
        return Vote(self.rule.name, self.type, 1 if self.polarity > 0 else -1, holder, argument, self.confidence)


@cache
def _rules_by_word() -> dict[tuple[str, str], tuple[ClaimRule, ...]]:
    return index_by_word(claim_rules())


def find_candidates(scene: Scene) -> Iterator[Candidate]:
    """Everything that a rule reads in a clause, in text order."""
    table = _rules_by_word()
    for clause in scene.text.clauses:
        if is_open(clause, scene):
            continue
        rules = table.get((clause.kind, clause.lemma), ()) + table.get((clause.kind, "ANY"), ())
        for rule in rules:
            if fits(rule, clause, scene) and not is_unsaid(rule, clause, scene):
                yield from _candidates(rule, clause, scene)


def _candidates(rule: ClaimRule, clause: Clause, scene: Scene) -> Iterator[Candidate]:
    polarity = find_sign(rule, clause, scene)
    if rule.silenced and polarity != rule.polarity:
        return
    for holder, argument in find_parties(rule, clause, scene):
        yield Candidate(
            rule=rule,
            clause=clause,
            sentence=scene.text.parse.sentence_index(clause.predicate),
            type=rule.type or "stance",
            polarity=polarity,
            holder=holder,
            argument=argument,
            confidence=confidence_of(rule.name),
        )


def votes_by_sentence(candidates: Iterable[Candidate]) -> dict[int, list[Vote]]:
    """What the rules read, by the number of the sentence."""
    found: dict[int, list[Vote]] = {}
    for candidate in candidates:
        found.setdefault(candidate.sentence, []).append(candidate.vote)
    return found
