"""Where lines and circles meet."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import (
    Diagnostic,
    Maker,
    Num,
    Point,
    Relation,
    Round,
    Straight,
    Track,
    evaluate,
    minimum,
    part,
    place,
    relate,
    sign,
    sqrt,
)
from .axes_graph import decided, meets, of_graphs
from .draw import PointFamily

__all__ = ["Intersection", "NoCrossing", "fits", "line_meets_line", "line_meets_round", "round_meets_round"]

HALF = Fraction(1, 2)


def line_meets_line(a: Straight, b: Straight) -> Point:
    d, e = a.vector, b.vector
    place: Point = a.start + d * ((b.start - a.start).cross(e) / d.cross(e))
    return place


def _rightward(x: Num, y: Num) -> Num:
    """1 if (x, y) points right (or straight up), else -1: puts results in order, left to right, then bottom to top."""
    return sign(x + y * Fraction(1, 10**6))


def line_meets_round(line: Straight, k: Round) -> tuple[Point, Point]:
    """Both places, left to right, then bottom to top."""
    d, v = line.vector, k.center - line.start
    square = d.dot(d)
    foot = line.start + d * (v.dot(d) / square)
    half = sqrt(k.radius * k.radius - d.cross(v) ** 2 / square) / sqrt(square) * _rightward(d.x, d.y)
    return foot + d * -half, foot + d * half


def round_meets_round(a: Round, b: Round) -> tuple[Point, Point]:
    """Both places, left to right, then bottom to top."""
    d = b.center - a.center
    square = d.dot(d)
    t = (a.radius * a.radius - b.radius * b.radius + square) / (2 * square)
    half = sqrt(a.radius * a.radius / square - t * t) * _rightward(-d.y, d.x)
    mid = a.center + d * t
    return mid + d.left() * -half, mid + d.left() * half


class NoCrossing(Diagnostic):
    """An intersection is taken of lines, circles and arcs.

    ```wrong
    p = polygon(ABCD)
    P = intersection(p, line(AC))
    ```
    ```right
    p = polygon(ABCD)
    P = intersection(line(BD), line(AC))
    ```
    """

    code = "PLN202"
    says = "an intersection is taken of two lines, circles or arcs"
    help = "name the side that is meant: intersection(AB, k)"


class NoMeeting(Diagnostic):
    """The curves have a place in common.

    ```wrong
    axes(x=-2..2, y=-3..3) { P = intersection(curve(y=x^2 + 1), curve(y=-x^2)) }
    ```
    ```right
    axes(x=-2..2, y=-3..3) { P, Q = intersection(curve(y=x^2 - 1), curve(y=-x^2)) }
    ```
    """

    code = "AXE211"
    says = "these curves do not meet in the window"
    help = "widen the ranges of the axes if they meet outside"


class Intersection(PointFamily):
    """Where two lines or circles meet, or curves in axes; of several places, `near=` a point or `other_than=` one chooses.

    ```figure
    t = triangle(ABC)
    P = intersection(median(t, A), median(t, B))
    ```
    """

    several = True
    first: Any = part("line|curve")
    second: Any = part("line|curve")
    near: Point | None = place(None, positional=False, help="the place nearest to this point")
    other_than: Point | None = place(None, positional=False, help="the place that is not this point")
    index: int | None = None
    """set by the checker: which of the results this is, where there is a name for each."""

    def misuse(self) -> Iterator[Diagnostic]:
        if self.frame.kind == "axes" and (of_graphs(self.first) or of_graphs(self.second)):
            if decided(self.first, self.second) and not self.places():
                yield NoMeeting(self.span)
        elif isinstance(self.first, Track) or isinstance(self.second, Track):
            yield NoCrossing(self.span)

    def results(self) -> tuple[Any, ...]:
        """Itself, of two lines; else both places."""
        found = self.places()
        return found if len(found) > 1 else (self,)

    def places(self) -> tuple[Point, ...]:
        a, b = self.first, self.second
        if of_graphs(a) or of_graphs(b):
            if not decided(a, b):
                return ()
            if self.met is None:
                self.met = meets(a, b, self.frame.owner)
            return self.met
        if isinstance(a, Round) and isinstance(b, Straight):
            a, b = b, a
        if isinstance(a, Straight):
            return (line_meets_line(a, b),) if isinstance(b, Straight) else line_meets_round(a, b)
        return round_meets_round(a, b)

    def setup(self, make: Maker) -> None:
        found = self.places()
        self.chosen = True
        if len(found) == 1:
            self.put(found[0])
        elif self.index is not None:
            self.put(found[self.index])
        elif of_graphs(self.first) or of_graphs(self.second):
            self.put(self._of_several(found, make))
        else:
            self.put(self._chosen(found, make))

    met: tuple[Point, ...] | None = None
    """where graphs meet, once it is known"""

    def _of_several(self, found: tuple[Point, ...], make: Maker) -> Point:
        """Of many places the one that `near=` or `other_than=` tells; else free on both curves: an `arrange` or the solver chooses."""
        to = self.near or self.other_than
        if found and to is not None and decided(to):

            def far(p: Point) -> float:
                return math.hypot(float(evaluate(p.x, {})) - float(evaluate(to.x, {})), float(evaluate(p.y, {})) - float(evaluate(to.y, {})))

            return min(found, key=far) if self.near is not None else max(found, key=far)
        self.open = True
        if found and not getattr(self, "name", ""):
            self.chosen = False
            return found[0]
        return make.point("", found[0] if found else None)

    def _chosen(self, found: tuple[Point, ...], make: Maker) -> Point:
        p, q = found
        if self.near is not None or self.other_than is not None:
            to = self.near or self.other_than
            v, w = p - to, q - to  # type: ignore[operator]
            choice = sign((w.dot(w) - v.dot(v)) * (1 if self.near is not None else -1))
        else:
            mine = [fits(p, x) for x in (self.first, self.second)]
            if all(m is None for m in mine):
                self.open = True
                if getattr(self, "name", ""):  # one name for two places: an `arrange` chooses, or the solver tells them apart
                    return make.point("")
                self.chosen = False
                return p
            choice = sign(_least([m for m in mine if m is not None]))
        return q.toward(p, (1 + choice) * HALF)

    open = False
    """True: two places fit and nothing chose: both are its results, or its rules and an `arrange` choose."""
    chosen = True
    """False where the checker must ask which of the results is meant."""

    def rules(self) -> Iterator[Relation]:
        if self.open and self.chosen:
            yield relate("On", self.at, self.first)
            yield relate("On", self.at, self.second)

    def claims(self) -> Iterator[Relation]:
        for p in (self.at,) if self.chosen else self.places():
            yield relate("On", p, self.first)
            yield relate("On", p, self.second)


def _least(xs: list[Num]) -> Num:
    return xs[0] if len(xs) == 1 else minimum(*xs)


def fits(p: Point, curve: Any) -> Num | None:
    """Not negative if p, on the curve's line or circle, lies within its ends; None if it has no ends."""
    if isinstance(curve, Straight):
        d = curve.vector
        s, e = (p - curve.start).dot(d), (curve.end - p).dot(d)
        slack = d.dot(d) * Fraction(1, 10**9)
        if curve.before and curve.after:
            return None
        return s + slack if curve.after else e + slack if curve.before else _least([s + slack, e + slack])
    if isinstance(curve, Round) and curve.sweep is not None:
        start, end = curve.at(0), curve.at(1)
        return sign(curve.sweep) * (p - start).cross(end - start) + curve.radius * curve.radius * Fraction(1, 10**9)
    return None
