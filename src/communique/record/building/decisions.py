"""What people decided, applied to the claims of one document: it holds for the evidence, whatever is read there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from communique.actors import fold_name
from communique.record.matters.grouping import matter_words
from communique.record.words.phrases import content_words
from communique.records import Claim, ClaimFields, Decision, Place

Row = dict[str, Any]
ALIKE = 0.5  # how much of the words of the shorter of two topics the other has too, where both mean one thing
APPLIED, IDLE, ORPHANED = "applied", "idle", "orphaned"
MARKS = frozenset({"met", "dropped", "open"})
"""The acts that say something of a condition and leave its claim alone."""


class Decided(NamedTuple):
    """A decision and its number in the order in which they were taken."""

    number: int
    decision: Decision


class Settled(NamedTuple):
    """The claims of a document after its decisions: those that stand, those that people retired, and what came of each.

    ``outcomes`` are rows of the table ``decisions``.
    """

    standing: list[Row]
    retired: list[Row]
    outcomes: list[Row]


def decision_id(decision: Decision) -> str:
    """A short stable id, made from all that a decision says."""
    return "k" + sha256(msgspec.json.encode(decision)).hexdigest()[:12]


def settle_claims(
    claims: Sequence[Row], decisions: Sequence[Decided], text: str, make: Callable[[Claim], Row]
) -> Settled:
    """Apply decisions, oldest first, to the claims that were read in a document. ``make`` gives a claim as a row."""
    standing, retired, outcomes = list(claims), list[Row](), list[Row]()
    for decided in decisions:
        decision = decided.decision
        span = find_place(decision.place, text)
        if span is None:
            outcomes.append(outcome(decided, ORPHANED))
            continue
        if decision.act in MARKS:
            outcomes.append(outcome(decided, APPLIED, _named(standing, decision, span), span=span))
            continue
        gone = _meant(standing, decision, span)
        standing = [row for row in standing if row not in gone]
        retired += [row | {"retired": decision.when, "retired_by": decision_id(decision)} for row in gone]
        made = make(_claim(decision.after, span, text)) if decision.after else None
        if made:
            standing.append(made | {"basis": "person", "decided": decision.when, "decision": decision_id(decision)})
        state, claim = APPLIED if made or gone else IDLE, made["id"] if made else ""
        outcomes.append(outcome(decided, state, claim, span=span))
    return Settled(standing, retired, outcomes)


def outcome(decided: Decided, state: str, claim: str = "", *, span: tuple[int, int] | None = None) -> Row:
    """A decision as a row: with the state it is in, and the claim that stands because of it or that it is about.

    ``span`` is where its evidence stands now.
    """
    number, decision = decided
    about = decision.after or decision.before or ClaimFields(type="stance")
    return {
        "id": decision_id(decision),
        **{name: getattr(decision, name) for name in ("act", "who", "why", "day")},
        "number": number,
        "decided": decision.when,
        "document": decision.place.document,
        "quote": decision.place.quote,
        **dict(zip(("start", "end"), span or (decision.place.start, decision.place.end), strict=True)),
        "state": state,
        "claim": claim,
        "type": about.type,
        "argument": about.argument,
        "told": matter_words(about.type, about.topic, decision.place.quote),
        "before": msgspec.json.encode(decision.before).decode() if decision.before else "",
        "after": msgspec.json.encode(decision.after).decode() if decision.after else "",
        "proof": msgspec.json.encode(decision.proof).decode() if decision.proof else "",
    }


def find_place(place: Place, text: str) -> tuple[int, int] | None:
    """Where the evidence of a decision stands in a text: where it was, else the nearest place with the same words."""
    if not place.quote.strip():
        return None
    if text[place.start : place.end] == place.quote:
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
