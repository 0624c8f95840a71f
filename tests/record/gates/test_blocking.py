"""What blocks a gate, and every smallest way to open it: the solver against trying all."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.record.gates.blocking import Change, find_opening, is_blocked
from communique.record.gates.marks import Mark
from communique.record.gates.model import Gate, gates_of, state_of
from communique.record.gates.scene import Scene
from communique.record.gates.sides import Stand
from communique.record.gates.supposing import as_supposed, change_writer, read_change, suppose
from communique.records import PinnedCondition, PinnedGate, PinnedList, Story

DAY = date(2020, 1, 10)
SIDES = ("Norland", "Estria", "the guild", "Soria")
CONDITIONS = ("sieges", "detainees")
ENTRIES = ("the guild", "the choir")
STORY = Story(
    lists=(PinnedList(name="the outlaws", label="outlaw"), PinnedList(name="the seats", forum="talks")),
    gates=(
        PinnedGate(
            name="talks",
            lists=("the seats",),
            conditions=(PinnedCondition(name="a common list", agreed="the outlaws"), PinnedCondition(name="sieges")),
        ),
    ),
)


def stand(side: str, matter: str, polarity: int, *, day: date | None = DAY) -> Stand:
    kind, *rest = matter.split("|")
    gate, argument = (rest[0], "") if kind == "condition" else ("", rest[0])
    return Stand(
        side=side,
        matter=matter,
        polarity=polarity,
        type=kind,
        argument=argument,
        label=rest[-1],
        gate=gate,
        since=day,
        latest=day,
        told=matter,
    )


MATTERS = [
    *(f"condition|talks|{name}" for name in (*CONDITIONS, "a common list", "any condition")),
    *(f"participation|{name}|talks" for name in ENTRIES),
    *(f"designation|{name}|outlaw" for name in ENTRIES),
]
STANDS = st.dictionaries(
    st.tuples(st.sampled_from((*SIDES, "")), st.sampled_from(MATTERS)), st.sampled_from([1, -1]), max_size=9
).map(lambda found: tuple(stand(side, matter, polarity) for (side, matter), polarity in sorted(found.items())))
PINS = st.sampled_from([Story(), STORY])
DECIDERS = st.sampled_from([(), SIDES[:2], SIDES])


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    story = draw(PINS)
    deciders = draw(DECIDERS)
    pinned = (PinnedGate(name=g.name, lists=g.lists, conditions=g.conditions, deciders=deciders) for g in story.gates)
    return Scene(story=Story(lists=story.lists, gates=tuple(pinned)), stands=draw(STANDS))


def talks(scene: Scene) -> Gate | None:
    return next((gate for gate in gates_of(scene) if gate.name == "talks"), None)


def possible_changes(gate: Gate) -> list[Change]:
    """Every position that a decider could take up instead of its own, and every condition that could be met."""
    entries = {entry.matter: entry for entry in gate.entries}
    entries |= {entry.matter: entry for each in gate.conditions for entry in each.agreed or ()}
    found = [
        Change(entry.matter, side, "against" if polarity > 0 else "for")
        for entry in entries.values()
        for side, polarity in entry.sides(gate.deciders).items()
    ]
    for condition in (each for each in gate.conditions if not each.matter.endswith("any condition")):
        found += [Change(condition.matter, side, "dropped") for side in gate.deciders - condition.rejected]
        listed = any(entry.disputed(gate.deciders) for entry in condition.agreed or ())
        found += [] if listed else [Change(condition.matter, "", "met")]
    return found


def opens(scene: Scene, gate: Gate, changes: tuple[Change, ...]) -> bool:
    """Whether the same gate, with the same deciders, is open in the changed scene."""
    after = talks(suppose(scene, (as_supposed(change, scene) for change in changes)))
    assert after
    return not is_blocked(msgspec.structs.replace(after, deciders=gate.deciders))


@settings(max_examples=40)
@given(scene=scenes())
def test_smallest_sets_are_those_that_trying_all_finds(scene: Scene) -> None:
    gate = talks(scene)
    if gate is None:
        return
    opening = find_opening(gate)
    found = {frozenset(each) for each in opening.sets()}
    assert len(found) == opening.total
    assert all(len(each) == opening.size for each in found)
    everything = possible_changes(gate)
    for size in range((opening.size or 0) + 1):
        tried = {frozenset(each) for each in combinations(everything, size) if opens(scene, gate, each)}
        assert tried == (found if size == opening.size else set())


@settings(max_examples=20)
@given(scene=scenes())
def test_written_change_is_read_as_itself_and_no_change_changes_nothing(scene: Scene) -> None:
    assert suppose(scene, ()) == scene
    gate = talks(scene)
    for change in {each for found in find_opening(gate).sets() for each in found} if gate else ():
        read = read_change(change_writer(scene)(change), scene, str)
        assert held(suppose(scene, [read])) == held(suppose(scene, [as_supposed(change, scene)]))


def held(scene: Scene) -> tuple[object, ...]:
    return {(stand.side, stand.matter): stand.polarity for stand in scene.stands}, scene.once, scene.marks


def test_condition_is_never_met_or_dropped_by_silence() -> None:
    [gate] = gates_of(Scene(story=STORY))
    assert {state_of(condition, gate.deciders) for condition in gate.conditions} == {"unknown"}
    assert is_blocked(gate)


def test_states_of_a_condition() -> None:
    matter = "condition|talks|sieges"
    demand, refusal = stand("Norland", matter, 1), stand("Estria", matter, -1)
    undated = stand("Norland", matter, 1, day=None)
    met = Mark(matter=matter, state="met", basis="person")

    def state(*stands: Stand, once: tuple[str, ...] = (), marks: tuple[Mark, ...] = ()) -> str:
        scene = Scene(story=Story(), stands=stands, once=frozenset((side, matter) for side in once), marks=marks)
        [gate] = gates_of(scene)
        return state_of(gate.conditions[0], gate.deciders)

    assert state(demand) == "open"
    assert state(demand, refusal) == "open"
    assert state(undated) == "unknown"
    assert state(demand, marks=(met,)) == "met"
    assert state(stand("Norland", matter, -1), once=("Norland",)) == "dropped"
    assert state(refusal) == "rejected"


def test_who_rejects_conditions_as_such_rejects_each_but_its_own() -> None:
    stands = (
        stand("Norland", "condition|talks|sieges", 1),
        stand("Estria", "condition|talks|detainees", 1),
        stand("Estria", "condition|talks|any condition", -1),
    )
    [gate] = gates_of(Scene(story=Story(), stands=stands))
    rejected = {condition.label: condition.rejected for condition in gate.conditions}
    assert rejected == {"sieges": {"Estria"}, "detainees": frozenset(), "any condition": {"Estria"}}
