"""The filters of a page: they live in its address, so that every view is a link to send."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, cast
from urllib.parse import urlencode

import msgspec
from fastapi import Depends
from starlette.requests import Request

from communique.errors import InputError
from communique.record.asking import Filters
from communique.record.days import parse_day

NAMES = ("as_of", "known", "since", "until", "actor", "limit", "suggested")
CARRIED = ("as_of", "known")  # what goes with a person from page to page
NUMBER = re.compile(r"[1-9][0-9]{0,8}")  # rows


class Lens(msgspec.Struct, frozen=True):
    """What the address asks for: the filters of the questions as they are written, blanks left out."""

    values: Mapping[str, str]

    def filters(self, *names: str) -> Filters:
        """The filters as a question takes them, all or those of these ``names``. Raises InputError."""
        chosen = {name: value for name, value in self.values.items() if not names or name in names}
        return cast("Filters", {name: READ[name](value) for name, value in chosen.items()})

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


def _day(text: str) -> str:
    if parse_day(text) is None:
        raise InputError(f"{text[:50]!r} is no day", hint="Write it as 2016-01-20.")
    return text


def _moment(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{text[:50]!r} is no day or time", hint="Write it as 2016-01-20T18:30.") from error
    return text


def _number(text: str) -> int:
    if not NUMBER.fullmatch(text):
        raise InputError(f"{text[:50]!r} is no number of rows", hint="Write it as 100.")
    return int(text)


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise InputError(f"{text[:50]!r} is neither true nor false", hint="Write suggested=true or suggested=false.")
    return text == "true"


READ: dict[str, Callable[[str], object]] = {
    "as_of": _day,
    "known": _moment,
    "since": _day,
    "until": _day,
    "actor": str,
    "limit": _number,
    "suggested": _truth,
}
"""How each filter is read from an address."""
