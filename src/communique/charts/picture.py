"""Pictures made of few shapes. Colours are names of meanings; the page or the file says what they look like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

Tone = Literal["for", "against", "both", "ink", "soft", "rule", "wash", "ok", "accent"]
Anchor = Literal["start", "middle", "end"]
EM = 0.54  # mean width of a letter in ems, near enough to clip labels by


class Box(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A rectangle with rounded corners; ``dashed`` ones stand for what is less sure."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone = "ink"
    dashed: bool = False


class Dot(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A circle, or a ``diamond`` around the same centre; hollow where it is less sure."""

    x: float
    y: float
    radius: float = 5
    tone: Tone = "ink"
    hollow: bool = False
    diamond: bool = False


class Line(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A line through points, bent up by ``bend`` between the first and the last; with a head if it is an ``arrow``."""

    points: tuple[tuple[float, float], tuple[float, float]]
    tone: Tone = "rule"
    width: float = 1
    bend: float = 0
    dashed: bool = False
    arrow: bool = False


class Label(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A line of text, its base line at ``y``."""

    x: float
    y: float
    text: str
    size: float = 13
    tone: Tone = "ink"
    anchor: Anchor = "start"
    bold: bool = False
    halo: bool = False


Shape = Box | Dot | Line | Label


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Shapes that are one thing: what a person reads on pointing at it, and the entry whose evidence it opens."""

    shapes: tuple[Shape, ...]
    tip: str = ""
    opens: str = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing with what it shows in one sentence; ``empty`` where there is nothing to draw."""

    title: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    empty: bool = False


def drawn(*shapes: Shape, tip: str = "", opens: str = "") -> Mark:
    """A mark from its shapes."""
    return Mark(shapes=shapes, tip=tip, opens=opens)


def clip(text: str, width: float, size: float = 13) -> str:
    """A text that takes about ``width`` at most."""
    line = " ".join(text.split())
    most = max(1, int(width / (EM * size)))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def broken(text: str, width: float, size: float = 13, lines: int = 2) -> list[str]:
    """A text in at most ``lines`` lines of about ``width``."""
    most, found = max(4, int(width / (EM * size))), [""]
    for word in text.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > most:
            if len(found) == lines:
                return [*found[:-1], clip(f"{found[-1]} {word}", width, size)]
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return [clip(line, width, size) for line in found]


def nothing(title: str, why: str) -> Picture:
    """A picture that says that there is nothing to draw."""
    return Picture(
        title=title, width=640, height=80, empty=True, marks=(drawn(Label(x=20, y=46, text=why, tone="soft")),)
    )


def legend(x: float, y: float, entries: Sequence[tuple[Tone, str]]) -> Iterable[Mark]:
    """What colours mean, in a row."""
    for tone, text in entries:
        yield drawn(Dot(x=x, y=y - 4, radius=5, tone=tone), Label(x=x + 11, y=y, text=text, size=12, tone="soft"))
        x += 34 + EM * 12 * len(text)
