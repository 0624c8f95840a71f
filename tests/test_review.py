"""Undo and redo, actors and events that are one or two, reports put right or left out, two people at once."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import communique
from communique.cli import cli
from communique.record import decision_id, load_decisions, standing_decisions
from tests.record.storing import STORY, store
from tests.record.strategies import claim, event, read


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Three reports: two on one meeting, one on another."""
    stance = claim(argument="", topic="the fishing plan")
    return store(
        tmp_path / "talks",
        [
            read("one", claims=[stance], events=[event(date="2020-01-09")], outlet="Harbour Wire"),
            read("two", claims=[claim(holder="Norland's ministry", argument="", topic="the fishing plan")]),
            read("three", day="2020-01-12", events=[event(date="2020-01-09")]),
        ],
    )


def stances(folder: Path, **filters: Any) -> list[tuple[str, int]]:
    found = communique.positions(folder, suggested=False, **filters)
    return sorted((position.holder, position.documents) for position in found if position.type == "stance")


def meetings(folder: Path) -> list[tuple[str, int]]:
    return [(entry.id, entry.documents) for entry in communique.timeline(folder) if entry.kind == "consult"]


def first(folder: Path) -> str:
    [position] = [each for each in communique.positions(folder) if each.holder == "Norland"]
    return position.id


def test_undo_and_redo_go_back_and_forth_without_end(dossier: Path) -> None:
    claim = first(dossier)
    before = stances(dossier)
    communique.decide(dossier, claim, "reject", who="An")
    communique.decide(dossier, next(p.id for p in communique.positions(dossier) if p.holder != "Norland"), "reject")
    assert stances(dossier) == []
    for _ in range(2):
        communique.undo(dossier)
        communique.undo(dossier)
        assert stances(dossier) == before
        communique.redo(dossier)
        assert stances(dossier) == [("Norland's ministry", 1)]
        communique.redo(dossier)
        assert stances(dossier) == []
    with pytest.raises(communique.QuestionError, match="no decision that is undone"):
        communique.redo(dossier)


def test_undo_is_of_ones_own_last_decision_where_it_is_told_who(dossier: Path) -> None:
    communique.decide(dossier, first(dossier), "accept", who="An")
    communique.exclude(dossier, "two", who="Bo")
    undone = communique.undo(dossier, who="An")
    assert undone.over == decision_id(load_decisions(dossier)[0])
    assert [row.state for row in communique.decisions(dossier)] == ["applied", "applied", "undone"]


def test_nothing_is_redone_after_a_new_decision_but_the_bin_keeps_it(dossier: Path) -> None:
    communique.decide(dossier, first(dossier), "reject")
    communique.undo(dossier)
    communique.exclude(dossier, "two")
    with pytest.raises(communique.QuestionError):
        communique.redo(dossier)
    report, decision = communique.bin(dossier)
    assert (report.what, report.document, decision.what, decision.act) == ("report", "two", "decision", "reject")
    communique.restore(dossier, decision.id)
    communique.restore(dossier, "two")
    assert stances(dossier) == [("Norland's ministry", 1)]
    assert [row.what for row in communique.bin(dossier)] == ["decision", "claim"]


def test_excluded_report_counts_as_never_added_and_its_decisions_wait(dossier: Path) -> None:
    communique.decide(dossier, first(dossier), "accept")
    communique.exclude(dossier, "one", why="satire")
    assert [row.id for row in communique.documents(dossier)] == ["two", "three"]
    assert stances(dossier) == [("Norland's ministry", 1)]
    assert [row.state for row in communique.decisions(dossier)] == ["applied", "excluded"]
    communique.restore(dossier, "one")
    assert stances(dossier) == [("Norland", 1), ("Norland's ministry", 1)]
    assert communique.show(dossier, first(dossier)).fields["basis"] == "person"


def test_outlet_is_corrected_and_stays_as_read_in_what_is_kept(dossier: Path) -> None:
    batches = {path: path.read_bytes() for path in (dossier / "documents").glob("*.parquet")}
    communique.decide(dossier, "one", "correct", fields={"outlet": "Cedar Post"})
    assert [row.outlet for row in communique.documents(dossier)] == ["Cedar Post", "", ""]
    assert all(path.read_bytes() == raw for path, raw in batches.items())
    communique.undo(dossier)
    assert [row.outlet for row in communique.documents(dossier)] == ["Harbour Wire", "", ""]


def test_a_corrected_date_moves_the_days_that_the_report_tells(tmp_path: Path) -> None:
    folder = communique.init(tmp_path / "talks")
    text = "Norland and Estria met in Vienna on Friday. Norland's envoy Ada Berg said Estria must leave."
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "one", "text": text, "date": "2020-01-13"}))
    communique.add(folder, [tmp_path / "in.jsonl"], workers=1)
    assert {entry.day for entry in communique.timeline(folder) if entry.kind == "consult"} == {"2020-01-10"}
    communique.decide(folder, "one", "correct", fields={"published": "2020-02-17"})
    for _ in range(2):
        [row] = communique.documents(folder)
        assert (row.published, row.basis) == ("2020-02-17", "person")
        assert {entry.day for entry in communique.timeline(folder) if entry.kind == "consult"} == {"2020-02-14"}
        communique.rebuild(folder, reread=True, workers=1)
    communique.undo(folder)
    [row] = communique.documents(folder)
    assert (row.published, row.basis) == ("2020-01-13", "given")
    assert {entry.day for entry in communique.timeline(folder) if entry.kind == "consult"} == {"2020-01-10"}


def test_two_names_are_one_actor_and_apart_again(dossier: Path) -> None:
    communique.merge(dossier, "Norland", "Norland's ministry")
    assert stances(dossier) == [("Norland", 2)]
    assert communique.positions(dossier, actor="Norland's ministry")[0].holder == "Norland"
    communique.split(dossier, "Norland's ministry")
    assert stances(dossier) == [("Norland", 1), ("Norland's ministry", 1)]
    assert [row.state for row in communique.decisions(dossier)] == ["applied", "applied"]
    communique.undo(dossier)
    assert stances(dossier) == [("Norland", 2)]


def test_three_names_are_one_whoever_says_so_and_a_split_of_one_goes_against_that(dossier: Path) -> None:
    communique.merge(dossier, "Norland", "Norland's ministry", who="An", build=False)
    communique.merge(dossier, "Norland", "Estria", who="Bo", build=False)
    with pytest.raises(communique.DecidedError):
        communique.merge(dossier, "Norland's ministry", "Norland", who="Bo", build=False)
    with pytest.raises(communique.DecidedError):
        communique.split(dossier, "Norland's ministry", called="a ministry", who="Cy")
    assert len(load_decisions(dossier)) == 2


def test_one_name_is_somebody_else_in_one_report(dossier: Path) -> None:
    communique.decide(dossier, first(dossier), "accept")
    communique.split(dossier, "Norland", report="one", called="Norland (a ship)")
    assert stances(dossier) == [("Norland (a ship)", 1), ("Norland's ministry", 1)]
    assert {row.state for row in communique.decisions(dossier)} == {"applied"}
    assert communique.positions(dossier, actor="Norland (a ship)")
    with pytest.raises(communique.QuestionError, match="does not name"):
        communique.split(dossier, "the guild", report="two", called="another guild")


def test_reports_of_one_event_are_two_and_one_again(dossier: Path) -> None:
    [(id, both)] = meetings(dossier)
    assert both == 2
    communique.split(dossier, id, report="three")
    assert sorted(count for _, count in meetings(dossier)) == [1, 1]
    communique.rebuild(dossier)
    one, two = (id for id, _ in meetings(dossier))
    communique.merge(dossier, one, two)
    assert meetings(dossier) == [(id, 2)]
    communique.undo(dossier)
    assert len(meetings(dossier)) == 2


def test_decision_on_what_no_report_has_any_more_is_kept_and_shown(dossier: Path, tmp_path: Path) -> None:
    communique.merge(dossier, "Norland", "Norland's ministry")
    communique.split(dossier, meetings(dossier)[0][0], report="three")
    communique.exclude(dossier, "three")
    other = store(tmp_path / "other", [read("four", claims=[claim(holder="Estria")])])
    communique.decide(other, from_file=dossier / "decisions.jsonl")
    assert {(row.act, row.state) for row in communique.decisions(other)} == {
        ("merge", "idle"),
        ("split", "orphaned"),
        ("exclude", "orphaned"),
    }


def test_second_reviewer_sees_the_first_and_may_decide_otherwise_knowingly(dossier: Path) -> None:
    claim = first(dossier)
    communique.decide(dossier, claim, "reject", who="An", build=False)
    with pytest.raises(communique.DecidedError, match="by An") as caught:
        communique.decide(dossier, claim, "accept", who="Bo", why="she says so", build=False)
    assert (caught.value.theirs.who, caught.value.yours.why) == ("An", "she says so")
    assert len(load_decisions(dossier)) == 1
    communique.decide(dossier, claim, "accept", who="Bo", over=caught.value.over)
    assert communique.show(dossier, claim).fields["basis"] == "person"
    assert [(row.who, row.state) for row in communique.decisions(dossier)] == [("Bo", "applied"), ("An", "replaced")]
    communique.undo(dossier, who="Bo")
    assert stances(dossier) == [("Norland's ministry", 1)]


def test_conflict_is_seen_also_after_the_record_was_built(dossier: Path) -> None:
    claim = first(dossier)
    communique.decide(dossier, claim, "correct", fields={"polarity": -1}, who="An")
    with pytest.raises(communique.DecidedError):
        communique.decide(dossier, claim, "reject", who="Bo")
    communique.decide(dossier, communique.decisions(dossier)[0].claim, "accept", who="An")
    with pytest.raises(communique.DecidedError):
        communique.decide(dossier, communique.decisions(dossier)[0].claim, "reject", who="Bo", over="")


def test_who_agrees_or_thinks_better_of_it_meets_no_conflict(dossier: Path) -> None:
    claim = first(dossier)
    communique.decide(dossier, claim, "reject", who="An", build=False)
    communique.decide(dossier, claim, "reject", who="Bo", build=False)
    communique.decide(dossier, claim, "accept", who="Bo")
    assert ("Norland", 1) in stances(dossier)


def test_a_decision_shows_before_the_record_knows_it(dossier: Path) -> None:
    communique.decide(dossier, first(dossier), "reject", who="An", build=False)
    [row] = communique.decisions(dossier)
    assert (row.state, row.evidence[0].document) == ("waiting", "one")
    assert [each.what for each in communique.bin(dossier)] == ["claim"]
    communique.undo(dossier, build=False)
    assert {each.state for each in communique.decisions(dossier)} == {"waiting", "undone"}


def decide_many(folder: str, who: str) -> None:
    for number in range(8):
        fields = {"type": "stance", "holder": who, "topic": f"matter {number}"}
        communique.decide(folder, "one", "add", quote="must leave the island", fields=fields, who=who, build=False)


def test_two_processes_decide_at_once_and_every_line_is_whole(dossier: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    people = [spawn.Process(target=decide_many, args=(str(dossier), who)) for who in ("An", "Bo")]
    for person in people:
        person.start()
    for person in people:
        person.join()
    lines = (dossier / "decisions.jsonl").read_text().splitlines()
    assert sorted(json.loads(line)["who"] for line in lines) == ["An"] * 8 + ["Bo"] * 8


def test_kill_while_writing_costs_at_most_the_line_being_written(dossier: Path) -> None:
    communique.decide(dossier, first(dossier), "accept", who="An", build=False)
    path = dossier / "decisions.jsonl"
    whole = path.read_bytes()
    for cut in range(1, len(whole), 7):
        path.write_bytes(whole + whole[:cut])
        assert len(load_decisions(dossier)) == 1
    communique.exclude(dossier, "two", build=False)
    assert path.read_bytes().startswith(whole)
    assert [each.act for each in load_decisions(dossier)] == ["accept", "exclude"]


def test_process_killed_at_any_moment_leaves_a_file_that_reads(dossier: Path) -> None:
    code = f"from tests.test_review import decide_many\nwhile True: decide_many({str(dossier)!r}, 'An')"
    process = subprocess.Popen([sys.executable, "-c", code])
    while not load_decisions(dossier):
        assert process.poll() is None
    process.kill()
    process.wait()
    before = len(load_decisions(dossier))
    communique.exclude(dossier, "two")
    assert [row.state for row in communique.decisions(dossier)].count("applied") == before + 1


def test_decisions_of_older_files_read_as_they_did(dossier: Path) -> None:
    old = {
        "act": "reject",
        "when": "2020-02-01T09:00:01+00:00",
        "place": {"document": "one", "start": 0, "end": 47, "quote": ""},
        "who": "example reviewer",
        "before": {"type": "stance", "holder": "Norland", "topic": "the fishing plan"},
    }
    text = communique.show(dossier, "one").text
    old["place"] = {"document": "one", "start": 0, "end": 47, "quote": text[:47]}
    (dossier / "decisions.jsonl").write_text(json.dumps(old))
    communique.rebuild(dossier)
    assert stances(dossier) == [("Norland's ministry", 1)]
    communique.decide(dossier, "one", "add", quote="met in Vienna", fields={"type": "consult", "holder": "Norland"})
    assert [each.act for each in load_decisions(dossier)] == ["reject", "add"]
    assert standing_decisions(load_decisions(dossier)) == list(load_decisions(dossier))


def test_queue_puts_what_would_move_a_gate_first_and_says_why(tmp_path: Path) -> None:
    gate = '[[gates]]\nname = "talks"\n[[gates.conditions]]\nname = "a truce"\nwords = ["truce"]\n'
    wants = claim("condition", "Norland", topic="the talks <- a truce", confidence=0.7)
    folder = store(
        tmp_path / "talks",
        [read("one", claims=[wants]), read("two", claims=[claim("accuse", confidence=0.69), claim("pledge")])],
        story=STORY + gate,
    )
    first, second, third = communique.queue(folder)
    assert (first.type, first.evidence[0].document) == ("condition", "one")
    assert "without it" in first.reasons[0]
    assert "talks" in first.reasons[0]
    assert [second.type, third.type] == ["accuse", "pledge"]
    assert "69 times in 100" in second.reasons[-1]


def test_what_is_decided_leaves_the_queue_at_once_and_comes_back_when_undone(dossier: Path) -> None:
    before = [row.id for row in communique.queue(dossier)]
    communique.decide(dossier, before[0], "accept", build=False)
    assert [row.id for row in communique.queue(dossier)] == before[1:]
    communique.undo(dossier, build=False)
    assert [row.id for row in communique.queue(dossier)] == before
    communique.exclude(dossier, "one", build=False)
    assert "one" not in {row.evidence[0].document for row in communique.queue(dossier)}
    communique.rebuild(dossier)
    assert [row.id for row in communique.queue(dossier)] == [id for id in before if id in row_ids(dossier)]


def row_ids(folder: Path) -> set[str]:
    return {position.id for position in communique.positions(folder, suggested=True)}


def test_review_takes_one_key_a_decision(tmp_path: Path) -> None:
    dossier = store(tmp_path / "talks", [read(name, claims=[claim(topic=name)]) for name in ("one", "two", "three")])
    keys = ["s", "w", "it says so", "a", "u", "c", "polarity=-1", "", "x", "q", "a"]
    result = CliRunner().invoke(cli, ["review", str(dossier), "--who", "An"], input="\n".join(keys))
    assert (result.exit_code, ">>" in result.output, "3 decisions" in result.output) == (0, True, True)
    corrected, undone, accepted = communique.decisions(dossier)
    assert [corrected.state, undone.act, accepted.state, accepted.why] == ["applied", "undo", "undone", "it says so"]
    assert "(not)" in corrected.after
    assert len(communique.queue(dossier)) == 2


def test_new_acts_are_commands_with_the_id_that_takes_them_back(dossier: Path) -> None:
    said = ["merge", str(dossier), "Norland", "Norland's ministry", "--later"]
    out = CliRunner().invoke(cli, said).output
    id = out.rpartition("(")[2].strip(")\n")
    assert out.startswith("merge: Norland = Norland's ministry")
    assert CliRunner().invoke(cli, ["undo", str(dossier), id]).exit_code == 0
    assert stances(dossier) == [("Norland", 1), ("Norland's ministry", 1)]
    assert "merge" in CliRunner().invoke(cli, ["bin", str(dossier)]).output
