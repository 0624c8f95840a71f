"""What is staged of reports is kept, and believed only where it cannot differ from what would be made anew."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import communique
from communique import staged, storage
from communique.record import stage_read
from communique.records import Read
from communique.refreshing import refresh
from tests.record.storing import STORY, store
from tests.record.strategies import READS

REPORT = "Norland said on Monday that it will not attend the talks. Estria met Norland in Vienna, the ministry said."
ASK = ("positions", "timeline", "statements", "documents", "conflicts", "schedule", "lists", "actors")


def answers(dossier: Path) -> list[Any]:
    """What a dossier answers to several questions."""
    return [getattr(communique, name)(dossier, suggested=True) for name in ASK]


def files(dossier: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (dossier / "staged").iterdir()}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of three reports, added one after the other."""
    folder = tmp_path_factory.mktemp("staged")
    dossier = communique.init(folder / "talks", title="Island talks")
    (dossier / "dossier.toml").write_text(STORY)
    for day in (10, 12, 14):
        report = folder / f"{day}.txt"
        report.write_text(f"{REPORT} It was the report number {day}.")
        communique.add(dossier, [report], date=f"2020-01-{day}")
    return dossier


@pytest.fixture
def dossier(original: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled."""
    return Path(shutil.copytree(original, tmp_path / "talks"))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the documents that are staged from now on."""
    ids: list[str] = []

    def count(read: Read) -> Any:
        ids.append(read.document.id)
        return stage_read(read)

    monkeypatch.setattr(staged, "stage_read", count)
    return ids


def test_only_new_reports_are_staged(dossier: Path, tmp_path: Path, counted: list[str]) -> None:
    before = files(dossier)
    communique.rebuild(dossier)
    assert counted == []
    assert files(dossier) == before
    (tmp_path / "new.txt").write_text(f"{REPORT} It is new.")
    communique.add(dossier, [tmp_path / "new.txt"])
    assert len(counted) == 1
    assert before.items() < files(dossier).items()


def test_decision_stages_only_its_report_and_leaves_the_files(dossier: Path, counted: list[str]) -> None:
    before, told = files(dossier), answers(dossier)
    claim = communique.positions(dossier, suggested=True)[0]
    communique.decide(dossier, claim.id, "reject")
    assert answers(dossier) != told
    assert counted == []
    assert files(dossier) == before
    communique.undo(dossier)
    assert answers(dossier) == told


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 3] ^= 1
    path.write_bytes(bytes(raw))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("spoil", [_cut, _flip, _empty, Path.unlink])
def test_damaged_file_is_made_anew(dossier: Path, spoil: Any, counted: list[str]) -> None:
    before, told = files(dossier), answers(dossier)
    spoil(sorted((dossier / "staged").iterdir())[0])
    communique.rebuild(dossier)
    assert answers(dossier) == told
    assert files(dossier) == before
    assert len(counted) == 1


def test_what_belongs_to_no_file_goes(dossier: Path) -> None:
    before = files(dossier)
    (dossier / "staged" / ".123.tmp").write_bytes(b"half of a file")
    (dossier / "staged" / "notes.parquet").write_bytes(b"no file of ours")
    communique.rebuild(dossier)
    assert files(dossier) == before


def test_file_of_another_dossier_is_not_believed(dossier: Path, tmp_path: Path) -> None:
    before, told = files(dossier), answers(dossier)
    other = communique.init(tmp_path / "other", title="Others")
    (tmp_path / "lie.txt").write_text("Estria said on Monday that it will attend the talks.")
    communique.add(other, [tmp_path / "lie.txt"], date="2020-01-10")
    shutil.copytree(other / "staged", dossier / "staged", dirs_exist_ok=True)
    communique.rebuild(dossier)
    assert answers(dossier) == told
    assert files(dossier) == before


def test_file_of_a_batch_that_changed_is_not_believed(dossier: Path, counted: list[str]) -> None:
    told = answers(dossier)
    batch = storage.batches(dossier)[0]
    os.utime(batch, ns=(1, 1))
    communique.rebuild(dossier)
    assert answers(dossier) == told
    assert len(counted) == 1


def test_file_of_another_program_is_not_believed(
    dossier: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = answers(dossier)
    monkeypatch.setattr(staged, "_program", lambda: "a later one")
    communique.rebuild(dossier)
    assert answers(dossier) == told
    assert len(counted) == 3


def test_many_small_files_become_one(dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged, "MANY", 3)
    (tmp_path / "new.txt").write_text(f"{REPORT} It is new.")
    communique.add(dossier, [tmp_path / "new.txt"])
    assert len(files(dossier)) == 1
    told = answers(dossier)
    shutil.rmtree(dossier / "staged")
    communique.rebuild(dossier)
    assert answers(dossier) == told


def test_report_that_is_read_again_counts_once(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, before = answers(dossier), files(dossier)
    monkeypatch.setattr(staged, "MANY", 1)  # old rows and new ones come into one file
    communique.rebuild(dossier, reread=True)
    assert answers(dossier) == told
    batch = storage.batches(dossier)[-1]
    batch.unlink()
    communique.rebuild(dossier)
    assert answers(dossier) == told
    assert before.keys() != files(dossier).keys()


def test_pool_stages_what_one_process_stages(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = answers(dossier)
    shutil.rmtree(dossier / "staged")
    monkeypatch.setattr(staged, "FEW", 1)
    monkeypatch.setattr(staged, "AT_ONCE", 1)
    monkeypatch.setattr(staged, "default_workers", lambda: 2)
    communique.rebuild(dossier)
    assert answers(dossier) == told
    assert len(files(dossier)) == 3


def test_killed_build_leaves_no_process_and_harms_nothing(dossier: Path) -> None:
    told = answers(dossier)
    shutil.rmtree(dossier / "staged")
    script = (
        "import sys, communique; from communique import staged; staged.FEW = staged.AT_ONCE = 1; "
        "staged.default_workers = lambda: 2; communique.rebuild(sys.argv[1])"
    )
    build = psutil.Popen([sys.executable, "-c", script, str(dossier)])
    deadline = time.monotonic() + 60
    while len(workers := build.children(recursive=True)) < 3 and build.is_running() and time.monotonic() < deadline:
        time.sleep(0.02)
    build.kill()
    build.wait()
    assert workers
    _, alive = psutil.wait_procs(workers, timeout=60)
    assert not alive
    assert answers(dossier) == told, "the old record answers on"
    communique.rebuild(dossier)
    assert answers(dossier) == told


def test_little_memory_gives_the_same_record(dossier: Path) -> None:
    told = answers(dossier)
    communique.rebuild(dossier, memory=500_000_000)
    assert answers(dossier) == told


@settings(max_examples=6, deadline=None)
@given(reads=READS, size=st.integers(1, 5), mix=st.randoms(use_true_random=False))
def test_batches_and_their_order_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, reads: list[Read], size: int, mix: Any
) -> None:
    folder = tmp_path_factory.mktemp("batches")
    one = store(folder / "one", reads)
    mixed = list(reads)
    mix.shuffle(mixed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "BATCH_SIZE", size)
        two = store(folder / "two", mixed)
    assert _untimed(answers(one)) == _untimed(answers(two))
    shutil.rmtree(two / "staged")
    (two / "record.duckdb").unlink()
    refresh(two)
    assert _untimed(answers(one)) == _untimed(answers(two))


def _untimed(told: Iterable[Any]) -> list[Any]:
    """Answers without the times at which reports were added."""
    return [[getattr(row, "id", row) if hasattr(row, "added") else row for row in rows] for rows in told]
