"""Answers kept in one file, so that a second run costs nothing and a kill loses at most the calls in flight."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from communique.errors import DossierError

WAIT = 60.0  # seconds that another process may take to write its answer
SCHEMA = """CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY,       -- hash of the model, the version of the prompt and all that was asked
  model TEXT NOT NULL,
  text TEXT NOT NULL,
  cut_off INTEGER NOT NULL,
  tokens INTEGER NOT NULL
) WITHOUT ROWID"""


class Answer(NamedTuple):
    """What a model answered, whether its length cut it off, and how many tokens question and answer took."""

    text: str
    cut_off: bool
    tokens: int


class Cache:
    """The answers of a file, by key; several processes may use one file. Raises DossierError where it is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # One thread at a time uses it, though not the one that opens it.
            self._file = sqlite3.connect(path, timeout=WAIT, check_same_thread=False, isolation_level=None)
            self._file.execute(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def get(self, key: str) -> Answer | None:
        """The answer under a key."""
        try:
            row = self._file.execute("SELECT text, cut_off, tokens FROM answers WHERE key = ?", [key]).fetchone()
        except sqlite3.Error as error:
            raise self._broken(error) from error
        return Answer(row[0], bool(row[1]), row[2]) if row else None

    def put(self, key: str, model: str, answer: Answer) -> None:
        """Keep an answer; it is on the disk when this returns."""
        try:
            self._file.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", [key, model, *answer])
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> DossierError:
        hint = "Move the file away: its answers are asked for again."
        return DossierError(f"the kept answers cannot be used ({error})", where=str(self._path), hint=hint)
