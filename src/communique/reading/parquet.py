"""A Parquet file -> one report a row, as a stream: only the columns that count, and a few rows of them at a time.

Two kinds of files are read: any table whose columns have the usual names, and a batch of a dossier, whose reports come
out as they once went in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from communique.errors import InputError
from communique.reading.characters import one_line, printable
from communique.reading.encodings import mend
from communique.reading.fields import COLUMN, NAMES, has_text
from communique.reading.limits import MAX_GROUP, MAX_REPORT
from communique.reading.stores import is_refusal
from communique.reading.tables import entry_report, named_fields
from communique.records import Failure, Report

MAGIC = b"PAR1"
ROWS = 32  # rows in memory at a time
BUFFER = 1_000_000  # bytes of a column in memory at a time, as they are packed
STORED = ("source", "raw", "report")  # the columns of a dossier's batch that say what a report was
KINDS = ("html", "text", "fields")  # formats of a report
USUAL = frozenset(name for names in NAMES.values() for name in names)


def split_parquet(file: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    """The reports of a Parquet file. Raises InputError when it is damaged or has no column of text."""
    try:
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=BUFFER)
        names = table.schema_arrow.names
        if set(STORED) <= set(names):
            yield from (_stored(row, f"{source}#{number}") for number, row in _rows(table, STORED))
            return
        if not has_text([*names, *named_fields(dict.fromkeys(names), columns)]):
            told = mend(", ".join(names)[:100])
            raise InputError(f"has no column of text among: {told}", hint=COLUMN)
        own = {name.lower() for name in columns.values()}
        wanted = [name for name in names if name.strip().lower() in USUAL | own]
        for number, row in _rows(table, wanted):
            yield _entry(row, f"{source}#{number}", columns)
    except (pa.ArrowException, OSError, ValueError, OverflowError, RecursionError) as error:
        if is_refusal(error):
            raise
        raise InputError("the Parquet file is cut off or damaged", hint="Fetch it again.") from error


def _rows(table: pq.ParquetFile, wanted: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows with the columns that are wanted, numbered from 1."""
    number = 0
    for group in range(table.num_row_groups):
        if table.metadata.row_group(group).total_byte_size > MAX_GROUP:
            raise InputError(f"has a row group of more than {MAX_GROUP // 1_000_000} MB", hint="Write smaller ones.")
        for batch in table.iter_batches(ROWS, row_groups=[group], columns=list(wanted), use_threads=False):
            for row in zip(*(_values(column) for column in batch.columns), strict=True):
                number += 1
                yield number, dict(zip(batch.schema.names, row, strict=True))


def _values(column: Any) -> list[Any]:
    """The values of a column: lists and the like as they are, bytes as they are, all else as text."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_nested(column.type) or _binary(column.type) or pa.types.is_null(column.type):
        return list(column.to_pylist())
    texts = column if pa.types.is_large_string(column.type) else column.cast(pa.string())
    packed = texts.cast(pa.large_binary()).to_pylist()
    return [None if value is None else value.decode("utf-8", "replace") for value in packed]


def _binary(kind: pa.DataType) -> bool:
    return pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind)


def _entry(row: Mapping[str, Any], where: str, columns: Mapping[str, str]) -> Report | Failure:
    """A row of any table as a report."""
    if sum(len(value) for value in row.values() if isinstance(value, str | bytes)) > MAX_REPORT:
        return Failure(where, f"is a row of more than {MAX_REPORT // 1_000_000} MB", "Leave it out, or split it.")
    return entry_report({name: _plain(value) for name, value in row.items()}, where, columns)


def _plain(value: Any) -> Any:
    """A value that JSON can hold."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _stored(row: Mapping[str, Any], where: str) -> Report | Failure:
    """A row of a dossier's batch: the report as it was given then."""
    try:
        how = json.loads(row["report"])
        kind, given = how["format"], {str(key): one_line(str(value)) for key, value in how["given"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Failure(where, "does not say how its report is to be read", "Add what the dossier was made from.")
    if kind not in KINDS or not isinstance(row["raw"], bytes) or not isinstance(row["source"], str):
        return Failure(where, "holds no report", "Add what the dossier was made from.")
    if len(row["raw"]) > MAX_REPORT:
        return Failure(where, f"is a row of more than {MAX_REPORT // 1_000_000} MB", "Leave it out, or split it.")
    return Report(printable(row["source"]), row["raw"], kind, given)
