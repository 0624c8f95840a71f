"""Pictures within a page: their colours are those of the sheet, and their marks open evidence."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from communique.charts.picture import Picture
from communique.charts.svg import picture_svg
from communique.web.lens import Lens


def inline(picture: Picture, name: str, lens: Lens, *, question: str = "") -> Markup:
    """A picture as part of a page, empty where there is nothing to draw."""
    if picture.empty:
        return Markup()

    def opens(id: str) -> str:
        return f"/evidence/{question or name}/{quote(id, safe='')}{lens.query()}"

    return Markup(picture_svg(picture, opens=opens))  # noqa: S704 - made of escaped text by charts.svg
