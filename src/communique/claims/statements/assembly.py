"""Reports -> statements: the speaker, the one addressed, the chain of reporting, and the day it was said."""

from __future__ import annotations

from datetime import date, timedelta

from communique.claims.statements.layout import Layout
from communique.claims.statements.reports import Report
from communique.claims.statements.speakers import CHAIN, Voice, named, speaker
from communique.records import Span, Statement, Time

HABIT = frozenset(
    "always frequently generally habitually long never often once previously repeatedly routinely usually".split()
)
"""Adverbs that tell of a standing or an earlier statement, so that the report's date is not its own."""

WEEK = timedelta(days=7)
DAY = len("2000-01-01")
GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})


def assemble(layout: Layout, report: Report, around: tuple[Report, ...]) -> Statement:
    """The statement that a report makes; ``around`` are the reports that it stands in, the outermost first."""
    cited = _cited(layout, report)
    voice = cited or report.voice
    carriers = [outer.voice for outer in around] + ([report.voice] if cited else [])
    return Statement(
        speaker=speaker(layout, voice) if voice else None,
        cue=_cue(layout, report),
        content=tuple(layout.parse.cut(start, end) for start, end in report.pieces),
        addressee=_addressee(layout, report),
        chain=tuple(name for carrier in carriers if carrier and (name := _name(layout, carrier))),
        said=_said(layout, report),
        quoted=all(_is_quoted(layout, start, end) for start, end in report.pieces),
    )


def _name(layout: Layout, voice: Voice) -> str:
    """The actor that a noun phrase names, or else its words."""
    mentions = named(layout, voice)
    return (mentions[0].actor if mentions else "") or layout.parse.span(*voice.phrase).text


def _is_quoted(layout: Layout, start: int, end: int) -> bool:
    quote = layout.quote_at(start)
    return quote is not None and quote.start == start and end <= quote.end


def _cue(layout: Layout, report: Report) -> Span:
    """The cue word with its auxiliaries and particle, or the phrase, in one stretch: "had made it clear"."""
    first, last = report.cue, report.cue + len(report.word.phrase.split() or [""])
    if report.frame in ("colon", "headline") or report.word.phrase:
        return layout.parse.span(first, last)
    children = layout.parse.children[report.cue]
    while first - 1 in children and layout.tokens[first - 1].dep in GROUP:
        first -= 1
    if last in children and (layout.tokens[last].dep == "prt" or layout.tokens[last].lower == report.frame):
        last += 1
    if (quality := layout.made(report.cue)) is not None:
        last = quality + 1
    return layout.parse.span(first, last)


def _addressee(layout: Layout, report: Report) -> str:
    """Who is told, asked or urged, as an actor's name or in the words of the text; empty if nobody is named."""
    index = report.cue
    found = layout.children(index, "dobj", "dative") if report.word.tells else []
    if report.frame in ("object", "doing") and report.word.sort == "speech" and layout.tokens[index].pos == "VERB":
        small = layout.children(index, "ccomp", "xcomp")
        found = [noun for clause in small for noun in layout.children(clause, "nsubj")]
        found = found or (layout.children(index, "dobj") if small else [])
    if report.frame == "on":
        found = [noun for child in layout.children(index, "prep") for noun in layout.children(child, "pobj")][:1]
    if not found and report.frame in ("that", "quote"):
        to = [child for child in layout.children(index, "prep", "dative") if layout.tokens[child].lower == "to"]
        found = [noun for preposition in to for noun in layout.children(preposition, "pobj")]
    nouns = [noun for noun in found if layout.tokens[noun].pos in ("NOUN", "PROPN", "PRON")]
    if not nouns:
        return ""
    voice = Voice(layout.noun_phrase(nouns[0]), (nouns[0],))
    return "" if layout.tokens[nouns[0]].pos == "PRON" and not named(layout, voice) else _name(layout, voice)


def _cited(layout: Layout, report: Report) -> Voice | None:
    """Whom a report passes on: "the agency said, citing the ministry"."""
    citing = layout.citing(report.cue) if report.frame in ("that", "quote") else None
    nouns = layout.children(citing, "dobj") if citing is not None else []
    return Voice(layout.noun_phrase(nouns[0]), (nouns[0],)) if nouns else None


def _said(layout: Layout, report: Report) -> str:
    """The day or interval at the cue, else the publication date of what was freshly said, else nothing."""
    start, end = report.zone
    times = [time for time in layout.text.times_within(start, end) if time.type == "DATE" and time.earliest]
    published = layout.text.document.published.date
    if times:
        return _interval(times[0], published)
    return published if _is_fresh(layout, report) else ""


def _finite(layout: Layout, cue: int) -> int:
    """The cue itself, or the one above whose time a participle shares ("said ..., adding ...")."""
    index = cue
    for _ in range(CHAIN):
        if layout.tokens[index].tag != "VBG" and (index == cue or layout.cue(index) is not None):
            return index
        index = layout.tokens[index].head
    return cue


def _interval(time: Time, published: str) -> str:
    """A time as a day or an interval. What has been said was not said after it was published: "Monday" is the last."""
    if published and time.earliest > published:
        days = [date.fromisoformat(day) - WEEK for day in (time.earliest, time.latest) if len(day) == DAY]
        return days[0].isoformat() if days and days[0] == days[-1] and days[0].isoformat() <= published else ""
    return time.earliest if time.latest in ("", time.earliest) else f"{time.earliest}/{time.latest}"


def _is_fresh(layout: Layout, report: Report) -> bool:
    """Whether a report is news: a headline, or the simple past of a verb of speech without a word of habit."""
    if report.frame == "headline":
        return True
    cue = _finite(layout, report.cue)
    clause = layout.text.clause_of.get(cue)
    if clause is None or clause.kind != "verb" or report.word.sort != "speech" or clause.modal:
        return False
    children = [layout.tokens[child] for child in layout.parse.children[cue]]
    habitual = any(child.lower in HABIT or (child.dep == "aux" and child.lemma == "have") for child in children)
    return clause.tense == "past" and not habitual
