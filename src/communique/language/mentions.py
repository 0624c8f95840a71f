"""Mentions of actors and places."""

from __future__ import annotations

from communique.language.text import Parse
from communique.records import Gazetteer, Mention


def find_mentions(parse: Parse, gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Every mention of an actor or a place, in order and without overlap, resolved within the document."""
    return ()
