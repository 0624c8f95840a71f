"""Reports inside reports: which are statements of their own, and through whom they reach the reader."""

from __future__ import annotations

from communique.claims.statements.layout import Layout
from communique.claims.statements.reports import Report

DEPTH = 4  # how many hands a statement is followed back through


def nest(layout: Layout, reports: list[Report]) -> list[tuple[Report, tuple[Report, ...]]]:
    """The reports that stand, each with those around it, the outermost first.

    Inside another's words only the plain speech of somebody named counts: "Interfax said that the minister had told
    it ..."; what else the speaker reports there ("he said he hoped ...") is his own statement.
    """
    found = []
    for report, around in zip(reports, _around(reports), strict=True):
        if not around or _is_named_speech(layout, report):
            found.append((report, around))
    return found


def _around(reports: list[Report]) -> list[tuple[Report, ...]]:
    """For each report those whose content holds its cue, in one sweep over the contents."""
    order = sorted((start, -end, number) for number, report in enumerate(reports) for start, end in report.pieces)
    cues = sorted((report.zone[0], number) for number, report in enumerate(reports))
    found: list[tuple[Report, ...]] = [()] * len(reports)
    stack: list[tuple[int, int]] = []
    place = 0
    for offset, number in cues:
        while place < len(order) and order[place][0] <= offset:
            stack = [item for item in stack[-DEPTH:] if item[0] > order[place][0]]
            stack.append((-order[place][1], order[place][2]))
            place += 1
        stack = [item for item in stack if item[0] > offset]
        found[number] = tuple(reports[outer] for _, outer in stack if outer != number)
    return found


def _is_named_speech(layout: Layout, report: Report) -> bool:
    """Whether a report is the speech of somebody named, told as a fact."""
    if report.frame not in ("that", "phrase") or report.word.sort != "speech" or report.voice is None:
        return False
    return layout.tokens[report.voice.heads[0]].pos in ("PROPN", "NOUN")
