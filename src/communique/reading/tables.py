"""Lists of reports, JSON and CSV -> one report an entry, as a stream where the format allows it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from communique.errors import InputError
from communique.reading.encodings import decode, mend, tell_encoding
from communique.reading.fields import COLUMN, has_text, parse_entry
from communique.reading.limits import MAX_REPORT, MAX_SKIPPED, SNIFF
from communique.records import Failure, Report

DELIMITERS = ",;\t|"


def split_lines(stream: io.BufferedReader, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    """The entries of JSON Lines; a broken line costs only itself."""
    number = 0
    while line := stream.readline(MAX_REPORT + 1):
        number += 1
        where = f"{source}#{number}"
        if len(line) > MAX_REPORT:
            _skip_line(stream, line)
            yield Failure(where, f"is a line of more than {MAX_REPORT // 1_000_000} MB", "Leave it out, or split it.")
        elif line.strip():
            yield _line(line.strip(), where, columns)


def _skip_line(stream: io.BufferedReader, line: bytes) -> None:
    """Read to the end of a line without keeping it."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_REPORT)
        skipped += len(line)
        if skipped > MAX_SKIPPED:
            raise InputError(
                f"has a line of more than {MAX_SKIPPED // 1_000_000} MB", hint="Check where it comes from."
            )


def _line(line: bytes, where: str, columns: Mapping[str, str]) -> Report | Failure:
    try:
        text = decode(line)
        entry = parse_entry(text.exact)
    except InputError as error:
        return Failure(where, error.problem, error.hint)
    if columns or text.encoding != "utf-8" or not text.faithful:
        return entry_report(entry, where, columns)
    return Report(where, line, "fields")


def split_list(raw: bytes, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    """The entries of a JSON list, of the first list of objects in a JSON object, or the one object itself."""
    text = decode(raw).text.removeprefix("\ufeff")
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip()[:1] != "{" or "Extra data" not in str(error):
            raise InputError("is not JSON", hint="Check that it is whole.") from error
        yield from split_lines(io.BufferedReader(io.BytesIO(raw)), source, columns)
        return
    if isinstance(found, dict) and not has_text([*found, *named_fields(found, columns)]):
        found = next((value for value in found.values() if _is_list(value)), found)
    entries = found if isinstance(found, list) else [found]
    if not entries:
        raise InputError("is an empty list", hint="Leave it out.")
    for number, entry in enumerate(entries, 1):
        yield entry_report(entry, f"{source}#{number}" if isinstance(found, list) else source, columns)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def split_rows(stream: io.BufferedReader, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    """The rows of a CSV or TSV file whose first row names the columns."""
    csv.field_size_limit(MAX_REPORT)
    encoding = tell_encoding(stream.peek(SNIFF)[:SNIFF])
    with io.TextIOWrapper(stream, encoding, errors="replace", newline="") as text:
        header = text.readline(SNIFF).removeprefix("\ufeff")
        rows = csv.reader(text, delimiter=max(DELIMITERS, key=header.count), strict=True)
        names = _names(csv.reader([header], rows.dialect))
        if not has_text([*names, *named_fields(dict.fromkeys(names), columns)]):
            told = mend(", ".join(names)[:100])
            raise InputError(f"has no column of text among: {told}", hint=COLUMN)
        for number, row in enumerate(_rows(rows), 1):
            yield _row(row, names, f"{source}#{number}", columns)


def _names(head: Iterator[list[str]]) -> list[str]:
    try:
        return [name.strip() for name in next(head, [])]
    except csv.Error as error:
        raise InputError(f"is not a table ({error})", hint="Save it as CSV in UTF-8 once more.") from error


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The rows that hold something, and the error in place of one that breaks the rules of quotation."""
    while True:
        try:
            if row := next(rows, None):
                yield row
            elif row is None:
                return
        except csv.Error as error:
            yield error


def _row(row: list[str] | csv.Error, names: list[str], where: str, columns: Mapping[str, str]) -> Report | Failure:
    if isinstance(row, csv.Error):
        return Failure(where, f"is no row of a table ({row})", "Double the quotation marks within its cells.")
    if any(cell.strip() for cell in row[len(names) :]):
        return Failure(where, "has more cells than there are columns", "Put quotation marks round cells with commas.")
    return entry_report({name: value for name, value in zip(names, row, strict=False) if name}, where, columns)


def named_fields(entry: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The fields that the person named, under their usual names."""
    folded = {str(key).strip().lower(): value for key, value in entry.items()}
    return {usual: folded[own.lower()] for usual, own in columns.items() if own.lower() in folded}


def entry_report(entry: Any, source: str, columns: Mapping[str, str]) -> Report | Failure:
    """One entry as a report in UTF-8, with the usual names added to what it has."""
    if not isinstance(entry, dict):
        return Failure(source, "is not an object with fields", "Each entry needs at least a text.")
    named = named_fields(entry, columns)
    others = {key: value for key, value in entry.items() if key not in named}
    raw = mend(json.dumps({**named, **others}, ensure_ascii=False)).encode()
    return Report(source, raw, "fields")
