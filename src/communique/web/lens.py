"""The filters of a page: they live in its address, so that every view is a link to send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from fastapi import Depends
from starlette.requests import Request

from communique.errors import QuestionError
from communique.record.asking import Filters

NAMES = ("as_of", "known", "since", "until", "actor", "limit", "suggested")
CARRIED = ("as_of", "known")  # what goes with a person from page to page
WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False}


class Lens(msgspec.Struct, frozen=True):
    """What the address asks for: the filters of the questions as they are written, blanks left out."""

    values: Mapping[str, str]

    def filters(self, *names: str) -> Filters:
        """The filters as a question takes them, all or those of these ``names``. Raises QuestionError."""
        chosen = {name: value for name, value in self.values.items() if not names or name in names}
        found: Filters = {}
        for name in ("as_of", "known", "since", "until", "actor"):
            if name in chosen:
                found[name] = chosen[name]
        if "limit" in chosen:
            found["limit"] = _number(chosen["limit"])
        if "suggested" in chosen:
            found["suggested"] = _truth(chosen["suggested"])
        return found

    def get(self, name: str) -> str:
        """A filter as it is written, empty if it is not there."""
        return self.values.get(name, "")

    def carried(self) -> str:
        """The part of the address that every link of a page takes along."""
        return self.query(**{name: "" for name in self.values if name not in CARRIED})

    def query(self, **changes: object) -> str:
        """These filters with some of them changed, as the end of an address; "" if there are none."""
        told = {**self.values, **{name: str(value) for name, value in changes.items()}}
        rest = urlencode({name: value for name, value in told.items() if value})
        return f"?{rest}" if rest else ""


def lens_of(request: Request) -> Lens:
    """The filters in the address of a request."""
    given = ((name, request.query_params.get(name, "").strip()) for name in NAMES)
    return Lens({name: value for name, value in given if value})


Looking = Annotated[Lens, Depends(lens_of)]


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or int(text) < 1:
        raise QuestionError(f"{text[:50]!r} is no number of rows", hint="Write it as 100.")
    return int(text)


def _truth(text: str) -> bool:
    if text.lower() not in WORDS:
        raise QuestionError(f"{text[:50]!r} is neither true nor false", hint="Write suggested=true or suggested=false.")
    return WORDS[text.lower()]
