"""Problems to figures, one or a million: a folder that a killed run leaves whole, and the next run completes."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ..grammar.record import Record, fields, replace
from .artefacts import artefacts, pictures, row
from .index import write_index
from .loop import DRAWN, FAILED, Item, Options, draw
from .patience import Answers, Pace, Patient
from .problem import Problem
from .progress import Progress
from .prompts import digest
from .providers import Completion, Provider, ProviderError, Request, Usage
from .store import Store, shelf
from .understand import Understanding
from .work import Done, Engine, Job, Work

__all__ = ["Estimate", "Settings", "Summary", "batch", "estimate", "key_of", "survey", "worker"]


class Settings(Record):
    """What a batch does with each problem, as plain data, so that any process can do it.

    provider: `module:function` that makes the provider, "" for the embedded planner; arguments: of that function; cache: folder of the answers, "" for none;
    workers: processes that share the provider's limits on different machines (each gets its part of the requests a minute).
    """

    provider: str = ""
    arguments: Mapping[str, Any] = {}
    options: Options = Options()
    formats: tuple[str, ...] = ("png",)
    dpi: float = 200.0
    cache: str = ""
    tries: int = 6
    pause: float = 1.0
    answers: bool = False
    workers: int = 1

    def opened(self) -> Provider | None:
        """The provider; None for the embedded planner. Raises ProviderError if it cannot be made."""
        if not self.provider:
            return None
        from importlib import import_module

        module, _, name = self.provider.partition(":")
        made: Provider = getattr(import_module(module), name)(**self.arguments)
        return made


class Summary(Record):
    """counts: status -> problems of the file; done: of this run; cost: sums over the whole folder; files: of the index; left: problems not begun since the
    money was spent; unread: figures in which a given reads nowhere."""

    counts: dict[str, int]
    done: int
    cost: dict[str, float]
    files: tuple[str, ...]
    left: int = 0
    unread: int = 0


# ---------------------------------------------------------------- one problem, in some process


def worker(settings: dict[str, Any]) -> Callable[[Job], Done]:
    """The function of a job: its payload is a Problem. settings: `settings` (a Settings) and `pace` (a shared number, or None)."""
    ours: Settings = settings["settings"]
    provider = ours.opened()
    asked: Patient | None = None
    if provider is not None:
        pace = Pace(provider.limits.per_minute / ours.workers, settings.get("pace"))
        asked = Patient(provider, Answers(Path(ours.cache)) if ours.cache else None, pace, tries=ours.tries, pause=ours.pause)

    def do(job: Job) -> Done:
        start = time.monotonic()
        problem: Problem = job.payload
        place = f"items/{shelf(problem.id)}"
        if asked is not None:
            asked.paid()
        try:  # what failed is asked for anew: with the same seed the answers would be the same
            item = draw(problem, asked, replace(ours.options, seed=ours.options.seed + 1000 * job.tries))
        except ProviderError as e:
            return _without_answer(job, place, e, _cost(job, asked, start))
        made = {**artefacts(item, answers=ours.answers), **pictures(item, ours.formats, ours.dpi)}
        line = {**row(item), "folder": place, "pictures": sorted(n for n in made if n.startswith("figure"))}
        return Done(
            job.number, job.id, job.key, item.status, line, tuple((f"{place}/{name}", data) for name, data in made.items()), cost=_cost(job, asked, start)
        )

    return do


UNANSWERED = "unanswered"
"""Status of a problem for which no answer came: the next run asks again."""
STOPPERS = ("auth", "missing")
"""Kinds of provider errors that every problem would meet."""


def _without_answer(job: Job, place: str, e: ProviderError, cost: dict[str, float]) -> Done:
    """No answer came, also after the last try."""
    why = f"no answer ({e.kind}): {e}"
    problem: Problem = job.payload
    report = (json.dumps({"status": UNANSWERED, "why": why, "diagnostics": []}, ensure_ascii=False, indent=1) + "\n").encode()
    line = {**row(Item(problem, Understanding(), UNANSWERED, why=why)), "error": e.kind, "folder": place, "pictures": []}
    return Done(job.number, job.id, job.key, UNANSWERED, line, ((f"{place}/report.json", report),), cost=cost)


def _cost(job: Job, asked: Patient | None, start: float) -> dict[str, float]:
    """What a result cost, with what earlier tries of it did. Answers from the cache cost nothing."""
    used = asked.paid() if asked is not None else Usage()
    made = {
        "seconds": round(time.monotonic() - start, 4),
        "prompt_tokens": used.prompt,
        "completion_tokens": used.completion,
        "requests": used.calls,
        "tries": 1,
    }
    if asked is not None and asked.price is not None:
        made[asked.price.currency] = round(asked.price.of(used), 8)
    return {name: made.get(name, 0) + job.cost.get(name, 0) for name in {**made, **job.cost}}


# ---------------------------------------------------------------- before


def key_of(problem: Problem, settings: Settings, identity: Mapping[str, Any]) -> str:
    """A hash of all that a result depends on: the problem, the provider, the options, the prompts, our version, the pictures asked for."""
    from .. import __version__

    options = {name: getattr(settings.options, name) for name in fields(Options)}
    parts = [
        problem.id,
        problem.text,
        problem.answer,
        list(problem.options),
        dict(identity),
        options,
        list(settings.formats),
        settings.dpi,
        __version__,
        digest("sciml"),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


class Estimate(Record):
    """Of a batch, before it runs. requests, prompt, completion: (if every first answer is good, if every repair is needed); money: likewise, None where the
    price is unknown; sampled: how many problems it was measured on."""

    problems: int
    requests: tuple[int, int]
    prompt: tuple[int, int]
    completion: tuple[int, int]
    money: tuple[float, float] | None
    currency: str
    sampled: int

    def sentence(self) -> str:
        """For people."""
        if not self.requests[1]:
            return f"{self.problems} problems; no request to a model"
        low, high = (f"{a:,}" for a in self.requests)
        tokens = " to ".join(f"{(p + c) / 1e6:.2f}" for p, c in zip(self.prompt, self.completion, strict=True))
        price = f", {self.money[0]:.2f} to {self.money[1]:.2f} {self.currency}" if self.money is not None else ""
        return f"{self.problems} problems: {low} to {high} requests, about {tokens} million tokens{price}"


class _Counting:
    """A provider that answers nothing and counts what it was asked: four characters are about a token."""

    name, model = "counting", ""

    def __init__(self, real: Provider) -> None:
        self.limits, self.price = real.limits, real.price
        self.asked: list[int] = []

    def complete(self, request: Request) -> list[Completion]:
        self.asked.append(sum(len(m.text) for m in request.messages) // 4)
        return [Completion("block(") for _ in range(request.n)]

    def identity(self) -> Mapping[str, Any]:
        return {"name": self.name}


ANSWER = 350
"""Tokens of a usual answer: a spec of a thousand characters."""
SAMPLE = 12


def survey(problems: Iterable[Problem]) -> tuple[int, list[Problem]]:
    """How many there are, and some of them, evenly spread; no more are in memory."""
    some: list[Problem] = []
    count, stride = 0, 1
    for problem in problems:
        if count % stride == 0:
            some.append(problem)
            if len(some) == 2 * SAMPLE:
                some, stride = some[::2], stride * 2
        count += 1
    return count, some


def estimate(total: int, some: list[Problem], settings: Settings) -> Estimate:
    """What a batch will ask for: the real loop is run on a few problems with a provider that answers badly, which shows the longest way."""
    provider = settings.opened()
    if provider is None or not some:
        return Estimate(total, (0, 0), (0, 0), (0, 0), None, "", 0)
    first = first_calls = every = every_calls = 0
    for problem in some:
        counting = _Counting(provider)
        draw(problem, counting, settings.options)
        least = 1 if settings.options.one_call else 2
        first, first_calls = first + sum(counting.asked[:least]), first_calls + min(least, len(counting.asked))
        every, every_calls = every + sum(counting.asked), every_calls + len(counting.asked)
    scale = total / len(some)
    requests = (round(first_calls * scale), round(every_calls * scale))
    prompt = (round(first * scale), round(every * scale))
    completion = (requests[0] * ANSWER, requests[1] * ANSWER)
    price = provider.price
    money = None if price is None else tuple(price.of(Usage(p, c, 0)) for p, c in zip(prompt, completion, strict=True))
    return Estimate(total, requests, prompt, completion, money, price.currency if price is not None else "", len(some))  # type: ignore[arg-type]


# ---------------------------------------------------------------- the run


def batch(
    problems: Iterable[Problem],
    folder: Path,
    settings: Settings,
    engine: Engine,
    *,
    again: bool = False,
    limit: float | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Draw every problem that the folder does not hold yet. again: failures of an earlier run anew; limit: money after which no new problem is begun.

    Raises Busy if another run writes the folder, ProviderError if there is no such provider, OSError if the disk is full.
    """
    store = Store(folder)
    try:
        provider = settings.opened()
        identity = provider.identity() if provider is not None else {"name": "template"}
        finished = {id_: key for id_, key in store.finished().items() if store.status(id_) not in ((FAILED, UNANSWERED) if again else (UNANSWERED,))}
        shown = progress or Progress(None, quiet=True)
        spent = _Spent(store, provider, limit)
        ids: dict[str, None] = {}
        jobs = _jobs(problems, settings, identity, finished, shown, spent, ids, store)
        shared = get_context("spawn").Value("d", 0.0) if provider is not None and provider.limits.per_minute else None
        work = Work(f"{__name__}:worker", {"settings": settings, "pace": shared})
        done = 0
        try:
            for made in engine.run(jobs, work):
                if made.row.get("error") in STOPPERS:
                    raise ProviderError(made.row["error"], made.row["why"])
                store.put(made)
                spent.add(made.cost)
                shown.step(made.status)
                done += 1
        finally:  # also of what was stopped there is an index
            shown.close()
            files = write_index(store, list(ids))
        unread = sum(bool(r.get("givens_missing")) for r in store.rows(ids) if r["status"] == DRAWN)
        return Summary(store.counts(ids), done, store.cost(), tuple(files), spent.left, unread)
    finally:
        store.close()


class _Spent:
    """Money spent, and whether more may be."""

    def __init__(self, store: Store, provider: Provider | None, limit: float | None) -> None:
        self.currency = provider.price.currency if provider is not None and provider.price is not None else ""
        self.limit = limit
        self.left = 0
        self.sum = store.cost().get(self.currency, 0.0) if limit is not None else 0.0

    def add(self, cost: Mapping[str, float]) -> None:
        self.sum += cost.get(self.currency, 0.0)

    @property
    def more(self) -> bool:
        return self.limit is None or self.sum < self.limit


def _jobs(
    problems: Iterable[Problem],
    settings: Settings,
    identity: Mapping[str, Any],
    finished: Mapping[str, str],
    shown: Progress,
    spent: _Spent,
    ids: dict[str, None],
    store: Store,
) -> Iterator[Job]:
    for number, problem in enumerate(problems):
        ids[problem.id] = None
        key = key_of(problem, settings, identity)
        if finished.get(problem.id) == key:
            shown.done += 1
            shown.before += 1
            continue
        if not spent.more:
            spent.left += 1
            continue
        status = store.status(problem.id)
        before = store.cost(problem.id) if status else {}
        tries = int(before.get("tries", 0)) if status == FAILED else 0
        payload = Problem(problem.id, problem.text, problem.answer, problem.options, problem.source if settings.answers else {})
        yield Job(number, problem.id, key, payload, tries, before)
