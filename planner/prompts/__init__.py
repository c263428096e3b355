"""Prompts as data: `SET/NAME.md`, with a part for each message (`=== system`, `=== user`) and places for values (`{{problem}}`)."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from ..providers import Message

__all__ = ["SETS", "digest", "names", "prompt"]

SETS = ("sciml", "imgcoder")
HERE = Path(__file__).parent
_PART = re.compile(r"^=== (system|user|assistant)\n", re.M)
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def names(of: str) -> list[str]:
    """The prompts of a set."""
    return sorted(p.stem for p in (HERE / of).glob("*.md"))


@cache
def _parts(name: str) -> tuple[tuple[str, str], ...]:
    text = (HERE / f"{name}.md").read_text(encoding="utf-8")
    _, *rest = _PART.split(text)
    return tuple((role, part.strip()) for role, part in zip(rest[::2], rest[1::2], strict=True))


def prompt(name: str, **values: str) -> tuple[Message, ...]:
    """The messages of `SET/NAME` with every place filled. A place without a value, or a value without a place, is our own mistake: KeyError."""
    parts = _parts(name)
    wanted = {place for _, part in parts for place in _PLACE.findall(part)}
    if wanted != set(values):
        raise KeyError(f"{name} takes {', '.join(sorted(wanted))}; given {', '.join(sorted(values))}")
    return tuple(Message(role, _PLACE.sub(lambda m: values[m[1]].strip("\n"), part)) for role, part in parts)


@cache
def digest(of: str) -> str:
    """What the texts of a set hash to: part of every cache key, and written beside every figure."""
    made = hashlib.sha256()
    for name in names(of):
        made.update(f"{name}\n".encode() + (HERE / of / f"{name}.md").read_bytes())
    return made.hexdigest()[:16]
