"""Dossiers of made-up reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from communique.record import build_record
from communique.records import Actor, Gazetteer, Read, Story

GAZETTEER = Gazetteer(
    (
        Actor(name="Norland", kind="state", names=("NL",), people=("Norlander",), metonyms=("Norburg",)),
        Actor(name="Ada Berg", kind="person", names=("Berg",), speaks_for="Norland"),
        Actor(name="Cy Dahl", kind="person", speaks_for="Norland"),
        Actor(name="Estria", kind="state"),
    )
)


def build(
    folder: Path,
    reads: Iterable[Read],
    *,
    origins: Mapping[str, str] | None = None,
    added: Mapping[str, str] | None = None,
    story: Story | None = None,
) -> Path:
    """A dossier in a folder, with the record of these reads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dossier.toml").write_text('title = "Island talks"\n')
    for old in folder.glob("record.*"):
        old.unlink()
    build_record(
        folder / "record.duckdb",
        reads,
        origins=origins or {},
        added=added or {},
        story=story or Story(title="Island talks"),
        gazetteer=GAZETTEER,
    )
    return folder
