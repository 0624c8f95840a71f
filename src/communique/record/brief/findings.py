"""What gates, turns, plans, truces and denials have to say in a brief: one line a finding, with its proofs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from communique.record.answers import Change, Conflict, Dated, Entry, Evidence, Plan, TruceLine, Voice
from communique.record.days import parse_interval
from communique.record.gates.answers import Cell, ConditionRow, GateRow, ListRow
from communique.record.gates.model import AS_SUCH
from communique.record.matters.conditions import UNSAID, thesaurus

VAGUE = timedelta(days=31)  # a longer interval is no date to wait for
NAMES = 5  # names in a list
LONGEST = 110  # characters of a clause that is told
OPEN = frozenset({"", "set", "hoped", "expected", "proposed", "postponed"})
"""What a schedule says of a time that is still to come."""

SIDES = {"participation": ("for", "against"), "designation": ("called so by", "not called so by")}
TRUCE = {
    "in": "in it",
    "refuses": "refuses it",
    "excepted": "excepted",
    "violation": "violation",
    "aid asked": "access for aid asked for",
    "aid granted": "access for aid granted",
    "aid blocked": "access for aid blocked",
}
"""How the kinds of lines on a truce are told, in this order."""
SEATS = frozenset({"in", "refuses", "excepted"})
"""What holds until somebody says otherwise."""


class Finding(NamedTuple):
    """One line of a brief with its proofs. ``key`` is the matter that it is about, empty where it is about none."""

    text: str
    proofs: tuple[Evidence, ...]
    id: str
    key: str = ""


def found_blocking(gates: Iterable[GateRow], pinned: Collection[str]) -> Iterator[Finding]:
    """What holds each gate up: the gate of which most origins tell first, its conditions before seats and labels.

    What was read without saying what waits, or for what, is left out, and so is what is only suggested to wait under a
    name that no gate usually has, nor any of the story's, the ``pinned`` ones.
    """
    known = {*pinned, *(gate.name for gate in thesaurus().gates)}
    for gate in sorted(gates, key=lambda gate: -sum(map(_weight, gate.conditions))):
        for condition in sorted(gate.conditions, key=lambda row: -_weight(row)):
            if condition.blocks and condition.condition and _tells(gate, condition, known):
                yield _condition(condition)
        for entry in gate.disputes:
            yield _entry(gate.gate, entry, gate.deciders)


def _tells(gate: GateRow, condition: ConditionRow, known: Collection[str]) -> bool:
    """Whether it can be told what waits."""
    cells = (*condition.demanded, *condition.rejected, *condition.unsure)
    return gate.gate in known or (gate.gate not in ("", UNSAID) and any(cell.stated for cell in cells))


def _weight(row: ConditionRow) -> int:
    """How many origins tell of a condition."""
    return sum(cell.origins for cell in (*row.demanded, *row.rejected, *row.unsure))


def found_open(gates: Iterable[GateRow]) -> Iterator[Finding]:
    """Gates that nothing blocks any more, with what shows that their conditions are met or dropped."""
    for gate in gates:
        shown = [(row, row.proof) for row in gate.conditions if row.proof and row.proof.evidence]
        if gate.blocked or not shown:
            continue
        names = defaultdict[str, list[str]](list)
        for row, proof in shown:
            names[f"{row.state}, {proof.day}{_doubt([proof.stated])}"].append(row.condition)
        told = "; ".join(f"{', '.join(conditions)}: {state}" for state, conditions in names.items())
        proofs = tuple(each for _, proof in shown for each in proof.evidence)
        yield Finding(f"{gate.gate} — {told}", proofs, shown[0][1].id)


def found_moves(changes: Iterable[Change]) -> Iterator[Finding]:
    """Who turned, the latest first; both sentences are proofs."""
    for each in sorted(changes, key=lambda change: (change.day, change.id), reverse=True):
        softly = " (a softening)" if each.kind == "softening" else ""
        turn = f"{each.before}, {each.since} → {each.after}, {each.day}{softly}{_doubt([each.stated])}"
        yield Finding(f"{each.holder} — {each.matter}: {turn}", (*each.was[:1], *each.evidence[:1]), each.id, each.key)


def found_due(plans: Iterable[Plan], others: Iterable[Entry], today: date) -> list[Finding]:
    """What is planned for today or later, in the order of the days planned; ``others`` are plans without a ledger."""
    found = [_plan(plan, line) for plan in plans for line in _awaited(plan) if _is_due(line, today)]
    found += [_other(entry) for entry in others if _is_due(entry, today)]
    return sorted(found, key=lambda finding: (finding.text[:10], finding.id))


def found_truce(lines: Iterable[TruceLine]) -> list[Finding]:
    """Who is in and who is excepted, each once, then violations and access for aid; the latest of each first.

    What is stated is not told again from less sure claims, nor what has a day from reports without one.
    """
    found = sorted(lines, key=lambda line: (line.stated, line.day), reverse=True)
    told: dict[tuple[str, str, str], TruceLine] = {}
    groups = defaultdict[tuple[object, ...], list[TruceLine]](list)
    for line in found:
        first, together = told.setdefault((line.kind, line.by, line.who), line), line.kind in SEATS
        if line is first or (not together and line.day and line.stated == first.stated):
            groups[line.kind, line.by, line.stated, line.day, "" if together else line.who].append(line)
    return [_truce(group) for group in sorted(groups.values(), key=lambda group: list(TRUCE).index(group[0].kind))]


def found_contradictions(conflicts: Iterable[Conflict]) -> Iterator[Finding]:
    """Denials, and what reports tell differently, the latest first. Disputes and turns are told elsewhere."""
    told = [each for each in conflicts if each.kind in ("denial", "misreport")]
    for each in sorted(told, key=lambda conflict: (conflict.day, conflict.id), reverse=True):
        tell = _denial if each.kind == "denial" else _misreport
        yield Finding(f"{each.day or 'undated'} {tell(each)}{_doubt([each.stated])}", each.evidence, each.id)


def listed(names: Iterable[str]) -> str:
    """Names in one line, each once, not too many."""
    found = list(dict.fromkeys(names))
    return ", ".join(found[:NAMES]) + (f" and {len(found) - NAMES} more" if len(found) > NAMES else "")


def clipped(text: str) -> str:
    """A clause on one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: line.rfind(" ", 0, LONGEST)] + " …"


def _condition(row: ConditionRow) -> Finding:
    such = [cell for cell in row.rejected if cell.position == AS_SUCH]
    rejected = [cell for cell in row.rejected if cell.position != AS_SUCH]
    cells = (
        ("demanded by", row.demanded),
        ("told by", row.unsure),
        ("rejected by", rejected),
    )
    told = [f"{word} {_stands(group)}" for word, group in cells if group]
    if such:
        told.append(f"any conditions rejected by {listed(cell.side + _doubt([cell.stated]) for cell in such)}")
    every = [cell for _, group in cells for cell in group] + such
    return Finding(
        f"{row.gate} — {row.condition} ({row.state}): {'; '.join(told)}", _first_proofs(every), _id(every), row.key
    )


def _entry(gate: str, row: ListRow, deciders: Iterable[str]) -> Finding:
    """An entry on which the deciders of a gate differ."""
    deciding = frozenset(deciders)
    cells = [cell for cell in row.cells if cell.side in deciding and cell.polarity]
    told = [
        f"{word} {_stands(side)}"
        for word, polarity in zip(SIDES.get(row.type, SIDES["participation"]), (1, -1), strict=True)
        if (side := [cell for cell in cells if cell.polarity == polarity])
    ]
    what = "a seat" if row.type == "participation" else "the label"
    text = f"{gate} — {what} for {row.entry}: {'; '.join(told)}"
    return Finding(text, _first_proofs(cells), _id(cells), row.key)


def _stands(cells: Iterable[Cell]) -> str:
    """Sides with who spoke for them and the day of their latest word."""
    return listed(_stand(cell) for cell in cells)


def _stand(cell: Cell) -> str:
    speakers = f" ({', '.join(cell.speakers)})" if cell.side and any(cell.speakers) else ""
    return f"{cell.side or 'the reports'}{speakers} {cell.latest or 'undated'}{_doubt([cell.stated])}"


def _first_proofs(cells: Iterable[Cell]) -> tuple[Evidence, ...]:
    return tuple(proof for cell in islice(cells, NAMES + 1) for proof in cell.evidence[:1])


def _id(cells: Iterable[Cell]) -> str:
    return next((cell.id for cell in cells if cell.id), "")


def _awaited(plan: Plan) -> Iterator[Dated]:
    """The line of the ledger that tells the time planned last, and that which tells when the event is to end."""
    starts = [line for line in plan.said if line.planned == plan.planned and not line.ending]
    ends = [line for line in plan.said if line.ending]
    if plan.state in OPEN:
        yield from starts[-1:]
    if plan.state in OPEN | {"held"}:
        yield from ends[-1:]


def _is_due(line: Dated | Entry, today: date) -> bool:
    first, last = parse_interval(line.planned)
    if first is None or last is None or line.status not in OPEN:
        return False
    return last >= today and last - first <= VAGUE


def _plan(plan: Plan, line: Dated) -> Finding:
    by = f" by {_named(line.by, line.speaks_for)}" if line.by else ""
    moved = f"; moved by {plan.slipped:+} days in all" if plan.slips and not line.ending else ""
    event = f"end of {plan.event}" if line.ending else plan.event
    said = f"said {line.day}" if line.day else "undated"
    text = f"{line.planned} {line.status}: {event} ({said}{by}{moved}){_doubt([line.stated])}"
    return Finding(text, line.evidence, line.id)


def _other(entry: Entry) -> Finding:
    by = f" by {listed(entry.who)}" if entry.who else ""
    said = f"said {entry.day}" if entry.day else "undated"
    text = f"{entry.planned} {entry.status or 'planned'}: {clipped(entry.what)} ({said}{by}){_doubt([entry.stated])}"
    return Finding(text, entry.evidence, entry.id)


def _truce(group: list[TruceLine]) -> Finding:
    first = group[0]
    names = listed(line.who for line in group if line.who)
    who = f": {names}" if names else ""
    where = f" in {first.place}" if first.place else ""
    by = f", according to {first.by or 'the reports'}"
    proofs = tuple(line.evidence[0] for line in group[: NAMES + 1])
    text = f"{TRUCE[first.kind]}{where}{who}{by}, {first.day or 'undated'}{_doubt([first.stated])}"
    return Finding(text, proofs, first.id)


def _denial(each: Conflict) -> str:
    before = each.other
    accused = (
        f"; said before by {before.holder or 'the reports'}: {clipped(before.evidence[0].quote)}" if before else ""
    )
    return f"denial by {each.one.holder or 'the reports'}: {each.matter}{accused}"


def _misreport(each: Conflict) -> str:
    over = "" if each.about in ("position", "act") else f" on the {each.about}"
    voices = "; ".join(_voice(voice) for voice in (each.one, each.other) if voice)
    return f"reports differ{over}: {each.matter} — {voices}"


def _voice(voice: Voice) -> str:
    return f"{voice.holder or 'the reports'}: {voice.says}"


def _named(holder: str, side: str) -> str:
    return f"{holder} ({side})" if side and side != holder else holder


def _doubt(stated: Iterable[bool]) -> str:
    """The mark of what is suggested."""
    return "" if all(stated) else " ?"
