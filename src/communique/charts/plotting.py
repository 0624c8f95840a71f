"""`plot`: a picture of the record as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

from communique.charts.lists import lists_picture
from communique.charts.picture import Picture
from communique.charts.positions import positions_picture
from communique.charts.svg import write_picture
from communique.charts.timeline import timeline_picture
from communique.errors import QuestionError
from communique.record import questions
from communique.record.asking import Filters


def plot(dossier: str | Path, what: str, output: str | Path, **filters: Unpack[Filters]) -> Path:
    """Draw ``what`` (lists, positions, timeline or network) as it is on the page, into an .svg or .png file.

    Raises QuestionError where there is no such picture or a filter means nothing, InputError where the file cannot be
    written.
    """
    path = Path(output)
    write_picture(draw(dossier, what, **filters), path)
    return path


def draw(dossier: str | Path, what: str, **filters: Unpack[Filters]) -> Picture:
    """The picture of a question's answer."""
    if what not in PICTURES:
        raise QuestionError(f"there is no picture of {what[:50]!r}", hint=f"Choose among: {', '.join(PICTURES)}.")
    return PICTURES[what](dossier, filters)


def _lists(dossier: str | Path, filters: Filters) -> Picture:
    return lists_picture(questions.lists(dossier, **filters))


def _positions(dossier: str | Path, filters: Filters) -> Picture:
    return positions_picture(questions.positions(dossier, **filters))


def _timeline(dossier: str | Path, filters: Filters) -> Picture:
    return timeline_picture(questions.documents(dossier, **filters), questions.schedule(dossier, **filters))


def _network(dossier: str | Path, filters: Filters) -> Picture:
    from communique.charts.network import network_picture  # here, for networkx takes its time to load

    return network_picture(questions.network(dossier, **filters))


PICTURES: dict[str, Callable[[str | Path, Filters], Picture]] = {
    "lists": _lists,
    "positions": _positions,
    "timeline": _timeline,
    "network": _network,
}
"""What can be drawn."""
