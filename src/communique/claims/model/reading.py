"""Reads -> Reads with the claims of a language model: the part of the map stage that waits for a server."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import msgspec
from anyio.from_thread import start_blocking_portal

from communique.claims.model.asking import Asker, Reply
from communique.claims.model.cache import Cache
from communique.claims.model.grounding import ground_claims
from communique.claims.model.joining import cautious, join_claims
from communique.claims.model.prompts import ask_about, count_tokens, key_of, prompt
from communique.claims.model.tape import Recorder, load_tape
from communique.errors import ConfigError, InputError
from communique.records import ENGLISH, Document, Estimate, Failure, Gazetteer, Read, Reader, Refusal, Tally

AHEAD = 3
"""Articles that are read ahead of the one that is waited for, to each call at once."""
KEY = "COMMUNIQUE_API_KEY"

Heed = Callable[[Tally], None]


def read_by_model(
    reads: Iterable[Read | Failure], reader: Reader, gazetteer: Gazetteer, *, kept: Path, heed: Heed
) -> Iterator[Read | Failure]:
    """Add to every read article, in order, the claims that a model reads in it; where it reads none, say so in a note.

    ``kept`` is the file of answers, ``heed`` receives the tally after each article. Raises ModelError when there is no
    use in going on.
    """
    with ExitStack() as stack:
        asker = _asker(reader, kept, stack)
        portal = stack.enter_context(start_blocking_portal())
        stack.callback(portal.call, asker.close)
        joiner = _Joiner(reader, gazetteer, stack)
        waiting: deque[tuple[Read | Failure, Future[Reply] | None]] = deque()
        for read in reads:
            asked = None
            if isinstance(read, Read) and is_asked_about(read.document):
                asked = portal.start_task_soon(asker.ask, read.document)
            waiting.append((read, asked))
            while waiting and (len(waiting) > AHEAD * reader.calls_at_once or _is_done(waiting[0][1])):
                yield joiner.finish(*waiting.popleft(), asker, heed)
        while waiting:
            yield joiner.finish(*waiting.popleft(), asker, heed)


def _asker(reader: Reader, kept: Path, stack: ExitStack) -> Asker:
    if reader.replay:
        return Asker(reader, tape=load_tape(Path(reader.replay)))
    key = find_key(reader)
    recorder = stack.enter_context(Recorder(Path(reader.record), reader.model)) if reader.record else None
    return Asker(reader, key=key, cache=stack.enter_context(Cache(kept)), recorder=recorder)


def find_key(reader: Reader) -> str:
    """The key for the server, from the file that was named or from the environment; empty for none. Never print it."""
    try:
        where = reader.key_file or KEY
        key = (Path(reader.key_file).read_text("utf-8") if reader.key_file else os.environ.get(KEY, "")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("the key cannot be read", where=where, hint="Check the path.") from error
    if not (key.isascii() and key.isprintable()) or " " in key or (reader.key_file and not key):
        raise ConfigError("holds no key", where=where, hint="It holds the key alone, on one line.")
    return key


def is_asked_about(document: Document) -> bool:
    """Whether a document is for the model; a report in another language than English is read by nobody."""
    return document.language == ENGLISH and bool(document.text.strip())


def _is_done(asked: Future[Reply] | None) -> bool:
    return asked is None or asked.done()


class _Joiner:
    """Joins what both readers found, and keeps the tally."""

    def __init__(self, reader: Reader, gazetteer: Gazetteer, stack: ExitStack) -> None:
        self._gazetteer = gazetteer
        self._calibration = reader.calibration or cautious()
        self._rule = f"model:{reader.model}/{prompt().version}"
        self._list = stack.enter_context(_opened(Path(reader.refused))) if reader.refused else None
        self._refused: Counter[str] = Counter()
        self._tally = Tally()

    def finish(self, read: Read | Failure, asked: Future[Reply] | None, asker: Asker, heed: Heed) -> Read | Failure:
        """A read article with the claims of both readers."""
        if isinstance(read, Failure) or asked is None:
            return read
        reply = asked.result()
        claims, refusals = ground_claims(reply.claims, read, self._gazetteer, self._rule)
        joined = join_claims(read.extraction.claims, claims, self._calibration)
        self._refuse(refusals)
        before = self._tally
        self._tally = Tally(
            articles=before.articles + 1,
            unread=before.unread + bool(reply.problem),
            calls=asker.budget.calls,
            known=asker.known,
            tokens=asker.budget.tokens,
            claims=before.claims + len(claims),
            agreed=before.agreed + joined.agreed,
            refused=dict(self._refused.most_common()),
            problem=reply.problem or before.problem,
        )
        heed(self._tally)
        return Read(
            _noted(read.document, reply.problem), msgspec.structs.replace(read.extraction, claims=joined.claims)
        )

    def _refuse(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            self._refused[refusal.reason] += 1
            if self._list is not None:
                self._list.write(msgspec.json.encode(refusal) + b"\n")


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("wb")
    except OSError as error:
        raise InputError(error.strerror or "cannot be written", where=str(path), hint="Choose another file.") from error


def _noted(document: Document, problem: str) -> Document:
    if not problem:
        return document
    note = f"The language model did not read all of this report: {problem}."
    return msgspec.structs.replace(document, notes=(*document.notes, note))


def estimate(documents: Iterable[Document], reader: Reader, *, kept: Path) -> Estimate:
    """What it would take to read documents with a model, without asking it anything."""
    with ExitStack() as stack:
        tape = load_tape(Path(reader.replay)) if reader.replay else {}
        cache = stack.enter_context(Cache(kept)) if kept.exists() else None
        articles = calls = known = tokens = 0
        for document in filter(is_asked_about, documents):
            articles += 1
            for messages in ask_about(document, reader.piece):
                key = key_of(reader.model, messages)
                if key in tape or (cache is not None and cache.get(key)):
                    known += 1
                else:
                    calls += 1
                    tokens += count_tokens(messages)
    return Estimate(
        articles=articles, calls=calls, known=known, prompt_tokens=tokens, answer_tokens=calls * reader.answer
    )
