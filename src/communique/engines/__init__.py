"""Where the map stage runs: in this process, on a pool of processes, or on Ray. All run `pipeline.read_batch`."""

from communique.engines.running import Engine, Workers, choose_workers, default_workers, read_all

__all__ = ["Engine", "Workers", "choose_workers", "default_workers", "read_all"]
