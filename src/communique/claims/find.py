"""Clauses and statements -> claims: candidates by rules, the choice among them, and the claims that they make.

AnnotatedText, statements ──find_candidates──> Candidate ──choose──> Candidate ──write_claim──> Claim
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from communique.claims.roles import TOPIC, clip, find_date, find_parties, find_sign, find_topics
from communique.claims.rules import ClaimRule, claim_rules, confidence_of, fits, index_by_word
from communique.claims.scenes import Scene
from communique.language import AnnotatedText, Clause
from communique.records import Claim, ClaimType, Mention, Statement, Status

STATED = 0.7
"""The confidence from which a claim is stated: right at least seven times in ten."""
SUGGESTED = 0.09
"""The confidence below which a candidate is no claim at all."""
QUOTE = 400  # characters, at most
AWAITED: dict[str, Status] = {
    "hope": "hoped",
    "wish": "hoped",
    "want": "hoped",
    "expect": "expected",
    "propose": "proposed",
}
"""Verbs over a start that is still to come, and what they make of it."""
FIRST, SPECIFIC = frozenset({"designation", "participation", "condition"}), 0.3
"""Types that are read before others of the same clause, by how much confidence: the most specific type is chosen."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule reads in a clause: one claim, if it is chosen. ``holder`` and ``argument`` are None for nobody."""

    rule: ClaimRule
    clause: Clause
    type: ClaimType
    polarity: int
    holder: Mention | None
    argument: Mention | None
    confidence: float


def find_claims(text: AnnotatedText, statements: tuple[Statement, ...]) -> tuple[Claim, ...]:
    """The claims of a document, in order of their evidence."""
    scene = Scene(text, statements)
    chosen = choose(find_candidates(scene), scene)
    return tuple(claim for candidate in chosen for claim in write_claims(candidate, scene))


@cache
def _rules_by_word() -> dict[tuple[str, str], tuple[ClaimRule, ...]]:
    return index_by_word(claim_rules())


def find_candidates(scene: Scene) -> Iterator[Candidate]:
    """Everything that a rule reads in a clause, in text order."""
    table = _rules_by_word()
    for clause in scene.text.clauses:
        rules = table.get((clause.kind, clause.lemma), ()) + table.get((clause.kind, "ANY"), ())
        for rule in rules:
            if fits(rule, clause, scene):
                yield from _candidates(rule, clause, scene)


def _candidates(rule: ClaimRule, clause: Clause, scene: Scene) -> Iterator[Candidate]:
    polarity = find_sign(rule, clause, scene)
    for holder, argument in find_parties(rule, clause, scene):
        yield Candidate(
            rule=rule,
            clause=clause,
            type=rule.type or "stance",
            polarity=polarity,
            holder=holder,
            argument=argument,
            confidence=confidence_of(rule.name),
        )


def choose(candidates: Iterable[Candidate], scene: Scene) -> list[Candidate]:
    """The candidates that become claims, the surest first served: one reading a clause, each claim told once."""
    chosen: dict[int, list[Candidate]] = {}
    told: dict[tuple[str, str, str, int], list[frozenset[str]]] = {}
    for candidate in sorted(
        candidates, key=lambda c: (-c.confidence - SPECIFIC * (c.type in FIRST), c.clause.predicate)
    ):
        if candidate.confidence < SUGGESTED or _taken(candidate, chosen, scene):
            continue
        words, same = _words(candidate, scene), told.setdefault(_gist(candidate), [])
        if any(2 * len(words & other) >= min(len(words), len(other)) for other in same):
            continue
        same.append(words)
        chosen.setdefault(candidate.clause.predicate, []).append(candidate)
    return [candidate for predicate in sorted(chosen) for candidate in chosen[predicate]]


def _taken(candidate: Candidate, chosen: dict[int, list[Candidate]], scene: Scene) -> bool:
    """Whether another rule has read the clause, one that it completes or one that completes it."""
    if others := chosen.get(candidate.clause.predicate):
        return others[0].rule is not candidate.rule
    if any(index in chosen for index in scene.outer(candidate.clause)):
        return True
    return any(candidate.clause.predicate in scene.outer(others[0].clause) for others in chosen.values())


def _gist(candidate: Candidate) -> tuple[str, str, str, int]:
    holder, argument = candidate.holder, candidate.argument
    return candidate.type, holder.actor if holder else "", argument.actor if argument else "", candidate.polarity


def _words(candidate: Candidate, scene: Scene) -> frozenset[str]:
    """The words of a clause that say what it is about."""
    covered = scene.text.parse.covered(candidate.clause.start, candidate.clause.end)
    return frozenset(scene.lemma(i) for i in covered if scene.tokens[i].pos in ("NOUN", "PROPN", "VERB", "ADJ"))


def write_claims(candidate: Candidate, scene: Scene) -> Iterator[Claim]:
    """A candidate as claims with their evidence: one, or one for each of the conditions that a clause lists."""
    clause, rule, holder, argument = candidate.clause, candidate.rule, candidate.holder, candidate.argument
    source = scene.text.parse.text
    sentence = scene.text.parse.sentence_of(clause.predicate)
    end = _end(clause, argument, sentence.end, scene)
    claim = Claim(
        type=candidate.type,
        holder=holder.actor if holder else "",
        speaks_for=holder.speaks_for if holder else "",
        argument=argument.actor if argument else "",
        topic="",
        polarity=1 if candidate.polarity > 0 else -1,
        quote=source[clause.start : end],
        start=clause.start,
        end=end,
        sentence=(sentence.start, sentence.end),
        rule=rule.name,
        confidence=candidate.confidence,
        stated=candidate.confidence >= STATED,
        date=find_date(candidate.type, clause, scene),
        status=_status(candidate, scene),
    )
    for topic in find_topics(rule, clause, scene) or [clip(claim.quote, TOPIC)]:
        yield msgspec.structs.replace(claim, topic=topic)


def _status(candidate: Candidate, scene: Scene) -> Status:
    """What a `schedule` says of its date: a start that is still to come is set, or hoped for, or expected."""
    status, clause = candidate.rule.status, candidate.clause
    if candidate.type != "schedule":
        return ""
    if status != "started" or not (clause.tense == "future" or clause.modal):
        return status
    above = scene.text.clause_of.get(clause.governor) if clause.governor is not None else None
    return AWAITED.get(above.lemma if above else "", "set")


def _end(clause: Clause, argument: Mention | None, sentence_end: int, scene: Scene) -> int:
    """The end of the quotation: the clause's, or its argument's where that is named after it, or the last that fits."""
    named = argument.end if argument and clause.start < argument.end <= sentence_end else clause.end
    if max(named, clause.end) - clause.start <= QUOTE:
        return max(named, clause.end)
    covered = scene.text.parse.covered(clause.start, clause.start + QUOTE)
    ends = (scene.tokens[i].end for i in covered)
    return max((end for end in ends if end - clause.start <= QUOTE), default=clause.start + QUOTE)
