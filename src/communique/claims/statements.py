"""Reported speech: who said what, to whom, when, and through whom."""

from __future__ import annotations

from communique.language import AnnotatedText
from communique.records import Statement


def find_statements(text: AnnotatedText) -> tuple[Statement, ...]:
    """The statements of a document, in order of their content."""
    return ()
