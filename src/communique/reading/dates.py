"""When a report was published, and how that is known."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

import dateparser
import htmldate
from lxml import html as markup

from communique.records import Basis, Published

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = rf"(?:{MONTH}\s+{NUMBER},?\s+\d{{4}}|{NUMBER}\s+{MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s*,?\s*)?"
HOUR = r"(?:[\s,|-]*(?:at\s+)?\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?"
ALONE = re.compile(rf"^\s*{WEEKDAY}({DAY}){HOUR}\s*$", re.IGNORECASE)
LABELLED = re.compile(
    rf"^\s*(?:first\s+)?(?:published|posted|issued|date|publication date)\s*(?:on|at)?\s*[:|]?\s*{WEEKDAY}({DAY})",
    re.IGNORECASE,
)
NUMBERS = re.compile(r"^\s*(?:published|posted|date)\s*:?\s*\d{1,2}[./]\d{1,2}[./]\d{4}", re.IGNORECASE)
DATELINE = re.compile(
    rf"^\s*(?:[A-Z][\w.' -]{{2,40}},\s*)?(?i:{WEEKDAY})({DAY})\s*(?:\([^()\n]{{2,40}}\)\s*)?(?:[-—–:]|\()", re.UNICODE
)
IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?!\d)")
SURENESS: dict[Basis, float] = {
    "given": 1.0, "metadata": 0.95, "byline": 0.9, "dateline": 0.9, "url": 0.85, "unknown": 0.0,
}  # fmt: skip
UNKNOWN = Published()


def published(day: str, basis: Basis) -> Published:
    """A publication date with the confidence that its basis earns; unknown if ``day`` is empty."""
    return Published(day, basis, SURENESS[basis]) if day else UNKNOWN


def read_day(text: str) -> str:
    """The ISO day that a full date in words or ISO form names, empty if it names none for sure."""
    iso = re.match(r"\s*(\d{4}-\d\d-\d\d)", text)
    if iso:
        return _checked(iso.group(1))
    found = dateparser.parse(
        text.replace("Sept.", "Sep"),
        languages=["en"],
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False},
    )
    return _checked(found.date().isoformat()) if found else ""


def _checked(day: str) -> str:
    try:
        return day if 1800 <= date.fromisoformat(day).year <= 2200 else ""
    except ValueError:
        return ""


def date_in_address(address: str) -> str:
    """The day that the path of an address carries, as in ``/2016/01/20/``."""
    path = urlsplit(address).path if "//" in address else ""
    found = IN_PATH.search(path)
    return _checked("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else ""


def date_in_markup(page: str) -> str:
    """The day that a page's own metadata tell; its visible text is never looked at, for it tells of other days."""
    try:
        tree = markup.fromstring(page.encode("utf-8", "replace"), parser=markup.HTMLParser(encoding="utf-8"))
    except (ValueError, markup.etree.ParserError):
        return ""
    stamped = [e.get("datetime") for e in tree.iter("time") if _is_publication(e)]
    for element in tree.xpath("//body//*[not(self::script[@type='application/ld+json'])]"):
        element.text = element.tail = None
        for name in ("datetime", "title", "href", "src", "content"):
            element.attrib.pop(name, None)
    found = htmldate.find_date(tree, extensive_search=False, original_date=True, outputformat="%Y-%m-%d")
    return _checked(found or "") or next((_checked(day[:10]) for day in stamped if day), "")


def _is_publication(element: markup.HtmlElement) -> bool:
    around = " ".join((element.get("itemprop", ""), element.get("class", ""), *element.attrib.keys()))
    return bool(re.search(r"publish|posted|pubdate|entry-date", around, re.IGNORECASE))


def date_in_line(line: str) -> tuple[str, Basis]:
    """The day that one line of a saved page tells by its label ("Published: ...")."""
    labelled = LABELLED.match(line)
    return (read_day(labelled.group(1)), "byline") if labelled else ("", "unknown")


def date_alone(line: str) -> str:
    """The day of a line that holds a date and nothing else."""
    alone = ALONE.match(line)
    return read_day(alone.group(1)) if alone else ""


def date_in_dateline(paragraph: str) -> str:
    """The day at the head of an article, as in "GENEVA, 20 January 2016 (Agency) -"."""
    found = DATELINE.match(paragraph[:200])
    return read_day(found.group(1)) if found else ""
