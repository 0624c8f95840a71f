"""Files, folders, globs, addresses and object stores -> reports."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from communique.errors import InputError
from communique.reading.characters import one_line, printable
from communique.reading.fetch import fetch, is_address
from communique.reading.formats import split_bytes, split_file, split_open
from communique.reading.stores import Stored, is_store, list_store, refusal, without_keys
from communique.records import Failure, Report

PAGES = (".html", ".htm")
READABLE = "Check that you may read it."


def find_reports(
    inputs: Iterable[str], *, given: Mapping[str, str] | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[Report | Failure]:
    """Every report among the inputs, in a stable order; a failure for each input that cannot be read.

    ``given`` is what the person says of every report (``outlet``, ``date``); ``columns`` names the CSV columns or
    JSON keys to read instead of the usual ones (``{"text": "body"}``).
    """
    said = {key: one_line(value) for key, value in (given or {}).items() if value}
    for name in inputs:
        for found in _from_input(str(name), columns or {}):
            yield _printable(found) if isinstance(found, Failure) else _with_given(found, said)


def _with_given(report: Report, given: dict[str, str]) -> Report:
    return Report(report.source, report.raw, report.format, given) if given else report


def _printable(failure: Failure) -> Failure:
    return Failure(printable(failure.source), one_line(failure.problem), one_line(failure.hint))


def _from_input(name: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    if is_address(name):
        yield from _guarded(_from_address(name, columns), name)
        return
    if is_store(name):
        yield from _from_store(name, without_keys(name), columns)
        return
    found = False
    for path in _paths(_local(name)):
        found = True
        if isinstance(path, Failure):
            yield path
        else:
            yield from _guarded(split_file(path, printable(str(path)), columns), str(path))
    if not found:
        yield _nothing(name)


def _from_address(address: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    yield from split_bytes(address, fetch(address), printable(address), columns)


def _from_store(address: str, name: str, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    try:
        files = list_store(address)
    except InputError as error:
        yield Failure(name, error.problem, error.hint)
        return
    for file in files:
        yield from _guarded(_from_stored(file, columns), file.address)
    if not files:
        yield Failure(name, "no such file or folder in the store", "Check the spelling of bucket and folder.")


def _from_stored(file: Stored, columns: Mapping[str, str]) -> Iterator[Report | Failure]:
    try:
        with file.open() as stream:
            yield from split_open(stream, file.name, printable(file.address), columns)
    except OSError as error:
        raise refusal(error) from error


def _local(name: str) -> str:
    """The path of a `file://` address; any other name as it is."""
    return url2pathname(urlsplit(name).path) if name.lower().startswith("file://") else name


def _guarded(reports: Iterator[Report | Failure], name: str) -> Iterator[Report | Failure]:
    """The reports of one input, with a failure in place of what stops it."""
    found = False
    try:
        for item in reports:
            found = True
            yield item
        if not found:
            yield Failure(name, "has no report in it", "Leave it out.")
    except InputError as error:
        yield Failure(name, error.problem, error.hint)
    except OSError as error:
        yield Failure(name, (error.strerror or "cannot be read").lower(), READABLE)


def _nothing(name: str) -> Failure:
    try:
        empty = Path(name).is_dir()
    except (OSError, ValueError):
        empty = False
    if empty:
        return Failure(name, "is a folder without files", "Hidden files are left out.")
    return Failure(name, "no such file or folder", "Check the spelling; quote names with spaces.")


def _paths(name: str) -> Iterator[Path | Failure]:
    """The files that a name stands for, sorted; hidden ones are left out."""
    if not name:
        return
    path = Path(name)
    try:
        exists = path.exists() or path.is_symlink()
        matches = [path] if exists else [Path(match) for match in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207 - takes absolute patterns too
    except (OSError, ValueError) as error:
        yield Failure(name, f"is no name of a file ({type(error).__name__})", "Check the spelling.")
        return
    for match in matches:
        if match.is_dir():
            yield from _walk(match)
        else:
            yield match


def _walk(folder: Path) -> Iterator[Path | Failure]:
    """The files below a folder; no folder is entered twice, and not what a browser saved along with a page."""
    failures: list[Failure] = []
    seen: set[str] = set()

    def failed(error: OSError) -> None:
        failures.append(Failure(str(error.filename or folder), (error.strerror or "cannot be read").lower(), READABLE))

    for root, folders, files in os.walk(folder, followlinks=True, onerror=failed):
        yield from failures
        failures.clear()
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        pages = {Path(name).stem + "_files" for name in files if name.lower().endswith(PAGES)}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in pages)
        yield from (Path(root) / name for name in sorted(files) if not name.startswith("."))
    yield from failures
