"""`python -m communique.engines`: the process that reads batches of reports for a `Worker`."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress

from communique.pipeline import read_batch


def answer_batches() -> None:
    """Read batches from standard input, and write what was read in each report, one answer a report, until it ends.

    The gazetteer comes first; the first answer, None, says that this process is ready.
    """
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(sys.stderr.fileno(), 1)  # what a library prints must not come among the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    with suppress(EOFError, BrokenPipeError):
        gazetteer = pickle.load(asked)  # noqa: S301 - from the process that started this one
        pickle.dump(None, answers)
        answers.flush()
        while True:
            for read in read_batch(pickle.load(asked), gazetteer):  # noqa: S301
                pickle.dump(read, answers)
                answers.flush()


if __name__ == "__main__":
    answer_batches()
    os._exit(0)  # whoever asked is gone, and there is nothing to tidy
