"""The persons of one text: full names, spellings of one name joined, and who bears a surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from communique.actors.names import fold_name, same_name, skeleton

CROWD = 50  # full names that end alike, beyond which a text is no report and spellings are not compared


class People(msgspec.Struct, frozen=True):
    """Full names by what they end like, by their folded endings ("mora", "de mistura") and by their first words."""

    alike: dict[str, list[str]]
    endings: dict[str, list[str]]
    firsts: dict[str, list[str]]


def gather(known: Iterable[str], forms: Iterable[str]) -> People:
    """The persons of a gazetteer, then those of a text, the most frequent form first; a spelling joins the earlier."""
    people = People(defaultdict(list), defaultdict(list), defaultdict(list))
    for name in dict.fromkeys((*known, *forms)):
        words = fold_name(name).split()
        if len(words) > 1 and not _spellings(people, name):
            people.alike[skeleton(words[-1])].append(name)
            people.firsts[words[0]].append(name)
            for first in range(1, len(words)):
                people.endings[" ".join(words[first:])].append(name)
    return people


def full_name(people: People, form: str) -> str:
    """The full name that a form stands for where only one fits, else the form as written."""
    key = fold_name(form)
    if spellings := _spellings(people, form):
        return spellings[0]
    bearers = people.endings.get(key) or ([] if " " in key else people.firsts.get(key, []))
    return bearers[0] if len(bearers) == 1 else form


def _spellings(people: People, form: str) -> list[str]:
    words = fold_name(form).split()
    candidates = people.alike.get(skeleton(words[-1]), []) if len(words) > 1 else []
    return [name for name in candidates[:CROWD] if same_name(form, name)]
