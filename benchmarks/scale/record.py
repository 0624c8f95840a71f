"""How the cost of a record grows: built from ten thousand, a hundred thousand and a million reports, and asked.

python -m benchmarks.scale.record [REPORTS ...]      prints the section on the record; without numbers of the first two

The reports are those of the press archive, drawn again and again. What was read of each is kept, but in other words of
the same length: of the common words nine in ten are other ones in each copy, and whoever the story does not follow has
another name in each year, so that texts, matters and casts differ as they do in a real archive. All days are shifted
alike, over ten years. One report in twenty is a reprint of one of the last hundred, with another last line, and one in
a hundred has no date.
"""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.pages import STORY, read_archive
from benchmarks.questions import PAGE, busiest, time_question
from communique.actors import world_gazetteer
from communique.record import questions
from communique.record.store import open_record
from communique.records import Document, Published
from communique.storage import BATCH_SIZE, SCHEMA, VERSION, decode_story, stored_rows

CACHE = Path(__file__).parents[1] / ".cache"
SIZES = (10_000, 100_000)
MEMORY = "8GB"
FIRST, DAYS = date(2010, 1, 1), 3652
REPRINTED, RECENT, UNDATED = 0.05, 100, 0.01
OTHER = 0.9  # share of the common words that are other ones in each copy
TOLD_DAY = re.compile(r"\b(20\d\d)-(\d\d)(?:-(\d\d))?\b")
WORD = re.compile(r"(\b[A-Za-z]{4,}\b)")
ESCAPES = {"\\n": "\x01", "\\t": "\x02", "\\r": "\x03"}  # in JSON, where they would run into the words
FIXED = frozenset({"type", "kind", "status", "category", "mode", "code", "rule", "value"})
"""Fields of what was read whose words are the program's own."""

SECTION = """
{sizes} reports, resampled from {sources:,} of the press archive, in batches of {batch}; `communique rebuild --memory
{memory}` on {cores} cores. *First* stages all reports, *again* finds them staged. Work is milliseconds of a core for
each report; memory is the most that all processes together had.

| reports | claims | first, s | work, ms | memory, GB | again, s | work, ms | memory, GB | dossier on disk, GB |
|---|---|---|---|---|---|---|---|---|
{builds}

Seconds to the first page of {page} lines, warm, in the middle of three times:

| question | of | {heads} |
|---|---|{rules}|
{answers}
"""


class Source(NamedTuple):
    """A report of the archive and the day it was published; text, title and what was read of it, as JSON, in pieces.

    Every other piece is a word.
    """

    document: Document
    text: list[str]
    title: list[str]
    extraction: list[str]
    day: date


class Run(NamedTuple):
    """One build: seconds on the clock, seconds of all cores, and the most bytes that its processes had in memory."""

    seconds: float
    cores: float
    memory: int


class Built(NamedTuple):
    """A record: its reports and claims, what its first build took and what the next, and its bytes on disk."""

    reports: int
    claims: int
    first: Run
    again: Run
    disk: int


def measure(size: int) -> tuple[Built, dict[tuple[str, str], float]]:
    """Make a dossier of so many reports, build its record twice, and put the main questions."""
    dossier = make_dossier(CACHE / f"scale-{size}", size)
    shutil.rmtree(dossier / "staged", ignore_errors=True)
    first, again = (time_build(dossier) for _ in range(2))
    with open_record(dossier) as database:
        [(claims,)] = database.execute("SELECT count(*) FROM claims").fetchall()
    disk = sum(path.stat().st_size for path in dossier.rglob("*") if path.is_file())
    return Built(size, claims, first, again, disk), dict(time_questions(dossier))


def make_dossier(folder: Path, size: int) -> Path:
    """The dossier with these reports, made where it is not there yet."""
    if not (folder / "dossier.toml").exists():
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "documents").mkdir(parents=True)
        reports = resample(load_sources(), size)
        for number in range(0, size, BATCH_SIZE):
            rows = [next(reports) for _ in range(min(BATCH_SIZE, size - number))]
            name = f"20200101T{number:012}.parquet"
            pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), folder / "documents" / name, compression="zstd")
        shutil.copy(STORY, folder / "dossier.toml")
    return folder


@cache
def load_sources() -> list[Source]:
    """The reports of the press archive with a date, as they were read."""
    rows = sorted(stored_rows(read_archive(CACHE)), key=lambda row: row.read.document.id)
    return [
        Source(
            msgspec.structs.replace(row.read.document, raw=b"", segments=()),
            WORD.split(row.read.document.text),
            WORD.split(row.read.document.title),
            WORD.split(_escaped(msgspec.json.encode(row.read.extraction).decode())),
            date.fromisoformat(row.read.document.published.date),
        )
        for row in rows
        if row.read.document.published.date and row.read.extraction.sentences
    ]


def _escaped(text: str) -> str:
    for told, sign in ESCAPES.items():
        text = text.replace(told, sign)
    return text


def _unescaped(text: str) -> str:
    for told, sign in ESCAPES.items():
        text = text.replace(sign, told)
    return text


def resample(sources: Sequence[Source], size: int) -> Iterator[dict[str, Any]]:
    """Rows of batches, in the order of their days."""
    draw, words, recent = random.Random(size), _Words(sources), list[dict[str, Any]]()
    for number in range(size):
        day = FIRST + timedelta(days=number * DAYS // size)
        if recent and draw.random() < REPRINTED:
            row = _reprint(draw.choice(recent), number)
        else:
            row = _copy(draw.choice(sources), number, day, words, draw)
            recent = [*recent[1 - RECENT :], row]
        yield row


def _copy(source: Source, number: int, day: date, words: _Words, draw: random.Random) -> dict[str, Any]:
    """A report of another day in other words."""
    shift, other = day - source.day, _Others(words, number, day.year)
    extraction = TOLD_DAY.sub(lambda told: _shifted(told, shift), _unescaped(other.words(source.extraction)))
    published = Published() if draw.random() < UNDATED else Published(day.isoformat(), "given", 1.0)
    document = msgspec.structs.replace(
        source.document,
        id=f"r{number:08}",
        source=f"archive.jsonl#{number + 1}",
        text=other.words(source.text),
        title=other.words(source.title),
        published=published,
    )
    return _row(document, extraction)


def _reprint(row: dict[str, Any], number: int) -> dict[str, Any]:
    document = msgspec.json.decode(row["document"], type=Document)
    again = msgspec.structs.replace(
        document,
        id=f"r{number:08}",
        source=f"archive.jsonl#{number + 1}",
        outlet=f"Paper {number % 40}",
        text=f"{row['text']}\nPrinted in edition {number}.",
    )
    return _row(again, row["extraction"])


def _row(document: Document, extraction: str) -> dict[str, Any]:
    same = {name: getattr(document, name) for name in ("id", "source", "title", "outlet", "language", "text", "raw")}
    return {
        **same,
        "key": f"key-{document.id}",
        "published": document.published.date,
        "document": msgspec.json.encode(msgspec.structs.replace(document, text="")).decode(),
        "extraction": extraction,
        "report": '{"format": "fields", "given": {}}',
        "added": "2020-01-01T00:00:00+00:00",
        "version": VERSION,
    }


def _shifted(told: re.Match[str], shift: timedelta) -> str:
    year, month, day = (int(part or 15) for part in told.groups())
    try:
        moved = date(year, month, day) + shift
    except ValueError:
        return told[0]
    return moved.isoformat() if told[3] else moved.isoformat()[:7]


class _Words:
    """The words that stay in all copies, and the common ones by their length."""

    def __init__(self, sources: Sequence[Source]) -> None:
        story = decode_story(STORY.read_bytes(), str(STORY))
        actors = (*story.actors, *world_gazetteer().actors)
        names = {name for actor in actors for name in (actor.name, *actor.names, *actor.people, *actor.metonyms)}
        self.kept = {word for name in names for word in WORD.findall(name)} | _programs_words(sources)
        common = {word for each in sources for word in each.text[1::2] if word.islower()}
        self.common = defaultdict[int, list[str]](list)
        for word in sorted(common - self.kept):
            self.common[len(word)].append(word)


class _Others(dict[str, str]):
    """What stands for each word in a copy: always the same for the same word, and as long."""

    def __init__(self, known: _Words, number: int, year: int) -> None:
        self._known, self._draw, self._year = known, random.Random(number), year

    def __missing__(self, word: str) -> str:
        other = word
        if word.islower() and word not in self._known.kept and self._draw.random() < OTHER:
            other = self._draw.choice(self._known.common[len(word)] or [word])
        elif not word.islower() and word not in self._known.kept:
            other = "".join(_turned(letter, self._year) for letter in word)
        self[word] = other
        return other

    def words(self, pieces: Sequence[str]) -> str:
        """A text from its pieces, every other of which is a word."""
        return "".join([self[piece] if place % 2 else piece for place, piece in enumerate(pieces)])


def _turned(letter: str, year: int) -> str:
    """Another letter in each year; vowels stay vowels, so that names can still be spoken."""
    letters = "aeiou" if letter.lower() in "aeiou" else "bcdfghjklmnpqrstvwxyz"
    other = letters[(letters.index(letter.lower()) + year) % len(letters)]
    return other.upper() if letter.isupper() else other


def _programs_words(sources: Sequence[Source]) -> set[str]:
    """The words by which what was read is written down: names of fields and their fixed values."""
    found = set[str]()

    def walk(value: Any, fixed: bool) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                found.update(WORD.findall(name))
                walk(inner, name in FIXED)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, fixed)
        elif isinstance(value, str) and fixed:
            found.update(WORD.findall(value))

    for each in sources:
        walk(msgspec.json.decode(_unescaped("".join(each.extraction))), False)
    return found | {"true", "false", "null"}


def time_build(dossier: Path) -> Run:
    """Build a record by the command and see what it takes."""
    script = "from communique.cli import main; main()"
    command = [sys.executable, "-c", script, "rebuild", str(dossier), "--memory", MEMORY]
    start, worked, most = time.perf_counter(), _worked(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, _memory_of(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(time.perf_counter() - start, _worked() - worked, most)


def _worked() -> float:
    """Seconds that all cores together worked for the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory_of(process: int) -> int:
    """Bytes in memory of a process and of all that it started."""
    children = defaultdict[int, list[int]](list)
    pages = dict[int, int]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        children[int(fields[1])].append(int(path.parent.name))
        pages[int(path.parent.name)] = int(fields[21])
    family = [process]
    for each in family:
        family += children[each]
    return sum(pages.get(each, 0) for each in family) * os.sysconf("SC_PAGE_SIZE")


def time_questions(dossier: Path) -> Iterator[tuple[tuple[str, str], float]]:
    """Seconds of the main questions."""
    actor = busiest(dossier)
    for name in ("positions", "lists", "gates", "timeline"):
        timed = time_question(name, "all", 0, getattr(questions, name), dossier, limit=PAGE)
        yield (name, "all"), timed.median
    for name in ("positions", "timeline"):
        timed = time_question(name, "one actor", 0, getattr(questions, name), dossier, limit=PAGE, actor=actor)
        yield (name, "one actor"), timed.median
    yield ("blockers", "one gate"), time_question("blockers", "", 0, questions.blockers, dossier, "talks").median
    yield ("search", "two words"), time_question("search", "", 0, questions.search, dossier, "Geneva talks").median


def record_section(sizes: Sequence[int] = SIZES) -> str:
    """The section of the page of figures."""
    CACHE.mkdir(exist_ok=True)
    measured = [measure(size) for size in sizes]
    asked = [answers for _, answers in measured]
    return SECTION.format(
        sizes=", ".join(f"{size:,}" for size in sizes),
        sources=len(load_sources()),
        batch=BATCH_SIZE,
        memory=MEMORY,
        cores=os.cpu_count(),
        page=PAGE,
        builds="\n".join(_line(built) for built, _ in measured),
        heads=" | ".join(f"{size:,}" for size in sizes),
        rules="---|" * (len(sizes) - 1) + "---",
        answers="\n".join(
            f"| {name} | {of} | {' | '.join(f'{each[name, of]:.2f}' for each in asked)} |" for name, of in asked[0]
        ),
    )


def _line(built: Built) -> str:
    first, again, size = built.first, built.again, built.reports
    runs = " | ".join(
        f"{run.seconds:.0f} | {1000 * run.cores / size:.1f} | {run.memory / 1e9:.1f}" for run in (first, again)
    )
    return f"| {size:,} | {built.claims:,} | {runs} | {built.disk / 1e9:.1f} |"


if __name__ == "__main__":
    print(record_section([int(size.replace(",", "")) for size in sys.argv[1:]] or SIZES))
