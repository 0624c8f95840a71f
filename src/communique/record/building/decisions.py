"""What people decided, applied to the claims of one document: it holds for the evidence, whatever is read there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from communique.actors import fold_name
from communique.record.building.amending import Names, rename
from communique.record.matters.grouping import matter_words
from communique.record.words.phrases import content_words
from communique.records import Claim, ClaimFields, Decision, Place, ReportFields

Row = dict[str, Any]
ALIKE = 0.5  # how much of the words of the shorter of two topics the other has too, where both mean one thing
APPLIED, IDLE, ORPHANED, EXCLUDED = "applied", "idle", "orphaned", "excluded"
UNDONE, REPLACED, WAITING = "undone", "replaced", "waiting"
"""The states of a decision; ``waiting`` where the record does not know it yet."""
MARKS = ("met", "dropped", "open")
"""The acts that say something of a condition and leave its claim alone."""
JOINING = frozenset({"merge", "split"})
"""The acts that say of actors and events which are one."""


class Decided(NamedTuple):
    """A decision, its number in the order in which they were taken, and its id."""

    number: int
    decision: Decision
    id: str

    def rename(self, names: Names) -> Decided:
        """The same with what it says of a claim in the names that a report means."""
        if not names:
            return self
        said = {name: getattr(self.decision, name) for name in ("before", "after")}
        renamed = {name: rename(fields, names) for name, fields in said.items() if fields}
        return self._replace(decision=msgspec.structs.replace(self.decision, **renamed))


class Settled(NamedTuple):
    """The claims of a document after its decisions: those that stand, those that people retired, and what came of each.

    ``outcomes`` are rows of the table ``decisions``.
    """

    standing: list[Row]
    retired: list[Row]
    outcomes: list[Row]


def settle_claims(
    claims: Sequence[Row], decisions: Sequence[Decided], text: str, make: Callable[[Claim], Row]
) -> Settled:
    """Apply decisions, oldest first, to the claims that were read in a document. ``make`` gives a claim as a row."""
    standing, retired, outcomes = list(claims), list[Row](), list[Row]()
    for decided in decisions:
        decision = decided.decision
        span = decision.place and find_place(decision.place, text)
        if not span:
            outcomes.append(outcome(decided, ORPHANED))
            continue
        if decision.act in MARKS:
            outcomes.append(outcome(decided, APPLIED, _named(standing, decision, span), span=span))
            continue
        gone = _meant(standing, decision, span)
        standing = [row for row in standing if row not in gone]
        retired += [row | {"retired": decision.when, "retired_by": decided.id} for row in gone]
        made = make(_claim(decision.after, span, text)) if decision.after else None
        if made:
            standing.append(made | {"basis": "person", "decided": decision.when, "decision": decided.id})
        state, claim = APPLIED if made or gone else IDLE, made["id"] if made else ""
        outcomes.append(outcome(decided, state, claim, span=span))
    return Settled(standing, retired, outcomes)


def outcome(decided: Decided, state: str, claim: str = "", *, span: tuple[int, int] | None = None) -> Row:
    """A decision as a row: with the state it is in, and the claim that stands because of it or that it is about.

    ``span`` is where its evidence stands now.
    """
    number, decision, id = decided
    about = decision.after or decision.before
    place = decision.place or Place("", 0, 0, "")
    told = {name: getattr(decision, name) for name in ("before", "after", "proof", "report_before", "report_after")}
    return {
        "id": id,
        **{name: getattr(decision, name) for name in ("act", "who", "why", "day")},
        "number": number,
        "decided": decision.when,
        "document": place.document,
        "quote": place.quote,
        **dict(zip(("start", "end"), span or (place.start, place.end), strict=True)),
        "state": state,
        "claim": claim,
        **{name: getattr(about, name, "") for name in ("type", "argument")},
        "told": matter_words(about.type, about.topic, place.quote) if about else "",
        **{name: msgspec.json.encode(value).decode() if value else "" for name, value in told.items()},
        "names": list(decision.names),
        "over": decision.over,
    }


def find_place(place: Place, text: str) -> tuple[int, int] | None:
    """Where the evidence of a decision stands in a text: where it was, else the nearest place with the same words."""
    if not place.quote.strip():
        return None
    if place.start >= 0 and text[place.start : place.end] == place.quote:
        return place.start, place.end
    words = re.compile(r"\s+".join(map(re.escape, place.quote.split())))
    found = [match.span() for match in words.finditer(text)]
    return min(found, key=lambda span: abs(span[0] - place.start), default=None)


def _claim(fields: ClaimFields, span: tuple[int, int], text: str) -> Claim:
    start, end = span
    said = msgspec.structs.asdict(fields)
    quote = text[start:end]
    return Claim(**said, quote=quote, start=start, end=end, sentence=span, rule="person", confidence=1.0, stated=True)


def _named(standing: Sequence[Row], decision: Decision, span: tuple[int, int]) -> str:
    """The claim that names the condition which a decision marks; empty if it is not read any more."""
    row = _same(standing, decision.before, span)
    return str(row["id"]) if row else ""


def _meant(standing: Sequence[Row], decision: Decision, span: tuple[int, int]) -> list[Row]:
    """What a decision replaces: the claim as it was, and the same as it is now, if a reader reads that meanwhile."""
    found = (_same(standing, fields, span) for fields in (decision.before, decision.after))
    return list({row["id"]: row for row in found if row}.values())


def _same(standing: Sequence[Row], fields: ClaimFields | None, span: tuple[int, int]) -> Row | None:
    """The claim that says this on this evidence. Its span and the words of its topic may have changed a little."""
    if fields is None:
        return None
    likely = [row for row in standing if _says(row, fields) and _overlap(row, span) >= ALIKE]
    return max(likely, key=lambda row: (_likeness(row["topic"], fields.topic), _overlap(row, span)), default=None)


def _says(row: Row, fields: ClaimFields) -> bool:
    names = ("holder", "argument")
    alike = all(fold_name(row[name]) == fold_name(getattr(fields, name)) for name in names)
    same = row["type"] == fields.type and row["polarity"] == fields.polarity and row["status"] == fields.status
    enough = 1.0 if row["basis"] == "person" else ALIKE  # what a person has put is only replaced by the very same
    return same and alike and _likeness(row["topic"], fields.topic) >= enough


def _overlap(row: Row, span: tuple[int, int]) -> float:
    common = min(row["end"], span[1]) - max(row["start"], span[0])
    return float(max(0, common) / max(1, min(row["end"] - row["start"], span[1] - span[0])))


def _likeness(first: str, second: str) -> float:
    one, other = (content_words(topic.rpartition("<-")[2]) for topic in (first, second))
    return 1.0 if one == other else len(one & other) / max(1, min(len(one), len(other)))


def meet(one: Decision, other: Decision) -> bool:
    """Whether two decisions are about the same thing, so that only one of them can be meant to hold."""
    acts = {one.act, other.act}
    if acts & JOINING:
        same = _events_meet if one.kind else _names_meet
        return acts <= JOINING and one.kind == other.kind and same(one, other)
    if _report(one) != _report(other) or not one.place or not other.place:
        return False
    if one.report_after and other.report_after:
        return any(left is not None and right is not None for left, right in zip(*_fields(one, other), strict=True))
    if "exclude" in acts:
        return True
    if one.act == "add":
        return _read_otherwise(one, other)
    if one.before is None or (one.act in MARKS) != (other.act in MARKS):
        return False
    before, after = (_as_row(fields, other.place) if fields else None for fields in (other.before, other.after))
    span = one.place.start, one.place.end
    return any(_same([row], one.before, span) is not None for row in (before, after) if row)


def _read_otherwise(added: Decision, other: Decision) -> bool:
    """Whether another rejects the claim that a person adds, or reads it in the same words with another sign or time."""
    if added.after is None or added.place is None or other.place is None or other.act in MARKS:
        return False
    span = added.place.start, added.place.end
    if other.act == "reject" and other.before:
        return _same([_as_row(other.before, other.place)], added.after, span) is not None
    if other.after is None or other.after == added.after:
        return False
    same = {name: getattr(other.after, name) for name in ("polarity", "status")}
    alike = msgspec.structs.replace(added.after, **same)
    return _same([_as_row(other.after, other.place)], alike, span) is not None


def agree(one: Decision, other: Decision) -> bool:
    """Whether two decisions on the same thing say the same of it."""
    told = ("act", "after", "day", "report_after", "names", "place", "other")
    return all(getattr(one, name) == getattr(other, name) for name in told)


def _names_meet(one: Decision, other: Decision) -> bool:
    """Whether two decisions are about the same names; to merge a name with a third one goes against neither."""
    mine, its = ([fold_name(name) for name in each.names] for each in (one, other))
    if not mine or not its or _report(one) != _report(other):
        return False
    if one.act == other.act:
        return mine[0] == its[0] if one.act == "split" else set(mine) == set(its)
    return mine[0] in its if one.act == "split" else its[0] in mine


def _events_meet(one: Decision, other: Decision) -> bool:
    """Whether two decisions are about the same events; a telling that is split off is known by its report alone."""
    ones, others = ([place for place in (each.place, each.other) if place] for each in (one, other))
    if one.act == other.act:
        return set(ones) == set(others)
    return {place.document for place in ones} == {place.document for place in others}


def _report(decision: Decision) -> str:
    return decision.place.document if decision.place else ""


def _fields(*decisions: Decision) -> list[tuple[str | None, ...]]:
    return [msgspec.structs.astuple(decision.report_after or ReportFields()) for decision in decisions]


def _as_row(fields: ClaimFields, place: Place) -> Row:
    return {**msgspec.structs.asdict(fields), "start": place.start, "end": place.end, "basis": "person", "id": ""}
