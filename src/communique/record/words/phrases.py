"""Phrases as the words that carry them, so that other wordings of one thing can be seen to be one."""

from __future__ import annotations

import re
from functools import lru_cache

from communique.actors import fold_name

WORD = re.compile(r"\w[\w'’-]*")
POSSESSIVE = re.compile(r"['’]s?$")
LONGEST = 12  # words of a matter's name
STEM = 6  # letters by which words are compared: "delegation" and "delegates" are one

STOP = frozenset(
    """a an and any are as at be been being but by can could for from had has have he her his if in into is it its more
    must no not of on or our shall she should so some such than that the their them then there these they this those to
    was we were which who will with would all also only any other same new more even just one two each both i me us you
    him them what when where why how whatever something anything nothing everything do does did done mr mrs""".split()
)


def head_words(text: str, *, besides: str = "") -> str:
    """The words that carry a phrase, by their beginnings, in alphabetical order; without those of ``besides``."""
    return " ".join(sorted(content_words(text) - content_words(fold_name(besides)))[:8])


@lru_cache(2**14)
def content_words(text: str) -> frozenset[str]:
    """The beginnings of the words of a text that are more than grammar."""
    found = (POSSESSIVE.sub("", word.lower()) for word in WORD.findall(text))
    return frozenset(word[:STEM] for word in found if word not in STOP)


def shorten(text: str, words: int = LONGEST) -> str:
    """The first words of a phrase, on one line."""
    found = text.split()
    return " ".join(found[:words]) + (" …" if len(found) > words else "")
