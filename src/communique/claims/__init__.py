"""Annotated text -> statements, claims and events, by rules that are data (`rules/*.toml`)."""

from communique.claims.events import find_events
from communique.claims.find import find_claims
from communique.claims.statements import find_statements

__all__ = ["find_claims", "find_events", "find_statements"]
