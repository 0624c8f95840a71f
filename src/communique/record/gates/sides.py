"""Where each side stands on each matter: whoever speaks for a state counts as the state."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import duckdb
import msgspec

from communique.record.asking import Asked, Filter, Row, fetch, sure_enough, surely_by
from communique.record.positions import BY_SIDE, held_rows

EVER = "SELECT DISTINCT {side} AS side, matter FROM claims WHERE type = 'condition' AND polarity > 0 AND {where}"
SIDE = "coalesce(nullif(speaks_for, ''), holder)"


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """The latest position of a side on a matter.

    ``side`` is empty where the reports themselves tell it; ``speakers`` are who said so. ``polarity`` is 0 where both
    are told and nobody dates them. ``ids`` are the claims, the best first; none if the stand is only supposed.
    """

    side: str
    matter: str
    polarity: int
    type: str = ""
    argument: str = ""
    label: str = ""
    gate: str = ""
    position: str = ""
    since: date | None = None
    latest: date | None = None
    origins: int = 0
    documents: int = 0
    stated: bool = True
    speakers: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def side_stands(database: duckdb.DuckDBPyConnection, asked: Asked, about: Filter) -> list[Stand]:
    """Where all sides stand on the matters of these claims, in the order of sides and matters."""
    everyone = msgspec.structs.replace(asked, actor="", limit=None)
    found = defaultdict[tuple[str, str], list[Row]](list)
    for row in held_rows(database, everyone, by=BY_SIDE, only=about & surely_by(asked)):
        found[row["holder"], row["matter"]].append(row)
    return [_stand(rows) for _, rows in sorted(found.items())]


def once_demanded(database: duckdb.DuckDBPyConnection, asked: Asked, about: Filter) -> frozenset[tuple[str, str]]:
    """The sides and conditions among these claims that they demanded at some time."""
    where = about & surely_by(asked) & sure_enough(asked)
    rows = fetch(database, EVER.format(side=SIDE, where=where.sql), where.values)
    return frozenset((row["side"], row["matter"]) for row in rows)


def _stand(rows: list[Row]) -> Stand:
    """The dated position, else what is told without a date; both polarities without a date cancel out."""
    best = max(rows, key=lambda row: (row["latest"] is not None, row["origins"], row["polarity"]))
    unsure = best["latest"] is None and len({row["polarity"] for row in rows}) > 1
    ids = (id for row in (best, *rows) if row["polarity"] == best["polarity"] for id in row["ids"])
    same = "matter type argument label gate since latest origins documents stated".split()
    return Stand(
        **{name: best[name] for name in same},
        side=best["holder"],
        polarity=0 if unsure else best["polarity"],
        position=best["position"],
        speakers=tuple(best["speakers"]),
        ids=tuple(dict.fromkeys(ids)),
    )
