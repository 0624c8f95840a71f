"""A dossier: joins the map stage and the record. Its public functions are the commands that write."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from communique.engines import Engine, choose_workers
from communique.errors import DossierError, InputError
from communique.readers import Heed, choose_reader, read_reports
from communique.reading import find_reports
from communique.records import Failure, Read, Report, Story
from communique.refreshing import WAIT, build_anew, record_is_current, story_gazetteer
from communique.storage import (
    RECORD,
    STORY,
    BatchWriter,
    Stored,
    decode_story,
    kept_answers,
    known_keys,
    load_story,
    open_folder,
    stored_rows,
    writing,
)

DAY = re.compile(r"\d{4}-\d\d-\d\d")
NEW_STORY = """# What Communiqué is told about this negotiation. Every part may be left out.
title = {title}
summary = ""

# [[actors]]
# name = "High Negotiations Committee"      what the record calls it
# kind = "body"                             person, state, government, armed_group, party, body, other
# names = ["HNC"]                           other names and spellings
# for = ""                                  whom a person speaks for

# [[issues]]
# name = "truce"
# words = ["truce", "ceasefire"]
# plus = "fighting stops"
# minus = "fighting goes on"
"""

Tell = Callable[[str], None]
Advance = Callable[[int], None]


class Added(msgspec.Struct, frozen=True):
    """What `add` did: reports that are new, that were there already, that failed, and the seconds it took."""

    new: int
    known: int
    failures: tuple[Failure, ...]
    seconds: float


def init(dossier: str | Path, *, from_file: str | Path | None = None, title: str = "") -> Path:
    """Start a dossier: a folder with a `dossier.toml`, a copy of ``from_file`` if one is given.

    Raises DossierError when there is one already, ConfigError when the file says something it cannot mean.
    """
    folder = Path(dossier)
    if (folder / STORY).exists():
        raise DossierError("is a dossier already", where=str(folder), hint="Choose another folder.")
    raw = _story_text(from_file, title or folder.resolve().name)
    decode_story(raw, str(from_file or folder / STORY))
    try:
        (folder / "documents").mkdir(parents=True, exist_ok=True)
        (folder / STORY).write_bytes(raw)
    except OSError as error:
        raise DossierError(
            error.strerror or "cannot be written", where=str(folder), hint="Choose another place."
        ) from error
    return folder


def _story_text(from_file: str | Path | None, title: str) -> bytes:
    if from_file is None:
        return NEW_STORY.format(title=msgspec.json.encode(title).decode()).encode()
    try:
        return Path(from_file).read_bytes()
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(from_file), hint="Check the path.") from error


def add(
    dossier: str | Path,
    inputs: Iterable[str | Path],
    *,
    outlet: str = "",
    date: str = "",
    columns: Mapping[str, str] | None = None,
    workers: int | None = None,
    reader: Mapping[str, object] | None = None,
    wait: float = WAIT,
    tell: Tell = lambda _: None,
    advance: Advance = lambda _: None,
    expect: Advance | None = None,
    fail: Advance = lambda _: None,
    heed: Heed = lambda _: None,
    engine: Engine = "process",
    ray_address: str = "",
) -> Added:
    """Read reports into a dossier and bring its record up to date; what is there already is left as it is.

    ``outlet`` and ``date`` are said of every report; ``columns`` names fields that are called otherwise than usual.
    ``reader`` says what differs from the `[reader]` table of the story (see `records.Reader`). ``tell`` receives
    messages for a person, ``advance`` the number of reports done since its last call, ``fail`` how many of these could
    not be read, ``expect`` how many there are in all, which takes a look at every file first, and ``heed`` what a
    language model has done so far. ``engine`` says where reports are read: on ``workers`` processes of this machine, or
    on Ray, on a cluster started here or on the one at ``ray_address``.
    """
    on = choose_workers(engine, workers, ray_address)
    folder, started, inputs = open_folder(dossier), time.monotonic(), list(inputs)
    story = load_story(folder)
    chosen, gazetteer, kept = choose_reader(story.reader, reader), story_gazetteer(story), kept_answers(folder)
    with writing(folder, wait=wait, tell=tell):
        intake = _Intake(known_keys(folder))
        if expect is not None:
            expect(_count(map(str, inputs), intake, columns))
        found = find_reports(map(str, inputs), given=_given(outlet, date), columns=columns)
        reports, writer = intake.sift(found), BatchWriter(folder)
        try:
            for read in read_reports(reports, chosen, gazetteer, workers=on, kept=kept, tell=tell, heed=heed):
                advance(1)
                if isinstance(read, Failure):
                    fail(1)
                    intake.failures.append(read)
                else:
                    writer.add(*intake.settle(read))
        finally:
            writer.flush()
        if intake.new or not record_is_current(folder):
            tell("building the record")
            build_anew(folder, wait=wait)
    return Added(intake.new, intake.known, tuple(intake.failures), time.monotonic() - started)


def _count(inputs: Iterable[str], intake: _Intake, columns: Mapping[str, str] | None) -> int:
    """How many new reports there are among the inputs; an address counts as one, for it is fetched once only."""
    local, remote = [], 0
    for name in inputs:
        if name.lower().startswith(("http://", "https://")):
            remote += 1
        else:
            local.append(name)
    found = find_reports(local, columns=columns)
    return remote + sum(isinstance(report, Report) and not intake.has(report) for report in found)


def _given(outlet: str, date: str) -> dict[str, str]:
    if date and not DAY.fullmatch(date):
        raise InputError(f"the date {date!r} is no day", hint="Write it as 2016-01-20.")
    return {"outlet": outlet, "date": date}


def key_of(report: Report) -> str:
    """What a report is known by: the hash of its bytes."""
    return hashlib.sha256(report.raw).hexdigest()[:32]


class _Intake:
    """Keeps apart what is new, what is known, and what fails, in one run of `add`."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._keys = dict(keys)
        self._ids = set(keys.values())
        self._waiting: dict[str, list[tuple[str, Report]]] = {}
        self.new = self.known = 0
        self.failures: list[Failure] = []

    def has(self, report: Report) -> bool:
        """Whether a report is in the dossier."""
        return key_of(report) in self._keys

    def sift(self, found: Iterable[Report | Failure]) -> Iterator[Report]:
        """The reports that the dossier does not have yet."""
        for report in found:
            if isinstance(report, Failure):
                self.failures.append(report)
                continue
            key = key_of(report)
            if key in self._keys:
                self.known += 1
                continue
            self._keys[key] = ""
            self._waiting.setdefault(report.source, []).append((key, report))
            yield report

    def settle(self, read: Read) -> tuple[str, Read, Report]:
        """The key of a document just read, the document under an id of its own, and the report it was read from."""
        waiting = self._waiting[read.document.source]
        index = next((i for i, (_, report) in enumerate(waiting) if report.raw == read.document.raw), 0)
        key, report = waiting.pop(index)
        document = read.document
        if document.id in self._ids:
            note = f"Another report has the id {document.id}; both are kept."
            document = msgspec.structs.replace(document, id=f"{document.id}~{key[:6]}", notes=(*document.notes, note))
        self._ids.add(document.id)
        self.new += 1
        return key, Read(document, read.extraction), report


def extract(
    inputs: Iterable[str | Path],
    *,
    dossier: str | Path | None = None,
    outlet: str = "",
    date: str = "",
    columns: Mapping[str, str] | None = None,
    workers: int | None = None,
    reader: Mapping[str, object] | None = None,
    tell: Tell = lambda _: None,
    expect: Advance | None = None,
    heed: Heed = lambda _: None,
    engine: Engine = "process",
    ray_address: str = "",
) -> Iterator[Read | Failure]:
    """Read reports and give what was found in each, in their order, without keeping it.

    ``dossier`` lends its gazetteer and its reader; without it the world gazetteer alone serves, and the local reader.
    All else is as for `add`.
    """
    on = choose_workers(engine, workers, ray_address)
    folder = open_folder(dossier) if dossier else None
    story = load_story(folder) if folder else Story()
    chosen, gazetteer, kept = choose_reader(story.reader, reader), story_gazetteer(story), kept_answers(folder)
    failures: list[Failure] = []
    names = list(map(str, inputs))
    if expect is not None:
        expect(_count(names, _Intake({}), columns))

    def sift() -> Iterator[Report]:
        for report in find_reports(names, given=_given(outlet, date), columns=columns):
            if isinstance(report, Failure):
                failures.append(report)
            else:
                yield report

    for read in read_reports(sift(), chosen, gazetteer, workers=on, kept=kept, tell=tell, heed=heed):
        yield from failures
        failures.clear()
        yield read
    yield from failures


def rebuild(
    dossier: str | Path,
    *,
    reread: bool = False,
    workers: int | None = None,
    reader: Mapping[str, object] | None = None,
    wait: float = WAIT,
    memory: int | None = None,
    tell: Tell = lambda _: None,
    advance: Advance = lambda _: None,
    heed: Heed = lambda _: None,
) -> Path:
    """Make the record again from what was read; with ``reread`` extract all reports again with the present rules.

    ``memory`` is about how many bytes that may take, by default half of what the machine has; what does not fit goes to
    the disk. ``reader`` and ``heed`` are as for `add`.
    """
    folder = open_folder(dossier)
    story = load_story(folder)
    with writing(folder, wait=wait, tell=tell):
        if reread:
            chosen, gazetteer, kept = choose_reader(story.reader, reader), story_gazetteer(story), kept_answers(folder)
            rows = list(stored_rows(folder))
            reports = (row.report for row in rows)
            reads = read_reports(reports, chosen, gazetteer, workers=workers, kept=kept, tell=tell, heed=heed)
            _reread(folder, rows, reads, advance)
        tell("building the record")
        build_anew(folder, wait=wait, memory=memory)
    return folder / RECORD


def _reread(folder: Path, rows: Iterable[Stored], reads: Iterable[Read | Failure], advance: Advance) -> None:
    writer = BatchWriter(folder)
    try:
        for row, read in zip(rows, reads, strict=True):
            advance(1)
            if isinstance(read, Read):
                document = msgspec.structs.replace(read.document, id=row.read.document.id)
                writer.add(row.key, Read(document, read.extraction), row.report)
    finally:
        writer.flush()
