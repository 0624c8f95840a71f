"""Many documents -> one record, and every question that it answers."""

from communique.record.building.build import build_record
from communique.record.deciding import claim_fields, piece_of, place_of
from communique.record.store import is_current

__all__ = ["build_record", "claim_fields", "is_current", "piece_of", "place_of"]
