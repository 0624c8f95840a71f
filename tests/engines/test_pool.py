"""The pool of processes: whatever dies, every report is read once, in its order, or named."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from communique.engines import choose_workers, read_all
from communique.engines.running import BATCH, BATCH_BYTES, batch_reports
from communique.errors import ConfigError, EngineError
from communique.records import Report
from tests.engines.making import NOBODY, outcome, quick_reports, readers, write_broken

ASIDE = "ended the process that read it, 2 times"


@pytest.fixture
def deaths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return write_broken(tmp_path)


def test_report_that_ends_its_reader_twice_is_set_aside_and_named(deaths: Path) -> None:
    reports = quick_reports(50, deadly=19)
    expected = [report.source for report in reports]
    expected[19] = f"r19: {ASIDE}"
    assert outcome(list(read_all(reports, NOBODY, workers=2))) == expected
    assert deaths.read_text().split() == ["r19", "r19"]


def test_two_deadly_reports_side_by_side_cost_only_themselves(deaths: Path) -> None:
    reports = quick_reports(40, deadly=9)
    reports[10] = Report("r10", b"A QUICK and DEADLY report.", "text")
    found = outcome(list(read_all(reports, NOBODY, workers=1)))
    assert [place for place in found if ASIDE in place] == [f"r9: {ASIDE}", f"r10: {ASIDE}"]
    assert len(found) == 40
    assert deaths.read_text().split() == ["r9", "r9", "r10", "r10"]


def test_reader_that_somebody_kills_costs_nothing(deaths: Path) -> None:
    reports = quick_reports(200)
    found = []
    for number, read in enumerate(read_all(reports, NOBODY, workers=2)):
        found.append(read)
        if number in (20, 90):
            readers()[-1].kill()
    assert outcome(found) == [report.source for report in reports]


def test_who_stops_asking_leaves_no_process_behind(deaths: Path) -> None:
    reads = read_all(quick_reports(200), NOBODY, workers=2)
    next(iter(reads))
    assert readers()
    assert isinstance(reads, Iterator)
    reads.close()  # type: ignore[attr-defined]
    assert not readers()


def test_readers_end_with_who_asked_them(deaths: Path) -> None:
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from tests.engines.making import *\nfrom communique.engines import read_all\n"
        "for read in read_all(quick_reports(5000), NOBODY, workers=2): print(flush=True)"
    )
    root = str(Path(__file__).parents[2])
    asking = subprocess.Popen([sys.executable, "-c", script, str(deaths.parent), root], stdout=subprocess.PIPE)
    assert asking.stdout
    asking.stdout.readline()
    left = readers(asking.pid)
    asking.kill()
    asking.communicate()
    assert len(left) == 2
    assert not psutil.wait_procs(left, timeout=60)[1]


def test_process_that_cannot_be_started_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(EngineError, match="no process that reads can be started"):
        list(read_all(quick_reports(40), NOBODY, workers=2))


def test_batches_are_bounded_by_their_number_and_by_their_bytes() -> None:
    small, large = Report("s", b"x", "text"), Report("l", b"x" * (BATCH_BYTES // 2), "text")
    batches = list(batch_reports([small] * (BATCH + 1) + [large] * 5))
    assert [len(batch) for batch in batches] == [BATCH, 3, 2, 1]
    assert [report for batch in batches for report in batch] == [small] * (BATCH + 1) + [large] * 5


def test_next_batch_is_asked_for_only_when_there_is_room(deaths: Path) -> None:
    given = 0

    def giving() -> Iterator[Report]:
        nonlocal given
        for report in quick_reports(4000):
            given += 1
            yield report

    reads = read_all(giving(), NOBODY, workers=1)
    next(iter(reads))
    time.sleep(0.5)
    assert given <= 6 * BATCH
    reads.close()  # type: ignore[attr-defined]


def test_engine_that_is_not_there_or_is_told_nonsense_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="--engine ray"):
        choose_workers("process", 2, "10.0.0.1:6379")
    with pytest.raises(ConfigError, match="no engine 'spark'"):
        choose_workers("spark", 2)  # type: ignore[arg-type]
    monkeypatch.setattr("communique.engines.running.find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"pip install 'communique\[ray\]'"):
        choose_workers("ray", 2)


def test_ray_is_not_imported_unasked() -> None:
    script = "import sys, communique, communique.cli; sys.exit('ray' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
