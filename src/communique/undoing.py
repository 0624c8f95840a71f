"""What a person takes back: decisions undone, undos taken back, and what is in the bin put back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Unpack

import msgspec

from communique.deciding import How, follow, now
from communique.errors import InputError, QuestionError
from communique.record import append_decisions, appending, decision_id, load_decisions
from communique.record.building.decisions import meet
from communique.record.deciding import IN_BIN
from communique.record.decision_file import TAKING_BACK, named_over, standing_decisions
from communique.record.seeing import see_claim
from communique.record.store import open_record
from communique.records import Decision
from communique.refreshing import WAIT
from communique.storage import open_folder

WHERE = "Their ids stand in the last column of: communique decisions DOSSIER, communique bin DOSSIER"


def undo(
    dossier: str | Path,
    id: str = "",
    **how: Unpack[How],
) -> Decision:
    """Take back a decision, the last one if no ``id`` is given: the last of ``who``, if that is told.

    Raises QuestionError where there is none to take back, InputError where a later one corrects what it says.
    """
    who = how.get("who", "")

    def choose(decisions: Sequence[Decision]) -> Decision:
        standing = standing_decisions(decisions)
        own = [each for each in standing if not id and who in ("", each.who)]
        chosen = _only(own[-1:] if not id else _by_id(standing, id), id, "in force")
        if later := [each for each in standing[standing.index(chosen) + 1 :] if _builds_on(each, chosen)]:
            hint = f"Take that back first: {decision_id(later[-1])}"
            raise InputError("somebody has since decided about what it says", where=decision_id(chosen), hint=hint)
        return chosen

    return _take_back(dossier, "undo", choose, **how)


def redo(
    dossier: str | Path,
    id: str = "",
    **how: Unpack[How],
) -> Decision:
    """Take an undo back: that of the decision ``id``, or the last one, as long as nothing was decided after it.

    With ``who`` only what that person decided counts. Raises QuestionError where there is none.
    """
    who = how.get("who", "")

    def choose(decisions: Sequence[Decision]) -> Decision:
        redone = {each.over for each in decisions if each.act == "redo"}
        undos = [each for each in decisions if each.act == "undo" and decision_id(each) not in redone]
        if id:
            named = {decision_id(each) for each in _by_id(decisions, id)}
            return _only([each for each in undos if named & {each.over, decision_id(each)}][-1:], id, "undone")
        own = [each for each in decisions if who in ("", each.who)]
        since = max((place for place, each in enumerate(own) if each.act not in TAKING_BACK), default=-1)
        return _only([each for each in own[since + 1 :] if each in undos][-1:], id, "undone")

    return _take_back(dossier, "redo", choose, **how)


def restore(
    dossier: str | Path,
    id: str,
    **how: Unpack[How],
) -> Decision:
    """Put back what is in the bin, by the id of its decision, or an excluded report or a rejected claim by its own id.

    Raises QuestionError where there is nothing to put back.
    """
    folder = open_folder(dossier)
    decisions = load_decisions(folder)
    undone, _ = named_over(decisions)
    put_away = [each for each in standing_decisions(decisions) if each.act in IN_BIN]
    found = _by_id([*put_away, *(each for each in decisions if decision_id(each) in undone)], id)
    if found and decision_id(_only(found, id, "in the bin")) in undone:
        return redo(dossier, decision_id(found[0]), **how)
    *others, last = found or _put_away(folder, put_away, id)
    meanwhile: How = {**how, "build": False}
    for each in others:
        undo(dossier, decision_id(each), **meanwhile)
    return undo(dossier, decision_id(last), **how)


def _put_away(folder: Path, decisions: Sequence[Decision], id: str) -> list[Decision]:
    """Those of the decisions that exclude a report or reject a claim: as many as people took."""
    if out := [each for each in decisions if each.act == "exclude" and each.place and each.place.document == id]:
        return out
    with open_record(folder) as database:
        seen = see_claim(database, id)
    probe = Decision(act="reject", when="", place=seen.place, before=seen.fields)
    if out := [each for each in decisions if each.act == "reject" and meet(probe, each)]:
        return out
    raise QuestionError(f"{id[:200]!r} is not in the bin", hint=WHERE)


def _by_id(decisions: Sequence[Decision], id: str) -> list[Decision]:
    """The decisions whose id it is, else those whose id begins so."""
    begun = [each for each in decisions if id and decision_id(each).startswith(id)]
    return [each for each in begun if decision_id(each) == id] or begun


def _only(found: Sequence[Decision], id: str, state: str) -> Decision:
    if len(found) != 1:
        what = f"{id[:200]!r} is no one decision that is {state}" if id else f"there is no decision that is {state}"
        raise QuestionError(what, hint=WHERE)
    return found[0]


def _builds_on(later: Decision, one: Decision) -> bool:
    """Whether a decision is about the claim that another has made."""
    if later.before is None or one.after is None or later.place is None or one.place is None:
        return False
    return later.before == one.after and later.place.document == one.place.document


def _take_back(
    dossier: str | Path, act: str, choose: Callable[[Sequence[Decision]], Decision], **how: Unpack[How]
) -> Decision:
    folder = open_folder(dossier)
    with appending(folder, wait=how.get("wait", WAIT)):
        over = decision_id(choose(load_decisions(folder)))
        said = {"act": act, "when": now(), "who": how.get("who", ""), "why": how.get("why", ""), "over": over}
        decision = msgspec.convert(said, Decision)
        append_decisions(folder, [decision])
    follow(folder, how)
    return decision
