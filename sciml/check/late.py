"""Words that are known only when the figure is solved: `{AB}` where AB was computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..expression import Var, evaluate
from ..grammar.record import field
from ..ink import Words
from ..quantity import Value, format_value
from ..typeset import Run

__all__ = ["LateWords", "settled"]


class LateWords(Run):
    """A run whose text is the value of an expression after solving."""

    value: Any = field(default=None, kw_only=True, compare=False)

    def evaluated(self, values: Mapping[Var, float], done: dict[int, Any]) -> Run:
        """The value in words, as one run."""
        v: Value = self.value
        words = format_value(evaluate(v.n, values), v.dim, v.unit)
        return words[0] if len(words) == 1 else Run("".join(r.text for r in words), math=any(r.math for r in words))


def settled(words: Words, values: Mapping[Var, float]) -> Words:
    """The words with every late value filled in."""
    if not [r for r in words if r.__class__ is LateWords]:
        return words
    return tuple(r.evaluated(values, {}) if isinstance(r, LateWords) else r for r in words)
