"""Full-text search over the sentences of a record (SQLite FTS5)."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from communique.errors import DossierError

WORD = re.compile(r"\w+")
LONGEST = 40  # words of a question that are looked for
OPEN, CLOSE = "\x02", "\x03"  # mark a hit inside a sentence; taken out of sentences on the way in
UNSAFE = str.maketrans({OPEN: " ", CLOSE: " ", "\x00": " "})
BATCH = 1_000  # rows fetched at once
NOTHING: tuple[str | None, Iterable[tuple[Any, ...]]] = None, ()

TABLE = """PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE VIRTUAL TABLE sentences USING fts5(
  text, document UNINDEXED, start UNINDEXED, "end" UNINDEXED, published UNINDEXED,
  tokenize = "porter unicode61 remove_diacritics 2", detail = full);"""

TEXTS = "SELECT id, coalesce(published::VARCHAR, '') AS published, text FROM documents ORDER BY id"
SPANS = """SELECT document, start, "end" FROM sentences ORDER BY document, number"""


class Found(NamedTuple):
    """A sentence that answers a search: where it stands, and the hits in it as (start, end) of the sentence's text."""

    document: str
    start: int
    end: int
    text: str
    hits: tuple[tuple[int, int], ...]


def build_index(path: Path, database: duckdb.DuckDBPyConnection) -> None:
    """Index the sentences of a record; a document that was not split into sentences is indexed by its lines."""
    with closing(sqlite3.connect(path)) as index:
        index.executescript(TABLE)
        index.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?, ?)", _sentences(database))
        index.execute("INSERT INTO sentences(sentences) VALUES ('optimize')")
        index.commit()


def _sentences(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, int, int, str]]:
    """The sentences of all documents; both are read side by side in the order of the documents."""
    with database.cursor() as texts, database.cursor() as spans:
        sentences = groupby(_fetched(spans.execute(SPANS)), key=itemgetter(0))
        split, split_at = next(sentences, NOTHING)
        for id, published, text in _fetched(texts.execute(TEXTS)):
            found = _lines(text)
            if id == split:
                found = [(start, end) for _, start, end in split_at]
                split, split_at = next(sentences, NOTHING)
            safe = text.translate(UNSAFE)
            for start, end in found:
                yield safe[start:end], id, start, end, published


def _fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(BATCH):
        yield from rows


def _lines(text: str) -> Iterable[tuple[int, int]]:
    return (line.span() for line in re.finditer(r"\S[^\n]*", text))


def search_sentences(
    path: Path,
    query: str,
    *,
    limit: int | None = None,
    since: str = "",
    until: str = "",
    as_of: str = "",
    documents: Sequence[str] | None = None,
) -> list[Found]:
    """The sentences that hold all words of a query, best first; those that hold some where none holds all.

    ``since`` and ``until`` bound the day of publication; ``as_of`` does too, but lets undated reports pass.
    ``documents`` narrows the search to these. Raises DossierError.
    """
    words = [f'"{word}"' for word in WORD.findall(query)[:LONGEST]]
    if not words:
        return []
    cure = f"Make it again with: communique rebuild {path.parent}"
    if not path.exists():
        raise DossierError("has no search index", where=str(path.parent), hint=cure)
    where, values = _narrow(since, until, as_of, documents)
    many = -1 if limit is None else limit
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as index:
            rows = _ask(index, " ".join(words), where, values, many)
            if not rows and len(words) > 1:
                rows = _ask(index, " OR ".join(words), where, values, many)
    except sqlite3.DatabaseError as error:
        raise DossierError("the search index cannot be read", where=str(path.parent), hint=cure) from error
    return [Found(document, start, end, *_unmarked(marked)) for marked, document, start, end in rows]


def _narrow(since: str, until: str, as_of: str, documents: Sequence[str] | None) -> tuple[str, list[str]]:
    """Conditions on the sentences' documents, with their parameters."""
    conditions = {"published >= ?": since, "published <> '' AND published <= ?": until, "published <= ?": as_of}
    chosen = {sql: day for sql, day in conditions.items() if day}
    if documents is not None:
        chosen["document IN (SELECT value FROM json_each(?))"] = json.dumps(list(documents))
    return "".join(f" AND {sql}" for sql in chosen), list(chosen.values())


def _ask(
    index: sqlite3.Connection, expression: str, where: str, values: Sequence[str], limit: int
) -> list[tuple[str, str, int, int]]:
    return index.execute(
        f"""SELECT highlight(sentences, 0, ?, ?), document, start, "end" FROM sentences
        WHERE sentences MATCH ?{where} ORDER BY rank LIMIT ?""",
        (OPEN, CLOSE, expression, *values, limit),
    ).fetchall()


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, hits = "", []
    for piece in marked.split(OPEN):
        hit, closed, rest = piece.partition(CLOSE)
        if closed:
            hits.append((len(text), len(text) + len(hit)))
        text += hit + rest
    return text, tuple(hits)
