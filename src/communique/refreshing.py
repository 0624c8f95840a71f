"""The record of a dossier kept up to date: built beside the old one and swapped in, at once or behind a reviewer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import msgspec
from filelock import FileLock, Timeout

from communique.actors import merge_gazetteers, world_gazetteer
from communique.errors import CommuniqueError, DossierError
from communique.readers import choose_reader, read_reports
from communique.record import (
    DECISIONS,
    Amender,
    build_record,
    corrected_fields,
    is_current,
    load_decisions,
    memory_limit,
    standing_decisions,
)
from communique.records import Decision, Failure, Gazetteer, Read, Report, ReportFields, Story
from communique.staged import AGAIN, find_origins, stage_reports
from communique.storage import (
    RECORD,
    STORY,
    BatchWriter,
    Stored,
    batches,
    first_added,
    kept_answers,
    list_rows,
    load_story,
    open_folder,
    rows_of,
    writing,
)

WAIT = 60.0  # seconds that a second writer waits
LONG = 3600.0  # and that one behind a reviewer does
GENTLE = 5  # how far a build behind a reviewer steps back for what the person does
BUILDING = ".record.lock"
BESIDE = ".build-"  # begins the name of the folder in which a record is made

Tell = Callable[[str], None]


def story_gazetteer(story: Story) -> Gazetteer:
    """The actors of a story before those of the world: where both claim a name, the story has it."""
    return merge_gazetteers(Gazetteer(story.actors), world_gazetteer())


def refresh(dossier: str | Path, *, wait: float = WAIT, tell: Tell = lambda _: None) -> bool:
    """Bring the record up to date if anything that it is made from is newer; reports may be added beside it.

    Tells whether that was needed. Raises DossierError when others build it for longer than ``wait`` seconds.
    """
    folder = open_folder(dossier)
    with _building(folder, wait):
        if record_is_current(folder):
            return False
        tell("building the record")
        with suppress(DossierError), writing(folder, wait=0, tell=lambda _: None):  # else whoever writes will do it
            _read_corrected(folder)
        _make_record(folder)
    return True


def build_anew(folder: Path, *, wait: float, memory: int | None = None) -> None:
    """Build the record in so many bytes of memory; for those who hold the dossier for writing."""
    with _building(folder, wait):
        _read_corrected(folder)
        _make_record(folder, memory)


def record_is_current(folder: Path) -> bool:
    """Whether the record is made from all that is there."""
    return is_current(folder / RECORD, _sources(folder))


def _sources(folder: Path) -> list[Path]:
    return [*batches(folder), folder / STORY, folder / DECISIONS]


@contextmanager
def _building(folder: Path, wait: float) -> Iterator[None]:
    """Hold the record, so that it is built once at a time."""
    try:
        with FileLock(folder / BUILDING, timeout=wait):
            yield
    except Timeout as error:
        hint = "Wait for it to end, or give more time with --wait SECONDS."
        raise DossierError("its record is being built by another command", where=str(folder), hint=hint) from error


def _make_record(folder: Path, memory: int | None = None) -> None:
    """Build the record beside the old one and swap it in; its time is that of the youngest of what it is made from."""
    made_from = max(path.stat().st_mtime_ns for path in _sources(folder) if path.exists())
    for left_over in folder.glob(f"{BESIDE}*"):  # of a build that was killed: nobody else builds now
        shutil.rmtree(left_over)
    with tempfile.TemporaryDirectory(prefix=BESIDE, dir=folder) as beside:
        target = Path(beside) / RECORD
        _build(folder, target, memory)
        os.utime(target, ns=(made_from, made_from))
        for made in (target.with_suffix(".search"), target):
            shutil.move(made, folder / made.name)


def _build(folder: Path, target: Path, memory: int | None) -> None:
    """Build the record: what people decided about is staged now, all else is taken as it was staged before."""
    story, decisions = load_story(folder), load_decisions(folder)
    standing, amender = standing_decisions(decisions), Amender(decisions)
    apart = {each.place.document for each in standing if each.place and not each.kind}
    with duckdb.connect(target.with_name("staging.duckdb"), config=memory_limit(memory)) as database:
        filed = stage_reports(database, folder, apart=apart, beside=target.parent)
        added = first_added(database, apart)
        reads = list(_chosen(rows_of(database, apart), standing))
        counted = (amender.amend(read.document) for read in reads if not amender.excludes(read.document.id))
        origins = find_origins(database, filed, counted)
    build_record(
        target,
        reads,
        filed=filed,
        origins=origins,
        added=added,
        story=story,
        gazetteer=story_gazetteer(story),
        decisions=decisions,
        memory=memory,
    )


def _chosen(rows: Iterable[Stored], decisions: Iterable[Decision]) -> Iterator[Read]:
    """What was read of each report: under the date that a person gave it, where it was read again under that."""
    by_key, dates = {row.key: row for row in rows}, corrected_fields(decisions)
    for key, row in by_key.items():
        if AGAIN not in key:
            said = dates.get(row.read.document.id, ReportFields())
            yield by_key.get(f"{key}{AGAIN}{said.published}", row).read


def _read_corrected(folder: Path) -> None:
    """Read reports whose date a person corrected once more under that date, for "on Friday" is another day then."""
    fields = corrected_fields(standing_decisions(load_decisions(folder)))
    dates = {id: said.published for id, said in fields.items() if said.published}
    if not dates:
        return
    with duckdb.connect() as database:
        list_rows(database, folder)
        rows = {row.key: row for row in rows_of(database, dates)}
    wanted = {f"{key}{AGAIN}{dates[row.read.document.id]}": row for key, row in rows.items()}
    missing = {key: row for key, row in wanted.items() if key not in rows and AGAIN not in row.key}
    if not missing:
        return
    reports = [_dated(row, key.partition(AGAIN)[2]) for key, row in missing.items()]
    writer = BatchWriter(folder)
    for key, report, read in zip(missing, reports, _read_again(folder, reports), strict=True):
        if isinstance(read, Read):
            document = msgspec.structs.replace(read.document, id=missing[key].read.document.id)
            writer.add(key, Read(document, read.extraction), report)
    writer.flush()


def _read_again(folder: Path, reports: Iterable[Report]) -> Iterator[Read | Failure]:
    story = load_story(folder)
    reader, kept = choose_reader(story.reader, None), kept_answers(folder)
    nobody = {"tell": lambda _: None, "heed": lambda _: None}
    return read_reports(reports, reader, story_gazetteer(story), workers=1, kept=kept, **nobody)


def _dated(row: Stored, day: str) -> Report:
    return msgspec.structs.replace(row.report, given={**row.report.given, "date": day})


class Refresher:
    """Brings a record up to date behind a reviewer, in a process of its own, once for all that was asked meanwhile.

    ``problem`` is why the last time failed, empty if it did not.
    """

    def __init__(self, dossier: str | Path) -> None:
        self._folder = str(dossier)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._asked = False
        self.problem = ""

    def ask(self) -> None:
        """Say that something was decided; returns at once."""
        with self._lock:
            self._asked = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    @property
    def idle(self) -> bool:
        """Whether nothing is being built."""
        return self._thread is None

    def wait(self) -> None:
        """Wait until all that was asked for is done."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._asked:
                    self._thread = None
                    return
                self._asked = False
            self.problem = _refresh_beside(self._folder)


def _refresh_beside(folder: str) -> str:
    """Bring a record up to date in a process of its own; what went wrong in one line, empty for nothing."""
    command = [sys.executable, "-P", "-c", APART, folder]  # -P: no module of the folder that one happens to be in
    try:
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)  # noqa: S603
    except OSError as error:
        return f"no process could be started for it ({error.strerror})"
    said = done.stderr.strip().splitlines() or [f"its process was ended ({done.returncode})"]
    return said[-1] if done.returncode else ""


APART = "import sys; from communique.refreshing import refresh_apart; sys.exit(refresh_apart(sys.argv[1]))"


def refresh_apart(folder: str) -> str | None:
    """Bring a record up to date in a process of its own, behind what a person is doing; gives what went wrong."""
    os.nice(GENTLE)
    try:
        refresh(folder, wait=LONG)
    except CommuniqueError as error:
        return str(error)
    return None
