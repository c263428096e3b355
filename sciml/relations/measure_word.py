"""What a measure is to the language. (Apart from the measures, because these may be native: a native class finds no base through `author`.)"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..author import Dimension, Num, Record, Slot, field

__all__ = ["Measure"]


class Measure(Record):
    """A word, its operands, its dimension (power: of length, for tolerances), and the function that makes the number."""

    word: str
    slots: tuple[Slot, ...]
    dim: Dimension
    power: int
    of: Callable[..., Num] = field(compare=False)
    help: str = ""

    def __call__(self, *operands: Any, **named: Any) -> Num:
        return self.of(*operands, **named)
