"""The page that an aide would want: where things stand, each line with its footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date, timedelta
from itertools import chain, islice
from typing import Any, NamedTuple, TypeVar

import duckdb
import msgspec

from communique.record.answers import Entry, Evidence, Position
from communique.record.asking import Asked, Filter, Row, fetch, iso, side_by_side
from communique.record.brief.answers import Brief, Gateway, Line, Section
from communique.record.brief.findings import (
    VAGUE,
    Finding,
    clipped,
    found_blocking,
    found_contradictions,
    found_due,
    found_moves,
    found_open,
    found_truce,
    listed,
)
from communique.record.changes import position_changes
from communique.record.conflicts.denials import told_denials
from communique.record.conflicts.misreports import told_misreports
from communique.record.conflicts.voices import prove_pairs
from communique.record.gates.answers import GateRow
from communique.record.gates.asking import every_gate, gates_by_turns
from communique.record.gates.blocking import is_blocked
from communique.record.gates.model import Gate
from communique.record.gates.scene import load_pins
from communique.record.lookups import count_documents
from communique.record.positions import held_rows, prove_positions
from communique.record.schedule import planned_events
from communique.record.timeline import prove_events, told_rows
from communique.record.truce import truce_lines

NEAR = 3  # actors of the story that a report mentions if it tells of the story, not of other news
LINES = 6  # lines of a section, if nobody asks for another number
MOST = 5_000  # lines that are weighed, the best corroborated or the latest
OF_GATE = 50  # conditions of a gate that are weighed, those of which most origins tell, and list entries in dispute
PAGE = 1_000  # turns and contradictions that are looked at, the latest
NOTES = 2  # footnotes of a line
EACH = 6  # footnotes of a line that names several who said it
NEWS = timedelta(days=14)  # what happened longer ago is no news
HALF = 30.0  # days after which a report weighs half as much
NO_PLAN = Filter("claim NOT IN (SELECT claim FROM plans)")  # what is said of an event that has no ledger
OURS = Filter("(doer <> '' OR decided <> '')")  # nor need it be one of the story, if the reporter alone says so
DIPLOMACY = frozenset(
    "agree consult cooperate concede request reject pledge threaten accuse sanction retreat support aid".split()
)
"""What is told under what happened last, besides battles and protests, which are another page."""
STRANGERS = """SELECT name FROM actors
WHERE kind = 'person' AND NOT followed AND speaks_for = '' AND list_contains(?, name)"""

T = TypeVar("T")
K = TypeVar("K")


class _Notes:
    """The footnotes of a brief, each sentence once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.proofs: list[Evidence] = []

    def number(self, proofs: Iterable[Evidence], most: int = NOTES) -> tuple[int, ...]:
        first = {(proof.document, proof.sentence): proof for proof in reversed(list(proofs))}
        chosen = list(reversed(first.items()))[:most]
        for place, proof in chosen:
            if place not in self._numbers:
                self.proofs.append(proof)
                self._numbers[place] = len(self.proofs)
        return tuple(sorted(self._numbers[place] for place, _ in chosen))


def compose_brief(database: duckdb.DuckDBPyConnection, asked: Asked) -> Brief:
    """Where things stand on a day, and what has moved ``since`` another. The same record gives the same brief.

    Positions and events are ranked by how many independent reports they have, how far these bear on the story (the
    number of actors of its `dossier.toml` that they mention, squared), and how recent they are.
    """
    documents, origins, latest = count_documents(database, msgspec.structs.replace(asked, since=None))
    today = asked.as_of or asked.until or latest
    [(title, followed)] = database.execute(
        "SELECT title, (SELECT count(*) FROM actors WHERE followed) FROM meta"
    ).fetchall()
    notes, near = _Notes(), min(NEAR, followed)
    gates, sections = _sections(database, asked, notes, today, near)
    return Brief(
        title=title,
        as_of=iso(today),
        documents=documents,
        origins=origins,
        sections=tuple(section for section in sections if section.lines),
        footnotes=tuple(notes.proofs),
        gates=tuple(gates),
    )


def _sections(
    database: duckdb.DuckDBPyConnection, asked: Asked, notes: _Notes, today: date | None, near: int
) -> tuple[list[Gateway], list[Section]]:
    """The gates, and all sections, the most important first; what one tells, none below it tells again."""
    now = msgspec.structs.replace(asked, since=None, limit=MOST)
    recent = msgspec.structs.replace(now, since=_latest(asked.since, today), until=today)
    find = _Findings(asked, near)
    contradictions, truce, gates, news, due, held, moves = side_by_side(
        database,
        asked,
        find.contradictions,
        find.truce,
        find.gates,
        lambda reader: _ranked(told_rows(reader, recent, kinds=DIPLOMACY), "begins", today, near),
        lambda reader: find.due(reader, today),
        lambda reader: _ranked(held_rows(reader, now), "latest", today, near),
        find.moves,
    )
    make = _Sections(database, notes, asked.limit or LINES)
    told = {finding.key for finding in gates.blocking[: asked.limit or LINES]}
    blocks = make.found("What blocks", gates.blocking)
    held = [row for row in held if row["type"] != "condition" and row["matter"] not in told]
    if truce:
        held = [row for row in held if not (row["type"] == "participation" and row["matter"].endswith("|truce"))]
    return gates.every, [
        blocks,
        make.found("What blocks no more", gates.cleared),
        make.found(f"Who moved since {asked.since}" if asked.since else "Who moved", moves),
        make.found("What is due next", due),
        make.found("The truce and aid", truce),
        *make.standing(held),
        make.found("Denied, or told differently", contradictions),
        make.news(news),
        make.doubtful(held),
    ]


class _Gates(NamedTuple):
    """All gates, what blocks them, and those that nothing blocks any more."""

    every: list[Gateway]
    blocking: list[Finding]
    cleared: list[Finding]


class _Findings:
    """The answers to other questions that belong into a brief: those with proofs that are near the story."""

    def __init__(self, asked: Asked, near: int) -> None:
        self._asked, self._near = msgspec.structs.replace(asked, limit=None), near
        self._lines = asked.limit or LINES

    def _as(self, **changes: Any) -> Asked:
        return msgspec.structs.replace(self._asked, **changes)

    def gates(self, database: duckdb.DuckDBPyConnection) -> _Gates:
        """What blocks, as far as it is told, and which gates nothing blocks any more."""
        asked = self._as(since=None)
        gates = every_gate(database, asked)
        pinned = {gate.name for gate in load_pins(database).gates}
        settled = [gate for gate in gates if not is_blocked(gate) and any(each.mark for each in gate.conditions)]
        return _Gates(
            [Gateway(gate=gate.name, blocked=is_blocked(gate)) for gate in gates],
            self._of_gates(database, asked, gates, lambda rows: found_blocking(rows, pinned)),
            self._of_gates(database, asked, settled, found_open),
        )

    def _of_gates(
        self,
        database: duckdb.DuckDBPyConnection,
        asked: Asked,
        gates: Iterable[Gate],
        find: Callable[[list[GateRow]], Iterable[Finding]],
    ) -> list[Finding]:
        """What is found of gates, until there is enough for a section."""
        found = list[Finding]()
        for rows in gates_by_turns(database, asked, gates, OF_GATE):
            found += self._told(database, find(rows))
            if len(found) >= self._lines:
                break
        return found

    def moves(self, database: duckdb.DuckDBPyConnection) -> list[Finding]:
        return self._told(database, found_moves(position_changes(database, self._as(limit=PAGE))))

    def due(self, database: duckdb.DuckDBPyConnection, today: date | None) -> list[Finding]:
        if today is None:
            return []
        plans = planned_events(database, self._as(since=today, until=None))
        sure = self._as(since=None, limit=MOST, suggested=False)
        coming = Filter("last >= ?", (today,))
        others = told_rows(database, sure, kinds={"schedule"}, only=NO_PLAN & OURS, lasting=coming)
        ours = self._ours(database, others, lambda row: chain(*row["who"]))
        return self._told(database, found_due(plans, prove_events(database, ours), today))

    def truce(self, database: duckdb.DuckDBPyConnection) -> list[Finding]:
        return found_truce(truce_lines(database, self._as(since=None, limit=PAGE)))

    def contradictions(self, database: duckdb.DuckDBPyConnection) -> list[Finding]:
        asked = self._as(limit=PAGE)
        proved = prove_pairs(database, [*told_denials(database, asked), *told_misreports(database, asked)])
        ours = self._ours(database, proved, lambda each: each.one.holder.removesuffix(")").split(" ("))
        return self._told(database, found_contradictions(ours))

    def _ours(
        self, database: duckdb.DuckDBPyConnection, found: Iterable[T], who: Callable[[T], Iterable[str]]
    ) -> list[T]:
        """Where one of those ``who`` tells is more than a person of whom it is not known what part it has in the story.

        What the reports themselves tell names nobody.
        """
        named = [(each, {name for name in who(each) if name}) for each in found]
        names = sorted(set().union(*(names for _, names in named)))
        strangers = {row["name"] for row in fetch(database, STRANGERS, [names])} if names else set()
        return [each for each, names in named if not names or not names <= strangers]

    def _told(self, database: duckdb.DuckDBPyConnection, findings: Iterable[Finding]) -> list[Finding]:
        """Those that a report near the story proves."""
        found = list(findings)
        ids = sorted({proof.document for finding in found for proof in finding.proofs})
        sql = "SELECT id FROM documents WHERE bearing >= ? AND id IN (SELECT unnest(?))"
        near = {row["id"] for row in fetch(database, sql, (self._near, ids))} if ids else set()
        return [finding for finding in found if any(proof.document in near for proof in finding.proofs)]


def _latest(since: date | None, today: date | None) -> date | None:
    days = [day for day in (since, today - NEWS if today else None) if day]
    return max(days, default=None)


def _ranked(rows: list[Row], day: str, today: date | None, near: int) -> list[Row]:
    """What reports near the story tell, the weightiest first; what weighs the same stays in its order."""
    return sorted((row for row in rows if row["nearest"] >= near), key=lambda row: -_weight(row, row[day], today))


def _weight(row: Row, day: date | None, today: date | None) -> float:
    age = abs((today - day).days) if today and day else 10 * HALF
    return float(row["origins"] + row["bearing"]) / (1 + age / HALF)


class _Sections:
    """Makes the sections of a brief from rows of the record, the weightiest first."""

    def __init__(self, database: duckdb.DuckDBPyConnection, notes: _Notes, lines: int) -> None:
        self._database, self._notes, self._lines = database, notes, lines

    def found(self, title: str, findings: list[Finding]) -> Section:
        """Findings as they are, the first of them."""
        lines = (
            Line(text=each.text, notes=self._notes.number(each.proofs, EACH), id=each.id)
            for each in findings[: self._lines]
        )
        return Section(title=title, lines=tuple(lines))

    def standing(self, held: list[Row]) -> list[Section]:
        """Disputes first, then labels, seats and stances that nobody disputes."""
        dated = [row for row in held if row["latest"] and not row["matter"].startswith("alone|")]
        disputes = _disputes(dated)
        disputed = {row["matter"] for group in disputes for row in group}
        calm = [row for row in dated if row["matter"] not in disputed]

        def kind(name: str) -> list[list[Row]]:
            rows = (row for row in calm if row["type"] == name)
            return list(_grouped(rows, lambda row: (row["matter"], row["polarity"])).values())

        return [
            self._section("In dispute", disputes),
            self._section("Who is called what", kind("designation")),
            self._section("Who may take part", kind("participation")),
            self._section("Where the others stand", kind("stance")),
        ]

    def news(self, told: list[Row]) -> Section:
        """What happened last between at least two actors, in the order of days."""
        last = prove_events(self._database, [row for row in told if _mutual(row) and _dated(row)][: self._lines])
        return Section(title="What happened last", lines=tuple(map(self._event, last)))

    def doubtful(self, held: list[Row]) -> Section:
        """What no report dates."""
        undated = [[row] for row in held if not row["latest"] and not row["matter"].startswith("alone|")]
        return self._section("Undated", undated)

    def _section(self, title: str, groups: list[list[Row]]) -> Section:
        chosen = [[group[0], *map(_proved_once, group[1:])] for group in groups[: 2 * self._lines]]
        proved = iter(prove_positions(self._database, chain.from_iterable(chosen)))
        once: dict[Hashable, list[Position]] = {}  # two readings of one sentence are told once
        for group in chosen:
            positions = list(islice(proved, len(group)))
            sides = frozenset((position.holder, position.polarity) for position in positions)
            proof, about = positions[0].evidence[0], positions[0].matter.removeprefix(f"{positions[0].argument}: ")
            once.setdefault((sides, proof.document, proof.sentence, about), positions)
        return Section(title=title, lines=tuple(map(self._matter, islice(once.values(), self._lines))))

    def _matter(self, group: list[Position]) -> Line:
        """A matter with those who stand on either side of it."""
        sides = _grouped(sorted(group, key=lambda position: -position.polarity), _stance)
        told = "; ".join(f"{word}: {_names(side)}{_since(side)}" for word, side in sides.items())
        doubt = "" if all(any(position.stated for position in side) for side in sides.values()) else " ?"
        proofs = [side[0].evidence[0] for side in sides.values()] + [position.evidence[0] for position in group]
        notes = self._notes.number([*proofs, *group[0].evidence[1:]], min(max(NOTES, len(group)), EACH))
        return Line(text=f"{group[0].matter} — {told}{doubt}", notes=notes, id=group[0].id)

    def _event(self, entry: Entry) -> Line:
        weight = f" ({entry.origins} independent reports)" if entry.origins > 1 else ""
        text = f"{_day(entry)} {entry.kind}, {listed(entry.who)}: {clipped(entry.what)}{weight}"
        return Line(text=text, notes=self._notes.number(entry.evidence), id=entry.id)


def _proved_once(row: Row) -> Row:
    """A position with no more proofs than a line has a footnote for."""
    return row | {"ids": row["ids"][:1]}


def _disputes(rows: list[Row]) -> list[list[Row]]:
    """Matters on which those who speak for different sides differ."""
    groups = _grouped((row for row in rows if row["holder"] and _definite(row)), lambda row: row["matter"])
    return [group for group in groups.values() if _opposed(group)]


def _definite(row: Row) -> bool:
    """Whether two who differ on a matter surely mean one thing: "the deal" of one need not be that of another."""
    words = row["matter"].rpartition("|")[2].split()
    return bool(row["type"] != "stance" or row["argument"] or row["issue"] or len(words) > 1)


def _opposed(group: list[Row]) -> bool:
    sides = {
        polarity: {row["speaks_for"] or row["holder"] for row in group if row["polarity"] == polarity}
        for polarity in (1, -1)
    }
    return bool(sides[1] - sides[-1] and sides[-1] - sides[1])


def _dated(row: Row) -> bool:
    """Whether it is told within which few days it happened: "this year" is no news of today."""
    return bool(row["ends"] and row["ends"] - row["begins"] <= VAGUE)


def _mutual(row: Row) -> bool:
    """Whether at least two take part."""
    return len({name for pair in row["who"] for name in pair if name}) > 1


def _grouped(rows: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _stance(position: Position) -> str:
    """A position in words; who speaks for a side says of it what it would say of itself."""
    own = position.type == "participation" and position.argument in (position.holder, position.speaks_for)
    return position.position if not own else "will take part" if position.polarity > 0 else "will stay away"


def _names(group: Sequence[Position]) -> str:
    """The sides, each with those who spoke for it."""
    sides = defaultdict[str, list[str]](list)
    for position in group:
        side = position.speaks_for or position.holder
        sides[side] += [position.holder] if position.holder != side else []
    return listed(f"{side} ({', '.join(who)})" if who else side or "the reports" for side, who in sides.items())


def _since(group: Sequence[Position]) -> str:
    first, last = min(p.since for p in group), max(p.latest for p in group)
    if not last:
        return ", undated"
    return f", {first}" if first == last else f", {first} to {last}"


def _day(entry: Entry) -> str:
    return entry.day if entry.until in ("", entry.day) else f"{entry.day}/{entry.until}"
