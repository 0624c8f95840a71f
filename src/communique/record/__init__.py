"""Many documents -> one record, and every question that it answers."""

from communique.record.building.amending import Amender, corrected_fields
from communique.record.building.build import build_record
from communique.record.decision_file import (
    DECISIONS,
    append_decisions,
    appending,
    decision_id,
    load_decisions,
    read_decisions,
    standing_decisions,
)
from communique.record.store import is_current

__all__ = [
    "DECISIONS",
    "Amender",
    "append_decisions",
    "appending",
    "build_record",
    "corrected_fields",
    "decision_id",
    "is_current",
    "load_decisions",
    "read_decisions",
    "standing_decisions",
]
