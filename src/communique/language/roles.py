"""Role nouns and whom they stand for: "the minister", "the group", "the two sides"."""

from __future__ import annotations

from collections.abc import Mapping

from communique.language.clause_subjects import clause_subject
from communique.language.discourse import Candidate, Discourse
from communique.language.lexicon import kind_of_word, lexicon
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
        ("bloc", "body", "coalition", "alliance"),
        frozenset({"body", "party"}),
    ),
    **dict.fromkeys(("country", "kingdom", "republic", "nation"), frozenset({"state"})),
}


OWNED = frozenset({"government", "side", "delegation", "team", "front", *THINGS})
"""What somebody who says "his" before it speaks for."""
OPPOSED = frozenset({"warring", "rival", "opposing", "conflicting", "negotiating"})
NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4}
NAMED = ("body", "party", "armed_group")


def resolve_role(
    discourse: Discourse, token: Token, before: tuple[Candidate, ...], resolved: Mapping[int, tuple[Mention, ...]]
) -> Found | None:
    """The mentions that a role noun stands for, with a confidence."""
    if token.pos not in ("NOUN", "PROPN", "PRON", "DET", "NUM") or not before:
        return None
    if token.lower in OWNED and (own := _own(discourse, token, before, resolved)):
        return own
    if token.lower in ("both", "two") and token.dep in ("nsubj", "nsubjpass"):
        return _together(discourse, token, before, PAIRS["sides"] | {"person"}, (token.index, 2))
    if token.lower in PAIRS and (counted := _counted(discourse, token)):
        return _together(discourse, token, before, PAIRS[token.lower], counted)
    first = token.index - 1
    if (
        first < 0
        or discourse.parse.tokens[first].lower not in DEFINITE
        or discourse.parse.tokens[first].head != token.index
    ):
        return None
    if token.lower in lexicon().offices:
        return _holder(discourse, token, before, first)
    if token.lower in THINGS or kind_of_word(token.lower, lexicon().heads) in NAMED:
        return _thing(discourse, token, before, first)
    return None


def _own(
    discourse: Discourse, token: Token, before: tuple[Candidate, ...], resolved: Mapping[int, tuple[Mention, ...]]
) -> Found | None:
    """Whom a person speaks for who calls it his own: "her country", "his group"."""
    owner = next((i for i in discourse.parse.children[token.index] if discourse.parse.tokens[i].tag == "PRP$"), None)
    people = resolved.get(owner, ()) if owner is not None else ()
    if owner is None or len(people) != 1 or not people[0].speaks_for:
        return None
    named = (c.mention for c in reversed(before) if c.mention.actor == people[0].speaks_for)
    behind = next(named, None)
    return (owner, (behind,), 0.7) if behind else None


def _counted(discourse: Discourse, token: Token) -> tuple[int, int] | None:
    """Where "the two sides" or "both ministers" begins and how many they are.

    None for any other plural, and for those that are new to the text ("two small groups").
    """
    children = [i for i in discourse.parse.children[token.index] if i < token.index]
    words = [discourse.parse.tokens[i].lower for i in children]
    numbers = [NUMBERS[word] for word in words if word in NUMBERS]
    known = token.lower == "sides" or "both" in words or any(word in DEFINITE for word in words)
    told = [
        w for i, w in zip(children, words, strict=True) if discourse.parse.tokens[i].dep == "amod" and w not in OPPOSED
    ]
    return (min(children), numbers[0]) if numbers and known and not told else None


def _together(
    discourse: Discourse, token: Token, before: tuple[Candidate, ...], kinds: frozenset[Kind], counted: tuple[int, int]
) -> Found | None:
    """That many actors of a fitting kind last named together, or of two those that the text pairs most often.

    Who calls on both sides is neither of them.
    """
    first, number = counted
    here = discourse.sentence_at[token.index]
    acting = clause_subject(discourse, token)
    doing = {c.mention.actor for c in before if (c.sentence, c.top) == (here, acting)}
    fitting = [c for c in before if c.mention.kind in kinds and c.mention.actor not in doing]
    for candidate in reversed(fitting):
        if here - candidate.sentence > 3:
            break
        together = [c for c in fitting if c.top == candidate.top]
        if len({c.mention.actor for c in together}) == number:
            return first, _distinct(together), 0.8
    pair = discourse.usual_pair(kinds) if number == 2 and token.lower in PAIRS else ()
    paired = {mention.actor for mention in pair}
    if paired and not doing & paired and any(c.mention.actor in paired for c in before):
        return first, pair, 0.6
    last = [c for c in fitting if here - c.sentence <= 1]
    return (first, _distinct(last), 0.6) if len({c.mention.actor for c in last}) == number else None


def _distinct(candidates: list[Candidate]) -> tuple[Mention, ...]:
    return tuple({c.mention.actor: c.mention for c in candidates}.values())


def _holder(discourse: Discourse, token: Token, before: tuple[Candidate, ...], first: int) -> Found | None:
    """The last person of whom the text says the office."""
    for candidate in reversed(before):
        if candidate.mention.kind == "person" and token.lower in discourse.words_of.get(
            candidate.mention.actor, frozenset()
        ):
            return first, (candidate.mention,), 0.8
    return None


def _thing(discourse: Discourse, token: Token, before: tuple[Candidate, ...], first: int) -> Found | None:
    """The last actor that bears the noun in its name, else the last of a fitting kind within three sentences."""
    for candidate in reversed(before):
        named = (
            token.lower in candidate.mention.actor.lower().split()
            or token.lower in candidate.mention.text.lower().split()
        )
        if named and candidate.mention.kind not in ("person", "place"):
            return first, (candidate.mention,), 0.8
    here, kinds = discourse.sentence_at[token.index], THINGS.get(token.lower, frozenset())
    for candidate in reversed(before):
        if here - candidate.sentence > 3:
            return None
        if candidate.mention.kind in kinds:
            return first, (candidate.mention,), 0.6
    return None
