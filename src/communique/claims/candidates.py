"""Clauses -> candidates: everything that a rule reads in a clause, right or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from communique.claims.learned import Vote
from communique.claims.roles import find_parties, find_sign, turned
from communique.claims.rules import ClaimRule, claim_rules, confidence_of, fits, index_by_word
from communique.claims.scenes import Scene
from communique.language import Clause
from communique.records import ClaimType, Mention

ACTS = frozenset({"accuse", "agree", "consult", "request"})
"""Types of claims that tell what somebody did."""
TOGETHER = frozenset({"agree", "consult"})
"""Those that tell what several did with each other."""
POSSIBLE = frozenset({"can", "could", "may", "might"})
"""Modal verbs under which an act was not done: "a way in which we can urge them to come"."""
DUTY = frozenset({"must", "should", "ought"})
OWN = frozenset({"accuse", "pledge", "stance", "threaten"})
"""Types of claims that tell where somebody stands, or what it says, and nobody else."""
ASKING = frozenset(
    """advise appeal ask beg call challenge charge command demand direct encourage expect instruct invite need order
    persuade press pressure prompt push remind request require tell urge want warn""".split()
)
"""Verbs that ask somebody to do something, who has not done it by that."""
OPEN = frozenset({"if", "whether", "unless", "until"})
"""Conjunctions that leave open whether what they open is so."""
AWAITING = frozenset({"once", "when", "after", "before"})
"""Words behind which the present tense tells what has not come about yet."""
SETTLING = frozenset({"confirm", "decide", "exclude", "rule out"})
"""What somebody has not done who leaves it open."""
PROOFS = frozenset({"evidence", "proof", "indication", "sign", "suggestion"})
"""Nouns of which there is none where nothing shows that something is so."""
INTENDING = frozenset({"promise", "pledge", "vow", "offer", "plan", "intend", "prepare", "aim", "decide"})
"""What tells in advance what somebody will do."""
UNSETTLED = {"confirm", "deny"}  # who does neither leaves it open


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
        if _open(clause, scene):
            continue
        rules = table.get((clause.kind, clause.lemma), ()) + table.get((clause.kind, "ANY"), ())
        for rule in rules:
            if rule.type == "schedule" and scene.is_superseded(clause.predicate):
                continue
            if not fits(rule, clause, scene) or (rule.type in ACTS and _undone(rule, clause, scene)):
                continue
            if not (rule.type in OWN and _is_others_wish(rule, clause, scene)):
                yield from _candidates(rule, clause, scene)


def _undone(rule: ClaimRule, clause: Clause, scene: Scene) -> bool:
    """Whether an act could only be done, is waited for ("once they agree"), or was dropped.

    What is done together may also be only meant: "was due to meet", "would meet".
    """
    if rule.type == "agree" and clause.negated and clause.modal in ("can", "could"):
        return False  # "could not agree": they did not
    sign = turned(clause, scene)
    meant = rule.type in TOGETHER and sign > 0 and _meant(clause, scene)
    meant |= rule.type == "request" and _promised(clause, scene)
    awaited = clause.tense == "present" and scene.marker(clause) in AWAITING
    denied = not rule.flips and (sign < 0) != clause.negated
    return clause.modal in POSSIBLE or denied or meant or awaited


def _is_others_wish(rule: ClaimRule, clause: Clause, scene: Scene) -> bool:
    """Whether it is only what another wants, or thinks possible, that somebody holds or does.

    "Urged Norland to support the truce" and "said that Norland should support it" say nothing of where Norland stands.
    """
    if rule.modals or "asker" in rule.holder or rule.holder[:1] != ("subject",):
        return False
    asked = scene.is_asked(clause) and _lemma_above(clause, scene) in ASKING
    duty = clause.modal in DUTY or (clause.modal in POSSIBLE and not clause.negated)
    return asked or (duty and not _says_itself(clause, scene))


def _lemma_above(clause: Clause, scene: Scene) -> str:
    above = scene.text.above(clause)
    return above.lemma if above else ""


def _says_itself(clause: Clause, scene: Scene) -> bool:
    """Whether who does it says so itself, or somebody says so in its name."""
    doing = {mention.actor for mention in scene.actors_at("subject", clause)}
    saying = scene.actors_at("speaker", clause)
    return any({mention.actor, mention.speaks_for} & doing for mention in saying)


def _meant(clause: Clause, scene: Scene) -> bool:
    """Whether a verb, or that of which a noun is the object, is an infinitive with "to" or under a modal verb."""
    above = scene.text.above(clause)
    carrier = above if above and scene.marker(clause) == "object" else clause
    return bool(carrier.modal) or scene.marker(carrier) == "to" or _interested(carrier, scene)


def _promised(clause: Clause, scene: Scene) -> bool:
    """Whether it is only what somebody is going to do: "promised to persuade them"."""
    above = scene.text.above(clause)
    return above is not None and above.lemma in INTENDING and scene.marker(clause) == "to"


def _interested(clause: Clause, scene: Scene) -> bool:
    """Whether a clause says what an adjective is about: "interested in reaching a deal"."""
    above = scene.text.above(clause)
    return above is not None and above.kind == "adjective" and scene.marker(clause) == "in"


def _open(clause: Clause, scene: Scene) -> bool:
    """Whether it is left open if a clause is so: "did not say whether the guild would be invited"."""
    parse, tokens = scene.text.parse, scene.tokens
    head = tokens[clause.predicate].head if clause.kind != "verb" else clause.predicate
    below = (*parse.children[clause.predicate], *parse.children[head])
    marked = any(tokens[i].dep == "mark" and tokens[i].lower in OPEN for i in below)
    unsettled = any(_unsettled(i, scene) for i in (clause.predicate, clause.governor) if i is not None)
    return marked or unsettled or _undecided(clause, scene) or _unproven(clause, scene)


def _undecided(clause: Clause, scene: Scene) -> bool:
    """Whether it is left open by who could settle it: "has not confirmed that it will come", "did not rule out"."""
    above = scene.text.above(clause)
    return above is not None and above.negated and above.lemma in SETTLING


def _unproven(clause: Clause, scene: Scene) -> bool:
    """Whether nothing shows that it is so: "there was no evidence that the guild had broken the truce"."""
    parse, index = scene.text.parse, clause.predicate
    while (above := scene.tokens[index].head) != index:
        index = above
        if scene.lemma(index) in PROOFS and any(scene.tokens[i].lower == "no" for i in parse.children[index]):
            return True
    return False


def _unsettled(index: int, scene: Scene) -> bool:
    """Whether somebody does neither: "neither confirmed nor denied", "would not confirm or deny"."""
    token, before = scene.tokens[index], scene.tokens[index].head
    linked = {scene.tokens[i].lower for i in scene.text.parse.children[before] if scene.tokens[i].dep == "cc"}
    both = {scene.lemma(index), scene.lemma(before)} == UNSETTLED
    return token.dep == "conj" and both and not linked.isdisjoint({"or", "nor"})


def _candidates(rule: ClaimRule, clause: Clause, scene: Scene) -> Iterator[Candidate]:
    polarity = find_sign(rule, clause, scene)
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
