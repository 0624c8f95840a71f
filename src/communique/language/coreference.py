"""Who "he", "they", "the minister" and "the two sides" are, within one document."""

from __future__ import annotations

from communique.language.text import Parse, Reference
from communique.records import Mention


def find_references(parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Reference, ...]:
    """Pronouns and role nouns with the mentions that they stand for, in order."""
    return ()
