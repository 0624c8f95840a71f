"""Full-text search over the sentences of a record (SQLite FTS5)."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from communique.errors import DossierError

WORD = re.compile(r"\w+")
LONGEST = 40  # words of a question that are looked for
OPEN, CLOSE = "\x02", "\x03"  # mark a hit inside a sentence; taken out of sentences on the way in


class Found(NamedTuple):
    """A sentence that answers a search: where it stands, and the hits in it as (start, end) of the sentence's text."""

    document: str
    start: int
    end: int
    text: str
    hits: tuple[tuple[int, int], ...]


class SentenceIndex:
    """A new index, filled sentence by sentence."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(
            """PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE VIRTUAL TABLE sentences USING fts5(
              text, document UNINDEXED, start UNINDEXED, "end" UNINDEXED,
              tokenize = "porter unicode61 remove_diacritics 2");"""
        )

    def add(self, document: str, start: int, end: int, text: str) -> None:
        """Take a sentence in."""
        plain = text.replace(OPEN, " ").replace(CLOSE, " ")
        self._database.execute("INSERT INTO sentences VALUES (?, ?, ?, ?)", (plain, document, start, end))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.commit()
        self._database.close()


def search_sentences(path: Path, query: str, limit: int) -> list[Found]:
    """The sentences that hold all words of a query, best first; those that hold some where none holds all."""
    words = [f'"{word}"' for word in WORD.findall(query)[:LONGEST]]
    if not words:
        return []
    if not path.exists():
        raise DossierError("has no search index", where=str(path.parent), hint="Make it again with: communique rebuild")
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        rows = _ask(database, " ".join(words), limit) or _ask(database, " OR ".join(words), limit)
    except sqlite3.DatabaseError as error:
        hint = "Make it again with: communique rebuild"
        raise DossierError("the search index cannot be read", where=str(path.parent), hint=hint) from error
    finally:
        database.close()
    return [Found(document, start, end, *_unmarked(marked)) for marked, document, start, end in rows]


def _ask(database: sqlite3.Connection, expression: str, limit: int) -> list[tuple[str, str, int, int]]:
    return database.execute(
        """SELECT highlight(sentences, 0, ?, ?), document, start, "end" FROM sentences
        WHERE sentences MATCH ? ORDER BY rank, document, start LIMIT ?""",
        (OPEN, CLOSE, expression, limit),
    ).fetchall()


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, hits = "", []
    for piece in marked.split(OPEN):
        hit, closed, rest = piece.partition(CLOSE)
        if closed:
            hits.append((len(text), len(text) + len(hit)))
        text += hit + rest
    return text, tuple(hits)
