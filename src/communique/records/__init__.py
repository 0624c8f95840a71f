"""Every record that passes between the parts of Communiqué.

Read this first. All records are frozen. Offsets are half-open character positions in ``Document.text``,
so ``document.text[span.start:span.end] == span.text`` holds for every span. Dates are ISO 8601 strings, because doubt
about a date is part of the data: a day (``2016-01-20``), a month (``2016-01``), a year (``2016``) or an interval of
days (``2016-01-20/2016-01-25``). An empty string means "not known", never "today".

Records are `msgspec` structs: they validate what is loaded from TOML, JSON and Parquet, and print the `extract` format,
in which ``speaks_for`` is written ``for``, ``earliest`` ``from`` and ``latest`` ``to``.
"""

from communique.records.decisions import Act, ClaimFields, Decision, Place, ReportFields
from communique.records.documents import ENGLISH, Basis, Document, Failure, Published, Report, Segment
from communique.records.readers import FOR_ONE_RUN, Calibration, Estimate, Reader, Refusal, Tally
from communique.records.readings import (
    STANDING,
    Category,
    Claim,
    ClaimType,
    Event,
    Extraction,
    Kind,
    Mention,
    Read,
    Span,
    Speaker,
    Statement,
    Status,
    Time,
)
from communique.records.stories import Actor, Gazetteer, Issue, PinnedCondition, PinnedGate, PinnedList, Story

__all__ = [
    "ENGLISH",
    "FOR_ONE_RUN",
    "STANDING",
    "Act",
    "Actor",
    "Basis",
    "Calibration",
    "Category",
    "Claim",
    "ClaimFields",
    "ClaimType",
    "Decision",
    "Document",
    "Estimate",
    "Event",
    "Extraction",
    "Failure",
    "Gazetteer",
    "Issue",
    "Kind",
    "Mention",
    "PinnedCondition",
    "PinnedGate",
    "PinnedList",
    "Place",
    "Published",
    "Read",
    "Reader",
    "Refusal",
    "Report",
    "ReportFields",
    "Segment",
    "Span",
    "Speaker",
    "Statement",
    "Status",
    "Story",
    "Tally",
    "Time",
]
