"""What a person decides: written down at once, for its evidence, beside what everybody else decides meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict, Unpack

import duckdb
import msgspec

from communique.errors import DecidedError, InputError
from communique.record import append_decisions, appending, decision_id, load_decisions, read_decisions
from communique.record.building.decisions import MARKS, agree, meet
from communique.record.days import parse_day
from communique.record.deciding import tell_decision, waiting_decisions
from communique.record.decision_file import standing_decisions
from communique.record.seeing import (
    is_event,
    see_claim,
    see_event,
    see_name,
    see_piece,
    see_place,
    see_report,
)
from communique.record.store import open_record
from communique.records import Decision, Place, ReportFields
from communique.refreshing import WAIT, Tell, refresh
from communique.storage import open_folder

ACTS = ("accept", "reject", "correct", "add", *MARKS)
"""What `decide` takes."""
REPORT_FIELDS = frozenset(ReportFields.__struct_fields__)
Database = duckdb.DuckDBPyConnection
Say = Callable[[Database], dict[str, Any]]


class How(TypedDict, total=False):
    """What goes with every decision: ``who`` decides, and ``why``.

    The record is brought up to date at once, when no other has been writing for at most ``wait`` seconds, and ``tell``
    hears of it; ``build`` false leaves that to whoever builds it next.
    """

    who: str
    why: str
    build: bool
    wait: float
    tell: Tell


class Knowing(How, total=False):
    """The same for what others may decide too: ``over`` is the last decision that the person has seen.

    Empty stands for none; where it is left out, what the record knows counts as seen.
    """

    over: str | None


def decide(
    dossier: str | Path,
    id: str = "",
    act: str = "",
    *,
    fields: Mapping[str, object] | None = None,
    quote: str = "",
    start: int = 0,
    day: str = "",
    proof: str = "",
    from_file: str | Path | None = None,
    **how: Unpack[Knowing],
) -> tuple[Decision, ...]:
    """Record what a person decided and bring the record up to date; gives the decisions that are new.

    ``id`` is that of a claim, and ``act`` one of `accept`, `reject`, `correct` (to ``fields``, named as in a claim),
    and for the condition that it names `met`, `dropped` or `open` (from ``day`` on; ``proof`` is the id of an entry
    that shows it). With `add` the id is that of a report, ``fields`` say what its ``quote`` claims, the one next to the
    character ``start``. With `correct` it may be that of a report, with the fields ``published`` and ``outlet``.
    ``from_file`` takes over the decisions of another file.

    Raises QuestionError where there is no such entry, InputError where a value is none, DecidedError where somebody has
    meanwhile decided otherwise.
    """
    if from_file is not None:
        return _take_over(dossier, Path(from_file), **how)
    if act not in ACTS:
        raise InputError(f"{act[:50]!r} is nothing that can be decided", hint=f"Choose among: {', '.join(ACTS)}.")

    def say(database: Database) -> dict[str, Any]:
        if act == "add":
            return {"place": see_piece(database, id, quote, start), "after": dict(fields or {})}
        if act == "correct" and fields and fields.keys() <= REPORT_FIELDS:
            return _corrected_report(database, id, fields)
        return _said_of_claim(database, id, act, fields or {}, day, proof)

    return (_write(dossier, act, say, where=id, **how),)


def merge(
    dossier: str | Path,
    id: str,
    other: str,
    **how: Unpack[Knowing],
) -> Decision:
    """Say that two actors, by their names, or two events, by their ids, are one; an actor is called by the first.

    Raises QuestionError where there is no such actor or event, InputError where they are one already, DecidedError as
    `decide` does.
    """

    def say(database: Database) -> dict[str, Any]:
        if is_event(database, id) and is_event(database, other):
            one, two = see_event(database, id)[0], see_event(database, other)[0]
            if one.kind != two.kind:
                raise InputError(f"one is {one.kind}, the other {two.kind}", where=id, hint="Merge events of one kind.")
            said: dict[str, Any] = {"kind": one.kind, "place": one.place, "other": two.place}
        else:
            said = {"names": (see_name(database, id), see_name(database, other))}
        if said.get("place", 0) == said.get("other", 1) or len(set(said.get("names", "ab"))) < 2:
            raise InputError("the two are one already", where=f"{id}, {other}", hint="Name two.")
        return said

    return _write(dossier, "merge", say, where=id, **how)


def split(
    dossier: str | Path,
    id: str,
    *,
    report: str = "",
    called: str = "",
    **how: Unpack[Knowing],
) -> Decision:
    """Say that a name is an actor of its own, ``called`` otherwise or not, in one ``report`` or in all; or that a
    report does not tell of an event, whose id is given, but of another.

    Raises QuestionError where there is no such name, event or report, InputError where nothing would be split.
    """

    def say(database: Database) -> dict[str, Any]:
        document = see_report(database, report)[0] if report else ""
        if is_event(database, id):
            return _split_event(database, id, document)
        actor, name = see_name(database, id), see_name(database, id, document) if document else id
        if not called and name == actor:
            hint = "Give --called, what this one is called, or a spelling of the name that is somebody else."
            raise InputError("the actor goes by this name", where=id, hint=hint)
        return {"names": (name, called or name), "place": Place(document, 0, 0, "") if document else None}

    return _write(dossier, "split", say, where=id, **how)


def _split_event(database: Database, id: str, document: str) -> dict[str, Any]:
    tellings = see_event(database, id)
    inside = [telling for telling in tellings if telling.place.document == document]
    outside = [telling for telling in tellings if telling.place.document != document]
    if not inside or not outside:
        hint = "Give with --report one of several reports that tell of it; see: communique show DOSSIER ID"
        raise InputError("this report cannot be split off the event", where=id, hint=hint)
    return {"kind": inside[0].kind, "place": Place(document, 0, 0, ""), "other": outside[0].place}


def exclude(
    dossier: str | Path,
    id: str,
    **how: Unpack[Knowing],
) -> Decision:
    """Leave a report out of the record, as if it had never been added; `restore` takes it in again.

    Raises QuestionError where there is no such report, DecidedError where somebody has meanwhile corrected it, or
    decided about what it says.
    """

    def say(database: Database) -> dict[str, Any]:
        return {"place": Place(see_report(database, id)[0], 0, 0, "")}

    return _write(dossier, "exclude", say, where=id, **how)


def _said_of_claim(
    database: Database, id: str, act: str, fields: Mapping[str, object], day: str, proof: str
) -> dict[str, Any]:
    seen = see_claim(database, id)
    said: dict[str, Any] = {"place": seen.place, "before": seen.fields, "day": day, "retired": seen.retired}
    if act in ("accept", "correct"):
        said["after"] = msgspec.to_builtins(seen.fields) | dict(fields)
    return said | ({"proof": see_place(database, proof)} if proof else {})


def _corrected_report(database: Database, id: str, fields: Mapping[str, object]) -> dict[str, Any]:
    document, now = see_report(database, id)
    changed = {name: str(value) for name, value in fields.items() if value != getattr(now, name)}
    if not changed:
        raise InputError("nothing is corrected", where=id, hint="Give a date or an outlet that is another.")
    if "published" in changed and parse_day(changed["published"]) is None:
        raise InputError(f"the date {changed['published']!r} is no day", where=id, hint="Write it as 2016-01-20.")
    before = {name: getattr(now, name) for name in changed}
    return {"place": Place(document, 0, 0, ""), "report_before": before, "report_after": changed}


def _write(dossier: str | Path, act: str, say: Say, *, where: str, **how: Unpack[Knowing]) -> Decision:
    """Write one decision down, if it does not go against one that its reviewer has not seen."""
    folder = open_folder(dossier)
    with appending(folder, wait=how.get("wait", WAIT)):
        with open_record(folder) as database:
            said = say(database) | {"act": act, "when": now(), "who": how.get("who", ""), "why": how.get("why", "")}
            retired = said.pop("retired", False)
            decision = _weigh(database, folder, _decision(said, where), how.get("over"), retired=retired, where=where)
        append_decisions(folder, [decision])
    follow(folder, how)
    return decision


def now() -> str:
    """The time of a decision, in UTC; with parts of a second, so that no two are alike."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def follow(folder: Path, how: How | Knowing) -> None:
    """Bring the record up to date after a decision, if that is wanted."""
    if how.get("build", True):
        refresh(folder, wait=how.get("wait", WAIT), tell=how.get("tell", lambda _: None))


def _decision(said: dict[str, Any], where: str) -> Decision:
    if after := said.get("after"):
        said["after"] = {"for" if name == "speaks_for" else name: value for name, value in after.items()}
    try:
        decision = msgspec.convert(msgspec.to_builtins(said), Decision, strict=False)
    except msgspec.ValidationError as error:
        hint = "The fields of a claim and their values are in docs/data-model.md."
        raise InputError(f"this cannot be decided ({error})", where=where, hint=hint) from error
    return _sound(decision, where)


def _sound(decision: Decision, id: str) -> Decision:
    """The decision, if it says something. Raises InputError."""
    marks = decision.act in MARKS
    if marks and (decision.before is None or decision.before.type != "condition"):
        raise InputError("is no condition", where=id, hint="Give the id of a claim of type condition.")
    if marks and parse_day(decision.day) is None:
        raise InputError("from which day on is it so?", where=id, hint="Give the day as 2016-01-20.")
    if decision.act == "correct" and decision.after == decision.before and not decision.report_after:
        raise InputError("nothing is corrected", where=id, hint="Give the fields that change, or accept the claim.")
    return decision


def _weigh(
    database: Database, folder: Path, decision: Decision, over: str | None, *, retired: bool, where: str
) -> Decision:
    """The decision beside the last one on the same thing, in whose stead it stands where the record is without that.

    Raises DecidedError where that one says otherwise and its reviewer has not seen it.
    """
    decisions = load_decisions(folder)
    others = [each for each in standing_decisions(decisions) if meet(decision, each)]
    if not others or agree(decision, others[-1]):
        return decision
    last, id = others[-1], decision_id(others[-1])
    new_to_record = retired or last in waiting_decisions(database, decisions)
    own = bool(decision.who) and last.who == decision.who
    seen = over is not None and over in {decision_id(each) for each in decisions[decisions.index(last) :]}
    if not (seen or (over is None and (own or not new_to_record))):
        by = f" by {last.who}" if last.who else ""
        told = f"was decided otherwise{by} at {last.when[:16]} ({last.act}: {tell_decision(last)})"
        raise DecidedError(told, theirs=last, yours=decision, over=id, where=where)
    replaces = new_to_record and decision.act not in MARKS and decision.before is not None
    return msgspec.structs.replace(decision, over=id) if replaces else decision


def _take_over(dossier: str | Path, file: Path, **how: Unpack[Knowing]) -> tuple[Decision, ...]:
    """Append the decisions of another file that are not there yet."""
    folder = open_folder(dossier)
    with appending(folder, wait=how.get("wait", WAIT)):
        known = set(load_decisions(folder))
        made = [decision for decision in read_decisions(file) if decision not in known]
        if made:
            append_decisions(folder, made)
    follow(folder, how)
    return tuple(made)
