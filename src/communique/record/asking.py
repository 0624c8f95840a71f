"""How questions are put to the record: filters as SQL, rows as dictionaries, rows as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import msgspec
from rapidfuzz import process

from communique.actors import fold_name
from communique.errors import QuestionError
from communique.record.answers import Evidence
from communique.record.build import day as to_day

Row = dict[str, Any]
PROOFS = 5  # reports shown as evidence of one entry


class Filter(msgspec.Struct, frozen=True):
    """The conditions of a question as SQL, with their parameters."""

    where: str
    parameters: tuple[Any, ...]


def make_filter(
    database: duckdb.DuckDBPyConnection,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    suggested: bool = True,
    time: str = "said",
    known: str = "published",
    who: Sequence[str] = (),
) -> Filter:
    """SQL for the usual filters: ``time`` is the column of days, ``known`` that of publication, ``who`` those of actors."""
    parts, values = ["true"], list[Any]()
    if as_of:
        asked = read_day(as_of)
        parts.append(f"({time} <= ? AND {known} <= ?)")
        values += [asked, asked]
    if since:
        parts.append(f"{time} >= ?")
        values.append(read_day(since))
    if until:
        parts.append(f"{time} <= ?")
        values.append(read_day(until))
    if actor:
        name = find_actor(database, actor)
        parts.append("(" + " OR ".join(f"{column} = ?" for column in who) + ")")
        values += [name] * len(who)
    if not suggested:
        parts.append("stated")
    return Filter(" AND ".join(parts), tuple(values))


def read_day(text: str) -> Any:
    """An ISO day as a date. Raises QuestionError."""
    found = to_day(text)
    if found is None:
        raise QuestionError(f"{text!r} is no day", hint="Write it as 2016-01-20.")
    return found


def find_actor(database: duckdb.DuckDBPyConnection, name: str) -> str:
    """The canonical name of an actor that a person names in any of its spellings."""
    rows = database.execute("SELECT name, names FROM actors ORDER BY documents DESC, name").fetchall()
    wanted = fold_name(name)
    for canonical, _ in rows:
        if fold_name(canonical) == wanted:
            return str(canonical)
    for canonical, names in rows:
        if any(fold_name(other) == wanted for other in names):
            return str(canonical)
    near = process.extract(name, [row[0] for row in rows], limit=3, score_cutoff=60)
    hint = f"Did you mean {', '.join(match[0] for match in near)}?" if near else "See: communique actors"
    raise QuestionError(f"the record knows no actor {name!r}", hint=hint)


def fetch(database: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any]) -> list[Row]:
    """The rows of a query as dictionaries by column."""
    cursor = database.execute(sql, list(parameters))
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def iso(value: Any) -> str:
    """A date as an ISO day, empty for none."""
    return value.isoformat() if value else ""


def evidence_of(row: Row) -> Evidence:
    """The evidence that a row of claims, statements or event reports carries."""
    return Evidence(
        document=row["document"],
        outlet=row.get("outlet") or "",
        published=iso(row.get("published")),
        title=row.get("title") or "",
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        sentence=row["sentence"],
        origin=row["origin"],
    )


def proofs_of(rows: Sequence[Row]) -> tuple[Evidence, ...]:
    """Evidence from different origins, the first of each, at most PROOFS."""
    first = {row["origin"]: row for row in reversed(rows)}
    chosen = [row for row in rows if first[row["origin"]] is row]
    return tuple(evidence_of(row) for row in chosen[:PROOFS])
