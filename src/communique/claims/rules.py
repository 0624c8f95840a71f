"""Rules that are data: what a clause must look like, and the reading of rule files.

A pattern is generic (any rule file may build on it): it tests one clause. The head of `rules/words.toml` says what each
key means to a person who writes rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, TypeVar

import msgspec

from communique.claims.scenes import Scene
from communique.errors import ConfigError
from communique.language import Clause
from communique.records import ClaimType, Status

Words = frozenset[str]

ACTOR, TIME, ANY = "ACTOR", "TIME", "ANY"
"""Tests that stand among words: any actor, a word of a time expression, any word at all."""

OTHER = frozenset({"words.toml", "confidence.toml", "cues.toml", "events.toml"})
UNMEASURED = 0.2
HINT = "The head of rules/words.toml says what a rule may contain."


class Pattern(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a clause must look like. Every key that is given must hold."""

    name: str
    verbs: Words = frozenset()
    nouns: Words = frozenset()
    adjectives: Words = frozenset()
    where: dict[str, Words] = {}
    nowhere: dict[str, Words] = {}
    negated: bool | None = None
    passive: bool | None = None
    modals: Words | None = None
    tenses: Words | None = None
    markers: Words | None = None


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text on which a rule must fire, and what of the claim must come out."""

    text: str
    holder: str
    argument: str = ""
    polarity: Literal[1, -1] = 1


class ClaimRule(Pattern, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pattern and the claim that it gives. ``type`` is the file's, where the rule says no other."""

    type: ClaimType | None = None
    polarity: Literal[1, -1] = 1
    flips: bool = True
    silenced: bool = False
    asks: bool = False
    holder: tuple[str, ...] = ("subject",)
    argument: tuple[str, ...] = ()
    needs: Literal["", "argument"] = ""
    pairs: bool = False
    topic: tuple[str, ...] = ()
    status: Status = ""
    fires: tuple[Example, ...] = ()
    silent: tuple[str, ...] = ()


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: the type of its claims, and its rules in order of rank."""

    type: ClaimType
    rule: tuple[ClaimRule, ...]


class WordFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Named classes of words that every rule file may refer to as ``@NAME``."""

    classes: dict[str, Words]


T = TypeVar("T")
P = TypeVar("P", bound=Pattern)


@cache
def claim_rules() -> tuple[ClaimRule, ...]:
    """All claim rules, their word classes written out. Raises ConfigError where a file is wrong."""
    classes = read_rules("words.toml", WordFile).classes
    names = sorted(name for name in _names() if name not in OTHER)
    found: list[ClaimRule] = []
    for name in names:
        file = read_rules(name, RuleFile)
        found += (msgspec.structs.replace(rule, type=rule.type or file.type) for rule in file.rule)
    _check_names(found)
    return tuple(write_out(rule, classes) for rule in found)


class ConfidenceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How often the claims of each rule are right, as `benchmarks/calibrate.py` measures it."""

    rules: dict[str, float]


@cache
def confidences() -> dict[str, float]:
    """The measured confidence of each rule by its name."""
    return read_rules("confidence.toml", ConfidenceFile).rules


def confidence_of(name: str) -> float:
    """How often a rule is right; for one that nobody has measured yet, a cautious guess."""
    return confidences().get(name, UNMEASURED)


def _names() -> Iterable[str]:
    folder = files("communique.claims") / "rules"
    return (path.name for path in folder.iterdir() if path.name.endswith(".toml"))


def read_rules(name: str, kind: type[T]) -> T:
    """One file of the rules folder as a record. Raises ConfigError."""
    path = files("communique.claims") / "rules" / name
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(error), where=name, hint=HINT) from error


def _check_names(rules: Iterable[ClaimRule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.name in seen:
            raise ConfigError(
                f'two rules are called "{rule.name}"', where="rules", hint="Give one of them another name."
            )
        seen.add(rule.name)


def write_out(pattern: P, classes: Mapping[str, Words]) -> P:
    """A pattern with every ``@NAME`` replaced by the words of the class. Raises ConfigError for an unknown class."""
    if not (pattern.verbs or pattern.nouns or pattern.adjectives):
        raise ConfigError("no verbs, nouns or adjectives", where=f'rule "{pattern.name}"', hint=HINT)

    def words(given: Words) -> Words:
        named = {word for word in given if word.startswith("@")}
        if unknown := sorted(name for name in named if name[1:] not in classes):
            raise ConfigError(f"unknown class {unknown[0]}", where=f'rule "{pattern.name}"', hint=HINT)
        return (given - named).union(*(words(classes[name[1:]]) for name in named))

    return msgspec.structs.replace(
        pattern,
        verbs=words(pattern.verbs),
        nouns=words(pattern.nouns),
        adjectives=words(pattern.adjectives),
        where={place: words(given) for place, given in pattern.where.items()},
        nowhere={place: words(given) for place, given in pattern.nowhere.items()},
    )


def index_by_word(patterns: Iterable[P]) -> dict[tuple[str, str], tuple[P, ...]]:
    """Patterns by kind and lemma of the predicates that they can fit; those for any verb stand under ``ANY``."""
    found: dict[tuple[str, str], tuple[P, ...]] = {}
    for pattern in patterns:
        for kind, words in (("verb", pattern.verbs), ("noun", pattern.nouns), ("adjective", pattern.adjectives)):
            for word in words:
                found[kind, word] = (*found.get((kind, word), ()), pattern)
    return found


def fits(pattern: Pattern, clause: Clause, scene: Scene) -> bool:
    """Whether a clause, whose predicate is one of the pattern's, looks as the pattern wants it."""
    if pattern.negated not in (None, clause.negated) or pattern.passive not in (None, clause.passive):
        return False
    if pattern.modals is not None and clause.modal not in pattern.modals:
        return False
    if pattern.tenses is not None and clause.tense not in pattern.tenses:
        return False
    if pattern.markers is not None and scene.marker(clause) not in pattern.markers:
        return False
    if not all(stands(words, place, clause, scene) for place, words in pattern.where.items()):
        return False
    return not any(stands(words, place, clause, scene) for place, words in pattern.nowhere.items())


def stands(words: Words, place: str, clause: Clause, scene: Scene) -> bool:
    """Whether one of the words stands at a place of a clause."""
    tokens = scene.tokens_at(place, clause)
    if any(not words.isdisjoint(scene.lemmas(i)) for i in tokens):
        return True
    if ANY in words and tokens:
        return True
    if TIME in words and any(i in scene.timed for i in tokens):
        return True
    return ACTOR in words and bool(scene.actors_at(place, clause))
