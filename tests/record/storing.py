"""Dossiers of made-up reads that lie on disk as `add` leaves them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from communique.records import Read, Report
from communique.refreshing import refresh
from communique.storage import BatchWriter

STORY = """title = "Island talks"
[[actors]]
name = "Norland"
kind = "state"
[[actors]]
name = "Estria"
kind = "state"
[[actors]]
name = "the guild"
kind = "body"
"""


def store(folder: Path, reads: Iterable[Read], *, story: str = STORY) -> Path:
    """A dossier with these reads and their record."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dossier.toml").write_text(story)
    writer = BatchWriter(folder)
    for read in reads:
        raw = json.dumps({"id": read.document.id, "text": read.document.text}).encode()
        report = Report(read.document.source, raw, "fields")
        writer.add(f"key-{read.document.id}", read, report)
    writer.flush()
    refresh(folder)
    return folder
