"""A reading -> claims with their evidence: the clause that carries it, its topic, its date and its status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from communique.claims.candidates import Candidate
from communique.claims.learned import Proposal
from communique.claims.roles import TOPIC, clip, find_condition, find_date, find_topics
from communique.claims.rules import claim_rules
from communique.claims.scenes import Scene
from communique.claims.unsaid import POSSIBLE
from communique.language import Clause
from communique.records import Claim, Status

QUOTE = 400  # characters, at most
NEARLY = 0.8
"""A word belongs to the quotation if it carries the claim that much as far as the word that carries it most."""
LEARNED = "learned"
"""What the evidence says in the place of a rule's name where no rule read it."""
LIMITS = frozenset({"deadline", "ultimatum"})  # by whose day something is due; nothing begins on it
AWAITED: dict[str, Status] = {
    "hope": "hoped",
    "wish": "hoped",
    "want": "hoped",
    "expect": "expected",
    "propose": "proposed",
}
"""Verbs over what is still to come, and what they make of it."""


def write_claims(
    proposal: Proposal, confidence: float, *, stated: bool, scene: Scene, candidates: Iterable[Candidate]
) -> Iterator[Claim]:
    """A proposal as claims: one, or one for each of the conditions that its clause lists, or of the days that it tells.

    Of the ``candidates``, what the rules read in the article, the one that says the same lends its clause and topic, or
    one that reads the same type in the same clause its topic.
    """
    here = [each for each in candidates if each.sentence == proposal.view.number and each.type == proposal.type]
    same = [each for each in here if each.vote.gist == proposal.gist]
    for candidate in _by_day(same, scene) if proposal.type == "schedule" else [_surest(same)]:
        clause = candidate.clause if candidate else _best_clause(proposal, scene)
        claim = _written(proposal, confidence, stated, candidate, clause, scene)
        teller = candidate or _surest(each for each in here if clause and each.clause.predicate == clause.predicate)
        topics = find_topics(teller.rule, teller.clause, scene) if teller else []
        if clause and not topics and proposal.type == "condition":
            topics = find_condition(clause, scene)
        for topic in topics or [clip(claim.quote, TOPIC)]:
            yield msgspec.structs.replace(claim, topic=topic)


def _by_day(candidates: Sequence[Candidate], scene: Scene) -> list[Candidate | None]:
    """The surest, and of the others one for each other day: "the round ended on Friday and will go on in March"."""
    found: dict[str, Candidate | None] = {}
    for candidate in sorted(candidates, key=lambda each: -each.confidence):
        found.setdefault(find_date("schedule", candidate.clause, scene), candidate)
    return [candidate for day, candidate in found.items() if day] or [_surest(candidates)]


def _written(
    proposal: Proposal,
    confidence: float,
    stated: bool,
    candidate: Candidate | None,
    clause: Clause | None,
    scene: Scene,
) -> Claim:
    """The claim of a proposal, with the clause that carries it, without a topic."""
    sentence = scene.text.parse.sentences[proposal.view.number]
    evidence = scene.text.parse.cut(*_evidence(clause, proposal, scene))
    date = find_date(proposal.type, clause, scene) if clause else scene.text.document.published.date
    return Claim(
        type=proposal.type,
        holder=proposal.holder.actor if proposal.holder else "",
        speaks_for=proposal.holder.speaks_for if proposal.holder else "",
        argument=proposal.argument.actor if proposal.argument else "",
        topic="",
        polarity=1 if proposal.polarity > 0 else -1,
        quote=evidence.text,
        start=evidence.start,
        end=evidence.end,
        sentence=(sentence.start, sentence.end),
        rule=candidate.rule.name if candidate else LEARNED,
        confidence=round(confidence, 3),
        stated=stated,
        date=date,
        status=_status(candidate, clause, date, scene) if proposal.type == "schedule" else "",
    )


def _surest(candidates: Iterable[Candidate]) -> Candidate | None:
    return max(candidates, key=lambda candidate: candidate.confidence, default=None)


def _carrying(proposal: Proposal) -> dict[int, float]:
    """How far each word of the sentence carries the claim, by its token."""
    return {
        proposal.view.first + word: float(proposal.evidence[first:last].mean())
        for word, (first, last) in enumerate(proposal.view.spelling)
        if last > first
    }


def _best_clause(proposal: Proposal, scene: Scene) -> Clause | None:
    """The clause of the sentence that has most of the evidence, and least besides (by Dice's measure)."""
    weights = _carrying(proposal)
    total = sum(weights.values())

    def fit(clause: Clause) -> float:
        covered = scene.text.parse.covered(clause.start, clause.end)
        return 2 * sum(weights.get(i, 0.0) for i in covered) / (total + len(covered))

    here = (clause for clause in scene.text.clauses if clause.predicate in weights)
    clauses = (clause for clause in here if clause.kind != "noun" or clause.subjects or clause.objects)
    return max(clauses, key=lambda clause: (fit(clause), -clause.predicate), default=None)


def _evidence(clause: Clause | None, proposal: Proposal, scene: Scene) -> tuple[int, int]:
    """Where the quotation stands: the clause with the words around it that carry the claim too, QUOTE at most."""
    weights = _carrying(proposal)
    most = max(weights.values(), default=0.0)
    carrying = [scene.tokens[i] for i, weight in weights.items() if weight >= NEARLY * most]
    sentence = scene.text.parse.sentences[proposal.view.number]
    bounds = [clause] if clause else [sentence]
    start = max(sentence.start, min(each.start for each in (*carrying, *bounds)))
    end = min(sentence.end, max(each.end for each in (*carrying, *bounds)))
    if end - start <= QUOTE:
        return start, end
    if clause and (clause.start > start or clause.end < end) and clause.end - clause.start <= QUOTE:
        return clause.start, clause.end
    ends = (scene.tokens[i].end for i in scene.text.parse.covered(start, start + QUOTE))
    return start, max((other for other in ends if other - start <= QUOTE), default=start + QUOTE)


def _status(candidate: Candidate | None, clause: Clause | None, date: str, scene: Scene) -> Status:
    """What a `schedule` says of its date: a start that is still to come is set, or hoped for, or expected.

    A meeting that is named with a day that is over ("at Thursday's talks") has begun.
    """
    if clause is None:
        return "set"
    status = candidate.rule.status if candidate else _usual_status().get(clause.lemma, "set")
    last = date.rpartition("/")[2]
    over = last.count("-") == 2 and last < scene.text.document.published.date
    awaited = (AWAITED[lemma] for i in scene.outer(clause) if (lemma := scene.lemma(i)) in AWAITED)
    if status == "set" and candidate and clause.kind == "noun":
        return "started" if over and clause.lemma not in LIMITS else next(awaited, "set")
    to_come = (
        clause.tense == "future" or clause.modal or date.partition("/")[0] > scene.text.document.published.date > ""
    )
    if status not in ("started", "ended") or not to_come:
        return status
    return next(awaited, "expected" if clause.modal in POSSIBLE else "set")


@cache
def _usual_status() -> dict[str, Status]:
    """What each verb of the schedule rules says of a date."""
    rules = [rule for rule in claim_rules() if rule.type == "schedule" and rule.status]
    return {verb: rule.status for rule in reversed(rules) for verb in rule.verbs}
