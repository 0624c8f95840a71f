"""Names and their spellings: what is left of a name when transliteration, diacritics and case are folded away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d"})
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)", re.IGNORECASE)
_JOINED_ARTICLE = re.compile(r"(?<![^\W_])(?:al|as|ash|an|ar|ad|at|az|el|ul)[-‐‑–](?=\w)", re.IGNORECASE)
_LOOSE_ARTICLE = re.compile(r"(?<![^\W_])(?:al|el|the)\s+(?=\w)", re.IGNORECASE)
_SPLIT = re.compile(r"[\s\-‐‑–—/_,()]+")
_SPELLINGS = (("y", "i"), ("ou", "u"), ("oo", "u"), ("q", "k"))
VOWELS = "aeiou"
ALIKE = 70  # of 100; Mohamed and Muhammad reach 71, Hassan and Hussein 55
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name as a key: lower case without diacritics, Arabic and English articles, apostrophes, dots and hyphens.

    Common spellings of one sound are made the same: Sergey and Sergei, Jaysh and Jaish, Assad and Asad, Zoubi and Zubi.
    Folding twice changes nothing more.
    """
    folded = _fold_once(name)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(name: str) -> str:
    bare = _POSSESSIVE.sub("", name.strip())
    bare = _LOOSE_ARTICLE.sub("", _JOINED_ARTICLE.sub("", bare))
    return " ".join(word for raw in _SPLIT.split(bare) if (word := fold_word(raw)))


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word of a name, folded; empty if it holds no letter or digit."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_UNDECOMPOSED))
    plain = "".join(sign for sign in decomposed if sign.isalnum())
    previous = ""
    while plain != previous:
        previous = plain
        for spelling, usual in _SPELLINGS:
            plain = plain.replace(spelling, usual)
        plain = plain if plain.isdigit() else _DOUBLED.sub(r"\1", plain)
    return plain


def skeleton(word: str) -> str:
    """The first letter and the consonants of a folded word, without h: what transliterations of one word share."""
    return word[:1] + re.sub(r"[aeiouhw]", "", word[1:])


def same_word(first: str, second: str) -> bool:
    """Whether two folded words spell one word: equal, an initial, or nearly the same letters with the same consonants.

    Both must end in a vowel or both in a consonant: Martin and Martina are two people.
    """
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if len(short) == 1:
        return long.startswith(short)
    consonants = skeleton(short)
    alike = len(consonants) >= 3 and consonants == skeleton(long) and (short[-1] in VOWELS) == (long[-1] in VOWELS)
    return alike and fuzz.ratio(short, long) >= ALIKE


def same_name(first: str, second: str) -> bool:
    """Whether two names are spellings of one full name, or one leaves out or shortens a forename of the other.

    A single word matches only itself: whose surname it is, one name alone cannot tell.
    """
    one, other = fold_name(first).split(), fold_name(second).split()
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 2 and same_word(short[-1], long[-1]) and _runs_through(short[:-1], long[:-1])


def _runs_through(short: list[str], long: list[str]) -> bool:
    """Whether every word of the shorter list is found in the longer one, in the same order."""
    rest = iter(long)
    return all(any(same_word(word, candidate) for candidate in rest) for word in short)
