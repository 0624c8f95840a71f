"""The network at work: sentences in, what it answers to each of them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from communique.claims.learned.inputs import View, split_windows, stack_windows
from communique.claims.learned.pieces import tokenizer
from communique.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Numbers = NDArray[np.float32]


class Scores(NamedTuple):
    """What the network answers to one sentence, as logits.

    With T types, n pieces and C fillers: ``types`` and ``polarity`` (T), ``evidence`` (n, T), ``roles``
    (C + 1, C + 1, T) for each holder and argument, the last of which is nobody.
    """

    types: Numbers
    polarity: Numbers
    evidence: Numbers
    roles: Numbers


def read_sentences(views: Iterable[View]) -> Iterator[Scores]:
    """The network's answers to sentences, in their order."""
    for window in split_windows(views):
        answers = load("claims.onnx").run(None, dict(stack_windows([window], tokenizer())))
        yield from unpad(window, answers)


def unpad(window: Sequence[View], answers: Sequence[NDArray[Any]]) -> Iterator[Scores]:
    """The answers to each sentence of a window, without what was filled in to make them equally long."""
    types, polarity, evidence, roles = answers
    for n, view in enumerate(window):
        there = [*range(len(view.fillers)), roles.shape[1] - 1]
        yield Scores(types[n], polarity[n], evidence[n, : len(view.pieces)], roles[n][np.ix_(there, there)])


@cache
def load(name: str) -> InferenceSession:
    """One of the weight files, loaded once a process and run on one thread. Raises ModelError where it is missing."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.disable_quant_qdq", "1")  # open the tables of bytes once, not at each run
    try:
        with as_file(files("communique.claims.learned") / "weights" / name) as path:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"the weights {name} cannot be loaded ({error})", hint="Install communique anew.") from error
