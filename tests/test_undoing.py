"""What is taken back is gone from the answers, and nothing that nobody took back goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.record import load_decisions
from tests.record.storing import STORY, store
from tests.record.strategies import claim, read

GATE = '[[gates]]\nname = "talks"\n[[gates.conditions]]\nname = "a truce"\nwords = ["truce"]\n'
ISLAND = "the fishing plan"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Three names that hold one position, and a gate with a condition."""
    stances = [
        read(name, outlet="Harbour Wire", claims=[claim(holder=holder, argument="", topic=ISLAND)])
        for name, holder in (("one", "Norland"), ("two", "Estria"), ("three", "the guild"))
    ]
    wants = read("four", claims=[claim("condition", topic="the talks <- a truce", argument="")])
    return store(tmp_path / "talks", [*stances, wants], story=STORY + GATE)


def truce(folder: Path, as_of: str = "") -> str:
    [gate] = communique.gates(folder, as_of=as_of)
    return gate.conditions[0].state


def condition(folder: Path) -> str:
    return next(row.id for row in communique.queue(folder) if row.type == "condition")


def holders(folder: Path) -> list[str]:
    return sorted(each.holder for each in communique.positions(folder) if each.type == "stance")


def test_condition_is_open_again_when_its_mark_is_undone(dossier: Path) -> None:
    communique.decide(dossier, condition(dossier), "met", day="2020-02-01")
    assert truce(dossier) == "met"
    communique.undo(dossier)
    assert truce(dossier) == "open"
    communique.redo(dossier)
    assert truce(dossier) == "met"


def test_what_was_met_and_is_open_again_keeps_both_days(dossier: Path) -> None:
    id = condition(dossier)
    communique.decide(dossier, id, "met", day="2020-02-01", who="An", build=False)
    communique.decide(dossier, id, "open", day="2020-03-01", who="An")
    assert [truce(dossier, day) for day in ("2020-01-20", "2020-02-10", "2020-03-10")] == ["open", "met", "open"]


def test_day_that_is_none_is_refused_and_harmless_in_the_file_of_another(dossier: Path, tmp_path: Path) -> None:
    id = condition(dossier)
    with pytest.raises(communique.InputError, match="from which day"):
        communique.decide(dossier, id, "met", day="2020-02-30")
    communique.decide(dossier, id, "met", day="2020-02-28", build=False)
    other = tmp_path / "other.jsonl"
    other.write_text((dossier / "decisions.jsonl").read_text().replace("2020-02-28", "2020-02-30"))
    communique.decide(dossier, from_file=other)
    assert [row.state for row in communique.decisions(dossier)] == ["applied", "applied"]


def test_decisions_of_an_actor_are_found_among_those_that_are_about_no_claim(dossier: Path) -> None:
    communique.decide(dossier, condition(dossier), "met", day="2020-02-01", who="An")
    [row] = communique.decisions(dossier)
    holder = communique.show(dossier, row.claim).fields["holder"]
    assert communique.decisions(dossier, actor=holder) == [row]


def test_third_name_joins_two_before_the_record_knows_these(dossier: Path) -> None:
    communique.merge(dossier, "Norland", "Estria", who="An", build=False)
    communique.merge(dossier, "Norland", "the guild", who="An", over="")
    assert holders(dossier) == ["Norland"]


def test_corrected_outlet_leaves_the_corrected_date(dossier: Path) -> None:
    fields = {"published": "2020-01-20", "outlet": "Cedar Post"}
    communique.decide(dossier, "one", "correct", fields=fields, who="An", build=False)
    communique.decide(dossier, "one", "correct", fields={"outlet": "Cedar Times"}, who="An")
    rows = {row.id: (row.published, row.outlet) for row in communique.documents(dossier)}
    assert rows["one"] == ("2020-01-20", "Cedar Times")
    communique.undo(dossier)
    rows = {row.id: (row.published, row.outlet) for row in communique.documents(dossier)}
    assert rows["one"] == ("2020-01-20", "Cedar Post")


def test_report_that_two_people_left_out_is_back_when_restored(dossier: Path) -> None:
    for who in ("An", "Bo"):
        communique.exclude(dossier, "one", who=who, build=False)
    communique.restore(dossier, "one")
    assert holders(dossier) == ["Estria", "Norland", "the guild"]


def test_only_what_is_in_the_bin_is_restored(dossier: Path) -> None:
    id = next(row.id for row in communique.queue(dossier) if row.type == "stance")
    communique.decide(dossier, id, "accept")
    accepted = communique.decisions(dossier)[0].id
    for wrong in (accepted, id):
        with pytest.raises(communique.QuestionError):
            communique.restore(dossier, wrong)
    assert len(load_decisions(dossier)) == 1


def test_correction_that_another_has_corrected_since_is_taken_back_after_that(dossier: Path) -> None:
    id = next(row.id for row in communique.queue(dossier) if row.holder == "Norland")
    communique.decide(dossier, id, "correct", fields={"holder": "Estria"}, who="An")
    again = next(row.claim for row in communique.decisions(dossier) if row.who == "An")
    communique.decide(dossier, again, "correct", fields={"holder": "the guild"}, who="Bo")
    mine, theirs = (next(row.id for row in communique.decisions(dossier) if row.who == who) for who in ("An", "Bo"))
    with pytest.raises(communique.InputError, match="somebody has since decided"):
        communique.undo(dossier, mine)
    communique.undo(dossier, theirs, build=False)
    communique.undo(dossier, mine)
    assert holders(dossier) == ["Estria", "Norland", "the guild"]
