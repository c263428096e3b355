"""The engine of one machine: processes with threads, which end with the process that started them."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from .work import Done, Job, Work, died

__all__ = ["LocalEngine"]


class LocalEngine:
    """processes: 0 for as many as there are cores; threads: jobs at once in each, for work that waits for a server."""

    def __init__(self, processes: int = 0, threads: int = 1) -> None:
        self.processes = processes or os.cpu_count() or 1
        self.threads = threads
        self.context = get_context("spawn")

    def run(self, jobs: Iterable[Job], work: Work) -> Iterator[Done]:
        """Results as they come. A job whose process dies is tried once more, in a new one."""
        todo = iter(jobs)
        again: deque[Job] = deque()
        tried: set[str] = set()
        lanes: dict[Connection, _Lane] = {}
        try:
            for _ in range(self.processes):
                lane = _Lane(self.context, work, self.threads)
                lanes[lane.end] = lane
            while True:
                for lane in lanes.values():
                    while len(lane.at_work) < self.threads and (job := again.popleft() if again else next(todo, None)) is not None:
                        lane.give(job)
                busy = [end for end, lane in lanes.items() if lane.at_work]
                if not busy:
                    return
                for end in wait(busy):
                    lane = lanes[end]  # type: ignore[index]
                    done = lane.take()
                    if done is not None:
                        yield done
                        continue
                    del lanes[lane.end]
                    lane.close()
                    for job in lane.at_work.values():
                        if job.id in tried:
                            yield died(job, f"the process that did it ended twice (status {lane.process.exitcode})")
                        else:
                            tried.add(job.id)
                            again.append(job)
                    fresh = _Lane(self.context, work, self.threads)
                    lanes[fresh.end] = fresh
        finally:
            for lane in lanes.values():
                lane.close()


class _Lane:
    """One process and the pipe to it."""

    def __init__(self, context: Any, work: Work, threads: int) -> None:
        self.end, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, work, threads), daemon=True)
        self.process.start()
        other.close()
        self.at_work: dict[str, Job] = {}

    def give(self, job: Job) -> None:
        self.at_work[job.id] = job
        with suppress(ConnectionError):  # it died: `take` will say so
            self.end.send(job)

    def take(self) -> Done | None:
        """A result; None if the process is dead."""
        try:
            done: Done = self.end.recv()
        except (EOFError, ConnectionError):
            return None
        del self.at_work[done.id]
        return done

    def close(self) -> None:
        self.end.close()
        self.process.join(0.2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _serve(end: Connection, work: Work, threads: int) -> None:
    """The other side: jobs in, results out, until the pipe closes (also because the parent was killed)."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    do = work.ready()
    lock = threading.Lock()

    def one(job: Job) -> None:
        done = do(job)
        with lock:
            try:
                end.send(done)
            except OSError:
                os._exit(0)

    try:
        if threads == 1:
            while True:
                one(end.recv())
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(threads)
        while True:
            pool.submit(one, end.recv()).add_done_callback(_raise)
    except (EOFError, OSError):
        os._exit(0)  # what still runs has nobody to report to


def _raise(future: Any) -> None:
    """A fault of our own in a thread ends the process: the parent sees it, and the job is not silently lost."""
    if future.exception() is not None:
        import traceback

        traceback.print_exception(future.exception())
        os._exit(70)
