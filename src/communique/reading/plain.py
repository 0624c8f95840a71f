"""Plain text, as typed or as saved from a web page -> its article, without menus, captions and buttons.

A line is judged by general signs: how it ends, how long it is, what stands around it. Nothing is taken off a text that
shows no sign of a web page, so that notes of one's own stay whole.
"""

from __future__ import annotations

import itertools
import re
from typing import Literal

import msgspec

from communique.reading.bylines import read_byline, read_dateline
from communique.reading.dates import NUMBERS, date_alone, date_in_dateline, date_in_line, published
from communique.reading.mapping import TAG, Stretch, byte_segments
from communique.reading.parts import Parts
from communique.records import Published

Role = Literal["prose", "short", "furniture", "caption", "byline", "date"]

FURNITURE_LINES = (
    r"back to top|top|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|share(?: (?:this|on)\b.*)?",
    r"facebook|twitter|whatsapp|tweet|pinterest|linkedin|e-?mail(?: this)?|print(?: this)?|save|register|donate",
    r"menu|home|search|log ?in|sign ?(?:in|up)|subscribe\b.*|newsletters?|contact(?: us)?|about(?: us)?|follow us.*",
    r"advertisement|sponsored|trending|recommended|most (?:read|popular|viewed)|loading\b.*|skip to .*|click here.*",
    r"related(?: (?:articles?|stories|news|topics|content))?:?|read (?:also|more|next)\b.*|see also",
    r"more (?:from|on|in|news)\b.*|read or share this story.*|download (?:our|the) .*|available languages:?",
    r"privacy policy|terms (?:of|and)\b.*|cookies?\b.*|we use cookies.*|accept(?: all)?|all rights reserved.*",
    r"copyright\b.*|©.*|current issues?|credit card|tags?\s*:.*|topics?\s*:.*|filed under.*|image source.*",
    r"this article was .{0,40}updated.*|updated\s*:.*",
)
FURNITURE = re.compile(rf"^\W*(?:{'|'.join(FURNITURE_LINES)})\W*$", re.IGNORECASE)
CAPTION = re.compile(
    r"^\W*(?:(?:file\s+)?photos?|picture|image|caption|video|watch|credit)\b\s*(?:by\b.*|[:(/].*)", re.IGNORECASE
)
PROSE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$|[\"”’]$")
MENU = re.compile(r"\s{3,}|\s[|/•·»]\s")
LISTED = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
TAGS_LINE = re.compile(r"^\s*(?:[^,.;:!?]{2,40},\s*){3,}[^,.;:!?]{2,40}$")
FULL = 6  # words that a line needs to pass for prose


class Line(msgspec.Struct, frozen=True):
    """One line of the raw text: its words, where they stand, and what it is."""

    text: str
    start: int
    end: int
    role: Role
    after_gap: bool


def read_plain(text: str, encoding: str) -> Parts:
    """The article of a plain text, with what its head tells."""
    lines = _lines(text)
    body = _body(lines)
    if body is None:
        kept = [line for line in lines if line.role != "furniture"] or lines
        return _parts(kept, [], text, encoding)
    first, last = body
    kept = [line for line in lines[first : last + 1] if line.role in ("prose", "short")]
    return _parts(kept, lines[:first], text, encoding)


def _lines(text: str) -> list[Line]:
    """The lines that hold words; tags are taken off, and hard-wrapped lines keep their places."""
    lines: list[Line] = []
    gap = False
    for found in re.finditer(r"[^\n\r]+", text):
        for start, end in _without_tags(text, found.start(), found.end()):
            words = text[start:end]
            gap = gap or "\n" in text[lines[-1].end : start].replace("\r", "").replace("\n", "", 1) if lines else gap
            lines.append(Line(words, start, end, _role(words), gap))
            gap = False
    return lines


def _without_tags(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between the tags of a line, without white space at either end."""
    cuts, position = [], start
    for tag in TAG.finditer(text, start, end):
        cuts.append((position, tag.start()))
        position = tag.end()
    cuts.append((position, end))
    found = []
    for a, b in cuts:
        inner = text[a:b]
        stripped = inner.strip()
        if stripped:
            a += len(inner) - len(inner.lstrip())
            found.append((a, a + len(stripped)))
    return found


def _role(words: str) -> Role:
    if CAPTION.match(words):
        return "caption"
    if FURNITURE.match(words) or TAGS_LINE.match(words):
        return "furniture"
    if read_byline(words)[0] or re.match(r"^By (?:our|a)\b.{0,60}$", words):
        return "byline"
    if date_alone(words) or date_in_line(words)[0] or NUMBERS.match(words):
        return "date"
    count = len(words.split())
    if MENU.search(words) and not PROSE_END.search(words):
        return "furniture"
    return "prose" if count >= 25 or (count >= FULL and PROSE_END.search(words)) or LISTED.match(words) else "short"


def _body(lines: list[Line]) -> tuple[int, int] | None:
    """The first and the last line of the article, None for a text that shows no sign of a web page or has no prose."""
    prose = [index for index, line in enumerate(lines) if line.role == "prose"]
    if not prose:
        return None
    first, last = prose[0], prose[-1]
    wrapped = _wrapped(lines)
    while wrapped and first and lines[first - 1].role == "short" and not lines[first].after_gap:
        first -= 1
    signs = any(line.role in ("furniture", "caption") for line in lines)
    while (
        last + 1 < len(lines)
        and lines[last + 1].role == "short"
        and (not signs or (wrapped and not lines[last + 1].after_gap))
    ):
        last += 1
    return first, last


def _wrapped(lines: list[Line]) -> bool:
    """Whether the text is wrapped by hand: most lines that another follows closely are of middle length."""
    close = [len(a.text) for a, b in itertools.pairwise(lines) if not b.after_gap]
    return len(close) >= 3 and sum(45 <= size <= 100 for size in close) >= 0.7 * len(close)


def _parts(kept: list[Line], head: list[Line], text: str, encoding: str) -> Parts:
    title, above = _title(head)
    clean, stretches = _joined(kept, wrapped=_wrapped(kept))
    first = kept[0].text if kept else ""
    place, wire = read_dateline(first)
    bylines = [found for line in head if (found := read_byline(line.text))[0]]
    author, agency = bylines[-1] if bylines else ("", "")
    when, notes = _published(head[above:], head[:above], first)
    return Parts(
        text=clean,
        title=title,
        author=author,
        agency=agency or wire,
        place=place,
        published=when,
        segments=byte_segments(stretches, text, encoding),
        notes=notes,
    )


def _title(head: list[Line]) -> tuple[str, int]:
    """The headline and its place in the head: the last line of words that is no menu, byline, date or caption."""
    for index in range(len(head) - 1, -1, -1):
        line = head[index]
        if line.role == "short" and len(line.text.split()) >= 4:
            return line.text, index
    return "", 0


def _joined(kept: list[Line], *, wrapped: bool) -> tuple[str, list[tuple[int, Stretch]]]:
    """The clean text, a paragraph a line, and where each stretch of it comes from."""
    clean, stretches = "", []
    for line in kept:
        if clean:
            clean += " " if wrapped and not line.after_gap and not LISTED.match(line.text) else "\n\n"
        stretches.append((len(clean), (line.text, line.start, line.end)))
        clean += line.text
    return clean, stretches


def _published(below: list[Line], above: list[Line], first: str) -> tuple[Published, tuple[str, ...]]:
    """The publication date: labelled anywhere in the head, or alone between the headline and the article."""
    labelled = [day for line in (*below, *above) if (day := date_in_line(line.text)[0])]
    if labelled:
        return published(labelled[0], "byline"), ()
    if day := date_in_dateline(first):
        return published(day, "dateline"), ()
    alone = [day for line in below if (day := date_alone(line.text))]
    if alone:
        return published(alone[0], "byline"), ()
    notes = []
    if any(NUMBERS.match(line.text) for line in below):
        notes.append("The head has a date in figures whose day and month cannot be told apart.")
    if any(date_alone(line.text) for line in above):
        notes.append("A date above the headline was not taken for the date of publication.")
    return published("", "unknown"), tuple(notes)
