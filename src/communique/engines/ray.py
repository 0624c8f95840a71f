"""The map stage on a Ray cluster: Ray Data streams the batches to actors, each of which reads with one `Worker`.

    batches ──queue──> _Feed, which Ray Data reads as it is filled ──map_batches──> _Reader, one a core ──> this process

What was handed out and has not come back is kept here. It is never more than a few batches a worker, which bounds the
memory of all, and it is handed out again if Ray loses it. Nothing else imports ray.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import pyarrow as pa

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # Ray's own files have it all; the terminal is the person's

import ray
import ray.data
from ray.data.block import BlockMetadata
from ray.exceptions import RayError
from ray.util.queue import Queue

from communique.engines.worker import Worker
from communique.errors import EngineError
from communique.records import Failure, Gazetteer, Read, Report

AHEAD = 4  # batches in flight for each worker: one that it reads, one that waits there, and two on their way
TRIES = 3  # how often Ray may fail before anything has come back
MEMORY = 64_000_000  # bytes of batches for each worker that a cluster of our own holds before they go to the disk
FIRST = "the feed begins"  # comes out of the queue before the first batch
PATIENCE = 10.0  # seconds in which a cluster must answer
ADDRESS = re.compile(r"(?:ray://)?(.+):(\d{1,5})")
HELP = "See docs/how-to/large-archives.md."


def read_on_ray(
    batches: Iterable[list[Report]], gazetteer: Gazetteer, *, workers: int | None, address: str
) -> Iterator[Read | Failure]:
    """Read batches on the Ray cluster at an address, or on one started here, and give what was read in their order.

    ``workers`` is by default the number of the cluster's cores. Raises EngineError where there is no cluster, and where
    it fails again and again.
    """
    with cluster(workers, address) as cores:
        flight, failed = _Flight(batches, AHEAD * cores), 0
        while flight.out or not flight.over:
            try:
                for number, reads in _stream(flight, gazetteer, cores):
                    failed = 0
                    yield from flight.settle(number, reads)
            except RayError as error:
                failed += 1
                if failed == TRIES:
                    raise EngineError(f"Ray fails again and again ({_reason(error)})", hint=HELP) from error


class _Flight:
    """The batches that were handed out (``out``) or wait for others to come back (``_back``), by their number."""

    def __init__(self, batches: Iterable[list[Report]], most: int) -> None:
        self._coming, self._most, self._next = enumerate(batches), most, 0
        self._back: dict[int, list[Read | Failure]] = {}
        self.out: dict[int, list[Report]] = {}
        self.over = False

    def take(self) -> dict[int, list[Report]]:
        """What may be handed out now."""
        room = self._most - len(self.out) - len(self._back)
        found = dict(islice(self._coming, room))
        self.over = self.over or len(found) < room
        self.out |= found
        return found

    def settle(self, number: int, reads: list[Read | Failure]) -> Iterator[Read | Failure]:
        """What was read of a batch comes back: give whatever is next in their order."""
        del self.out[number]
        self._back[number] = reads
        while self._next in self._back:
            yield from self._back.pop(self._next)
            self._next += 1


class _Feed(ray.data.Datasource):
    """The batches of a queue, one a block, until it says that there are no more.

    A feed can be read once. When Ray reads it again, since the process that did so has died, what that one took is
    lost, and the whole stream has to be made anew.
    """

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def estimate_inmemory_data_size(self) -> int | None:
        """Nobody knows how much will come."""
        return None

    def get_read_tasks(self, parallelism: int, *_: Any, **__: Any) -> list[ray.data.ReadTask]:
        """The one task that reads the queue."""
        nothing = BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [ray.data.ReadTask(self._blocks, nothing)]

    def _blocks(self) -> Iterator[pa.Table]:
        if self._queue.get() != FIRST:
            raise EOFError("this feed was read before")
        while (batch := self._queue.get()) is not None:
            yield _block(*batch)


class _Reader:
    """An actor: reads batches with a worker that has the language model and the gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._worker = Worker(gazetteer)

    def __call__(self, block: pa.Table) -> pa.Table:
        number, batch = _unpack(block)
        return _block(number, pickle.dumps(self._worker.read(batch)))


def _block(number: int, packed: bytes) -> pa.Table:
    """A numbered batch, or what was read of it, as a block of Ray Data."""
    return pa.table({"number": [number], "batch": pa.array([packed], pa.large_binary())})


def _unpack(block: Any) -> tuple[int, Any]:
    return block["number"][0].as_py(), pickle.loads(block["batch"][0].as_py())  # noqa: S301 - from our own processes


def _stream(flight: _Flight, gazetteer: Gazetteer, workers: int) -> Iterator[tuple[int, Any]]:
    """What was read of the batches, by their number, as it comes back; what is out already is handed out again."""
    queue = Queue(actor_options={"num_cpus": 0})
    try:
        blocks = iter(
            _plan(queue, gazetteer, workers).iter_batches(batch_size=1, batch_format="pyarrow", prefetch_batches=0)
        )
        queue.put(FIRST)
        coming, ended = dict(flight.out), False
        while True:
            coming |= flight.take()
            for number, batch in coming.items():
                queue.put((number, pickle.dumps(batch)))
            coming = {}
            if flight.over and not ended:
                queue.put(None)
                ended = True
            block = _next(blocks)
            if block is None:
                return
            yield _unpack(block)
    finally:
        queue.shutdown(force=True)


def _next(blocks: Iterator[Any]) -> pa.Table | None:
    """The next block, None at the end. Raises RayError wherever Ray fails, also where it does so by an assertion.

    Ray Data asserts that a task without an error gives with each block what it knows of it. A process that dies between
    the two, and the retry of its task, prove it wrong (2.60, ``DataOpTask.on_data_ready``).
    """
    try:
        return next(blocks, None)
    except AssertionError as error:
        raise RayError(f"a block was lost: {error}") from error


def _plan(queue: Queue, gazetteer: Gazetteer, workers: int) -> ray.data.Dataset:
    """Feed and readers, with nothing said on the terminal, and each batch in a block of its own so that none waits."""
    context = ray.data.DataContext.get_current().copy()
    context.target_max_block_size = 1
    context.enable_progress_bars = False
    context.op_resource_reservation_enabled = False  # what is under way is bounded by `_Flight` already
    with ray.data.DataContext.current(context):
        feed: ray.data.Dataset = ray.data.read_datasource(_Feed(queue), num_cpus=0, override_num_blocks=1)
        return feed.map_batches(
            _Reader,
            fn_constructor_args=(gazetteer,),
            batch_size=1,
            batch_format="pyarrow",
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(size=workers),
        )


@contextmanager
def cluster(workers: int | None, address: str) -> Iterator[int]:
    """The cluster at an address, one of our own, or the one that this program is at already; with how many workers."""
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    resources: Callable[[], dict[str, float]] = ray.cluster_resources
    joined = not ray.is_initialized()
    if joined:
        _join(workers, address)
    try:
        yield workers or max(1, int(resources().get("CPU", 1)))
    finally:
        if joined:
            ray.shutdown()


def _join(workers: int | None, address: str) -> None:
    """Join the cluster at an address, or start one. Raises EngineError, at once where nothing answers there."""
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if not address:
        options |= {
            "num_cpus": workers,
            "object_store_memory": MEMORY * (2 + (workers or 1)),
            "include_dashboard": False,
        }
    try:
        if port := ADDRESS.fullmatch(address):  # Ray would try for minutes
            socket.create_connection((port[1], int(port[2])), timeout=PATIENCE).close()
        with _unheard():
            ray.init(address=address or "local", **options)
    except (RayError, OSError, RuntimeError, ValueError, AssertionError) as error:
        where = f"the Ray cluster at {address} cannot be joined" if address else "Ray cannot be started here"
        raise EngineError(f"{where} ({_reason(error)})", hint=HELP) from error


@contextmanager
def _unheard() -> Iterator[None]:
    """Let nothing that is written to the error stream be seen: Ray says there how much it is going to say."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _reason(error: BaseException) -> str:
    """The last line of a long message, which says what happened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:200] if lines else type(error).__name__
