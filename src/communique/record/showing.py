"""One entry in full: what was read, and the sentence it was read from within its article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from communique.errors import QuestionError
from communique.record.answers import Evidence, Shown
from communique.record.asking import fetch, gather_evidence
from communique.record.building.corroboration import tell_origins
from communique.record.building.decisions import ORPHANED

SHOWN = {
    "claim": "type holder speaks_for argument topic polarity_found polarity status date matter rule confidence stated "
    "holder_found argument_found via basis decided decision retired retired_by",
    "statement": "speaker speaks_for speaker_found cue addressee chain said quoted",
    "event": "kind status doer doer_for other other_for mode place topic date stated",
    "telling": "kind status doer doer_for other other_for mode place topic date stated event",
    "plan": "kind round",
    "decision": "act who decided why day state quote claim before after proof",
    "document": "title outlet author agency place published basis confidence inferred reasons language origin "
    "source url added notes",
}
"""What is shown of an entry, by its kind; empty fields are left out."""

FOUND = """SELECT 'claim' AS what, id FROM claims WHERE starts_with(id, $id)
UNION SELECT 'claim', id FROM retired_claims WHERE starts_with(id, $id)
UNION ALL SELECT 'decision', id FROM decisions WHERE starts_with(id, $id)
UNION ALL SELECT 'statement', id FROM statements WHERE starts_with(id, $id)
UNION ALL SELECT 'event', id FROM events WHERE starts_with(id, $id)
UNION ALL SELECT 'telling', id FROM event_reports WHERE starts_with(id, $id) AND claim = ''
UNION SELECT 'plan', plan FROM plans WHERE starts_with(plan, $id)
UNION ALL SELECT 'document', id FROM documents WHERE starts_with(id, $id)
ORDER BY id <> $id, id LIMIT 3"""

ROWS = {
    "claim": """FROM (SELECT *, '' AS retired, '' AS retired_by FROM claims UNION ALL BY NAME FROM retired_claims)
        WHERE id = ? ORDER BY retired <> '', retired DESC LIMIT 1""",
    "statement": "SELECT * FROM statements WHERE id = ?",
    "event": """SELECT event_reports.*, kind, status FROM event_reports JOIN events ON events.id = event
        WHERE event = ? ORDER BY event_reports.published NULLS LAST, document, start, event_reports.id""",
    "telling": """SELECT event_reports.*, kind, status FROM event_reports JOIN events ON events.id = event
        WHERE event_reports.id = ?""",
    "plan": """SELECT c.*, kind, round FROM claims c JOIN plans ON claim = c.id WHERE plan = ?
        ORDER BY day NULLS LAST, document, start, c.id""",
    "decision": """SELECT *, start AS sentence_start, "end" AS sentence_end FROM decisions WHERE id = ?""",
    "document": """SELECT documents.*, reasons, CASE WHEN earliest = latest THEN earliest::VARCHAR
          WHEN latest IS NOT NULL THEN concat(earliest, '/', latest) END AS inferred
        FROM documents LEFT JOIN dating ON document = id WHERE id = ?""",
}

READ = """SELECT id, start, concat_ws(' ', type, CASE WHEN polarity < 0 THEN '(not)' END, nullif(holder, ''), ':',
  nullif(argument, ''), nullif(topic, ''), CASE WHEN NOT stated THEN '?' END) AS line
FROM claims WHERE document = $id
UNION ALL SELECT id, start, concat_ws(' ', 'statement', nullif(speaker, ''), nullif(cue, '')) FROM statements
WHERE document = $id
ORDER BY start, id"""

SENTENCES = 'SELECT document, start, "end" FROM sentences WHERE list_contains(?, document) ORDER BY document, number'


def show_entry(database: duckdb.DuckDBPyConnection, id: str) -> Shown:
    """The entry with this id, or the only one whose id begins so. Raises QuestionError."""
    what, full = find_entry(database, id)
    rows = fetch(database, ROWS[what], [full])
    fields = {name: _plain(rows[0][name]) for name in SHOWN[what].split() if _plain(rows[0][name])}
    if what == "document":
        found = tuple(f"{row['id']}  {row['line']}" for row in fetch(database, READ, {"id": full}))
        return Shown(id=full, what=what, fields=fields, text=rows[0]["text"], found=found)
    if fields.get("state") == ORPHANED:
        return Shown(id=full, what=what, fields=fields)
    evidence = gather_evidence(database, rows)
    proofs = tuple(evidence[row["id"]] for row in rows)
    if what != "decision":
        origins = min(len({row["origin"] for row in rows}), len({row["witness"] for row in rows}))
        fields["told by"] = tell_origins(len({proof.outlet for proof in proofs}), origins)
    before, after = around(database, proofs[0])
    return Shown(id=full, what=what, fields=fields, before=before, evidence=proofs, after=after)


def find_entry(database: duckdb.DuckDBPyConnection, id: str) -> tuple[str, str]:
    """What an entry is, and its id, from that or the beginning of it. Raises QuestionError when it is not one."""
    found = fetch(database, FOUND, {"id": id}) if id else []
    if not found:
        hint = "Ids stand in the last column of the other commands' tables."
        raise QuestionError(f"the record has no entry {id[:200]!r}", hint=hint)
    if len(found) > 1 and found[0]["id"] != id:
        examples = ", ".join(row["id"] for row in found)
        raise QuestionError(f"several entries begin with {id[:200]!r}", hint=f"Give more of the id ({examples}).")
    return found[0]["what"], found[0]["id"]


def around(database: duckdb.DuckDBPyConnection, proof: Evidence) -> tuple[str, str]:
    """The sentences before and after a piece of evidence, as the article has them."""
    return all_around(database, {"": proof})[""]


def all_around(database: duckdb.DuckDBPyConnection, proofs: Mapping[str, Evidence]) -> dict[str, tuple[str, str]]:
    """The sentences before and after each of some pieces of evidence, by the ids of these."""
    documents = [sorted({proof.document for proof in proofs.values()})]
    texts = dict(database.execute("SELECT id, text FROM documents WHERE list_contains(?, id)", documents).fetchall())
    spans = defaultdict[str, list[tuple[int, int]]](list)
    for document, start, end in database.execute(SENTENCES, documents).fetchall():
        spans[document].append((start, end))
    return {id: _around(texts.get(proof.document, ""), spans[proof.document], proof) for id, proof in proofs.items()}


def _around(text: str, spans: Sequence[tuple[int, int]], proof: Evidence) -> tuple[str, str]:
    before = next((text[start:end] for start, end in reversed(spans) if end <= proof.start), "")
    after = next((text[start:end] for start, end in spans if start >= proof.end), "")
    return before, after


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)
