"""Reports as they are found, and as they are read."""

from __future__ import annotations

from typing import Literal

import msgspec

Basis = Literal["person", "given", "metadata", "dateline", "byline", "url", "unknown"]
"""How a publication date is known, from the surest to none at all; ``person`` where somebody corrected it."""

ENGLISH = "en"
"""The one language that is read."""


class Published(msgspec.Struct, frozen=True):
    """When a report was published, how that is known, and how sure that is (0 to 1).

    ``date`` is an ISO day, or empty with basis ``unknown``. It is never inferred from the story told.
    """

    date: str = ""
    basis: Basis = "unknown"
    confidence: float = 0.0


class Segment(msgspec.Struct, frozen=True):
    """A run of clean text and where it came from.

    ``text[start:end]`` was read from ``raw[raw_start:raw_end]`` (bytes of the raw report in its own encoding).
    """

    start: int
    end: int
    raw_start: int
    raw_end: int


class Report(msgspec.Struct, frozen=True):
    """One report as it was found, before it is read: the unit that is handed to a worker.

    ``source`` is the path or URL it came from, with ``#n`` for the n-th entry (from 1) of a file that holds many.
    ``raw`` are its own bytes: the whole file, or the one line, row or entry of it. ``format`` names the reader:
    ``html``, ``text`` or ``fields``. In a ``fields`` report ``raw`` is the entry as JSON with the usual names
    (``id``, ``title``, ``text`` or ``html``, ``date``, ``url``, ``outlet``, ``author``, ``language``).
    ``given`` holds what the person said of every report on the command line (``outlet``, ``date``); it outranks the
    rest.
    """

    source: str
    raw: bytes
    format: str
    given: dict[str, str] = {}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article as read: clean text, who published it, when, and how that is known.

    ``id`` is the input's own id, else the hash of the raw bytes. ``place`` is the dateline's, as written.
    ``language`` is ISO 639-1; a report that is not in English is kept but nothing is extracted from it.
    ``segments`` map the clean text back to ``raw``, in order; clean characters in no segment are white space.
    ``notes`` say in plain words what was doubtful or went wrong in reading, one sentence each.
    """

    id: str
    source: str
    text: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    agency: str = ""
    place: str = ""
    published: Published = Published()
    language: str = "en"
    raw: bytes = b""
    encoding: str = "utf-8"
    segments: tuple[Segment, ...] = ()
    notes: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True):
    """An input that could not be read, in one line: where, what is wrong, and what to try."""

    source: str
    problem: str
    hint: str = ""
