"""All smallest hitting sets, exactly, by a solver (Hitman of PySAT, an implicit hitting set enumerator over MaxSAT)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Any, TypeVar

from pysat.examples.hitman import Hitman

T = TypeVar("T")
MOST = 10_000  # smallest sets of one part that are listed; a part with more is no list that anybody reads


def smallest_hits(sets: Iterable[frozenset[Any]]) -> tuple[frozenset[Any], ...]:
    """All sets of the smallest size that have a member in each of these sets, in order; none if one of these is empty.

    At most MOST are given.
    """
    wanted = [sorted(each) for each in sets]
    if not all(wanted):
        return ()
    with Hitman(bootstrap_with=wanted, htype="sorted") as solver:
        found = solver.enumerate()
        first = next(found)
        same = takewhile(lambda each: len(each) == len(first), found)
        hits = [first, *(each for _, each in zip(range(MOST - 1), same, strict=False))]
    return tuple(sorted((frozenset(hit) for hit in hits), key=sorted))
