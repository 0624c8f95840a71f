"""An entry of a table, a list or a feed -> its article: the usual names of fields, and clean text left as it is."""

from __future__ import annotations

import json
from typing import Any

from communique.errors import InputError
from communique.reading.bylines import read_dateline
from communique.reading.dates import date_in_address, published, read_day
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
    "url": ("url", "link", "permalink", "href"),
    "outlet": ("outlet", "publisher", "publication", "source", "source_name", "site", "media", "newspaper"),
    "author": ("author", "authors", "byline", "creator"),
    "language": ("language", "lang"),
}


def read_fields(raw: bytes) -> Parts:
    """The article of an entry. Its ``text`` is kept to the letter. Raises InputError when it has none."""
    entry = json.loads(raw)
    if not isinstance(entry, dict):
        raise InputError("is not an object with fields", hint="Each entry needs at least a text.")
    found = {usual: _first(entry, names) for usual, names in NAMES.items()}
    page = _page(found)
    text = found["text"] or (page.text if page else "")
    if not text.strip():
        raise InputError("has no text", hint="Name the field that holds it, for instance --column text=body.")
    place, agency = read_dateline(text)
    return Parts(
        text=text,
        id=_line(found["id"]),
        title=_line(found["title"]),
        url=_line(found["url"]),
        outlet=_line(found["outlet"]),
        author=_line(found["author"]),
        agency=agency,
        place=place,
        published=_published(found),
        language=found["language"][:2].lower(),
    )


def _first(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of the named fields that holds something, as text; case does not matter."""
    folded = {str(key).strip().lower(): value for key, value in entry.items()}
    for name in names:
        value = folded.get(name)
        if isinstance(value, list):
            value = ", ".join(str(item) for item in value)
        if isinstance(value, dict):
            value = value.get("name") or value.get("title")
        if value is not None and str(value).strip():
            return str(value)
    return ""


def _line(value: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def _page(found: dict[str, str]) -> Parts | None:
    if found["text"] or not found["html"]:
        return None
    page = found["html"]
    whole = page if "<body" in page.lower() else f"<html><body><article>{page}</article></body></html>"
    return read_page(whole, "utf-8", address=found["url"])


def _published(found: dict[str, str]) -> Published:
    if day := read_day(found["date"]):
        return published(day, "given")
    if day := read_day(found["published"]):
        return published(day, "metadata")
    return published(date_in_address(found["url"]), "url")
