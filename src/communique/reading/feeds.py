"""RSS and Atom feeds -> one report an entry."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from email.utils import parsedate
from typing import Any

import feedparser

from communique.errors import InputError
from communique.reading.dates import read_day
from communique.reading.encodings import mend
from communique.records import Failure, Report


def split_feed(raw: bytes, source: str) -> Iterator[Report | Failure]:
    """The entries of a feed, each as fields. Raises InputError when it holds none."""
    try:
        feed = feedparser.parse(raw)
    except Exception as error:  # a feed is hostile input, and its parsers raise whatever they come upon
        raise InputError("is a damaged feed", hint="Open it in a browser to check.") from error
    if not feed.entries:
        raise InputError("is a feed without entries, or a damaged one", hint="Open it in a browser to check.")
    outlet = feed.feed.get("title", "")
    for number, entry in enumerate(feed.entries, 1):
        where, fields = f"{source}#{number}", _fields(entry, outlet)
        if fields["html"].strip():
            yield Report(where, mend(json.dumps(fields, ensure_ascii=False)).encode(), "fields")
        else:
            yield Failure(where, "has no text", "Add the address of the article itself.")


def _fields(entry: Any, outlet: str) -> dict[str, str]:
    return {
        "title": entry.get("title", ""),
        "html": _content(entry),
        "published": _day(entry, "published"),
        "updated": _day(entry, "updated"),
        "url": entry.get("link", ""),
        "outlet": outlet,
        "author": entry.get("author", ""),
    }


def _content(entry: Any) -> str:
    pieces = [piece.get("value", "") for piece in entry.get("content", [])]
    return str(max([*pieces, entry.get("summary", "")], key=len))


def _day(entry: Any, which: str) -> str:
    """The day as written, for in Greenwich it may have been another one."""
    written = str(dict.get(entry, which) or "")
    parts = parsedate(written)
    if day := read_day("{:04}-{:02}-{:02}".format(*parts) if parts else written[:10]):
        return day
    moment = dict.get(entry, f"{which}_parsed")
    return time.strftime("%Y-%m-%d", moment) if moment else ""
