"""What-if: changes as people write them, applied to the scene and never to the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NoReturn

import msgspec

from communique.actors import fold_name
from communique.errors import QuestionError
from communique.record.gates.blocking import Change
from communique.record.gates.lists import Entry, lists_of
from communique.record.gates.marks import Mark
from communique.record.gates.model import Condition, gates_of
from communique.record.gates.scene import Scene
from communique.record.gates.sides import Stand
from communique.record.matters.conditions import condition_key
from communique.record.matters.grouping import FORUMS, Matter, designation, participation, thing_asked

FORM = re.compile(
    r"(?:(?P<side>[^:=]+):\s*)?(?P<type>participation|designation|condition)\s+(?P<what>.+)=\s*(?P<to>[^=]+)", re.I
)
WHERE = re.compile(r"\s+in\s+(?:the\s+)?(?=\S+$)", re.IGNORECASE)
LABELLED = re.compile(r"\s+as\s+(?=\S+(?:\s+\S+)?$)", re.IGNORECASE)
GATED = re.compile(r"\s+for\s+(?!.*\sfor\s)", re.IGNORECASE)
HINT = (
    'Write it as "Russia: participation GROUP = for", "Russia: designation GROUP as terrorist = against", '
    '"SIDE: condition RELEASE OF DETAINEES for talks = dropped", or "condition RELEASE OF DETAINEES for talks = met".'
)
POLES = {"for": 1, "against": -1, "demands": 1, "rejects": -1, "dropped": -1, "none": 0}
"""What a side may be supposed to hold; with none it says nothing."""
Resolve = Callable[[str], str]


def change_writer(scene: Scene) -> Callable[[Change], str]:
    """Writes changes in a scene in the form in which `read_change` takes them."""
    conditions = {each.matter: each for each in reversed(_conditions(scene))}
    entries = {entry.matter: entry for each in reversed(lists_of(scene)) for entry in each.entries}

    def write(change: Change) -> str:
        side = f"{change.side}: " if change.side else ""
        kind, *rest = change.matter.split("|")
        if kind == "condition":
            condition = conditions[change.matter]
            return f"{side}condition {condition.label} for {condition.gate} = {change.to}"
        between = " as " if kind == "designation" else " in the "
        return f"{side}{kind} {entries[change.matter].argument}{between}{rest[-1]} = {change.to}"

    return write


def read_change(text: str, scene: Scene, resolve: Resolve) -> Stand | Mark:
    """A supposed stand or mark. ``resolve`` gives the name of an actor. Raises QuestionError with a way to put it."""
    match = FORM.fullmatch(text.strip())
    if match is None:
        raise QuestionError(f"{text[:200]!r} is no change", hint=HINT)
    side, to, what = (match["side"] or "").strip(), match["to"].strip().lower(), match["what"].strip()
    if match["type"].lower() == "condition":
        return _on_condition(find_condition(what, scene), resolve(side) if side else "", to)
    if not side:
        raise QuestionError(f"{text[:200]!r} does not say whose position changes", hint=HINT)
    if match["type"].lower() == "designation":
        matter, to = _labelled(what, to, scene, resolve)
    else:
        matter = _seated(what, scene, resolve)
    return _stand(resolve(side), matter, match["type"].lower(), _pole(to))


def suppose(scene: Scene, changes: Iterable[Stand | Mark]) -> Scene:
    """The scene as it would be; the same scene where nothing changes."""
    stands = {(stand.side, stand.matter): stand for stand in scene.stands}
    marks, once = list(scene.marks), set(scene.once)
    for change in changes:
        if isinstance(change, Mark):
            marks.append(change)
            continue
        key = change.side, change.matter
        old = stands.pop(key, None)
        if old and old.polarity > 0 and change.type == "condition":
            once.add(key)
        if change.polarity:
            stands[key] = msgspec.structs.replace(change, label=old.label) if old else change
    ordered = tuple(stands[key] for key in sorted(stands))
    return msgspec.structs.replace(scene, stands=ordered, marks=tuple(marks), once=frozenset(once))


def as_supposed(change: Change, scene: Scene) -> Stand | Mark:
    """A change that was computed, as a supposed stand or mark."""
    if not change.side:
        return Mark(matter=change.matter, state="met", basis="supposed")
    alike = next(stand for stand in _all_stands(scene) if stand.matter == change.matter)
    nobodys = Stand(
        side="", polarity=0, **{name: getattr(alike, name) for name in ("matter", "type", "argument", "label", "gate")}
    )
    return msgspec.structs.replace(nobodys, side=change.side, polarity=POLES[change.to])


def _all_stands(scene: Scene) -> Iterable[Stand]:
    return (*scene.stands, *map(_nobodys, _conditions(scene)))


def _nobodys(condition: Condition) -> Stand:
    """A stand of nobody on a condition, to be put in somebody's name."""
    return Stand(
        side="", polarity=0, matter=condition.matter, type="condition", gate=condition.gate, label=condition.label
    )


def find_condition(what: str, scene: Scene) -> Condition:
    """The condition that somebody writes, with "for GATE" where several gates have it. Raises QuestionError."""
    words, gate = _split(GATED, what)
    found = _called(words, [each for each in _conditions(scene) if not gate or each.gate.lower() == gate.lower()])
    found = found or _called(what, _conditions(scene))
    if len(found) != 1:
        known = [f"{each.label} for {each.gate}" for each in found or _conditions(scene)]
        _unknown(f"{'several conditions are' if found else 'no condition is'} called {what[:200]!r}", known)
    return found[0]


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    first, *rest = pattern.split(text, maxsplit=1)
    return first, rest[0] if rest else ""


def _conditions(scene: Scene) -> list[Condition]:
    return [condition for gate in gates_of(scene) for condition in gate.conditions]


def _called(words: str, conditions: list[Condition]) -> list[Condition]:
    """The conditions with just this label, else those that ask for this."""
    label = words.strip().lower()
    exact = [each for each in conditions if each.label.lower() == label]
    return exact or [each for each in conditions if thing_asked(each.matter)[2] in (label, condition_key(words))]


def _on_condition(condition: Condition, side: str, to: str) -> Stand | Mark:
    if not side:
        if to not in ("met", "dropped", "open"):
            raise QuestionError(f"a condition cannot be {to[:50]!r}", hint=HINT)
        return Mark(matter=condition.matter, state=to, basis="supposed")  # type: ignore[arg-type]
    return msgspec.structs.replace(_nobodys(condition), side=side, polarity=_pole(to))


def _labelled(what: str, to: str, scene: Scene, resolve: Resolve) -> tuple[Matter, str]:
    """The matter of a label, and the pole: "= terrorist" is for it, "= not terrorist" against."""
    name, label = _split(LABELLED, what)
    if to not in POLES:
        label, to = to.removeprefix("not "), "against" if to.startswith("not ") else "for"
    argument = resolve(name)
    known = [each.about for each in lists_of(scene) if each.type == "designation" and _has(each.entries, argument)]
    return designation(argument, label or next(iter(known), "terrorist")), to


def _seated(what: str, scene: Scene, resolve: Resolve) -> Matter:
    name, forum = _split(WHERE, what)
    known = {each.about for each in lists_of(scene) if each.type == "participation"}
    if forum and forum.lower() not in known | set(FORUMS) | {"talks"}:
        name, forum = what, ""
    argument = resolve(name)
    seats = [each.about for each in lists_of(scene) if each.type == "participation" and _has(each.entries, argument)]
    if not forum and len(set(seats)) > 1:
        _unknown(f"{argument} is spoken of in several forums", [f"{argument} in the {seat}" for seat in seats])
    return participation(argument, forum.lower() or next(iter(seats), "talks"))


def _has(entries: Iterable[Entry], argument: str) -> bool:
    return any(fold_name(entry.argument) == fold_name(argument) for entry in entries)


def _stand(side: str, matter: Matter, kind: str, polarity: int) -> Stand:
    argument = matter.label.rpartition(" as " if kind == "designation" else " in the ")[0]
    return Stand(side=side, matter=matter.key, polarity=polarity, type=kind, argument=argument, label=matter.label)


def _pole(to: str) -> int:
    if to not in POLES:
        raise QuestionError(f"a position cannot be {to[:50]!r}", hint=HINT)
    return POLES[to]


def _unknown(problem: str, known: Iterable[str]) -> NoReturn:
    names = list(dict.fromkeys(known))
    raise QuestionError(problem, hint=f"Choose among: {'; '.join(names[:8])}." if names else HINT)
