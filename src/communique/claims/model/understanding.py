"""What a model answered -> the claims in it, whatever stands around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

LONGEST = 400_000  # characters of an answer that are looked at
TRIES = 50  # braces or brackets at which the JSON may begin
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_BEGINNING = re.compile(r"[{\[]")
_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,]*")


class NotUnderstoodError(Exception):
    """An answer holds no claims in the form asked for; the message says what is wrong, in a few words of ours."""


def understand(answer: str, *, cut_off: bool = False) -> list[Any]:
    """The claims of an answer as they were given, unchecked; an answer that is ``cut_off`` gives those that are whole.

    Thoughts, prose and code fences around the JSON do no harm. Raises NotUnderstoodError.
    """
    text = _THOUGHTS.sub(" ", answer[:LONGEST])
    values = list(_values(text))
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("claims"), list):
            return list(value["claims"])
    for value in values:
        claims = isinstance(value, list) and all(isinstance(claim, dict) for claim in value)
        if claims and (value or text.strip() == "[]"):
            return list(value)
    if cut_off:
        return list(_whole(text))
    raise NotUnderstoodError("it holds no list of claims" if values else "it holds no JSON")


def _values(text: str) -> Iterator[Any]:
    """The JSON objects and lists in a text."""
    position = 0
    for _ in range(TRIES):
        beginning = _BEGINNING.search(text, position)
        if beginning is None:
            return
        try:
            value, position = _DECODER.raw_decode(text, beginning.start())
            yield value
        except (ValueError, RecursionError):
            position = beginning.end()


def _whole(text: str) -> Iterator[Any]:
    """The objects of a list that breaks off, one after the other."""
    opening = re.search(r'"claims"\s*:\s*\[', text)
    if opening is None:
        raise NotUnderstoodError("it was cut off")
    position = opening.end()
    while beginning := _BETWEEN.match(text, position):
        try:
            value, position = _DECODER.raw_decode(text, beginning.end())
        except (ValueError, RecursionError):
            return
        yield value
