"""The map stage on a pool of processes on this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue

from communique.engines.worker import Worker
from communique.records import Failure, Gazetteer, Read, Report

AHEAD = 3  # batches in flight for each worker: bounds the memory


def read_on_pool(batches: Iterator[list[Report]], gazetteer: Gazetteer, workers: int) -> Iterator[Read | Failure]:
    """Read batches on so many workers, each waited for by a thread, and give what was read in their order."""
    pool = [Worker(gazetteer) for _ in range(workers)]
    idle = SimpleQueue[Worker]()
    for worker in pool:
        idle.put(worker)

    def read(batch: list[Report]) -> list[Read | Failure]:
        worker = idle.get()
        try:
            return worker.read(batch)
        finally:
            idle.put(worker)

    flying: deque[Future[list[Read | Failure]]] = deque()
    with ThreadPoolExecutor(workers) as threads:
        try:
            while True:
                flying.extend(threads.submit(read, batch) for batch in islice(batches, workers * AHEAD - len(flying)))
                if not flying:
                    return
                yield from flying.popleft().result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in pool:
                worker.close()
