"""Which reports are one wire story told again.

Near-duplicates are looked up by MinHash (Broder 1997) over runs of words, in bands, so that no report is compared with
all others; each pair is then checked exactly.
"""

from __future__ import annotations

import re
import struct
import zlib
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import duckdb
import msgspec
from rensa import RMinHash

RUN = 4  # words in a row that make one run
HASHES, ROWS, SEED = 126, 3, 1  # hashes of a text, and how many make a band: 42 bands
TOGETHER = 2  # bands that two texts share if it is worth looking at both
FIRST = 8  # texts of a band, the earliest, with which the later ones are compared
SHARED = 0.6  # part of the shorter text's runs that must stand in the longer one
ALIKE = 0.3  # part of all runs of both that must be common, so that a quoted paragraph is no reprint
LEAD = 60  # runs at the head of a text by which one that was cut short is found
CUT = 0.8  # part of a text cut short that must stand at the head of the whole one
SHORTEST = 20  # runs below which a text is nobody's reprint
BATCH = 500  # pairs fetched at once

PAIRS = """WITH banded AS (
  SELECT number, unnest(bands) AS band FROM sketches
), met AS (
  SELECT number, band FROM banded SEMI JOIN (SELECT band FROM banded GROUP BY band HAVING count(*) > 1) USING (band)
), earliest AS (
  FROM met QUALIFY row_number() OVER (PARTITION BY band ORDER BY number) <= $first
), pairs AS (
  SELECT earliest.number AS former, met.number AS later FROM met JOIN earliest USING (band)
  WHERE former < later GROUP BY ALL HAVING count(*) >= $together
)
SELECT one.id, other.id, one.runs, other.runs FROM pairs
JOIN sketches one ON one.number = former JOIN sketches other ON other.number = later ORDER BY later, former"""


class Sketch(msgspec.Struct, frozen=True):
    """A text as the hashes of its runs of words in order, and the bands of their MinHash, none for a short text."""

    runs: Sequence[int]
    bands: Sequence[int]


def sketch_text(text: str) -> Sketch:
    """What is kept of a text to see later whether it is a reprint."""
    runs = array("L", _runs(text))
    long_enough = len(runs) >= SHORTEST
    return Sketch(runs, [*_bands("whole", runs), *_bands("lead", runs[:LEAD])] if long_enough else [])


def group_reprints(database: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each document that is a reprint the id of its origin: the first document that tells the same story.

    ``database`` has a table ``sketches`` (id, number, runs, bands), whose numbers say which document comes first. A
    later report that takes up parts of an earlier one is a story of its own; so is one that is only like a reprint, for
    else a story that is told on and on would be one with all that it ever was.
    """
    origins: dict[str, str] = {}
    cursor = database.execute(PAIRS, {"first": FIRST, "together": TOGETHER})
    while pairs := cursor.fetchmany(BATCH):
        for former, later, *runs in pairs:
            if later not in origins and former not in origins and same_story(*runs):
                origins[later] = former
    return origins


def _runs(text: str) -> Iterator[int]:
    words = re.findall(r"\w+", text.lower())
    return (zlib.crc32(" ".join(words[i : i + RUN]).encode("utf-8", "replace")) for i in range(len(words) - RUN + 1))


def _bands(part: str, runs: Sequence[int]) -> Iterator[int]:
    """Numbers of which two texts share the more the more runs they share."""
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update([str(run) for run in runs])
    hashes = sketch.digest()
    for first in range(0, HASHES, ROWS):
        told = struct.pack(f"<{ROWS}Q", *hashes[first : first + ROWS]) + f"{part} {first}".encode()
        yield int.from_bytes(blake2b(told, digest_size=8).digest(), "little")


def same_story(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether two texts share most of their runs, or one is the beginning of the other."""
    one, other = set(first), set(second)
    common = len(one & other)
    if common >= SHARED * min(len(one), len(other)) and common >= ALIKE * len(one | other):
        return True
    short, long = sorted((first, second), key=len)
    head = set(long[: len(short) + LEAD])
    return len(head.intersection(short)) >= CUT * len(set(short))
