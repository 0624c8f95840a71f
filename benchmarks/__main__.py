"""`make bench`: measure quality, speed and search, write `RESULTS.md`, and print it."""

from benchmarks.results import write_results

if __name__ == "__main__":
    print(write_results())
