"""What a person decides on a page or a program through the API: one record of it, carried out in one place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request

from communique import deciding, undoing
from communique.errors import DecidedError, InputError
from communique.record import decision_id
from communique.record.deciding import tell_claim, tell_decision, tell_report
from communique.records import ClaimFields, Decision, ReportFields
from communique.web.site import site_of

FIELD = "field-"  # before the names of the fields of a claim or a report in a form
TOLD = frozenset({*ClaimFields.__struct_encode_fields__, *ReportFields.__struct_fields__})


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A decision as a page or a program gives it: an ``act`` on what ``id`` names, as the function for it takes it.

    ``over`` is the last decision that the person has seen, empty for none.
    """

    act: str
    id: str = ""
    other: str = ""
    fields: dict[str, str] = {}
    quote: str = ""
    start: int = 0
    day: str = ""
    proof: str = ""
    report: str = ""
    called: str = ""
    who: str = ""
    why: str = ""
    over: str | None = None


class Taken(msgspec.Struct, frozen=True):
    """A decision as it was written down, with its id and what it is about in one line."""

    id: str
    told: str
    decision: Decision


class Opposed(msgspec.Struct, frozen=True):
    """Two decisions on one thing: ``theirs`` stands; send ``yours`` again with ``over`` to choose it knowingly."""

    problem: str
    hint: str
    over: str
    theirs: Decision
    yours: Decision


def take(request: Request, said: Said) -> Taken:
    """Write a decision down at once, and let the record follow behind. Raises what the functions raise."""
    site = site_of(request)
    with site.answers.together():
        decision = _carry_out(site.answers.dossier, said)
    site.refresher.ask()
    return Taken(decision_id(decision), tell_decision(decision), decision)


def _carry_out(dossier: Path, said: Said) -> Decision:
    about: dict[str, Any] = {"who": said.who, "why": said.why, "build": False}
    if said.act == "merge":
        return deciding.merge(dossier, said.id, said.other, over=said.over, **about)
    if said.act == "split":
        return deciding.split(dossier, said.id, report=said.report, called=said.called, over=said.over, **about)
    if said.act == "exclude":
        return deciding.exclude(dossier, said.id, over=said.over, **about)
    if plain := {
        "restore": undoing.restore,
        "undo": undoing.undo,
        "redo": undoing.redo,
    }.get(said.act):
        return plain(dossier, said.id, **about)
    same = {name: getattr(said, name) for name in ("fields", "quote", "start", "day", "proof", "over")}
    return deciding.decide(dossier, said.id, said.act, **same, **about)[0]


def opposed(error: DecidedError) -> Opposed:
    """What a program is told of two decisions on one thing."""
    return Opposed(error.problem, error.hint, error.over, error.theirs, error.yours)


def read_json(body: bytes) -> Said:
    """A decision from JSON. Raises InputError where it is none."""
    try:
        return msgspec.json.decode(body, type=Said)
    except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"is no decision ({error})", where="the body", hint="See /openapi.json.") from error


def read_form(body: bytes) -> Said:
    """A decision from the fields of a form; what is left blank is not said. Raises InputError where it is none."""
    given = {
        name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()
    }
    fields = {name.removeprefix(FIELD): value.strip() for name, value in given.items() if name.startswith(FIELD)}
    plain = {name: value.strip() for name, value in given.items() if name in Said.__struct_fields__}
    plain.setdefault("act", "")
    known = {name: value for name, value in fields.items() if name in TOLD}
    try:
        return msgspec.convert({**plain, "fields": known}, Said, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"is no decision ({error})", where="the form", hint="Load the page again.") from error


def form_fields(said: Said, over: str) -> Mapping[str, str]:
    """The fields of a form that says the same again, knowing of another decision."""
    plain = {name: value for name, value in msgspec.to_builtins(said).items() if name != "fields" and value != ""}
    return {name: str(value) for name, value in plain.items()} | {
        **{f"{FIELD}{name}": value for name, value in said.fields.items()},
        "over": over,
    }


def tell_after(decision: Decision) -> str:
    """What a decision says from now on, in one line."""
    return tell_claim(decision.after) or tell_report(decision.report_after) or tell_decision(decision)
