"""A dossier on disk: nothing is lost, nothing is read twice, nobody waits for ever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from filelock import FileLock

import communique
from communique import storage
from communique.dossier import Added

ARTICLE = "Norland said on Monday that it will not attend the talks. Estria met Norland in Vienna, the ministry said."


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A new dossier."""
    return communique.init(tmp_path / "talks", title="Island talks")


def write_reports(folder: Path, count: int, *, name: str = "reports.jsonl") -> Path:
    folder.mkdir(exist_ok=True)
    rows = [
        {"id": f"r{n}", "text": f"{ARTICLE} Report {n} has its own words {n * 7919}.", "date": "2020-01-10"}
        for n in range(count)
    ]
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder / name


def stored(dossier: Path) -> list[str]:
    return [str(key) for path in storage.batches(dossier) for key in pq.read_table(path)["id"].to_pylist()]


def test_init_copies_a_story_and_refuses_to_overwrite(tmp_path: Path) -> None:
    story = tmp_path / "story.toml"
    story.write_text('title = "Fish"\n[[actors]]\nname = "Norland"\nkind = "state"\n')
    folder = communique.init(tmp_path / "a dossier", from_file=story)
    assert (folder / "dossier.toml").read_text() == story.read_text()
    with pytest.raises(communique.DossierError, match="already"):
        communique.init(folder)


@pytest.mark.parametrize(
    ("toml", "where"),
    [
        ("title = 3", "title"),
        ("titel = 'x'", "titel"),
        ("[[actors]]\nname = 'x'\nkind = 'ghost'", "ghost"),
        ("x = [", "story.toml"),
    ],
)
def test_mistake_in_a_story_is_told_with_its_place(tmp_path: Path, toml: str, where: str) -> None:
    story = tmp_path / "story.toml"
    story.write_text(toml)
    with pytest.raises(communique.ConfigError, match=where):
        communique.init(tmp_path / "talks", from_file=story)


def test_adding_twice_changes_nothing(dossier: Path, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in", 3)
    first = communique.add(dossier, [reports])
    before = {path.name: path.stat().st_mtime_ns for path in dossier.rglob("*") if path.is_file()}
    second = communique.add(dossier, [reports, reports])
    assert (first.new, second.new, second.known) == (3, 0, 6)
    assert {path.name: path.stat().st_mtime_ns for path in dossier.rglob("*") if path.is_file()} == before


def test_one_id_with_two_contents_keeps_both_with_a_note(dossier: Path, tmp_path: Path) -> None:
    one = write_reports(tmp_path / "in", 1)
    two = tmp_path / "in" / "other.jsonl"
    two.write_text(one.read_text().replace("Monday", "Tuesday"))
    communique.add(dossier, [one, two])
    rows = communique.documents(dossier)
    assert len(rows) == 2
    assert [bool(row.notes) for row in sorted(rows, key=lambda row: len(row.id))] == [False, True]


def test_bad_input_costs_only_itself(dossier: Path, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in", 2)
    (tmp_path / "in" / "empty.txt").write_text("")
    done: Added = communique.add(dossier, [reports.parent, tmp_path / "nowhere"])
    assert done.new == 2
    assert {Path(failure.source).name for failure in done.failures} == {"empty.txt", "nowhere"}
    assert all(failure.problem and failure.hint for failure in done.failures)


def test_what_a_person_says_of_reports_outranks_them(dossier: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Met the envoy. He says that Norland will not accept the list.")
    communique.add(dossier, [note], outlet="own notes", date="2020-01-12")
    [row] = communique.documents(dossier)
    assert (row.outlet, row.published, row.basis) == ("own notes", "2020-01-12", "given")
    with pytest.raises(communique.InputError, match="no day"):
        communique.add(dossier, [note], date="yesterday")


def test_rebuild_makes_the_same_record(dossier: Path, tmp_path: Path) -> None:
    communique.add(dossier, [write_reports(tmp_path / "in", 3)])
    before = communique.timeline(dossier, suggested=True), communique.documents(dossier), communique.statements(dossier)
    (dossier / "record.duckdb").unlink()
    communique.rebuild(dossier)
    assert (
        communique.timeline(dossier, suggested=True),
        communique.documents(dossier),
        communique.statements(dossier),
    ) == before
    communique.rebuild(dossier, reread=True)
    assert (
        communique.timeline(dossier, suggested=True),
        communique.documents(dossier),
        communique.statements(dossier),
    ) == before
    assert len(stored(dossier)) == 6, "a new reading is appended, the old one stays"


def test_lost_record_is_made_again_by_the_next_add(dossier: Path, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in", 1)
    communique.add(dossier, [reports])
    (dossier / "record.duckdb").unlink()
    communique.add(dossier, [reports])
    assert len(communique.documents(dossier)) == 1


def test_damaged_batch_is_named(dossier: Path, tmp_path: Path) -> None:
    communique.add(dossier, [write_reports(tmp_path / "in", 1)])
    [batch] = storage.batches(dossier)
    batch.write_bytes(b"nonsense")
    with pytest.raises(communique.DossierError, match=batch.name):
        communique.rebuild(dossier)


def test_second_writer_waits_then_gives_up_and_readers_read_on(dossier: Path, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in", 1)
    communique.add(dossier, [reports])
    told: list[str] = []
    with FileLock(dossier / storage.LOCK):
        assert len(communique.documents(dossier)) == 1
        with pytest.raises(communique.DossierError, match="another command"):
            communique.add(dossier, [reports], wait=0.2, tell=told.append)
    assert told
    assert communique.add(dossier, [reports], wait=0.2).known == 1


def test_kill_loses_at_most_the_batch_being_written(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = write_reports(tmp_path / "in", 120)
    script = (
        "import communique, sys; from communique import storage; storage.BATCH_SIZE = 5; "
        "communique.add(sys.argv[1], sys.argv[2:], workers=1)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, dossier, reports], env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    deadline = time.monotonic() + 60
    while len(storage.batches(dossier)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGKILL)
    child.wait()
    kept = stored(dossier)
    assert 10 <= len(kept) < 120
    done = communique.add(dossier, [reports])
    assert done.known == len(kept)
    assert sorted(stored(dossier)) == sorted(f"r{n}" for n in range(120))
    assert not list((dossier / "documents").glob(".*"))


def test_pool_of_processes_reads_what_one_process_reads(tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in", 30)
    alone = list(communique.extract([reports], workers=1))
    assert list(communique.extract([reports], workers=2)) == alone
    assert len(alone) == 30
