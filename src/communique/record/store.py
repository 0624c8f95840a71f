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
SHARE = 0.6  # of the memory that a build may take goes to the database; the rest is for what Python holds


def create_record(target: Path, *, memory: int | None = None) -> duckdb.DuckDBPyConnection:
    """A new, empty record. What it needs beside memory while it is built goes into the folder of ``target``.

    ``memory`` is how many bytes the build may take in all, by default half of what the machine has.
    """
    if "?" in str(target):  # DuckDB takes what follows for the parameters of an address
        hint = "Rename the folder without the question mark."
        raise DossierError("a record cannot lie in such a folder", where=str(target.parent), hint=hint)
    database = duckdb.connect(str(target), config=memory_limit(memory))
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
            yield database
    except duckdb.ProgrammingError:  # a mistake in a question of ours, not in the file
        raise
    except duckdb.Error as error:
        raise DossierError("the record cannot be read", where=str(folder), hint=hint) from error


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
