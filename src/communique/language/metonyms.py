"""Whether a capital or seat stands for its government where it is named, or is a place there."""

from __future__ import annotations

from communique.language.lexicon import lexicon
from communique.language.text import Parse, Token

ROLES = frozenset(
    {"ally", "backer", "supporter", "opponent", "partner", "mediator", "sponsor", "guarantor", "member", "party"}
)


def acts_as_state(parse: Parse, index: int) -> bool:
    """Whether the capital whose last word is token ``index`` acts, speaks or is dealt with as a government."""
    token = parse.tokens[index]
    after = parse.tokens[index + 1].lower if index + 1 < len(parse.tokens) else ""
    if _opens_report(parse, token) or after in lexicon().words["place_heads"]:
        return False
    for _ in range(8):  # "Norburg and Estgrad agreed": a coordinated name does what the first one does
        if token.dep != "conj" or parse.tokens[token.head].pos not in ("PROPN", "NOUN"):
            break
        token = parse.tokens[token.head]
    head = parse.tokens[token.head]
    match token.dep:
        case "nsubj":
            return _acts(parse, head)
        case "nsubjpass" | "dobj" | "dative":
            return head.lemma.lower() not in lexicon().words["place_objects"]
        case "poss":
            return head.lower not in lexicon().words["place_heads"]
        case "compound" | "nmod" | "amod":
            return _modifies_organ(parse, head) and not speaks_for_others(parse, head)
        case "pobj":
            return _after_preposition(parse, head)
        case _:
            return False


def _opens_report(parse: Parse, token: Token) -> bool:
    """Whether a name in capitals is the place of a dateline: "ESTGRAD (Agency) - ", "ESTGRAD The king said"."""
    after = parse.tokens[token.index + 1].text if token.index + 1 < len(parse.tokens) else ""
    return len(token.text) > 3 and token.text.isupper() and not after.isupper()


def _acts(parse: Parse, verb: Token) -> bool:
    if verb.lemma.lower() == "be":
        quality, role = parse.child(verb.index, "acomp"), parse.child(verb.index, "attr")
        if quality is not None:
            return parse.tokens[quality].lower not in lexicon().words["place_qualities"]
        return role is not None and parse.tokens[role].lemma.lower() in ROLES
    return verb.pos in ("VERB", "AUX") and verb.lemma.lower() not in lexicon().words["place_subjects"]


def _modifies_organ(parse: Parse, head: Token) -> bool:
    words = lexicon()
    return head.lower in words.organs or head.lower in words.offices or head.lower in words.words["attached"]


def speaks_for_others(parse: Parse, head: Token) -> bool:
    """Whether an official only sits in the capital: "the Estgrad spokesman for the alliance"."""
    return any(parse.tokens[i].lower == "for" for i in parse.children[head.index])


def _after_preposition(parse: Parse, preposition: Token) -> bool:
    words = lexicon().words
    word, governor = preposition.lower, parse.tokens[preposition.head]
    lemma = governor.lemma.lower()
    if word == "to" and governor.lower == "according":
        return True
    if word in words["act_prepositions"]:
        return True
    if word in ("to", "on", "upon"):
        return lemma in words["giving"]
    if word == "from":
        return lemma in words["from_heads"]
    return word in ("of", "for") and lemma in words["of_heads"]
