"""Who holds a claim, whom it is about, what it is about and when: the slots of a rule, filled from its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise, product

from communique.claims.plans import is_superseded
from communique.claims.rules import ClaimRule
from communique.claims.scenes import Scene
from communique.language import Clause
from communique.language.lexicon import lexicon
from communique.records import STANDING, ClaimType, Mention, Time

Pair = tuple[Mention | None, Mention | None]
TOPIC = 90  # characters
REVERSING = frozenset(
    """abandon abstain avoid bar block cancel cease complain condemn criticise criticize decline decry denounce
    deny deplore desist disapprove drop end exclude fail false forgo freeze halt impossible lament object oppose
    overcome postpone prevent protest rebuff refrain refusal refuse regret reject reluctant renounce resist
    reverse scrap stop suspend unable untrue unwilling veto void withdraw withhold without""".split()
) | {"rule out"}
"""Predicates that turn round what the clause below them says."""
HANGING = frozenset({"advcl", "ccomp", "mark", "conj", "cc", "parataxis"})
MOVING = frozenset({"move", "reschedule", "shift", "defer", "rearrange", "postpone", "delay", "extend", "push", "put"})
MANY = 3  # parties of whom every two make a pair; of more, the first with each
CONDITIONAL = frozenset({"unless", "until", "once", "if", "after", "before", "without", "as long as"})
"""Words between what waits and what must come first."""
CHAIN = frozenset("to ing gerund from of for against due because over object denied believed".split())
DENIABLE = frozenset({"deny", "dispute", "doubt", "denial", "true", "untrue", "false"})
"""Predicates that tell of the clause with "that" below them whether it is so."""
OPINION = frozenset({"believe", "think", "expect"})
"""Predicates whose denial is one of the clause with "that" below them: "does not believe that it will come"."""

CLAIMING = frozenset("say claim suggest assert argue think believe allege pretend assume".split())
DISOWNED = frozenset("wrong false untrue incorrect mistaken misleading immoral absurd ridiculous".split())
"""What it is called to claim something that is not so: "it is wrong to say that"."""


def find_parties(rule: ClaimRule, clause: Clause, scene: Scene) -> list[Pair]:
    """The (holder, argument) pairs of a claim, None for nobody; empty where a party that the rule needs is missing."""
    found = first_actors(_holding(rule, clause, scene), clause, scene)
    holders = tuple(mention for mention in found if mention.kind != "outlet")  # a newspaper tells, and holds nothing
    arguments = first_actors(rule.argument, clause, scene)
    if not holders and "nobody" not in rule.holder:
        return []
    # "spoke with their counterparts": with others, whoever these are, and not with each other
    with_others = not arguments and any(scene.tokens_at(place, clause) for place in rule.argument)
    if rule.pairs and not with_others:
        pairs = _pairs(holders, arguments)
    else:
        pairs = list(product(holders or (None,), arguments or (None,)))
    if rule.type == "participation" and holders == arguments:  # each speaks of itself: "Norland and Estria will attend"
        pairs = [(holder, holder) for holder in holders]
    elif holders and holders == arguments and _does_itself(rule, clause, scene):
        pairs = [(holder, None) for holder in holders]
    if rule.needs == "argument":
        pairs = [pair for pair in pairs if pair[1]]
    return [pair for pair in pairs if not _same(*pair) or rule.type == "participation"]


def _does_itself(rule: ClaimRule, clause: Clause, scene: Scene) -> bool:
    """Whether those who want it do it ("Norland and Estria want to leave"), and are not named for it ("each other")."""
    place = next((place for place in rule.argument if place != "nobody" and scene.actors_at(place, clause)), "")
    return place.endswith(".subject")


def _holding(rule: ClaimRule, clause: Clause, scene: Scene) -> tuple[str, ...]:
    """Where the holder may stand: what another does is not the speaker's, unless the speaker is to come first.

    "The order asks Norland to open it, Smith said" asks nothing in Smith's name. And what one is asked to do, or let
    do, is not one's own position: "Norland was not invited to attend".
    """
    if "asker" in rule.holder and scene.is_asked(clause):
        return tuple(place for place in rule.holder if place in ("asker", "nobody"))
    rather = next((place for place in rule.holder if place in ("subject", "speaker")), "")
    if rather == "subject" and scene.tokens_at("subject", clause):
        return tuple(place for place in rule.holder if place != "speaker")
    return rule.holder


def first_actors(places: Iterable[str], clause: Clause, scene: Scene) -> tuple[Mention, ...]:
    """The actors at the first of the places where there are any."""
    found = (scene.actors_at(place, clause) for place in places if place != "nobody")
    return next((actors for actors in found if actors), ())


def _pairs(holders: tuple[Mention, ...], arguments: tuple[Mention, ...]) -> list[Pair]:
    """One pair for each two parties: of either side if there are two, else among the holders.

    Two who speak for the same country agree with others, and not with each other.
    """
    others = [other for other in arguments if other.actor not in {holder.actor for holder in holders}]
    if others:
        return list(product(holders, others))
    if len(holders) > MANY:
        return [(holders[0], other) for other in holders[1:]]
    apart = [(one, other) for one, other in combinations(holders, 2) if not _are_one(one, other)]
    return list(apart) or [(holders[0], None)]


def _are_one(one: Mention, other: Mention) -> bool:
    return one.speaks_for == other.speaks_for != ""


def _same(holder: Mention | None, argument: Mention | None) -> bool:
    return holder is not None and argument is not None and argument.actor in (holder.actor, holder.speaks_for)


def find_sign(rule: ClaimRule, clause: Clause, scene: Scene) -> int:
    """The polarity of a claim: the rule's, turned round by each denial of the clause and of what it depends on.

    What is asked for counts as well: "urged them not to leave". What it is called wrong to say is rejected in any case.
    """
    kept = -1 if _disowned(clause, scene) else 1
    below = (scene.text.clause_of.get(index) for marker, index in clause.complements if marker in ("to", "that"))
    asked = -1 if rule.asks and any(each.negated for each in below if each) else 1
    if not rule.flips:
        return rule.polarity * asked * kept
    return rule.polarity * asked * kept * (-1 if clause.negated else 1) * turned(clause, scene)


def _disowned(clause: Clause, scene: Scene) -> bool:
    """Whether it is called wrong to say so: "it is wrong to say that talks will not start until the siege ends"."""
    outer = [scene.lemma(i) for i in scene.outer(clause)]
    return any(one in CLAIMING and other in DISOWNED for one, other in pairwise(outer))


def turned(clause: Clause, scene: Scene) -> int:
    """1, or -1 where what a clause depends on turns it round: "dropped its demand".

    What is done to an end says nothing against that: "withdrew its troops to support the truce".
    """
    sign, seen = 1, {clause.predicate}
    while (link := _link(clause, scene)) in CHAIN and clause.governor is not None and clause.governor not in seen:
        above = scene.text.clause_of[clause.governor]
        beside = scene.tokens[clause.predicate].dep == "advcl"
        if beside and link == "ing" and set(clause.subjects) & set(above.subjects):
            break  # what is done besides: "dropped its demand, saying that ..."
        end = beside and link == "to"
        if link == "against" or (above.lemma in REVERSING and not end):
            sign = -sign
        # "is not part of", "has no plan to go": one denial, seen from both
        if above.negated and not (clause.negated and link == "object"):
            sign = -sign
        seen.add(above.predicate)
        clause = above
    return sign


def _link(clause: Clause, scene: Scene) -> str:
    """How a clause hangs on its governor: also ``denied``, ``believed``, and ``object`` for what that consists in."""
    above = scene.text.above(clause)
    link = scene.marker(clause)
    if link in ("because", "due", "over") and clause.kind != "noun":
        return ""  # "failed because Norland rejected it"
    if above is not None and above.lemma in DENIABLE and link == "that":
        return "denied"
    if above is not None and above.lemma in OPINION and link == "that":
        return "believed"
    return "object" if scene.fills_object(clause) else link


def find_topics(rule: ClaimRule, clause: Clause, scene: Scene) -> list[str]:
    """A few words of the text for what the claim is about, empty if the rule does not tell.

    For a condition `` <- `` stands between what is gated and what must come first; each item of a list is its own.
    """
    if rule.type == "condition" and len(rule.topic) == 2:
        gated, first = _phrase(rule.topic[0], clause, scene), rule.topic[1]
        return [f"{gated} <- {words}" for words in _items(first, clause, scene) or [_phrase(first, clause, scene)]]
    found = [words for place in rule.topic if (words := _phrase(place, clause, scene))]
    return found[:1] or ([_label(rule, clause, scene)] if rule.type == "designation" else [])


def find_condition(clause: Clause, scene: Scene) -> list[str]:
    """What waits and what must come first, where a clause has such a clause below it or stands in one itself."""
    above = scene.text.above(clause)
    if above and scene.marker(clause) in CONDITIONAL:
        return [f"{_act(above, scene)} <- {_phrase('clause', clause, scene)}"]
    marker = next((marker for marker, _ in clause.complements if marker in CONDITIONAL), "")
    return [f"{_phrase('gate', clause, scene)} <- {_phrase(marker, clause, scene)}"] if marker else []


def _label(rule: ClaimRule, clause: Clause, scene: Scene) -> str:
    """The label that stands in the sentence of a clause, with its noun; one behind "as" before any other."""
    words = frozenset().union(*rule.where.values())
    sentence = scene.text.parse.sentence_of(clause.predicate)
    labels = [i for i in range(clause.predicate + 1, sentence.last) if scene.lemma(i) in words]
    after_as = [i for i in labels if "as" in (scene.tokens[i - 1].lower, scene.tokens[i - 2].lower)]
    for index in (*after_as, *labels):
        head = scene.tokens[index].head
        inside = [index, head] if head == index + 1 else [index]
        return _words(inside, scene)
    return ""


def _items(place: str, clause: Clause, scene: Scene) -> list[str]:
    """The items of a list of nouns ("a release, a truce and access"), empty for a single one."""
    tokens = scene.tokens_at(place, clause) if place != "clause" else ()
    if not tokens or scene.tokens[tokens[0]].pos != "NOUN":
        return []
    heads, parse = list(tokens[:1]), scene.text.parse
    for head in heads:
        below = [i for i in parse.children[head] if scene.tokens[i].pos == "NOUN"]
        listed = any(scene.tokens[i].dep == "conj" for j in below for i in parse.children[j])
        heads += [i for i in below if scene.tokens[i].dep == "conj" or (scene.tokens[i].dep == "appos" and listed)]
    if len(heads) == 1:
        return []
    return [_words(parse.subtree(head, frozenset(heads) - {head}), scene) for head in heads]


def _words(inside: list[int], scene: Scene) -> str:
    """The words of some tokens, without the signs and conjunctions at their ends."""
    while len(inside) > 1 and (scene.tokens[inside[-1]].pos == "PUNCT" or scene.tokens[inside[-1]].dep == "cc"):
        inside = inside[:-1]
    return _said(scene.tokens[inside[0]].start, scene.tokens[inside[-1]].end, scene)


def _said(start: int, end: int, scene: Scene) -> str:
    """The words of the text between two positions, with the sign that ends a quotation which begins among them."""
    text = scene.text.parse.marked
    for mention in scene.text.mentions:  # a name that the tree has cut in two is told whole
        if mention.start < start < mention.end:
            start = mention.start
        if mention.start < end < mention.end:
            end = mention.end
    inside, sign = text[start:end], text[end : end + 1]
    opened = inside.count('"') % 2 == 1 if sign == '"' else sign == "”" and inside.count("“") > inside.count("”")
    return clip(inside + sign if opened else inside, TOPIC)


def _phrase(place: str, clause: Clause, scene: Scene) -> str:
    if place == "clause":
        return _said(clause.start, clause.end, scene)
    if place == "gate":
        if scene.actors_at("subject", clause) or any(_is_people(i, scene) for i in scene.tokens_at("subject", clause)):
            return _act(clause, scene)
        return _phrase("subject", clause, scene) or _topic_of(clause, scene)
    tokens = scene.tokens_at(place, clause)
    if not tokens:
        return ""
    parse = scene.text.parse
    frame = scene.text.clause_of.get(tokens[0])
    if frame and frame.kind == "verb":
        start, end = frame.start, frame.end
    else:
        inside = parse.subtree(tokens[0])
        start, end = parse.tokens[inside[0]].start, parse.tokens[inside[-1]].end
    return _said(start, end, scene)


def _is_people(index: int, scene: Scene) -> bool:
    """Whether a noun is one for people or organs, named or not: "the army", "both sides"."""
    words, word = lexicon(), scene.tokens[index].lower
    return word in words.organs or word in words.offices or word in words.groups or word in words.collectives


def _topic_of(clause: Clause, scene: Scene) -> str:
    """The words of a clause that is the subject: "ending the fighting | could only succeed"."""
    below = next((i for i in scene.text.parse.children[clause.predicate] if scene.tokens[i].dep == "csubj"), None)
    return _words(scene.text.parse.subtree(below), scene) if below is not None else ""


def _act(clause: Clause, scene: Scene) -> str:
    """What somebody does or will not do: the predicate and what follows it, without clauses that hang on it."""
    parse, index = scene.text.parse, clause.predicate
    apart = frozenset(i for i in parse.children[index] if scene.tokens[i].dep in HANGING)
    inside = [i for i in parse.subtree(index, apart) if i >= index]
    run = next((inside[:k] for k in range(1, len(inside)) if inside[k] != inside[k - 1] + 1), inside)
    return _words(run, scene)


def clip(text: str, limit: int) -> str:
    """A text on one line, cut after a whole word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0]


def find_date(kind: ClaimType, clause: Clause, scene: Scene) -> str:
    """When it was said or done, or is planned: the clause's own time, else the day of publication for fresh news."""
    times = list(_times(clause, scene))
    if kind == "schedule":
        told = [time for time in times if _iso(time)]
        own = [time for time in told if scene.text.belongs(time, clause)]
        said = any(marker == "that" and scene.tokens[i].dep == "ccomp" for marker, i in clause.complements)
        if said:  # it was only said then
            own = [time for time in told if time not in own]
        own = own or [time for time in told if not _is_aside(time, clause, scene)]
        left = [time for time in own if not _is_left(time, own, scene)] or own
        return _iso(left[0]) if left else ""
    own = [time for time in times if scene.text.belongs(time, clause)]
    if own and kind not in STANDING:
        here = scene.tokens[clause.predicate].start
        return _iso(min(own, key=lambda time: abs(time.start - here)))
    aside = scene.tokens[clause.predicate].dep in ("relcl", "acl", "advcl")
    fresh = clause.tense in ("past", "present", "") and not aside
    return scene.text.document.published.date if fresh else ""


def _is_aside(time: Time, clause: Clause, scene: Scene) -> bool:
    """Whether a time is that of something else told below a predicate: "a deal that was sprung last week".

    So it is in a relative clause, and in "due to resume after breaking up in April".
    """
    index = scene.text.parse.token_at(time.start)
    while index != clause.predicate and scene.tokens[index].head != index:
        if scene.tokens[index].dep in ("relcl", "pcomp"):
            return True
        index = scene.tokens[index].head
    return False


def _is_left(time: Time, times: Iterable[Time], scene: Scene) -> bool:
    """Whether a time is given up for another: "moved from Monday to Friday", "originally set for Monday"."""
    index = scene.text.parse.token_at(time.start)
    before = scene.tokens[max(0, index - 2) : index]
    if [token.lower for token in before] == ["instead", "of"]:
        return True
    while index != scene.tokens[index].head:
        index = scene.tokens[index].head
        if is_superseded(index, scene):
            return True
    moved = bool(before) and before[-1].lower == "from" and scene.lemma(before[-1].head) in MOVING
    return moved and any(other.start > time.end for other in times)


def _times(clause: Clause, scene: Scene) -> Iterator[Time]:
    found = scene.text.times_within(clause.start, clause.end)
    yield from (time for time in found if time.type in ("DATE", "TIME") and time.earliest and not _begins(time, scene))


def _begins(time: Time, scene: Scene) -> bool:
    """Whether a time only says since when something holds: "in the first case since 2007"."""
    before = scene.text.parse.token_at(time.start) - 1
    return before >= 0 and scene.tokens[before].lower == "since"


def _iso(time: Time) -> str:
    if time.earliest == time.latest:
        return time.earliest
    if len(time.value) in (4, 7) and time.value.replace("-", "").isdigit():
        return time.value
    return f"{time.earliest}/{time.latest}"
