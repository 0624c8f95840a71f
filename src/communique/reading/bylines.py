"""Who wrote a report, for which agency, and where from."""

from __future__ import annotations

import re

from communique.reading.dates import FULL_DAY, MONTH, WEEKDAY

NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|den|al|bin|ibn|la|le|du|di)){0,4}"
BYLINE = re.compile(
    rf"(?:By|by|BY|Written by|Author:|By:)\s+({NAME}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){NAME}){{0,4}}?)"
    rf"(?:\s*[,|/•·–—-]\s*({NAME}))?(?:\s+in\s+{NAME})?(?:\s+for\s+({NAME}))?"
)
ROLE = re.compile(
    r"By (?:our|an?|the)\s+(?:[\w'’.-]+\s){0,3}"
    r"(?:correspondents?|reporters?|staff|writers?|team|desk|editors?|bureau)\b.{0,40}"
)
SOURCE = re.compile(rf"(?:Source|Via|Agency)\s*:\s*({NAME})")
CHANGE = re.compile(r"[\s,|/•·–—-]*\b(?:last )?(?:updated|published|posted)\b(?: on)?\W*$", re.IGNORECASE)
OFFICE = re.compile(r"\b(?:correspondent|editor|reporter|writer|analyst|columnist|staff)s?\b", re.IGNORECASE)
OUTLET = re.compile(r"^[A-Z]{2,6}\b|\b(?:News|Press|Agency|Times|Post|Service|Radio|Media|Network|Television|TV)\b")
PLACE = r"[A-ZÀ-Þ][\w.’'-]*(?:[ /][A-ZÀ-Þa-z][\w.’'-]*){0,4}"
AGENCY = r"[A-ZÀ-Þ][\w .&’'-]{1,30}"
DATELINE = re.compile(
    rf"\s*(?P<place>{PLACE}(?:, (?!{MONTH}|{WEEKDAY}\d)[A-ZÀ-Þ][\w.’' -]{{1,25}}?)??)??"
    rf"(?P<when>,?\s*(?i:{FULL_DAY.pattern}|{WEEKDAY}{MONTH}\s*\d{{1,2}}|\d{{1,2}}\s+{MONTH}))?[.,]?\s*"
    rf"(?:\((?P<agency>{AGENCY})\)|/(?P<wire>{AGENCY})/|(?<=, )(?P<own>[A-Z]{{2,6}}))?\.?\s*"
    rf"(?P<dash>--?|[—–:]|(?<=/\.)|(?<=/))\s*(?=[\"“‘'(]*[A-ZÀ-Þ0-9]|$)"
)
LONGEST = 120  # characters of a line that can be a byline, or of a dateline


def read_byline(line: str) -> tuple[str, str]:
    """Author and agency of a line such as "By Henry Meyer, Bloomberg"; empty where it tells neither."""
    if len(line) >= LONGEST:
        return "", ""
    undated = CHANGE.sub("", FULL_DAY.sub("", line)).strip(" \t,|/•·–—*_-")
    if source := SOURCE.fullmatch(undated):
        return "", source.group(1)
    found = BYLINE.fullmatch(undated)
    if found is None:
        return "", ""
    author, agency = found.group(1), found.group(2) or found.group(3) or ""
    head, comma, last = author.rpartition(", ")
    if comma and OUTLET.search(last) and not OUTLET.search(agency):
        author, agency = head, last
    agency = "" if OFFICE.search(agency) else agency
    return (_in_small(author), agency) if agency or " " in author else ("", "")


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the report, by name or otherwise."""
    return any(read_byline(line)) or bool(len(line) < LONGEST and ROLE.fullmatch(line.rstrip(" .:")))


def read_dateline(paragraph: str) -> tuple[str, str]:
    """Place and agency at the head of an article, as in "GENEVA (Agency) -"; empty where it tells neither.

    A name, its short form and an aside ("The Negotiations Committee (NC) - a bloc") are none.
    """
    found = DATELINE.match(paragraph[:LONGEST])
    if found is None:
        return "", ""
    place, agency = found["place"] or "", found["agency"] or found["wire"] or found["own"] or ""
    capitals = place.split(",")[0].isupper() and len(place) > 3
    told = agency or found["when"]
    if not (told or (capitals and found["dash"] != ":")) or (place and not capitals and not _plain(place, agency)):
        return "", ""
    return _written(place), agency


def _in_small(names: str) -> str:
    """Names in capitals as they are usually written."""
    return names if not names.replace(" and ", " ").isupper() else names.title().replace(" And ", " and ")


def _written(place: str) -> str:
    """A place in capitals as it is usually written; what is short or has stops ("UN", "D.C.") is left alone."""
    words = place.split()
    short = 3 if len(words) == 1 else 2
    return " ".join(
        word.title() if word.isupper() and len(word) > short and "." not in word else word for word in words
    )


def _plain(place: str, agency: str) -> bool:
    """Whether a name that is not in capitals can be a place before an agency: short, and not spelt out by it."""
    initials = "".join(word[0] for word in place.split())
    return (
        len(place.split()) <= 3
        and not place.startswith("The ")
        and not (agency and agency.startswith(initials[:2].upper()))
    )
