"""Clauses and statements -> claims."""

from __future__ import annotations

from communique.language import AnnotatedText
from communique.records import Claim, Statement


def find_claims(text: AnnotatedText, statements: tuple[Statement, ...]) -> tuple[Claim, ...]:
    """The claims of a document, in order of their evidence."""
    return ()
