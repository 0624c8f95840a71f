"""RSS and Atom feeds -> one report an entry."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import feedparser

from communique.errors import InputError
from communique.records import Failure, Report


def split_feed(raw: bytes, source: str) -> Iterator[Report | Failure]:
    """The entries of a feed, each as fields. Raises InputError when it holds none."""
    feed = feedparser.parse(raw)
    if not feed.entries:
        raise InputError("is a feed without entries, or a damaged one", hint="Open it in a browser to check.")
    outlet = feed.feed.get("title", "")
    for number, entry in enumerate(feed.entries, 1):
        fields = {
            "id": entry.get("id", ""),
            "title": entry.get("title", ""),
            "html": _content(entry),
            "published": _day(entry),
            "url": entry.get("link", ""),
            "outlet": outlet,
            "author": entry.get("author", ""),
        }
        where = f"{source}#{number}"
        if not fields["html"]:
            yield Failure(where, "has no text", "Fetch the article itself.")
        else:
            yield Report(where, json.dumps(fields, ensure_ascii=False).encode(), "fields")


def _content(entry: Any) -> str:
    pieces = [piece.get("value", "") for piece in entry.get("content", [])]
    return str(max([*pieces, entry.get("summary", "")], key=len))


def _day(entry: Any) -> str:
    moment = entry.get("published_parsed")
    return time.strftime("%Y-%m-%d", moment) if moment else ""
