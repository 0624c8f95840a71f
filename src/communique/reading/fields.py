"""An entry of a table, a list or a feed -> its article: the usual names of fields, and clean text left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from communique.errors import InputError
from communique.reading.bylines import read_dateline
from communique.reading.characters import one_line
from communique.reading.dates import UNKNOWN, date_in_address, published, read_day
from communique.reading.encodings import Decoded, decode, mend
from communique.reading.literals import lifted, paragraphs, string_value
from communique.reading.mapping import Stretch
from communique.reading.page import read_page
from communique.reading.parts import Parts
from communique.records import Published

NAMES = {
    "id": ("id", "_id", "guid", "uid", "doc_id", "document_id"),
    "title": ("title", "headline", "heading"),
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text", "maintext"),
    "html": ("html",),
    "date": ("date", "published_at", "publication_date", "date_published", "pub_date", "publish_date", "datetime"),
    "published": ("published",),
    "updated": ("updated",),
    "url": ("url", "link", "permalink", "href"),
    "outlet": ("outlet", "publisher", "publication", "source", "source_name", "site", "media", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang"),
}
UPDATED = 0.6  # how often the day of an entry's last change is that of its publication
COLUMN = "Name the field that holds it, for instance --column text=body."


def read_fields(raw: bytes) -> tuple[Parts, Decoded]:
    """The article of an entry, and its source. Its ``text`` is kept to the letter.

    Raises InputError when it has none.
    """
    source = decode(raw)
    entry = parse_entry(source.exact)
    keys = {usual: _key(entry, names) for usual, names in NAMES.items()}
    found = {usual: mend(_words(entry.get(key))) for usual, key in keys.items()}
    page = None if found["text"].strip() else _page(found)
    if page is None and not found["text"].strip():
        raise InputError("has no text", hint=COLUMN)
    text = page.text if page else found["text"]
    place, agency = read_dateline(text)
    when, notes = _published(found, page)
    return Parts(
        text=text,
        id=one_line(found["id"]),
        title=one_line(found["title"]) or (page.title if page else ""),
        url=one_line(found["url"]),
        outlet=one_line(found["outlet"]) or (page.outlet if page else ""),
        author=one_line(found["author"]) or (page.author if page else ""),
        agency=one_line(agency) or (page.agency if page else ""),
        place=one_line(place),
        published=when,
        language=_language(found["language"]),
        stretches=tuple(_stretches(source.exact, keys, page)),
        notes=notes,
    ), source


def parse_entry(source: str) -> dict[str, Any]:
    """The object that an entry is. Raises InputError when it is none."""
    try:
        entry = json.loads(source.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON", hint="Mend the line or leave it out.") from error
    if not isinstance(entry, dict):
        raise InputError("is not an object with fields", hint="Each entry needs at least a text.")
    return entry


def has_text(names: Iterable[str]) -> bool:
    """Whether one of the names is a usual one for the text of a report."""
    return bool({name.strip().lower() for name in names} & {*NAMES["text"], *NAMES["html"]})


def _key(entry: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The entry's own name for a field: the first of the usual ones that holds something; case does not matter."""
    folded = {str(key).strip().lower(): key for key in entry}
    return next((folded[name] for name in names if name in folded and _words(entry[folded[name]]).strip()), "")


def _words(value: Any) -> str:
    """A value as text: names with commas between them for a list, the name of an object that has one."""
    if isinstance(value, list):
        return ", ".join(words for item in value[:100] if (words := _words_of_one(item)))
    return _words_of_one(value)


def _words_of_one(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return "" if value is None or isinstance(value, bool | list | dict) else str(value)


def _page(found: Mapping[str, str]) -> Parts | None:
    if not found["html"].strip():
        return None
    return read_page(
        Decoded(found["html"], "utf-8"), address=found["url"], fragment="<body" not in found["html"].lower()
    )


def _published(found: Mapping[str, str], page: Parts | None) -> tuple[Published, tuple[str, ...]]:
    notes = page.notes if page else ()
    if day := read_day(found["date"]):
        return published(day, "given"), notes
    if found["date"]:
        notes = (*notes, f"The date {one_line(found['date'])[:40]!r} names no day for sure.")
    if day := read_day(found["published"]):
        return published(day, "metadata"), notes
    if page and page.published.date:
        return page.published, notes
    if day := date_in_address(found["url"]):
        return published(day, "url"), notes
    if day := read_day(found["updated"]):
        return Published(day, "metadata", UPDATED), (*notes, "The date is that of the entry's last change.")
    return UNKNOWN, notes


def _language(value: str) -> str:
    """The code in a field of language ("en", "en-GB", "English"); empty if it holds none."""
    if value.strip().lower() == "english":
        return "en"
    found = re.fullmatch(r"\s*([a-zA-Z]{2})(?:[-_]\w+)?\s*", value)
    return found.group(1).lower() if found else ""


def _stretches(source: str, keys: Mapping[str, str], page: Parts | None) -> Iterable[Stretch]:
    value = string_value(source, keys["html" if page else "text"])
    if value is None:
        return ()
    return lifted(page.stretches, value) if page else paragraphs(value)
