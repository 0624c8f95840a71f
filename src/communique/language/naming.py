"""Names of persons, groups and places that no gazetteer knows."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from communique.actors.names import fold_name
from communique.language.drafts import Ground, Name, takes_sides
from communique.language.entities import repair_entities
from communique.language.gazetting import Match
from communique.language.kinds import LOCATIVE, PARTICLES
from communique.language.missed import find_missed
from communique.records import Kind

CREDITS = frozenset({"reporting", "editing", "writing", "compiled", "edited", "photo", "photograph", "translated"})


def find_names(ground: Ground) -> tuple[Name, ...]:
    """The names in a text, each with its kind, in order and without overlap."""
    found = list(repair_entities(ground))
    found += find_missed(ground, {i for name in found for i in range(name.first, name.last)})
    found = [name for name in found if not _credited(ground, name) and not takes_sides(ground, name.first)]
    return tuple(sorted(_agree(ground, found), key=lambda name: name.first))


def settle_matches(ground: Ground, names: tuple[Name, ...]) -> tuple[Match, ...]:
    """The gazetteer's matches that are no mere part of a name ("Washington" in "George Washington") or of a side."""
    inside = {i: name for name in names for i in range(name.first, name.last)}
    return tuple(
        match for match in ground.matches if match.first not in inside and not takes_sides(ground, match.first)
    )


def _credited(ground: Ground, name: Name) -> bool:
    """Whether a person is named for making the report: "(Reporting by …; Editing by …)"."""
    if name.kind != "person":
        return False
    first = max(ground.parse.sentence_of(name.first).first, name.first - 25)
    words = [token.lower for token in ground.tokens[first : name.first]]
    return any(word in CREDITS and after == "by" for word, after in pairwise(words))


def _agree(ground: Ground, names: list[Name]) -> list[Name]:
    """One kind a name: what most of its occurrences say, a person's surname being a person wherever it stands."""
    votes: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    surnames: set[str] = set()
    located: set[str] = set()
    for name in names:
        key = fold_name(ground.text(name.first, name.last))
        votes[key][name.kind] += 1
        if name.first and ground.tokens[name.first - 1].lower in LOCATIVE:
            located.add(key)
        if name.kind == "person" and name.last - name.first > 1:
            surnames.add(fold_name(ground.tokens[name.last - 1].text))
    agreed = []
    for name in names:
        key = fold_name(ground.text(name.first, name.last))
        kind = votes[key].most_common(1)[0][0]
        few = votes[key]["place"] <= votes[key]["person"] + votes[key]["body"] + 1
        if _is_surname(key, surnames) and (few or key not in located):
            kind = "person"
        agreed.append(Name(name.first, name.last, kind))
    return agreed


def _is_surname(key: str, surnames: set[str]) -> bool:
    *before, last = key.split() or [""]
    return last in surnames and all(word in PARTICLES for word in before)
