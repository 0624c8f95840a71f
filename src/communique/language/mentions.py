"""Mentions of actors and places: the order in which they are found, and how they are resolved within a document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from communique.language.collectives import draft_collectives
from communique.language.drafts import Cast, Draft, Ground, Name, Office
from communique.language.gazetting import index_of, match_gazetteer, match_halves, text_words
from communique.language.groups import draft_matches, draft_name_offices, draft_names, only_modifies
from communique.language.identities import join_names, repeated_names
from communique.language.naming import find_names, settle_matches
from communique.language.offices import lone_offices, office_of
from communique.language.owners import group_of, implied_owner
from communique.language.text import Parse
from communique.records import Gazetteer, Mention


def find_mentions(parse: Parse, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every mention of an actor or a place, in order and without overlap, resolved within the document."""
    ground = survey(parse, gazetteer)
    cast = introduce(ground)
    drafts = [_named(name, cast) for name in ground.names if not only_modifies(ground, name)]
    drafts += [_held(ground, draft, cast) for draft in draft_matches(ground)]
    drafts += [_held(ground, draft, cast) for draft in draft_names(ground, cast)]
    drafts += [_held(ground, draft, cast) for draft in draft_name_offices(ground, cast)]
    drafts += draft_collectives(ground)
    drafts += [_unnamed(ground, office, cast) for office in lone_offices(ground)]
    return tuple(_mention(parse, draft) for draft in _without_overlap(drafts))


def survey(parse: Parse, gazetteer: Gazetteer) -> Ground:
    """The text with the gazetteer's names and its own names marked; a person of the gazetteer is a name as others."""
    words = text_words(parse)
    whole = match_gazetteer(parse, words, gazetteer)
    found = sorted((*whole, *match_halves(parse, whole)), key=lambda match: match.first)
    ground = Ground(parse, index_of(gazetteer), tuple(found))
    names = find_names(ground)
    matches = settle_matches(ground, names)
    known = tuple(Name(m.first, m.last, "person") for m in matches if m.actor.kind == "person")
    others = tuple(match for match in matches if match.actor.kind != "person")
    ground = Ground(parse, ground.index, others, _in_order(names + known))
    more = tuple(repeated_names(ground, words, set(ground.name_at)))
    return msgspec.structs.replace(ground, names=_in_order(ground.names + more))


def _in_order(names: tuple[Name, ...]) -> tuple[Name, ...]:
    return tuple(sorted(names, key=lambda name: name.first))


def introduce(ground: Ground) -> Cast:
    """Who the names of the text are, in which offices, and whom they speak for."""
    actors = join_names(ground)
    offices = {name: office for name in ground.names if name.kind == "person" and (office := office_of(ground, name))}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, office in offices.items():
        owner = implied_owner(ground, office) if office.owner is None else office.owner
        if owner is not None and office.represents:
            votes[actors[name]][_owner_name(ground, owner, actors)] += 1
    for name in ground.names:
        if name.kind == "person" and name not in offices and (group := group_of(ground, name)) is not None:
            votes[actors[name]][_owner_name(ground, group, actors)] += 1
    found = {person: counts.most_common(1)[0][0] for person, counts in votes.items()}
    known = {actor.name: actor.speaks_for for actor in ground.index.actors.values() if actor.speaks_for}
    return Cast(actors, offices, found | known)


def _owner_name(ground: Ground, owner: int, actors: dict[Name, str]) -> str:
    if owner in ground.match_at:
        return ground.match_at[owner].actor.name
    return actors[ground.name_at[owner]]


def _named(name: Name, cast: Cast) -> Draft:
    """A name with the office that stands right before it."""
    actor, office = cast.actors[name], cast.offices.get(name)
    first = office.first if office and office.last == name.first else name.first
    return Draft(first, name.last, name.kind, actor, 1, cast.speaks_for.get(actor, ""))


def _held(ground: Ground, draft: Draft, cast: Cast) -> Draft:
    """An office without a name is the person whom the text names in it, where there is exactly one."""
    tokens = ground.tokens
    if draft.kind != "person":
        return draft
    if person := cast.apposed.get(draft.first):  # "Ana Mora, the leader of the Guild"
        return msgspec.structs.replace(draft, actor=person, speaks_for=cast.speaks_for.get(person, ""))
    if draft.first and tokens[draft.first - 1].lower in ("a", "an", "another"):
        return draft
    head = tokens[draft.last - 1].lower
    words = {token.lower for token in tokens[draft.first : draft.last] if token.pos in ("NOUN", "PROPN", "ADJ")}
    holders = {
        person
        for person, held in cast.holders.get(draft.actor, ())
        if head in held and len(words & held) >= min(2, len(words))
    }
    person = next(iter(holders)) if len(holders) == 1 else draft.actor
    return msgspec.structs.replace(draft, actor=person, speaks_for=cast.speaks_for.get(person, ""))


def _unnamed(ground: Ground, office: Office, cast: Cast) -> Draft:
    """A capitalised office without a name: the last person named in it before, else the only one in the text."""
    head, words = ground.tokens[office.head].lower, office.words - {"the", "of", "for"}
    held = sorted(cast.offices.items(), key=lambda item: item[0].first)
    holders = [name for name, other in held if words <= other.words | {head}]
    before = [name for name in holders if name.first < office.first]
    people = {cast.actors[name] for name in holders}
    actor = cast.actors[before[-1]] if before else next(iter(people)) if len(people) == 1 else ""
    return Draft(office.first, office.last, "person", actor, 8, cast.speaks_for.get(actor, ""))


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
