"""Pictures as SVG for a page or a file, and as PNG."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape
from pathlib import Path

from communique.charts.picture import Box, Dot, Label, Line, Mark, Picture, Shape
from communique.errors import InputError
from communique.harmless import harmless

SHEET = """.picture{font-family:"Source Sans 3","Helvetica Neue",Arial,"Liberation Sans","DejaVu Sans",sans-serif}
.paper{fill:#fff}.box{stroke-width:1.2}.dashed{stroke-dasharray:4 3}.line{fill:none}
.halo{stroke:#fff;stroke-width:3.5;paint-order:stroke}.hollow{fill:#fff;stroke-width:2}
"""
TONES = {
    "for": "#1c5d94",
    "against": "#ad3c12",
    "both": "#8a7420",
    "ink": "#1b1c1d",
    "soft": "#55585a",
    "rule": "#c9c4b5",
    "wash": "#f1efe8",
    "ok": "#2d6a3f",
    "accent": "#b98a1d",
}
SHARP = 2.0  # pixels of a PNG for one unit of the picture

Opens = Callable[[str], str]


def picture_svg(picture: Picture, *, opens: Opens | None = None) -> str:
    """A picture as an SVG element whose colours come from the page; ``opens`` is the address of an entry's evidence."""
    return _svg(picture, "", opens)


def picture_file(picture: Picture) -> str:
    """A picture as an SVG file that needs nothing else."""
    tones = "".join(f".fill-{tone}{{fill:{colour}}}.edge-{tone}{{stroke:{colour}}}" for tone, colour in TONES.items())
    paper = f'<rect class="paper" width="{_n(picture.width)}" height="{_n(picture.height)}"/>'
    return _svg(picture, f"<style>{SHEET}{tones}</style>{paper}", None) + "\n"


def picture_png(picture: Picture) -> bytes:
    """A picture as PNG, twice as many pixels as it has units."""
    import resvg_py  # here, for few commands draw

    return bytes(resvg_py.svg_to_bytes(svg_string=picture_file(picture), zoom=int(SHARP)))


def write_picture(picture: Picture, path: Path) -> None:
    """Write a picture as SVG or PNG, as the name of the file says. Raises InputError."""
    kind = path.suffix.lower()
    if kind not in (".svg", ".png"):
        raise InputError("is no kind of picture", where=str(path), hint="End its name with .svg or .png.")
    data = picture_file(picture).encode() if kind == ".svg" else picture_png(picture)
    try:
        path.write_bytes(data)
    except OSError as error:
        problem = error.strerror or "cannot be written"
        raise InputError(problem.lower(), where=str(path), hint="Choose another place.") from error


def _svg(picture: Picture, head: str, opens: Opens | None) -> str:
    size = f"{_n(picture.width)} {_n(picture.height)}"
    body = "".join(_mark(mark, opens) for mark in picture.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {size}" width="{_n(picture.width)}" '
        f'height="{_n(picture.height)}" role="group" aria-label="{_t(picture.title)}">{head}{body}</svg>'
    )


def _mark(mark: Mark, opens: Opens | None) -> str:
    body = (f"<title>{_t(mark.tip)}</title>" if mark.tip else "") + "".join(map(_shape, mark.shapes))
    if opens and mark.opens:
        return f'<a href="{_t(opens(mark.opens))}" data-evidence="">{body}</a>'
    return f"<g>{body}</g>" if mark.tip else body


def _shape(shape: Shape) -> str:
    match shape:
        case Box():
            place = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
            dashed = f" dashed hollow edge-{shape.tone}" if shape.dashed else f" fill-{shape.tone}"
            return f'<rect class="box{dashed}" rx="3" {place}/>'
        case Dot():
            paint = f"hollow edge-{shape.tone}" if shape.hollow else f"fill-{shape.tone}"
            return f'<{_outline(shape)} class="{paint}"/>'
        case Line():
            return _line(shape)
        case Label():
            weight = ' font-weight="600"' if shape.bold else ""
            classes = f"fill-{shape.tone}{' halo' if shape.halo else ''}"
            return (
                f'<text class="{classes}" x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" '
                f'text-anchor="{shape.anchor}"{weight}>{_t(shape.text)}</text>'
            )


def _outline(dot: Dot) -> str:
    x, y, r = dot.x, dot.y, dot.radius
    if dot.diamond:
        points = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
        return f'path d="M{"L".join(f"{_n(px)} {_n(py)}" for px, py in points)}Z"'
    return f'circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"'


def _line(line: Line) -> str:
    (x1, y1), (x2, y2) = line.points
    cx, cy = (x1 + x2) / 2, (y1 + y2) / 2 - line.bend
    dashed = " dashed" if line.dashed else ""
    path = (
        f'<path class="line edge-{line.tone}{dashed}" stroke-width="{_n(line.width)}" '
        f'd="M{_n(x1)} {_n(y1)}Q{_n(cx)} {_n(cy)} {_n(x2)} {_n(y2)}"/>'
    )
    return path + (_head(line, (cx, cy)) if line.arrow else "")


def _head(line: Line, bend: tuple[float, float]) -> str:
    """The head of an arrow, along the way it comes in."""
    _, (x, y) = line.points
    angle, size = math.atan2(y - bend[1], x - bend[0]), 5 + line.width
    sides = ((x - size * math.cos(angle + turn), y - size * math.sin(angle + turn)) for turn in (-0.45, 0.45))
    points = "L".join(f"{_n(px)} {_n(py)}" for px, py in ((x, y), *sides))
    return f'<path class="fill-{line.tone}" d="M{points}Z"/>'


def _n(value: float) -> str:
    """A number, short and the same on every machine."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _t(text: str) -> str:
    return escape(harmless(text))
