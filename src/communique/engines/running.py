"""Reports cut into batches, and the engine that they are read on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import chain, islice
from typing import Literal, NamedTuple

from communique.engines.process import read_on_pool
from communique.errors import ConfigError
from communique.pipeline import read_batch
from communique.records import Failure, Gazetteer, Read, Report

Engine = Literal["process", "ray"]


class OnRay(NamedTuple):
    """So many workers (None: one a core) of the Ray cluster at an address, or of one started on this machine."""

    workers: int | None = None
    address: str = ""


Workers = int | OnRay | None

BATCH = 8  # reports handed to a worker at once, at most
BATCH_BYTES = 1_000_000  # from how many bytes of reports a batch is full
FEW = 4  # batches below which starting workers costs more than it saves


def default_workers() -> int:
    """All the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def choose_workers(engine: Engine, workers: int | None, ray_address: str = "") -> Workers:
    """The workers of an engine: how many processes here (default: one a core), or those of a Ray cluster.

    Raises ConfigError, with the cure, where the engine is not installed or is told what it has no use for.
    """
    if engine == "process":
        if ray_address:
            raise ConfigError("a pool of processes has no Ray address", hint="Add: --engine ray.")
        return workers
    if engine != "ray":
        raise ConfigError(f"there is no engine {engine!r}", hint="Choose process or ray.")
    if find_spec("ray") is None:
        raise ConfigError("the engine ray needs the package ray", hint="Run: pip install 'communique[ray]'.")
    return OnRay(workers, ray_address)


def read_all(reports: Iterable[Report], gazetteer: Gazetteer, *, workers: Workers = None) -> Iterator[Read | Failure]:
    """Read all reports, in their order, whatever reads them: so many processes here (default: one a core), or Ray."""
    batches = batch_reports(reports)
    if not isinstance(workers, OnRay):
        return _read_here(batches, gazetteer, workers or default_workers())
    from communique.engines.ray import read_on_ray

    cores = workers.workers or (None if workers.address else default_workers())
    return read_on_ray(batches, gazetteer, workers=cores, address=workers.address)


def _read_here(batches: Iterator[list[Report]], gazetteer: Gazetteer, workers: int) -> Iterator[Read | Failure]:
    """Read in this process what is soon read, and all else on a pool."""
    first = list(islice(batches, FEW))
    if len(first) < FEW:
        return read_batch(chain.from_iterable(first), gazetteer)
    return read_on_pool(chain(first, batches), gazetteer, workers)


def batch_reports(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """The reports in batches, bounded by their number and by their bytes, so that no worker's memory is filled."""
    batch: list[Report] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(report.raw)
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
