"""What the readers of the single formats find in a report."""

from __future__ import annotations

import msgspec

from communique.reading.mapping import Stretch
from communique.records import Published


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a `Document` that its own content tells; the fields mean the same there.

    ``stretches`` are its segments in characters of the decoded report instead of bytes.
    """

    text: str
    id: str = ""
    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    agency: str = ""
    place: str = ""
    published: Published = Published()
    stretches: tuple[Stretch, ...] = ()
    language: str = ""
    notes: tuple[str, ...] = ()
