"""Lists, gates, blockers and what-ifs of whole dossiers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.making import build
from tests.record.strategies import FIRST, SECOND, TEXT, THIRD, claim, event, read

from communique.errors import QuestionError
from communique.record import questions
from communique.record.gates.answering import SIDES
from communique.record.gates.answers import GateRow
from communique.records import (
    Claim,
    Document,
    Event,
    Extraction,
    Mention,
    PinnedCondition,
    PinnedGate,
    PinnedList,
    Published,
    Read,
    Story,
)

TALKS = PinnedGate(
    name="talks",
    deciders=("Norland", "Estria"),
    lists=("outlaws",),
    conditions=(PinnedCondition(name="the island is left", words=("leaving the island",), met_by=("met in Vienna",)),),
)
STORY = Story(lists=(PinnedList(name="outlaws", label="terrorist", holders=("Norland", "Estria")),), gates=(TALKS,))


def label(holder: str, polarity: int, **about: object) -> object:
    return claim("designation", holder, "the guild", topic="terrorist", polarity=polarity, span=THIRD, **about)


def demand(holder: str, topic: str, polarity: int = 1, **about: object) -> Claim:
    return claim("condition", holder, "", topic=topic, polarity=polarity, **about)


def dossier(folder: Path, *claims: object, story: Story | None = None, day: str = "2020-01-10") -> Path:
    return build(folder, [read("a", day=day, claims=claims)], story=story)  # type: ignore[arg-type]


def states(rows: list[GateRow]) -> dict[str, str]:
    return {condition.condition: condition.state for row in rows for condition in row.conditions}


def test_who_speaks_for_a_state_counts_in_its_column(tmp_path: Path) -> None:
    dossier(tmp_path, label("Norland", -1, date="2020-01-08"), label("Ada Berg", 1), label("Estria", -1))
    [row] = questions.lists(tmp_path)
    assert (row.list, row.entry, row.disputed) == ("called terrorist", "the guild", True)
    cells = [(cell.side, cell.speakers, cell.polarity, cell.latest) for cell in row.cells]
    assert cells == [("Norland", ("Ada Berg",), 1, "2020-01-10"), ("Estria", (), -1, "2020-01-10")]
    assert {proof.quote for cell in row.cells for proof in cell.evidence} == {TEXT[slice(*THIRD)]}
    assert questions.lists(tmp_path, as_of="2020-01-08") == []


def test_disputed_entries_come_first_and_a_list_is_found_by_its_label(tmp_path: Path) -> None:
    seat = claim("participation", "Estria", "the choir", topic="talks")
    dossier(tmp_path, seat, label("Norland", 1), label("Estria", -1))
    assert {row.list for row in questions.lists(tmp_path)} == {"called terrorist", "seats in the talks"}
    assert [row.entry for row in questions.lists(tmp_path, "terrorist")] == ["the guild"]
    with pytest.raises(QuestionError, match="no one list"):
        questions.lists(tmp_path, "pirates")


def test_gates_arise_from_claims_and_other_words_name_one_condition(tmp_path: Path) -> None:
    dossier(
        tmp_path,
        demand("Norland", "talks <- the release of detainees"),
        demand("the guild", "to negotiate <- prisoners must be freed", span=SECOND),
        demand("Estria", "talks <- any conditions", -1, span=THIRD),
    )
    [gate] = questions.gates(tmp_path)
    found = {row.condition: row for row in gate.conditions}
    row = found["the release of detainees"]
    assert (gate.gate, row.state, row.blocks) == ("talks", "open", True)
    assert [cell.side for cell in row.demanded] == ["Norland", "the guild"]
    assert [cell.side for cell in row.rejected] == ["Estria"]


def test_suggested_claims_make_gates_on_request_only(tmp_path: Path) -> None:
    dossier(tmp_path, demand("Norland", "talks <- a truce", stated=False))
    assert questions.gates(tmp_path) == []
    assert len(questions.gates(tmp_path, suggested=True)) == 1


def test_pinned_condition_is_met_by_an_event_that_the_story_names_and_not_before(tmp_path: Path) -> None:
    demanded = claim("condition", "Norland", "", topic="talks <- Estria leaving the island", span=FIRST)
    reads = [read("a", claims=[demanded]), read("b", day="2020-01-20", events=[event(date="2020-01-20")])]
    build(tmp_path, reads, story=STORY)
    assert states(questions.gates(tmp_path, as_of="2020-01-15")) == {"the island is left": "open"}
    assert states(questions.gates(tmp_path)) == {"the island is left": "met"}
    [gate] = questions.gates(tmp_path)
    proof = gate.conditions[0].proof
    assert proof is not None
    assert (proof.basis, proof.day, proof.evidence[0].quote) == ("event", "2020-01-20", TEXT[slice(*SECOND)])


def test_who_takes_back_a_demand_has_dropped_it_as_of_that_day(tmp_path: Path) -> None:
    reads = [
        read("a", claims=[demand("Norland", "talks <- a truce")]),
        read("b", day="2020-02-01", claims=[demand("Ada Berg", "talks <- a ceasefire", -1)]),
    ]
    build(tmp_path, reads)
    assert states(questions.gates(tmp_path, as_of="2020-01-31")) == {"a truce": "open"}
    [gate] = questions.gates(tmp_path)
    assert (gate.blocked, [row.state for row in gate.conditions]) == (False, ["dropped"])
    assert gate.conditions[0].dropped == ("Norland",)


def test_condition_is_not_dropped_while_one_who_demanded_it_is_unsure(tmp_path: Path) -> None:
    topic = "talks <- the prisoners are freed"
    reads = [
        read("a", claims=[demand("Norland", topic, date="2020-01-08"), demand("Norland", topic, -1, span=SECOND)]),
        read("b", day="", claims=[demand("Estria", topic), demand("Estria", topic, -1, span=SECOND)]),
    ]
    [gate] = questions.gates(build(tmp_path, reads))
    assert [(row.state, row.blocks) for row in gate.conditions] == [("unknown", True)]


def test_change_to_a_gate_with_capitals_is_read_as_it_is_written(tmp_path: Path) -> None:
    story = Story(gates=(PinnedGate(name="Harbour Talks", words=("harbour talks",)),))
    topic = "harbour talks <- the prisoners are freed"
    dossier(tmp_path, demand("Norland", topic), demand("Estria", "talks <- the prisoners are freed"), story=story)
    answer = questions.blockers(tmp_path, "harbour talks")
    assert answer.sets
    for [change, *_] in answer.sets:
        assert questions.what_if(tmp_path, [change]).moves


def test_blockers_name_both_sides_and_every_smallest_way_out(tmp_path: Path) -> None:
    dossier(tmp_path, label("Norland", 1), label("Estria", -1), label("the choir", -1), story=STORY)
    found = questions.blockers(tmp_path, "talks")
    assert [(cell.side, cell.polarity) for cell in found.disputes[0].cells if cell.side in found.deciders] == [
        ("Norland", 1),
        ("Estria", -1),
    ]
    assert (found.changes, found.ways, found.more) == (2, 2, False)
    met = "condition the island is left for talks = met"
    guild = "designation the guild as terrorist"
    assert {frozenset(each) for each in found.sets} == {
        frozenset({met, f"Norland: {guild} = against"}),
        frozenset({met, f"Estria: {guild} = for"}),
    }
    for changes in found.sets:
        after = questions.what_if(tmp_path, changes)
        assert [move.after for move in after.moves if move.what == "gate"] == ["nothing blocks it"]


def test_what_if_moves_what_it_touches_and_leaves_the_record_alone(tmp_path: Path) -> None:
    dossier(tmp_path, label("Norland", 1), label("Estria", -1))
    before = questions.lists(tmp_path)
    found = questions.what_if(tmp_path, ["Norburg: designation the guild = not terrorist"])
    assert [(move.what, move.name, move.after) for move in found.moves] == [
        ("entry", "the guild as terrorist", "against: Estria, Norland")
    ]
    assert questions.lists(tmp_path) == before
    assert questions.what_if(tmp_path, []).moves == ()
    same = questions.what_if(tmp_path, ["Norland: designation the guild as terrorist = for"])
    assert same.moves == ()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ("Norland will come", "no change"),
        ("Atlantis: participation the guild = for", "no actor"),
        ("participation the guild = for", "whose position"),
        ("Norland: participation the guild = perhaps", "cannot be"),
        ("condition a miracle for talks = met", "no condition"),
    ],
)
def test_change_that_cannot_be_is_told(tmp_path: Path, change: str, wrong: str) -> None:
    dossier(tmp_path, label("Norland", 1), demand("Norland", "talks <- a truce"))
    with pytest.raises(QuestionError, match=wrong):
        questions.what_if(tmp_path, [change])


def test_unknown_gate_is_told_with_those_there_are(tmp_path: Path) -> None:
    dossier(tmp_path, demand("Norland", "talks <- a truce"))
    with pytest.raises(QuestionError, match="Choose among: talks"):
        questions.blockers(tmp_path, "elections")


def test_one_thing_asked_of_two_actors_is_two_conditions(tmp_path: Path) -> None:
    dossier(
        tmp_path,
        claim("condition", "Estria", "Norland", topic="talks <- withdrawal"),
        claim("condition", "the guild", "Ada Berg", topic="talks <- Norland withdraws", span=SECOND),
        claim("condition", "Norland", "Estria", topic="talks <- a pullout of troops", span=THIRD),
        claim("condition", "Norland", "", topic="talks <- they pull out", span=SECOND),
    )
    [gate] = questions.gates(tmp_path)
    found = {row.condition: [cell.side for cell in row.demanded] for row in gate.conditions}
    assert found == {
        "Norland: withdrawal": ["Estria", "the guild"],
        "Estria: a pullout of troops": ["Norland"],
        "they pull out": ["Norland"],
    }
    met = questions.what_if(tmp_path, ["condition they pull out for talks = met"])
    assert [move.name for move in met.moves if move.what == "condition"] == ["they pull out for talks"]
    with pytest.raises(QuestionError, match="several conditions"):
        questions.what_if(tmp_path, ["condition withdrawal for talks = met"])


def test_who_is_not_named_is_the_only_one_who_is(tmp_path: Path) -> None:
    dossier(
        tmp_path,
        claim("condition", "Estria", "Norland", topic="talks <- release of detainees"),
        claim("condition", "the guild", "", topic="talks <- prisoners must be freed, sieges are lifted", span=SECOND),
        demand("Norland", "talks <- freeing detainees", -1, span=THIRD),
    )
    [gate] = questions.gates(tmp_path)
    found = {row.condition: (row.demanded, row.rejected) for row in gate.conditions}
    demanded, rejected = found["Norland: release of detainees"]
    assert [cell.side for cell in (*demanded, *rejected)] == ["Estria", "the guild", "Norland"]
    assert set(found) == {"Norland: release of detainees", "sieges"}


def test_condition_that_the_story_names_is_one_whomever_it_concerns(tmp_path: Path) -> None:
    claims = [
        claim("condition", "Estria", who, topic="talks <- leaving the island", span=span)
        for who, span in (("Norland", FIRST), ("the guild", SECOND))
    ]
    dossier(tmp_path, *claims, story=STORY)
    assert states(questions.gates(tmp_path)) == {"the island is left": "open"}


def test_withdrawal_of_one_does_not_meet_that_asked_of_another(tmp_path: Path) -> None:
    demanded = [
        claim("condition", "Norland", who, topic="talks <- keeping the truce", span=span)
        for who, span in (("Estria", FIRST), ("the guild", SECOND))
    ]
    text = "The guild kept the truce."
    kept = Event(category="COOPERATE", actor="the guild", start=0, end=len(text), date="2020-01-20")
    later = Read(
        Document(id="b", source="b", text=text, published=Published("2020-01-20", "given", 1.0)),
        Extraction(
            mentions=(Mention(0, 9, "The guild", "other", "the guild"),), events=(kept,), sentences=((0, len(text)),)
        ),
    )
    build(tmp_path, [read("a", claims=demanded), later])
    assert states(questions.gates(tmp_path, suggested=True)) == {
        "Estria: keeping the truce": "open",
        "the guild: keeping the truce": "met",
    }


def test_limit_leaves_out_conditions_and_says_how_many_while_the_gate_stays_what_it_is(tmp_path: Path) -> None:
    met = demand("Norland", "talks <- leaving the island", span=FIRST)
    dossier(tmp_path, met, demand("Norland", "talks <- a truce"), demand("Estria", "talks <- lifting of sieges"))
    [whole], [page] = questions.gates(tmp_path), questions.gates(tmp_path, limit=1)
    assert (whole.left_out, page.left_out) == (0, 2)
    assert page.conditions == whole.conditions[:1]
    assert (page.blocked, page.deciders) == (whole.blocked, whole.deciders)
    few, all_of_it = questions.blockers(tmp_path, "talks", limit=1), questions.blockers(tmp_path, "talks")
    assert (few.left_out, len(few.conditions), few.sets) == (2, 1, all_of_it.sets)


def test_limit_keeps_the_condition_of_which_most_is_told_and_before_all_others_what_the_story_names(
    tmp_path: Path,
) -> None:
    told = [demand("Norland", "talks <- a truce")]
    told += [demand(side, "talks <- lifting of sieges") for side in ("Norland", "Estria")]
    dossier(tmp_path / "named by none", *told)
    [gate] = questions.gates(tmp_path / "named by none", limit=1)
    assert [row.condition for row in gate.conditions] == ["lifting of sieges"]
    story = Story(gates=(PinnedGate(name="talks", conditions=(PinnedCondition(name="a truce"),)),))
    dossier(tmp_path / "named", *told, story=story)
    [gate] = questions.gates(tmp_path / "named", limit=1)
    assert [row.condition for row in gate.conditions] == ["a truce"]


def test_of_many_sides_some_have_their_sentence_and_all_others_the_id_that_leads_there(tmp_path: Path) -> None:
    sides = [f"Land {letter}" for letter in "ABCDEFGHIJKLMN"]
    counting = PinnedList(name="outlaws", label="terrorist", holders=(sides[-1],))
    dossier(tmp_path, *(label(side, 1) for side in sides), story=Story(lists=(counting,)))
    [row] = questions.lists(tmp_path)
    assert [cell.side for cell in row.cells] == sides
    told = [cell.side for cell in row.cells if cell.evidence]
    assert len(told) == SIDES
    assert sides[-1] in told
    assert all(questions.show(tmp_path, cell.id).evidence[0].quote == TEXT[slice(*THIRD)] for cell in row.cells)


def test_first_page_of_all_lists_is_the_beginning_of_all_of_them(tmp_path: Path) -> None:
    seats = [claim("participation", "Norland", who, topic="talks") for who in ("the choir", "the guild")]
    dossier(tmp_path, *seats, label("Estria", 1), story=STORY)
    whole = questions.lists(tmp_path)
    assert len(whole) == 3
    assert [questions.lists(tmp_path, limit=many) for many in (1, 2, 3, 9)] == [whole[:1], whole[:2], whole, whole]
