"""Which reports are one wire story told again.

Near-duplicates are looked up by MinHash (Broder 1997) over runs of words, and each pair is then checked exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rensa import RMinHash, RMinHashLSH

RUN = 4  # words in a row that make one shingle
HASHES, BANDS, SEED = 128, 64, 1
SHARED = 0.6  # part of the shorter text's runs that must stand in the longer one
ALIKE = 0.3  # part of all runs of both that must be common, so that a quoted paragraph is no reprint
SHORTEST = 20  # runs below which a text is nobody's reprint


def group_reprints(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each document id the id of its origin: the first document, in the order given, that tells the same story.

    ``texts`` are (id, clean text) pairs.
    """
    lookup = RMinHashLSH(threshold=ALIKE, num_perm=HASHES, num_bands=BANDS)
    keys: list[str] = []
    runs: list[frozenset[str]] = []
    origins: dict[str, str] = {}
    for key, text in texts:
        shingles = _runs(text)
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(sorted(shingles))
        near = sorted(lookup.query(sketch)) if len(shingles) >= SHORTEST else []
        first = next((i for i in near if _same_story(runs[i], shingles)), None)
        origins[key] = origins[keys[first]] if first is not None else key
        lookup.insert(len(keys), sketch)
        keys.append(key)
        runs.append(shingles)
    return origins


def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1)))


def _same_story(first: frozenset[str], second: frozenset[str]) -> bool:
    common = len(first & second)
    return common >= SHARED * min(len(first), len(second)) and common >= ALIKE * len(first | second)
