"""How fast `communique.search` answers over 200,000 sentences."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

import communique
from benchmarks.quality import read_rows
from benchmarks.speed import ARCHIVE
from communique.record import build_record
from communique.records import Document, Extraction, Gazetteer, Read, Story

SENTENCES = 200_000
SENTENCE = re.compile(r"\S[^\n]*?[.!?](?=\s|$)")
WORDS = ("ceasefire", "peace talks", "opposition delegation", "Lavrov Kerry Zurich", "government", "said", "zzz")


def time_search(folder: Path) -> list[float]:
    """Seconds that each search takes, rare words and frequent ones, each asked once in a warm process."""
    dossier = folder / "search"
    dossier.mkdir(exist_ok=True)
    build_record(
        dossier / "record.duckdb", repeat_archive(), origins={}, added={}, story=Story(), gazetteer=Gazetteer()
    )
    communique.search(dossier, "warm")
    return [time_question(dossier, words) for words in WORDS]


def time_question(dossier: Path, words: str) -> float:
    """Seconds from the question to its first page of answers."""
    start = time.perf_counter()
    communique.search(dossier, words, limit=20)
    return time.perf_counter() - start


def repeat_archive() -> Iterator[Read]:
    """The press archive as if it had been read, over and over until there are sentences enough."""
    left, number = SENTENCES, count()
    for row in cycle(list(read_rows(ARCHIVE))):
        sentences = tuple(found.span() for found in SENTENCE.finditer(row["text"]))[:left]
        yield Read(Document(id=str(next(number)), source="", text=row["text"]), Extraction(sentences=sentences))
        left -= len(sentences)
        if not left:
            return
