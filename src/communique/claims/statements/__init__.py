"""Annotated text -> reported speech: who said what, to whom, when, and through whom.

quotations (by their marks)  ─┐
cues and what they govern    ─┴─ joined ─> statements
"""

from __future__ import annotations

from communique.claims.statements.assembly import assemble
from communique.claims.statements.cues import lexicon
from communique.claims.statements.joining import join
from communique.claims.statements.layout import Layout
from communique.claims.statements.nesting import nest
from communique.claims.statements.reports import find_reports
from communique.language import AnnotatedText
from communique.records import Statement

__all__ = ["find_statements"]


def find_statements(text: AnnotatedText) -> tuple[Statement, ...]:
    """The statements of a document, in order of their content."""
    layout = Layout(text, lexicon())
    reports = nest(layout, join(layout, list(find_reports(layout))))
    found = [assemble(layout, report, around) for report, around in reports]
    return tuple(sorted(found, key=lambda statement: statement.content[0].start))
