"""Mentions of actors and places: the order in which they are found, and how they are resolved within a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from communique.language.collectives import draft_collectives
from communique.language.drafts import Draft, Ground, Name, Office
from communique.language.gazetting import index_of, match_gazetteer, text_words
from communique.language.groups import draft_matches, draft_name_offices, draft_names
from communique.language.identities import join_names, repeated_names
from communique.language.naming import find_names, settle_matches
from communique.language.offices import lone_offices, office_of
from communique.language.text import Parse
from communique.records import Gazetteer, Mention


def find_mentions(parse: Parse, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every mention of an actor or a place, in order and without overlap, resolved within the document."""
    ground = survey(parse, gazetteer)
    actors = join_names(ground)
    offices = {name: office for name in ground.names if name.kind == "person" and (office := office_of(ground, name))}
    speaks_for = _speaking(ground, actors, offices)
    drafts = [_named(name, actors[name], offices.get(name), speaks_for) for name in ground.names]
    drafts += [_offered(ground, draft, actors, offices, speaks_for) for draft in draft_matches(ground)]
    drafts += [_offered(ground, draft, actors, offices, speaks_for) for draft in draft_names(ground, actors)]
    drafts += draft_name_offices(ground, actors)
    drafts += draft_collectives(ground)
    drafts += [_unnamed(ground, office, actors, offices, speaks_for) for office in lone_offices(ground)]
    return tuple(_mention(parse, draft) for draft in _without_overlap(drafts))


def survey(parse: Parse, gazetteer: Gazetteer) -> Ground:
    """The text with the gazetteer's names and its own names marked."""
    words = text_words(parse)
    ground = Ground(parse, index_of(gazetteer), tuple(match_gazetteer(parse, words, gazetteer)))
    names = find_names(ground)
    ground = Ground(parse, ground.index, settle_matches(ground, names), names)
    more = tuple(repeated_names(ground, words, set(ground.name_at)))
    return msgspec.structs.replace(ground, names=tuple(sorted((*names, *more), key=lambda name: name.first)))


def _speaking(ground: Ground, actors: dict[Name, str], offices: dict[Name, Office]) -> dict[str, str]:
    """Whom each person speaks for: what the gazetteer says, else what most of the offices given say."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, office in offices.items():
        if office.owner is not None and office.represents:
            votes[actors[name]][_owner_name(ground, office.owner, actors)] += 1
    found = {person: counts.most_common(1)[0][0] for person, counts in votes.items()}
    known = {actor.name: actor.speaks_for for actor in ground.index.actors.values() if actor.speaks_for}
    return found | known


def _owner_name(ground: Ground, owner: int, actors: dict[Name, str]) -> str:
    if owner in ground.match_at:
        return ground.match_at[owner].actor.name
    return actors[ground.name_at[owner]]


def _named(name: Name, actor: str, office: Office | None, speaks_for: dict[str, str]) -> Draft:
    """A name with the office that stands right before it."""
    first = office.first if office and office.last == name.first else name.first
    return Draft(first, name.last, name.kind, actor, 1, speaks_for.get(actor, ""))


def _offered(
    ground: Ground, draft: Draft, actors: dict[Name, str], offices: dict[Name, Office], speaks_for: dict[str, str]
) -> Draft:
    """An office without a name is the person whom the text names in it, where there is exactly one."""
    if draft.rank != 3 or draft.kind != "person":
        return (
            msgspec.structs.replace(draft, speaks_for=speaks_for.get(draft.actor, ""))
            if draft.kind == "person"
            else draft
        )
    tokens = ground.tokens
    words = {token.lower for token in tokens[draft.first : draft.last] if token.pos in ("NOUN", "PROPN", "ADJ")}
    if draft.first and tokens[draft.first - 1].lower in ("a", "an", "another"):
        return draft
    holders = {
        actors[name]
        for name, office in offices.items()
        if tokens[draft.last - 1].lower in office.words
        and speaks_for.get(actors[name]) == draft.actor
        and len(words & office.words) >= min(2, len(words))
    }
    if len(holders) != 1:
        return draft
    person = next(iter(holders))
    return msgspec.structs.replace(draft, actor=person, speaks_for=speaks_for.get(person, ""))


def _unnamed(
    ground: Ground, office: Office, actors: dict[Name, str], offices: dict[Name, Office], speaks_for: dict[str, str]
) -> Draft:
    """A capitalised office without a name: the last person named in it before, else the only one in the text."""
    head, words = ground.tokens[office.head].lower, office.words - {"the", "of", "for"}
    holders = [
        name for name, held in sorted(offices.items(), key=lambda item: item[0].first) if words <= held.words | {head}
    ]
    before = [name for name in holders if name.first < office.first]
    people = {actors[name] for name in holders}
    actor = actors[before[-1]] if before else next(iter(people)) if len(people) == 1 else ""
    return Draft(office.first, office.last, "person", actor, 8, speaks_for.get(actor, ""))


def _without_overlap(drafts: Iterable[Draft]) -> list[Draft]:
    """Of drafts that overlap, the one of the lowest rank, then the longest; in text order."""
    kept: list[Draft] = []
    taken: set[int] = set()
    for draft in sorted(drafts, key=lambda d: (d.rank, d.first - d.last, d.first)):
        if taken.isdisjoint(range(draft.first, draft.last)):
            kept.append(draft)
            taken.update(range(draft.first, draft.last))
    return sorted(kept, key=lambda d: d.first)


def _mention(parse: Parse, draft: Draft) -> Mention:
    span = parse.span(draft.first, draft.last)
    return Mention(span.start, span.end, span.text, draft.kind, draft.actor, draft.speaks_for)
