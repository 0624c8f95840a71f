"""One report -> one document."""

from __future__ import annotations

import hashlib
import re

from communique.errors import InputError
from communique.reading.dates import date_in_address, published, read_day
from communique.reading.encodings import Decoded, decode
from communique.reading.fetch import is_address
from communique.reading.fields import read_fields
from communique.reading.languages import tell_language
from communique.reading.mapping import byte_segments
from communique.reading.page import read_page
from communique.reading.parts import Parts
from communique.reading.plain import read_plain
from communique.records import Document, Published, Report

WORD = re.compile(r"\w")


def read_document(report: Report) -> Document:
    """Clean text, title, outlet, author and publication date of one report.

    Raises InputError when there is nothing in it that can be read.
    """
    parts, text = _parts(report)
    if not WORD.search(parts.text):
        raise InputError("has no words in it", where=report.source, hint="Leave it out.")
    return Document(
        id=parts.id or hashlib.sha256(report.raw).hexdigest()[:16],
        source=report.source,
        text=parts.text,
        title=parts.title,
        url=parts.url or (report.source if is_address(report.source) else ""),
        outlet=report.given.get("outlet") or parts.outlet,
        author=report.given.get("author") or parts.author,
        agency=parts.agency,
        place=parts.place,
        published=_published(report, parts),
        language=report.given.get("language") or parts.language or tell_language(parts.text),
        raw=report.raw,
        encoding=text.encoding,
        segments=byte_segments(parts.stretches, text),
        notes=parts.notes,
    )


def _parts(report: Report) -> tuple[Parts, Decoded]:
    address = report.source if is_address(report.source) else ""
    try:
        if report.format == "fields":
            return read_fields(report.raw)
        text = decode(report.raw)
        return (read_page(text, address=address) if report.format == "html" else read_plain(text)), text
    except InputError as error:
        raise InputError(error.problem, where=report.source, hint=error.hint) from error


def _published(report: Report, parts: Parts) -> Published:
    """What the person says outranks what the report says, and both outrank its address."""
    if given := report.given.get("date"):
        day = read_day(given)
        if not day:
            raise InputError(f"the date {given!r} is no day", where=report.source, hint="Write it as 2016-01-20.")
        return published(day, "given")
    if parts.published.date:
        return parts.published
    return published(date_in_address(report.source), "url")
