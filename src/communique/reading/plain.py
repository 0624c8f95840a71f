"""Plain text, as typed or as saved from a web page -> its article, without menus, captions and buttons.

Each line is judged by general signs, then the article is what stands between its first and its last sentence. Nothing
but white space is taken off a text that shows no sign of a web page, so that notes of one's own stay whole.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from communique.reading.bylines import is_byline, read_byline, read_dateline
from communique.reading.characters import one_line
from communique.reading.dates import (
    AMBIGUOUS,
    UNKNOWN,
    date_alone,
    date_at_end,
    date_in_address,
    date_in_dateline,
    date_in_line,
    is_ambiguous,
    is_date_line,
    published,
)
from communique.reading.encodings import Decoded
from communique.reading.furniture import (
    LISTED,
    SENTENCE_END,
    is_caption,
    is_furniture,
    opens_comments,
    opens_others,
)
from communique.reading.mapping import TAG, Stretch
from communique.reading.parts import Parts
from communique.records import Published

Role = Literal["prose", "short", "listed", "furniture", "caption", "byline", "date"]

SENTENCE = 6  # words that a line with a sentence's end needs to pass for prose
PARAGRAPH = 18  # words that make a line prose however it ends
BLURB = 40  # words from which a paragraph below a list of other articles is surely no blurb
STANDFIRST = 2  # sentences that can stand between a headline and the byline
HEADLINE = 14  # words of the longest headline that may end like a sentence
NAMING = 0.3  # share of a headline's longer words that the article takes up again
OWN_ADDRESS = re.compile(r"(?:(?:url|link|permalink|source|from)\s*:\s*)?(https?://\S+)", re.IGNORECASE)


class Line(msgspec.Struct, frozen=True):
    """One line of the raw text: its words, where they stand, what it is, and whether an empty line comes before."""

    text: str
    start: int
    end: int
    role: Role
    after_gap: bool

    @property
    def size(self) -> int:
        """The number of words."""
        return len(self.text.split())


def read_plain(report: Decoded) -> Parts:
    """The article of a plain text, with what its head tells."""
    lines = _unwrapped(list(_lines(report.text)))
    first, last = _body(lines)
    title = _title(lines, first, last)
    if title is not None and title >= first:
        first = title + 1
    stamps = _stamps(lines[first:last])
    starts = {line.start for line in stamps}
    head = [*lines[:first], *stamps]
    kept = _standfirst(head, title) + _kept([line for line in lines[first:last] if line.start not in starts])
    if not kept:
        kept, head, title = [line for line in lines if line.role != "furniture"] or lines, [], None
    return _parts(kept, head, title, lines[last:])


def _lines(text: str) -> Iterator[Line]:
    """The lines that hold words, without tags."""
    last, gap = 0, False
    for found in re.finditer(r"[^\n\r]+", text):
        for start, end in _without_tags(text, found.start(), found.end()):
            gap = (
                gap
                or text.count("\n", last, start) > 1
                or text.count("\r", last, start) > text.count("\n", last, start) + 1
            )
            words = text[start:end]
            if one_line(words):
                yield Line(words, start, end, _role(words), gap and last > 0)
                last, gap = end, False


def _without_tags(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between the tags of a line, without white space at either end."""
    cuts, position = [], start
    for tag in TAG.finditer(text, start, end):
        cuts.append((position, tag.start()))
        position = tag.end()
    cuts.append((position, end))
    bare = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in cuts)
    return [(a, b) for a, b in bare if a < b]


def _role(words: str) -> Role:
    if is_caption(words):
        return "caption"
    if is_byline(words):
        return "byline"
    if is_date_line(words):
        return "date"
    if is_furniture(words):
        return "furniture"
    size = len(words.split())
    if size >= PARAGRAPH or (size >= SENTENCE and SENTENCE_END.search(words)):
        return "prose"
    return "listed" if LISTED.match(words) else "short"


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines, where those of a paragraph that was wrapped by hand are all prose."""
    found: list[Line] = []
    block: list[Line] = []
    for line in lines:
        if line.after_gap:
            found += _as_prose(block)
            block = []
        block.append(line)
    return found + _as_prose(block)


def _as_prose(block: list[Line]) -> list[Line]:
    """A block of lines as prose if it runs on from line to line, each but the last of middle length."""
    if not all(line.role in ("short", "prose") for line in block) or not _wrapped(block):
        return block
    return [msgspec.structs.replace(line, role="prose") for line in block]


def _body(lines: Sequence[Line]) -> tuple[int, int]:
    """The first line of the article and the one after its last; all of a text without sentences."""
    prose = [index for index, line in enumerate(lines) if line.role == "prose"]
    if not prose:
        return 0, len(lines)
    first = prose[0]
    while first and lines[first - 1].role == "short" and _leads(lines[first - 1], lines[first]):
        first -= 1
    stop = _stop(lines, prose)
    last = max(index for index in prose if index < stop) + 1
    saved = any(line.role in ("furniture", "caption") for line in lines)
    while last < stop and _goes_on(lines[last - 1], lines[last], saved=saved):
        last += 1
    return first, last


def _leads(line: Line, below: Line) -> bool:
    """Whether a short line belongs to the text below it: a dateline of its own, or the start of a wrapped sentence."""
    return bool(any(read_dateline(line.text)) or (not below.after_gap and below.text[:1].islower()))


def _goes_on(line: Line, below: Line, *, saved: bool) -> bool:
    """Whether the article goes on below its last sentence: a list, a wrapped line, a text typed by hand."""
    if below.role == "listed":
        return not saved or line.role == "listed" or line.text.endswith(":")
    if below.role == "short":
        return not saved or (not below.after_gap and below.text[:1].islower())
    return False


def _stop(lines: Sequence[Line], prose: Sequence[int]) -> int:
    """The line from which on nothing is of the article: where comments or lists of other articles begin.

    More of the article stands before than after it, else it is a box within the article.
    """
    sizes = {index: lines[index].size for index in prose}
    resumed = _last_of_article(lines, prose[0])
    before, total = 0, sum(sizes.values())
    for index in range(prose[0], len(lines)):
        before += sizes.get(index, 0)
        if 2 * before < total or lines[index].role == "prose":
            continue
        others = opens_others(lines[index].text) and index > resumed
        if others or opens_comments(lines[index].text):
            return index
    return len(lines)


def _last_of_article(lines: Sequence[Line], first: int) -> int:
    """The last line that is surely no blurb: a long paragraph, or one that another follows without a title between."""
    found, above = first, None
    for index in range(first, len(lines)):
        line = lines[index]
        if line.role in ("furniture", "caption"):
            continue
        paragraph = line.role == "prose" and line.size >= PARAGRAPH
        if paragraph and (line.size >= BLURB or above):
            found = index
        above = paragraph
    return found


def _title(lines: Sequence[Line], first: int, last: int) -> int | None:
    """Where the headline stands: the line of the head whose words the article takes up, else the last of some length.

    A headline that ends like a sentence ("Who will come?") is the first line of the article, short and apart.
    """
    words = _long_words(" ".join(line.text for line in lines[first:last] if line.role == "prose"))
    likely = [i for i, line in enumerate(lines[:first]) if line.role == "short" and line.size >= 3]
    named = {i for i in likely if _share(lines[i].text, words) >= NAMING}
    if named:
        at = max(named)
        while at - 1 in named:
            at -= 1
        return at
    above = next((i for i in reversed(likely) if lines[i].size >= 4), None)
    return first if above is None and _is_headline(lines, first, last) else above


def _is_headline(lines: Sequence[Line], first: int, last: int) -> bool:
    if last - first < 2 or lines[first].size > HEADLINE or not lines[first + 1].after_gap:
        return False
    words = lines[first].text
    return not words.endswith((".", ":", ",", ";")) and words[:1] not in '"“' and lines[first + 1].role == "prose"


def _long_words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"\w{4,}", text.lower())}


def _share(line: str, words: set[str]) -> float:
    own = _long_words(line)
    return len(own & words) / len(own) if own else 0.0


def _stamps(body: Sequence[Line]) -> list[Line]:
    """Bylines and dates below the first lines of an article: those lines are then what stands under a headline.

    A date alone counts beside a byline only, for it may head an entry of a chronology.
    """
    prose = [index for index, line in enumerate(body) if line.role == "prose"]
    below = prose[STANDFIRST] if len(prose) > STANDFIRST else 0
    found = [line for line in body[:below] if line.role in ("byline", "date")]
    signed = any(line.role == "byline" for line in found)
    return [line for line in found if signed or not date_alone(line.text)]


def _standfirst(head: Sequence[Line], title: int | None) -> list[Line]:
    """The lines of some length between the headline and the article: part of the report, though not sentences."""
    return [line for line in head[title + 1 :] if line.role == "short" and line.size >= 8] if title is not None else []


def _kept(body: Sequence[Line]) -> list[Line]:
    """The lines of the article without what stands between them: captions, buttons, titles of other articles."""
    kept, skipping = [], False
    for line in body:
        if opens_others(line.text):
            skipping = True
        elif line.role == "prose" or (not skipping and (line.role in ("short", "listed") or date_alone(line.text))):
            skipping = False
            kept.append(line)
    return kept


def _parts(kept: list[Line], head: Sequence[Line], title: int | None, tail: Sequence[Line]) -> Parts:
    clean, stretches = _joined(kept)
    first = kept[0].text if kept else ""
    place, wire = read_dateline(first)
    found = [read_byline(line.text) for line in head if line.role == "byline"]
    address = next((match.group(1) for line in (*head, *tail) if (match := OWN_ADDRESS.fullmatch(line.text))), "")
    when, notes = _published(head, title, first, address)
    return Parts(
        text=clean,
        title=one_line(head[title].text.lstrip("#")) if title is not None else "",
        url=one_line(address),
        author=one_line(next((author for author, _ in reversed(found) if author), "")),
        agency=one_line(next((agency for _, agency in reversed(found) if agency), wire)),
        place=one_line(place),
        published=when,
        stretches=tuple(stretches),
        notes=notes,
    )


def _joined(kept: Sequence[Line]) -> tuple[str, list[Stretch]]:
    """The clean text, a paragraph a line, and where each line of it comes from; lines wrapped by hand are rejoined."""
    joined = _run_on(kept)
    pieces: list[str] = []
    stretches: list[Stretch] = []
    size = 0
    for line in kept:
        words = one_line(line.text)
        if pieces:
            pieces.append(" " if line.start in joined else "\n\n")
            size += len(pieces[-1])
        stretches.append(Stretch(size, size + len(words), line.start, line.end))
        pieces.append(words)
        size += len(words)
    return "".join(pieces), stretches


def _run_on(lines: Sequence[Line]) -> set[int]:
    """Where the lines start that go on with the one above: all that follow closely where text or block is wrapped."""
    blocks: list[list[Line]] = []
    for line in lines:
        if not blocks or line.after_gap or LISTED.match(line.text):
            blocks.append([])
        blocks[-1].append(line)
    whole = _wrapped(lines)
    return {line.start for block in blocks if whole or _wrapped(block) for line in block[1:]}


def _wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are wrapped by hand: of those that another follows closely most are of middle length and run on."""
    close = [
        (above, below)
        for above, below in itertools.pairwise(lines)
        if not below.after_gap and not LISTED.match(below.text)
    ]
    middling = sum(45 <= len(above.text) <= 100 for above, _ in close)
    running = sum(below.text[:1].islower() for _, below in close)
    return bool(close) and middling >= 0.7 * len(close) and running >= len(close) / 3


def _published(head: Sequence[Line], title: int | None, first: str, address: str) -> tuple[Published, tuple[str, ...]]:
    """The publication date: labelled anywhere in the head, in the dateline, or alone between headline and article."""
    dates = [line.text for line in head if line.role in ("date", "byline")]
    below = [line.text for line in head[title + 1 :] if line.role in ("date", "byline")] if title is not None else []
    if labelled := next((day for text in dates if (day := date_in_line(text))), ""):
        return published(labelled, "byline"), ()
    in_dateline, doubt = date_in_dateline(first, address)
    if in_dateline:
        return published(in_dateline, "dateline"), ()
    if alone := next((day for text in below if (day := date_alone(text) or _date_of_byline(text))), ""):
        return published(alone, "byline"), ()
    if day := date_in_address(address):
        return published(day, "url"), ()
    return UNKNOWN, tuple(_doubts(dates, below, doubt))


def _date_of_byline(line: str) -> str:
    """The day that stands beside a name, as in "By Jane Doe | January 20, 2016"; none of another kind ("Updated …")."""
    return date_at_end(line) if is_byline(line) else ""


def _doubts(dates: Sequence[str], below: Sequence[str], doubt: str) -> Iterator[str]:
    if doubt:
        yield doubt
    if any(is_ambiguous(text) for text in dates):
        yield AMBIGUOUS
    if any(date_alone(text) for text in dates if text not in below):
        yield "A date above the headline was not taken for the date of publication."
