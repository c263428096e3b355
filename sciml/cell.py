"""What stands in a cell of a table: words as written, a number if it is one, an object, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .expression import Num, Var
from .grammar.record import Record, field, replace
from .grammar.tree import Span
from .ink import Words
from .quantity import Dimension, Unit

__all__ = ["Cell"]


class Cell(Record):
    """words: what prints; number: its value in base units, or an expression in letters, if it has one; dim, unit: of the number; typed: a quantity or number
    as written; thing: an object to draw (an Element); parts: of a tuple, `(3, 1)`; letters: names of the author that stand in it; text: as written;
    name: the only name that it is, if it is one."""

    words: Words = ()
    number: Num | None = None
    dim: Dimension | None = None
    unit: Unit | None = None
    typed: bool = False
    thing: Any = None
    parts: tuple[Cell, ...] = ()
    letters: tuple[str, ...] = ()
    text: str = ""
    name: str = ""
    span: Span = field(default=Span(0, 0), compare=False)

    @property
    def blank(self) -> bool:
        """Nothing stands in it."""
        return not self.words and self.thing is None

    @property
    def plain(self) -> str:
        """Its words without form."""
        return "".join([r.text for r in self.words])

    def evaluated(self, values: Mapping[Var, float], done: dict[int, Any]) -> Cell:
        """The same with its object, and what is known only when the figure is solved, filled in."""
        thing = self.thing.evaluated(values, done) if self.thing is not None else None
        late = any(hasattr(r, "evaluated") for r in self.words)
        if thing is None and not late and not self.parts:
            return self
        words = tuple([r.evaluated(values, done) if hasattr(r, "evaluated") else r for r in self.words]) if late else self.words
        return replace(self, thing=thing, words=words, parts=tuple([p.evaluated(values, done) for p in self.parts]))
