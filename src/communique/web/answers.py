"""Answers of the record, each computed once for as long as the record stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar

from communique.errors import DossierError
from communique.record import DECISIONS, questions
from communique.record.store import RECORD, open_record

LIVE = frozenset({questions.bin, questions.decisions, questions.queue})
"""What a decision changes at once, before the record knows it."""
KEPT = 96  # answers that are kept, those asked for last

P = ParamSpec("P")
T = TypeVar("T")


class Put(NamedTuple):
    """A question as it is put: the function, and what is given to it."""

    question: Callable[..., Any]
    about: tuple[object, ...] = ()
    filters: Mapping[str, Any] = {}


class Answers:
    """Puts questions to one dossier. A record never changes, another takes its place: until then an answer holds.

    One question is put at a time, so that no connection to an old record outlives the swap.
    """

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier
        self._lock = threading.RLock()
        self._kept: OrderedDict[object, object] = OrderedDict()
        self._state: object = None
        self._held: ExitStack | None = None

    def ask(self, question: Callable[..., T], *about: object, **filters: object) -> T:
        """The answer to a function of `communique.record.questions`."""
        key = self._key(question, about, filters)
        with self._lock:
            if self._held is None:
                self._forget_others()
            if key not in self._kept:
                self._hold()
                self._kept[key] = question(self.dossier, *about, **filters)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]  # type: ignore[return-value]

    def ask_all(self, asked: Iterable[Put]) -> list[Any]:
        """The answers to several questions, two of which are put at a time."""
        asked = list(asked)
        with self.together(), ThreadPoolExecutor(2) as two:
            new = {key: put for put in asked if (key := self._key(*put)) not in self._kept}
            if new:
                self._hold()
            told = two.map(lambda put: put.question(self.dossier, *put.about, **put.filters), new.values())
            self._kept.update(zip(new, told, strict=True))
            return [self.ask(put.question, *put.about, **put.filters) for put in asked]

    def _key(self, question: Callable[..., object], about: Sequence[object], filters: Mapping[str, object]) -> object:
        live = self._decided() if question in LIVE else None
        return question, tuple(map(_hashable, about)), tuple(sorted(filters.items())), live

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let nobody else at the record, and hold it open from the first question whose answer is not kept.

        To open it takes longer than most questions.
        """
        with self._lock, ExitStack() as held:
            if self._held is not None:
                yield
                return
            self._forget_others()  # before, so that another record that is swapped in is noticed afterwards
            held.callback(setattr, self, "_held", None)
            self._held = held
            yield

    def _hold(self) -> None:
        if self._held is not None:
            with suppress(DossierError):  # each question tells by itself what is wrong
                self._held.enter_context(open_record(self.dossier))

    def _decided(self) -> int:
        """What tells one state of the decisions from the next: the length of their file, which only ever grows."""
        try:
            return (self.dossier / DECISIONS).stat().st_size
        except OSError:
            return 0

    def state(self) -> tuple[int, int, int]:
        """What tells one record from the next: (0, 0, 0) where there is none."""
        try:
            found = (self.dossier / RECORD).stat()
        except OSError:
            return (0, 0, 0)
        return (found.st_ino, found.st_mtime_ns, found.st_size)

    def _forget_others(self) -> None:
        if self._state != (state := self.state()):
            self._kept.clear()
            self._state = state


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
