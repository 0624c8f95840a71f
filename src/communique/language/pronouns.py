"""Pronouns and whom they stand for."""

from __future__ import annotations

from communique.language.clause_subjects import clause_subject
from communique.language.discourse import SAYING, Candidate, Discourse
from communique.language.genders import Gender
from communique.language.text import Token
from communique.records import Kind, Mention

Found = tuple[int, tuple[Mention, ...], float]
Resolved = dict[int, tuple[Mention, ...]]

HE: dict[str, Gender] = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "themselves"})
SPEAKER = frozenset({"i", "me", "my", "we", "us", "our"})
OBJECTS = ("dobj", "dative")
RELATIVE = frozenset({"WP", "WDT", "WP$"})
GROUPS: frozenset[Kind] = frozenset({"state", "government", "armed_group", "party", "body", "outlet", "other"})
CUES = SAYING | frozenset(
    "want accept agree refuse seek support oppose back believe expect hope plan intend decide continue need have be do "
    "will launch hold see consider remain join sign send".split()
)


def resolve_pronoun(
    discourse: Discourse, token: Token, before: tuple[Candidate, ...], resolved: Resolved
) -> Found | None:
    """The mentions that a pronoun stands for, with a confidence."""
    lower = token.lower
    if token.tag in RELATIVE and token.dep in ("nsubj", "nsubjpass", "dobj", "poss", "pobj"):
        return _relative(discourse, token, resolved)
    if token.pos not in ("PRON", "DET"):
        return None
    if lower in HE:
        other = _counterpart(discourse, token, resolved)
        people = [c for c in before if _can_be(c, HE[lower]) and c.mention.actor not in other]
        return _ahead(discourse, token, frozenset({"person"})) or _singular(discourse, token, people, resolved)
    if lower in IT and token.dep != "expl" and _agentive(discourse, token):
        groups = [c for c in before if c.mention.kind in GROUPS and not c.plural]
        return _ahead(discourse, token, GROUPS) or _singular(discourse, token, groups, resolved)
    if lower in THEY:
        return _plural(discourse, token, before, resolved)
    return None


def _counterpart(discourse: Discourse, token: Token, resolved: Resolved) -> set[str]:
    """Who the subject of an object pronoun's verb is: "he trusted him" is of two men."""
    if token.dep not in ("dobj", "dative", "pobj") or token.lower.endswith("self"):
        return set()
    verb = discourse.parse.tokens[token.head]
    verb = discourse.parse.tokens[verb.head] if token.dep == "pobj" else verb
    subject = discourse.parse.child(verb.index, "nsubj")
    return {m.actor for m in resolved.get(subject, ())} if subject is not None else set()


def _ahead(discourse: Discourse, token: Token, kinds: frozenset[Kind]) -> Found | None:
    """The subject that follows where the pronoun stands in a clause before it: "while he waited, Mora said"."""
    verb = discourse.parse.tokens[token.head]
    main = discourse.parse.tokens[verb.head]
    if token.dep != "nsubj" or verb.dep != "advcl" or main.index < verb.index:
        return None
    subject = discourse.parse.child(main.index, "nsubj")
    mention = discourse.mention_at.get(subject) if subject is not None else None
    if subject is None or mention is None or subject < token.index or mention.kind not in kinds or not mention.actor:
        return None
    return token.index, (mention,), 0.7


def _can_be(candidate: Candidate, gender: Gender) -> bool:
    return candidate.mention.kind == "person" and not candidate.plural and candidate.gender in ("", gender)


def _agentive(discourse: Discourse, token: Token) -> bool:
    """Whether "it" does what an actor does; a possessive always may."""
    verb = discourse.parse.tokens[token.head]
    if token.dep == "poss":
        return True
    if token.dep != "nsubj" or verb.pos not in ("VERB", "AUX"):
        return False
    clausal = any(discourse.parse.tokens[i].dep in ("ccomp", "csubj") for i in discourse.parse.children[verb.index])
    return verb.lemma.lower() in CUES and (verb.lemma.lower() != "be" or not clausal) and not _weather(discourse, verb)


def _weather(discourse: Discourse, verb: Token) -> bool:
    """Whether "it is likely that", "it will be hard to" has an empty subject."""
    if verb.lemma.lower() != "be":
        return False
    child = discourse.parse.child(verb.index, "acomp", "attr")
    return child is None or discourse.parse.tokens[child].lower not in (
        "ready",
        "willing",
        "prepared",
        "concerned",
        "committed",
    )


def _singular(discourse: Discourse, token: Token, fitting: list[Candidate], resolved: Resolved) -> Found | None:
    owner = clause_subject(discourse, token)
    own = _at(discourse, owner, resolved) if owner is not None else ()
    if _others(discourse, token, owner, own, ("NN",)):
        return None
    scored = [
        (_score(discourse, token, c) + _bound(token, c, own), c.head, c)
        for c in fitting
        if not _clashes(discourse, token, c)
        and not (token.dep in OBJECTS and c.mention.actor in {m.actor for m in own})
    ]
    scored.sort(reverse=True, key=lambda row: row[:2])
    if not scored or scored[0][0] < 0:
        return None
    best, _, chosen = scored[0]
    rival = next((score for score, _, c in scored[1:] if c.mention.actor != chosen.mention.actor), -9.0)
    return token.index, (chosen.mention,), round(min(0.95, 0.6 + 0.1 * min(best - rival, 3.0)), 2)


def _bound(token: Token, candidate: Candidate, own: tuple[Mention, ...]) -> float:
    """What a possessive gains by the subject of its clause: "Norland said Estria must open its border"."""
    return 2.0 if token.dep == "poss" and candidate.mention.actor in {m.actor for m in own} else 0.0


def _others(
    discourse: Discourse, token: Token, owner: int | None, own: tuple[Mention, ...], tags: tuple[str, ...]
) -> bool:
    """Whether a possessive more likely belongs to a subject that is no actor: "the firm raised its prices"."""
    if token.dep != "poss" or owner is None or own or token.lower in HE:
        return False
    return discourse.parse.tokens[owner].tag in tags and owner < token.index


def _beside(discourse: Discourse, token: Token, candidate: Candidate) -> bool:
    """Whether a possessive stands in one list with its owner: "Norway and its partners"."""
    owned = discourse.parse.tokens[token.head]
    return token.dep == "poss" and owned.dep == "conj" and owned.head == candidate.head


def _score(discourse: Discourse, token: Token, candidate: Candidate) -> float:
    """The nearer sentence, the subject, and of one who speaks the last who spoke."""
    apart = discourse.sentence_at[token.index] - candidate.sentence
    if apart > 4:
        return -9.0
    verb = discourse.parse.tokens[token.head]
    speaking = token.dep == "nsubj" and verb.lemma.lower() in SAYING
    score = 2.0 - 1.2 * apart + 1.2 * candidate.subject + 0.6 * (candidate.speaker and (speaking or apart == 0))
    direct = discourse.parse.tokens[candidate.head].dep not in ("compound", "amod", "nmod", "poss")
    score += 3.0 * _beside(discourse, token, candidate) + 2.0 * _goes_on(discourse, token, candidate)
    return score + 0.5 * direct - 0.01 * (token.index - candidate.head) / 10


def _goes_on(discourse: Discourse, token: Token, candidate: Candidate) -> bool:
    """Whether both are subjects of coordinated clauses: "Norland complained that Estria had left, and it called on"."""
    verb, other = discourse.parse.tokens[token.head], discourse.parse.tokens[candidate.head]
    return token.dep == "nsubj" == other.dep and verb.dep == "conj" and verb.head == other.head


def _clashes(discourse: Discourse, token: Token, candidate: Candidate) -> bool:
    """Whether both are arguments of one verb: "Mora told him" is not about Mora."""
    other = discourse.parse.tokens[candidate.head]
    if token.dep == "poss" or token.lower.endswith("self"):
        return False
    return token.head == other.head and token.dep != other.dep


def _plural(discourse: Discourse, token: Token, before: tuple[Candidate, ...], resolved: Resolved) -> Found | None:
    """The last plural group or coordination, subjects first."""
    here = discourse.sentence_at[token.index]
    owner = clause_subject(discourse, token)
    own = _at(discourse, owner, resolved) if owner is not None else ()
    if _others(discourse, token, owner, own, ("NNS",)):
        return None
    best: tuple[float, tuple[Mention, ...]] = (0.0, ())
    for candidate in reversed(before):
        apart = here - candidate.sentence
        if apart > 2:
            break
        together = coordinated(candidate, before)
        if not (candidate.plural or len(together) > 1) or _clashes(discourse, token, candidate):
            continue
        if token.dep in OBJECTS and candidate.mention.actor in {m.actor for m in own}:
            continue
        score = 2.0 - apart + candidate.subject + _bound(token, candidate, own)
        if score > best[0]:
            best = (score, tuple(c.mention for c in together))
    if not best[1]:
        return None
    doubt = 0.25 if _rival_plural(discourse, token, best[1][-1]) else 0.0
    return token.index, best[1], round(min(0.85, 0.45 + 0.12 * best[0]) - doubt, 2)


def _rival_plural(discourse: Discourse, token: Token, chosen: Mention) -> bool:
    """Whether a plural that names no actor stands nearer in the same sentence, as a subject or an object."""
    sentence = discourse.parse.sentence_of(token.index)
    start = max(sentence.first, discourse.parse.token_at(chosen.end), token.index - 60)
    nouns = [
        t for t in discourse.parse.tokens[start : token.index] if t.tag == "NNS" and t.index not in discourse.mention_at
    ]
    return any(noun.dep in ("nsubj", "nsubjpass", "dobj") for noun in nouns)


def coordinated(candidate: Candidate, before: tuple[Candidate, ...]) -> list[Candidate]:
    """The candidates that stand in one list with a candidate, itself included."""
    return [other for other in before if other.top == candidate.top]


def _relative(discourse: Discourse, token: Token, resolved: Resolved) -> Found | None:
    """Who and which: the noun before the relative clause."""
    verb = token.head
    for _ in range(4):
        governor = discourse.parse.tokens[verb]
        if governor.dep == "relcl":
            noun = governor.head
            mention = discourse.mention_at.get(noun)
            people = (mention,) if mention else resolved.get(noun, ())
            return (token.index, people, 0.9) if people and noun < token.index else None
        verb = governor.head
    return None


def resolve_speaker(discourse: Discourse, token: Token, resolved: Resolved) -> Found | None:
    """I and we: the subject of the verb of saying around; else, within quotation marks, who speaks nearby."""
    if token.lower not in SPEAKER or token.pos not in ("PRON", "DET"):
        return None
    subject = discourse.speech_subject(token.index)
    if subject is not None and (people := _at(discourse, subject, resolved)):
        return token.index, people, 0.9
    if not discourse.quoted(token.index):
        return None
    here = discourse.sentence_at[token.index]
    for near, confidence in ((here, 0.8), (here - 1, 0.65), (here + 1, 0.6), (here - 2, 0.55), (here - 3, 0.5)):
        speakers = _speakers(discourse, near, resolved)
        if len(speakers) == 1:
            return token.index, speakers, confidence
    return None


def _at(discourse: Discourse, index: int, resolved: Resolved) -> tuple[Mention, ...]:
    mention = discourse.mention_at.get(index)
    return (mention,) if mention and mention.actor else resolved.get(index, ())


def _speakers(discourse: Discourse, number: int, resolved: Resolved) -> tuple[Mention, ...]:
    """Who speaks in a sentence, outside quotation marks, by name or by pronoun."""
    if not 0 <= number < len(discourse.parse.sentences):
        return ()
    named = [c.mention for c in discourse.speakers.get(number, ()) if not discourse.quoted(c.head)]
    sentence = discourse.parse.sentences[number]
    for token in discourse.parse.tokens[sentence.first : sentence.last]:
        speaks = token.dep == "nsubj" and discourse.parse.tokens[token.head].lemma.lower() in SAYING
        if speaks and token.index in resolved and not discourse.quoted(token.index):
            named += resolved[token.index]
    return tuple({mention.actor: mention for mention in named}.values())
