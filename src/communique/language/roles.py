"""Role nouns and whom they stand for: "the minister", "the group", "the two sides"."""

from __future__ import annotations

from communique.language.discourse import Candidate, Discourse
from communique.language.lexicon import lexicon
from communique.language.text import Token
from communique.records import Kind, Mention

Found = tuple[int, tuple[Mention, ...], float]

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
PAIRS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(
        ("sides", "parties", "camps"), frozenset({"state", "government", "armed_group", "party", "body", "other"})
    ),
    **dict.fromkeys(
        ("countries", "nations", "states", "governments", "powers", "capitals", "neighbours", "neighbors", "allies"),
        frozenset({"state", "government"}),
    ),
    **dict.fromkeys(
        (
            "ministers",
            "presidents",
            "leaders",
            "men",
            "diplomats",
            "officials",
            "envoys",
            "politicians",
            "statesmen",
            "chiefs",
            "women",
        ),
        frozenset({"person"}),
    ),
    **dict.fromkeys(
        ("groups", "factions", "organizations", "organisations"), frozenset({"armed_group", "party", "body", "other"})
    ),
}
THINGS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(
        ("group", "organisation", "organization", "movement", "faction", "militia"),
        frozenset({"armed_group", "party", "body"}),
    ),
    "party": frozenset({"party"}),
    **dict.fromkeys(
        ("bloc", "body", "council", "committee", "commission", "coalition", "alliance", "agency", "union", "assembly"),
        frozenset({"body", "party"}),
    ),
    **dict.fromkeys(("country", "kingdom", "republic", "nation"), frozenset({"state"})),
}


def resolve_role(discourse: Discourse, token: Token, before: tuple[Candidate, ...]) -> Found | None:
    """The mentions that a role noun stands for, with a confidence."""
    if token.pos not in ("NOUN", "PROPN", "PRON", "DET", "NUM") or not before:
        return None
    if token.lower in ("both", "two") and token.dep in ("nsubj", "nsubjpass"):
        return _pair(discourse, token, before, PAIRS["sides"] | {"person"}, token.index)
    if token.lower in PAIRS and (first := _counted(discourse, token)) is not None:
        return _pair(discourse, token, before, PAIRS[token.lower], first)
    first = token.index - 1
    if (
        first < 0
        or discourse.parse.tokens[first].lower not in DEFINITE
        or discourse.parse.tokens[first].head != token.index
    ):
        return None
    if token.lower in lexicon().offices:
        return _holder(discourse, token, before, first)
    if token.lower in THINGS:
        return _thing(discourse, token, before, first)
    return None


def _counted(discourse: Discourse, token: Token) -> int | None:
    """Where "the two sides" or "both ministers" begins; None for any other plural."""
    children = [i for i in discourse.parse.children[token.index] if i < token.index]
    words = {discourse.parse.tokens[i].lower for i in children}
    return min(children) if words & {"two", "both"} else None


def _pair(
    discourse: Discourse, token: Token, before: tuple[Candidate, ...], kinds: frozenset[Kind], first: int
) -> Found | None:
    """The last two different actors of a fitting kind, found near each other."""
    last: list[Candidate] = []
    for candidate in reversed(before):
        if candidate.mention.kind in kinds and candidate.mention.actor not in [c.mention.actor for c in last]:
            last.append(candidate)
        if len(last) == 2:
            break
    if (
        len(last) < 2
        or discourse.sentence_at[token.index] - last[0].sentence > 3
        or last[0].sentence - last[1].sentence > 1
    ):
        return None
    near = last[0].sentence == last[1].sentence
    return first, tuple(c.mention for c in reversed(last)), 0.75 if near else 0.55


def _holder(discourse: Discourse, token: Token, before: tuple[Candidate, ...], first: int) -> Found | None:
    """The last person of whom the text says the office."""
    for candidate in reversed(before):
        if candidate.mention.kind == "person" and token.lower in discourse.words_of.get(
            candidate.mention.actor, frozenset()
        ):
            return first, (candidate.mention,), 0.8
    return None


def _thing(discourse: Discourse, token: Token, before: tuple[Candidate, ...], first: int) -> Found | None:
    """The last actor of a fitting kind, within three sentences."""
    here = discourse.sentence_at[token.index]
    for candidate in reversed(before):
        if here - candidate.sentence > 3:
            return None
        if candidate.mention.kind in THINGS[token.lower]:
            return first, (candidate.mention,), 0.6
    return None
