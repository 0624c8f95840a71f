"""Bytes -> text: which encoding it is."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SAMPLE = 100_000  # bytes that the guess is made from


def decode(raw: bytes) -> tuple[str, str]:
    """The text of bytes and the name of their encoding: by mark, as UTF-8, as declared, else by the best guess."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), encoding
    declared = DECLARED.search(raw[:2048])
    for encoding in ("utf-8", declared.group(1).decode("ascii") if declared else ""):
        try:
            return raw.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    best = charset_normalizer.from_bytes(raw[:SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    return raw.decode(encoding, "replace"), encoding
