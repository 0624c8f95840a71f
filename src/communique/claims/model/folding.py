"""Finding a quotation in a text, exactly or in other quotes, dashes and white space."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′`´", "'"), **dict.fromkeys("‐‑‒–—―−", "-")}
_RUNS = re.compile(r"\s+|[-‐‑‒–—―−]+|.", re.DOTALL)
_WRAPPING = " \"'.…"


class FoldedText:
    """A text without the differences that copying makes; every folded sign knows where it stands in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        runs = list(_RUNS.finditer(text))
        self._folded = "".join(_sign(run.group()) for run in runs)
        self._starts = [run.start() for run in runs]
        self._ends = [run.end() for run in runs]

    def find(self, quote: str) -> tuple[int, int] | None:
        """Where a quotation stands as whole words, as [start, end) of the text; None where it does not."""
        for start, end in (*_places(self.text, quote), *self._folded_places(quote)):
            if start < end and not _cuts_word(self.text, start) and not _cuts_word(self.text, end):
                return start, end
        return None

    def _folded_places(self, quote: str) -> Iterator[tuple[int, int]]:
        folded = fold(quote)
        for form in dict.fromkeys((folded.strip(), folded.strip(_WRAPPING))):
            for start, end in _places(self._folded, form):
                yield self._starts[start], self._ends[end - 1]


def fold(text: str) -> str:
    """A text with plain quotes, single dashes and single spaces."""
    return "".join(_sign(run) for run in _RUNS.findall(text))


def _sign(run: str) -> str:
    if run.isspace():
        return " "
    return _SIGNS.get(run[0], run[0]) if run[0] in _SIGNS or run[0] == "-" else run


def _places(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Where a part stands in a text, first to last."""
    start = text.find(part) if part else -1
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def _cuts_word(text: str, place: int) -> bool:
    """Whether a place lies between two letters or digits."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
