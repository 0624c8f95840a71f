"""Bytes of a file -> the reports in it: which format it is, unpacked, one report an entry."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from communique.errors import InputError
from communique.reading.encodings import decode
from communique.reading.feeds import split_feed
from communique.reading.fetch import path_of
from communique.reading.limits import MAX_FILE, MAX_REPORT, PEEK, SNIFF
from communique.reading.parquet import MAGIC, split_parquet
from communique.reading.tables import split_lines, split_list, split_rows
from communique.records import Failure, Report

Format = Literal["html", "text", "jsonl", "json", "csv", "feed"]

ENDINGS: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".md": "text", ".text": "text",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".tab": "csv",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
}  # fmt: skip
NOT_REPORTS = {
    ".css",
    ".js",
    ".mjs",
    ".py",
    ".sh",
    ".toml",
    ".yaml",
    ".yml",
    ".ini",
    ".log",
    ".map",
    ".svg",
    ".rtf",
    ".mhtml",
}
GZIP = b"\x1f\x8b"
BINARY = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"OggS",
    b"ID3", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"SQLite format", b"{\\rtf",
)  # fmt: skip
WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16, whose text is full of zero bytes
PROLOG = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<\?[^>]{0,500}\?>|<!--.{0,2000}?-->|<!doctype[^>]{0,500}>)*", re.DOTALL | re.IGNORECASE
)
FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?rdf)[\s>:]", re.IGNORECASE)
PAGE = re.compile(rb"<!doctype html|<(?:html|head|body|article)[\s>]", re.IGNORECASE)
MARKUP = re.compile(rb"</(?:p|div|article|body|h[1-6]|span|a|li)\s*>|<(?:p|br|div)[\s/>]", re.IGNORECASE)
ENTRIES = re.compile(rb"\s*\[\s*(?:\{|\])|\s*\{\s*(?:\"|\})")


def split_file(path: Path, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    """The reports of a file. Raises InputError when nothing in it can be read."""
    if not path.is_file():
        looped = path.is_symlink() and not path.exists()
        problem = "is a link that leads nowhere" if looped else "is not a file"
        raise InputError(problem, hint="Give files, folders or addresses.")
    with path.open("rb") as file:
        yield from split_open(file, path.name, source, columns)


def split_open(file: BinaryIO, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    """The reports of a file that was opened under its name. Raises InputError when nothing in it can be read."""
    if (ending := Path(name).suffix).lower() in NOT_REPORTS:
        raise InputError(f"is no report ({ending})", hint="Leave it out, or save it as plain text.")
    yield from _unpacked(file, name, source, columns)


def split_bytes(address: str, raw: bytes, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    """The reports in what an address answered."""
    yield from _unpacked(io.BytesIO(raw), path_of(address), source, columns)


def _unpacked(file: BinaryIO, name: str, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    start = file.read(len(MAGIC))
    file.seek(0)
    if start == MAGIC:
        yield from split_parquet(file, source, columns)
        return
    packed = start.startswith(GZIP)
    stream = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
    bare = re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)
    try:
        with io.BufferedReader(cast("io.RawIOBase", stream), SNIFF) as buffered:
            yield from _split(buffered, bare, source, columns)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("the gzip file is cut off or damaged", hint="Fetch it again.") from error


def _split(
    stream: io.BufferedReader[Any], name: str, source: str, columns: Mapping[str, str]
) -> Iterator[Report | Failure]:
    start = stream.peek(PEEK)[:PEEK]
    if not start:
        raise InputError("is empty", hint="Leave it out.")
    if start.startswith(MAGIC):
        raise InputError("is a Parquet file packed once more", hint="Unpack it first.")
    if start.startswith(BINARY) or (b"\x00" in start and not start.startswith(WIDE)):
        raise InputError("is not text", hint="Save it as HTML or plain text first.")
    kind = tell_format(name, start)
    if kind == "jsonl":
        yield from split_lines(_narrow(stream) if start.startswith(WIDE) else stream, source, columns)
    elif kind == "csv":
        yield from split_rows(stream, source, columns)
    elif kind == "json":
        yield from split_list(_whole(stream, MAX_FILE), source, columns)
    elif kind == "feed":
        yield from split_feed(_whole(stream, MAX_FILE), source)
    else:
        raw = _whole(stream, MAX_REPORT)
        if not raw.strip():
            raise InputError("is empty", hint="Leave it out.")
        yield Report(source, raw, kind)


def _narrow(stream: io.BufferedReader[Any]) -> io.BufferedReader[Any]:
    """A stream of UTF-16 in UTF-8, for only there a line ends with the byte that says so."""
    return io.BufferedReader(io.BytesIO(decode(_whole(stream, MAX_FILE)).text.removeprefix("\ufeff").encode()))


def tell_format(name: str, start: bytes) -> Format:
    """The format: by what the content shows beyond doubt, else by the name's ending, else by what it looks like."""
    prolog = PROLOG.match(start)
    head = start[prolog.end() :] if prolog else start
    ending = ENDINGS.get(Path(name).suffix.lower())
    if FEED.match(head):
        return "feed"
    if PAGE.match(head) or b"<!doctype html" in start[:1000].lower():
        return "html"
    if ENTRIES.match(head) and ending != "csv":
        return _tell_json(head, ending)
    marked = len(MARKUP.findall(start))
    if ending == "html":
        return "html" if marked else "text"
    return ending or ("html" if head.startswith(b"<") and marked >= 3 else "text")


def _tell_json(head: bytes, ending: Format | None) -> Format:
    """One object a line, or one list or object in all. In a ``.json`` file the first line decides."""
    if head.lstrip().startswith(b"["):
        return "json"
    first, newline, rest = head.partition(b"\n")
    one_a_line = first.rstrip().endswith(b"}") and bool(newline) and rest.lstrip()[:1] in (b"{", b"")
    return "json" if ending == "json" and not one_a_line else "jsonl" if ending == "jsonl" or one_a_line else "json"


def _whole(stream: io.BufferedReader[Any], limit: int) -> bytes:
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(f"is larger than {limit // 1_000_000} MB", hint="Split it into single reports.")
    return raw
