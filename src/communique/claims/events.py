"""Clauses -> events in PLOVER's sixteen categories."""

from __future__ import annotations

from communique.language import AnnotatedText
from communique.records import Event


def find_events(text: AnnotatedText) -> tuple[Event, ...]:
    """The events of a document, in order of their evidence."""
    return ()
