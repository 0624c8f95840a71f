"""Numbers as newspapers write them: "20", "1,000", "2 1/2", "twenty four", "two and a half", "third", "20th"."""

from __future__ import annotations

import re

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_CARDINALS = {word: n for n, word in enumerate(_WORDS)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth"
).split()


def cardinal(text: str) -> float | None:
    """The number that a phrase says; None where it says none ("several")."""
    if fraction := re.fullmatch(r"(\d+) (\d)/(\d)", text):
        whole, part, of = map(int, fraction.groups())
        return whole + part / of if of else None
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+(\.\d+)?", plain):
        return float(plain)
    if text == "½" or text.startswith("half") or text in {"a half", "an half"}:
        return 0.5
    half = 0.5 if text.endswith("and a half") else 0.0
    return _spoken(text.removesuffix("and a half").replace("-", " ").split(), half)


def _spoken(words: list[str], total: float) -> float | None:
    current = 0
    for word in words:
        if word in {"a", "an", "and"}:
            continue
        if word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word in _CARDINALS:
            current += _CARDINALS[word]
        else:
            return None
    return (total + current) or (1.0 if words and set(words) <= {"a", "an"} else None)


def ordinal(text: str) -> int | None:
    """The place that an ordinal names: "third" and "3rd" are 3, "twenty first" 21."""
    if found := re.match(r"\d+", text):
        return int(found.group())
    if text == "thirtieth":
        return 30
    *tens, last = text.replace("-", " ").split()
    if last not in _ORDINALS:
        return None
    return _ORDINALS.index(last) + 1 + (_CARDINALS.get(tens[0], 0) if tens else 0)


def spoken_year(text: str) -> int | None:
    """The year in "nineteen ninety-four" or "two thousand and four"."""
    first, *rest = text.replace("-", " ").replace(" and ", " ").split()
    if first == "two":
        return 2000 + int(_spoken(rest[1:], 0) or 0) if rest else None
    tail = _spoken(rest, 0)
    return 1900 + int(tail) if tail is not None and first == "nineteen" else None
