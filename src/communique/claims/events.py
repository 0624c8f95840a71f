"""Clauses -> events in PLOVER's sixteen categories, by the rules of `rules/events.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from communique.errors import ConfigError
from communique.language import AnnotatedText, Clause
from communique.records import Category, Event, Mention

ENTITY = "@ENTITY"
SUPPOSING = frozenset({"if", "unless", "until", "once", "without", "before", "whether", "what", "lest"})
PARTS = frozenset({"compound", "amod", "nmod", "poss"})
REPORTING = frozenset(
    """accord acknowledge add admit announce argue assert believe claim comment confirm cite conclude declare disclose
    explain hear hint indicate inform insist learn maintain note observe quote recall remark repeat report reply reveal
    say signal state stress suggest tell testify think understand write""".split()
)
"""Verbs that pass on what happened and are no event themselves."""


class EventRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule of `rules/events.toml`; the head of that file says what each key means."""

    name: str
    category: Category
    mode: str = ""
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    any_verb: bool = False
    objects: frozenset[str] = frozenset()
    objects_of: dict[str, frozenset[str]] = {}
    without: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    subjects_not: frozenset[str] = frozenset()
    agent: bool = False
    verbs_above: frozenset[str] = frozenset()
    markers: frozenset[str] = frozenset()
    negated: bool = False
    modals: frozenset[str] | None = None
    said: bool = False
    recipient: tuple[str, ...] = ()
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class EventRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as a whole: named classes of words, and rules in order of rank."""

    classes: dict[str, tuple[str, ...]]
    rule: tuple[EventRule, ...]


@cache
def event_rules() -> tuple[EventRule, ...]:
    """The rules in order of rank, their classes written out. Raises ConfigError where the file is wrong."""
    path = files("communique.claims") / "rules" / "events.toml"
    try:
        found = msgspec.toml.decode(path.read_bytes(), type=EventRules)
        return tuple(_written_out(rule, found.classes) for rule in found.rule)
    except (msgspec.ValidationError, msgspec.DecodeError, KeyError) as error:
        raise ConfigError(
            str(error), where="events.toml", hint="See the head of the file for what a rule may say."
        ) from error


def _written_out(rule: EventRule, classes: dict[str, tuple[str, ...]]) -> EventRule:
    def words(given: frozenset[str]) -> frozenset[str]:
        named = {word for word in given if word.startswith("@") and word != ENTITY}
        return (given - named) | {word for name in named for word in classes[name[1:]]}

    return msgspec.structs.replace(
        rule,
        objects=words(rule.objects),
        objects_of={verb: words(given) for verb, given in rule.objects_of.items()},
        without=words(rule.without),
    )


@cache
def _rules_by_word() -> dict[tuple[str, str], tuple[EventRule, ...]]:
    """The rules that can fit a predicate, in order of rank, by (kind, lemma); an empty lemma stands for any other."""
    rules = event_rules()
    kinds = {"verb": "verbs", "noun": "nouns", "adjective": "adjectives"}
    keys = {("verb", "")} | {(kind, word) for kind, name in kinds.items() for r in rules for word in getattr(r, name)}
    return {
        (kind, word): tuple(r for r in rules if word in getattr(r, kinds[kind]) or (kind == "verb" and r.any_verb))
        for kind, word in keys
    }


def find_events(text: AnnotatedText) -> tuple[Event, ...]:
    """The events of a document, in order of their evidence: what each sentence tells as having happened or been done.

    What is asked for, promised, refused or threatened inside another event is part of that one.
    """
    real = (clause for clause in text.clauses if not _supposed(clause, text))
    hits = {clause.predicate: (clause, rule) for clause in real if (rule := _rule_for(clause, text))}
    told = [(clause, rule) for clause, rule in hits.values() if not _within(clause, hits, text)]
    return tuple(event for clause, rule in told if (event := _event(clause, rule, text)))


def _supposed(clause: Clause, text: AnnotatedText) -> bool:
    """Whether a clause only says under what condition something else would be: "until the powers agree"."""
    above = text.above(clause)
    markers = (marker for marker, i in above.complements if i == clause.predicate) if above else ()
    return any(marker in SUPPOSING for marker in markers)


def _rule_for(clause: Clause, text: AnnotatedText) -> EventRule | None:
    table = _rules_by_word()
    rules = table.get((clause.kind, clause.lemma)) or table.get((clause.kind, ""), ())
    return next((rule for rule in rules if _fits(rule, clause, text)), None)


def _fits(rule: EventRule, clause: Clause, text: AnnotatedText) -> bool:
    if rule.negated != clause.negated:
        return False
    if rule.modals is not None and clause.modal not in rule.modals:
        return False
    if rule.markers and not any(marker in rule.markers for marker, _ in clause.complements):
        return False
    if rule.said and not _speakers(clause, text):
        return False
    if rule.agent and not any(text.actors_at(i) for i in clause.subjects):
        return False
    return _words_fit(rule, clause, text)


def _words_fit(rule: EventRule, clause: Clause, text: AnnotatedText) -> bool:
    around = _around(clause, text)
    wanted = rule.objects_of.get(clause.lemma, rule.objects)
    if wanted and not around & wanted:
        return False
    if rule.without & around:
        return False
    if rule.subjects_not and any(_lemma(i, text) in rule.subjects_not for i in clause.subjects):
        return False
    if rule.modifiers and not any(_lemma(i, text) in rule.modifiers for i in text.parse.children[clause.predicate]):
        return False
    return not rule.verbs_above or _lemma(text.parse.tokens[clause.predicate].head, text) in rule.verbs_above


def _around(clause: Clause, text: AnnotatedText) -> set[str]:
    """The words that stand among the objects and complements of a clause, with their own modifiers."""
    heads = {*clause.objects, *(i for _, i in clause.complements)}
    heads |= {i for i in text.parse.children[clause.predicate] if text.parse.tokens[i].dep in PARTS}
    parts = {j for i in heads for j in text.parse.children[i] if text.parse.tokens[j].dep in PARTS}
    words = {_lemma(i, text) for i in heads | parts}
    return words | {ENTITY} if any(text.mention_at(i) for i in heads) else words


def _lemma(index: int, text: AnnotatedText) -> str:
    return text.parse.tokens[index].lemma.lower()


def _within(clause: Clause, hits: dict[int, tuple[Clause, EventRule]], text: AnnotatedText) -> bool:
    """Whether a clause is background to, or the content of, another event of its sentence."""
    above = clause.governor
    seen = {clause.predicate}
    while above is not None and above not in seen:
        if above in hits:
            return True
        seen.add(above)
        found = text.clause_of.get(above)
        above = found.governor if found else None
    return False


def _speakers(clause: Clause, text: AnnotatedText) -> tuple[int, ...]:
    """The subjects of the verb of saying above a clause, empty if nobody says it."""
    above, steps = clause.governor, 0
    while above is not None and steps < len(REPORTING):
        found = text.clause_of.get(above)
        if found is None:
            return ()
        if found.lemma in REPORTING and found.subjects:
            return found.subjects
        above, steps = found.governor, steps + 1
    return ()


def _event(clause: Clause, rule: EventRule, text: AnnotatedText) -> Event:
    actors = _speakers(clause, text) if rule.said else clause.subjects
    actor = next(_names(actors, text), "")
    recipient = next((name for name in _recipients(clause, rule, text) if name != actor), "")
    return Event(
        category=rule.category,
        mode=rule.mode,
        code=rule.name,
        actor=actor,
        recipient=recipient,
        date=_date(clause, text),
        place=next((m.text for m in _mentions_after(clause, ("in", "at", "near"), text) if m.kind == "place"), ""),
        start=clause.start,
        end=clause.end,
    )


def _names(indices: tuple[int, ...], text: AnnotatedText) -> Iterator[str]:
    return (mention.actor for i in indices for mention in text.actors_at(i) if _acts(mention))


def _acts(mention: Mention) -> bool:
    return bool(mention.actor) and mention.kind not in ("place", "outlet")


def _recipients(clause: Clause, rule: EventRule, text: AnnotatedText) -> Iterator[str]:
    for place in rule.recipient:
        if place in ("object", "subject"):
            yield from _names(clause.objects if place == "object" else clause.subjects, text)
        else:
            yield from (m.actor for m in _mentions_after(clause, (place,), text) if _acts(m))


def _mentions_after(clause: Clause, markers: tuple[str, ...], text: AnnotatedText) -> Iterator[Mention]:
    """The actors behind a preposition, whether it hangs on the predicate or on its object ("held talks with")."""
    frames = [clause, *(found for i in clause.objects if (found := text.clause_of.get(i)))]
    for marker, index in (pair for frame in frames for pair in frame.complements):
        if marker in markers:
            yield from text.actors_at(index)
            if (content := text.clause_of.get(index)) and content.kind == "verb":
                yield from (m for i in content.subjects for m in text.actors_at(i))


def _date(clause: Clause, text: AnnotatedText) -> str:
    """The day or interval that the clause names as its own, else the day of publication for a fresh finite clause."""
    times = text.times_within(clause.start, clause.end)
    resolved = [time for time in times if time.earliest and text.belongs(time, clause)]
    if resolved:
        first = resolved[0]
        return first.earliest if first.earliest == first.latest else f"{first.earliest}/{first.latest}"
    aside = text.parse.tokens[clause.predicate].dep in ("relcl", "acl", "advcl")
    return text.document.published.date if clause.tense in ("past", "present") and not aside else ""
