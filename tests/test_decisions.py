"""What people decide outranks the reader, holds for the evidence, and is never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import communique
from communique.record import load_decisions
from communique.records import Decision

FIRST = "Norland rejects the fishing plan. The envoy Ada Berg met Estria in Vienna on Friday."
SECOND = "Estria says that the talks can begin when the prisoners are freed."


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A dossier with two reports."""
    folder = communique.init(tmp_path / "talks")
    story = folder / "dossier.toml"
    story.write_text(story.read_text() + '[[actors]]\nname = "Norland"\nkind = "state"\n')
    story.write_text(story.read_text() + '[[actors]]\nname = "Estria"\nkind = "state"\n')
    add(folder, tmp_path, {"id": "one", "text": FIRST, "date": "2020-01-10"})
    add(folder, tmp_path, {"id": "two", "text": SECOND, "date": "2020-01-12"})
    return folder


def add(folder: Path, beside: Path, report: dict[str, str]) -> None:
    (beside / "in.jsonl").write_text(json.dumps(report) + "\n")
    communique.add(folder, [beside / "in.jsonl"], workers=1)


def holders(folder: Path, **filters: bool | str) -> list[tuple[str, int]]:
    found = communique.positions(folder, **filters)  # type: ignore[arg-type]
    return [(position.holder, position.polarity) for position in found if position.type == "stance"]


def added(folder: Path) -> str:
    """The id of a claim that a person added."""
    fields = {"type": "stance", "holder": "Norland", "topic": "the fishing plan", "polarity": -1}
    communique.decide(folder, "one", "add", quote="rejects the fishing plan", fields=fields, who="An")
    return communique.decisions(folder)[0].claim


def test_added_claim_is_stated_by_a_person_and_shows_its_sentence(dossier: Path) -> None:
    shown = communique.show(dossier, added(dossier))
    assert (shown.fields["basis"], shown.fields["stated"]) == ("person", "True")
    assert shown.evidence[0].sentence == "Norland rejects the fishing plan."
    assert holders(dossier, suggested=False) == [("Norland", -1)]
    [row] = communique.decisions(dossier)
    assert (row.act, row.who, row.state, row.quote) == ("add", "An", "applied", "rejects the fishing plan")


def test_correction_replaces_and_rejection_removes(dossier: Path) -> None:
    communique.decide(dossier, added(dossier), "correct", fields={"holder": "Estria", "polarity": "1"})
    assert holders(dossier, suggested=False) == [("Estria", 1)]
    communique.decide(dossier, communique.decisions(dossier)[0].claim, "reject", why="nobody says so")
    assert holders(dossier, suggested=False) == []
    assert [row.act for row in communique.decisions(dossier)] == ["reject", "correct", "add"]


def test_rejected_reading_stays_away_and_an_accepted_one_is_stated_also_when_read_again(dossier: Path) -> None:
    read = [position for position in communique.positions(dossier, suggested=True) if position.holder == "Norland"]
    assert read
    communique.decide(dossier, read[0].id, "accept")
    communique.rebuild(dossier, reread=True, workers=1)
    assert communique.show(dossier, read[0].id).fields["basis"] == "person"
    communique.decide(dossier, read[0].id, "reject")
    communique.rebuild(dossier, reread=True, workers=1)
    assert read[0].id not in {position.id for position in communique.positions(dossier, suggested=True)}
    assert communique.show(dossier, read[0].id).fields["retired"]


def test_two_conditions_of_one_sentence_stay_two(dossier: Path) -> None:
    fields = {"type": "condition", "holder": "Estria"}
    for topic in ("talks <- the prisoners are freed", "talks <- the sieges are lifted"):
        communique.decide(dossier, "two", "add", quote=SECOND, fields=fields | {"topic": topic})
    [gate] = communique.gates(dossier)
    assert [row.condition for row in gate.conditions] == ["the prisoners are freed", "the sieges are lifted"]


def test_condition_is_met_from_the_day_that_a_person_gives(dossier: Path) -> None:
    fields = {"type": "condition", "holder": "Estria", "topic": "talks <- the prisoners are freed"}
    communique.decide(dossier, "two", "add", quote=SECOND, fields=fields)
    claim = communique.decisions(dossier)[0].claim
    communique.decide(dossier, claim, "met", day="2020-02-01", why="seen by an observer")
    states = {day: communique.gates(dossier, as_of=day)[0].conditions[0].state for day in ("2020-01-31", "2020-02-01")}
    assert states == {"2020-01-31": "open", "2020-02-01": "met"}
    communique.rebuild(dossier, reread=True, workers=1)
    assert not communique.blockers(dossier, "talks").blocked


def test_decision_finds_its_words_where_the_report_was_read_anew(dossier: Path, tmp_path: Path) -> None:
    added(dossier)
    moved = communique.init(tmp_path / "moved")
    add(moved, tmp_path, {"id": "one", "text": "A headline.\n\n" + FIRST, "date": "2020-01-10"})
    communique.decide(moved, from_file=dossier / "decisions.jsonl")
    [row] = communique.decisions(moved)
    assert (row.state, row.evidence[0].quote) == ("applied", "rejects the fishing plan")


def test_decision_whose_evidence_is_gone_is_kept_and_shown(dossier: Path, tmp_path: Path) -> None:
    added(dossier)
    other = communique.init(tmp_path / "other")
    add(other, tmp_path, {"id": "two", "text": SECOND, "date": "2020-01-12"})
    communique.decide(other, from_file=dossier / "decisions.jsonl")
    [row] = communique.decisions(other)
    assert (row.state, row.evidence) == ("orphaned", ())
    assert communique.show(other, row.id).fields["quote"] == "rejects the fishing plan"
    add(other, tmp_path, {"id": "one", "text": FIRST, "date": "2020-01-10"})
    assert communique.decisions(other)[0].state == "applied"


def test_decisions_are_taken_over_once_and_only_ever_added(dossier: Path, tmp_path: Path) -> None:
    added(dossier)
    before = (dossier / "decisions.jsonl").read_bytes()
    assert communique.decide(dossier, from_file=dossier / "decisions.jsonl") == ()
    communique.decide(dossier, communique.decisions(dossier)[0].claim, "reject")
    assert (dossier / "decisions.jsonl").read_bytes().startswith(before)
    assert [decision.act for decision in load_decisions(dossier)] == ["add", "reject"]


def test_what_was_decided_later_was_not_known(dossier: Path) -> None:
    claim = added(dossier)
    [decision] = load_decisions(dossier)
    later = decision.when.replace("20", "21", 1)
    line = json.dumps({"act": "reject", "when": later, "place": place(decision), "before": after(decision)})
    with (dossier / "decisions.jsonl").open("a") as file:
        file.write(line + "\n")
    communique.rebuild(dossier)
    assert holders(dossier, suggested=False) == []
    assert holders(dossier, suggested=False, known=decision.when) == [("Norland", -1)]
    assert communique.show(dossier, claim).fields["retired"] == later


def place(decision: Decision) -> dict[str, object]:
    return {name: getattr(decision.place, name) for name in ("document", "start", "end", "quote")}


def after(decision: Decision) -> dict[str, object]:
    assert decision.after
    return {name: getattr(decision.after, name) for name in ("type", "holder", "topic", "polarity")}


@pytest.mark.parametrize(
    ("id", "act", "said", "wrong"),
    [
        ("one", "add", {"quote": "accepts the plan", "fields": {"type": "stance"}}, "does not say so"),
        ("one", "add", {"quote": "rejects the fishing plan", "fields": {"type": "ghost"}}, "ghost"),
        ("one", "accept", {}, "no claim"),
        ("claim", "correct", {}, "nothing is corrected"),
        ("claim", "met", {"day": "2020-01-12"}, "no condition"),
        ("one", "correct", {"fields": {"published": "2020-02-30"}}, "is no day"),
        ("claim", "exclude", {}, "nothing that can be decided"),
    ],
)
def test_what_cannot_be_decided_is_told(dossier: Path, id: str, act: str, said: dict[str, object], wrong: str) -> None:
    claim = added(dossier)
    with pytest.raises(communique.CommuniqueError, match=wrong):
        communique.decide(dossier, claim if id == "claim" else id, act, **said)  # type: ignore[arg-type]
    assert len(load_decisions(dossier)) == 1
