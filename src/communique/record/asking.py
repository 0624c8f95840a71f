"""How questions are put to the record: filters as SQL with their parameters, rows, and rows as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import duckdb
import msgspec
from rapidfuzz import process

from communique.actors import fold_name
from communique.errors import QuestionError
from communique.record.answers import Evidence
from communique.record.days import parse_day

Row = dict[str, Any]
PROOFS = 5  # reports shown as evidence of one entry
NO_LIMIT = 2**40


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The filters that every question takes, checked: days are days and ``actor`` is a canonical name."""

    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    actor: str = ""
    limit: int | None = None
    suggested: bool = False


class Filter(msgspec.Struct, frozen=True):
    """A condition of a question as SQL, with its parameters."""

    sql: str = "true"
    values: tuple[Any, ...] = ()

    def __and__(self, other: Filter) -> Filter:
        return Filter(f"{self.sql} AND {other.sql}", (*self.values, *other.values))


def check_filters(
    database: duckdb.DuckDBPyConnection,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = False,
) -> Asked:
    """The filters of a question. Raises QuestionError where one of them means nothing."""
    return Asked(
        as_of=_day(as_of),
        since=_day(since),
        until=_day(until),
        actor=find_actor(database, actor) if actor else "",
        limit=limit,
        suggested=suggested,
    )


def known_by(asked: Asked) -> Filter:
    """What had been said and published by the day asked; what has no date passes, to be shown as undated."""
    if asked.as_of is None:
        return Filter()
    sql = "(published IS NULL OR published <= ?) AND (day IS NULL OR day <= ?)"
    return Filter(sql, (asked.as_of, asked.as_of))


def between(asked: Asked, first: str = "day", last: str = "day") -> Filter:
    """What falls into the days asked; what has no date does not."""
    chosen = Filter()
    if asked.since:
        chosen &= Filter(f"{last} >= ?", (asked.since,))
    if asked.until:
        chosen &= Filter(f"{first} <= ?", (asked.until,))
    return chosen


def concerning(asked: Asked, *columns: str) -> Filter:
    """What has the actor asked for in one of these columns."""
    if not asked.actor:
        return Filter()
    return Filter(f"? IN ({', '.join(columns)})", (asked.actor,))


def sure_enough(asked: Asked) -> Filter:
    """Stated claims, and with ``suggested`` the others as well."""
    return Filter() if asked.suggested else Filter("stated")


def _day(text: str) -> date | None:
    if not text:
        return None
    found = parse_day(text)
    if found is None:
        raise QuestionError(f"{text!r} is no day", hint="Write it as 2016-01-20.")
    return found


def find_actor(database: duckdb.DuckDBPyConnection, name: str) -> str:
    """The canonical name of an actor by any name that the story, the gazetteer or the reports have for it."""
    found = database.execute("SELECT name FROM aliases WHERE folded = ?", [fold_name(name)]).fetchone()
    if found:
        return str(found[0])
    names = [row[0] for row in database.execute("SELECT name FROM actors ORDER BY name").fetchall()]
    near = process.extract(name[:200], names, limit=3, score_cutoff=60)
    hint = f"Did you mean {', '.join(match[0] for match in near)}?" if near else "See: communique actors DOSSIER"
    raise QuestionError(f"the record knows no actor {name[:200]!r}", hint=hint)


def fetch(database: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows of a query as dictionaries by column."""
    cursor = database.execute(sql, values)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def iso(value: date | None) -> str:
    """A date as an ISO day, empty for none."""
    return value.isoformat() if value else ""


def gather_evidence(database: duckdb.DuckDBPyConnection, places: Iterable[Row]) -> dict[str, Evidence]:
    """The evidence of claims, statements or event reports, by their ids.

    Each row has ``id``, ``document``, ``start``, ``end``, ``sentence_start`` and ``sentence_end``. The wording is cut
    from the document itself, so that it cannot differ from it.
    """
    rows = {row["id"]: row for row in places}
    wanted = sorted({row["document"] for row in rows.values()})
    sql = "SELECT id, outlet, published, title, origin, text FROM documents WHERE id IN (SELECT unnest(?))"
    documents = {row["id"]: row for row in fetch(database, sql, [wanted])} if wanted else {}
    return {id: _evidence(row, documents[row["document"]]) for id, row in rows.items()}


def _evidence(place: Row, document: Row) -> Evidence:
    return Evidence(
        document=document["id"],
        outlet=document["outlet"],
        published=iso(document["published"]),
        title=document["title"],
        start=place["start"],
        end=place["end"],
        quote=document["text"][place["start"] : place["end"]],
        sentence=document["text"][place["sentence_start"] : place["sentence_end"]],
        origin=document["origin"],
    )
