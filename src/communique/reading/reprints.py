"""Which reports are one wire story told again.

Near-duplicates are looked up by MinHash (Broder 1997) over runs of words, and each pair is then checked exactly.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rensa import RMinHash, RMinHashLSH

RUN = 4  # words in a row that make one run
HASHES, BANDS, SEED = 128, 64, 1
SHARED = 0.6  # part of the shorter text's runs that must stand in the longer one
ALIKE = 0.3  # part of all runs of both that must be common, so that a quoted paragraph is no reprint
LEAD = 60  # runs at the head of a text by which one that was cut short is found
CUT = 0.8  # part of a text cut short that must stand at the head of the whole one
SHORTEST = 20  # runs below which a text is nobody's reprint


class Sketch(msgspec.Struct, frozen=True):
    """A text as the hashes of its runs of words, in order."""

    key: str
    runs: Sequence[int]


def group_reprints(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each document id the id of its origin: the first document, in the order given, that tells the same story.

    ``texts`` are (id, clean text) pairs. A later report that takes up parts of an earlier one is a story of its own.
    """
    wholes, leads = (RMinHashLSH(threshold=ALIKE, num_perm=HASHES, num_bands=BANDS) for _ in range(2))
    known: list[Sketch] = []
    origins: dict[str, str] = {}
    for key, text in texts:
        sketch = Sketch(key, array("L", _runs(text)))
        origins[key] = key
        if len(sketch.runs) >= SHORTEST:
            whole, lead = _minhash(sketch.runs), _minhash(sketch.runs[:LEAD])
            near = sorted({*wholes.query(whole), *leads.query(lead)})
            first = next((known[i].key for i in near if same_story(known[i].runs, sketch.runs)), key)
            origins[key] = origins[first]
            wholes.insert(len(known), whole)
            leads.insert(len(known), lead)
            known.append(sketch)
    return origins


def _runs(text: str) -> Iterator[int]:
    words = re.findall(r"\w+", text.lower())
    return (zlib.crc32(" ".join(words[i : i + RUN]).encode("utf-8", "replace")) for i in range(len(words) - RUN + 1))


def _minhash(runs: Sequence[int]) -> RMinHash:
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update([str(run) for run in runs])
    return sketch


def same_story(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether two texts share most of their runs, or one is the beginning of the other."""
    one, other = set(first), set(second)
    common = len(one & other)
    if common >= SHARED * min(len(one), len(other)) and common >= ALIKE * len(one | other):
        return True
    short, long = sorted((first, second), key=len)
    head = set(long[: len(short) + LEAD])
    return len(head.intersection(short)) >= CUT * len(set(short))
