"""Bytes of a file -> the reports in it: which format it is, unpacked, one report an entry."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

from communique.errors import InputError
from communique.reading.encodings import decode
from communique.reading.feeds import split_feed
from communique.reading.fetch import path_of
from communique.reading.limits import MAX_FILE, MAX_REPORT, PEEK
from communique.records import Failure, Report

Stream: TypeAlias = "io.BufferedReader[Any] | gzip.GzipFile"
Format = Literal["html", "text", "jsonl", "json", "csv", "feed"]

ENDINGS: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".md": "text", ".text": "text",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv",
    ".xml": "feed", ".rss": "feed", ".atom": "feed",
}  # fmt: skip
GZIP = b"\x1f\x8b"
BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"OggS",
    b"ID3",
)
WIDE = (b"\xff\xfe", b"\xfe\xff")  # byte order marks of UTF-16, whose text is full of zero bytes


def split_file(path: Path, source: str, columns: dict[str, str]) -> Iterator[Report | Failure]:
    """The reports of a file. Raises InputError when nothing in it can be read."""
    if not path.is_file():
        raise InputError("is not a file", hint="Give files, folders or addresses.")
    with path.open("rb") as file:
        name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
        yield from _guarded(_split(_unpacked(file), name, source, columns))


def split_bytes(address: str, raw: bytes, columns: dict[str, str]) -> Iterator[Report | Failure]:
    """The reports in what an address answered."""
    with io.BufferedReader(io.BytesIO(raw)) as file:
        yield from _guarded(_split(_unpacked(file), path_of(address), address, columns))


def _unpacked(file: io.BufferedReader[Any]) -> Stream:
    return gzip.GzipFile(fileobj=file) if file.peek(2)[:2] == GZIP else file


def _guarded(reports: Iterator[Report | Failure]) -> Iterator[Report | Failure]:
    try:
        yield from reports
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("the gzip file is cut off or damaged", hint="Fetch it again.") from error


def _split(stream: Stream, name: str, source: str, columns: dict[str, str]) -> Iterator[Report | Failure]:
    start = stream.peek(PEEK)[:PEEK]
    if not start.strip():
        raise InputError("is empty", hint="Leave it out.")
    if start.startswith(BINARY) or (b"\x00" in start and not start.startswith(WIDE)):
        raise InputError("is not text", hint="Save it as HTML or plain text first.")
    kind = tell_format(name, start)
    if kind == "jsonl":
        yield from _json_lines(stream, source, columns)
    elif kind == "csv":
        yield from _csv_rows(stream, name, source, columns)
    elif kind == "json":
        yield from _json_entries(_whole(stream, MAX_FILE), source, columns)
    elif kind == "feed":
        yield from split_feed(_whole(stream, MAX_FILE), source)
    else:
        yield Report(source, _whole(stream, MAX_REPORT), kind)


def tell_format(name: str, start: bytes) -> Format:
    """The format, by what the content shows, else by the ending of the name."""
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = head[:1000].lower()
    ending = ENDINGS.get(Path(name).suffix.lower())
    if any(mark in lower for mark in (b"<rss", b"<feed", b"<rdf:rdf")):
        return "feed"
    if lower.startswith((b"<!doctype html", b"<html")) or (lower.startswith(b"<") and b"<body" in lower):
        return "html"
    if ending in ("jsonl", "json") or (ending is None and head[:1] in (b"{", b"[")):
        return "json" if head[:1] == b"[" or (ending == "json" and not _looks_like_lines(head)) else "jsonl"
    return ending or "text"


def _looks_like_lines(head: bytes) -> bool:
    first = head.split(b"\n", 1)[0].strip()
    return first.startswith(b"{") and first.endswith(b"}")


def _whole(stream: Stream, limit: int) -> bytes:
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        raise InputError(f"is larger than {limit // 1_000_000} MB", hint="Split it into single reports.")
    return raw


def _json_lines(stream: Stream, source: str, columns: dict[str, str]) -> Iterator[Report | Failure]:
    number = 0
    while line := stream.readline(MAX_REPORT + 1):
        number += 1
        if len(line) > MAX_REPORT:
            raise InputError(f"line {number} is larger than {MAX_REPORT // 1_000_000} MB", hint="Split it.")
        if line.strip():
            yield _json_entry(line, f"{source}#{number}", columns)


def _json_entry(line: bytes, source: str, columns: dict[str, str]) -> Report | Failure:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return Failure(source, "is not JSON", "Mend the line or leave it out.")
    return _entry(entry, source, columns, raw=line.strip())


def _json_entries(raw: bytes, source: str, columns: dict[str, str]) -> Iterator[Report | Failure]:
    try:
        found: Any = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError("is not JSON", hint="Check where the file comes from.") from error
    if isinstance(found, dict) and not {"text", "html", *columns.values()} & found.keys():
        found = next((value for value in found.values() if isinstance(value, list)), found)
    entries = found if isinstance(found, list) else [found]
    for number, entry in enumerate(entries, 1):
        yield _entry(entry, f"{source}#{number}" if len(entries) > 1 else source, columns)


def _csv_rows(stream: Stream, name: str, source: str, columns: dict[str, str]) -> Iterator[Report | Failure]:
    csv.field_size_limit(MAX_REPORT)
    text = io.StringIO(decode(_whole(stream, MAX_FILE))[0], newline="")
    try:
        dialect: Any = csv.Sniffer().sniff(text.read(PEEK), delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel_tab if name.lower().endswith(".tsv") else csv.excel
    text.seek(0)
    try:
        rows: Iterable[dict[str, Any]] = csv.DictReader(text, dialect=dialect)
        for number, row in enumerate(rows, 1):
            yield _entry({k: v for k, v in row.items() if k}, f"{source}#{number}", columns)
    except csv.Error as error:
        raise InputError(f"is not a table ({error})", hint="Save it as CSV in UTF-8 once more.") from error


def _entry(entry: Any, source: str, columns: dict[str, str], raw: bytes | None = None) -> Report | Failure:
    """One entry of a table or list as a report; ``columns`` add the usual names to what it has."""
    if not isinstance(entry, dict):
        return Failure(source, "is not an object with fields", "Each entry needs at least a text.")
    named = {usual: entry[own] for usual, own in columns.items() if own in entry}
    if named or raw is None:
        raw = json.dumps({**entry, **named}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return Report(source, raw, "fields")
