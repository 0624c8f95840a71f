"""What the readers of the single formats find in a report."""

from __future__ import annotations

import msgspec

from communique.records import Published, Segment


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a `Document` that its own content tells; the fields mean the same there."""

    text: str
    id: str = ""
    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    agency: str = ""
    place: str = ""
    published: Published = Published()
    segments: tuple[Segment, ...] = ()
    language: str = ""
    notes: tuple[str, ...] = ()
