"""The page that an aide would want: where things stand, each line with its footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import chain, islice
from typing import TypeVar

import duckdb
import msgspec

from communique.record.answers import Brief, Entry, Evidence, Line, Position, Section
from communique.record.asking import Asked, Row, iso
from communique.record.lookups import count_documents
from communique.record.positions import held_rows, prove_positions
from communique.record.timeline import prove_events, told_rows

NEAR = 3  # actors of the story that a report mentions if it tells of the story, not of other news
LINES = 6  # lines of a section, if nobody asks for another number
MOST = 20_000  # lines that are weighed, the best corroborated or the latest
NAMES = 5  # names in a list
NOTES = 2  # footnotes of a line
LONGEST = 110  # characters of a clause that is told
NEWS = timedelta(days=14)  # what happened longer ago is no news
VAGUE = timedelta(days=31)  # a longer interval is no date to wait for
HALF = 30.0  # days after which a report weighs half as much
DIPLOMACY = frozenset(
    "agree consult cooperate concede request reject pledge threaten accuse sanction retreat support aid".split()
)
"""What is told under what happened last, besides battles and protests, which are another page."""

OPEN = frozenset({"", "set", "hoped", "expected", "proposed", "postponed"})
"""What a schedule says of a time that is still to come."""

T = TypeVar("T")


class _Notes:
    """The footnotes of a brief, each piece of evidence once."""

    def __init__(self) -> None:
        self.numbers: dict[Evidence, int] = {}

    def number(self, proofs: Iterable[Evidence]) -> tuple[int, ...]:
        chosen = list(dict.fromkeys(proofs))[:NOTES]
        return tuple(sorted(self.numbers.setdefault(proof, len(self.numbers) + 1) for proof in chosen))


def compose_brief(database: duckdb.DuckDBPyConnection, asked: Asked) -> Brief:
    """Where things stand on a day. The same record gives the same brief.

    Lines are ranked by how many independent reports they have, how far these bear on the story (the number of actors of
    its `dossier.toml` that they mention, squared), and how recent they are.
    """
    lines, notes = asked.limit or LINES, _Notes()
    everything = msgspec.structs.replace(asked, limit=MOST)
    documents, origins, latest = count_documents(database, asked)
    today = asked.as_of or asked.until or latest
    [(title, followed)] = database.execute(
        "SELECT title, (SELECT count(*) FROM actors WHERE followed) FROM meta"
    ).fetchall()
    near = min(NEAR, followed)
    held = _ranked(held_rows(database, everything), "latest", today, near)
    plans = _ranked(told_rows(database, everything, kinds={"schedule"}), "begins", today, near)
    recent = msgspec.structs.replace(everything, since=_latest(asked.since, today), until=today)
    news = _ranked(told_rows(database, recent, kinds=DIPLOMACY), "begins", today, near)
    make = _Sections(database, notes, lines)
    sections = [*make.standing(held), make.news(news), make.plans(plans, today), make.doubtful(held)]
    return Brief(
        title=title,
        as_of=iso(today),
        documents=documents,
        origins=origins,
        sections=tuple(section for section in sections if section.lines),
        footnotes=tuple(notes.numbers),
    )


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

    def standing(self, held: list[Row]) -> list[Section]:
        """Disputes first, then conditions, labels, seats and stances that nobody disputes."""
        dated = [row for row in held if row["latest"] and not row["matter"].startswith("alone|")]
        disputes = _disputes(dated)
        disputed = {row["matter"] for group in disputes for row in group}
        calm = [row for row in dated if row["matter"] not in disputed]

        def kind(name: str) -> list[list[Row]]:
            return list(
                _grouped((row for row in calm if row["type"] == name), lambda row: (row["matter"], row["polarity"]))
            )

        return [
            self._section("In dispute", disputes, self._dispute),
            self._section("What must come first", kind("condition"), self._position),
            self._section("Who is called what", kind("designation"), self._label),
            self._section("Who may take part", kind("participation"), self._position),
            self._section("Where the others stand", kind("stance"), self._position),
        ]

    def news(self, told: list[Row]) -> Section:
        """What happened last between at least two actors, in the order of days."""
        last = prove_events(self._database, [row for row in told if _mutual(row)][: self._lines])
        return Section(title="What happened last", lines=tuple(map(self._event, last)))

    def plans(self, told: list[Row], today: date | None) -> Section:
        """What is due next, in the order of the days planned."""
        due = [row for row in told if _is_due(row, today)][: self._lines]
        entries = sorted(prove_events(self._database, due), key=lambda entry: (entry.planned, entry.id))
        return Section(title="What is due next", lines=tuple(map(self._plan, entries)))

    def doubtful(self, held: list[Row]) -> Section:
        """What no report dates."""
        undated = [[row] for row in held if not row["latest"] and not row["matter"].startswith("alone|")]
        return self._section("Undated", undated, self._position)

    def _section(self, title: str, groups: list[list[Row]], line: Callable[[list[Position]], Line]) -> Section:
        chosen = groups[: self._lines]
        proved = iter(prove_positions(self._database, chain.from_iterable(chosen)))
        return Section(title=title, lines=tuple(line(list(islice(proved, len(group)))) for group in chosen))

    def _line(self, text: str, group: Sequence[Position]) -> Line:
        proofs = [each.evidence[0] for each in group] + [proof for each in group for proof in each.evidence[1:]]
        doubt = "" if any(position.stated for position in group) else " ?"
        return Line(text=text + doubt, notes=self._notes.number(proofs), id=group[0].id)

    def _dispute(self, group: list[Position]) -> Line:
        sides = _grouped(sorted(group, key=lambda position: -position.polarity), lambda position: position.polarity)
        told = "; ".join(f"{side[0].position}: {_names(side)}" for side in sides)
        ends = [side[0] for side in sides]
        return self._line(f"{group[0].matter} — {told}", [*ends, *(p for p in group if p not in ends)])

    def _position(self, group: list[Position]) -> Line:
        first = group[0]
        return self._line(f"{_names(group)} — {first.position}: {first.matter}{_since(group)}", group)

    def _label(self, group: list[Position]) -> Line:
        first = group[0]
        label = first.matter if first.polarity > 0 else f"not {first.matter}"
        return self._line(f"{label} — says {_names(group)}{_since(group)}", group)

    def _event(self, entry: Entry) -> Line:
        weight = f" ({entry.origins} independent reports)" if entry.origins > 1 else ""
        text = f"{_day(entry)} {entry.kind}, {_listed(entry.who)}: {_clipped(entry.what)}{weight}"
        return Line(text=text, notes=self._notes.number(entry.evidence), id=entry.id)

    def _plan(self, entry: Entry) -> Line:
        said = f", said {entry.day}" if entry.day else ""
        by = f" by {_listed(entry.who)}" if entry.who and said else ""
        text = f"{entry.planned} {entry.status or 'planned'}: {_clipped(entry.what)} ({said[2:]}{by})"
        return Line(text=text, notes=self._notes.number(entry.evidence), id=entry.id)


def _disputes(rows: list[Row]) -> list[list[Row]]:
    """Matters on which those who speak for different sides differ."""
    groups = _grouped((row for row in rows if row["holder"] and _definite(row)), lambda row: row["matter"])
    return [group for group in groups if _opposed(group)]


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


def _mutual(row: Row) -> bool:
    """Whether at least two take part."""
    return len({name for pair in row["who"] for name in pair if name}) > 1


def _is_due(row: Row, today: date | None) -> bool:
    """Whether a schedule names a time to come, and not too vaguely to wait for it."""
    if not today or not row["last"] or row["status"] not in OPEN:
        return False
    return bool(row["last"] >= today and row["last"] - row["first"] <= VAGUE)


def _grouped(rows: Iterable[T], key: Callable[[T], object]) -> list[list[T]]:
    groups: dict[object, list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return list(groups.values())


def _names(group: Sequence[Position]) -> str:
    return _listed(
        f"{p.holder} ({p.speaks_for})" if p.speaks_for and p.speaks_for != p.holder else p.holder or "as reported"
        for p in group
    )


def _listed(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    return ", ".join(found[:NAMES]) + (f" and {len(found) - NAMES} more" if len(found) > NAMES else "")


def _since(group: Sequence[Position]) -> str:
    first, last = min(p.since for p in group), max(p.latest for p in group)
    if not last:
        return ", undated"
    return f", {first}" if first == last else f", {first} to {last}"


def _day(entry: Entry) -> str:
    return entry.day if entry.until in ("", entry.day) else f"{entry.day}/{entry.until}"


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: line.rfind(" ", 0, LONGEST)] + " …"
