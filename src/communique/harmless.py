"""Text of reports without characters that drive a terminal, break a file of XML or turn the direction of writing."""

from __future__ import annotations

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000))
HARMFUL = dict.fromkeys((*map(ord, TURNING), *CONTROLS), "\ufffd")


def harmless(text: str) -> str:
    """The same text, as long, with a replacement character for each that does harm; lines and tabs stay."""
    return text.translate(HARMFUL)
