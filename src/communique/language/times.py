"""Time expressions and what they mean."""

from __future__ import annotations

from communique.language.text import Parse
from communique.records import Published, Time


def find_times(parse: Parse, published: Published) -> tuple[Time, ...]:
    """Every time expression of the text, in order, resolved against the publication date where that is known."""
    return ()
