"""What all pages share: the answers, the templates, and text that is harmless wherever it is shown."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.errors import CommuniqueError
from communique.harmless import harmless
from communique.record import questions
from communique.record.days import parse_interval
from communique.refreshing import Refresher
from communique.web.answers import Answers
from communique.web.lens import Lens

T = TypeVar("T")
HERE = Path(__file__).parent
PAGES = (
    ("Today", "/"),
    ("Lists", "/lists"),
    ("Gates", "/gates"),
    ("Positions", "/positions"),
    ("Timeline", "/timeline"),
    ("Network", "/network"),
    ("Actors", "/actors"),
    ("Documents", "/documents"),
    ("Review", "/review"),
)
"""The navigation, in the order in which a person needs it. A page shows there as soon as the app has it."""

MONTH = re.compile("|".join(calendar.month_name[1:]))


class Site:
    """One dossier as a site: its answers, and how its pages are made."""

    def __init__(self, dossier: Path, *, csrf: str, paths: Collection[str]) -> None:
        self.answers = Answers(dossier)
        self.refresher = Refresher(dossier)
        self.csrf = csrf
        self.navigation = [(name, path) for name, path in PAGES if path in paths]
        self.templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(HERE / "templates"),
            autoescape=True,
            finalize=shown,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.filters |= FILTERS

    def prepare(self) -> None:
        """Answer ahead what the first view will ask, while a person goes to the browser."""
        with suppress(CommuniqueError):  # the view itself will say what is wrong
            self.answers.ask(questions.documents)
            self.answers.ask(questions.brief)


def site_of(request: Request) -> Site:
    """The site that a request is put to."""
    site: Site = request.app.state.site
    return site


def ask(request: Request, question: Callable[..., T], *about: object, **filters: Any) -> T:
    """Put a question of `communique.record.questions` to the dossier of this site."""
    return site_of(request).answers.ask(question, *about, **filters)


def page(request: Request, template: str, lens: Lens | None = None, status: int = 200, **context: Any) -> HTMLResponse:
    """A page made from a template; the answer to a request for the ``part`` that a script asks for has no frame."""
    site = site_of(request)
    text = site.templates.get_template(template).render(
        request=request,
        lens=lens or Lens({}),
        frame="bare.html" if request.query_params.get("part") else "base.html",
        navigation=site.navigation,
        csrf=site.csrf,
        **context,
    )
    return HTMLResponse(text, status_code=status)


def shown(value: object) -> object:
    """What a template prints: text without characters that control a terminal or turn the direction of writing."""
    return harmless(value) if type(value) is str else value


def short_day(text: str, unknown: str = "undated") -> str:
    """The same with the first three letters of the month: 20 Jan 2016."""
    return MONTH.sub(lambda found: found[0][:3], told_day(text, unknown))


def told_day(text: str, unknown: str = "undated") -> str:
    """An ISO day, month or interval as people write it: 20 January 2016."""
    first, last = parse_interval(text)
    if first is None or last is None:
        return text or unknown
    if len(text) in (4, 7):
        return f"{first:%B %Y}" if len(text) == 7 else text
    return _written(first) if first == last else f"{_written(first)} to {_written(last)}"


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def safe_address(url: str) -> str:
    """An address that a link may lead to, empty for any that is not of the web."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def quoted_part(text: str) -> str:
    """A text as one part of an address."""
    return quote(text, safe="")


def counted(number: int, word: str) -> str:
    """A number with its noun: 1 report, 2 reports, 3 entries."""
    many = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else many}"


FILTERS: dict[str, Callable[..., object]] = {
    "day": told_day,
    "short": short_day,
    "address": safe_address,
    "part": quoted_part,
    "count": counted,
}
"""What templates can do to a value, beside what Jinja brings."""
