"""Matters: what positions are compared on, so that two holders can be seen to differ on one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from communique.actors import fold_name
from communique.record.wording import head_words, shorten
from communique.records import Issue

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
    "government": ("government", "cabinet", "governing", "transition"),
    "elections": ("election", "vote", "ballot"),
}
"""What somebody may take part in, by the words that name it; everything else is talks."""

FOR = {"participation": ("for", "against"), "condition": ("demands", "rejects"), "stance": ("for", "against")}
"""How a polarity reads, by type of claim."""
DENIED = re.compile(r"\b(?:no|any|not)\s+", re.IGNORECASE)


class Matter(msgspec.Struct, frozen=True):
    """A matter: its key, what it is called, how +1 and -1 on it read, and the issue of the story it belongs to.

    Without a key a claim can be compared with no other; without a label only its own wording says what it is about.
    """

    key: str
    label: str
    plus: str
    minus: str
    issue: str = ""


def matter_of(kind: str, argument: str, topic: str, issues: Iterable[Issue]) -> Matter:
    """The matter of a standing claim, from its type, the resolved name of its argument, and its topic.

    A designation is compared on its label and whom it is put on, a participation on who takes part in what, a condition
    on its words, a stance on whom and what it judges. Words that name an issue of the story stand for the issue.
    """
    if kind == "designation":
        label = _label(topic)
        key = _joined(kind, argument, label) if argument else ""
        return Matter(key, f"{argument or 'someone'} as {label}", f"calls {label}", f"denies {label}")
    if kind == "participation":
        forum = _forum(topic)
        key = _joined(kind, argument, forum) if argument else ""
        return Matter(key, f"{argument or 'someone'} in the {forum}", *FOR[kind])
    if kind == "condition":
        return _condition(topic)
    return _stance(argument, topic, tuple(issues))


def _label(topic: str) -> str:
    lower = topic.lower()
    return next((label for beginning, label in LABELS.items() if beginning in lower), shorten(topic, 5) or "something")


def _forum(topic: str) -> str:
    lower = topic.lower()
    return next((forum for forum, words in FORUMS.items() if any(word in lower for word in words)), "talks")


def _condition(topic: str) -> Matter:
    gated, arrow, condition = topic.partition("<-")
    words = condition.strip() if arrow else topic.strip()
    waiting = DENIED.sub("", gated).strip()  # "send no invitations" waits as "send invitations"
    before = f" (for: {shorten(waiting)})" if arrow and waiting else ""
    head = head_words(words)
    if not head:
        return Matter("", "", *FOR["condition"])
    return Matter(_joined("condition", head), f"{shorten(words)}{before}", *FOR["condition"])


def _stance(argument: str, topic: str, issues: tuple[Issue, ...]) -> Matter:
    issue = next((issue for issue in issues if _pattern(issue).search(topic)), None)
    rest = _pattern(issue).sub(" ", topic) if issue else topic
    head = head_words(rest, besides=argument)
    label = _about(argument, shorten(topic)) if head else argument
    if issue is None and not label:
        return Matter("", "", *FOR["stance"])
    if issue is None:
        return Matter(_joined("stance", argument, head), label, *FOR["stance"])
    if head:
        return Matter(_joined("issue", issue.name, argument, head), label, *FOR["stance"], issue.name)
    poles = issue.plus or FOR["stance"][0], issue.minus or FOR["stance"][1]
    return Matter(_joined("issue", issue.name), issue.name, *poles, issue.name)


def _about(argument: str, topic: str) -> str:
    """A topic, with whom it is about where its own words do not tell."""
    told = not argument or bool(set(fold_name(argument).split()) & set(fold_name(topic).split()))
    return topic if told else f"{argument}: {topic}"


def _pattern(issue: Issue) -> re.Pattern[str]:
    words = sorted((*issue.words, issue.name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _joined(*parts: str) -> str:
    return "|".join(part.lower().replace("|", " ") for part in parts)
