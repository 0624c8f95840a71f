"""How a language model is asked, and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from communique.records.readings import ClaimType


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the claims of a language model are trusted, as measured on annotated articles.

    ``alone`` is how often a claim is right that the model reads and the local reader does not (0 to 1), ``types`` the
    same for single types. Where both read a claim, the odds that the local reader gives it grow by the factor ``lift``.
    """

    alone: Annotated[float, Meta(gt=0, lt=1)]
    lift: Annotated[float, Meta(ge=1)]
    types: dict[ClaimType, Annotated[float, Meta(gt=0, lt=1)]] = {}


class Reader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who reads the claims: the local reader alone, or a language model too; the `[reader]` table of `dossier.toml`.

    ``model`` is its name on the server at ``base_url``, which speaks the OpenAI chat interface. ``calls_at_once``
    bounds the calls in flight, ``timeout`` is how many seconds a call may take, and ``retries`` how often it is tried
    again. An article is sent in pieces of at most ``piece`` characters, each answered in at most ``answer`` tokens.
    ``max_calls`` and ``max_tokens`` are the budget of one run, 0 for none. Without a ``calibration`` the cautious one
    that comes with the program holds.

    The rest is said for one run and cannot stand in `dossier.toml`: the file with the key, the tape that a run is
    recorded on or replayed from, and the file that lists the claims refused.
    """

    use: Literal["local", "model"] = "local"
    model: str = ""
    base_url: str = ""
    calls_at_once: Annotated[int, Meta(ge=1, le=64)] = 4
    timeout: Annotated[float, Meta(gt=0)] = 300.0
    retries: Annotated[int, Meta(ge=0, le=20)] = 5
    piece: Annotated[int, Meta(ge=1000)] = 6000
    answer: Annotated[int, Meta(ge=100)] = 4096
    max_calls: Annotated[int, Meta(ge=0)] = 0
    max_tokens: Annotated[int, Meta(ge=0)] = 0
    calibration: Calibration | None = None
    key_file: str = ""
    record: str = ""
    replay: str = ""
    refused: str = ""


FOR_ONE_RUN = ("key_file", "record", "replay", "refused")
"""What a `Reader` is told for one run alone."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of a language model that was not kept: the report, why, and what the model said, as JSON."""

    document: str
    source: str
    reason: str
    said: str


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What a language model has done in a run so far.

    ``articles`` were given to it, of which ``unread`` got no (whole) answer. ``calls`` went to the server, ``known``
    answers came from the cache or the tape. ``tokens`` count prompts and answers. ``claims`` were kept, ``agreed`` of
    them are read by the local reader too; ``refused`` counts the others by reason. ``problem`` is why the last article
    was left unread.
    """

    articles: int = 0
    unread: int = 0
    calls: int = 0
    known: int = 0
    tokens: int = 0
    claims: int = 0
    agreed: int = 0
    refused: dict[str, int] = {}
    problem: str = ""


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What a run with a language model would take: articles, calls to the server, and tokens of prompts and answers.

    ``known`` answers are in the cache or on the tape already. The tokens are guessed from the characters, the answers
    at their longest.
    """

    articles: int
    calls: int
    known: int
    prompt_tokens: int
    answer_tokens: int
