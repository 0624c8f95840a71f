"""Where the record stands on disk, and how it is opened for questions."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb

from communique.errors import DossierError

RECORD, SEARCH = "record.duckdb", "record.search"
SCHEMA_VERSION = 18
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
    if not path.exists():
        if not (folder / "dossier.toml").exists():
            hint = f"Start one with: communique init {folder}"
            raise DossierError("is no dossier (it has no dossier.toml)", where=str(folder), hint=hint)
        raise DossierError(
            "has no record yet", where=str(folder), hint=f"Add reports with: communique add {folder} FILES"
        )
    hint = f"Make it again with: communique rebuild {folder}"
    try:
        with duckdb.connect(str(path), read_only=True) as database:
            _check_version(database, folder)
            _tune(database, path.stat().st_size)
            yield database
    except duckdb.ProgrammingError:  # a mistake in a question of ours, not in the file
        raise
    except duckdb.Error as error:
        raise DossierError("the record cannot be read", where=str(folder), hint=hint) from error


def _tune(database: duckdb.DuckDBPyConnection, size: int) -> None:
    """Set the database to the size of the record in bytes.

    To look one id up by the index takes as long as to read some hundred rows of a table, of which a megabyte of the
    record has about as many: of more ids than it has megabytes the whole table is read. Of a small record most
    questions take longer to plan than to answer, and longer still if threads share out the work.
    """
    database.execute(f"SET dynamic_or_filter_threshold = {max(1, size // 2**20)}")
    if size < SMALL:
        database.execute(f"SET disabled_optimizers = '{DEAR}'")
        database.execute("SET threads = 1")


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
