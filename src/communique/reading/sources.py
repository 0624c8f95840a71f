"""Files, folders, globs and addresses -> reports."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from communique.errors import InputError
from communique.reading.fetch import fetch, is_address
from communique.reading.formats import split_bytes, split_file
from communique.records import Failure, Report


def find_reports(
    inputs: Iterable[str], *, given: Mapping[str, str] | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Report | Failure]:
    """Every report among the inputs, in a stable order; a failure for each input that cannot be read.

    ``given`` is what the person says of every report (``outlet``, ``date``); ``columns`` names the CSV columns or
    JSON keys to read instead of the usual ones (``{"text": "body"}``).
    """
    said = {key: value for key, value in (given or {}).items() if value}
    for name in inputs:
        for found in _from_input(str(name), dict(columns or {})):
            yield found if isinstance(found, Failure) else _with_given(found, said)


def _with_given(report: Report, given: dict[str, str]) -> Report:
    return Report(report.source, report.raw, report.format, given) if given else report


def _from_input(name: str, columns: dict[str, str]) -> Iterator[Report | Failure]:
    if is_address(name):
        try:
            yield from split_bytes(name, fetch(name), columns)
        except InputError as error:
            yield Failure(name, error.problem, error.hint)
        return
    paths = _paths(name)
    if not paths:
        yield Failure(one_line(name), "no such file or folder", "Check the spelling; quote names with spaces.")
    for path in paths:
        try:
            yield from split_file(path, one_line(str(path)), columns)
        except InputError as error:
            yield Failure(one_line(str(path)), error.problem, error.hint)
        except OSError as error:
            yield Failure(one_line(str(path)), error.strerror or "cannot be read", "Check that you may read the file.")


def _paths(name: str) -> list[Path]:
    """The files that a name stands for, sorted; hidden ones are left out and no folder is entered twice."""
    path = Path(name)
    if path.is_dir():
        return _walk(path)
    if path.exists() or path.is_symlink():
        return [path]
    found = [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - takes absolute patterns too
    return [inner for match in found for inner in (_walk(match) if match.is_dir() else [match])]


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    seen: set[str] = set()
    for root, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root) / name for name in sorted(files) if not name.startswith(".")]
    return found


def one_line(text: str) -> str:
    """A name without line breaks or other control characters, fit for a message."""
    return "".join(char if char.isprintable() else "�" for char in text)
