"""A language model as a second reader of claims, always grounded in the article. Read `reading.py` first.

    Document ──ask_about──> messages ──Asker──> answer ──understand──> ──ground_claims──> claims ──join_claims──>

What is asked is data (`prompt.toml`, `schema.json`), and so is how far the answers are trusted (`calibration.toml`).
"""

from communique.claims.model.reading import estimate, read_by_model

__all__ = ["estimate", "read_by_model"]
