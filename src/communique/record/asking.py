"""How questions are put to the record: filters as SQL with their parameters, rows, and rows as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypedDict

import duckdb
import msgspec
from rapidfuzz import process

from communique.actors import fold_name
from communique.errors import QuestionError
from communique.record.answers import Evidence
from communique.record.days import parse_day, told_interval
from communique.record.store import open_record, second_reader

Row = dict[str, Any]
PROOFS = 5  # reports shown as evidence of one entry
NO_LIMIT = 2**40
PLACE = 'id, document, start, "end", sentence_start, sentence_end, via, witness'
"""What evidence is gathered from: to read all of a few rows takes several times as long."""


class Filters(TypedDict, total=False):
    """The filters that every question takes; `communique.record.questions` says what each means."""

    as_of: str
    known: str
    since: str
    until: str
    actor: str
    limit: int | None
    suggested: bool


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The filters, checked: days are days, ``actor`` is a canonical name, ``known`` a moment in UTC or None."""

    as_of: date | None = None
    known: datetime | None = None
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

    def __or__(self, other: Filter) -> Filter:
        return Filter(f"(({self.sql}) OR ({other.sql}))", (*self.values, *other.values))


EVERYTHING = Filter()


@contextmanager
def ask(dossier: str | Path, given: Filters) -> Iterator[tuple[duckdb.DuckDBPyConnection, Asked]]:
    """The record of a dossier as far as it was known at the moment asked, and the filters, checked.

    Raises QuestionError where one of them means nothing.
    """
    with open_record(dossier) as database:
        asked = Asked(
            as_of=_day(given.get("as_of", "")),
            known=_moment(given.get("known", "")),
            since=_day(given.get("since", "")),
            until=_day(given.get("until", "")),
            actor=find_actor(database, given["actor"]) if given.get("actor") else "",
            limit=given.get("limit"),
            suggested=given.get("suggested", False),
        )
        if asked.known:
            forget_later(database, asked.known)
        yield database, asked


HERE = "document IN (SELECT id FROM documents)"
NOT_YET = """ UNION ALL BY NAME
SELECT * EXCLUDE ({more}), -1 - rowid AS rowid FROM "{record}".main.{table} WHERE retired > '{moment}' AND {known}"""
KNOWN_BY = {
    "documents": "added <= '{moment}'",
    **dict.fromkeys(("sentences", "mentions", "statements", "dating"), HERE),
    **dict.fromkeys(("claims", "event_reports"), f"{HERE} AND decided <= '{{moment}}'"),
    "decisions": "decided <= '{moment}'",
}
"""What of each table the dossier knew at a moment; all moments are written in UTC. Questions join by ``rowid``, which a
view has to give as a table does."""
RETIRED = {"claims": ("retired_claims", "retired, retired_by"), "event_reports": ("retired_reports", "retired")}
"""Where that is kept which people rejected or replaced since, and what it has more."""


def written_moment(moment: datetime) -> str:
    """A moment in UTC as text that sorts with those of the record, whether or not they have parts of a second."""
    return moment.isoformat(timespec="microseconds")


def forget_later(database: duckdb.DuckDBPyConnection, moment: datetime) -> None:
    """Put views in front of the tables, for this connection only: what was added or decided later is not there."""
    written = written_moment(moment)
    [(record,)] = database.execute("SELECT current_database()").fetchall()
    for table, told in KNOWN_BY.items():
        known = told.format(moment=written)
        rows = f'SELECT *, rowid FROM "{record}".main.{table} WHERE {known}'
        if table in RETIRED:
            kept, more = RETIRED[table]
            rows += NOT_YET.format(record=record, table=kept, more=more, moment=written, known=known)
        database.execute(f"CREATE TEMP VIEW {table} AS {rows}")


def side_by_side(
    database: duckdb.DuckDBPyConnection, asked: Asked, *questions: Callable[[duckdb.DuckDBPyConnection], Any]
) -> list[Any]:
    """The answers to several questions, in their order, two of which are put at a time; the longest should come first.

    Each is given a connection to the record as far as it was known at the moment asked.
    """
    with second_reader(database) as other, ThreadPoolExecutor(2) as two:
        if asked.known:
            forget_later(other, asked.known)
        free = SimpleQueue[duckdb.DuckDBPyConnection]()
        for reader in (database, other):
            free.put(reader)

        def put(question: Callable[[duckdb.DuckDBPyConnection], Any]) -> Any:
            reader = free.get()
            try:
                return question(reader)
            finally:
                free.put(reader)

        return list(two.map(put, questions))


def known_by(asked: Asked) -> Filter:
    """What had been said and published by the day asked.

    What reports without a date tell passes where it has no day, to be shown as undated. Where it has one, which would
    put it among what is dated, it passes only if the report was surely out by then.
    """
    if asked.as_of is None:
        return Filter()
    sql = "(out_by <= ? OR (published IS NULL AND day IS NULL)) AND (day IS NULL OR day <= ?)"
    return Filter(sql, (asked.as_of,) * 2)


def surely_by(asked: Asked) -> Filter:
    """The same without all that reports tell which nobody knows to have been out by the day asked."""
    if asked.as_of is None:
        return Filter()
    return Filter("out_by <= ? AND (day IS NULL OR day <= ?)", (asked.as_of,) * 2)


def named_by(asked: Asked) -> Filter:
    """Statements whose speaker is an actor: a report that was out by the day asked mentions it under its name."""
    if asked.as_of is None:
        return Filter("named")
    out = "SELECT id FROM documents WHERE published IS NULL OR published <= ?"
    return Filter(f"named AND speaker IN (SELECT actor FROM mentions WHERE document IN ({out}))", (asked.as_of,))


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


def _moment(text: str) -> datetime | None:
    """A day, of which all counts, or a time, in UTC where it does not say otherwise."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        hint = "Write it as 2016-01-20 or 2016-01-20T18:30."
        raise QuestionError(f"{text!r} is no day or time", hint=hint) from error
    if parse_day(text):
        found = datetime.combine(found, time.max)
    try:
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except OverflowError:  # the first and the last hours that there are, in another time zone
        return found.replace(tzinfo=UTC)


def find_actor(database: duckdb.DuckDBPyConnection, name: str) -> str:
    """The canonical name of an actor by any name that the story, the gazetteer or the reports have for it."""
    found = database.execute("SELECT name FROM aliases WHERE folded = ?", [fold_name(name)]).fetchone()
    if found:
        return str(found[0])
    names = [row[0] for row in database.execute("SELECT name FROM actors ORDER BY name").fetchall()]
    near = process.extract(name[:200], names, limit=3, score_cutoff=60)
    hint = f"Did you mean {', '.join(match[0] for match in near)}?" if near else "See: communique actors DOSSIER"
    raise QuestionError(f"the record knows no actor {name[:200]!r}", hint=hint)


@lru_cache(maxsize=1000)
def _parsed(sql: str) -> duckdb.Statement:
    """A query as the database reads it, which takes a good part of the time of a short one."""
    return duckdb.extract_statements(sql)[0]


def fetch(database: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
    """The rows of a query as dictionaries by column."""
    cursor = database.execute(_parsed(sql), values)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def look_up(
    database: duckdb.DuckDBPyConnection,
    source: str,
    ids: Iterable[str],
    *,
    columns: str = "*",
    where: Filter = EVERYTHING,
    order: str = "id",
) -> list[Row]:
    """The rows of a table, or of a join, that have these ids."""
    wanted = sorted(set(ids))
    where = having_ids(wanted) & where
    sql = f"SELECT {columns} FROM {source} WHERE {where.sql} ORDER BY {order}"
    return fetch(database, sql, where.values) if wanted else []


def having_ids(ids: list[str]) -> Filter:
    """What has one of these ids."""
    return Filter("id IN (SELECT unnest(?))", (ids,))


def iso(value: date | None) -> str:
    """A date as an ISO day, empty for none."""
    return value.isoformat() if value else ""


def gather_evidence(database: duckdb.DuckDBPyConnection, places: Iterable[Row]) -> dict[str, Evidence]:
    """The evidence of claims, statements or event reports, by their ids.

    Each row has the columns of PLACE. The wording is cut from the document itself, so that it cannot differ from it.
    """
    rows = {row["id"]: row for row in places}
    documents = read_sources(database, (row["document"] for row in rows.values()))
    return {id: _evidence(row, documents[row["document"]]) for id, row in rows.items()}


def read_sources(database: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, Row]:
    """The documents with these ids: their texts, and what is told of where they come from."""
    columns = "id, outlet, published, title, origin, text, earliest, latest"
    rows = look_up(database, "documents LEFT JOIN dating ON document = id", ids, columns=columns)
    return {row["id"]: row for row in rows}


def _evidence(place: Row, document: Row) -> Evidence:
    return Evidence(
        document=document["id"],
        outlet=document["outlet"],
        published=iso(document["published"]),
        inferred=told_interval(document["earliest"], document["latest"]),
        title=document["title"],
        start=place["start"],
        end=place["end"],
        quote=document["text"][place["start"] : place["end"]],
        sentence=document["text"][place["sentence_start"] : place["sentence_end"]],
        via=tuple(place.get("via", ())),
        witness=place["witness"] if "witness" in place else document["origin"],
    )
