"""A provider asked with patience: no faster than it allows, again after a pause where that may help, and never twice for the same answer."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .providers import Completion, Provider, ProviderError, Request, Usage

__all__ = ["Answers", "Pace", "Patient"]


class Pace:
    """At most so many requests a minute, over all threads and, with a shared number (`multiprocessing.Value("d")`), over all processes of a machine."""

    def __init__(self, per_minute: float, shared: Any = None) -> None:
        self.gap = 60.0 / per_minute if per_minute > 0 else 0.0
        self.lock = shared.get_lock() if shared is not None else threading.Lock()
        self.shared = shared
        self.next = 0.0

    def take(self) -> float:
        """Seconds to wait before the next request may go."""
        if not self.gap:
            return 0.0
        with self.lock:
            now = time.monotonic()  # one clock for all processes of a machine
            at = max(now, self.shared.value if self.shared is not None else self.next)
            if self.shared is not None:
                self.shared.value = at + self.gap
            else:
                self.next = at + self.gap
            return at - now


class Answers:
    """A cache of answers by what was asked of whom. Each is a file that appears at once; runs may share a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def key(self, request: Request, identity: Mapping[str, Any]) -> str:
        grammar = request.grammar
        asked = {
            "identity": dict(identity),
            "messages": [[m.role, m.text, [hashlib.sha256(i).hexdigest() for i in m.images]] for m in request.messages],
            "grammar": hashlib.sha256(repr(grammar).encode()).hexdigest() if grammar is not None else "",
            "n": request.n,
            "seed": request.seed,
            "temperature": request.temperature,
            "max_tokens": request.max_tokens,
            "stop": list(request.stop),
        }
        return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> list[Completion] | None:
        try:
            made = json.loads(self.path(key).read_bytes())
            return [Completion(**{**c, "usage": Usage(**c["usage"])}) for c in made]
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, key: str, answers: Sequence[Completion]) -> None:
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        plain = [{k: getattr(c, k) for k in ("text", "finish", "model", "constraint", "reasoning")} for c in answers]
        for made, c in zip(plain, answers, strict=True):
            made["usage"] = {k: getattr(c.usage, k) for k in ("prompt", "completion", "calls")}
        draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        draft.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
        os.replace(draft, path)


class Patient:
    """A provider behind a cache, a pace and retries.

    tries: of one request; pause: seconds before the second, doubled each time, at most `longest`, or as long as the server asks. What cannot succeed by
    asking again (`ProviderError.again` is False) is raised at once.
    """

    def __init__(
        self,
        provider: Provider,
        answers: Answers | None = None,
        pace: Pace | None = None,
        *,
        tries: int = 6,
        pause: float = 1.0,
        longest: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.provider, self.answers, self.pace = provider, answers, pace or Pace(provider.limits.per_minute)
        self.name, self.model, self.limits, self.price = provider.name, provider.model, provider.limits, provider.price
        self.tries, self.pause, self.longest, self.sleep = tries, pause, longest, sleep
        self.lock = threading.Lock()
        self.cached = self.asked = self.again = 0
        self._paid = threading.local()

    def identity(self) -> Mapping[str, Any]:
        return self.provider.identity()

    def complete(self, request: Request) -> Sequence[Completion]:
        """As the provider; an answer from the cache costs nothing. Raises ProviderError after the last try."""
        key = self.answers.key(request, self.identity()) if self.answers is not None else ""
        if self.answers is not None and (known := self.answers.get(key)) is not None:
            self._count("cached")
            return known
        pause = self.pause
        for turn in range(self.tries):
            self.sleep(self.pace.take())
            try:
                made = self.provider.complete(request)
            except ProviderError as e:
                if not e.again or turn == self.tries - 1:
                    raise
                self._count("again")
                spread = 0.75 + int(hashlib.sha256(f"{key}{turn}{id(request)}".encode()).hexdigest()[:4], 16) / 0x20000  # so that many do not come back at once
                self.sleep(max(e.wait, min(pause * spread, self.longest)))
                pause *= 2
                continue
            self._count("asked")
            self._paid.usage = sum([c.usage for c in made], getattr(self._paid, "usage", Usage()))
            if self.answers is not None:
                self.answers.put(key, made)
            return made
        raise AssertionError("a last try ends in an answer or an error")

    def paid(self) -> Usage:
        """What this thread asked for since it was last told: answers from the cache cost nothing."""
        made: Usage = getattr(self._paid, "usage", Usage())
        self._paid.usage = Usage()
        return made

    def _count(self, what: str) -> None:
        with self.lock:
            setattr(self, what, getattr(self, what) + 1)
