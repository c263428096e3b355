"""Answers recorded from another provider, and given again: always the same, labelled as recorded, and none for what was never asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .provider import Completion, Limits, Price, Provider, ProviderError, Request

if TYPE_CHECKING:
    from ..patience import Answers

__all__ = ["Recorded", "Recorder"]

WHO = "recorded.json"


def _answers(folder: Path) -> Answers:
    from ..patience import Answers

    return Answers(folder)


class Recorder:
    """Passes everything on to a provider and keeps its answers in a folder."""

    def __init__(self, provider: Provider, folder: str | Path) -> None:
        self.provider, self.folder = provider, Path(folder)
        self.name, self.model, self.limits, self.price = provider.name, provider.model, provider.limits, provider.price
        self._lock = threading.Lock()

    def identity(self) -> Mapping[str, Any]:
        return self.provider.identity()

    def complete(self, request: Request) -> Sequence[Completion]:
        made = self.provider.complete(request)
        answers = _answers(self.folder)
        answers.put(answers.key(request, self.identity()), made)
        with self._lock:
            known = _known(self.folder)
            if dict(self.identity()) not in known:
                text = json.dumps([*known, dict(self.identity())], ensure_ascii=False, indent=1) + "\n"
                (self.folder / WHO).write_text(text, encoding="utf-8")
        return made


def _known(folder: Path) -> list[dict[str, Any]]:
    try:
        made = json.loads((folder / WHO).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [who for who in made if isinstance(who, dict)] if isinstance(made, list) else []


class Recorded:
    """The answers of a folder that a Recorder wrote. An answer belongs to exactly what was asked, of whom, under which grammar and settings; for anything else
    there is an error, never a near one."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.of = _known(self.folder)
        if not self.of:
            raise ProviderError("missing", f"{self.folder} holds no recorded answers (no {WHO})")
        self.name = "recorded"
        self.model = str(self.of[0].get("model", ""))
        self.limits = Limits(64)
        self.price: Price | None = None

    def identity(self) -> Mapping[str, Any]:
        return {"name": "recorded", "model": self.model, "recorded_from": self.of}

    def complete(self, request: Request) -> Sequence[Completion]:
        answers = _answers(self.folder)
        for who in self.of:
            made = answers.get(answers.key(request, who))
            if made is not None:
                return made
        raise ProviderError("missing", "this was not asked when the answers were recorded (the problem, the prompts, the grammar or a setting differs)")
