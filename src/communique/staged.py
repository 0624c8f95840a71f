"""What the record takes from each report, kept in files beside the batches, so that it is worked out only once.

staged/NAME.parquet     a row for each of some reports; NAME is the hash of all that the file holds

A file tells in its footer of which batches its rows are made, and by which program. One that is damaged, that another
state of the program has made, or whose batches have changed since, is not believed: it goes, and its rows are made
anew. What people decided is in none of these files: of the reports concerned the record takes rows made at each build.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from communique.engines import default_workers
from communique.reading import group_reprints, sketch_text
from communique.record import STAGED, Filed, parse_day, quoted, stage_read
from communique.records import Document
from communique.storage import Stored, batches, list_rows, stored_in

FOLDER = "staged"
AT_ONCE = 64  # batches that are staged into one file
FEW = 4_000  # reports below which starting processes costs more than it saves
SMALL, MANY = 2_048, 32  # reports of a file that is small, and how many such files are made into one
GROUP = 512  # reports of a row group
AGAIN = "@"  # in the key of a report that was read once more under another date
NESTED = STAGED.keys() - {"documents", "decisions"}
COLUMNS: dict[str, pa.DataType] = {
    "batch": pa.string(),
    "key": pa.string(),
    **{name: kind for name, kind in STAGED["documents"].items() if name != "added"},
    "runs": pa.list_(pa.uint32()),
    "bands": pa.list_(pa.uint64()),
    **{name: pa.list_(pa.struct(list(STAGED[name].items()))) for name in sorted(NESTED)},
}
SCHEMA = pa.schema(list(COLUMNS.items()))
SKETCHED = pa.schema([(name, COLUMNS[name]) for name in ("id", "published", "runs", "bands")])
PROGRAM = ("record", "records", "actors", "reading/reprints.py", "staged.py")
"""What of this package the rows depend on."""

WANTED = """CREATE TABLE wanted AS
WITH latest AS (
  SELECT key, max(batch) AS path, arg_max(id, batch) AS id FROM listed WHERE NOT contains(key, ?) GROUP BY key
), entered AS (
  SELECT id, min(added) AS added FROM listed GROUP BY id
)
SELECT path, parse_filename(path) AS batch, key, id, added FROM latest JOIN entered USING (id)"""
"""Of each report the latest row, with the time when the report was first added."""
KEPT = """CREATE OR REPLACE TABLE kept AS
SELECT min(filename) AS file, batch, key FROM read_parquet([{files}], filename = true) GROUP BY batch, key"""
NOTHING_KEPT = "CREATE OR REPLACE TABLE kept (file VARCHAR, batch VARCHAR, key VARCHAR)"
MISSING = "SELECT path, list(key) FROM wanted ANTI JOIN kept USING (batch, key) GROUP BY path ORDER BY path"
FOUND = "CREATE TABLE found AS SELECT file, batch, key, id, added FROM wanted JOIN kept USING (batch, key)"
CHOSEN = "CREATE TABLE chosen AS SELECT file, batch, key, added FROM found WHERE NOT list_contains(?, id)"


FILED_SKETCHES = """ UNION ALL SELECT id, published, runs, bands FROM {files} filed
JOIN chosen ON file = filename AND chosen.batch = filed.batch AND chosen.key = filed.key"""
SKETCHES = """CREATE TABLE sketches AS
SELECT row_number() OVER (ORDER BY published NULLS LAST, id)::UINTEGER AS number, id, runs, bands
FROM (FROM fresh{filed}) WHERE len(bands) > 0"""


class Footer(msgspec.Struct, frozen=True):
    """Of which batches a file is made (name to size and time), and by which state of the program."""

    batches: dict[str, str]
    program: str


class Job(NamedTuple):
    """Rows to be staged into one file: paths of batches with the keys of each."""

    folder: Path
    rows: Sequence[tuple[Path, list[str]]]


def stage_reports(
    database: duckdb.DuckDBPyConnection, folder: Path, *, apart: Collection[str], beside: Path
) -> Filed | None:
    """Stage the reports that are not staged yet; gives what makes the record, None if that is nothing.

    Of those ``apart``, by the ids of their documents, nothing makes the record. ``beside`` is a folder for the time of
    the build. Fills the tables ``listed`` (all rows of the dossier) and ``chosen`` of an empty ``database``. Raises
    DossierError.
    """
    staged = folder / FOLDER
    staged.mkdir(exist_ok=True)
    list_rows(database, folder)
    database.execute(WANTED, [AGAIN])
    _look_into(database, _sound_files(folder))
    missing = [(Path(path), keys) for path, keys in database.execute(MISSING).fetchall()]
    if missing:
        _work(Job(staged, missing[first : first + AT_ONCE]) for first in range(0, len(missing), AT_ONCE))
        _tidy(staged)
        _look_into(database, sorted(staged.glob("*.parquet")))
    database.execute(FOUND)
    database.execute(CHOSEN, [sorted(apart)])
    _clear(database, staged)
    return _choose(database, beside / "chosen.parquet")


def _look_into(database: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Fill ``kept``."""
    database.execute(KEPT.format(files=", ".join(map(quoted, files))) if files else NOTHING_KEPT)


def _clear(database: duckdb.DuckDBPyConnection, staged: Path) -> None:
    """Take away the files of which no row is wanted any more."""
    used = {Path(file) for (file,) in database.execute("SELECT DISTINCT file FROM found").fetchall()}
    for path in set(staged.glob("*.parquet")) - used:
        path.unlink()


def _choose(database: duckdb.DuckDBPyConnection, target: Path) -> Filed | None:
    """Write down which rows make the record."""
    files = database.execute("SELECT DISTINCT file FROM chosen ORDER BY file").fetchall()
    if not files:
        return None
    database.execute("COPY chosen TO '{}' (FORMAT parquet)".format(str(target).replace("'", "''")))
    return Filed(tuple(Path(file) for (file,) in files), target)


def find_origins(
    database: duckdb.DuckDBPyConnection, filed: Filed | None, others: Iterable[Document]
) -> dict[str, str]:
    """For each report that is a reprint the id of its origin, among what is filed and the others, oldest first."""
    fresh = [(each.id, parse_day(each.published.date), sketch_text(each.text)) for each in others]
    columns = [
        [id for id, *_ in fresh],
        [day for _, day, _ in fresh],
        [list(told.runs) for *_, told in fresh],
        [list(told.bands) for *_, told in fresh],
    ]
    database.register("fresh", pa.table(columns, schema=SKETCHED))
    files = f"read_parquet([{', '.join(map(quoted, filed.files))}], filename = true)" if filed else ""
    database.execute(SKETCHES.format(filed=FILED_SKETCHES.format(files=files) if filed else ""))
    return group_reprints(database)


@cache
def _program() -> str:
    """The state of the program as far as the rows depend on it."""
    here, told = Path(__file__).parent, sha256()
    parts = (here / name for name in PROGRAM)
    files = (path for part in parts for path in (sorted(part.rglob("*")) if part.is_dir() else [part]))
    for path in files:
        if path.suffix in (".py", ".toml"):
            told.update(f"{path.relative_to(here)}\n".encode() + path.read_bytes())
    return told.hexdigest()


def _sign(batch: Path) -> str:
    about = batch.stat()
    return f"{about.st_size} {about.st_mtime_ns}"


def _sound_files(folder: Path) -> list[Path]:
    """The staged files that can be believed; all others go."""
    signed = {path.name: _sign(path) for path in batches(folder)}
    sound = []
    for path in sorted((folder / FOLDER).iterdir()):
        if _is_sound(path, signed):
            sound.append(path)
        elif path.is_file():
            path.unlink()
    return sound


def _is_sound(path: Path, signed: Mapping[str, str]) -> bool:
    """Whether a file holds what its name says, is made by this program, and of batches that are still the same."""
    if not path.is_file() or path.name != _name(path):
        return False
    try:
        footer = _footer(pq.read_schema(path))
    except (pa.ArrowInvalid, msgspec.DecodeError, KeyError):
        return False
    return footer.program == _program() and footer.batches.items() <= signed.items()


def _name(path: Path) -> str:
    with path.open("rb") as file:
        return f"{file_digest(file, 'sha256').hexdigest()[:32]}.parquet"


def _footer(schema: pa.Schema) -> Footer:
    return msgspec.json.decode(schema.metadata[b"staged"], type=Footer)


def _work(jobs: Iterable[Job]) -> None:
    """Stage what is to be staged: in this process, or on a pool of them if it is much."""
    jobs = list(jobs)
    workers = min(default_workers(), len(jobs))
    if workers > 1 and sum(len(keys) for job in jobs for _, keys in job.rows) >= FEW:
        try:
            context = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent) as pool:
                done = len(list(pool.map(_stage, jobs)))
        except BrokenProcessPool:  # one was killed: what it did not do is done here
            done = 0
        jobs = jobs[done:]
    for job in jobs:
        _stage(job)


def _end_with_parent() -> None:
    """In a process of the pool: end when the build is killed, instead of waiting for its next job for ever."""
    parent = multiprocessing.parent_process()

    def follow() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _stage(job: Job) -> None:
    """Make one file."""
    footer = Footer({path.name: _sign(path) for path, _ in job.rows}, _program())
    rows = (_row(path, stored) for path, keys in job.rows for stored in stored_in(path, set(keys)))
    _write(job.folder, footer, _tables(rows))


def _tables(rows: Iterator[dict[str, Any]]) -> Iterator[pa.Table]:
    while some := list(islice(rows, GROUP)):
        yield pa.Table.from_pylist(some, schema=SCHEMA)


def _write(folder: Path, footer: Footer, tables: Iterable[pa.Table]) -> Path:
    """Write a file beside and give it its name when it is whole."""
    schema = SCHEMA.with_metadata({"staged": msgspec.json.encode(footer, order="deterministic")})
    beside = folder / f".{os.getpid()}.tmp"
    with pq.ParquetWriter(beside, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table.replace_schema_metadata(schema.metadata))
    return beside.rename(folder / _name(beside))


def _row(batch: Path, stored: Stored) -> dict[str, Any]:
    document, rows = stored.read.document, stage_read(stored.read)
    sketch = sketch_text(document.text)
    return {
        "batch": batch.name,
        "key": stored.key,
        **rows["documents"][0],
        "runs": list(sketch.runs),
        "bands": sketch.bands,
        **{name: rows[name] for name in NESTED},
    }


def _tidy(staged: Path) -> None:
    """Make one file of many small ones, as reports that are added a few at a time leave them."""
    small = [path for path in sorted(staged.glob("*.parquet")) if pq.read_metadata(path).num_rows < SMALL]
    if len(small) <= MANY:
        return
    made = {name: sign for path in small for name, sign in _footer(pq.read_schema(path)).batches.items()}
    whole = _write(staged, Footer(made, _program()), _joined(small))
    for path in small:
        if path != whole:
            path.unlink()


def _joined(files: Iterable[Path]) -> Iterator[pa.Table]:
    """The rows of files, each once."""
    known = set[tuple[Any, Any]]()
    for path in files:
        table = pq.read_table(path)
        rows = list(zip(table["batch"].to_pylist(), table["key"].to_pylist(), strict=True))
        yield table.filter(pa.array([row not in known for row in rows]))
        known |= set(rows)
