"""Who wrote a report, for which agency, and where from."""

from __future__ import annotations

import re

NAME = r"[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|al|bin|der|la|le)){0,4}"
BYLINE = re.compile(rf"^\s*(?:By|by|BY)\s+({NAME}(?:(?:,| and| &)\s+{NAME})*?)(?:\s*[,|/]\s*({NAME}))?\s*$")
AGENCY = re.compile(r"^[^\n(]{0,70}\(([A-Z][\w .&-]{1,30})\)\s*(?:[-—–:]|$)")
PLACE = re.compile(
    r"^\s*([A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ.'’-]+){0,4})(?=\s*(?:,[^\n]{0,40}?)?(?:\([^()\n]{2,40}\))?\s*[-—–])"
)


def read_byline(line: str) -> tuple[str, str]:
    """Author and agency of a line such as "By Henry Meyer, Bloomberg"; empty where it tells neither."""
    found = BYLINE.match(line) if len(line) < 120 else None
    return (found.group(1).strip(), (found.group(2) or "").strip()) if found else ("", "")


def read_dateline(paragraph: str) -> tuple[str, str]:
    """Place and agency at the head of an article, as in "GENEVA (Agency) -"."""
    head = paragraph[:120]
    place, agency = PLACE.match(head), AGENCY.match(head)
    return place.group(1).title() if place else "", agency.group(1) if agency else ""
