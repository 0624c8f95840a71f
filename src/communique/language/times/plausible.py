"""Whether a match is a time at all: "may" the verb, "the Sunday Times" and "1914 soldiers" are not."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise, takewhile
from operator import attrgetter

from communique.language.genders import is_given_name
from communique.language.text import Parse, Token
from communique.language.times.grammar import Found

NAMES = frozenset(("ORG", "PERSON", "WORK_OF_ART", "FAC", "PRODUCT", "LAW", "GPE", "LOC", "NORP"))
AMOUNTS = frozenset(("CARDINAL", "MONEY", "QUANTITY", "PERCENT"))
SURE = frozenset("in since until till by before after during from through throughout late early mid".split())
AT = SURE | {"last", "next", "this", "of", "for", "to"}
SURE_OF_YEAR = SURE | {"fiscal", "and"}
WORDLIKE = frozenset(("may", "march", "april", "june", "august"))
NUMBERED = frozenset("flight no number nr page room channel route article resolution section chapter".split())


def surnames(parse: Parse) -> frozenset[str]:
    """The last words of the full names of persons in a text ("Theresa May"), those that the model misses as well."""
    people = (entity for entity in parse.entities if entity.label == "PERSON" and entity.last - entity.first > 1)
    named = (after for before, after in pairwise(parse.tokens) if is_given_name(before.text) and before.text.istitle())
    missed = (token.text for token in named if token.lower in WORDLIKE and token.text.istitle())
    return frozenset(parse.tokens[entity.last - 1].text for entity in people) | frozenset(missed)


def plausible(found: Found, parse: Parse, start: int, end: int, names: frozenset[str]) -> bool:
    """Whether the characters ``start`` to ``end`` that a rule matched really speak of time.

    ``names`` are the surnames of the text.
    """
    tokens = [parse.tokens[i] for i in parse.covered(start, end)]
    if not tokens:
        return True
    if _inside_a_name(parse, tokens, found):
        return False
    match found.rule.means:
        case "month":
            return _is_month(found, parse, tokens, names)
        case "absolute" if "month" not in found.parts and "year" in found.parts:
            return _is_year(parse, tokens, found)
        case "absolute" | "day_range":
            return not _counts_things(parse, tokens)
        case "day_of_month":
            return _after(parse, tokens[-1]) not in {"NOUN", "PROPN", "ADJ", "NUM"}
        case "season":
            return _is_season(found, parse, tokens)
        case "lasting" | "near_unit" if tokens[0].lower == "last":
            return tokens[0].pos not in {"VERB", "AUX"}
        case "reference":
            return _is_reference(parse, tokens)
        case "clock" if "clock2" in found.parts:
            return _before(parse, tokens[0]) in {"at", "by", "until", "from", "around", "about", "of", "and"}
        case _:
            return True


def _before(parse: Parse, token: Token, back: int = 1) -> str:
    at = token.index - back
    return parse.tokens[at].lower if at >= 0 else ""


def _after(parse: Parse, token: Token) -> str:
    """The part of speech of the next token."""
    at = token.index + 1
    return parse.tokens[at].pos if at < len(parse.tokens) else ""


def _inside_a_name(parse: Parse, tokens: list[Token], found: Found) -> bool:
    """Whether a longer name holds the match, as "Sunday Times" and "Bloody Sunday" do."""
    if found.rule.means not in {"weekday", "month", "season", "absolute", "each", "century"} or "day" in found.parts:
        return False
    first, last = tokens[0].index, tokens[-1].index + 1
    at = bisect_right(parse.entities, first, key=attrgetter("last"))
    for entity in takewhile(lambda entity: entity.first < last, parse.entities[at : at + len(tokens)]):
        named = entity.label in NAMES or (entity.label == "EVENT" and "weekday" in found.parts)
        if named and (entity.first < first or entity.last > last) and entity.last - entity.first > len(tokens):
            return True
    return False


def _is_month(found: Found, parse: Parse, tokens: list[Token], names: frozenset[str]) -> bool:
    token = tokens[-1]
    if len(found.parts) > 1 or found.parts["month"] not in WORDLIKE:
        return True
    before = _before(parse, tokens[0])
    if before in {"on", "with", "against"}:  # "called on May", who is a person
        return False
    if token.pos not in {"PROPN", "NOUN"} or token.dep in {"nsubj", "nsubjpass", "aux"}:
        return False
    if found.parts["month"] == "march":
        return before in AT or token.dep in {"npadvmod", "compound"}
    if _label(parse, token) == "PERSON" or token.text in names:
        if parse.tokens[min(token.index + 1, len(parse.tokens) - 1)].tag == "POS":
            return False  # "in May's party"
        return before in {"in", "since", "last", "next", "until", "this"}
    return before in AT or token.dep in {"pobj", "npadvmod", "compound"}


def _label(parse: Parse, token: Token) -> str:
    at = bisect_right(parse.entities, token.index, key=attrgetter("last"))
    entity = parse.entities[at] if at < len(parse.entities) else None
    return entity.label if entity and entity.first <= token.index else ""


def _is_year(parse: Parse, tokens: list[Token], found: Found) -> bool:
    """A bare number of four figures is a year by its preposition, or where the model takes it for a date."""
    if len(tokens) > 1 and ("part" in found.parts or tokens[0].lower in {"fiscal", "the", "calendar"}):
        return True
    token, year = tokens[-1], int(found.parts["year"])
    label, before = _label(parse, token), _before(parse, token)
    if before in NUMBERED or (before in {".", "#"} and _before(parse, token, 2) in NUMBERED):
        return False
    if _counts_things(parse, tokens) and label != "DATE":
        return False
    if label in AMOUNTS:
        return before in {"in", "since", "from"} and 1900 <= year <= 2050 and token.dep == "pobj"
    if label == "DATE":
        return 1800 <= year <= 2100 or before in SURE_OF_YEAR
    return (before in SURE_OF_YEAR and 1200 <= year <= 2100) or 1950 <= year <= 2050


def _counts_things(parse: Parse, tokens: list[Token]) -> bool:
    """Whether the last number counts what comes after it ("1914 soldiers", "in June 20 people")."""
    token = tokens[-1]
    head = parse.tokens[token.head]
    return token.dep == "nummod" and head.index == token.index + 1 and head.tag == "NNS"


def _is_season(found: Found, parse: Parse, tokens: list[Token]) -> bool:
    token = next((t for t in tokens if t.lower == found.parts["season"]), tokens[-1])
    if token.pos not in {"NOUN", "PROPN"} or (token.text[0].isupper() and token.index != tokens[0].index):
        return False
    if len(found.parts) > 1:
        return True
    if token.lower == "fall":
        return tokens[0].lower == "the" and _before(parse, tokens[0]) in SURE
    return tokens[0].lower == "the" or token.lower == "summer"


def _is_reference(parse: Parse, tokens: list[Token]) -> bool:
    """Whether "current" and "future" are adjectives, and "the past" has no noun after it."""
    word, token = tokens[-1].lower, tokens[-1]
    if word in {"current", "recent"}:
        return token.pos == "ADJ"
    if word == "future" and len(tokens) == 1:
        return token.dep in {"amod", "compound"} and _before(parse, token) != "'s"
    if word == "past":
        return _after(parse, token) not in {"NOUN", "NUM", "ADJ", "PROPN"}
    return True
