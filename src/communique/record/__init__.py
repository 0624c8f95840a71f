"""Many documents -> one record, and every question that it answers."""

from communique.record.build import build_record
from communique.record.store import is_current

__all__ = ["build_record", "is_current"]
