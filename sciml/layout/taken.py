"""The labels that stand already, by where they stand: few are looked at one after the other, of many only those near by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from .geometry import XY, Rect

__all__ = ["Taken"]

FEW = 40
CELL = 32.0
"""pt"""


class _Placed(Protocol):
    @property
    def rect(self) -> Rect: ...
    @property
    def leader(self) -> tuple[XY, XY] | None: ...


P = TypeVar("P", bound=_Placed)
Cells = list[tuple[int, int]]


class Taken(dict[int, P], Generic[P]):
    """number of a label -> its placement, in the order in which they came."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[tuple[int, int], set[int]] | None = None
        self._where: dict[int, Cells] = {}
        self._order: dict[int, int] = {}
        self._next = 0

    def __setitem__(self, k: int, placed: P) -> None:
        if self._cells is not None:
            if k in self:
                self._leave(k)
            self._enter(k, placed)
        super().__setitem__(k, placed)

    def __delitem__(self, k: int) -> None:
        if self._cells is not None:
            self._leave(k)
            del self._order[k]
        super().__delitem__(k)

    def near(self, box: Rect, pad: float) -> Iterable[tuple[int, P]]:
        """At least all that come within `pad` of a box, themselves or their leaders."""
        if len(self) <= FEW:
            return self.items()
        if self._cells is None:
            self._cells = {}
            for k, placed in self.items():
                self._enter(k, placed)
        found: set[int] = set()
        for cell in _cells_of(box[0] - pad, box[1] - pad, box[2] + pad, box[3] + pad):
            here = self._cells.get(cell)
            if here:
                found |= here
        return [(k, self[k]) for k in sorted(found, key=self._order.__getitem__)]

    def _enter(self, k: int, placed: P) -> None:
        assert self._cells is not None
        left, top, right, bottom = placed.rect
        if placed.leader is not None:
            for x, y in placed.leader:
                left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
        where = self._where[k] = _cells_of(left - 1, top - 1, right + 1, bottom + 1)  # a leader keeps a little room
        for cell in where:
            self._cells.setdefault(cell, set()).add(k)
        if k not in self._order:
            self._order[k] = self._next
            self._next += 1

    def _leave(self, k: int) -> None:
        assert self._cells is not None
        for cell in self._where.pop(k):
            self._cells[cell].discard(k)


def _cells_of(left: float, top: float, right: float, bottom: float) -> Cells:
    return [(i, j) for i in range(int(left // CELL), int(right // CELL) + 1) for j in range(int(top // CELL), int(bottom // CELL) + 1)]
