"""What engines run: many independent jobs, each done by the same work in some process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, Protocol

from ..grammar.record import Record, field

__all__ = ["Done", "Engine", "Job", "Work"]


class Job(Record):
    """number: its place in the input, from 0; id: unique; key: a hash of everything that its result depends on; payload: what the work needs (picklable);
    tries: how often it was done before; cost: of these."""

    number: int
    id: str
    key: str
    payload: Any = None
    tries: int = 0
    cost: Mapping[str, float] = field(default_factory=dict)


class Done(Record):
    """A finished job. status: drawn, abstained, failed, duplicate, or unanswered (done again by the next run); row: one line of the index, plain data;
    files: path below the folder -> bytes; scene: hash of the picture, "" if there is none; cost: tokens, calls, seconds and the like, for the ledger."""

    number: int
    id: str
    key: str
    status: str
    row: dict[str, Any]
    files: tuple[tuple[str, bytes], ...] = ()
    scene: str = ""
    cost: dict[str, float] = field(default_factory=dict)


class Work(Record):
    """How a job is done, so that any process can: `place` names a function (`module:name`) that is called once a process with `settings` and answers a
    function of a Job. `failed` names what makes a Done of a job whose process died."""

    place: str
    settings: Mapping[str, Any]

    def ready(self) -> Callable[[Job], Done]:
        """The function of a job, in this process."""
        module, _, name = self.place.partition(":")
        made: Callable[[Job], Done] = getattr(import_module(module), name)(dict(self.settings))
        return made


class Engine(Protocol):
    """Where jobs run. `run` takes jobs as it has room for them and gives results as they come, in any order."""

    def run(self, jobs: Iterable[Job], work: Work) -> Iterator[Done]: ...


def died(job: Job, why: str) -> Done:
    """Of a job whose process did not survive it, twice."""
    return Done(job.number, job.id, job.key, "failed", {"id": job.id, "status": "failed", "why": why})
