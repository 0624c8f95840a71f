"""What a sentence leaves open, denies or only wishes, so that no rule may read it as told."""

from __future__ import annotations

from communique.claims.plans import is_superseded
from communique.claims.roles import turned
from communique.claims.rules import ClaimRule
from communique.claims.scenes import Scene
from communique.language import Clause

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
FORESEEN = frozenset({"expect", "likely", "unlikely", "bind", "set"})
"""Predicates that tell what somebody will probably do."""
BLAMING = frozenset({"accuse", "suspect"})
DELIBERATING = frozenset({"consider", "debate", "discuss", "weigh", "mull", "contemplate", "explore", "ponder"})
"""Verbs whose object nobody has decided on: "discussed inviting them"."""
UNREAL = frozenset({"would", "could", "might", "should", "'d", "’d"})
"""Modal verbs that tell, with "have", what did not come about."""
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


def is_unsaid(rule: ClaimRule, clause: Clause, scene: Scene) -> bool:
    """Whether a clause that looks as a rule wants it does not tell what the rule would read in it."""
    if rule.type == "schedule":
        return is_superseded(clause.predicate, scene) or _lemma_above(clause, scene) == "unlikely"
    beside = scene.tokens[clause.predicate].dep in ("advcl", "relcl")
    if not beside and _lemma_above(clause, scene) in DELIBERATING:
        return True
    if rule.type in ACTS and _undone(rule, clause, scene):
        return True
    return rule.type in OWN and (_unvowed(rule, clause, scene) or _others_say(rule, clause, scene))


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
    asked = scene.is_asked(clause) and _lemma_above(clause, scene) in ASKING
    return clause.modal in POSSIBLE or meant or awaited or asked or _denied(rule, clause, scene)


def _denied(rule: ClaimRule, clause: Clause, scene: Scene) -> bool:
    """Whether it is denied where denial does not turn round what a rule reads: "did not urge them".

    What another rejects was made all the same: "rejected Norland's offer".
    """
    if rule.flips or (clause.kind == "noun" and not clause.negated and _is_anothers(clause, scene)):
        return False
    return (turned(clause, scene) < 0) != clause.negated


def _is_anothers(clause: Clause, scene: Scene) -> bool:
    """Whether a noun has an owner who is not the subject of the verb above: "rejected Norland's offer"."""
    owners = {mention.actor for mention in scene.actors_at("owner", clause)}
    return bool(owners) and owners.isdisjoint(mention.actor for mention in scene.actors_at("above.subject", clause))


def _unvowed(rule: ClaimRule, clause: Clause, scene: Scene) -> bool:
    """Whether nobody promised or threatened it: "has never threatened them"."""
    return rule.type in ("pledge", "threaten") and rule.negated is None and _denied(rule, clause, scene)


def _others_say(rule: ClaimRule, clause: Clause, scene: Scene) -> bool:
    """Whether it is only what another wants, expects or blames somebody for that somebody holds or does.

    "Urged Norland to support the truce", "said that Norland should support it", "Norland is likely to support it" and
    "accused Norland of supporting it" say nothing of where Norland stands.
    """
    if rule.modals or "asker" in rule.holder or rule.holder[:1] != ("subject",):
        return False
    above, marker = _lemma_above(clause, scene), scene.marker(clause)
    asked = scene.is_asked(clause) and above in ASKING
    foreseen = above in FORESEEN and marker == "to"
    blamed = any(scene.lemma(i) in BLAMING for i in scene.outer(clause))
    duty = clause.modal in DUTY or (clause.modal in POSSIBLE and not clause.negated)
    return asked or foreseen or blamed or (duty and not _says_itself(clause, scene))


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
    return _lemma_above(clause, scene) in INTENDING and scene.marker(clause) == "to"


def _interested(clause: Clause, scene: Scene) -> bool:
    """Whether a clause says what an adjective is about: "interested in reaching a deal"."""
    above = scene.text.above(clause)
    return above is not None and above.kind == "adjective" and scene.marker(clause) == "in"


def is_open(clause: Clause, scene: Scene) -> bool:
    """Whether it is left open if a clause is so: "did not say whether the guild would be invited"."""
    parse, tokens = scene.text.parse, scene.tokens
    head = clause.predicate if clause.kind == "verb" else tokens[clause.predicate].head
    while tokens[head].dep in ("xcomp", "acomp"):  # "if talks are | due | to resume"
        head = tokens[head].head
    below = (*parse.children[clause.predicate], *parse.children[head])
    marked = any(tokens[i].dep == "mark" and tokens[i].lower in OPEN for i in below)
    unsettled = any(_unsettled(i, scene) for i in (clause.predicate, clause.governor) if i is not None)
    left = _undecided(clause, scene) or _unproven(clause, scene) or _asked_about(clause, scene)
    return marked or unsettled or left or _contrary(clause, scene)


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


def _asked_about(clause: Clause, scene: Scene) -> bool:
    """Whether it stands in a direct question: the first sign behind it that ends a sentence is a question mark."""
    parse = scene.text.parse
    behind = scene.tokens[clause.predicate : parse.sentence_of(clause.predicate).last]
    return next((token.text for token in behind if token.text in (".", "!", "?")), "") == "?"


def _contrary(clause: Clause, scene: Scene) -> bool:
    """Whether it did not come about or is so no more: "would have supported it", "used to support it"."""
    parse = scene.text.parse
    helpers = [scene.tokens[i] for i in parse.children[clause.predicate] if scene.tokens[i].dep == "aux"]
    perfect = any(token.lower in ("have", "'ve", "’ve") for token in helpers)
    used = _lemma_above(clause, scene) == "use" and scene.marker(clause) == "to"
    return used or (perfect and any(token.tag == "MD" and token.lower in UNREAL for token in helpers))
