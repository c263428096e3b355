"""The proof of a layout: what its wires join is what the netlist joins, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import Point, Positive, Relation, Truth, Zero
from .circuits_devices import Device
from .circuits_gates import Gate
from .circuits_part import Part, is_node

__all__ = ["DrawnAsWritten"]

NEAR = 1e-6
"""mm"""


class DrawnAsWritten(Relation):
    """Two ends of parts are joined by wires of the drawing if and only if they are at one node."""

    def __init__(self, circuit: Any) -> None:
        self.circuit = circuit

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Truth]:
        ends = [(n, p) for c in self.circuit.children for n, p in _ends(c)]
        heap = _joined([(a.x, a.y, b.x, b.y) for a, b in self.circuit.wires], [p for _, p in ends])
        by_node: dict[str, int] = {}
        by_heap: dict[int, Any] = {}
        for (n, _), h in zip(ends, heap, strict=True):
            if by_node.setdefault(n.id, h) != h:
                yield Truth(False, f"wires at node {_name(n)} are not joined")
                return
            if by_heap.setdefault(h, n).id != n.id:
                yield Truth(False, f"wires of the nodes {_name(by_heap[h])} and {_name(n)} touch")
                return
        yield Truth(True)

    def phrase(self) -> str:
        return "the wires join what the nodes say"


def _name(n: Any) -> str:
    return str(n.called.text if n.called is not None else n.name)


def _ends(x: Any) -> Iterator[tuple[Any, Point]]:
    """The nodes of a part with the places at which it meets their wires."""
    c = x
    if isinstance(x, Gate) and not x.free:
        yield from x.pins_of_nodes()
    elif isinstance(x, Device) and c.inside:
        yield from zip(c.terminals, c.ends, strict=True)
    elif isinstance(x, Part) and c.inside and c.first.id != c.second.id:
        if getattr(c, "several", False) and not c.paired:
            yield from zip((c.first, *c.throws), c.pins, strict=True)
        elif getattr(c, "several", False):
            yield c.first, c.start
        else:
            yield c.first, c.start
            yield c.second, c.end
    elif c.kind in ("terminal", "earth") and is_node(c.first):
        yield c.first, c.at


def _joined(wires: list[tuple[float, float, float, float]], places: list[Point]) -> list[int]:
    """For each place the number of the heap of wires and places that it hangs together with; wires that only cross are not joined."""
    spots = [(p.x, p.y) for p in places]
    up = list(range(len(wires) + len(spots)))

    def root(k: int) -> int:
        while up[k] != k:
            up[k] = up[up[k]]
            k = up[k]
        return k

    n = len(wires)
    for k, (x, y) in enumerate(spots):
        for j, (u, v) in enumerate(spots[:k]):
            if abs(x - u) < NEAR and abs(y - v) < NEAR:
                up[root(n + k)] = root(n + j)
    boxes = [_around(wire) for wire in wires]
    for k, (x0, y0, x1, y1) in enumerate(wires):
        left, low, right, high = boxes[k]
        for j, (x, y) in enumerate(spots):
            if left < x < right and low < y < high:
                up[root(n + j)] = root(k)
        for j, (left, low, right, high) in enumerate(boxes):
            if ((left < x0 < right and low < y0 < high) or (left < x1 < right and low < y1 < high)) and j != k:
                up[root(j)] = root(k)
    return [root(n + k) for k in range(len(spots))]


def _around(wire: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """What is so near to a wire, upright or level, that it lies on it."""
    a, b, c, d = wire
    if abs(a - c) < NEAR:
        return a - NEAR, min(b, d) - NEAR, a + NEAR, max(b, d) + NEAR
    return min(a, c) - NEAR, b - NEAR, max(a, c) + NEAR, b + NEAR
