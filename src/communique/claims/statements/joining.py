"""Reports and quotations joined: what stands in quotation marks beside a cue, around its content, or after it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.claims.statements.colons import find_headlines, find_introduced
from communique.claims.statements.layout import Layout
from communique.claims.statements.quotes import Quote
from communique.claims.statements.reports import UNLISTED, Piece, Report

BETWEEN = " \t\u00a0,:;–—-"
MARKS = "\"'”’»"
UNFINISHED = frozenset({",", "?", "!", "—", "–", "-"})
OUTER = " \t\n\r\u00a0,;:–—-."
LONG = 4  # words and marks from which a quotation is speech, not a single word held at arm's length
NEAR = 12  # characters that may stand between a cue and the quotation that goes on after it


def join(layout: Layout, reports: list[Report]) -> list[Report]:
    """The reports with their quotations; those without any content are left out."""
    joined = [_with_quotes(layout, report) for report in (*reports, *find_headlines(layout))]
    joined = [report for report in joined if report.pieces]
    joined += find_introduced(layout, _taken(layout, joined))
    return _continued(layout, joined)


def _with_quotes(layout: Layout, report: Report) -> Report:
    around = layout.quote_at(report.zone[0])
    if around is not None:
        pieces = [_clipped(piece, around) for piece in report.pieces]
    else:
        beside = [*_before(layout, report), *_after(layout, report)] if "quote" in report.word.takes else []
        pieces = [*(_widened(layout, report, piece) for piece in report.pieces), *beside]
        pieces = [piece for piece in pieces if not _leads_up(layout, report, piece, pieces)]
    kept = [_bare(layout, piece) for piece in _merged(pieces)]
    return msgspec.structs.replace(report, pieces=tuple(piece for piece in kept if piece[1] > piece[0]))


def _leads_up(layout: Layout, report: Report, piece: Piece, pieces: list[Piece]) -> bool:
    """Whether words outside quotation marks only lead up to a quotation that makes a sentence of its own."""
    text = layout.parse.marked
    if layout.quote_at(piece[0]) or layout.quote_at(piece[1] - 1) or piece[0] >= report.zone[0]:
        return False
    quotes = [layout.quote_at(start) for start, _ in pieces if start >= piece[1]]
    starts = [quote.start for quote in quotes if quote is not None]
    return any(text[start - 2 : start].strip() == ":" or _opens(text, start) for start in starts if start > 1)


def _opens(text: str, start: int) -> bool:
    """Whether the first letter of a quotation is a capital."""
    return text[start : start + 4].lstrip("\"'“‘«„[`")[:1].isupper()


def _clipped(piece: Piece, around: Quote) -> Piece:
    """What is said inside a quotation does not reach out of it."""
    end = around.end - 1 if around.closed else around.end
    return max(piece[0], around.start + 1), min(piece[1], end)


def _widened(layout: Layout, report: Report, piece: Piece) -> Piece:
    """A piece with the whole of every quotation that it touches."""
    start, end = piece
    for offset in (start, max(start, end - 1), end):
        quote = layout.quote_at(offset)
        if quote is not None and (quote.end <= report.zone[0] or quote.start >= report.zone[1]):
            start, end = min(start, quote.start), max(end, quote.end)
    before = layout.quote_at(start - 1)
    if before is not None and before.start == start - 1 and before.end <= end + 1:
        start = before.start
    return start, end


def _before(layout: Layout, report: Report) -> Iterator[Piece]:
    """The quotation right before the cue with its speaker. One that ends with a full stop needs no cue after it."""
    text, start = layout.parse.marked, report.zone[0]
    while start > 0 and text[start - 1] in BETWEEN:
        start -= 1
    quote = layout.quote_at(start - 1) if start else None
    if quote is None or quote.end != start:
        return
    last = text[max(quote.start, quote.end - 4) : quote.end].rstrip(MARKS)[-1:]
    if last in UNFINISHED or (last != "." and report.word is not UNLISTED):
        yield quote.start, quote.end


def _after(layout: Layout, report: Report) -> Iterator[Piece]:
    """The quotation right after the cue."""
    text, end = layout.parse.marked, report.zone[1]
    while end < len(text) and text[end] in BETWEEN:
        end += 1
    quote = layout.quote_at(end)
    if quote is not None and quote.start == end and report.word is not UNLISTED:
        yield quote.start, quote.end


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Pieces in order, those that overlap made one."""
    found: list[Piece] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _bare(layout: Layout, piece: Piece) -> Piece:
    """A piece without the comma, dash, stop and space at its ends; marks inside a quotation stay."""
    text, (start, end) = layout.parse.marked, piece
    while start < end and text[start] in OUTER:
        start += 1
    while end > start and text[end - 1] in OUTER and not (text[end - 1] == "." and layout.quote_at(end - 1)):
        end -= 1
    return start, end


def _continued(layout: Layout, reports: list[Report]) -> list[Report]:
    """Quotations that have no cue of their own go to the report before them."""
    held = [_Held(report, list(report.pieces)) for report in reports]
    direct = sorted((end, number) for number, item in enumerate(held) for _, end in item.pieces if item.quoted(layout))
    taken = _taken(layout, reports)
    place, last = 0, None
    for number, quote in enumerate(layout.quotes):
        while place < len(direct) and direct[place][0] <= quote.start:
            last = direct[place][1]
            place += 1
        if number in taken or last is None or not _follows(layout, held[last], quote):
            continue
        held[last].pieces.append((quote.start, quote.end))
    return [msgspec.structs.replace(item.report, pieces=tuple(_merged(item.pieces))) for item in held]


class _Held:
    """A report and the pieces that it gathers."""

    def __init__(self, report: Report, pieces: list[Piece]) -> None:
        self.report = report
        self.pieces = pieces

    def quoted(self, layout: Layout) -> bool:
        """Whether part of it is in quotation marks and the cue itself is not."""
        inside = layout.quote_at(self.report.zone[0])
        return inside is None and any(
            layout.quote_at(piece[0]) or layout.quote_at(piece[1] - 1) for piece in self.pieces
        )


def _taken(layout: Layout, reports: list[Report]) -> frozenset[int]:
    """The numbers of the quotations that lie in the content of a report."""
    found: set[int] = set()
    for start, end in _merged([piece for report in reports for piece in (*report.pieces, report.zone)]):
        number = layout.quotes_from(start)
        while number < len(layout.quotes) and layout.quotes[number].start < end:
            found.add(number)
            number += 1
    return frozenset(found)


def _follows(layout: Layout, held: _Held, quote: Quote) -> bool:
    """Whether a quotation goes on from a report: a new sentence of speech in its paragraph, or right after it."""
    end = max(held.pieces[-1][1], held.report.zone[1])
    between = layout.parse.marked[end : min(quote.start, end + NEAR)]
    if quote.start - end < NEAR and not between.strip(OUTER + "\n\r"):
        return True
    return layout.paragraph(end - 1) == layout.paragraph(quote.start) and _is_sentence(layout, quote)


def _is_sentence(layout: Layout, quote: Quote) -> bool:
    """Whether a quotation opens a sentence and is long enough to be one."""
    words = layout.parse.covered(quote.start, quote.end)
    sentence = layout.parse.sentence_of(words.start) if len(words) > LONG else None
    return sentence is not None and sentence.start == quote.start
