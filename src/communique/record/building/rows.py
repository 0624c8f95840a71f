"""One read -> rows of the record as its document alone has them: a pure function, the same wherever it runs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import msgspec
import pyarrow as pa

from communique.record.building.clues import Anchor, read_anchors, read_clues
from communique.record.building.decisions import Decided, settle_claims
from communique.record.days import counting_day, parse_day, parse_interval
from communique.record.matters.grouping import matter_words
from communique.record.words.themes import carries_on, truce_theme
from communique.record.words.tones import is_soft
from communique.records import Claim, Document, Event, Read, Statement

WORDS = 300  # characters of the wording by which tellings of one act are compared
ACTS = frozenset({"request", "pledge", "agree", "accuse", "threaten", "consult", "schedule"})
NOT_WORD = re.compile(r"\W+")

TEXT, NUMBER, DATE = pa.string(), pa.int32(), pa.date32()
SENTENCE: dict[str, pa.DataType] = {"start": NUMBER, "end": NUMBER, "sentence_start": NUMBER, "sentence_end": NUMBER}
TIMES: dict[str, pa.DataType] = {"date": TEXT, "date_from": DATE, "date_to": DATE, "day": DATE}
DOCUMENT = "id source url title outlet author agency place"
DECIDED = dict.fromkeys("basis decided decision retired retired_by".split(), TEXT)
STAGED: dict[str, dict[str, pa.DataType]] = {
    "documents": {
        **dict.fromkeys(DOCUMENT.split(), TEXT),
        "published": DATE,
        "basis": TEXT,
        "confidence": pa.float32(),
        "language": TEXT,
        "added": TEXT,
        "notes": pa.list_(TEXT),
        "text": TEXT,
    },
    "sentences": {"document": TEXT, "number": NUMBER, "start": NUMBER, "end": NUMBER},
    "mentions": {"document": TEXT, "actor": TEXT, "speaks_for": TEXT, "text": TEXT, "kind": TEXT, "times": NUMBER},
    "claims": {
        **dict.fromkeys("id document type holder speaks_for argument topic status".split(), TEXT),
        "polarity": pa.int8(),
        **TIMES,
        **SENTENCE,
        "rule": TEXT,
        "confidence": pa.float32(),
        "stated": pa.bool_(),
        "soft": pa.bool_(),
        "truce": TEXT,
        **DECIDED,
        "wording": TEXT,
        "told": TEXT,
    },
    "decisions": {
        **dict.fromkeys("id act who why day decided document quote state claim".split(), TEXT),
        **dict.fromkeys("type argument told before after proof report_before report_after over".split(), TEXT),
        "names": pa.list_(TEXT),
        "start": NUMBER,
        "end": NUMBER,
        "number": NUMBER,
    },
    "statements": {
        **dict.fromkeys("id document speaker speaks_for speaker_found cue same addressee said".split(), TEXT),
        "pieces": pa.list_(NUMBER),
        "chain": pa.list_(TEXT),
        "day": DATE,
        "quoted": pa.bool_(),
        **SENTENCE,
    },
    "acts": {
        **dict.fromkeys(
            "id document kind status doer doer_for other mode place topic claim wording truce".split(), TEXT
        ),
        "polarity": pa.int8(),
        **TIMES,
        **SENTENCE,
        "confidence": pa.float32(),
        "stated": pa.bool_(),
        **DECIDED,
    },
    "anchors": {
        "document": TEXT,
        "place": TEXT,
        "first": DATE,
        "last": DATE,
        "named": pa.list_(TEXT),
        "actors": pa.list_(TEXT),
    },
    "clues": {"document": TEXT, "told": TEXT},
}
"""What is staged: columns and their types. Names of actors are still those of the single document.

``anchors`` are meetings that dated reports tell of, ``clues`` what one without a date tells of it, as JSON.
"""

READER: dict[str, str] = {**dict.fromkeys(DECIDED, ""), "basis": "reader"}
"""What nobody decided about."""
PERSON = "person"

Row = dict[str, Any]


def identify(letter: str, *parts: object) -> str:
    """A short stable id: a letter for what it is, and a hash of what makes it that one."""
    return letter + sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12]


def fold_wording(text: str) -> str:
    """The words alone, in lower case: equal for the same words in other typography."""
    return NOT_WORD.sub(" ", text.casefold()).strip()


def stage_read(read: Read, decisions: Sequence[Decided] = ()) -> dict[str, list[Row]]:
    """The rows of one document by table, its claims after these decisions on them, which are given oldest first."""
    document, found = read.document, read.extraction
    context = _Context(document, found.sentences)
    claims = list({row["id"]: row for row in (_claim_row(claim, context) for claim in found.claims)}.values())
    settled = settle_claims(claims, decisions, document.text, lambda claim: _claim_row(claim, context))
    decided = [*settled.standing, *settled.retired]
    statements = {row["id"]: row for row in (_statement_row(told, context) for told in found.statements) if row}
    told = (event for event in found.events if event.actor or event.recipient)
    events = {row["id"]: row for row in (_event_row(event, context) for event in told)}
    return {
        "documents": [_document_row(document)],
        "sentences": [
            {"document": document.id, "number": number, "start": start, "end": end}
            for number, (start, end) in enumerate(found.sentences)
        ],
        "mentions": list(_mention_rows(read)),
        "claims": decided,
        "decisions": settled.outcomes,
        "statements": list(statements.values()),
        "acts": [*(_act_row(row) for row in decided if row["type"] in ACTS), *events.values()],
        "anchors": [_anchor_row(anchor) for anchor in read_anchors(read)],
        "clues": list(_clue_rows(read)),
    }


def _document_row(document: Document) -> Row:
    return {name: getattr(document, name) for name in DOCUMENT.split()} | {
        "published": parse_day(document.published.date),
        "basis": document.published.basis,
        "confidence": document.published.confidence,
        "language": document.language,
        "notes": list(document.notes),
        "text": document.text,
    }


def _anchor_row(anchor: Anchor) -> Row:
    return msgspec.structs.asdict(anchor) | {"named": sorted(anchor.named), "actors": sorted(anchor.actors)}


def _clue_rows(read: Read) -> Iterator[Row]:
    if read.extraction.times and not parse_day(read.document.published.date):
        yield {"document": read.document.id, "told": msgspec.json.encode(read_clues(read), order="sorted").decode()}


class _Context:
    """A document with what its rows have in common."""

    def __init__(self, document: Document, sentences: tuple[tuple[int, int], ...]) -> None:
        self.document = document
        self.published = parse_day(document.published.date)
        self._starts = [start for start, _ in sentences]
        self._ends = [end for _, end in sentences]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentences that a stretch of characters touches, as one stretch; itself if it touches none."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end) - 1
        return (min(start, self._starts[first]), max(end, self._ends[last])) if first <= last else (start, end)

    def place(self, start: int, end: int, sentence: tuple[int, int] | None = None) -> Row:
        around = sentence or self.sentence(start, end)
        return {"start": start, "end": end, "sentence_start": around[0], "sentence_end": around[1]}

    def theme(self, place: Row, *, seat: bool = False) -> str:
        """What a clause at a place tells of a truce; a claim on who has a ``seat`` may leave out in what."""
        text, begin = self.document.text, place["sentence_start"]
        quote, before = text[place["start"] : place["end"]], self._before(begin)
        theme = truce_theme(quote, text[begin : place["sentence_end"]], before)
        return "truce" if seat and not theme and carries_on(quote, before) else theme

    def _before(self, position: int) -> str:
        """The sentence that ends before a position."""
        last = bisect_right(self._ends, position) - 1
        return self.document.text[self._starts[last] : self._ends[last]] if last >= 0 else ""

    def times(self, told: str, *, planned: bool = False) -> Row:
        """What is told of its time; what is planned counts from the day on which that was published."""
        earliest, latest = parse_interval(told)
        day = self.published if planned else counting_day(earliest, latest, self.published)
        return {"date": told, "date_from": earliest, "date_to": latest, "day": day}


def _mention_rows(read: Read) -> Iterator[Row]:
    counted = Counter((m.actor, m.speaks_for, m.text, m.kind) for m in read.extraction.mentions if m.actor)
    for (actor, speaks_for, text, kind), times in counted.items():
        row = {"document": read.document.id, "actor": actor, "speaks_for": speaks_for, "text": text}
        yield row | {"kind": kind, "times": times}


def _claim_row(claim: Claim, context: _Context) -> Row:
    same = ("type", "holder", "speaks_for", "argument", "topic", "status", "polarity", "rule", "confidence", "stated")
    row = {name: getattr(claim, name) for name in same}
    told = [row[name] for name in same[:7]]
    place = context.place(claim.start, claim.end, None if claim.rule == PERSON else claim.sentence)
    return {
        **row,
        **context.times(claim.date, planned=claim.type == "schedule"),
        **place,
        **READER,
        "id": identify("c", context.document.id, claim.start, claim.end, claim.date, *told),
        "document": context.document.id,
        "soft": is_soft(claim.quote),
        "truce": context.theme(place, seat=claim.type == "participation"),
        "wording": fold_wording(claim.quote)[:WORDS],
        "told": matter_words(claim.type, claim.topic, claim.quote),
    }


def _act_row(claim: Row) -> Row:
    """What a claim that is an act tells of an event.

    Who asks somebody not to do something asks: a request that was not made is not read at all.
    """
    names = {
        "polarity": 1 if claim["type"] == "request" else claim["polarity"],
        "kind": claim["type"],
        "doer": claim["holder"],
        "doer_for": claim["speaks_for"],
        "other": claim["argument"],
    }
    return claim | names | {"mode": "", "place": "", "claim": claim["id"]}


def _event_row(event: Event, context: _Context) -> Row:
    kind = event.category.lower()
    told = (kind, event.start, event.end, event.actor, event.recipient, event.date)
    place = context.place(event.start, event.end)
    return {
        **context.times(event.date),
        **place,
        "truce": context.theme(place),
        "id": identify("r", context.document.id, *told),
        "document": context.document.id,
        "kind": kind,
        "doer": event.actor,
        "doer_for": "",
        "other": event.recipient,
        "mode": event.mode,
        "place": event.place,
        "status": "",
        "topic": "",
        "claim": "",
        "polarity": 1,
        "confidence": 0.0,
        "stated": True,
        **READER,
        "wording": fold_wording(context.document.text[event.start : event.end])[:WORDS],
    }


def _statement_row(statement: Statement, context: _Context) -> Row | None:
    """A statement as a row, None if it has no content."""
    speaker, content = statement.speaker, statement.content
    if not content:
        return None
    spans = [(part.start, part.end) for part in (*content, statement.cue, speaker) if part is not None]
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    name = (speaker.actor or speaker.text) if speaker else ""
    same = fold_wording(" ".join(piece.text for piece in content))
    times = context.times(statement.said)
    return {
        **context.place(start, end),
        "id": identify("s", context.document.id, start, end, name, same),
        "document": context.document.id,
        "speaker": name,
        "speaks_for": speaker.speaks_for if speaker else "",
        "speaker_found": speaker.text if speaker else "",
        "cue": statement.cue.text if statement.cue else "",
        "same": sha256(same.encode()).hexdigest()[:16],
        "addressee": statement.addressee,
        "said": statement.said,
        "day": times["day"],
        "pieces": [position for piece in content for position in (piece.start, piece.end)],
        "chain": list(statement.chain),
        "quoted": statement.quoted,
    }
