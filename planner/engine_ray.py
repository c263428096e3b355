"""The engine past one machine: the same work in Ray Data, results streamed back to the one process that keeps the folder."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from .work import Done, Job, Work

__all__ = ["RayEngine", "RayMissing"]

BLOCK = 64
"""Jobs in one block of a data set; `WAVE` blocks are handed over at a time, so that a million jobs are never a list."""
WAVE = 64


class RayMissing(Exception):
    """Ray is not installed."""


class RayEngine:
    """workers: actors; address: of a cluster ("" starts Ray on this machine, "auto" finds one that runs)."""

    def __init__(self, workers: int = 2, address: str = "") -> None:
        self.workers, self.address = workers, address

    def run(self, jobs: Iterable[Job], work: Work) -> Iterator[Done]:
        """Results as they come, block by block. Raises RayMissing."""
        try:
            import ray
        except ImportError as e:
            raise RayMissing("Ray is not installed: pip install 'sciml[ray]'") from e
        if not ray.is_initialized():
            ray.init(address=self.address or None, include_dashboard=False, log_to_driver=False, configure_logging=False)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        todo = iter(jobs)
        while some := list(islice(todo, BLOCK * WAVE)):
            rows = [{"job": pickle.dumps(job)} for job in some]
            data = ray.data.from_items(rows, override_num_blocks=max(1, min(len(some), max(self.workers * 2, len(some) // BLOCK))))
            made = data.map(_Actor, fn_constructor_args=(pickle.dumps(work),), concurrency=self.workers)
            for row in made.iter_rows():
                done: Done = pickle.loads(row["done"])
                yield done


class _Actor:
    """One process of the cluster."""

    def __init__(self, work: bytes) -> None:
        self.do = pickle.loads(work).ready()

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"done": pickle.dumps(self.do(pickle.loads(row["job"])))}
