"""Whether two figures are the same but for place, turn and mirror image: by the distances of all that is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..expression import Memo, Num, Var, evaluate
from ..plane import Point, Round, Straight, Track, Vector
from .construct import Leaf
from .outline import Settled
from .system import Part, System

__all__ = ["Likeness"]

MOST = 60
"""places whose distances are compared"""
_ALONG = (0, 0.5, 1)


class Likeness:
    """Compares the figures of one part in what is rigid of it.

    Places are those of points, ends and centres, and of bodies the seat and the middle of the top, which keep their order under a mirror; a scalar counts
    by itself only if no such place depends on it (a radius, a symbol; not the way of a point along a line, whose sign a mirror turns)."""

    def __init__(self, system: System, part: Part, s: Settled, rigid: int) -> None:
        self.system, self.part, self.rigid = system, part, rigid
        self.base = s.values
        self.fixed: list[tuple[float, float]] = [] if {"x", "y", "turn"} <= part.gauge else _fixed(system, part, s)
        us = system.unknowns
        self.places: list[tuple[Num, Num]] = [(u.var, us[u.mate].var) for u in part.unknowns if u.axis == "x" and rigid >> u.index & 1 and rigid >> u.mate & 1]
        shown = 0
        seen = {(id(x), id(y)) for x, y in self.places}
        elements = [e for e in getattr(part.unknowns[0].frame, "elements", ()) if getattr(e, "drawn", True)]
        elements.sort(key=lambda e: e.family != "point")
        self.own = len(self.places)
        """the places that the facts decide, and points; the rest are ends of lines"""
        for e in elements:
            for x, y in _landmarks(e):
                mask = (system.mask(x) | system.mask(y)) & part.mask
                if mask and not mask & ~rigid:
                    shown |= mask
                    if (id(x), id(y)) not in seen and len(self.places) < MOST:
                        seen.add((id(x), id(y)))
                        self.places.append((x, y))
                        self.own += e.family == "point"
        self.scalars = [u for u in part.unknowns if not u.axis and rigid & u.bit and not shown & u.bit]

    def same(self, a: Leaf, b: Leaf) -> bool:
        """The results of a construction (two tangents) are told apart by their order on the page alone: a mirror image that exchanges them is the same."""
        p, q = self._at(a), self._at(b)
        n = len(self.fixed)
        first = [*range(self.own), *range(len(p) - n, len(p))]
        if not all([self._as_far(p, q, i, j) for k, i in enumerate(first) for j in first[:k]]):
            return False
        rest = range(self.own, len(p) - n)
        alike = all([self._as_far(p, q, i, j) for i in rest for j in (*first, *range(self.own, i))])
        if not alike and len(first) > 2:
            left = list(rest)
            for i in rest:
                mate = next((j for j in left if all([abs(math.dist(p[i], p[k]) - math.dist(q[j], q[k])) <= 1e-6 * self.part.size for k in first])), None)
                if mate is None:
                    return False
                left.remove(mate)
            alike = True
        return alike and all(self._equal(u.var, u.bit, a, b) for u in self.scalars)

    def _as_far(self, p: list[tuple[float, float]], q: list[tuple[float, float]], i: int, j: int) -> bool:
        return abs(math.dist(p[i], p[j]) - math.dist(q[i], q[j])) <= 1e-6 * self.part.size

    def _at(self, leaf: Leaf) -> list[tuple[float, float]]:
        values: dict[Var, float] = {**self.base, **leaf.values}
        memo: Memo = {}
        return [(evaluate(x, values, memo), evaluate(y, values, memo)) for x, y in self.places] + self.fixed

    def _equal(self, var: Var, bit: int, a: Leaf, b: Leaf) -> bool:
        v, w = a.values[var], b.values[var]
        if self.part.turning and self.system.turns & bit:  # it turns with the whole
            return bool(self.places) or abs(math.remainder(v - w, math.tau)) <= 1e-7
        return abs(v - w) <= 1e-7 * max(abs(v), abs(w))


def _landmarks(element: Any) -> Iterator[tuple[Num, Num]]:
    """Coordinates that stay those of the same things when the whole is turned or mirrored."""
    own = element.__dict__
    at, curve, tail, vector = own.get("at"), own.get("curve"), own.get("tail"), own.get("vector")
    if isinstance(at, Point):
        yield at.x, at.y
    if isinstance(curve, Straight):
        yield curve.start.x, curve.start.y
        yield curve.end.x, curve.end.y
    elif isinstance(curve, Round):
        yield curve.center.x, curve.center.y
        for p in () if curve.sweep is None else map(curve.at, _ALONG):
            yield p.x, p.y
    elif isinstance(curve, Track):
        for p in curve.points:
            yield p.x, p.y
    if isinstance(own.get("origin"), Point) and isinstance(own.get("size"), tuple) and len(own["size"]) == 2:
        for p in (own["origin"], element.to(0, own["size"][1])):
            yield p.x, p.y
    if isinstance(tail, Point):
        yield tail.x, tail.y
        if isinstance(vector, Vector):
            yield tail.x + vector.x, tail.y + vector.y


def _fixed(system: System, part: Part, s: Settled) -> list[tuple[float, float]]:
    """Places of the frame that no unknown moves."""
    frame = part.unknowns[0].frame
    out: list[tuple[float, float]] = []
    memo: Memo = {}
    if frame is not None and frame.kind != "plane":  # axes tell left from right and up from down
        out = [(0.0, 0.0), (part.size, 0.0), (0.0, 2 * part.size)]
    for e in getattr(frame, "elements", ()):
        for x, y in _landmarks(e):
            if not system.mask(x) and not system.mask(y):
                out.append((evaluate(x, s.values, memo), evaluate(y, s.values, memo)))
        if len(out) > 40:
            break
    return out
