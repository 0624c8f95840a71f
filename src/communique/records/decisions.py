"""What people decide."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.records.readings import ClaimType, Status

Act = Literal[
    "accept", "reject", "correct", "add", "met", "dropped", "open", "merge", "split", "exclude", "undo", "redo"
]
"""What a person may decide.

Four acts on a claim (`correct` also on a report), three on the condition that a claim names; two actors or events are
one or apart, a report is left out; a decision is taken back, and that too.
"""


class ClaimFields(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"speaks_for": "for"}):
    """What a claim says, without its evidence; the fields are those of a `Claim`."""

    type: ClaimType
    holder: str = ""
    speaks_for: str = ""
    argument: str = ""
    topic: str = ""
    polarity: Literal[1, -1] = 1
    date: str = ""
    status: Status = ""


class Place(msgspec.Struct, frozen=True):
    """A piece of a report: characters ``start`` to ``end`` of the text of ``document`` read ``quote``."""

    document: str
    start: int
    end: int
    quote: str


class ReportFields(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person says of a report: the day on which it was published, and its outlet. None leaves that as it is."""

    published: str | None = None
    outlet: str | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person decided: one line of `decisions.jsonl`. It holds for its evidence, not for a row of the record.

    ``place`` is the evidence that it is about; without a quotation it is the whole report.

    - Of a claim ``before`` is what it said when it was decided about, and ``after`` what it says from now on. A
      rejected claim has no ``after``, an added one no ``before``. ``met``, ``dropped`` and ``open`` say that of the
      condition that the claim ``before`` names, from ``day`` on; ``proof`` is what shows it, if a report does.
    - Of a report ``report_before`` and ``report_after`` are what is corrected; an excluded one counts as never added.
    - Of actors ``names`` are the evidence. Merged, all of them are one actor, called by the first. Split off, the first
      is an actor of its own, called by the second where there is one, in the one report of ``place`` or in all.
    - Of events ``kind`` is what they are, and ``place`` and ``other`` are the pieces of two reports that tell of one
      event (merge), or of which the first does not tell of the event of the other (split).

    ``over`` is the id of another decision: the one that an undo takes back, the undo that a redo takes back, or for
    every other act the one that its reviewer knew of and put this one in its stead. ``when`` is a time in UTC.
    """

    act: Act
    when: str
    place: Place | None = None
    who: str = ""
    why: str = ""
    before: ClaimFields | None = None
    after: ClaimFields | None = None
    day: str = ""
    proof: Place | None = None
    report_before: ReportFields | None = None
    report_after: ReportFields | None = None
    names: tuple[str, ...] = ()
    kind: str = ""
    other: Place | None = None
    over: str = ""
