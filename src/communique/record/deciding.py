"""Which decisions there are, also those that the record does not know yet, and what they put into the bin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import msgspec

from communique.record.answers import BinRow, DecisionRow, Evidence
from communique.record.asking import NO_LIMIT, Asked, Filter, Row, fetch, gather_evidence, written_moment
from communique.record.building.decisions import APPLIED, IDLE, REPLACED, UNDONE, WAITING, Decided, outcome
from communique.record.decision_file import decision_id, load_decisions, named_over, standing_decisions
from communique.records import ClaimFields, Decision, ReportFields

DECISIONS = "SELECT * FROM decisions WHERE {where}"
CONCERNING = """(claim IN (SELECT id FROM claims WHERE ? IN (holder, speaks_for, argument)) OR list_contains(names, ?)
  OR ? IN (nullif(before, '') ->> 'holder', nullif(before, '') ->> 'argument', nullif(after, '') ->> 'holder',
    nullif(after, '') ->> 'argument'))"""
IN_BIN = ("reject", "exclude")


def waiting_decisions(database: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that the record does not know yet."""
    known = {id for (id,) in database.execute("SELECT id FROM decisions").fetchall()}
    return [decision for decision in decisions if decision_id(decision) not in known]


def taken_decisions(database: duckdb.DuckDBPyConnection, asked: Asked, folder: Path) -> list[DecisionRow]:
    """What people decided, the latest first; with an actor what concerns it."""
    decisions = load_decisions(folder)
    where = Filter(CONCERNING, (asked.actor,) * 3) if asked.actor else Filter()
    rows = fetch(database, DECISIONS.format(where=where.sql), where.values)
    waiting = (each for each in waiting_decisions(database, decisions) if _concerns(each, asked))
    rows += [outcome(Decided(len(decisions), each, decision_id(each)), WAITING) for each in waiting]
    undone, replaced = named_over(decisions)
    rows = [row | _state(row, undone, replaced) for row in rows if _asked_for(row["decided"], asked)]
    rows.sort(key=lambda row: (row["decided"], row["number"]), reverse=True)
    shown = rows[: asked.limit or NO_LIMIT]
    proofs = _proofs(database, shown)
    return [_decision(row, proofs) for row in shown]


def latest_decisions(decisions: Sequence[Decision], states: Mapping[str, str], *, limit: int) -> list[DecisionRow]:
    """The decisions taken last, without evidence; ``states`` are those that the record knows, by id."""
    undone, replaced = named_over(decisions)
    latest = [Decided(number, each, decision_id(each)) for number, each in enumerate(decisions)][: -limit - 1 : -1]
    rows = (outcome(each, states.get(each.id, WAITING)) for each in latest)
    return [_decision(row | _state(row, undone, replaced), {}) for row in rows]


def _concerns(decision: Decision, asked: Asked) -> bool:
    if not asked.actor:
        return True
    said = [fields for fields in (decision.before, decision.after) if fields]
    return asked.actor in (*decision.names, *(name for fields in said for name in (fields.holder, fields.argument)))


def _asked_for(decided: str, asked: Asked) -> bool:
    """Whether a time of deciding is one of those asked for."""
    day, known = decided[:10], written_moment(asked.known) if asked.known else ""
    if known and decided > known:
        return False
    return not (asked.since and day < asked.since.isoformat()) and not (asked.until and day > asked.until.isoformat())


def _state(row: Row, undone: set[str], replaced: set[str]) -> Row:
    """The state of a decision where the file knows better than the record."""
    if row["id"] in undone | replaced:
        return {"state": UNDONE if row["id"] in undone else REPLACED}
    return {"state": WAITING} if row["state"] in (UNDONE, REPLACED) else {}


def _proofs(database: duckdb.DuckDBPyConnection, rows: Iterable[Row]) -> dict[str, Evidence]:
    quoted = [row for row in rows if row["state"] in (APPLIED, IDLE, WAITING) and row["quote"]]
    wanted = sorted({row["document"] for row in quoted})
    found = database.execute("SELECT id FROM documents WHERE id IN (SELECT unnest(?))", [wanted]) if wanted else None
    there = {id for (id,) in found.fetchall()} if found else set()
    places = (row | {"sentence_start": row["start"], "sentence_end": row["end"]} for row in quoted)
    return gather_evidence(database, (row for row in places if row["document"] in there))


def _decision(row: Row, proofs: Mapping[str, Evidence]) -> DecisionRow:
    same = ("decided", "act", "who", "why", "day", "state", "claim", "quote", "document", "over", "id")
    proof = proofs.get(row["id"])
    before, after = (
        tell_claim(_decoded(row[name])) or tell_report(_decoded_report(row[f"report_{name}"]))
        for name in ("before", "after")
    )
    return DecisionRow(
        **{name: row[name] for name in same},
        before=before or "; ".join(row["names"]),
        after=after or (row["names"][0 if row["act"] == "merge" else -1] if row["names"] else ""),
        evidence=(proof,) if proof else (),
    )


def _decoded(raw: str) -> ClaimFields | None:
    return msgspec.json.decode(raw, type=ClaimFields) if raw else None


def _decoded_report(raw: str) -> ReportFields | None:
    return msgspec.json.decode(raw, type=ReportFields) if raw else None


def tell_claim(fields: ClaimFields | None) -> str:
    """A claim in one line; nothing for none."""
    if fields is None:
        return ""
    denied = "(not)" if fields.polarity < 0 else ""
    parts = (fields.type, denied, fields.holder, ":", fields.argument, fields.topic, fields.status, fields.date)
    return " ".join(part for part in parts if part)


def tell_report(fields: ReportFields | None) -> str:
    """The date and the outlet of a report in one line, as far as they are told."""
    if fields is None:
        return ""
    told = {"published": fields.published, "outlet": fields.outlet}
    return ", ".join(f"{name} {value or 'unknown'}" for name, value in told.items() if value is not None)


def tell_decision(decision: Decision) -> str:
    """What a decision is about, in one line."""
    if decision.names:
        return (" = " if decision.act == "merge" else " apart, as ").join(decision.names)
    report = f"report {decision.place.document}" if decision.place else ""
    return (
        tell_claim(decision.before or decision.after) or tell_report(decision.report_after) or decision.kind or report
    )


def binned(database: duckdb.DuckDBPyConnection, asked: Asked, folder: Path) -> list[BinRow]:
    """What people took out and can put back, the latest first: rejected claims, excluded reports, undone decisions."""
    decisions = load_decisions(folder)
    undone, _ = named_over(decisions)
    ids = {decision_id(decision): decision for decision in decisions}
    out = [each for each in standing_decisions(decisions) if each.act in IN_BIN]
    out += [ids[id] for id in undone if id in ids]
    rows = [_bin_row(each, undone=decision_id(each) in undone) for each in out if _concerns(each, asked)]
    rows = [row for row in rows if _asked_for(row.decided, asked)]
    return sorted(rows, key=lambda row: (row.decided, row.id), reverse=True)[: asked.limit or NO_LIMIT]


def _bin_row(decision: Decision, *, undone: bool) -> BinRow:
    what = "decision" if undone else "report" if decision.act == "exclude" else "claim"
    return BinRow(
        decided=decision.when,
        what=what,
        act=decision.act,
        told=tell_decision(decision),
        who=decision.who,
        why=decision.why,
        document=decision.place.document if decision.place else "",
        quote=decision.place.quote if decision.place else "",
        id=decision_id(decision),
    )
