"""What a name is a name of, by its words and by what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from communique.language.drafts import Ground, is_capital
from communique.language.genders import is_given_name
from communique.language.lexicon import kind_of_word, lexicon
from communique.language.text import Token
from communique.records import Kind

PARTICLES = frozenset("de van von der den bin ibn al el da dos di du la le abu ben ould -".split())
LOCATIVE = frozenset(
    {"in", "near", "at", "into", "around", "outside", "across", "inside", "north", "south", "east", "west"}
)
MONTHS = frozenset({"may", "march", "august", "april", "june"})
WEAPON = re.compile(r"[A-Za-z]{1,4}-?\d{1,4}[A-Za-z]?")


def is_name(ground: Ground, first: int, last: int) -> bool:
    """Whether the tokens can be a name at all: capitalised, and not only common words or the type of a weapon."""
    words, tokens = lexicon(), ground.tokens[first:last]
    if not any(is_capital(token) for token in tokens) or WEAPON.fullmatch(ground.text(first, last)):
        return False
    matter = _head(tokens).lower in words.words["matters"] and not _party_initials(ground, first, last)
    if matter or any(sign in ground.text(first, last) for sign in "()—"):
        return False
    if last - first == 1:
        lower = tokens[0].lower
        common = words.words["rejected"] | words.offices | words.organs | words.titles | words.office_words
        return lower not in common and len(lower.strip(".'’")) > 1 and any(sign.isalpha() for sign in lower)
    return not all(token.lower in words.words["rejected"] or not token.text.isalpha() for token in tokens)


def _party_initials(ground: Ground, first: int, last: int) -> bool:
    """Whether initials are those of a party, as the word behind them tells: "the CUP party"."""
    behind = ground.tokens[last].lower if last < len(ground.tokens) else ""
    return last - first == 1 and ground.tokens[first].text.isupper() and behind == "party"


def _head(tokens: Sequence[Token]) -> Token:
    """The word of a name that says what it is: the last one, or that before "of": "Government of National Accord"."""
    return next((one for one, after in pairwise(tokens) if after.lower in ("of", "for")), tokens[-1])


def kind_of_name(ground: Ground, first: int, last: int, label: str, kind: Kind) -> Kind:
    """What a name names, by its first and last word, the description before it, and the model's label."""
    words, tokens = lexicon(), ground.tokens
    head = tokens[last - 1].lower if kind == "person" else _head(tokens[first:last]).lower
    if head == "state" and tokens[first].lower in words.words["rejected"]:
        return "body"  # "Islamic State" is no state
    given = is_given_name(tokens[first].text) and 1 < last - first < 5
    if last - first > 1 or label == "ORG":
        by_head = kind_of_word(head, words.heads)
        if by_head and not (given and (by_head == "place" or label == "PERSON")):
            return by_head
    if given and all(is_capital(t) or t.lower in PARTICLES for t in tokens[first:last]):
        return "person"
    by_opener = kind_of_word(tokens[first].lower, words.openers)
    if by_opener and last - first > 1 and (by_opener != "place" or label in ("GPE", "LOC", "FAC")):
        return by_opener
    if described := _described(ground, first, last):
        return described
    if label == "PERSON" and last - first <= 3 and first and tokens[first - 1].lower in LOCATIVE:
        return "place"
    if label == "PERSON" and first > 0 and tokens[first - 1].lower == "the" and tokens[last - 1].tag in ("NNPS", "NNS"):
        return "other"
    return kind


def _described(ground: Ground, first: int, last: int) -> Kind | None:
    """The kind that a description gives: "rebel group X", "the town of X", "X, an armed faction"."""
    words, tokens = lexicon(), ground.tokens
    before = [tokens[i] for i in range(max(0, first - 4), first)]
    if before and before[-1].lower in (
        "group",
        "groups",
        "faction",
        "factions",
        "militia",
        "party",
        "movement",
        "alliance",
        "of",
    ):
        near = [token.lower for token in before[-3:]]
        found = next((kind for word in near if (kind := kind_of_word(word, words.describers))), None)
        if found and (near[-1] != "of" or found == "place"):
            return found
        if near[-1] in ("group", "groups"):
            return "body"
    if last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].lower in ("a", "an", "the"):
        return _apposed(tokens[last + 2 : last + 10], single=last - first == 1)
    return None


def _apposed(tokens: tuple[Token, ...], *, single: bool) -> Kind | None:
    """The kind that the words of an apposition give; a role of persons outweighs a group that it names."""
    words, phrase = lexicon(), list[str]()
    for token in tokens:
        if token.text in (",", ".") or token.pos in ("VERB", "AUX"):
            break
        phrase.append(token.lower)
    if set(phrase) & (words.offices | words.private):
        return None if single else "person"
    return next((kind for word in phrase if (kind := kind_of_word(word, words.describers))), None)


def month_like(token: Token) -> bool:
    """Whether a capitalised surname is also a month, so that only its use can tell."""
    return token.lower in MONTHS
