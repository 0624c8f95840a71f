"""Where the map stage runs: in this process, or on a pool of processes. Both run `pipeline.read_batch`."""

from communique.engines.process import default_workers, read_all

__all__ = ["default_workers", "read_all"]
