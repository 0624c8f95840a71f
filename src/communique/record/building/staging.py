"""Staged rows of all documents -> the database: from the files that hold them, and of reads that no file holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from communique.record.building.amending import Amender
from communique.record.building.decisions import APPLIED, EXCLUDED, IDLE, ORPHANED, REPLACED, UNDONE, Decided, outcome
from communique.record.building.rows import STAGED, TEXT, Row, stage_read
from communique.record.decision_file import TAKING_BACK, decision_id, named_over
from communique.record.store import quoted
from communique.records import Decision, Read

CHUNK = 50_000  # rows handed to the database at once
PAGE = 20_000  # rows fetched at once


class Filed(msgspec.Struct, frozen=True):
    """Reports that are staged in files, and which rows of these make the record.

    ``files`` are Parquet files with a row for each document: its columns of ``documents``, and a list of rows for each
    other table. ``chosen`` is one of (file, batch, key, added), with the whole path of a file.
    """

    files: tuple[Path, ...]
    chosen: Path


FILED = """CREATE TEMP VIEW filed AS
SELECT staged.* EXCLUDE (filename, batch, key), chosen.added FROM read_parquet([{files}], filename = true) staged
JOIN read_parquet({chosen}) chosen
  ON chosen.file = staged.filename AND chosen.batch = staged.batch AND chosen.key = staged.key"""
WHOLE = frozenset({"documents", "sentences"})
"""The tables that go into the record as they are staged, and are read only once."""


def stage_reads(
    database: duckdb.DuckDBPyConnection,
    reads: Iterable[Read],
    *,
    filed: Filed | None,
    added: Mapping[str, str],
    amender: Amender,
    decisions: Sequence[Decision] = (),
) -> None:
    """Fill the tables ``staged_documents``, ``staged_claims``, ...; only one batch of rows is held in memory.

    ``reads`` are as the ``amender`` put them right. ``decisions`` on claims are applied, oldest first, to the documents
    that they are about, which are among the reads.
    """
    tables = {name: _Table(database, name, columns) for name, columns in STAGED.items()}
    waiting, seen = _Sorted(decisions), set[str]()
    for read in reads:
        id = read.document.id
        seen.add(id)
        for name, rows in stage_read(read, waiting.take(read, amender)).items():
            tables[name].add([row | {"added": added.get(id, "")} for row in rows] if name == "documents" else rows)
    tables["decisions"].add(waiting.left(seen, {document.id for document in amender.excluded}))
    for table in tables.values():
        table.flush()
    _take_in(database, filed)


def _take_in(database: duckdb.DuckDBPyConnection, filed: Filed | None) -> None:
    """Add what is staged in files; the tables ``whole_...`` are views of what is read only once."""
    nested = STAGED.keys() - WHOLE - {"decisions"}
    more = dict.fromkeys(WHOLE, "")
    if filed and filed.files:
        files = ", ".join(map(quoted, filed.files))
        database.execute(FILED.format(files=files, chosen=quoted(filed.chosen)))
        for name in sorted(nested):
            rows = f"SELECT unnest({name}, max_depth := 2) FROM filed"
            database.execute(f"INSERT INTO staged_{name} BY NAME {rows}")
        more["documents"] = f" UNION ALL BY NAME SELECT {', '.join(STAGED['documents'])} FROM filed"
        more["sentences"] = " UNION ALL BY NAME SELECT unnest(sentences, max_depth := 2) FROM filed"
    for name, rows in more.items():
        database.execute(f"CREATE TEMP VIEW whole_{name} AS FROM staged_{name}{rows}")


class _Sorted:
    """Decisions by what they are about: those on claims by their document, and the others."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        decided = [Decided(number, each, decision_id(each)) for number, each in enumerate(decisions)]
        self._undone, self._replaced = named_over(decisions)
        self._ids = {each.id for each in decided}
        self.claims = defaultdict[str, list[Decided]](list)
        self._others: list[Decided] = []
        for each in decided:
            about = each.decision
            if about.place and (about.before or about.after) and each.id not in self._undone | self._replaced:
                self.claims[about.place.document].append(each)
            else:
                self._others.append(each)

    def take(self, read: Read, amender: Amender) -> list[Decided]:
        """The decisions on claims of a document, in the names that it means."""
        names = amender.meant.get(read.document.id, {})
        return [each.rename(names) for each in self.claims.pop(read.document.id, [])]

    def left(self, seen: Collection[str], excluded: Collection[str]) -> Iterator[Row]:
        """Outcomes of the others, and of those whose document did not come; the state of some is still open."""
        for document, missing in self.claims.items():
            yield from (outcome(each, EXCLUDED if document in excluded else ORPHANED) for each in missing)
        yield from (outcome(each, self._state(each, {*seen, *excluded})) for each in self._others)

    def _state(self, decided: Decided, known: Collection[str]) -> str:
        about = decided.decision
        if decided.id in self._undone | self._replaced:
            return UNDONE if decided.id in self._undone else REPLACED
        if about.act in TAKING_BACK:
            return APPLIED if about.over in self._ids else IDLE
        if about.kind or (about.names and not about.place):
            return ""
        return APPLIED if about.place and about.place.document in known else ORPHANED


class _Table:
    """A staged table and the rows on their way into it."""

    def __init__(self, database: duckdb.DuckDBPyConnection, name: str, columns: dict[str, pa.DataType]) -> None:
        self._database, self._name = database, f"staged_{name}"
        self._schema = pa.schema(list(columns.items()))
        self._rows: list[Row] = []
        self._hand_over(f"CREATE TEMP TABLE {self._name} AS SELECT * FROM batch")

    def add(self, rows: Iterable[Row]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        self._hand_over(f"INSERT INTO {self._name} BY NAME SELECT * FROM batch")
        self._rows = []

    def _hand_over(self, sql: str) -> None:
        columns = [[row[name] for row in self._rows] for name in self._schema.names]
        self._database.register("batch", pa.table(columns, schema=self._schema))
        self._database.execute(sql)
        self._database.unregister("batch")


def load_texts(database: duckdb.DuckDBPyConnection, sql: str, columns: Mapping[str, list[Any]]) -> None:
    """Hand columns of texts and flags to the database as the table ``batch`` of a statement."""
    flags = {name for name, values in columns.items() if values and isinstance(values[0], bool)}
    arrays = {name: pa.array(values, pa.bool_() if name in flags else TEXT) for name, values in columns.items()}
    database.register("batch", pa.table(arrays))
    database.execute(sql)
    database.unregister("batch")


def pages(
    database: duckdb.DuckDBPyConnection, name: str, sql: str, values: Sequence[Any] = ()
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query, some at a time in their order; other statements can be run between.

    They stand in the temporary table ``name`` meanwhile, which the disk holds where memory does not.
    """
    database.execute(f"CREATE TEMP TABLE {name} AS {sql}", values)
    [(count,)] = database.execute(f"SELECT count(*) FROM {name}").fetchall()
    for first in range(0, count, PAGE):
        yield database.execute(f"FROM {name} WHERE rowid >= ? AND rowid < ?", [first, first + PAGE]).fetchall()
    database.execute(f"DROP TABLE {name}")


def set_states(database: duckdb.DuckDBPyConnection, states: Mapping[str, str]) -> None:
    """Put in the states of decisions, by their ids, that only the whole record can tell."""
    for id, state in states.items():
        database.execute("UPDATE staged_decisions SET state = ? WHERE id = ?", [state, id])
