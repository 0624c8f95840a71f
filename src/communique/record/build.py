"""What was read of all documents -> the tables of a new record."""

from __future__ import annotations

import calendar
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from communique.actors import resolve_actors
from communique.record.events import EventReport, Merged, merge_events
from communique.record.matters import matter_of
from communique.record.search import SentenceIndex
from communique.record.store import SCHEMA_VERSION, create_record
from communique.records import STANDING, Claim, Document, Event, Gazetteer, Kind, Read, Statement, Story

CHUNK = 20_000  # rows handed to the database at once
COOPERATION = {"consult": "CONSULT", "agree": "AGREE"}
Row = dict[str, Any]


def build_record(
    target: Path,
    reads: Iterable[Read],
    *,
    origins: Mapping[str, str],
    added: Mapping[str, str],
    story: Story,
    gazetteer: Gazetteer,
    decisions: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Build a record at ``target`` and its text search beside it (suffix ``.search``).

    ``origins`` maps a document's id to that of the report it reprints, ``added`` to when it was added. The result does
    not depend on the order of ``reads``. ``decisions`` are kept for the review that applies them.
    """
    documents = sorted(reads, key=lambda read: read.document.id)
    names = _Names(documents, gazetteer)
    with create_record(target) as database, SentenceIndex(target.with_suffix(".search")) as index:
        database.execute("INSERT INTO meta VALUES (?, ?)", [SCHEMA_VERSION, max(added.values(), default="")])
        tables = _Tables(database)
        for read in documents:
            _add_document(tables, index, read, names, origins, added, story)
        _fill(database, "actors", names.rows())
        for event in merge_events(tables.event_reports):
            _add_event(tables, event)
        tables.flush()


class _Tables:
    """Rows on their way into the database."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self.event_reports: list[EventReport] = []

    def add(self, table: str, row: Row) -> None:
        self._rows[table].append(row)
        if len(self._rows[table]) >= CHUNK:
            _fill(self._database, table, self._rows.pop(table))

    def flush(self) -> None:
        for table in list(self._rows):
            _fill(self._database, table, self._rows.pop(table))


def _fill(database: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    if rows:
        batch = pa.Table.from_pylist(rows)
        database.register("batch", batch)
        database.execute(f"INSERT INTO {table} BY NAME SELECT * FROM batch")
        database.unregister("batch")


class _Names:
    """What every name found in a document is called in the record, and what is known of each actor."""

    def __init__(self, reads: list[Read], gazetteer: Gazetteer) -> None:
        kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
        found: dict[str, int] = Counter()
        spoken: dict[str, Counter[str]] = defaultdict(Counter)
        self._mentions: Counter[str] = Counter()
        self._spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for read in reads:
            for name in {m.actor for m in read.extraction.mentions if m.actor}:
                found[name] += 1
            for mention in read.extraction.mentions:
                if mention.actor:
                    kinds[mention.actor][mention.kind] += 1
                    self._mentions[mention.actor] += 1
                    self._spellings[mention.actor][mention.text] += 1
                    if mention.speaks_for:
                        spoken[mention.actor][mention.speaks_for] += 1
        most = {name: _commonest(counter) for name, counter in kinds.items()}
        self._called = resolve_actors(((name, most[name], n) for name, n in sorted(found.items())), gazetteer)
        self._kinds = most
        self._found = found
        known = {actor.name: actor.speaks_for for actor in gazetteer.actors if actor.speaks_for}
        self.speaks_for = {self(name): self(_commonest(counter)) for name, counter in sorted(spoken.items())} | known

    def __call__(self, name: str) -> str:
        return self._called.get(name, name)

    def side(self, name: str) -> str:
        """Whom an actor speaks for, itself if nobody else is known."""
        return self.speaks_for.get(name, name)

    def rows(self) -> list[Row]:
        """The actors, each with all its spellings, the most frequent first."""
        joined: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._mentions):
            joined[self(name)].append(name)
        rows = []
        for name, parts in sorted(joined.items()):
            spellings = sum((self._spellings[part] for part in parts), Counter())
            rows.append(
                {
                    "name": name,
                    "kind": _commonest(Counter({self._kinds[part]: self._mentions[part] for part in parts})),
                    "speaks_for": self.speaks_for.get(name, ""),
                    "names": [
                        text for text, _ in sorted(spellings.items(), key=lambda kv: (-kv[1], kv[0])) if text != name
                    ],
                    "mentions": sum(self._mentions[part] for part in parts),
                    "documents": sum(self._found[part] for part in parts),
                }
            )
        return rows


def _commonest(counter: Counter[Any]) -> Any:
    return min(counter, key=lambda key: (-counter[key], str(key)))


def _add_document(
    tables: _Tables,
    index: SentenceIndex,
    read: Read,
    names: _Names,
    origins: Mapping[str, str],
    added: Mapping[str, str],
    story: Story,
) -> None:
    document, extraction = read.document, read.extraction
    origin = origins.get(document.id, document.id)
    common = {"document": document.id, "origin": origin, "published": day(document.published.date)}
    tables.add("documents", _document_row(document, origin, added))
    for number, (start, end) in enumerate(extraction.sentences):
        text = document.text[start:end]
        tables.add("sentences", {"document": document.id, "number": number, "start": start, "end": end, "text": text})
        index.add(document.id, start, end, text)
    sentence = _SentenceFinder(document.text, extraction.sentences)
    for statement in extraction.statements:
        tables.add("statements", common | _statement_row(statement, document, names, sentence))
    for claim in extraction.claims:
        row = common | _claim_row(claim, document, names, story)
        tables.add("claims", row)
        if claim.type in COOPERATION and claim.polarity > 0:
            tables.event_reports.append(_event_of_claim(row, claim, names))
    for event in extraction.events:
        if report := _event_report(event, document, origin, names, sentence):
            tables.event_reports.append(report)


def _document_row(document: Document, origin: str, added: Mapping[str, str]) -> Row:
    same = ("id", "source", "url", "title", "outlet", "author", "agency", "place", "language")
    return {name: getattr(document, name) for name in same} | {
        "published": day(document.published.date),
        "basis": document.published.basis,
        "confidence": document.published.confidence,
        "origin": origin,
        "added": added.get(document.id, ""),
        "notes": " ".join(document.notes),
        "characters": len(document.text),
    }


class _SentenceFinder:
    """The text of the sentences that a stretch of characters touches."""

    def __init__(self, text: str, sentences: tuple[tuple[int, int], ...]) -> None:
        self._text, self._sentences = text, sentences

    def __call__(self, start: int, end: int) -> str:
        touched = [(a, b) for a, b in self._sentences if a < end and start < b]
        return self._text[touched[0][0] : touched[-1][1]] if touched else self._text[start:end]


def identify(letter: str, *parts: object) -> str:
    """A short stable id: a letter for what it is, and a hash of what makes it that one."""
    return letter + sha256("|".join(map(str, parts)).encode()).hexdigest()[:12]


def _claim_row(claim: Claim, document: Document, names: _Names, story: Story) -> Row:
    holder, argument = names(claim.holder), names(claim.argument)
    earliest, latest = interval(claim.date)
    matter, label = matter_of(claim, argument, story.issues)
    placed = day(document.published.date) if claim.type == "schedule" else earliest or day(document.published.date)
    same = ("type", "topic", "polarity", "status", "date", "quote", "start", "end", "rule", "confidence", "stated")
    told = (document.id, claim.type, claim.holder, claim.argument, claim.polarity, claim.start, claim.end, claim.date)
    return {name: getattr(claim, name) for name in same} | {
        "id": identify("c", *told),
        "holder": holder,
        "speaks_for": names(claim.speaks_for) or names.speaks_for.get(holder, ""),
        "argument": argument,
        "holder_found": claim.holder,
        "argument_found": claim.argument,
        "when_from": earliest,
        "when_to": latest,
        "said": placed,
        "sentence_start": claim.sentence[0],
        "sentence_end": claim.sentence[1],
        "sentence": document.text[claim.sentence[0] : claim.sentence[1]],
        "matter": matter if claim.type in STANDING else "",
        "matter_label": label,
    }


def _statement_row(statement: Statement, document: Document, names: _Names, sentence: _SentenceFinder) -> Row:
    speaker = statement.speaker
    spans = [*statement.content, *([statement.cue] if statement.cue else [])]
    if speaker is not None:
        spans.append(speaker)  # type: ignore[arg-type]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    name = names(speaker.actor) if speaker and speaker.actor else speaker.text if speaker else ""
    return {
        "id": identify("s", document.id, start, end, name),
        "speaker": name,
        "speaks_for": (names(speaker.speaks_for) if speaker else "") or names.speaks_for.get(name, ""),
        "speaker_found": speaker.text if speaker else "",
        "cue": statement.cue.text if statement.cue else "",
        "content": " … ".join(piece.text for piece in statement.content),
        "addressee": names(statement.addressee),
        "chain": ", ".join(statement.chain),
        "said": interval(statement.said)[0] or day(document.published.date),
        "said_text": statement.said,
        "quoted": statement.quoted,
        "start": start,
        "end": end,
        "sentence": sentence(start, end),
    }


def _event_of_claim(row: Row, claim: Claim, names: _Names) -> EventReport:
    people = tuple(dict.fromkeys(name for name in (row["holder"], row["argument"]) if name))
    earliest, latest = (row["when_from"], row["when_to"]) if row["when_from"] else (row["published"], row["published"])
    return EventReport(
        category=COOPERATION[claim.type],
        participants=people,
        sides=frozenset(map(names.side, people)),
        earliest=earliest,
        latest=latest,
        document=row["document"],
        origin=row["origin"],
        published=row["published"],
        stated=claim.stated,
        claim=row["id"],
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        sentence=row["sentence"],
    )


def _event_report(
    event: Event, document: Document, origin: str, names: _Names, sentence: _SentenceFinder
) -> EventReport | None:
    """An event as the record keeps it, None if nobody known takes part in it."""
    people = tuple(dict.fromkeys(names(name) for name in (event.actor, event.recipient) if name))
    if not people:
        return None
    earliest, latest = interval(event.date)
    return EventReport(
        category=event.category,
        mode=event.mode,
        participants=people,
        sides=frozenset(map(names.side, people)),
        place=event.place,
        earliest=earliest,
        latest=latest,
        document=document.id,
        origin=origin,
        published=day(document.published.date),
        quote=document.text[event.start : event.end],
        start=event.start,
        end=event.end,
        sentence=sentence(event.start, event.end),
    )


def _add_event(tables: _Tables, event: Merged) -> None:
    tables.add(
        "events",
        {
            "id": event.id,
            "category": event.category,
            "mode": event.mode,
            "participants": list(event.participants),
            "place": event.place,
            "when_from": event.earliest,
            "when_to": event.latest,
            "origins": len({report.origin for report in event.reports}),
        },
    )
    same = ("document", "origin", "published", "stated", "claim", "quote", "start", "end", "sentence")
    for report in event.reports:
        tables.add("event_reports", {name: getattr(report, name) for name in same} | {"event": event.id})


def day(text: str) -> date | None:
    """An ISO day as a date, None if it is empty or no day."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def interval(text: str) -> tuple[date | None, date | None]:
    """The first and last day of an ISO day, month, year or interval; (None, None) if it tells no time."""
    first, _, last = text.partition("/")
    begin, end = _bounds(first), _bounds(last or first)
    return (begin[0], end[1]) if begin and end else (None, None)


def _bounds(text: str) -> tuple[date, date] | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d", text):
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        found = day(text)
        return (found, found) if found else None
    except (ValueError, calendar.IllegalMonthError):
        return None
