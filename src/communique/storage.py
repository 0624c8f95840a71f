"""The files of a dossier: the story, the batches of what was read, the decisions, and who may write.

dossier.toml        the story, written by people
documents/*.parquet append-only batches of the map stage's output, the latest row of a report's key wins
decisions.jsonl     append-only: what people decided
answers.sqlite      what a language model answered, where one reads too
staged/*.parquet    derived: what the record takes from each report, made once
record.duckdb       derived; record.search beside it
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from communique.errors import ConfigError, DossierError, QuestionError
from communique.record.store import quoted
from communique.records import FOR_ONE_RUN, Document, Extraction, Read, Report, Story

STORY, DOCUMENTS, RECORD, LOCK = "dossier.toml", "documents", "record.duckdb", ".lock"
ANSWERS = "answers.sqlite"
BATCH_SIZE = 64  # documents a batch file holds at most
BATCH_SECONDS = 10.0  # and how long a document waits at most to be written
VERSION = version("communique")

COLUMNS: list[tuple[str, pa.DataType]] = [
    ("key", pa.string()),
    ("id", pa.string()),
    ("source", pa.string()),
    ("title", pa.string()),
    ("outlet", pa.string()),
    ("published", pa.string()),
    ("language", pa.string()),
    ("text", pa.string()),
    ("raw", pa.binary()),
    ("document", pa.string()),
    ("extraction", pa.string()),
    ("report", pa.string()),
    ("added", pa.string()),
    ("version", pa.string()),
]
ABOUT = "key: hash of what was given; document, extraction and report: JSON, see docs/data-model.md"
SCHEMA = pa.schema(COLUMNS, metadata={"about": ABOUT})


LISTED = """CREATE TABLE listed AS
SELECT filename AS batch, key, id, added FROM read_parquet([{files}], filename = true)"""

LATEST = """SELECT path, list(key) FROM (
  SELECT max(batch) AS path, key FROM listed WHERE list_contains(?, id) GROUP BY key)
GROUP BY path ORDER BY path"""


class Stored(msgspec.Struct, frozen=True):
    """One row of a batch: what was read of a report, under the key of what was given."""

    key: str
    read: Read
    report: Report
    added: str


def open_folder(dossier: str | Path) -> Path:
    """The folder of a dossier. Raises DossierError when it is none."""
    folder = Path(dossier)
    if not (folder / STORY).is_file():
        hint = f"Start one with: communique init {folder}"
        raise DossierError("is no dossier (it has no dossier.toml)", where=str(folder), hint=hint)
    return folder


def load_story(folder: Path) -> Story:
    """What `dossier.toml` says. Raises ConfigError with the place of the mistake."""
    return decode_story((folder / STORY).read_bytes(), str(folder / STORY))


def decode_story(raw: bytes, where: str) -> Story:
    """A story from TOML."""
    try:
        story = msgspec.toml.decode(raw, type=Story)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(error), where=where, hint="See docs/how-to/correct-the-story-file.md.") from error
    if said := [name for name in FOR_ONE_RUN if getattr(story.reader, name)]:
        hint = f"Say it with --{said[0].replace('_', '-')}, for one run: a story file may come from somebody else."
        raise ConfigError(f"[reader] has no {said[0]}", where=where, hint=hint)
    return story


def kept_answers(folder: Path | None) -> Path:
    """The file for the answers of a language model: in the dossier, else among what this user keeps for programs."""
    if folder is not None:
        return folder / ANSWERS
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "communique" / ANSWERS


@contextmanager
def writing(folder: Path, *, wait: float, tell: Callable[[str], None]) -> Iterator[None]:
    """Hold the dossier for writing; wait at most ``wait`` seconds for another writer, and say so.

    Raises DossierError when the other writer is not done by then.
    """
    lock = FileLock(folder / LOCK)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            tell(f"{folder} is being written by another command; waiting up to {wait:.0f} seconds")
            lock.acquire(timeout=wait)
    except Timeout as error:
        hint = "Wait for it to end, or give more time with --wait SECONDS."
        raise DossierError("is being written by another command", where=str(folder), hint=hint) from error
    try:
        for stray in (folder / DOCUMENTS).glob(".*.tmp"):
            stray.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


class BatchWriter:
    """Writes what was read in batches: beside, then renamed, so that a kill loses at most the one being written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / DOCUMENTS
        self._folder.mkdir(exist_ok=True)
        self._rows: list[dict[str, Any]] = []
        self._since = time.monotonic()

    def add(self, key: str, read: Read, report: Report) -> None:
        """Take one document in, and write the batch when it is full or old."""
        if not self._rows:
            self._since = time.monotonic()
        self._rows.append(_row(key, read, report))
        if len(self._rows) >= BATCH_SIZE or time.monotonic() - self._since >= BATCH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        if not self._rows:
            return
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
        beside = self._folder / f".{name}.tmp"
        pq.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA), beside, compression="zstd")
        beside.rename(self._folder / f"{name}.parquet")
        self._rows = []


def _row(key: str, read: Read, report: Report) -> dict[str, Any]:
    document = read.document
    rest = msgspec.structs.replace(document, raw=b"", text="")
    return {
        "key": key,
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published.date,
        "language": document.language,
        "text": document.text,
        "raw": document.raw,
        "document": msgspec.json.encode(rest).decode(),
        "extraction": msgspec.json.encode(read.extraction).decode(),
        "report": json.dumps({"format": report.format, "given": report.given}),
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": VERSION,
    }


def batches(folder: Path) -> list[Path]:
    """The batch files, oldest first."""
    return sorted((folder / DOCUMENTS).glob("*.parquet"))


def known_keys(folder: Path) -> dict[str, str]:
    """The keys of all reports in the dossier with their document ids."""
    found: dict[str, str] = {}
    for path in batches(folder):
        found.update((row["key"], row["id"]) for row in _read_table(path, ["key", "id"]).to_pylist())
    return found


def stored_rows(folder: Path) -> Iterator[Stored]:
    """The latest row of every report, oldest batch first."""
    files = batches(folder)
    latest: dict[str, Path] = {}
    for path in files:
        latest.update((str(key), path) for key in _read_table(path, ["key"])["key"].to_pylist())
    for path in files:
        yield from stored_in(path, {key for key, last in latest.items() if last == path})


def stored_in(path: Path, keys: Collection[str]) -> Iterator[Stored]:
    """The rows of a batch that have these keys; of several with one key the last."""
    if keys:
        last = {row["key"]: row for row in _read_table(path, None).to_pylist()}
        yield from (_stored(row) for key, row in last.items() if key in keys)


def list_rows(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill a new table ``listed`` (batch, key, id, added) with all rows of the dossier; ``batch`` is the file's path.

    Raises DossierError with the batch that is damaged.
    """
    files = batches(folder)
    if not files:
        database.execute("CREATE TABLE listed (batch VARCHAR, key VARCHAR, id VARCHAR, added VARCHAR)")
        return
    try:
        database.execute(LISTED.format(files=", ".join(map(quoted, files))))
    except duckdb.Error:
        for path in files:
            _read_table(path, ["key", "id", "added"])
        raise


def rows_of(database: duckdb.DuckDBPyConnection, ids: Collection[str]) -> Iterator[Stored]:
    """The latest row under each key of the documents with these ids, after `list_rows`."""
    for path, keys in database.execute(LATEST, [sorted(ids)]).fetchall():
        yield from stored_in(Path(path), keys)


def first_added(database: duckdb.DuckDBPyConnection, ids: Collection[str]) -> dict[str, str]:
    """When documents first came into the dossier, after `list_rows`; to read one again does not make it younger."""
    rows = database.execute("SELECT id, min(added) FROM listed WHERE list_contains(?, id) GROUP BY id", [sorted(ids)])
    return dict(rows.fetchall())


def stored_read(folder: Path, id: str) -> Read:
    """What was read last of one report. Raises QuestionError where there is none."""
    for path in reversed(batches(folder)):
        ids = _read_table(path, ["id"])["id"].to_pylist()
        if id in ids:
            place = len(ids) - 1 - ids[::-1].index(id)
            return _stored(_read_table(path, None).slice(place, 1).to_pylist()[0]).read
    raise QuestionError(f"there is no report {id[:200]!r}", hint="See: communique documents DOSSIER")


def _read_table(path: Path, columns: list[str] | None) -> pa.Table:
    try:
        return pq.read_table(path, columns=columns)
    except (pa.ArrowInvalid, OSError, KeyError) as error:
        hint = "Move the file away and add its reports again."
        raise DossierError("is damaged", where=str(path), hint=hint) from error


def _stored(row: dict[str, Any]) -> Stored:
    rest = msgspec.json.decode(row["document"], type=Document)
    document = msgspec.structs.replace(rest, raw=row["raw"], text=row["text"])
    extraction = msgspec.json.decode(row["extraction"], type=Extraction)
    how = json.loads(row["report"])
    return Stored(
        row["key"],
        Read(document, extraction),
        Report(document.source, row["raw"], how["format"], how["given"]),
        row["added"],
    )
