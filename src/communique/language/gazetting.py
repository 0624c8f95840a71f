"""Where the names of a gazetteer occur in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from communique.actors.names import fold_name, fold_word
from communique.language.model import ARTICLES
from communique.language.text import Parse, Token
from communique.records import Actor, Gazetteer

Role = Literal["name", "people", "metonym"]
SKIPPED = frozenset({"-", "‐", "‑", "–", "'s", "’s", "'", "’"})
HALVES = ("north", "south")
ABBREVIATION = 5  # letters up to which capitals throughout must be capitals in the text: "US" is not "us"


class Match(msgspec.Struct, frozen=True):
    """Tokens ``first`` to ``last`` (half-open) that are a name, an adjective or a seat of an actor."""

    first: int
    last: int
    actor: Actor
    role: Role


class Word(msgspec.Struct, frozen=True):
    """A folded word and where it stands; an empty ``key`` ends every name that runs up to it."""

    token: int
    key: str
    text: str


class Pattern(msgspec.Struct, frozen=True):
    """One name of an actor as folded words, each with how it must be written: ``A`` capitals, ``C`` capital, ``l``."""

    keys: tuple[str, ...]
    shapes: str
    actor: Actor
    role: Role


class Index(msgspec.Struct, frozen=True):
    """Names by their first folded word, the longest and highest ranked first; and canonical actors by folded name."""

    patterns: dict[str, tuple[Pattern, ...]]
    actors: dict[str, Actor]


@lru_cache(maxsize=16)
def index_of(gazetteer: Gazetteer) -> Index:
    """The index of a gazetteer, built once."""
    rows: defaultdict[str, list[Pattern]] = defaultdict(list)
    actors: dict[str, Actor] = {}
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names):
            actors.setdefault(fold_name(name), actor)
        for name, role in _names(actor):
            words = _name_words(name)
            if words:
                keys = tuple(key for key, _ in words)
                shapes = "".join(shape for _, shape in words)
                rows[keys[0]].append(Pattern(keys, shapes, actor, role))
                if actor.kind == "state" and role != "people" and len(keys[-1]) > 3 and not keys[-1].endswith("s"):
                    lost = (*keys[:-1], keys[-1] + "s")  # "Norlands army": an apostrophe is easily lost
                    rows[lost[0]].append(Pattern(lost, shapes, actor, role))
    ordered = {key: tuple(sorted(found, key=lambda pattern: -len(pattern.keys))) for key, found in rows.items()}
    return Index(ordered, actors)


def _names(actor: Actor) -> Iterator[tuple[str, Role]]:
    yield from ((name, "name") for name in (actor.name, *actor.names))
    yield from ((name, "people") for name in actor.people)
    yield from ((name, "metonym") for name in actor.metonyms)


def _name_words(name: str) -> list[tuple[str, str]]:
    """The folded words of a name with their shapes, without articles and possessive signs."""
    raws = fold_free(name).split()
    return [(key, _shape(raw)) for raw in raws if (key := fold_word(raw))]


def fold_free(name: str) -> str:
    """A name with its hyphens and slashes as spaces and without joined articles: words as a text's tokens give them."""
    words: list[str] = []
    for raw in name.replace("’s ", " ").replace("'s ", " ").split():
        parts = raw.replace("–", "-").replace("‑", "-").split("-")
        words += [part for k, part in enumerate(parts) if not (part.lower() in ARTICLES and k + 1 < len(parts))]
    return " ".join(word for word in words if word.lower() not in ("al", "el", "the"))


def _shape(raw: str) -> str:
    letters = [sign for sign in raw if sign.isalpha()]
    if 1 < len(letters) <= ABBREVIATION and all(sign.isupper() for sign in letters):
        return "A"
    return "C" if letters and letters[0].isupper() else "l"


def text_words(parse: Parse) -> list[Word]:
    """The words of a text as names are matched on them: folded, without hyphens, possessives and joined articles."""
    words: list[Word] = []
    tokens = parse.tokens
    for token in tokens:
        lower = token.lower
        if token.text in SKIPPED or lower in ("al", "el", "the"):
            continue
        if lower in ARTICLES and token.index + 1 < len(tokens) and tokens[token.index + 1].text in SKIPPED:
            continue
        parts = fold_free(token.text).split() if "-" in token.text else [token.text]
        words += [Word(token.index, fold_word(part), part) for part in parts]
    return words


def match_gazetteer(parse: Parse, words: list[Word], gazetteer: Gazetteer) -> list[Match]:
    """The gazetteer's names in a text, the longest first from each word, in order and without overlap."""
    patterns = index_of(gazetteer).patterns
    found: list[Match] = []
    at = 0
    while at < len(words):
        pattern = next((p for p in patterns.get(words[at].key, ()) if _fits(p, words, at, parse.tokens)), None)
        if pattern is None:
            at += 1
            continue
        end = at + len(pattern.keys)
        found.append(Match(words[at].token, words[end - 1].token + 1, pattern.actor, pattern.role))
        while end < len(words) and words[end].token <= words[end - 1].token:
            end += 1
        at = end
    return found


def match_halves(parse: Parse, matches: list[Match]) -> Iterator[Match]:
    """What is called by the first word of its name, of which there is one: "the North" beside "North Norland"."""
    names = [(parse.tokens[match.first].lower, match.actor) for match in matches if match.last - match.first > 1]
    halves = {word: {actor.name: actor for key, actor in names if key == word} for word in HALVES}
    taken = {i for match in matches for i in range(match.first, match.last)}
    for before, token, after in zip(parse.tokens, parse.tokens[1:], parse.tokens[2:], strict=False):
        actors = halves.get(token.lower, {})
        alone = before.lower == "the" and token.text.istitle() and not after.text[:1].isupper()
        if alone and len(actors) == 1 and token.index not in taken and after.text != "-":
            yield Match(token.index, token.index + 1, next(iter(actors.values())), "name")


def _fits(pattern: Pattern, words: list[Word], at: int, tokens: tuple[Token, ...]) -> bool:
    here = words[at : at + len(pattern.keys)]
    if tuple(word.key for word in here) != pattern.keys:
        return False
    fits = [_written(word, shape, tokens) for word, shape in zip(here, pattern.shapes, strict=True)]
    if all(fits) or pattern.actor.kind != "body" or len(here) == 1:
        return all(fits)
    after_article = here[0].token > 0 and tokens[here[0].token - 1].lower == "the"
    return fits[0] or (after_article and "A" not in pattern.shapes)  # "UN security council", "the security council"


def _written(word: Word, shape: str, tokens: tuple[Token, ...]) -> bool:
    letters = [sign for sign in word.text if sign.isalpha()]
    if shape == "l" or not letters:
        return True
    if shape == "C":
        return letters[0].isupper()
    if not all(sign.isupper() for sign in letters):
        return len(letters) >= 4 and letters[0].isupper()
    return "." in word.text or tokens[word.token].tag != "PRP" or not _shouted(word.token, tokens)


def _shouted(index: int, tokens: tuple[Token, ...]) -> bool:
    """Whether the words around stand in capitals too: a heading in which "US" may be the pronoun."""
    around = [
        token.text for token in tokens[max(0, index - 3) : index + 4] if token.text.isalpha() and len(token.text) > 1
    ]
    return bool(around) and all(text.isupper() for text in around)
