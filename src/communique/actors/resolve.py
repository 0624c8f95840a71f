"""Who is who across documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from communique.actors.names import fold_name, same_name, skeleton
from communique.records import Gazetteer, Kind

SELDOM = 5  # times as many documents as give a person in full may have the surname alone, if it is to be that person


def resolve_actors(found: Iterable[tuple[str, Kind, int]], gazetteer: Gazetteer) -> dict[str, str]:
    """Every name found in single documents, with the canonical name that stands for it in all of them.

    ``found`` are (name, kind, number of documents). A name that the gazetteer knows takes the gazetteer's. Spelling
    variants, initials and left-out forenames are joined under the most frequent full form; a surname alone is joined
    only where a single person bears it, whom the gazetteer knows or enough of the documents give in full: whoever goes
    by one name is not the stranger of another report who bears it as a surname.
    """
    counts: Counter[str] = Counter()
    people: set[str] = set()
    for name, kind, documents in found:
        counts[name] += documents
        if kind == "person":
            people.add(name)
    known = known_names(gazetteer)
    resolved = {name: known[fold_name(name)] for name in counts if fold_name(name) in known}
    open_names = sorted((name for name in counts if name not in resolved), key=lambda name: (-counts[name], name))
    resolved |= _join_spellings(open_names, people)
    return resolved | _join_surnames(resolved, people, counts, gazetteer)


def known_names(gazetteer: Gazetteer) -> dict[str, str]:
    """Folded name to canonical name, for the names (not the adjectives and seats) of a gazetteer."""
    known: dict[str, str] = {}
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names):
            known.setdefault(fold_name(name), actor.name)
    return known


def _join_spellings(names: list[str], people: set[str]) -> dict[str, str]:
    """Join variants of one name, given the most frequent first; only people are joined on more than folding."""
    joined: dict[str, str] = {}
    by_key: dict[str, str] = {}
    by_surname: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        key = fold_name(name)
        if key in by_key:
            joined[name] = by_key[key]
            continue
        bucket = by_surname[skeleton(key.split()[-1]) if key else ""]
        alike = [other for other in bucket if same_name(name, other)] if name in people else []
        joined[name] = by_key[key] = alike[0] if len(alike) == 1 else name
        if joined[name] == name and name in people:
            bucket.append(name)
    return joined


def _join_surnames(
    resolved: dict[str, str], people: set[str], counts: Counter[str], gazetteer: Gazetteer
) -> dict[str, str]:
    """Surnames alone, where a single person bears them who is known, or is often enough named in full."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    known = {actor.name for actor in gazetteer.actors if actor.kind == "person"}
    in_full: Counter[str] = Counter()
    for name in people:
        in_full[resolved[name]] += counts[name]
    for full in known | set(in_full):
        words = fold_name(full).split()
        for first in range(1, len(words)):
            bearers[" ".join(words[first:])].add(full)
    only = {name: bearers.get(fold_name(name), set()) for name in people if resolved[name] == name}
    return {
        name: full
        for name, fulls in only.items()
        if len(fulls) == 1 and ((full := next(iter(fulls))) in known or SELDOM * in_full[full] >= counts[name])
    }
