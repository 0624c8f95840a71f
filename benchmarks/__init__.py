"""Quality and speed, measured by one command: ``make bench`` writes ``benchmarks/RESULTS.md``."""
