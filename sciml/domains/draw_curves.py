"""Freehand curves: splines and braces."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

from ..author import (
    Beside,
    Element,
    Ink,
    Label,
    OnPath,
    Point,
    Shape,
    Spot,
    Track,
    Vector,
    anchor,
    evaluate,
    hypot,
    is_constant,
    parts,
    places,
    text,
    truth,
    word,
)
from .draw import look_of

__all__ = ["Brace", "Spline", "catmull", "turning"]


def catmull(points: tuple[Point, ...], closed: bool) -> list[tuple[Point, Point, Point]]:
    """Cubics through points: for each piece its two control points and its end."""
    n = len(points)
    sixth = 1 / 6 if _all_floats(points) else Fraction(1, 6)
    out = []
    for i in range(n if closed else n - 1):
        p, q = points[i], points[(i + 1) % n]
        before = points[i - 1] if closed or i else p
        after = points[(i + 2) % n] if closed or i + 2 < n else q
        out.append((p + (q - before) * sixth, q + (after - p) * -sixth, q))
    return out


def _all_floats(points: tuple[Point, ...]) -> bool:
    """Are they drawn, no more solved?"""
    return all([type(p.x) is float and type(p.y) is float for p in points])


def turning(points: tuple[Point, ...]) -> list[tuple[Point, Point, Point]] | None:
    """The same for a graph, whose highest and lowest places are given points: level there, between them as smooth as a spline, rising and falling only where
    the values do. None of points that do not run to one side, or that have no numbers yet."""
    if len(points) < 3 or any(not is_constant(n) for p in points for n in (p.x, p.y)):
        return None
    xs, ys = ([evaluate(n, {}) for n in numbers] for numbers in ([p.x for p in points], [p.y for p in points]))
    steps = [b - a for a, b in pairwise(xs)]
    if not (min(steps) > 0 or max(steps) < 0):
        return None
    rates = [(b - a) / h for (a, b), h in zip(pairwise(ys), steps, strict=True)]
    slopes = _slopes(steps, rates)
    out = []
    for i, h in enumerate(steps):
        first, second = Point(xs[i] + h / 3, ys[i] + slopes[i] * h / 3), Point(xs[i + 1] - h / 3, ys[i + 1] - slopes[i + 1] * h / 3)
        out.append((first, second, points[i + 1]))
    return out


def _slopes(steps: list[float], rates: list[float]) -> list[float]:
    """At each point: 0 where the values turn, elsewhere those of the spline without jumps in its curvature (straight at its ends), as far as no piece turns
    with them (Fritsch and Carlson, "Monotone piecewise cubic interpolation", 1980)."""
    n = len(steps)
    rows = [(0.0, 2.0, 1.0, 3 * rates[0])]
    for (h, k), (p, q) in zip(pairwise(steps), pairwise(rates), strict=True):
        rows.append((1 / h, 2 / h + 2 / k, 1 / k, 3 * (p / h + q / k)) if p * q > 0 else (0.0, 1.0, 0.0, 0.0))
    rows.append((1.0, 2.0, 0.0, 3 * rates[-1]))
    above, right = [0.0], [0.0]
    for before, own, after, value in rows:  # elimination of a matrix of three diagonals
        pivot = own - before * above[-1]
        above.append(after / pivot)
        right.append((value - before * right[-1]) / pivot)
    slopes = [0.0] * (n + 2)
    for i in range(n, -1, -1):
        slopes[i] = right[i + 1] - above[i + 1] * slopes[i + 1]
    for i in range(n + 1):
        p, q = rates[max(i - 1, 0)], rates[min(i, n - 1)]
        slopes[i] = math.copysign(min(abs(slopes[i]), 3 * abs(p), 3 * abs(q)), p) if slopes[i] * p > 0 and p * q > 0 else 0.0
    return slopes[: n + 1]


@cache
def _weights(exact: bool) -> tuple[tuple[Any, Any, Any, Any], ...]:
    """Of the four points of a cubic, in its eighths."""
    eighths = [(1 - t, t) for t in (Fraction(i, 8) for i in range(1, 9))]
    weights = [(s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t) for s, t in eighths]
    return tuple([four if exact else tuple(map(float, four)) for four in weights])  # type: ignore[misc]


class Spline(Element):
    """A smooth curve through points.

    ```figure
    spline((0, 0), (1, 2), (3, 1), (4, 3))
    ```
    """

    family = "curve"
    points: tuple[Point, ...] = places(at_least=2, help="what it goes through")
    closed: bool = truth(False, help="back to the first point")

    @property
    def curve(self) -> Track:
        out = [self.points[0]]
        weights = _weights(exact=not _all_floats(self.points))
        for a, b, c in catmull(tuple(self.points), self.closed):
            p = out[-1]
            for e, f, g, h in weights:
                out.append(Point(e * p.x + f * a.x + g * b.x + h * c.x, e * p.y + f * a.y + g * b.y + h * c.y))
            out[-1] = c
        return Track(tuple(out[:-1] if self.closed else out), self.closed, name=getattr(self, "name", ""), owner=self)

    @anchor
    def start(self) -> Point:
        return self.points[0]

    @anchor
    def end(self) -> Point:
        return self.points[0] if self.closed else self.points[-1]

    @anchor
    def center(self) -> Point:
        """The mean of its points."""
        n = len(self.points)
        return Point(sum(p.x for p in self.points) / n, sum(p.y for p in self.points) / n)

    def spot(self, slot: str) -> Spot | Ink | None:
        return OnPath(self.curve.points, best=0.8)

    def draw(self) -> Iterator[Ink]:
        pieces = catmull(tuple(self.points), self.closed)
        yield Shape("M" + "C" * len(pieces) + ("Z" if self.closed else ""), (self.points[0], *(p for piece in pieces for p in piece)), look_of(self))


class Brace(Element):
    """A curly brace along two points, its label at the tip.

    ```figure
    brace((0, 0), (4, 0), "4 trips")
    ```
    """

    ends: tuple[Point, ...] = parts("point", rest=True, at_least=2, help="from one point to another; it bulges to the left of that way")
    words: Any = text(None, positional=True, help="what stands at its tip")
    side: str = word("left", "right", default="left", help="of the way from the first point to the second")

    def _frame(self) -> tuple[Point, Vector, Vector, float]:
        a, b = self.ends[0], self.ends[1]
        u = (b - a).unit()
        n = u.left() if self.side == "left" else -u.left()
        return a, u, n, hypot(b.x - a.x, b.y - a.y)

    @anchor
    def tip(self) -> Point:
        """Where its label sits."""
        a, u, n, length = self._frame()
        place: Point = a + u * (length / 2) + n * (4 * self.mm)
        return place

    @anchor
    def center(self) -> Any:
        return self.tip

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.tip, toward=self._frame()[2])

    def draw(self) -> Iterator[Ink]:
        a, u, n, length = self._frame()
        mm = float(self.mm)
        r = min(2 * mm, length / 4)

        def at(x: float, y: float) -> Point:
            return a + u * x + n * (y + mm)

        half = length / 2
        points = (
            at(0, 0),
            at(0, 0.8 * r),
            at(0.2 * r, r),
            at(r, r),
            at(half - r, r),
            at(half - 0.2 * r, r),
            at(half, 1.2 * r),
            at(half, 2 * r),
            at(half, 1.2 * r),
            at(half + 0.2 * r, r),
            at(half + r, r),
            at(length - r, r),
            at(length - 0.2 * r, r),
            at(length, 0.8 * r),
            at(length, 0),
        )
        yield Shape("MCLCCLC", points, look_of(self, weight="thin"))
        if self.words:
            yield Label(self.words, Beside(self.tip, toward=n), role="note", owner=getattr(self, "id", ""))
