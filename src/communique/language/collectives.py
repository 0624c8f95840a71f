"""Groups that act without a name of their own: "the opposition", "world powers", "Western diplomats", "aid workers"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from communique.actors.names import fold_name
from communique.language.drafts import SIDES, Draft, Ground, is_capital
from communique.language.groups import adjective, government, opposes, rival_states
from communique.language.lexicon import lexicon
from communique.language.text import Token
from communique.records import Actor, Kind

ACTING = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "pobj", "dative", "conj", "appos"})
COUNTING = frozenset(
    {"many", "some", "several", "most", "other", "few", "more", "certain", "various", "all", "such", "own"}
)
DELEGATED = frozenset({"delegation", "delegates", "negotiators", "team"})  # who acts for the group before the word
OFTEN = 3  # times that a report names a state if it is about that state
GENERAL = frozenset(
    {"western", "european", "arab", "gulf", "african", "asian", "eastern", "nordic", "baltic", "balkan"}
)


def draft_collectives(ground: Ground) -> Iterator[Draft]:
    """A draft for each group without a name that acts or is acted upon."""
    story, main = conflict_state(ground), main_state(ground)
    for token in ground.tokens:
        if token.dep not in ACTING or token.index in ground.name_at or token.index in ground.match_at:
            continue
        if draft := _group(ground, token, story, main) or _phrase(ground, token, story, main) or _west(ground, token):
            yield draft


def conflict_state(ground: Ground) -> Actor | None:
    """The state of whose opposition, rebels or regime the text tells most."""
    rival = rival_states(ground)
    return _state(ground, rival.most_common(1)[0][0]) if rival else None


def main_state(ground: Ground) -> Actor | None:
    """The state that is named OFTEN and more often than all others together, if any."""
    counts = Counter(match.actor.name for match in ground.matches if match.actor.kind == "state")
    name, most = counts.most_common(1)[0] if counts else ("", 0)
    return _state(ground, name) if most >= OFTEN and most * 2 > counts.total() else None


def _state(ground: Ground, name: str) -> Actor:
    return next(match.actor for match in ground.matches if match.actor.name == name)


def _group(ground: Ground, token: Token, story: Actor | None, main: Actor | None) -> Draft | None:
    """The opposition, the rebels, the government of the state that the text is about, and their delegations."""
    words, first, lower = lexicon(), token.index, token.lower
    if lower in DELEGATED and first and ground.tokens[first - 1].head == first:
        first -= 1
        lower = {"rebel": "rebels"}.get(ground.tokens[first].lower, ground.tokens[first].lower)
    named = is_capital(token) and token.index + 1 < len(ground.tokens) and ground.tokens[token.index + 1].lower == "of"
    if lower not in words.bare or named or _modified(ground, token) or opposes(ground, token.index):
        return None
    state = story or main
    if known := ground.index.actors.get(fold_name(lower)):
        kind, name = known.kind, known.name
    elif lower in words.governments:
        if state is None or (story is None and lower == "regime"):
            return None
        kind, name = "government", government(ground, state, Counter({state.name: 1} if story else {}))
    elif lower == "army":
        if story is None:
            return None
        kind, name = "armed_group", f"{adjective(story)} army"
    else:
        kind, name = _named_rival(ground, lower, state)
    return Draft(first, token.index + 1, kind, name, 7)


def _modified(ground: Ground, token: Token) -> bool:
    """Whether a name or match belongs to the noun already."""
    children = [
        i for i in ground.parse.children[token.index] if ground.tokens[i].dep in ("poss", "amod", "compound", "nmod")
    ]
    return any(
        i in ground.match_at or i in ground.name_at
        for i in children
        if ground.tokens[i].dep != "amod" or i + 1 == token.index
    )


def _named_rival(ground: Ground, lower: str, state: Actor | None) -> tuple[Kind, str]:
    name = f"{adjective(state)} {lower}" if state else lower
    if found := ground.index.actors.get(fold_name(name)):
        return found.kind, found.name
    return "other" if lower == "opposition" else "armed_group", name


def _west(ground: Ground, token: Token) -> Draft | None:
    before = ground.tokens[token.index - 1].lower if token.index else ""
    if token.lower != "west" or before != "the" or token.dep not in ("nsubj", "nsubjpass", "dobj", "poss"):
        return None
    return Draft(token.index, token.index + 1, "other", "Western powers", 6)


def _phrase(ground: Ground, token: Token, story: Actor | None, main: Actor | None) -> Draft | None:
    """A plural of people or powers with the words before it that say which."""
    words = lexicon()
    if token.lower not in words.collectives:
        return None
    first = token.index
    while (
        first
        and ground.tokens[first - 1].dep in ("amod", "compound", "nmod")
        and ground.tokens[first - 1].head == token.index
    ):
        first -= 1
    while ground.tokens[first].lower in COUNTING and first < token.index:
        first += 1
    before = [t for t in ground.tokens[first : token.index] if t.text != "-"]
    if any(t.index in ground.match_at or t.index in ground.name_at for t in before):
        return None
    opening = ground.parse.sentence_of(token.index).first
    general = any(
        t.lower in GENERAL or (is_capital(t) and t.index != opening and t.tag in ("JJ", "NNP")) for t in before
    )
    powers = bool(before) and f"{before[-1].lower} {token.lower}" in words.bare_phrases
    acting = token.dep == "nsubj" and ground.tokens[token.head].pos == "VERB" and token.lower in words.people
    if not (general or powers or (acting and (before or not token.lower.endswith("groups")))):
        return None
    name = " ".join(t.text.capitalize() if t.lower in GENERAL else t.text for t in before)
    name = f"{name if general else name.lower()} {token.lower}".strip()
    name = re.sub(rf"\b({'|'.join(sorted(SIDES))}) ", r"\1-", name, flags=re.IGNORECASE)
    if story and name in ("government forces", "regime forces"):
        name = f"{adjective(story)} army"
    if before and before[-1].lower in ("opposition", "rebel") and token.lower not in ("lawmakers", "parties"):
        rival = "opposition" if before[-1].lower == "opposition" else "rebels"
        return Draft(first, token.index + 1, *_named_rival(ground, rival, story or main), 6)
    if known := ground.index.actors.get(fold_name(name)):
        return Draft(first, token.index + 1, known.kind, known.name, 6)
    return Draft(first, token.index + 1, "other", name, 6)
