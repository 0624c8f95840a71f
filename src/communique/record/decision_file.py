"""What people decided, as the dossier's file has it: read, appended under a lock of its own, and which of it stands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from communique.errors import DossierError
from communique.records import Decision

DECISIONS, LOCK = "decisions.jsonl", ".decisions.lock"
TAKING_BACK = frozenset({"undo", "redo"})
"""The acts that are about another decision and say nothing of the reports themselves."""


def decision_id(decision: Decision) -> str:
    """A short stable id, made from all that a decision says."""
    return "k" + sha256(msgspec.json.encode(decision)).hexdigest()[:12]


def load_decisions(folder: Path) -> tuple[Decision, ...]:
    """The decisions that people took, oldest first."""
    path = folder / DECISIONS
    return read_decisions(path) if path.exists() else ()


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file, oldest first; a last line that was cut off while it was written is none.

    Raises DossierError with the line that says none.
    """
    lines, found = path.read_bytes().split(b"\n"), []
    for number, line in enumerate(lines, 1):
        try:
            found += [msgspec.json.decode(line, type=Decision)] if line.strip() else []
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
            if number == len(lines) and _is_cut_off(line):
                break
            where = f"{path}, line {number}"
            raise DossierError(f"is no decision ({error})", where=where, hint="Mend that line by hand.") from error
    return tuple(sorted(found, key=lambda decision: decision.when))


def _is_cut_off(line: bytes) -> bool:
    """Whether a line is the beginning of one, as a process leaves it that is killed while it writes."""
    try:
        msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        return "truncated" in str(error)
    return False


@contextmanager
def appending(folder: Path, *, wait: float) -> Iterator[None]:
    """Hold the file of decisions, so that nobody decides meanwhile; reports may be added beside it.

    Raises DossierError when somebody else holds it for longer than ``wait`` seconds.
    """
    try:
        with FileLock(folder / LOCK, timeout=wait):
            yield
    except Timeout as error:
        hint = "Wait for it to end, or give more time with --wait SECONDS."
        raise DossierError("its decisions are being written", where=str(folder), hint=hint) from error


def append_decisions(folder: Path, decisions: Iterable[Decision]) -> None:
    """Write decisions behind those that are there, in whole lines, and only return when the disk has them."""
    path = folder / DECISIONS
    lines = b"".join(msgspec.json.encode(decision) + b"\n" for decision in decisions)
    with path.open("ab") as file:
        file.write(_mend_end(path) + lines)
        file.flush()
        os.fsync(file.fileno())


def _mend_end(path: Path) -> bytes:
    """Take away a last line that was cut off; what has to come between a whole one and the next."""
    raw = path.read_bytes()
    last = raw[raw.rfind(b"\n") + 1 :]
    if last and _is_cut_off(last):
        os.truncate(path, len(raw) - len(last))
        return b""
    return b"\n" if last else b""


def standing_decisions(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold, in their order: neither taken back nor with another one put in their stead.

    A decision is taken back while an undo names it that no redo names; one that is taken back replaces nothing.
    """
    undone, replaced = named_over(decisions)
    return [
        decision
        for decision in decisions
        if decision.act not in TAKING_BACK and decision_id(decision) not in undone | replaced
    ]


def named_over(decisions: Sequence[Decision]) -> tuple[set[str], set[str]]:
    """The ids of decisions that are taken back, and of those that others are put in the stead of."""
    redone = {decision.over for decision in decisions if decision.act == "redo"}
    undone = {each.over for each in decisions if each.act == "undo" and decision_id(each) not in redone}
    others = (each for each in decisions if each.over and each.act not in TAKING_BACK)
    return undone, {each.over for each in others if decision_id(each) not in undone}
