"""One template with `vary`, many figures: in the order of the product, or drawn by a hash; each picture once."""

from __future__ import annotations

import hashlib
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from math import prod
from pathlib import Path
from typing import Any

from ..document import Document, Parameter, compile, parameters
from ..grammar.record import Record
from .index import write_index
from .progress import Progress
from .store import Store, shelf
from .work import Done, Engine, Job, Work

__all__ = ["SampleSettings", "SampleSummary", "picked", "sample", "worker", "written"]


_SPAN = re.compile(r'"span":\[\d+,\d+\],')
"""Where an object stands in its text: no part of the picture."""


class SampleSettings(Record):
    """seed: None goes through the product in order, the last parameter fastest; a number draws by a hash of seed, index and the parameter's name.
    formats: of the pictures (none: only the index); answers: with the answers of `question(...)`."""

    formats: tuple[str, ...] = ("png",)
    dpi: float = 200.0
    theme: str = ""
    seed: int | None = None
    answers: bool = False


class SampleSummary(Record):
    """counts: status -> figures of the whole folder; done: in this run; files: of the index."""

    counts: dict[str, int]
    done: int
    files: tuple[str, ...]


def picked(params: tuple[Parameter, ...], index: int, seed: int | None) -> dict[str, int]:
    """Which value each parameter takes in the figure of this index."""
    made: dict[str, int] = {}
    if seed is not None:
        for p in params:
            digest = hashlib.sha256(f"{seed}:{index}:{p.name}".encode()).digest()
            made[p.name] = int.from_bytes(digest[:8], "big") % len(p.values)
        return made
    for p in reversed(params):
        index, made[p.name] = divmod(index, len(p.values))
    return made


def written(text: str, params: tuple[Parameter, ...], chosen: dict[str, int]) -> str:
    """The text with one value for each parameter: what a figure of the sample can be made from again."""
    for p in sorted(params, key=lambda p: -p.span[0]):
        text = f"{text[: p.span[0]]}[{p.values[chosen[p.name]]}]{text[p.span[1] :]}"
    return text


# ---------------------------------------------------------------- one figure, in some process


def worker(settings: dict[str, Any]) -> Callable[[Job], Done]:
    """The function of a job: its payload is the index. settings: `text`, `name`, `settings` (a SampleSettings)."""
    text, name = settings["text"], settings["name"]
    ours: SampleSettings = settings["settings"]
    params = parameters(text)

    def do(job: Job) -> Done:
        chosen = picked(params, job.payload, ours.seed)
        spec = written(text, params, chosen)
        document = compile(spec, name=name, theme=ours.theme or None)
        line: dict[str, Any] = {
            "id": job.id,
            "index": job.payload,
            "parameters": {p.name: p.values[chosen[p.name]] for p in params},
            "spec": spec,
        }
        if not document.ok:
            wrong = [d for d in document.diagnostics if d.severity == "error"]
            line |= {"status": "failed", "diagnostics": sorted({d.code for d in wrong}), "why": "; ".join(d.sentence() for d in wrong[:3])}
            return Done(job.number, job.id, job.key, "failed", line)
        return _drawn(job, document, line, ours)

    return do


def _drawn(job: Job, document: Document, line: dict[str, Any], ours: SampleSettings) -> Done:
    scenes = [document.json(page=k) for k in range(len(document.scenes))]
    digest = hashlib.sha256(_SPAN.sub("", "\n".join(scenes)).encode()).hexdigest()
    place = shelf(job.id)
    files: list[tuple[str, bytes]] = []
    for form in ours.formats:
        if form == "pdf":
            files.append((f"figures/{place}.pdf", document.pdf()))
            continue
        for page, scene in enumerate(scenes):
            path = f"figures/{place}{f'-{page + 1}' if page else ''}.{form}"
            if form == "json":
                files.append((path, scene.encode()))
            else:
                files.append((path, document.png(dpi=ours.dpi, page=page) if form == "png" else document.svg(page=page).encode()))
    rows = [r for page in document.report["pages"] for r in page.get("proof", ())]
    said = document.describe(answers=ours.answers)
    line |= {
        "status": "drawn",
        "diagnostics": sorted({d.code for d in document.diagnostics}),
        "claims": len(rows),
        "held": sum(r["verdict"] == "holds" for r in rows),
        "scene": digest,
        "pictures": [path for path, _ in files],
        "alt": " ".join(s["alt"] for s in said),
        "questions": [q for s in said for q in s["questions"]],
    }
    if ours.answers:
        line["answers"] = [a for s in said for a in s.get("answers", ())]
    return Done(job.number, job.id, job.key, "drawn", line, tuple(files), digest)


# ---------------------------------------------------------------- the run


def sample(
    text: str,
    name: str,
    folder: Path,
    count: int | None,
    settings: SampleSettings,
    engine: Engine,
    *,
    progress: Progress | None = None,
) -> SampleSummary:
    """Figures 0 to count - 1 of a template (None: the whole product, once), those that the folder does not hold yet. A picture that an earlier figure has is
    a duplicate: its row says of which, and it has no files.

    Raises ValueError if the text has no `vary` with values; Busy, OSError as `batch`.
    """
    params = parameters(text)
    if not params or not all(p.values for p in params):
        raise ValueError("nothing varies in this text: `vary theta in 20 deg..50 deg step 5 deg`")
    whole = prod(len(p.values) for p in params)
    if count is None or (settings.seed is None and count > whole):
        count = whole
    store = Store(folder)
    try:
        key = _key(text, settings)
        finished = {id_ for id_, known in store.finished().items() if known == key}
        shown = progress or Progress(count, quiet=True)
        shown.total = count
        done = 0
        order = _Order(store, shown, finished)
        for made in engine.run(order.jobs(count, key, name), Work(f"{__name__}:worker", {"text": text, "name": name, "settings": settings})):
            order.take(made)
            done += 1
        shown.close()
        ids = [_id(name, k) for k in range(count)]
        return SampleSummary(store.counts(ids), done, tuple(write_index(store, ids)))
    finally:
        store.close()


class _Order:
    """Results are counted in the order of their index, so that which of two equal pictures is the duplicate does not depend on who was faster."""

    def __init__(self, store: Store, shown: Progress, finished: set[str]) -> None:
        self.store, self.shown, self.finished = store, shown, finished
        self.waiting: dict[int, Done] = {}
        self.asked: deque[int] = deque()
        """numbers of jobs that were given out and not yet counted, in order"""

    def jobs(self, count: int, key: str, name: str) -> Iterator[Job]:
        for k in range(count):
            id_ = _id(name, k)
            if id_ in self.finished:
                self.shown.done += 1
                self.shown.before += 1
                continue
            self.asked.append(k)
            yield Job(k, id_, key, k)

    def take(self, done: Done) -> None:
        self.waiting[done.number] = done
        while self.asked and self.asked[0] in self.waiting:
            self._count(self.waiting.pop(self.asked.popleft()))

    def _count(self, done: Done) -> None:
        first = self.store.first_with(done.scene, done.number) if done.scene else ""
        if first:
            line = {**done.row, "status": "duplicate", "of": first, "pictures": []}
            done = Done(done.number, done.id, done.key, "duplicate", line, (), done.scene)
        self.store.put(done)
        self.shown.step(done.status)


def _id(name: str, index: int) -> str:
    return f"{Path(name).stem}-{index:06d}"


def _key(text: str, settings: SampleSettings) -> str:
    from .. import __version__

    parts = [text, list(settings.formats), settings.dpi, settings.theme, settings.seed, settings.answers, __version__]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
