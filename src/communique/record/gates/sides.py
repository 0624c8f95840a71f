"""Where each side stands on each matter: whoever speaks for a state counts as the state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import duckdb
import msgspec

from communique.record.asking import Asked, Filter, Row, fetch, sure_enough, surely_by
from communique.record.positions import BY_SIDE, held_rows, outlined_rows

EVER = "SELECT DISTINCT {side} AS side, matter FROM claims WHERE type = 'condition' AND polarity > 0 AND {where}"
SIDE = "coalesce(nullif(speaks_for, ''), holder)"


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """The latest position of a side on a matter, as far as lists and gates weigh it.

    ``side`` is empty where the reports themselves tell it. ``polarity`` is 0 where both are told and nobody dates them.
    ``told`` is the matter of the claims; empty if the stand is only supposed. ``ids`` are the claims, the best first,
    and ``position`` its words, where stands are wanted ``with_claims``.
    """

    side: str
    matter: str
    polarity: int
    told: str = ""
    type: str = ""
    argument: str = ""
    label: str = ""
    gate: str = ""
    position: str = ""
    since: date | None = None
    latest: date | None = None
    origins: int = 0
    ids: tuple[str, ...] = ()


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What else is told of a stand: in which words, by whom and how widely; ``ids`` are the claims, the best first."""

    position: str = ""
    documents: int = 0
    stated: bool = True
    speakers: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


Tellings = Mapping[tuple[str, str], Telling]
"""What is told of stands, by their sides and the matters of their claims."""


def side_stands(
    database: duckdb.DuckDBPyConnection, asked: Asked, about: Filter, *, with_claims: bool = False
) -> list[Stand]:
    """Where all sides stand on the matters of these claims, in the order of sides and matters."""
    rows = outlined_rows(database, _everyone(asked), by=BY_SIDE, only=about & surely_by(asked))
    stands = [_stand(same) for _, same in _by_stand(rows)]
    if not with_claims:
        return stands
    told = told_of(database, asked, stands)
    tellings = [told[stand.side, stand.told] for stand in stands]
    return [
        msgspec.structs.replace(stand, position=telling.position, ids=telling.ids)
        for stand, telling in zip(stands, tellings, strict=True)
    ]


def told_of(database: duckdb.DuckDBPyConnection, asked: Asked, stands: Iterable[Stand]) -> Tellings:
    """What else is told of stands, and of all others on their matters."""
    matters = sorted({stand.told for stand in stands if stand.told})
    if not matters:
        return {}
    # The table lies in the order of matters, so that between two of them most of it is not read.
    among = Filter("matter BETWEEN ? AND ? AND matter IN (SELECT unnest(?))", (matters[0], matters[-1], matters))
    rows = held_rows(database, _everyone(asked), by=BY_SIDE, only=among & surely_by(asked))
    return {key: _telling(same) for key, same in _by_stand(rows)}


def _everyone(asked: Asked) -> Asked:
    return msgspec.structs.replace(asked, actor="", limit=None)


def _by_stand(rows: Iterable[Row]) -> list[tuple[tuple[str, str], list[Row]]]:
    """The positions of each side on each matter: one, or both of those that reports without a date tell."""
    found = defaultdict[tuple[str, str], list[Row]](list)
    for row in rows:
        found[row["holder"], row["matter"]].append(row)
    return sorted(found.items())


def once_demanded(database: duckdb.DuckDBPyConnection, asked: Asked, about: Filter) -> frozenset[tuple[str, str]]:
    """The sides and conditions among these claims that they demanded at some time."""
    where = about & surely_by(asked) & sure_enough(asked)
    rows = fetch(database, EVER.format(side=SIDE, where=where.sql), where.values)
    return frozenset((row["side"], row["matter"]) for row in rows)


def _stand(rows: list[Row]) -> Stand:
    """The dated position, else what is told without a date; both polarities without a date cancel out."""
    best = _best(rows)
    unsure = best["latest"] is None and len({row["polarity"] for row in rows}) > 1
    return Stand(
        side=best["holder"],
        matter=best["matter"],
        told=best["matter"],
        polarity=0 if unsure else best["polarity"],
        type=best["type"],
        argument=best["argument"],
        label=best["label"],
        gate=best["gate"],
        since=best["since"],
        latest=best["latest"],
        origins=best["origins"],
    )


def _telling(rows: list[Row]) -> Telling:
    best = _best(rows)
    ids = (id for row in (best, *rows) if row["polarity"] == best["polarity"] for id in row["ids"])
    return Telling(
        position=best["position"],
        documents=best["documents"],
        stated=best["stated"],
        speakers=tuple(best["speakers"]),
        ids=tuple(dict.fromkeys(ids)),
    )


def _best(rows: list[Row]) -> Row:
    return max(rows, key=lambda row: (row["latest"] is not None, row["origins"], row["polarity"]))
