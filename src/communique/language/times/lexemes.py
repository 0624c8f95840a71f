"""Text -> lexemes: the words, numbers and signs that the grammar of time expressions is read over.

The parser's own tokens will not do: it cuts "mid-1990s", "two-week", "10pm" and "'80s" now one way, now another.
"""

from __future__ import annotations

import re

import msgspec

SHAPES = ("BREAK", "OTHER", "DAY", "YEAR", "INT", "BIG", "NTH", "CLOCK", "ISO", "NUMERIC", "DECADE", "QTR")
"""What a lexeme is when it is no word that the grammar knows."""

_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC"
_DAYS = "Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun"
_LEXEME = re.compile(
    rf"""
      (?P<BREAK>\n+)
    | (?P<ISO>\b\d{{4}}-\d{{2}}-\d{{2}}(?!\d)(?:T\d{{2}}:\d{{2}}(?::\d{{2}})?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?)
    | (?P<NUMERIC>\b(?:\d{{1,2}}(?P<joint>[/.-])\d{{1,2}}(?P=joint)\d{{4}}
        | \d{{1,2}}/\d{{1,2}}/\d{{2}} | \d{{4}}/\d{{1,2}}/\d{{1,2}})\b(?![/\d]))
    | (?P<DECADE>(?<!\w)(?:\d{{3}}0|['’]\d0)['’]?s\b)
    | (?P<NTH>\b\d{{1,2}}(?:st|nd|rd|th)\b)
    | (?P<CLOCK>\b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?![\d:])|\b\d{{1,2}}\.\d{{2}}(?=\s?[ap]\.?m\b))
    | (?P<QTR>\bQ[1-4]\b)
    | (?P<BIG>(?<![\w.,$£€#/])(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)? | \d{{1,6}}\.\d{{1,4}} | \d{{1,4}}\ \d/\d | ½)
        (?![\w%/]|\s?percent))
    | (?P<number>(?<![\w.,$£€#/+])\d{{1,6}}(?![\w%/]|[.,:]\d)|(?<![\w.,:])\d{{1,2}}(?=[ap]m\b))
    | (?P<abbreviation>\b(?:{_MONTHS}|{_DAYS})\.|\b[aApP]\.\s?[mM]\b\.?)
    | (?P<clitic>['’]s\b)
    | (?P<word>[^\W\d_]+(?:['’]clock\b)?|o['’]clock\b)
    | (?P<sign>[-–—,/])
    | (?P<OTHER>\d[\w.,:/%-]*|[^\w\s]|_)
    """,
    re.VERBOSE,
)
_CASED = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays"
    " thursdays fridays saturdays sundays mon tue tues wed weds thu thur thurs fri sat sun christmas".split()
)


class Lexeme(msgspec.Struct, frozen=True, gc=False):
    """One word, number or sign: its characters, and ``kind``, the word in plain lower case or else a shape."""

    start: int
    end: int
    kind: str


def lexemes(text: str) -> list[Lexeme]:
    """The lexemes of a text, in order."""
    return [Lexeme(found.start(), found.end(), _kind(found)) for found in _LEXEME.finditer(text)]


def _kind(found: re.Match[str]) -> str:
    group, text = found.lastgroup or "OTHER", found.group()
    if group in SHAPES:
        return group
    if group == "number":
        return _number(text)
    if group == "sign":
        return "-" if text in "–—-" else text
    word = text.lower().replace("’", "'")
    if group == "abbreviation":
        return word.replace(".", "").replace(" ", "")
    return "OTHER" if word in _CASED and text[0].islower() else word


def _number(text: str) -> str:
    if len(text) <= 2 and 1 <= int(text) <= 31:
        return "DAY"
    return "YEAR" if len(text) == 4 and "1000" <= text < "3000" else "INT"
