"""Matters: what positions are compared on, so that two holders can be seen to differ on one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from communique.actors import fold_name
from communique.record.matters.conditions import ANY, Synonyms, condition_topic, read_condition
from communique.record.matters.poles import GOES, STAYS, direction, negated, tenure
from communique.record.words.phrases import content_words, head_words, shorten
from communique.records import Issue, Story

LABELS = {
    "terror": "terrorist",
    "extremis": "extremist",
    "illegitima": "illegitimate",
    "legitima": "legitimate",
    "moderate": "moderate",
    "war crim": "war criminal",
}
"""Labels by the beginning of a word, the more specific first."""

FORUMS = {
    "delegation": ("delegation", "negotiating team"),
    "truce": ("truce", "ceasefire", "cease-fire", "cessation", "armistice"),
    "talks": ("talks", "negotiat", "dialogue"),  # "talks with the government" are no seat in the government
    "government": ("government", "cabinet", "governing", "transition"),
    "elections": ("election", "vote", "ballot"),
}
"""What somebody may take part in, by the words that name it; everything else is talks."""

MARKS = " \"'“”‘’«»,;:."  # around a label that is not part of it
LABEL_WORDS = re.compile("|".join(LABELS), re.IGNORECASE)
FORUM_WORDS = re.compile(
    "|".join(word for forum, words in FORUMS.items() if forum != "government" for word in words), re.IGNORECASE
)
"""Words that name a forum in any clause; a government may just be one who is named there."""
FOR = {"participation": ("for", "against"), "condition": ("demands", "rejects"), "stance": ("for", "against")}
"""How a polarity reads, by type of claim."""
CLAUSE = re.compile(r"\b(?:will|would|must|should|shall|can|could|is|are|was|were|be|been|has|have|had|to)\b", re.I)
AFTER_HEAD = re.compile(r"[,;:(]|\b(?:of|for|in|on|at|with|by|from|against|between|over|that|which|who|whose)\b", re.I)
OTHERS = re.compile(r"\b(?:opponent|critic|supporter|allies|ally|enem|foes|forces|troops|backer)", re.I)
NEAR = 6  # words between somebody's name and what is said of their staying or going


class Matter(msgspec.Struct, frozen=True):
    """A matter: its key, what it is called, how +1 and -1 on it read, and the issue of the story it belongs to.

    Without a key a claim can be compared with no other; without a label only its own wording says what it is about.
    ``flipped`` tells that the claim's words name the other pole, so that its polarity counts the other way round.
    ``grouped`` that the matter is more than words that happen to be alike. ``gate`` is what a condition holds up.
    """

    key: str
    label: str
    plus: str
    minus: str
    issue: str = ""
    flipped: bool = False
    grouped: bool = True
    gate: str = ""


def matter_of(kind: str, argument: str, topic: str, story: Story) -> Matter:
    """The matter of a standing claim, from its type, the resolved name of its argument, and its topic.

    A designation is compared on its label and whom it is put on, a participation on who takes part in what, a condition
    on what waits, what must come first and who has to see to it, a stance on an issue of the story that its words name,
    or on whose staying it judges, else on whom and what. Words alone compare only what is said alike, and such a matter
    is not ``grouped``.
    """
    if kind == "designation":
        label = _label(topic)
        return designation(argument, label)
    if kind == "participation":
        return participation(argument, _forum(topic, argument))
    if kind == "condition":
        return _condition(argument, topic, story)
    return _stance(argument, topic, story.issues)


def matter_words(kind: str, topic: str, quote: str) -> str:
    """The words by which the matter of a claim is found: its topic, or the clause itself where only that tells it."""
    clause = " ".join(quote.split())
    if kind == "condition":
        return condition_topic(topic, clause) or clause
    telling = {"designation": LABEL_WORDS, "participation": FORUM_WORDS}.get(kind)
    cut_short = telling and clause.startswith(topic) and not telling.search(topic) and telling.search(clause)
    return clause if cut_short else topic or clause


def designation(argument: str, label: str) -> Matter:
    """The matter of whether somebody bears a label."""
    key = _joined("designation", argument, label) if argument else ""
    return Matter(key, f"{argument or 'someone'} as {label}", f"calls {label}", f"denies {label}")


def participation(argument: str, forum: str) -> Matter:
    """The matter of whether somebody takes part in a forum."""
    key = _joined("participation", argument, forum) if argument else ""
    return Matter(key, f"{argument or 'someone'} in the {forum}", *FOR["participation"])


def _label(topic: str) -> str:
    lower = topic.lower()
    plain = shorten(topic, 5).strip(MARKS)
    return next((label for beginning, label in LABELS.items() if beginning in lower), plain or "something")


def _forum(topic: str, argument: str) -> str:
    lower = topic.lower().replace(argument.lower(), " ") if argument else topic.lower()
    return next((forum for forum, words in FORUMS.items() if any(word in lower for word in words)), "talks")


def _condition(argument: str, topic: str, story: Story) -> Matter:
    gates, named = pinned_names(story)
    found = read_condition(topic, gates, named)
    if not found.key:
        return Matter("", "", *FOR["condition"])
    whom = "" if found.key in {ANY, *(each.name for each in named)} else argument  # a name tells whom it concerns
    before = f" (for: {shorten(found.waiting)})" if found.waiting else ""
    label = f"{of_whom(whom, shorten(found.words))}{before}"
    free = found.key == ANY and negated(found.words, len(found.words) - len(found.words.split()[-1]))
    key = condition_matter(found.gate, found.key, whom)
    return Matter(key, label, *FOR["condition"], gate=found.gate, flipped=free)


def condition_matter(gate: str, key: str, argument: str = "") -> str:
    """The key of the matter of a condition; ``argument`` is who has to meet it, empty where nobody is named."""
    return _joined("condition", gate, argument, key) if argument else _joined("condition", gate, key)


def thing_asked(matter: str) -> tuple[str, str, str]:
    """What the matter of a condition is about: the gate, who has to meet it, and what is asked for, in lower case."""
    head, _, thing = matter.rpartition("|")
    _, gate, *argument = head.split("|") if head.startswith("condition|") else ("", "")
    return gate, "".join(argument), thing


def of_whom(argument: str, words: str) -> str:
    """A condition in words that begin with who has to meet it."""
    told = not argument or words.lower().startswith(argument.lower())
    return words if told else f"{argument}: {words}"


@cache
def pinned_names(story: Story) -> tuple[tuple[Synonyms, ...], tuple[Synonyms, ...]]:
    """The gates of a story with the words that name what waits, and their conditions with theirs."""
    conditions = (each for gate in story.gates for each in gate.conditions)
    return (
        tuple(Synonyms(gate.name, (gate.name, *gate.words)) for gate in story.gates),
        tuple(Synonyms(each.name, (each.name, *each.words)) for each in conditions),
    )


def _stance(argument: str, topic: str, issues: tuple[Issue, ...]) -> Matter:
    poles = ((issue, _pole(issue, argument, topic)) for issue in issues)
    issue, pole = next(((issue, pole) for issue, pole in poles if pole), (None, 0))
    if issue:
        told = issue.plus or FOR["stance"][0], issue.minus or FOR["stance"][1]
        return Matter(_joined("issue", issue.name), issue.name, *told, issue.name, flipped=pole < 0)
    stays = tenure(topic, (argument, *argument.split()[-1:])) if argument else 0
    if stays:
        key = _joined("tenure", argument)
        return Matter(key, f"a role for {argument}", *FOR["stance"], flipped=stays < 0)
    return _by_words(argument, topic, next((issue for issue in issues if _words(issue).search(topic)), None))


def _pole(issue: Issue, argument: str, topic: str) -> int:
    """Which pole of an issue the words of a topic name: +1, -1, or 0 where they are about something else."""
    bare = _words(issue).search(topic)
    concerned = bare or (argument and _words(issue).search(argument))
    if not concerned:
        return 0
    if issue.opposite and _opposite(issue).search(topic):
        return -direction(topic, _opposite(issue))
    told = tenure(issue.plus) or -tenure(issue.minus)
    stays = tenure(topic, issue.words) if told and _says_of(issue, argument, topic) else 0
    if stays:
        return stays * told
    if bare and not head_words(_words(issue).sub(" ", topic), besides=argument):
        return direction(topic, _words(issue)) * direction(issue.plus, _words(issue))
    return 0


def _says_of(issue: Issue, argument: str, topic: str) -> bool:
    """Whether a topic says of whom the issue is about that they stay or go, and not of their friends or enemies."""
    said = [match.start() for pattern in (GOES, STAYS) for match in pattern.finditer(topic)]
    named = [match.start() for match in _words(issue).finditer(topic)]
    if not named or not said:
        return bool(named or (argument and _words(issue).search(argument)))
    between = (topic[min(one, other) : max(one, other)] for one in named for other in said)
    return any(len(words.split()) <= NEAR and not OTHERS.search(words) for words in between)


def _by_words(argument: str, topic: str, issue: Issue | None) -> Matter:
    """The matter of a stance that only words compare: by whom it is about and its head noun, else by all of them."""
    rest = _words(issue).sub(" ", topic) if issue else topic
    head = _head_noun(rest, argument) if argument and not issue else head_words(rest, besides=argument)
    label = _about(argument, shorten(topic)) if head else argument
    if issue is None and not label:
        return Matter("", "", *FOR["stance"], grouped=False)
    if issue is None:
        return Matter(_joined("stance", argument, head), label, *FOR["stance"], grouped=False)
    return Matter(_joined("issue", issue.name, argument, head), label, *FOR["stance"], issue.name, grouped=False)


def _head_noun(topic: str, argument: str) -> str:
    """The beginning of the noun that a phrase is about; of a clause, which has none, all words that carry it."""
    if CLAUSE.search(topic):
        return head_words(topic, besides=argument)
    phrases = (AFTER_HEAD.split(topic, maxsplit=1)[0], topic)
    carrying = (list(_carrying(phrase, argument)) for phrase in phrases)
    return next((words[-1] for words in carrying if words), "")


def _carrying(phrase: str, argument: str) -> Iterator[str]:
    besides = content_words(fold_name(argument)) | content_words(argument)
    for word in phrase.split():
        yield from content_words(word) - besides


def _about(argument: str, topic: str) -> str:
    """A topic, with whom it is about where its own words do not tell."""
    told = not argument or bool(set(fold_name(argument).split()) & set(fold_name(topic).split()))
    return topic if told else f"{argument}: {topic}"


@cache
def _words(issue: Issue) -> re.Pattern[str]:
    return _any_of((*issue.words, *issue.opposite, issue.name))


@cache
def _opposite(issue: Issue) -> re.Pattern[str]:
    return _any_of(issue.opposite)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)


def _joined(*parts: str) -> str:
    return "|".join(part.lower().replace("|", " ") for part in parts)
