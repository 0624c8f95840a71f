"""Matters: what positions are compared on, so that two holders can be seen to differ on one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.records import Claim, Issue

STOP = frozenset(
    """a an and are as at be been but by for from had has have he her his if in into is it its more no not of on or our
    she should so than that the their them then there they this to was we were which who will with would""".split()
)
LABELS = ("terrorist", "legitimate", "illegitimate", "moderate", "war criminal", "extremist")
WORD = re.compile(r"\w[\w'’-]*")


def matter_of(claim: Claim, argument: str, issues: Iterable[Issue]) -> tuple[str, str]:
    """The key of a claim's matter, and how it is called; acts have none.

    A designation is compared on its label and whom it is put on, a participation on who is to take part, a condition on
    its words, a stance on the issue of the story that its words name, else on whom and what it judges.
    """
    topic = claim.topic or claim.quote
    if claim.type == "designation":
        label = next((label for label in LABELS if label[:6] in topic.lower()), _short(topic))
        return f"designation|{label}|{argument}".lower(), f"{argument or 'someone'} as {label}"
    if claim.type == "participation":
        return f"participation|{argument}".lower(), f"{argument or 'someone'} at the table"
    if claim.type == "condition":
        gated, _, condition = topic.partition("<-")
        words = condition or gated
        name = f"first {_short(words, 12)}" if words.strip() else "a condition"
        return f"condition|{_key(words)}", name
    if claim.type != "stance":
        return "", ""
    named = [issue for issue in issues if _names(issue, f"{topic} {claim.quote}")]
    if named:
        return f"issue|{named[0].name}|{argument}".lower(), f"{named[0].name}{f': {argument}' if argument else ''}"
    return f"stance|{argument}|{_key(topic)}".lower(), _short(topic, 12)


def _names(issue: Issue, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) for word in issue.words)


def _content(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text) if word.lower() not in STOP]


def _key(text: str) -> str:
    return " ".join(sorted({word[:6] for word in _content(text)})[:6])


def _short(text: str, words: int = 6) -> str:
    found = text.split()
    return " ".join(found[:words]) + (" …" if len(found) > words else "")
