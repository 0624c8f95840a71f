"""Communiqué follows a negotiation through the news and keeps its record."""
