"""The map stage in this process or on a pool of processes."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from communique.pipeline import read_batch
from communique.records import Failure, Gazetteer, Read, Report

BATCH = 8  # reports handed to a worker at once
FEW = 24  # reports below which starting workers costs more than it saves
AHEAD = 3  # batches in flight for each worker: bounds the memory

_gazetteer = Gazetteer()


def default_workers() -> int:
    """All the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(
    reports: Iterable[Report], gazetteer: Gazetteer, *, workers: int | None = None
) -> Iterator[Read | Failure]:
    """Read all reports, in their order, whatever the number of workers (default: all cores)."""
    workers = workers or default_workers()
    coming = iter(reports)
    first = list(islice(coming, FEW))
    if workers == 1 or len(first) < FEW:
        yield from read_batch(chain(first, coming), gazetteer)
        return
    yield from _read_on_pool(_batches(chain(first, coming)), gazetteer, workers)


def _batches(reports: Iterator[Report]) -> Iterator[list[Report]]:
    while batch := list(islice(reports, BATCH)):
        yield batch


def _read_on_pool(batches: Iterator[list[Report]], gazetteer: Gazetteer, workers: int) -> Iterator[Read | Failure]:
    flying: deque[tuple[list[Report], Future[list[Read | Failure]]]] = deque()
    pool = _pool(gazetteer, workers)
    try:
        while True:
            for batch in islice(batches, workers * AHEAD - len(flying)):
                flying.append((batch, pool.submit(_read_in_worker, batch)))
            if not flying:
                return
            batch, future = flying.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(gazetteer, workers)
                yield from _one_by_one(batch, gazetteer)
                waiting = [lost for lost, _ in flying]
                flying = deque((lost, pool.submit(_read_in_worker, lost)) for lost in waiting)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(batch: list[Report], gazetteer: Gazetteer) -> Iterator[Read | Failure]:
    """Find the report that broke a worker: each one alone, in a pool of its own."""
    for report in batch:
        with _pool(gazetteer, 1) as pool:
            try:
                yield from pool.submit(_read_in_worker, [report]).result()
            except BrokenProcessPool:
                yield Failure(report.source, "broke the process that read it", "Check its size; leave it out.")


def _pool(gazetteer: Gazetteer, workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(gazetteer,))


def _start(gazetteer: Gazetteer) -> None:
    """What a worker does first: one thread for arithmetic, and the gazetteer at hand."""
    global _gazetteer
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    _gazetteer = gazetteer


def _read_in_worker(batch: list[Report]) -> list[Read | Failure]:
    return list(read_batch(batch, _gazetteer))
