"""Annotated text -> reported speech: who said what, to whom, when, and through whom.

quotations (by their marks)  ─┐
cues and what they govern    ─┴─ joined ─> statements
"""

from __future__ import annotations

from communique.claims.statements.cues import lexicon
from communique.claims.statements.joining import join
from communique.claims.statements.layout import Layout
from communique.claims.statements.reports import find_reports
from communique.claims.statements.speakers import speaker
from communique.language import AnnotatedText
from communique.records import Span, Statement

__all__ = ["find_statements"]


def find_statements(text: AnnotatedText) -> tuple[Statement, ...]:
    """The statements of a document, in order of their content."""
    layout = Layout(text)
    reports = join(layout, list(find_reports(layout, lexicon())))
    source = text.parse.text
    return tuple(
        Statement(
            speaker=speaker(layout, report.voice) if report.voice else None,
            cue=text.parse.span(report.cue, report.cue + 1),
            content=tuple(Span(start, end, source[start:end]) for start, end in report.pieces),
        )
        for report in reports
    )
