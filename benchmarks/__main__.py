"""`make bench`: measure quality, speed and search, write `RESULTS.md`, and print it.

`TAPE` in the environment names the tape of a language model.
"""

import os
from pathlib import Path

from benchmarks.results import write_results

if __name__ == "__main__":
    tape = os.environ.get("TAPE")
    print(write_results(Path(tape) if tape else None))
