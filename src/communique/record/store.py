"""Where the record stands on disk, and how it is opened for questions."""

from __future__ import annotations

import atexit
import glob
import os
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from itertools import count
from pathlib import Path

import duckdb

from communique.errors import DossierError

RECORD, SEARCH = "record.duckdb", "record.search"
SCHEMA_VERSION = 19
SMALL = 2**25  # bytes of a record of some thousands of reports
DEAR = "common_subplan,expression_rewriter,statistics_propagation"
"""Steps of planning that take longest, and change nothing in the answers."""
SHARE = 0.6  # of the memory that a build may take goes to the database; the rest is for what Python holds


def create_record(target: Path, *, memory: int | None = None) -> duckdb.DuckDBPyConnection:
    """A new, empty record. What it needs beside memory while it is built goes into the folder of ``target``.

    ``memory`` is how many bytes the build may take in all, by default half of what the machine has.
    """
    if "?" in str(target):  # DuckDB takes what follows for the parameters of an address
        hint = "Rename the folder without the question mark."
        raise DossierError("a record cannot lie in such a folder", where=str(target.parent), hint=hint)
    database = duckdb.connect(str(target), config=memory_limit(memory))
    database.execute("SET disabled_compression_methods = 'zstd'")  # one text of it costs as much as a thousand
    database.execute((files("communique.record") / "schema.sql").read_text("utf-8"))
    return database


def quoted(path: Path) -> str:
    """The path of a file as SQL has it, whatever its folders are called."""
    return "'" + glob.escape(str(path)).replace("'", "''") + "'"


def memory_limit(memory: int | None) -> dict[str, str | bool | int | float | list[str]]:
    """The settings by which a database keeps to its share of the bytes that a build may take."""
    return {"memory_limit": f"{int(SHARE * memory) // 2**20}MiB" if memory else f"{int(100 * SHARE / 2)}%"}


@contextmanager
def open_record(dossier: str | Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The record of a dossier, for reading. Raises DossierError when there is none that can be read."""
    folder = Path(dossier)
    path = folder / RECORD
    try:
        size = path.stat().st_size
    except OSError:
        raise _missing(folder) from None
    hint = f"Make it again with: communique rebuild {folder}"
    try:
        with _engine(size < SMALL).reading(path) as database:
            _check_version(database, folder)
            _tune(database, size)
            yield database
    except duckdb.ProgrammingError:  # a mistake in a question of ours, not in the file
        raise
    except duckdb.Error as error:
        raise DossierError("the record cannot be read", where=str(folder), hint=hint) from error


def _missing(folder: Path) -> DossierError:
    if not (folder / "dossier.toml").exists():
        hint = f"Start one with: communique init {folder}"
        return DossierError("is no dossier (it has no dossier.toml)", where=str(folder), hint=hint)
    hint = f"Add reports with: communique add {folder} FILES"
    return DossierError("has no record yet", where=str(folder), hint=hint)


@contextmanager
def second_reader(database: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """One more connection to an open record, for a question that is put at the same time."""
    [(name, near)] = database.execute(
        "SELECT current_database(), current_setting('dynamic_or_filter_threshold')"
    ).fetchall()
    with database.cursor() as other:
        other.execute(f'USE "{name}"')
        other.execute(f"SET dynamic_or_filter_threshold = {near}")
        yield other


class _Engine:
    """A database in memory to which a record is attached as long as anybody reads it: to start one takes far longer.

    Of a small record most questions take longer to plan than to answer, and longer still if threads share out the work.
    """

    def __init__(self, *, small: bool) -> None:
        spilled = Path(tempfile.gettempdir()) / f"communique-{os.getpid()}"
        self._database = duckdb.connect(config={"temp_directory": str(spilled)})
        atexit.register(self._database.close)
        if small:
            self._database.execute(f"SET disabled_optimizers = '{DEAR}'")
            self._database.execute("SET threads = 1")
        self._names = (f"record_{number}" for number in count())
        self._attached: dict[str, str] = {}
        self._readers = Counter[str]()
        self._lock = threading.Lock()

    @contextmanager
    def reading(self, path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to the record that lies there, or to the one that others opened there and still read."""
        place = str(path.resolve())
        name = self._attach(place)
        try:
            with self._database.cursor() as reader:
                reader.execute(f"USE {name}")
                yield reader
        finally:
            self._detach(place)

    def _attach(self, place: str) -> str:
        with self._lock:
            if place not in self._attached:
                name, file = next(self._names), place.replace("'", "''")
                self._database.execute(f"ATTACH '{file}' AS {name} (READ_ONLY)")
                self._attached[place] = name
            self._readers[place] += 1
            return self._attached[place]

    def _detach(self, place: str) -> None:
        with self._lock:
            self._readers[place] -= 1
            if not self._readers[place]:
                self._database.execute(f"DETACH {self._attached.pop(place)}")


@cache
def _engine(small: bool) -> _Engine:
    return _Engine(small=small)


def _tune(database: duckdb.DuckDBPyConnection, size: int) -> None:
    """Set a connection to the size of the record in bytes.

    To look one id up by the index takes as long as to read some hundred rows of a table, of which a megabyte of the
    record has about as many: of more ids than it has megabytes the whole table is read.
    """
    database.execute(f"SET dynamic_or_filter_threshold = {max(1, size // 2**20)}")


def _check_version(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    try:
        row = database.execute("SELECT schema FROM meta").fetchone()
    except duckdb.Error:
        row = None
    if row is None or row[0] != SCHEMA_VERSION:
        hint = f"Make it again with: communique rebuild {folder}"
        raise DossierError("the record is of another version", where=str(folder), hint=hint)


def is_current(record: Path, sources: Iterable[Path]) -> bool:
    """Whether a record is there and younger than all that it is made from."""
    if not record.exists() or not record.with_suffix(".search").exists():
        return False
    made = record.stat().st_mtime
    return all(path.stat().st_mtime <= made for path in sources if path.exists())
