"""What was read of all documents -> the tables of a new record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from communique.record.building.amending import Amender
from communique.record.building.consequences import settle_queue
from communique.record.building.corroboration import find_witnesses
from communique.record.building.dating import settle_dates
from communique.record.building.events import EventReport, merge_reports
from communique.record.building.fulfilling import settle_fulfilments
from communique.record.building.joining import Bond, bind, find_bonds
from communique.record.building.naming import settle_names
from communique.record.building.planning import settle_plans
from communique.record.building.staging import PAGE, Filed, load_texts, pages, set_states, stage_reads
from communique.record.decision_file import standing_decisions
from communique.record.matters.grouping import matter_of
from communique.record.search import build_index
from communique.record.store import SCHEMA_VERSION, create_record
from communique.records import STANDING, Decision, Document, Gazetteer, Read, Story

LOOKED_UP = ("documents", "claims", "statements", "event_reports")
"""Where evidence is looked up by its id."""

DOCUMENTS = """INSERT INTO documents BY NAME
WITH followed AS (
  SELECT document, count(DISTINCT actor) AS bearing FROM mentions JOIN actors ON name = actor
  WHERE followed GROUP BY document)
SELECT d.*, coalesce(bearing, 0) AS bearing, coalesce(r.origin, d.id) AS origin
FROM whole_documents d LEFT JOIN followed ON document = d.id LEFT JOIN reprints r ON r.id = d.id ORDER BY d.id"""
OUT = """CREATE TEMP VIEW out AS
SELECT id, origin, published, bearing, coalesce(published, latest) AS out_by
FROM documents LEFT JOIN dating ON document = id AND NOT presumed"""
SENTENCES = "INSERT INTO sentences BY NAME FROM whole_sentences ORDER BY document, number"

MATTER = ("label", "plus", "minus", "issue", "gate", "flipped", "grouped")
NAMED = """CREATE TEMP TABLE topics (type VARCHAR, argument VARCHAR, told VARCHAR, matter VARCHAR, label VARCHAR,
  plus VARCHAR, minus VARCHAR, issue VARCHAR, gate VARCHAR, flipped BOOLEAN, grouped BOOLEAN)"""
TOPICS = """SELECT DISTINCT type, coalesce(name, argument) AS argument, told
FROM (FROM staged_claims SELECT type, argument, told UNION ALL FROM staged_decisions SELECT type, argument, told)
LEFT JOIN resolved ON found = argument WHERE list_contains(?, type) ORDER BY ALL"""

PLACED = """CREATE TEMP TABLE placed AS
WITH placed AS MATERIALIZED (
SELECT c.* EXCLUDE (holder, speaks_for, argument, polarity), d.origin, d.published, d.out_by,
  coalesce(h.name, c.holder) AS holder,
  coalesce(nullif(coalesce(f.name, c.speaks_for), ''), h.speaks_for, '') AS speaks_for,
  coalesce(a.name, c.argument) AS argument, c.holder AS holder_found, c.argument AS argument_found,
  CASE WHEN m.matter = '' THEN 'alone|' || c.id ELSE coalesce(m.matter, '') END AS matter,
  (CASE WHEN m.flipped THEN -c.polarity ELSE c.polarity END)::TINYINT AS polarity,
  c.polarity AS polarity_found,
  m.label, m.issue, m.plus, m.minus, m.gate, m.grouped, via, witness, d.bearing
FROM staged_claims c JOIN out d ON d.id = c.document JOIN witnesses w ON w.id = c.id
LEFT JOIN resolved h ON h.found = c.holder LEFT JOIN resolved a ON a.found = c.argument
LEFT JOIN resolved f ON f.found = c.speaks_for
LEFT JOIN topics m ON m.type = c.type AND m.argument = coalesce(a.name, c.argument)
  AND m.told = c.told
), holds AS (
  SELECT holder, matter, row_number() OVER (ORDER BY holder, matter) AS held
  FROM (SELECT DISTINCT holder, matter FROM placed WHERE matter <> '')
), sides AS (
  SELECT side, matter, row_number() OVER (ORDER BY side, matter) AS sided
  FROM (SELECT DISTINCT coalesce(nullif(speaks_for, ''), holder) AS side, matter FROM placed WHERE matter <> '')
), origins AS (
  SELECT origin, row_number() OVER (ORDER BY origin) AS origin_number FROM (SELECT DISTINCT origin FROM placed)
), sources AS (
  SELECT witness, row_number() OVER (ORDER BY witness) AS witness_number FROM (SELECT DISTINCT witness FROM placed)
)
SELECT p.*, held, sided, origin_number, witness_number
FROM placed p JOIN origins USING (origin) JOIN sources USING (witness)
LEFT JOIN holds h ON h.holder = p.holder AND h.matter = p.matter
LEFT JOIN sides s ON s.side = coalesce(nullif(speaks_for, ''), p.holder) AND s.matter = p.matter"""

CLAIMS = """INSERT INTO claims BY NAME
SELECT * EXCLUDE (label, issue, plus, minus, gate, grouped, wording, told, retired, retired_by)
FROM placed WHERE retired = ''
ORDER BY matter, type, holder, day, id;
INSERT INTO retired_claims BY NAME
SELECT * EXCLUDE (label, issue, plus, minus, gate, grouped, wording, told) FROM placed WHERE retired <> ''
ORDER BY id, retired;
INSERT INTO matters BY NAME
SELECT matter, any_value(type) AS type, any_value(issue) AS issue,
  any_value(plus) AS plus, any_value(minus) AS minus, any_value(gate) AS gate, bool_or(grouped) AS grouped,
  arg_min(label, (retired <> '', published IS NOT NULL, published, document, start, label)) AS label
FROM placed WHERE matter <> '' GROUP BY matter ORDER BY matter;"""

META = """INSERT INTO meta
SELECT $1, greatest($2, coalesce(max(added), '')), $3, $4 FROM documents"""

DECISIONS = """INSERT INTO decisions BY NAME
SELECT d.* EXCLUDE (type, argument, told), coalesce(m.matter, '') AS matter
FROM staged_decisions d LEFT JOIN resolved ON found = d.argument LEFT JOIN topics m ON d.type = 'condition'
  AND m.type = d.type AND m.argument = coalesce(name, d.argument) AND m.told = d.told
ORDER BY number"""

STATEMENTS = """INSERT INTO statements BY NAME
SELECT s.* EXCLUDE (speaker, speaks_for, addressee), d.origin, d.published, d.out_by,
  coalesce(p.name, s.speaker) AS speaker,
  coalesce(nullif(coalesce(f.name, s.speaks_for), ''), p.speaks_for, '') AS speaks_for, k.name IS NOT NULL AS named,
  coalesce(a.name, s.addressee) AS addressee, via, witness
FROM staged_statements s JOIN out d ON d.id = s.document JOIN witnesses w ON w.id = s.id
LEFT JOIN resolved p ON p.found = s.speaker LEFT JOIN actors k ON k.name = p.name
LEFT JOIN resolved f ON f.found = s.speaks_for LEFT JOIN resolved a ON a.found = s.addressee
ORDER BY speaker, day, s.id"""

ACTS = """CREATE TEMP TABLE acts AS
SELECT r.* EXCLUDE (doer, doer_for, other), d.origin, d.published, d.out_by, coalesce(p.name, r.doer) AS doer,
  coalesce(nullif(coalesce(f.name, r.doer_for), ''), p.speaks_for, '') AS doer_for,
  coalesce(o.name, r.other) AS other, coalesce(o.speaks_for, '') AS other_for,
  via, witness
FROM staged_acts r JOIN out d ON d.id = r.document JOIN witnesses w ON w.id = r.id
LEFT JOIN resolved p ON p.found = r.doer LEFT JOIN resolved o ON o.found = r.other
LEFT JOIN resolved f ON f.found = r.doer_for"""

IN_ORDER = """SELECT id, kind, polarity, status, doer, doer_for, other, other_for, date_from, date_to, published,
  document, origin, start, "end", wording
FROM acts WHERE retired = '' ORDER BY kind, published NULLS FIRST, document, start, "end", id"""

EVENTS = """INSERT INTO event_reports BY NAME
SELECT acts.* EXCLUDE (kind, polarity, status, wording, basis, decision, retired, retired_by), event
FROM acts JOIN merged USING (id) WHERE retired = '' ORDER BY event, id;
INSERT INTO retired_reports BY NAME
SELECT acts.* EXCLUDE (kind, polarity, status, wording, basis, decision, retired_by), 'e' || id AS event
FROM acts WHERE retired <> '' ORDER BY id, retired;
INSERT INTO events BY NAME
SELECT event AS id, any_value(kind) AS kind, any_value(polarity) AS polarity, any_value(status) AS status
FROM (FROM acts JOIN merged USING (id) WHERE retired = '' UNION ALL BY NAME
  FROM acts SELECT *, 'e' || id AS event WHERE retired <> '')
GROUP BY event ORDER BY event;"""


def build_record(
    target: Path,
    reads: Iterable[Read] = (),
    *,
    filed: Filed | None = None,
    origins: Mapping[str, str],
    added: Mapping[str, str],
    story: Story,
    gazetteer: Gazetteer,
    decisions: Iterable[Decision] = (),
    memory: int | None = None,
) -> None:
    """Build a record at ``target`` and its text search beside it (suffix ``.search``).

    It is made of ``reads``, which are taken one by one, and of the reports that are ``filed`` already; people decided
    about none of these. ``origins`` maps a document's id to that of the report it reprints, ``added`` that of a read to
    when it was added. What the record answers does not depend on the order. ``decisions`` are applied in the order in
    which they were taken. ``memory`` is how many bytes the build may take; what does not fit goes to the disk.
    """
    decisions = sorted(decisions, key=lambda each: each.when)
    standing = standing_decisions(decisions)
    amender = Amender(decisions)
    with create_record(target, memory=memory) as database:
        read = amender.watch(reads)
        stage_reads(database, read, filed=filed, added=added, amender=amender, decisions=decisions)
        called = settle_names(database, gazetteer, story, standing)
        _settle_documents(database, origins)
        settle_dates(database, gazetteer)
        database.execute(OUT)
        find_witnesses(database)
        _settle_claims(database, story)
        database.execute(STATEMENTS)
        settle_plans(database, _settle_events(database, standing))
        settle_fulfilments(database, story)
        database.execute(DECISIONS)
        _keep_excluded(database, amender.excluded)
        index_ids(database)
        pins = msgspec.json.encode(_pins(story, called)).decode()
        youngest = max(added.values(), default="")
        database.execute(META, [SCHEMA_VERSION, youngest, story.title, pins])
        settle_queue(database)
        build_index(target.with_suffix(".search"), database)


def _settle_documents(database: duckdb.DuckDBPyConnection, origins: Mapping[str, str]) -> None:
    """Fill ``documents`` and ``sentences``."""
    columns = {"id": list(origins), "origin": list(origins.values())}
    load_texts(database, "CREATE TEMP TABLE reprints AS SELECT * FROM batch", columns)
    database.execute(DOCUMENTS)
    database.execute(SENTENCES)


def index_ids(database: duckdb.DuckDBPyConnection) -> None:
    """Index the tables in which evidence is looked up."""
    for table in LOOKED_UP:
        database.execute(f"CREATE INDEX {table}_by_id ON {table} (id)")


def _settle_claims(database: duckdb.DuckDBPyConnection, story: Story) -> None:
    """Fill ``claims`` and ``matters``."""
    sides = dict(database.execute("SELECT DISTINCT name, speaks_for FROM resolved WHERE speaks_for <> ''").fetchall())
    database.execute(NAMED)
    for page in pages(database, "asked", TOPICS, [sorted(STANDING)]):
        named = [
            (kind, who, told, matter_of(kind, sides.get(who, who) if kind == "condition" else who, told, story))
            for kind, who, told in page
        ]
        columns: dict[str, list[Any]] = {
            **{name: [row[place] for row in named] for place, name in enumerate(("type", "argument", "told"))},
            "matter": [row[3].key for row in named],
            **{name: [getattr(row[3], name) for row in named] for name in MATTER},
        }
        load_texts(database, "INSERT INTO topics BY NAME SELECT * FROM batch", columns)
    database.execute(PLACED)
    database.execute(CLAIMS)


def _settle_events(database: duckdb.DuckDBPyConnection, standing: Sequence[Decision]) -> list[Bond]:
    """Fill ``events`` and ``event_reports``; gives what people decided on which are one event."""
    database.execute(ACTS)
    bonds, states = find_bonds(database, standing)
    set_states(database, states)
    database.execute("CREATE TEMP TABLE merged (id VARCHAR, event VARCHAR)")
    pairs = merge_reports(_reports(database))
    while batch := list(islice(pairs, PAGE)):
        columns = {"id": [report for report, _ in batch], "event": [event for _, event in batch]}
        load_texts(database, "INSERT INTO merged SELECT * FROM batch", columns)
    bind(database, "merged", "event", bonds)
    database.execute(EVENTS)
    return bonds


def _keep_excluded(database: duckdb.DuckDBPyConnection, documents: Iterable[Document]) -> None:
    """Fill ``excluded``."""
    documents = sorted(documents, key=lambda document: document.id)
    fields = ("id", "title", "outlet", "source")
    columns = {name: [getattr(document, name) for document in documents] for name in fields}
    load_texts(database, "INSERT INTO excluded BY NAME SELECT * FROM batch", columns)


def _pins(story: Story, called: Mapping[str, str]) -> Story:
    """What the story pins, under the names that actors have after people merged them."""

    def names(written: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(called.get(name, name) for name in written))

    lists = (
        msgspec.structs.replace(pin, entries=names(pin.entries), holders=names(pin.holders)) for pin in story.lists
    )
    gates = (msgspec.structs.replace(pin, deciders=names(pin.deciders)) for pin in story.gates)
    return msgspec.structs.replace(story, actors=(), lists=tuple(lists), gates=tuple(gates))


def _reports(database: duckdb.DuckDBPyConnection) -> Iterator[EventReport]:
    fields = EventReport.__struct_fields__
    for page in pages(database, "in_order", IN_ORDER):
        yield from (EventReport(**dict(zip(fields, row, strict=True))) for row in page)
