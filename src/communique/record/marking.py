"""A report with everything in it that the record has, each at its place."""

from __future__ import annotations

import duckdb
import msgspec

from communique.errors import QuestionError
from communique.record.answers import DocumentRow
from communique.record.asking import Asked, Row, fetch, iso
from communique.record.lookups import read_documents
from communique.record.positions import position_words

CLAIMS = """SELECT claims.*, claims.holder AS who,
  CASE WHEN claims.polarity > 0 THEN plus ELSE minus END AS position, coalesce(label, '') AS label
FROM claims LEFT JOIN matters USING (matter) WHERE document = ? ORDER BY start, "end" DESC, id"""
STATEMENTS = "SELECT * FROM statements WHERE document = ? ORDER BY start, id"
EVENTS = """SELECT event AS id, start, "end", kind, doer, other, day, stated
FROM event_reports JOIN events ON events.id = event WHERE document = ? AND claim = '' ORDER BY start, event"""


class MarkedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim at its place: what its holder ``says`` on which ``matter``; ``basis`` is `reader` or `person`.

    Of an act ``says`` is empty, or `does not` where it is denied.
    """

    id: str
    type: str
    holder: str
    speaks_for: str
    says: str
    matter: str
    polarity: int
    date: str
    status: str
    confidence: float
    stated: bool
    basis: str
    start: int
    end: int


class MarkedStatement(msgspec.Struct, frozen=True, kw_only=True):
    """Reported speech at its place; ``pieces`` are the (start, end) of what was said."""

    id: str
    speaker: str
    speaks_for: str
    cue: str
    quoted: bool
    pieces: tuple[tuple[int, int], ...]
    start: int
    end: int


class MarkedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, at the clause that tells it."""

    id: str
    kind: str
    who: tuple[str, ...]
    day: str
    stated: bool
    start: int
    end: int


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """A report with all that was read in it. Positions count characters of ``text``."""

    about: DocumentRow
    url: str
    author: str
    agency: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    claims: tuple[MarkedClaim, ...]
    statements: tuple[MarkedStatement, ...]
    events: tuple[MarkedEvent, ...]


def marked_document(database: duckdb.DuckDBPyConnection, id: str) -> Marked:
    """A report by its id. Raises QuestionError where there is none."""
    rows = fetch(database, "SELECT id, url, author, agency, text FROM documents WHERE id = ?", [id])
    if not rows:
        raise QuestionError(f"there is no report {id[:200]!r}", hint="See: communique documents DOSSIER")
    about = next(row for row in read_documents(database, Asked(suggested=True)) if row.id == id)
    spans = """SELECT start, "end" FROM sentences WHERE document = ? ORDER BY number"""
    return Marked(
        about=about,
        **{name: rows[0][name] for name in ("url", "author", "agency", "text")},
        sentences=tuple(database.execute(spans, [id]).fetchall()),
        claims=tuple(map(_claim, fetch(database, CLAIMS, [id]))),
        statements=tuple(map(_statement, fetch(database, STATEMENTS, [id]))),
        events=tuple(map(_event, fetch(database, EVENTS, [id]))),
    )


def _claim(row: Row) -> MarkedClaim:
    same = "id type holder speaks_for polarity date status confidence stated basis start end".split()
    says = position_words(row) if row["position"] else "does not" if row["polarity"] < 0 else ""
    matter = row["label"] or " ".join(filter(None, (row["argument"], row["topic"])))
    return MarkedClaim(**{name: row[name] for name in same}, says=says, matter=matter)


def _statement(row: Row) -> MarkedStatement:
    same = "id speaker speaks_for cue quoted start end".split()
    ends = iter(row["pieces"])
    return MarkedStatement(**{name: row[name] for name in same}, pieces=tuple(zip(ends, ends, strict=True)))


def _event(row: Row) -> MarkedEvent:
    who = tuple(name for name in (row["doer"], row["other"]) if name)
    same = "id kind stated start end".split()
    return MarkedEvent(**{name: row[name] for name in same}, who=who, day=iso(row["day"]))
