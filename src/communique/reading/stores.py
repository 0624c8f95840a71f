"""Object stores: `s3://bucket/prefix` -> the files there, opened through pyarrow's file systems.

Where the store is and who asks is said as to any such program: `AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, the files in `~/.aws`, or the options of the address (`?endpoint_override=…`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from communique.errors import InputError

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, FileSystem

STORES = ("s3://", "gs://", "abfs://", "abfss://", "hdfs://")
CODE = re.compile(r"AWS Error ([A-Z_]+)")
KEYS = re.compile(r"://[^/\s]*@")
ACCESS = "Check the address, the endpoint and the keys (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID)."


class Stored(NamedTuple):
    """A file in a store, under its address there."""

    address: str
    name: str
    store: FileSystem
    path: str

    def open(self) -> BinaryIO:
        """The file, for reading anywhere in it. Raises OSError with what the store says."""
        return cast("BinaryIO", self.store.open_input_file(self.path))


def is_store(name: str) -> bool:
    """Whether an input is an address in an object store."""
    return name.lower().startswith(STORES)


def list_store(address: str) -> list[Stored]:
    """The files at an address, which names one, a folder, or how their names begin; sorted, without hidden ones.

    Raises InputError where there is no such store, or it lets nobody in.
    """
    from pyarrow.fs import FileSystem

    scheme, _, rest = address.partition("://")
    scheme = scheme.lower()
    try:
        store, path = FileSystem.from_uri(f"{scheme}://{rest}")
        found = {str(info.path): str(info.base_name) for info in _files(store, path.rstrip("/"))}
    except (OSError, ValueError, NotImplementedError) as error:
        raise refusal(error) from error
    return [Stored(f"{scheme}://{place}", found[place], store, place) for place in sorted(found)]


def _files(store: FileSystem, path: str) -> Iterator[FileInfo]:
    from pyarrow.fs import FileSelector, FileType

    [given] = store.get_file_info([path])
    if given.type == FileType.File:
        yield given
        return
    folder, begins = (path, "") if given.type == FileType.Directory else (dirname(path), path)
    if not folder:
        return
    for info in store.get_file_info(FileSelector(folder, allow_not_found=True, recursive=True)):
        place = str(info.path)
        hidden = any(part.startswith(".") for part in place.removeprefix(folder).split("/"))
        if info.type == FileType.File and place.startswith(begins) and not hidden:
            yield info


def is_refusal(error: Exception) -> bool:
    """Whether an error is what a store says, rather than what is wrong with a file in it."""
    return bool(CODE.search(str(error)))


def refusal(error: Exception) -> InputError:
    """What a store says, in a few words."""
    code = CODE.search(str(error))
    said = code.group(1).replace("_", " ").lower() if code else str(error)[:200]
    return InputError(f"cannot be read from the store ({without_keys(said)})", hint=ACCESS)


def without_keys(address: str) -> str:
    """An address, or a message with one, without the keys that may stand before the bucket."""
    return KEYS.sub("://", address)
