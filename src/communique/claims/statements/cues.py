"""The cue lexicon `rules/cues.toml`: which words report speech, thought and intent, and how they take their content."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from communique.errors import ConfigError

Kind = Literal["verb", "noun", "adjective", "phrase"]
Sort = Literal["speech", "thought", "intent"]

KIND_OF = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


class CueRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One group of cue words that behave alike; the head of `rules/cues.toml` says what each key means."""

    kind: Kind
    sort: Sort
    words: tuple[str, ...]
    takes: frozenset[str]
    tells: bool = False
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class CueRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as a whole."""

    cue: tuple[CueRule, ...]


class Cue(msgspec.Struct, frozen=True):
    """What one word takes, all of its groups together."""

    sort: Sort
    takes: frozenset[str]
    tells: bool
    phrase: str = ""


Lexicon = dict[tuple[str, str], Cue]


@cache
def cue_rules() -> tuple[CueRule, ...]:
    """The groups of the file. Raises ConfigError where the file says something it cannot mean."""
    path = files("communique.claims") / "rules" / "cues.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=CueRules).cue
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise ConfigError(
            str(error), where="cues.toml", hint="See the head of the file for what a cue may say."
        ) from error


@cache
def lexicon() -> Lexicon:
    """Every cue word with what it takes, by kind and base form."""
    found: Lexicon = {}
    for rule in cue_rules():
        for word in rule.words:
            phrase = word if rule.kind == "phrase" else ""
            key = (rule.kind, phrase.split()[0] if phrase else word)
            known = found.get(key, Cue(rule.sort, frozenset(), False))
            sort: Sort = "speech" if "speech" in (rule.sort, known.sort) else known.sort
            found[key] = Cue(sort, known.takes | rule.takes, known.tells or rule.tells, phrase)
    return found
