"""Many documents -> one record, and every question that it answers."""

from communique.record.building.amending import Amender, corrected_fields
from communique.record.building.build import build_record
from communique.record.building.rows import STAGED, stage_read
from communique.record.building.staging import Filed
from communique.record.days import parse_day
from communique.record.decision_file import (
    DECISIONS,
    append_decisions,
    appending,
    decision_id,
    load_decisions,
    read_decisions,
    standing_decisions,
)
from communique.record.store import is_current, memory_limit, quoted

__all__ = [
    "DECISIONS",
    "STAGED",
    "Amender",
    "Filed",
    "append_decisions",
    "appending",
    "build_record",
    "corrected_fields",
    "decision_id",
    "is_current",
    "load_decisions",
    "memory_limit",
    "parse_day",
    "quoted",
    "read_decisions",
    "stage_read",
    "standing_decisions",
]
