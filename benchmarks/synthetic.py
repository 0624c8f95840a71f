"""A record of five million claims: invented ones, and the coded events of ICEWS.

So many articles cannot be read for a measurement: it would take weeks. So the claims are invented, all at once and the
same every time, and written straight into the tables of `schema.sql` as `communique.record.building` would have left
them. Who speaks of whom, and how often, is drawn from ICEWS; news is told by one report or by many, some of them
reprints; positions hold for years, and some turn. Every claim has its sentence in the text of its report.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import msgspec

from benchmarks.quality import SHARED
from communique.actors import fold_name
from communique.record.building.build import index_ids
from communique.record.building.fulfilling import settle_fulfilments
from communique.record.building.staging import load_texts
from communique.record.search import build_index
from communique.record.store import SCHEMA_VERSION, create_record
from communique.records import Issue, PinnedCondition, PinnedGate, PinnedList, Story

ICEWS = SHARED / "corpora/icews.jsonl.gz"
CLAIMS = 5_000_000
RETIRED = 5_000  # claims that people rejected
FOLLOWED = 20  # actors of the story
TYPES = {
    "stance": 300,
    "accuse": 120,
    "request": 90,
    "consult": 90,
    "participation": 80,
    "designation": 60,
    "condition": 60,
    "pledge": 60,
    "agree": 60,
    "threaten": 40,
    "schedule": 40,
}
"""How many of a thousand invented claims are of which type."""
ISSUES = [f"issue {number}" for number in range(1, 21)]
GATES = ["talks", "truce", "invitations", "elections", "withdrawal", "deal", *(f"step {n}" for n in range(1, 21))]
ASKED = "detainees hostages bombing aid sieges truce offensive withdrawal weapons sanctions borders guarantees".split()
WORDS = "rain snow storms strikes marches speeches votes funerals holidays fires floods summits parades".split()
SCRIPT = Path(__file__).with_suffix(".sql")


def build_synthetic(folder: Path, *, claims: int = CLAIMS) -> Path:
    """The dossier with this record, made where it is not there yet."""
    dossier = folder / f"synthetic-{SCHEMA_VERSION}-{claims}"
    record = dossier / "record.duckdb"
    if record.exists() and record.with_suffix(".search").exists():
        return dossier
    dossier.mkdir(parents=True, exist_ok=True)
    for old in (record, record.with_suffix(".search")):
        old.unlink(missing_ok=True)
    with create_record(record) as database:
        fill_record(database, claims)
        build_index(record.with_suffix(".search"), database)
    return dossier


def fill_record(database: duckdb.DuckDBPyConnection, claims: int) -> None:
    """Fill the tables of an empty record."""
    settings: dict[str, Any] = {
        "icews": str(ICEWS),
        "wanted": claims,
        "retired": RETIRED,
        "followed": FOLLOWED,
        "types": [name for name, share in TYPES.items() for _ in range(share)],
        "issues": ISSUES,
        "gates": GATES,
        "asked": ASKED,
        "words": WORDS,
        "sources": [f"Source {number}" for number in range(1, 41)],
    }
    for name, value in settings.items():
        database.execute(f"SET VARIABLE {name} = $value", {"value": value})
    database.execute(SCRIPT.read_text("utf-8"))
    names = [name for (name,) in database.execute("SELECT name FROM actors ORDER BY name").fetchall()]
    aliases = {fold_name(name): name for name in reversed(names)}
    load_texts(
        database,
        "INSERT INTO aliases BY NAME SELECT * FROM batch ORDER BY folded",
        {"folded": list(aliases), "name": list(aliases.values())},
    )
    story = pin_story(database)
    settle_fulfilments(database, story)
    index_ids(database)
    pins = msgspec.json.encode(story).decode()
    database.execute("INSERT INTO meta VALUES (?, '2019-01-01', ?, ?)", [SCHEMA_VERSION, story.title, pins])


def pin_story(database: duckdb.DuckDBPyConnection) -> Story:
    """What an analyst would pin: the issues, two lists with the entries that matter, and the gate that matters most."""
    sides = _names(database, "holder", "speaks_for = '' AND holder <> ''")
    entries = _names(database, "argument", "type = 'designation'")
    seats = _names(database, "argument", "type = 'participation'")
    return Story(
        title="Synthetic talks",
        issues=tuple(Issue(name=name, words=(name,)) for name in ISSUES),
        lists=(
            PinnedList(name="the list", label="terrorist", entries=tuple(entries), holders=tuple(sides[:6])),
            PinnedList(name="the delegation", forum="talks", entries=tuple(seats), holders=tuple(sides[:6])),
        ),
        gates=(
            PinnedGate(
                name="talks",
                words=("talks",),
                deciders=tuple(sides[:6]),
                lists=("the list", "the delegation"),
                conditions=(
                    PinnedCondition(name="detainees", words=("detainees",), met_by=("freed",)),
                    PinnedCondition(name="agreement", words=("agreement",), agreed="the list"),
                ),
            ),
        ),
    )


def _names(database: duckdb.DuckDBPyConnection, column: str, where: str) -> list[str]:
    """The twenty names that stand in a column of the claims most often."""
    rows = database.execute(
        f"SELECT {column} FROM claims WHERE {where} GROUP BY ALL ORDER BY count(*) DESC, {column} LIMIT 20"
    )
    return [name for (name,) in rows.fetchall()]
