"""Which reports are one wire story told again."""

from __future__ import annotations

from collections.abc import Iterable


def group_reprints(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each document id the id of its origin: the first document, in the order given, that tells the same story.

    ``texts`` are (id, clean text) pairs.
    """
    return {key: key for key, _ in texts}
