"""When a report was published: reading days, and which lines and addresses tell the day of publication."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache
from urllib.parse import urlsplit

import dateparser

from communique.records import Basis, Published

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
FIGURES = r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d"
DAY = rf"(?:{MONTH}\s*{NUMBER}\s?,?\s*\d{{4}}|{NUMBER}\s*{MONTH},?\s*\d{{4}}|\d{{4}}-\d\d-\d\d|{FIGURES})"
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?\s*,?\s*)?"
CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?(?:[a-z]{2,4}\b|[+-]\d\d:?\d\d)\)?)?"
HOUR = rf"(?:[\s,|·•/-]*(?:at\s+)?(?:{CLOCK}))?"
FULL_DAY = re.compile(rf"{WEEKDAY}({DAY}){HOUR}", re.IGNORECASE)
ALONE = re.compile(rf"\s*(?:{CLOCK}[\s,|·•-]*)?{WEEKDAY}({DAY})(?:T[\d:.+-]*Z?)?{HOUR}[\s|·•-]*", re.IGNORECASE)
LABELLED = re.compile(
    rf"\s*(?:(?:first|originally)\s+)?(?:published|posted|issued|date|publication date|date of publication|pub\. date)"
    rf"\s*(?:(?:on|at)\s+|[:|]\s*)*(?:{CLOCK}[\s,|-]*)?{WEEKDAY}({DAY})",
    re.IGNORECASE,
)
OTHER_DAY = re.compile(
    rf"\s*(?:last\s+)?(?:updated|modified|retrieved|archived|accessed|saved|printed|captured|downloaded|today(?:\s+is)?)\b"
    rf"[^\n]{{0,30}}?{DAY}",
    re.IGNORECASE,
)
CHANGED = re.compile(r"\b(?:updated|modified|retrieved|archived|accessed|saved|printed)\b", re.IGNORECASE)
AGED = re.compile(rf"\s*{WEEKDAY}({DAY})[^\n]{{0,30}}?\b\w+ (?:days?|weeks?|months?|years?) ago\W*", re.IGNORECASE)
PLACE = r"[^\W\d_][\w.’' /-]{1,40},\s*(?:[^\W\d_][\w.’' -]{1,30},\s*)?"  # "ESTGRAD, Norland, "
DATELINE = re.compile(
    rf"\s*(?:{PLACE})?{WEEKDAY}({DAY})\s*[.,]?\s*(?:\([^()\n]{{2,40}}\)|/[\w -]{{2,20}}/)?\s*\.?\s*[-—–:]",
    re.IGNORECASE,
)
DAY_OF_YEAR = re.compile(
    rf"\s*{PLACE}{WEEKDAY}(?:({MONTH})\s*(\d{{1,2}})|(\d{{1,2}})\s*({MONTH}))[.,]?\s*"
    r"(?:\([^()\n]{2,40}\)|/[\w -]{2,20}/)?\.?\s*[-—–:/]",
    re.IGNORECASE,
)
IN_PATH = (
    re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?=/|$)"),
    re.compile(r"/((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?=[/._-]|$)"),
    re.compile(r"/((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=[/._-]|$)"),
)
MONTH_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/")
HOST = re.compile(r"^(?:[\w-]+\.)+[a-z]{2,}$", re.IGNORECASE)
SURENESS: dict[Basis, float] = {
    "given": 1.0, "metadata": 0.95, "byline": 0.9, "dateline": 0.9, "url": 0.85, "unknown": 0.0,
}  # fmt: skip
LONGEST = 60  # characters of a date in words
UNKNOWN = Published()
AMBIGUOUS = "The head has a date in figures whose day and month cannot be told apart."


def published(day: str, basis: Basis) -> Published:
    """A publication date with the confidence that its basis earns; unknown if ``day`` is empty."""
    return Published(day, basis, SURENESS[basis]) if day else UNKNOWN


@cache
def read_day(text: str) -> str:
    """The ISO day that a full date names in words, in figures or as seconds since 1970; empty if that is not sure.

    Figures such as 3/4/2016, which mean one day here and another there, name none.
    """
    text = text.strip()
    if iso := re.match(r"(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?!\d)", text):
        return _checked("-".join(iso.groups()))
    if re.fullmatch(r"\d{10}(?:\d{3})?(?:\.\d+)?", text):
        return datetime.fromtimestamp(int(text[:10]), UTC).date().isoformat()
    if figures := re.match(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)", text):
        return _day_in_figures(int(figures.group(1)), int(figures.group(3)), figures.group(4))
    return _day_in_words(text) if re.search(r"\b(?:1[89]|2[01])\d\d\b", text) and len(text) <= LONGEST else ""


def _day_in_figures(first: int, second: int, year: str) -> str:
    if first > 12 or first == second:
        return _checked(f"{year}-{second:02}-{first:02}")
    return _checked(f"{year}-{first:02}-{second:02}") if second > 12 else ""


def _day_in_words(text: str) -> str:
    """What dateparser makes of a date with all three parts; words such as "yesterday" it must not resolve."""
    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = dateparser.parse(re.sub(r"(?i)\bsept\b\.?", "Sep", text), languages=["en"], settings=settings)
    return _checked(found.date().isoformat()) if found else ""


def _checked(day: str) -> str:
    try:
        return day if 1800 <= date.fromisoformat(day).year <= 2200 else ""
    except ValueError:
        return ""


def date_in_address(address: str) -> str:
    """The day that the path of an address, or of a file saved under its site's name, carries: ``/2016/01/20/``."""
    path = _own_path(address)
    found = next((match for pattern in IN_PATH if (match := pattern.search(path))), None)
    return _checked("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else ""


def _own_path(address: str) -> str:
    """The path on the publisher's site: an archive's address ends with it, a mirror keeps it below a host's name.

    Other folders are the reader's own, and tell when something was saved.
    """
    _, scheme, rest = address.rpartition("://")
    if scheme:
        return urlsplit(f"//{rest}").path if "[" not in rest else ""
    names = address.split("/")[:-1]
    host = next((i for i, name in enumerate(names) if HOST.match(name) and not name.startswith(".")), None)
    return "/" + "/".join(address.split("/")[host + 1 :]) if host is not None else ""


def date_in_line(line: str) -> str:
    """The day that one line tells by its label ("Published: ...") or by its age ("..., 2 years ago")."""
    told = (LABELLED.match(line) or AGED.fullmatch(line)) if len(line) < 200 else None
    return read_day(told.group(1)) if told and not OTHER_DAY.match(line) else ""


def date_alone(line: str) -> str:
    """The day of a line that holds a date and nothing else."""
    alone = ALONE.fullmatch(line) if len(line) < LONGEST * 2 else None
    return read_day(alone.group(1)) if alone else ""


def date_at_end(line: str) -> str:
    """The day that a line such as a byline begins or ends with; none where it is that of a change."""
    found = FULL_DAY.search(line)
    if found is None or CHANGED.search(line) or (line[: found.start()].strip() and line[found.end() :].strip(" |,·•")):
        return ""
    return read_day(found.group(1))


def is_date_line(line: str) -> bool:
    """Whether a line is about a date, of whatever: published, updated, retrieved, today's."""
    if len(line) >= LONGEST * 2:
        return False
    return any(pattern.match(line) for pattern in (LABELLED, OTHER_DAY, AGED)) or bool(ALONE.fullmatch(line))


def is_ambiguous(line: str) -> bool:
    """Whether a line tells a date of publication in figures whose day and month cannot be told apart."""
    found = (LABELLED.match(line) or ALONE.fullmatch(line)) if len(line) < LONGEST * 2 else None
    return bool(found and re.fullmatch(FIGURES, found.group(1)) and not read_day(found.group(1)))


def date_in_dateline(paragraph: str, address: str = "") -> tuple[str, str]:
    """The day at the head of an article ("GENEVA, 20 January 2016 (Agency) -"), and a note if its year is not known.

    An address that tells year and month (``/2016/01/``) lends the year to a dateline of that month.
    """
    head = paragraph[:200]
    if found := DATELINE.match(head):
        return read_day(found.group(1)), ""
    part = DAY_OF_YEAR.match(head)
    if part is None:
        return "", ""
    month, number = part.group(1) or part.group(4), part.group(2) or part.group(3)
    lent = MONTH_IN_PATH.search(_own_path(address))
    day = read_day(f"{number} {month.rstrip('.')} {lent.group(1)}") if lent else ""
    if lent and day and int(lent.group(2)) == int(day[5:7]):
        return day, ""
    return "", f"The dateline names {number} {month} but no year, so it does not date the report."
