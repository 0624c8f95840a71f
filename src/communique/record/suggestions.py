"""How many claims an answer leaves out because they are only suggested."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Unpack

from communique.record.asking import Asked, Filter, Filters, ask, between, concerning, known_by


class _Suggested(NamedTuple):
    """What is suggested of the material of a question, and which of its columns hold actors and days."""

    where: str
    table: str = "claims"
    who: tuple[str, ...] = ("holder", "speaks_for", "argument")
    days: tuple[str, str] = ("day", "day")


ANY = _Suggested("NOT stated")
POSITIONS = _Suggested("NOT stated AND matter <> ''")
GATES = _Suggested("NOT stated AND type IN ('designation', 'participation', 'condition')")
SUGGESTED = {
    **dict.fromkeys(("actors", "brief", "conflicts", "documents"), ANY),
    **dict.fromkeys(("positions", "changes", "network"), POSITIONS),
    **dict.fromkeys(("gates", "blockers", "what_if"), GATES),
    "lists": _Suggested("NOT stated AND type IN ('designation', 'participation')"),
    "timeline": _Suggested("NOT stated AND matter = ''"),
    "truce": _Suggested("NOT stated AND truce <> ''"),
    "schedule": _Suggested("NOT stated AND id IN (SELECT claim FROM plans)", days=("date_from", "date_to")),
    "statements": _Suggested("NOT named", "statements", ("speaker", "speaks_for")),
}
"""What each question takes in only with ``suggested``; the others leave nothing out."""


def count_suggested(dossier: str | Path, question: str, **filters: Unpack[Filters]) -> int:
    """How many suggested claims (of `statements`: statements) a question leaves out when it is asked without them."""
    left = SUGGESTED.get(question)
    if left is None or filters.get("suggested"):
        return 0
    with ask(dossier, filters) as (database, asked):
        where = _passing(left, asked)
        [(count,)] = database.execute(f"SELECT count(*) FROM {left.table} WHERE {where.sql}", where.values).fetchall()
    return int(count)


def _passing(left: _Suggested, asked: Asked) -> Filter:
    return Filter(left.where) & known_by(asked) & between(asked, *left.days) & concerning(asked, *left.who)
