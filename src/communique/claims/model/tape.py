"""Runs on a tape: every question with its answer, one JSON object a line, to be played again without a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from filelock import FileLock, Timeout

from communique.claims.model.cache import Answer
from communique.claims.model.errors import UnansweredError
from communique.claims.model.prompts import Message, prompt
from communique.errors import InputError

MISSING = "is not on the tape"
BEGINNING = b'{"key":"'  # of every line of a tape, and of no other file by chance


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of a tape: what was asked of which model, and what it answered, or the ``problem`` that came instead."""

    key: str
    model: str
    prompt: str
    messages: tuple[Message, ...]
    text: str = ""
    cut_off: bool = False
    tokens: int = 0
    problem: str = ""


def load_tape(path: Path) -> dict[str, Entry]:
    """What is on a tape, by key. Raises InputError with the line that is no entry."""
    return {entry.key: entry for entry in _entries(path)}


def _entries(path: Path) -> Iterator[Entry]:
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path), hint="Check the path.") from error
    for number, line in enumerate(lines, 1):
        try:
            if line.strip():
                yield msgspec.json.decode(line, type=Entry)
        except (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError) as error:
            if number == len(lines) and BEGINNING.startswith(line[: len(BEGINNING)]):
                return  # a kill cut it off
            where, hint = f"{path}, line {number}", "Take that line out, or record the run again."
            raise InputError(f"is no entry of a tape ({error})", where=where, hint=hint) from error


def replayed(tape: Mapping[str, Entry], key: str) -> Answer:
    """The answer that a tape has under a key. Raises UnansweredError where it has none."""
    entry = tape.get(key)
    if entry is None:
        raise UnansweredError(MISSING)
    if entry.problem:
        raise UnansweredError(entry.problem)
    return Answer(entry.text, entry.cut_off, entry.tokens)


def _whole_lines(path: Path) -> int:
    """The bytes of a tape without the line that a kill cut off."""
    return path.read_bytes().rfind(b"\n") + 1


class Recorder:
    """Writes a tape, behind what is on it already; one process at a time. Raises InputError where it cannot."""

    def __init__(self, path: Path, model: str) -> None:
        self._model = model
        self._lock = FileLock(f"{path}.lock")
        hint = "Choose another file."
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise InputError("another command records on this tape", where=str(path), hint=hint) from error
        except OSError as error:
            raise InputError(error.strerror or "cannot be written", where=str(path), hint=hint) from error
        try:
            if path.exists():
                load_tape(path)  # before anything is cut off, it has to be a tape
            self._file = path.open("ab")
            self._file.truncate(_whole_lines(path))
            there = load_tape(path)
        except OSError as error:
            self._lock.release()
            raise InputError(error.strerror or "cannot be written", where=str(path), hint=hint) from error
        except InputError:
            self._lock.release()
            raise
        self._written = {key for key, entry in there.items() if not entry.problem}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._lock.release()

    def write(self, key: str, messages: Sequence[Message], answer: Answer | None, problem: str = "") -> None:
        """Put a question and what came of it on the tape, once."""
        if key in self._written:
            return
        entry = Entry(
            key=key,
            model=self._model,
            prompt=prompt().version,
            messages=tuple(messages),
            problem=problem,
            **(answer._asdict() if answer else {}),
        )
        self._file.write(msgspec.json.encode(entry) + b"\n")
        self._file.flush()
        if answer:
            self._written.add(key)
