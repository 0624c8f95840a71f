"""A ledger for each planned event: every date said, by whom and when, and by how much it slipped."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

import duckdb

from communique.record.answers import Dated, Evidence, Plan, Slip
from communique.record.asking import (
    NO_LIMIT,
    PLACE,
    PROOFS,
    Asked,
    Filter,
    Row,
    fetch,
    gather_evidence,
    having_ids,
    iso,
    known_by,
    sure_enough,
)
from communique.record.days import told_interval

GRAINS = ((0, "day"), (1, "days"), (6, "week"), (31, "month"), (366, "year"))
"""How exact a time is, by the days between its first and its last."""
MEASURED = timedelta(days=6)  # a time told less exactly than a week does not say by how much another slips
NAMES = 3  # places and parties that a plan is called by
HELD = {"started": "held", "ended": "held"}
PLANNED = frozenset({"", "set", "hoped", "expected", "proposed", "postponed", "suspended", "held"})
"""What a date is if it says when the event is, or was."""

PAGE = """
WITH seen AS (
  SELECT id, plan, holder, speaks_for, argument, parties, date_from, date_to FROM claims JOIN plans ON claim = id
  WHERE type = 'schedule' AND {where}
), page AS (
  SELECT plan FROM seen GROUP BY plan HAVING {about} AND {falls}
  ORDER BY max(date_to) DESC NULLS LAST, plan DESC LIMIT ?
)
SELECT id FROM seen SEMI JOIN page USING (plan)"""
TOLD = f"""WITH said AS MATERIALIZED (
  SELECT {PLACE}, type, holder, speaks_for, argument, polarity, status, date_from, date_to, day, published, origin,
    confidence, stated
  FROM claims WHERE {{having}}
)
SELECT said.*, plan, kind, round, ending, places, parties, outlet
FROM said JOIN plans ON claim = said.id JOIN (SELECT id AS document, outlet FROM documents) USING (document)
ORDER BY day NULLS LAST, published NULLS LAST, document, start, id"""

CONCERNING = "bool_or(? IN (holder, speaks_for, argument) OR list_contains(parties, ?))"


def planned_events(database: duckdb.DuckDBPyConnection, asked: Asked) -> list[Plan]:
    """Planned events with their ledgers, by the time last planned; those without one last. With a limit the latest.

    ``actor`` chooses events that it speaks of or takes part in, ``since`` and ``until`` those planned for between them.
    """
    where = known_by(asked) & sure_enough(asked)
    about = Filter(CONCERNING, (asked.actor,) * 2) if asked.actor else Filter()
    falls = _falls(asked)
    sql = PAGE.format(where=where.sql, about=about.sql, falls=falls.sql)
    limit = NO_LIMIT if asked.limit is None else asked.limit
    page = fetch(database, sql, [*where.values, *about.values, *falls.values, limit])
    having = having_ids([row["id"] for row in page])
    rows = fetch(database, TOLD.format(having=having.sql), having.values)
    ledgers: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        ledgers[row["plan"]].append(row)
    proofs = gather_evidence(database, rows)
    plans = (_plan(ledger, proofs) for ledger in ledgers.values())
    return sorted(plans, key=lambda plan: (plan.planned == "", plan.planned, plan.id))


def _falls(asked: Asked) -> Filter:
    """Plans of which one of the times said falls between the days asked for."""
    if not asked.since and not asked.until:
        return Filter()
    days = (asked.until or date.max, asked.since or date.min)
    return Filter("coalesce(bool_or(date_from <= ? AND date_to >= ?), false)", days)


def _plan(rows: list[Row], proofs: dict[str, Evidence]) -> Plan:
    """A planned event from its rows in the order in which they were said."""
    dated = [(row, _status(row)) for row in rows]
    ledger = _ledger(dated, proofs)
    chain = _chain(dated)
    best = [proofs[row["id"]] for row, _ in _newest(dated)]
    return Plan(
        event=_name(rows),
        kind=rows[0]["kind"],
        state=_state(dated),
        planned=told_interval(*chain[-1][1]) if chain else "",
        slipped=sum(slip.days for slip in _slips(chain)),
        slips=_slips(chain),
        said=ledger,
        origins=min(len({row["origin"] for row in rows}), len({row["witness"] for row in rows})),
        outlets=len({row["outlet"] for row in rows}),
        documents=len({row["document"] for row in rows}),
        stated=any(row["stated"] for row in rows),
        evidence=tuple(dict.fromkeys(best))[:PROOFS],
        id=rows[0]["plan"],
    )


def _status(row: Row) -> str:
    """What a claim says of the event; what "started" on a day to come is set for that day."""
    held = HELD.get(row["status"])
    if held and row["published"] and row["date_from"] and row["date_from"] > row["published"]:
        return "set"
    return held or row["status"] or "set"


def _ledger(dated: list[tuple[Row, str]], proofs: dict[str, Evidence]) -> tuple[Dated, ...]:
    """Every date said; the same date said by the same on the same day is one line with all its evidence."""
    lines: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row, status in dated:
        lines[row["day"], row["holder"], *_told(row), status, row["ending"]].append(row)
    return tuple(
        Dated(
            day=iso(day),
            by=by,
            speaks_for=rows[0]["speaks_for"],
            planned=told_interval(first, last),
            grain=_grain(first, last),
            status=status,
            ending=ending,
            stated=any(row["stated"] for row in rows),
            evidence=tuple(proofs[row["id"]] for row in rows),
            id=rows[0]["id"],
        )
        for (day, by, first, last, status, ending), rows in lines.items()
    )


def _grain(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return next((grain for days, grain in GRAINS if (last - first).days <= days), "years")


def _chain(dated: list[tuple[Row, str]]) -> list[tuple[date, tuple[date, date]]]:
    """The time planned as of each day on which one was said: that which most origins say, then the most exact.

    What was over when it was said does not plan anything, unless it tells that the event was held.
    """
    chain = list[tuple[date, tuple[date, date]]]()
    for day, rows in groupby(filter(_plans, dated), key=lambda pair: pair[0]["day"]):
        told = {(row["origin"], (row["date_from"], row["date_to"])) for row, _ in rows}
        said = Counter(times for _, times in told)
        times = min(said, key=lambda times: (-said[times], times[1] - times[0], times))
        if chain and _within(chain[-1][1], times):
            continue
        chain.append((day, times))
    return chain


def _plans(pair: tuple[Row, str]) -> bool:
    row, status = pair
    if not (row["day"] and row["date_from"] and row["date_to"]) or row["ending"] or status not in PLANNED:
        return False
    return status == "held" or bool(_told(row)[1] and row["date_to"] >= row["day"])


def _told(row: Row) -> tuple[date | None, date | None]:
    """The time told for the event; the day on which it was put off is none."""
    put_off = row["polarity"] < 0 and row["day"] and row["date_to"] and row["date_to"] <= row["day"]
    return (None, None) if put_off else (row["date_from"], row["date_to"])


def _within(known: tuple[date, date], told: tuple[date, date]) -> bool:
    """Whether a time told says no more than the one that is known."""
    return told[0] <= known[0] and known[1] <= told[1]


def _slips(chain: list[tuple[date, tuple[date, date]]]) -> tuple[Slip, ...]:
    """Where the time planned moved, in days from beginning to beginning; a closer time within the last is no slip."""
    exact = [(day, times) for day, times in chain if times[1] - times[0] <= MEASURED]
    return tuple(
        Slip(day=iso(day), planned=told_interval(*old), now=told_interval(*new), days=(new[0] - old[0]).days)
        for (_, old), (day, new) in pairwise(exact)
        if new[0] > old[1] or new[1] < old[0]
    )


def _state(dated: list[tuple[Row, str]]) -> str:
    """What was said of the event last; that it was held outweighs plans that were said on the same day."""
    last = [status for _, status in _newest([pair for pair in dated if not pair[0]["ending"]])]
    return "held" if "held" in last else last[0] if last else ""


def _newest(dated: list[tuple[Row, str]]) -> list[tuple[Row, str]]:
    """What was said on the last day on which anything was, the best first."""
    last = max((row["day"] for row, _ in dated if row["day"]), default=None)
    newest = [pair for pair in dated if pair[0]["day"] == last]
    return sorted(newest, key=lambda pair: (not pair[0]["stated"], -pair[0]["confidence"], pair[0]["id"]))


def _name(rows: list[Row]) -> str:
    """What an event is called: its round, kind, place and, where there are many of the kind, who takes part."""
    place, party = (
        [name for name, _ in Counter(name for row in rows for name in row[part]).most_common(NAMES)]
        for part in ("places", "parties")
    )
    numbered = next((row["round"] for row in rows if row["round"]), "")
    head = f"{numbered} round of {rows[0]['kind']}" if numbered else rows[0]["kind"]
    where = f" in {place[0]}" if place else ""
    return head + where + (f" ({', '.join(party)})" if party else "")
