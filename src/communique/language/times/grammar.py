"""The grammar of time expressions: loads ``grammar.toml`` and reads it over the lexemes of a text.

Every known word and every shape of number gets one character of its own, so that a text becomes a short string and a
pattern a plain regular expression over it. A position in that string is the number of a lexeme.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from communique.errors import ConfigError
from communique.language.times.lexemes import SHAPES, Lexeme

_PIECE = re.compile(r"\(\?<?[=!]|<(?P<name>\w+):|[A-Z_]+|['a-z]+|[-,/]|[()|?*>]|\s+")


class Rule(msgspec.Struct, frozen=True):
    """One kind of time expression: its pattern as written, and the name of the function that says what it means."""

    name: str
    pattern: str
    means: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    classes: dict[str, str]
    macros: dict[str, str]
    rule: list[Rule]


class Found(msgspec.Struct, frozen=True):
    """A stretch of lexemes (half-open) that a rule matched, with the words of its named parts."""

    first: int
    last: int
    rule: Rule
    parts: dict[str, str]


class Grammar:
    """The compiled rules."""

    def __init__(self, source: _File) -> None:
        self._source = source
        self._codes: dict[str, str] = {}
        for shape in SHAPES:
            self._code(shape)
        for words in source.classes.values():
            for word in words.split():
                self._code(word)
        self.rules = tuple(source.rule)
        self._patterns = [re.compile(self._compiled(rule.pattern, rule.name)) for rule in self.rules]

    def matches(self, lexemes: list[Lexeme], text: str) -> Iterator[Found]:
        """All that any rule matches, overlaps and all, rule by rule."""
        other = self._codes["OTHER"]
        coded = "".join([self._codes.get(lexeme.kind, other) for lexeme in lexemes])
        for rule, pattern in zip(self.rules, self._patterns, strict=True):
            for match in pattern.finditer(coded):
                first, last = match.span()
                if first < last:
                    yield Found(first, last, rule, self._parts(match, lexemes, text))

    def _parts(self, match: re.Match[str], lexemes: list[Lexeme], text: str) -> dict[str, str]:
        parts = {}
        for name in match.re.groupindex:
            first, last = match.span(name)
            if first < last:
                words = [_plain(lexemes[i], text) for i in range(first, last)]
                parts[name] = " ".join(words)
        return parts

    def _code(self, word: str) -> str:
        return self._codes.setdefault(word, chr(0xE000 + len(self._codes)))

    def _compiled(self, pattern: str, name: str) -> str:
        done = []
        at = 0
        while at < len(pattern):
            piece = _PIECE.match(pattern, at)
            if not piece:
                raise ConfigError(f"cannot read {pattern[at : at + 12]!r} in rule {name!r}", where="grammar.toml")
            at = piece.end()
            done.append(self._piece(piece, name))
        return "".join(done)

    def _piece(self, piece: re.Match[str], name: str) -> str:
        text = piece.group()
        if group := piece.group("name"):
            return f"(?P<{group}>"
        if text in SHAPES:
            return self._code(text)
        if text in self._source.macros:
            return self._compiled(self._source.macros[text], name)
        if text in self._source.classes:
            return "[" + "".join(map(self._code, self._source.classes[text].split())) + "]"
        if text.isupper():
            raise ConfigError(f"no class or macro {text!r}, used by {name!r}", where="grammar.toml")
        if text.startswith("(?") or text in {")", "|", "?", "*"} or text.isspace():
            return text.strip()
        return {"(": "(?:", ">": ")"}.get(text) or self._code(text)


def _plain(lexeme: Lexeme, text: str) -> str:
    return text[lexeme.start : lexeme.end] if lexeme.kind in SHAPES else lexeme.kind


@cache
def grammar() -> Grammar:
    """The grammar, read once a process.

    Raises ConfigError where the file says something that it cannot mean.
    """
    raw = files("communique.language.times").joinpath("grammar.toml").read_text("utf-8")
    try:
        return Grammar(msgspec.convert(tomllib.loads(raw), _File))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(str(error), where="grammar.toml") from error
