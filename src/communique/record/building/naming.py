"""Who is who in the record: the names of all documents resolved, and what is known of each actor."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import duckdb

from communique.actors import fold_name, resolve_actors
from communique.record.building.joining import join_names
from communique.record.building.staging import load_texts, set_states
from communique.records import Decision, Gazetteer, Kind, Story

ANY_NAME = """SELECT actor AS name FROM staged_mentions UNION SELECT speaks_for FROM staged_mentions
UNION SELECT holder FROM staged_claims UNION SELECT argument FROM staged_claims
UNION SELECT speaks_for FROM staged_claims UNION SELECT speaks_for FROM staged_statements
UNION SELECT addressee FROM staged_statements UNION SELECT doer FROM staged_acts UNION SELECT other FROM staged_acts
UNION SELECT argument FROM staged_decisions"""


def settle_names(
    database: duckdb.DuckDBPyConnection, gazetteer: Gazetteer, story: Story, decisions: Sequence[Decision] = ()
) -> dict[str, str]:
    """Fill ``actors``, ``aliases``, ``mentions``, and ``resolved`` (found, name, speaks_for) for the other tables.

    ``decisions`` are those that stand. Gives what each name that was found is called.
    """
    kinds = _kinds(database)
    called, states = join_names(resolve_actors(_found(database, kinds), gazetteer), decisions)
    set_states(database, states)
    speaks_for = _spokesmen(database, called, gazetteer)
    names = sorted(called)
    rows = {"found": names, "name": [called[name] for name in names]}
    rows["speaks_for"] = [speaks_for.get(name, "") for name in rows["name"]]
    load_texts(database, "CREATE TEMP TABLE resolved AS SELECT * FROM batch", rows)
    database.execute(
        """INSERT INTO mentions SELECT document, coalesce(name, actor) AS who, text, kind, sum(times)
        FROM staged_mentions LEFT JOIN resolved ON found = actor GROUP BY ALL ORDER BY kind, who, document, text"""
    )
    _fill_actors(database, speaks_for, {called.get(actor.name, actor.name) for actor in story.actors})
    decided = {name: called[name] for each in decisions for name in each.names if name in called}
    _fill_aliases(database, called, gazetteer, decided)
    return called


def _kinds(database: duckdb.DuckDBPyConnection) -> dict[str, Kind]:
    """The kind that each name found is most often of."""
    rows = database.execute(
        "SELECT actor, kind, sum(times) AS n FROM staged_mentions GROUP BY ALL ORDER BY n DESC, kind, actor"
    ).fetchall()
    kinds: dict[str, Kind] = {}
    for name, kind, _ in rows:
        kinds.setdefault(name, kind)
    return kinds


def _found(database: duckdb.DuckDBPyConnection, kinds: dict[str, Kind]) -> list[tuple[str, Kind, int]]:
    counted = dict(
        database.execute("SELECT actor, count(DISTINCT document) FROM staged_mentions GROUP BY actor").fetchall()
    )
    names = sorted(name for (name,) in database.execute(ANY_NAME).fetchall() if name)
    return [(name, kinds.get(name, "other"), counted.get(name, 0)) for name in names]


def _spokesmen(database: duckdb.DuckDBPyConnection, called: dict[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """For whom each actor speaks: as the gazetteer says, else as most mentions of it do."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows = database.execute(
        "SELECT actor, speaks_for, sum(times) FROM staged_mentions WHERE speaks_for <> '' GROUP BY ALL"
    ).fetchall()
    for actor, body, times in rows:
        counted[called.get(actor, actor)][called.get(body, body)] += times
    said = {name: min(bodies, key=lambda body: (-bodies[body], body)) for name, bodies in counted.items()}
    spokesmen = (actor for actor in gazetteer.actors if actor.speaks_for)
    known = {called.get(each.name, each.name): called.get(each.speaks_for, each.speaks_for) for each in spokesmen}
    return {name: body for name, body in (said | known).items() if body != name}


def _fill_actors(database: duckdb.DuckDBPyConnection, speaks_for: dict[str, str], followed: set[str]) -> None:
    rows = database.execute(
        "SELECT actor, kind, sum(times) AS n FROM mentions GROUP BY ALL ORDER BY n DESC, kind, actor"
    ).fetchall()
    kinds: dict[str, str] = {}
    for name, kind, _ in rows:
        kinds.setdefault(name, kind)
    names = sorted(kinds)
    columns = {"name": names, "kind": [kinds[name] for name in names]}
    columns["speaks_for"] = [speaks_for.get(name, "") for name in names]
    flags: dict[str, list[Any]] = {**columns, "followed": [name in followed for name in names]}
    load_texts(database, "INSERT INTO actors BY NAME SELECT * FROM batch", flags)


def _fill_aliases(
    database: duckdb.DuckDBPyConnection, called: dict[str, str], gazetteer: Gazetteer, decided: dict[str, str]
) -> None:
    """Names in order of rank: those decided on, canonical ones, the gazetteer's, then those seen, by frequency."""
    known = {fold_name(name): actor for name, actor in decided.items()}
    for name in sorted(set(called.values())):
        known.setdefault(fold_name(name), name)
    for actor in gazetteer.actors:
        for name in (actor.name, *actor.names, *actor.people, *actor.metonyms):
            known.setdefault(fold_name(name), called.get(actor.name, actor.name))
    seen = database.execute(
        "SELECT text, actor, sum(times) AS n FROM mentions GROUP BY ALL ORDER BY n DESC, text, actor"
    ).fetchall()
    for text, actor, _ in seen:
        known.setdefault(fold_name(text), actor)
    known.pop("", None)
    pairs = sorted(known.items())
    columns = {"folded": [folded for folded, _ in pairs], "name": [name for _, name in pairs]}
    load_texts(database, "INSERT INTO aliases BY NAME SELECT * FROM batch", columns)
