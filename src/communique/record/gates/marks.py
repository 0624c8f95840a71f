"""What is said of a condition itself: that it is met, dropped, or open after all."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from communique.records import Place


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """That a condition is met, dropped or open from a day on.

    ``basis`` tells who says so: a ``person``, the report of an ``event``, or somebody who only ``supposed`` it. ``id``
    is the decision or the report.
    """

    matter: str
    state: Literal["met", "dropped", "open"]
    basis: Literal["person", "event", "supposed"]
    day: date | None = None
    stated: bool = True
    id: str = ""
    proof: Place | None = None
