"""What a model says -> claims that the article bears out, each with its quotation; the rest with the reason.

Nothing is kept whose quotation, holder or argument is not in the article. What a model adds to a true quotation of its
own accord, a date or a topic that the article does not give, is left out.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from communique.claims.model.folding import FoldedText
from communique.claims.model.naming import Cast, Party
from communique.claims.roles import TOPIC, clip
from communique.claims.writing import QUOTE
from communique.records import Claim, ClaimFields, Gazetteer, Read, Refusal, Time

WORDS = 3  # that a quotation must have, to say anything
SHARE = 0.7
"""How many of the longer words of a topic must stand in the article."""
STEM = 5  # letters by which two forms of a word are the same
BEFORE, AFTER = 3, 2
"""Sentences before and after a quotation in which its parties may be named. On 60 training articles 5 of 100 annotated
parties are named only farther off, but of actors drawn by lot from the article 6 of 10.
"""
WITH_ARGUMENT = frozenset({"designation", "participation"})
FORM = "wrong form"
NO_QUOTE = "the quotation is not in the article"
SHORT_QUOTE = "the quotation is too short to say anything"
LONG_QUOTE = "the quotation is too long"
NO_HOLDER = "the holder is not in the article"
NO_ARGUMENT = "the argument is not in the article"
FAR_HOLDER = "the holder is named too far from the quotation"
FAR_ARGUMENT = "the argument is named too far from the quotation"
LACKS_ARGUMENT = "it says of nobody in particular"
SAME = "holder and argument are the same"


class Said(ClaimFields, frozen=True, kw_only=True, rename={"speaks_for": "for"}):
    """A claim as a model gives it."""

    quote: str


class Grounded(NamedTuple):
    """The claims of one article that it bears out, and those that it does not."""

    claims: list[Claim]
    refusals: list[Refusal]


class _RefusedError(Exception):
    """A claim cannot be kept; the message is the reason."""


def ground_claims(said: Iterable[Any], read: Read, gazetteer: Gazetteer, rule: str) -> Grounded:
    """The claims that a model gave for an article, those kept in order of their evidence, each once.

    ``said`` is what it answered, of any form. ``rule`` names the model in the evidence. The confidence is still 0.
    """
    ground = _Ground(read, gazetteer, rule)
    kept: list[Claim] = []
    refusals: list[Refusal] = []
    for claim in said:
        try:
            found = ground.claim(claim)
        except _RefusedError as error:
            document = read.document
            shown = _shown(claim)
            refusals.append(Refusal(document=document.id, source=document.source, reason=str(error), said=shown))
            continue
        if not any(_tells_again(found, other) for other in kept):
            kept.append(found)
    return Grounded(sorted(kept, key=lambda claim: (claim.start, claim.end)), refusals)


def _shown(claim: object) -> str:
    """What a model said, as JSON; half a character, which no file can hold, becomes a question mark."""
    return json.dumps(claim, ensure_ascii=False).encode(errors="replace").decode()


def _tells_again(one: Claim, other: Claim) -> bool:
    """Whether two claims are one: pieces of a long article overlap, and models repeat themselves."""
    same = all(
        getattr(one, name) == getattr(other, name) for name in ("type", "holder", "argument", "polarity", "status")
    )
    return same and one.topic == other.topic if one.type == "condition" else same and _overlap(one, other)


def _overlap(one: Claim, other: Claim) -> bool:
    return one.start < other.end and other.start < one.end


class _Ground:
    """An article with all that a claim is held against."""

    def __init__(self, read: Read, gazetteer: Gazetteer, rule: str) -> None:
        self._read, self._rule = read, rule
        self._text = FoldedText(read.document.text)
        self._cast = Cast(read.document, read.extraction.mentions, gazetteer)
        self._stems = {word[:STEM] for word in _long_words(read.document.text)}
        self._dates = {form for time in read.extraction.times for form in _forms(time)}
        self._dates.add(read.document.published.date)
        self._starts = [start for start, _ in read.extraction.sentences]

    def claim(self, given: object) -> Claim:
        """One claim. Raises _RefusedError with the reason."""
        said = _formed(given)
        start, end = self._quote(said.quote)
        holder, argument = self._parties(said, (start, end))
        if argument and argument.actor in (holder.actor, holder.speaks_for) and said.type != "participation":
            raise _RefusedError(SAME)
        speaks_for = holder.speaks_for or self._side(said, holder, start)
        text = self._read.document.text
        return Claim(
            type=said.type,
            holder=holder.actor,
            speaks_for=speaks_for,
            argument=argument.actor if argument else "",
            topic=self._topic(said.topic) or clip(text[start:end], TOPIC),
            polarity=said.polarity,
            quote=text[start:end],
            start=start,
            end=end,
            sentence=self._sentence(start, end),
            rule=self._rule,
            confidence=0.0,
            date=said.date if said.date in self._dates else "",
            status=said.status if said.type == "schedule" else "",
        )

    def _quote(self, quote: str) -> tuple[int, int]:
        if len(quote.split()) < WORDS:
            raise _RefusedError(SHORT_QUOTE)
        place = self._text.find(quote)
        if place is None:
            raise _RefusedError(NO_QUOTE)
        if place[1] - place[0] > QUOTE:
            raise _RefusedError(LONG_QUOTE)
        return place

    def _parties(self, said: Said, place: tuple[int, int]) -> tuple[Party, Party | None]:
        holder = self._party(said.holder, place, NO_HOLDER, FAR_HOLDER) if said.holder.strip() else Party("")
        if said.type == "schedule":
            return holder, None
        if said.argument.strip():
            return holder, self._party(said.argument, place, NO_ARGUMENT, FAR_ARGUMENT)
        if said.type in WITH_ARGUMENT:
            raise _RefusedError(LACKS_ARGUMENT)
        return holder, None

    def _party(self, name: str, place: tuple[int, int], absent: str, far: str) -> Party:
        """The actor that a name means; the article has to name it not far from the quotation."""
        tellings = self._cast.tellings(name)
        if not tellings:
            raise _RefusedError(absent)
        nearest = min(tellings, key=lambda telling: abs(telling.start - place[0]))
        first, last = self._sentences(*place)
        there = self._sentences(nearest.start, nearest.start + 1)[0]
        if not first - BEFORE <= there <= last + AFTER:
            raise _RefusedError(far)
        return nearest.party

    def _side(self, said: Said, holder: Party, near: int) -> str:
        """Whom the model takes the holder to speak for, if the article names it."""
        tellings = self._cast.tellings(said.speaks_for) if holder.actor else []
        side = min(tellings, key=lambda telling: abs(telling.start - near), default=None)
        return side.party.actor if side and side.party.actor != holder.actor else ""

    def _topic(self, topic: str) -> str:
        """A topic in the words of the article, else nothing."""
        words = _long_words(topic)
        if sum(word[:STEM] in self._stems for word in words) < SHARE * len(words) or not topic.strip():
            return ""
        return clip("".join(sign if sign.isprintable() else " " for sign in topic), TOPIC)

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a quotation, or the sentences that it runs through."""
        sentences = self._read.extraction.sentences
        if not sentences:
            return start, end
        first, last = self._sentences(start, end)
        return min(start, sentences[first][0]), max(end, sentences[last][1])

    def _sentences(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first and the last sentence of a stretch."""
        first = max(0, bisect_right(self._starts, start) - 1)
        return first, max(first, bisect_right(self._starts, end - 1) - 1)


def _formed(given: object) -> Said:
    """A claim in the right form. Numbers may come as text; a sign may stand before a 1."""
    if isinstance(given, dict) and isinstance(sign := given.get("polarity"), str):
        given = given | {"polarity": {"+1": 1, "1": 1, "-1": -1}.get(sign.strip(), sign)}
    try:
        said = msgspec.convert(given, Said)
    except msgspec.ValidationError as error:
        raise _RefusedError(f"{FORM}: {_field(str(error))}") from None
    return said


def _field(error: str) -> str:
    """The field that an error of validation is about; what the model wrote there is no part of a reason."""
    found = re.search(r"`\$\.(\w+)`|missing required field `(\w+)`", error)
    return (found.group(1) or found.group(2)) if found else "no object"


def _forms(time: Time) -> Iterable[str]:
    """The ways in which a date that the time grammar has read may be written."""
    if not time.earliest or time.type not in ("DATE", "TIME"):
        return ()
    found = [f"{time.earliest}/{time.latest}"]
    if time.earliest == time.latest:
        found.append(time.earliest)
    if re.fullmatch(r"\d{4}(-\d\d)?", time.value):
        found.append(time.value)
    return found


def _long_words(text: str) -> list[str]:
    """The words of four letters and more, in lower case."""
    return re.findall(r"[^\W\d_]{4,}", text.casefold())
