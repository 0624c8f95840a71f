"""Text -> time expressions: match, choose, read each against what is known, and join clock times to their days."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from communique.language.text import Parse
from communique.language.times.grammar import Found, grammar
from communique.language.times.lexemes import Lexeme, lexemes
from communique.language.times.meaning import publication_day, read
from communique.language.times.plausible import plausible, surnames
from communique.language.times.reading import Context, Reading
from communique.language.times.relative import moved_by
from communique.language.times.tense import tense_at
from communique.language.times.values import Days
from communique.records import Published, Time

NEAR = 1  # how many sentences back a day that was named is still spoken of
FAR = 3  # and a quarter, in a report on results
_CLOCK_AND_DAY = re.compile(r",? (?:on )?")
_LENGTH_AND_DAY = re.compile(r" (after|before|from|following) ")


class Placed(msgspec.Struct, frozen=True):
    """A reading and where it stands."""

    start: int
    end: int
    reading: Reading


class _Told(msgspec.Struct):
    """The last day and the last quarter named so far, each with the number of its sentence."""

    days: Days | None = None
    days_in: int = 0
    quarter: str = ""
    quarter_in: int = 0

    def note(self, reading: Reading, sentence: int, *, compared: bool) -> None:
        """Keep a reading in mind; what is only ``compared`` with ("a year earlier") is not what is spoken of."""
        if reading.days and reading.type in {"DATE", "TIME"}:
            self.days, self.days_in = reading.days, sentence
        if "-Q" in reading.value and not compared:
            self.quarter, self.quarter_in = reading.value, sentence
        elif reading.type == "DURATION" and re.fullmatch(r"P\d+M", reading.value):
            self.quarter = ""


def find_times(parse: Parse, published: Published) -> tuple[Time, ...]:
    """Every time expression of the text, in order, resolved against the publication date where that is known.

    Without a publication date only what is a full date by itself gets days: "Wednesday" is then ``XXXX-WXX-3``.
    """
    words = lexemes(parse.marked)
    day = publication_day(published.date)
    placed = _joined(parse.marked, list(_read_all(parse, words, day)))
    return tuple(_time(parse.text, found) for found in placed)


def _read_all(parse: Parse, words: list[Lexeme], published: date | None) -> Iterator[Placed]:
    starts = [sentence.start for sentence in parse.sentences]
    told = _Told()
    for found in _chosen(parse, words):
        start, end = words[found.first].start, words[found.last - 1].end
        sentence = bisect_right(starts, start)
        tense, would = tense_at(parse, _head(parse, start, end))
        before = _word(words, found.first - 1)
        days = told.days if sentence - told.days_in <= NEAR else None
        context = Context(
            published,
            tense="past" if before in {"since", "ended"} else tense,
            told=days,
            said=days[1] if days and would else None,
            quarter=told.quarter if sentence - told.quarter_in <= FAR else "",
            before=before,
            after=_word(words, found.last),
        )
        if reading := read(found, context):
            told.note(reading, sentence, compared=_is_compared(found))
            yield Placed(start, end, reading)


def _is_compared(found: Found) -> bool:
    return found.rule.means in {"year_before", "period_of_year"} or found.parts.get("which") == "last"


def _chosen(parse: Parse, words: list[Lexeme]) -> Iterator[Found]:
    """The plausible matches without overlap: from the left, the longest first."""
    reached, names = 0, surnames(parse)
    found = grammar().matches(words, parse.marked)
    for match in sorted(found, key=lambda match: (match.first, -match.last)):
        start, end = words[match.first].start, words[match.last - 1].end
        if match.first >= reached and plausible(match, parse, start, end, names):
            reached = match.last
            yield match


def _word(words: list[Lexeme], index: int) -> str:
    return words[index].kind if 0 <= index < len(words) else ""


def _head(parse: Parse, start: int, end: int) -> int:
    """The token of the stretch on which the others depend."""
    tokens = parse.covered(start, end) or range(parse.token_at(start), parse.token_at(start) + 1)
    return next((i for i in tokens if parse.tokens and parse.tokens[i].head not in tokens), tokens[0])


def _joined(text: str, placed: list[Placed]) -> Iterable[Placed]:
    """Put "noon" and "Thursday" together, and count "three days" from the date in "three days after January 20"."""
    done: list[Placed] = []
    for found in placed:
        last = done[-1] if done else None
        between = text[last.end : found.start] if last else ""
        if last and _is_clock(last.reading) and _is_day(found.reading) and _CLOCK_AND_DAY.fullmatch(between):
            done[-1] = Placed(last.start, found.end, _at_clock(last.reading, found.reading))
            continue
        if last and last.reading.type == "DURATION" and (link := _LENGTH_AND_DAY.fullmatch(between)):
            done[-1] = _counted_from(last, found.reading, link.group(1))
        done.append(found)
    return done


def _is_clock(reading: Reading) -> bool:
    return reading.type == "TIME" and bool(re.search(r"T(\d|AF|MO|MI)", reading.value))


def _is_day(reading: Reading) -> bool:
    return reading.type == "DATE" and bool(re.fullmatch(r"[\dX]{4}-([\dX]{2}-[\dX]{2}|WXX-\d)", reading.value))


def _at_clock(clock: Reading, day: Reading) -> Reading:
    return Reading("TIME", day.value + "T" + clock.value.partition("T")[2], day.days)


def _counted_from(length: Placed, anchor: Reading, link: str) -> Placed:
    days = anchor.days
    if not days or days[0] != days[1] or not (match := re.fullmatch(r"P(\d+)([DWMY])", length.reading.value)):
        return length
    reached = moved_by(days[0], match.group(2), int(match.group(1)) * (-1 if link == "before" else 1))
    return Placed(
        length.start, length.end, Reading("DURATION", length.reading.value, (reached, reached) if reached else None)
    )


def _time(text: str, found: Placed) -> Time:
    reading = found.reading
    first, last = (day.isoformat() for day in reading.days) if reading.days else ("", "")
    return Time(found.start, found.end, text[found.start : found.end], reading.type, reading.value, first, last)
