"""What characters a text for reading is made of."""

from __future__ import annotations

import re

INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Soft hyphens, zero-width spaces, marks of direction and byte order: they are not seen, and part words."""


def one_line(text: str) -> str:
    """A text on one line: white space and control characters become single spaces, invisible signs go."""
    seen = INVISIBLE.sub("", text)
    return " ".join("".join(char if char.isprintable() else " " for char in seen).split())


def printable(name: str) -> str:
    """The name of a file with a mark for each character that could break a line or steer a terminal."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)
