"""Colons -> reports: a quotation or a headline's words after "the minister put it plainly:" or "Envoy:"."""

from __future__ import annotations

from collections.abc import Iterator

from communique.claims.statements.cues import Cue
from communique.claims.statements.layout import Layout
from communique.claims.statements.reports import Piece, Report
from communique.claims.statements.speakers import Voice, find_voice
from communique.language.text import Sentence

COLON = Cue("speech", frozenset({"quote"}), tells=False)
NAME = 8  # tokens that the name before a headline's colon may have
LABELS = frozenset({"note", "correction", "update", "photo", "video", "caption", "source", "contact", "file", "time"})
ASKING = frozenset({"WP", "WDT", "WRB", "WP$"})
NAMES = frozenset({"PROPN", "NOUN"})


def find_introduced(layout: Layout, taken: frozenset[int]) -> Iterator[Report]:
    """Reports of the quotations that a colon leads up to and no cue has taken (``taken`` are their numbers)."""
    text = layout.parse.marked
    for number, quote in enumerate(layout.quotes):
        before = quote.start
        while before > 0 and text[before - 1].isspace():
            before -= 1
        if number in taken or before == 0 or text[before - 1] != ":":
            continue
        colon = layout.parse.token_at(before - 1)
        sentence = layout.parse.sentence_of(colon)
        report = _introduced(layout, sentence.first, colon, (quote.start, quote.end))
        if report is not None:
            yield report


def _introduced(layout: Layout, first: int, colon: int, piece: Piece) -> Report | None:
    """The report whose cue is the last verb of the words before the colon, or the colon where there is none."""
    verbs = [i for i in range(max(first, colon - 60), colon) if layout.tokens[i].tag in ("VBD", "VBZ", "VBP")]
    voices = [(verb, voice) for verb in verbs if (voice := find_voice(layout, verb)) is not None]
    cue, voice = voices[0] if voices else (colon, _name(layout, first, colon))
    if voice is None:
        return None
    return Report(
        cue=cue,
        word=COLON,
        frame="colon",
        zone=layout.characters((first, colon + 1)),
        pieces=(piece,),
        voice=voice,
    )


def find_headlines(layout: Layout) -> Iterator[Report]:
    """Reports of the headlines and headings of a text, such as "Envoy: talks to go on"."""
    for sentence in layout.parse.sentences:
        heading = sentence.paragraph == 0 or layout.tokens[sentence.last - 1].pos != "PUNCT"
        if heading and ":" in layout.parse.marked[sentence.start : sentence.start + 8 * NAME]:
            yield from _headline(layout, sentence)


def _headline(layout: Layout, sentence: Sentence) -> Iterator[Report]:
    colon = next((i for i in range(sentence.first, sentence.last) if layout.tokens[i].text == ":"), None)
    if colon is None or not any(layout.tokens[i].pos in ("VERB", "AUX") for i in range(colon + 1, sentence.last)):
        return
    voice = _name(layout, sentence.first, colon)
    if voice is not None and layout.tokens[colon + 1].tag not in ASKING:
        yield Report(
            cue=colon,
            word=COLON,
            frame="headline",
            zone=layout.characters((sentence.first, colon + 1)),
            pieces=(layout.characters(layout.trimmed((colon + 1, sentence.last))),),
            voice=voice,
        )


def _name(layout: Layout, first: int, last: int) -> Voice | None:
    """The words before a colon where they are a short name."""
    if not 0 < last - first <= NAME or any(layout.tokens[i].pos not in ALLOWED for i in range(first, last)):
        return None
    heads = [i for i in range(first, last) if layout.tokens[i].pos in NAMES]
    if not heads or layout.tokens[heads[-1]].lemma.lower() in LABELS:
        return None
    return Voice((first, last), (heads[-1],))


ALLOWED = NAMES | {"DET", "ADJ", "ADP", "PUNCT", "PART", "CCONJ", "NUM"}
