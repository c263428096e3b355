"""Words that are known only when the figure is solved: `{AB}` where AB was computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..expression import Var, evaluate
from ..ink import Words
from ..quantity import Value, format_value
from ..typeset import Run

__all__ = ["LateWords", "settled"]


class LateWords(Run):
    """A run whose text is the value of an expression after solving."""

    def __init__(self, text: str, value: Value) -> None:
        super().__init__(text)
        object.__setattr__(self, "value", value)


def settled(words: Words, values: Mapping[Var, float]) -> Words:
    """The words with every late value filled in."""
    if not any(isinstance(r, LateWords) for r in words):
        return words
    out: list[Any] = []
    for r in words:
        if isinstance(r, LateWords):
            v: Value = r.value  # type: ignore[attr-defined]
            out.extend(format_value(evaluate(v.n, values), v.dim, v.unit))
        else:
            out.append(r)
    return tuple(out)
