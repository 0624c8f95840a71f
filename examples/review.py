"""Make the decisions of the example's reviewer anew, after the reader has changed: `python examples/review.py`.

`syria-talks/review.csv` says what a careful person reads in the reports, one claim a line, and which conditions were
dropped and when. What the program reads there is accepted, corrected or rejected accordingly, and what it misses is
added; all of it is written to `syria-talks/decisions.jsonl`.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

import communique
from communique.record.words.phrases import content_words
from communique.records import Claim, ClaimFields, Decision, Document, Place, Read
from communique.storage import stored_rows

EXAMPLE = Path(__file__).parent / "syria-talks"
REVIEW, DECISIONS = EXAMPLE / "review.csv", EXAMPLE / "decisions.jsonl"
REPRINTS = {"2016-01-20-zurich.txt": "2016-01-21-zurich-reprint.html"}
"""Reports whose reprint says the same, as far as it prints it."""
REVIEWER = "example reviewer"
FIRST = datetime(2026, 11, 26, 9, tzinfo=UTC)  # when the first decision is taken; the others follow by the second
SAME = ("type", "holder", "speaks_for", "argument", "polarity", "date", "status")
ALIKE = 0.5  # how much of the shorter of two pieces of evidence both share, where they carry one claim
LIKELY = 3.0  # from here on a reading is worth correcting


class Meant(msgspec.Struct, frozen=True):
    """What the reviewer reads at a place of a report."""

    place: Place
    fields: ClaimFields


def review() -> list[Decision]:
    """All decisions, in the order in which they are taken."""
    with tempfile.TemporaryDirectory(prefix="communique-review-") as folder:
        communique.init(Path(folder) / "d", from_file=EXAMPLE / "dossier.toml")
        communique.add(Path(folder) / "d", [EXAMPLE / "reports"])
        reads = {Path(row.read.document.source).name: row.read for row in stored_rows(Path(folder) / "d")}
    lines = list(csv.DictReader(REVIEW.read_text(encoding="utf-8").splitlines()))
    made = [*_judged(lines, reads), *_marks(lines, reads)]
    times = ((FIRST + timedelta(seconds=number)).isoformat() for number in range(1, len(made) + 1))
    return [msgspec.structs.replace(decision, when=when) for decision, when in zip(made, times, strict=True)]


def meant_claims(lines: Iterable[dict[str, str]], reads: dict[str, Read]) -> Iterator[tuple[str, Meant]]:
    """What the reviewer reads, with the name of each report; in a reprint all that is printed there again."""
    for line in lines:
        if line["act"] != "claim":
            continue
        yield line["report"], Meant(_place(reads[line["report"]].document, line["quote"]), _fields(line))
        reprint = REPRINTS.get(line["report"], "")
        if reprint and line["quote"] in reads[reprint].document.text:
            yield reprint, Meant(_place(reads[reprint].document, line["quote"]), _fields(line))


def _judged(lines: Iterable[dict[str, str]], reads: dict[str, Read]) -> Iterator[Decision]:
    """Every claim that is meant accepted, corrected or added, and then every other reading rejected."""
    left = {name: {_told(claim): claim for claim in read.extraction.claims} for name, read in reads.items()}
    for name, meant in meant_claims(lines, reads):
        best = max(left[name].values(), key=lambda claim: _likeness(claim, meant), default=None)
        if best is None or _likeness(best, meant) < LIKELY:
            yield Decision(act="add", when="", who=REVIEWER, place=meant.place, after=meant.fields)
            continue
        del left[name][_told(best)]
        document, before = reads[name].document, _said(best)
        kept = all(getattr(before, field) == getattr(meant.fields, field) for field in SAME)
        kept = kept and content_words(before.topic) == content_words(meant.fields.topic)
        act, after = ("accept", before) if kept else ("correct", meant.fields)
        place = Place(document.id, best.start, best.end, best.quote)
        yield Decision(act=act, when="", who=REVIEWER, place=place, before=before, after=after)  # type: ignore[arg-type]
    for name, claims in left.items():
        for claim in claims.values():
            place = Place(reads[name].document.id, claim.start, claim.end, claim.quote)
            yield Decision(act="reject", when="", who=REVIEWER, place=place, before=_said(claim))


def _marks(lines: Iterable[dict[str, str]], reads: dict[str, Read]) -> Iterator[Decision]:
    """The conditions that were dropped or met, each with what shows it."""
    for line in lines:
        if line["act"] == "claim":
            continue
        place = _place(reads[line["report"]].document, line["quote"])
        shown = next(read.document for read in reads.values() if line["proof"] in read.document.text)
        yield Decision(
            act=line["act"],  # type: ignore[arg-type]
            when="",
            who=REVIEWER,
            why=line["why"],
            place=place,
            before=_fields(line),
            day=line["day"],
            proof=_place(shown, line["proof"]),
        )


def _place(document: Document, quote: str) -> Place:
    start = document.text.index(quote)
    return Place(document.id, start, start + len(quote), quote)


def _fields(line: dict[str, str]) -> ClaimFields:
    told = {name: line[name] for name in ("type", "holder", "for", "argument", "topic", "date", "status")}
    return msgspec.convert({**told, "polarity": int(line["polarity"])}, ClaimFields)


def _said(claim: Claim) -> ClaimFields:
    return ClaimFields(**{name: getattr(claim, name) for name in ClaimFields.__struct_fields__})


def _told(claim: Claim) -> tuple[object, ...]:
    """What makes a reading one: readings that say the same of the same words are one."""
    return claim.start, claim.end, _said(claim)


def _likeness(claim: Claim, meant: Meant) -> float:
    """How well a reading fits what is meant: 0 if it is another claim."""
    common = min(claim.end, meant.place.end) - max(claim.start, meant.place.start)
    shorter = min(claim.end - claim.start, meant.place.end - meant.place.start)
    if claim.type != meant.fields.type or common < ALIKE * shorter:
        return 0.0
    shared = content_words(claim.topic) & content_words(meant.fields.topic)
    right = (claim.holder == meant.fields.holder) + 2 * (claim.argument == meant.fields.argument)
    return 1 + right + (claim.polarity == meant.fields.polarity) + len(shared) / 10


if __name__ == "__main__":
    decided = review()
    DECISIONS.write_bytes(b"".join(msgspec.json.encode(decision) + b"\n" for decision in decided))
    print(f"{DECISIONS}: {len(decided)} decisions")
