"""The page that an aide would want: where things stand, each line with its footnotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from communique.record.answers import Brief, DocumentRow, Entry, Evidence, Line, Position, Section
from communique.record.build import interval
from communique.records import Story

LINES = 8  # lines of a section, if nobody asks for more
DIPLOMACY = frozenset({"consult", "agree", "reject", "support", "concede", "retreat", "sanction", "threaten"})


class _Notes:
    """The footnotes of a brief, each piece of evidence once."""

    def __init__(self) -> None:
        self.all: list[Evidence] = []

    def number(self, evidence: Iterable[Evidence]) -> tuple[int, ...]:
        numbers = []
        for proof in evidence:
            if proof not in self.all:
                self.all.append(proof)
            numbers.append(self.all.index(proof) + 1)
        return tuple(numbers)


def compose_brief(
    dossier: Path,
    held: Sequence[Position],
    entries: Sequence[Entry],
    documents: Sequence[DocumentRow],
    *,
    as_of: str = "",
    limit: int | None = None,
) -> Brief:
    """A brief from positions, the timeline and the documents of one day. The same record gives the same brief."""
    notes, lines = _Notes(), limit or LINES
    today = as_of or max((row.published for row in documents), default="")
    sections = [
        Section(title="In dispute", lines=_disputes(held, notes, lines)),
        Section(title="Who is called what", lines=_labels(held, notes, lines)),
        Section(title="Who may sit at the table", lines=_standing(held, ("at the table",), notes, lines)),
        Section(title="What must come first", lines=_standing(held, ("first ", "a condition"), notes, lines)),
        Section(title="What is planned", lines=_planned(entries, today, notes, lines)),
        Section(title="What happened last", lines=_happened(entries, notes, lines)),
        Section(title="Asked, promised, threatened", lines=_acts(entries, notes, lines)),
        Section(title="Other positions", lines=_others(held, notes, lines)),
    ]
    return Brief(
        title=_title(dossier),
        as_of=today,
        documents=len(documents),
        origins=len({row.origin for row in documents}),
        sections=tuple(section for section in sections if section.lines),
        footnotes=tuple(notes.all),
    )


def _title(dossier: Path) -> str:
    story = msgspec.toml.decode((dossier / "dossier.toml").read_bytes(), type=Story)
    return story.title or dossier.name


def _held_by(position: Position) -> str:
    also = f" ({position.speaks_for})" if position.speaks_for and position.speaks_for != position.holder else ""
    return f"{position.holder}{also}"


def _since(position: Position) -> str:
    if not position.latest:
        return ", undated"
    return (
        f", since {position.since}" if position.since == position.latest else f", {position.since} to {position.latest}"
    )


def _weight(position: Position) -> str:
    doubt = "" if position.stated else ", suggested"
    return f"{f', {position.origins} origins' if position.origins > 1 else ''}{doubt}"


def _disputes(held: Sequence[Position], notes: _Notes, limit: int) -> tuple[Line, ...]:
    """Matters on which holders differ, the most held first."""
    by_matter: dict[str, list[Position]] = defaultdict(list)
    for position in held:
        by_matter[position.matter].append(position)
    split = [group for group in by_matter.values() if len({p.position for p in group}) > 1]
    split.sort(key=lambda group: (-sum(p.origins for p in group), group[0].matter))
    lines = []
    for group in split[:limit]:
        sides: dict[str, list[Position]] = defaultdict(list)
        for position in group:
            sides[position.position].append(position)
        told = "; ".join(f"{_listed(map(_held_by, side))}: {words}" for words, side in sorted(sides.items()))
        proofs = [position.evidence[0] for position in group if position.evidence]
        lines.append(Line(text=f"{group[0].matter}: {told}", notes=notes.number(proofs), id=group[0].id))
    return tuple(lines)


def _listed(names: Iterable[str]) -> str:
    found = list(dict.fromkeys(names))
    return ", ".join(found[:5]) + (f" and {len(found) - 5} more" if len(found) > 5 else "")


def _labels(held: Sequence[Position], notes: _Notes, limit: int) -> tuple[Line, ...]:
    """Whom who calls what: one line for each group and label."""
    labelled: dict[tuple[str, str], list[Position]] = defaultdict(list)
    for position in held:
        if position.position in ("calls it so", "denies it"):
            labelled[position.matter, position.position].append(position)
    ranked = sorted(labelled.items(), key=lambda item: (-sum(p.origins for p in item[1]), item[0]))
    lines = []
    for (matter, words), group in ranked[:limit]:
        first = min((p.since for p in group if p.since), default="")
        verb = "called so by" if words == "calls it so" else "denied by"
        text = f"{matter}: {verb} {_listed(map(_held_by, group))}{f', since {first}' if first else ''}"
        proofs = [proof for position in group for proof in position.evidence[:1]]
        lines.append(Line(text=text, notes=notes.number(proofs), id=group[0].id))
    return tuple(lines)


def _standing(held: Sequence[Position], marks: tuple[str, ...], notes: _Notes, limit: int) -> tuple[Line, ...]:
    chosen = [position for position in held if any(mark in position.matter for mark in marks)]
    return tuple(_line(position, notes) for position in chosen[:limit])


def _line(position: Position, notes: _Notes) -> Line:
    text = f"{_held_by(position)} {position.position}: {position.matter}{_since(position)}{_weight(position)}"
    return Line(text=text, notes=notes.number(position.evidence[:2]), id=position.id)


def _others(held: Sequence[Position], notes: _Notes, limit: int) -> tuple[Line, ...]:
    marks = (" as ", "at the table", "first ", "a condition")
    rest = [position for position in held if not any(mark in position.matter for mark in marks)]
    return tuple(_line(position, notes) for position in rest[:limit])


def _planned(entries: Sequence[Entry], today: str, notes: _Notes, limit: int) -> tuple[Line, ...]:
    """Planned dates, those still to come first, then the last said."""
    plans = [entry for entry in entries if entry.planned]
    plans.sort(key=lambda entry: (_ends(entry.planned) < today, _negative(entry.day), entry.planned, entry.id))
    seen: Counter[tuple[str, str]] = Counter()
    lines = []
    for entry in plans:
        key = (entry.planned, entry.status)
        seen[key] += 1
        if seen[key] == 1:
            who = f", says {entry.who[0]}" if entry.who else ""
            said = f" (said {entry.day})" if entry.day else ""
            text = f"{entry.planned} {entry.status}: {_clipped(entry.what)}{who}{said}"
            lines.append(Line(text=text, notes=notes.number(entry.evidence[:2]), id=entry.id))
    return tuple(lines[:limit])


def _ends(planned: str) -> str:
    latest = interval(planned)[1]
    return latest.isoformat() if latest else ""


def _negative(day: str) -> tuple[int, ...]:
    return tuple(-ord(char) for char in day)


def _happened(entries: Sequence[Entry], notes: _Notes, limit: int) -> tuple[Line, ...]:
    """The latest diplomatic events, best corroborated first within a day."""
    events = [e for e in entries if e.kind in DIPLOMACY and e.day and len(e.who) > 1 and e.day == e.until]
    events.sort(key=lambda entry: (_negative(entry.day), -entry.origins, entry.id))
    return tuple(_told(entry, notes) for entry in sorted(events[:limit], key=lambda entry: (entry.day, entry.id)))


def _told(entry: Entry, notes: _Notes) -> Line:
    weight = f" [{entry.origins} origins]" if entry.origins > 1 else ""
    text = f"{entry.day or 'undated'} {entry.kind} ({', '.join(entry.who)}): {_clipped(entry.what)}{weight}"
    return Line(text=text, notes=notes.number(entry.evidence[:2]), id=entry.id)


def _acts(entries: Sequence[Entry], notes: _Notes, limit: int) -> tuple[Line, ...]:
    kinds = ("request", "pledge", "threaten", "accuse")
    acts = [entry for entry in entries if entry.kind in kinds and entry.day and not entry.planned and entry.who]
    acts.sort(key=lambda entry: (_negative(entry.day), -entry.origins, entry.id))
    return tuple(_told(entry, notes) for entry in sorted(acts[:limit], key=lambda entry: (entry.day, entry.id)))


def _clipped(text: str, length: int = 110) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: line.rfind(" ", 0, length)] + " …"
