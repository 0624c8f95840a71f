"""Which way the words of a topic point: "her departure" and "no role for her" are against what "she stays" is for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.record.words.vocabulary import words_pattern

GOES = words_pattern(
    """departure|depart|departs|leave office|leave power|leaves office|leaves power|leaving office|leaving power|
    must leave|should leave|step down|steps down|stepping down|step aside|stand down|give up power|gives up power|
    giving up power|relinquish power|hand over power|resign*|oust*|removal|remove*|topple*|overthrow*|force him out|
    force her out|force them out|forced out|must go|should go|has to go|have to go|had to go|goes|to quit|quits|
    exit from power|end of his rule|end of her rule""".replace("\n    ", "").split("|")
)
ELSEWHERE = re.compile(
    r"(?:must|should)\s+leave\s+"
    r"(?!(?:office|power|now|immediately|soon|first|before|after|at|as|if|when|for|and|but|or)\b)\w",
    re.I,
)
"""Words of going that are about a place: "should leave the town"."""
STAYS = words_pattern(
    """role|stay|stays|stayed|staying|remain|remains|remaining|in power|in office|political future|future role|
    keeps power|keep power|survival""".replace("\n    ", "").split("|")
)
NEGATOR = re.compile(
    r"\b(?:no|not|never|without|neither|nor|cannot|against|exclud\w+|rul\w+ out|end\w* (?:of|to))\b|n['’]t\b", re.I
)
NEAR = 4  # words before a word within which a negation belongs to it


def tenure(text: str, people: Iterable[str] = ()) -> int:
    """+1 where a text is about somebody's staying or having a role, -1 about going or having none, 0 about neither.

    ``people`` are words for whom it may be about: "a transition without" one of them is about their going.
    """
    going = (match for match in GOES.finditer(text) if not ELSEWHERE.match(text, match.start()))
    found = [(match, -1) for match in going] + [(match, 1) for match in STAYS.finditer(text)]
    if found:
        match, sign = min(found, key=lambda pair: (pair[0].start(), -pair[0].end()))
        return -sign if negated(text, match.start()) else sign
    names = [name for name in people if name]
    left_out = names and re.search(rf"\bwithout\s+(?:\w+\s+)?(?:{'|'.join(map(re.escape, names))})\b", text, re.I)
    return -1 if left_out else 0


def direction(text: str, words: re.Pattern[str]) -> int:
    """-1 where the first of these words in a text stands negated, else +1."""
    match = words.search(text)
    return -1 if match and negated(text, match.start()) else 1


def negated(text: str, position: int) -> bool:
    """Whether an odd number of negations stands shortly before a position, in the same clause."""
    clause = re.split(r"[,;:]", text[:position])[-1]
    near = " ".join(clause.split()[-NEAR:])
    return len(NEGATOR.findall(near)) % 2 == 1
