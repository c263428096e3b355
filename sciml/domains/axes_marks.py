"""Marks in axes: rectangles cut into cells, arrows that show how a curve shifts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from ..author import (
    Arrow,
    Diagnostic,
    Dot,
    Element,
    Ink,
    Inside,
    Look,
    OnPath,
    Point,
    Shape,
    Span2,
    Spot,
    Vector,
    Words,
    anchor,
    count,
    evaluate,
    formula,
    part,
    word,
)
from .axes_calculus import NotAGraph
from .axes_enclosed import boundary_lines
from .axes_frame import value_words
from .axes_scale import Axis
from .axes_trace import XY
from .draw import look_of

__all__ = ["Partition", "ShiftArrow"]


class Partition(Element):
    """A rectangle cut into m by n cells, with sample places in their corners or middles.

    ```figure
    axes(x=0..2, y=0..6) { partition(x=0..2, y=0..6, m=2, n=3, sample=lower_left) }
    ```
    """

    family = "region"
    x: Any = formula(help="from where to where")
    y: Any = formula(help="from where to where; without it only the x-axis is cut")
    m: int = count(2, at_least=1, at_most=200, positional=True, help="parts along x")
    n: int = count(1, at_least=1, at_most=200, positional=True, help="parts along y")
    sample: str | None = word("lower_left", "lower_right", "upper_left", "upper_right", "mid", help="dots at the sample places")

    lives_in: ClassVar[str] = "axes"

    @property
    def wants_border(self) -> bool:
        """Axes that would run through it would hide the lines of its cells, and these the numbers: they stand at the edges."""
        a, b, c, d = self._box()
        return a < 0 < b or c < 0 < d

    def misuse(self) -> Iterator[Diagnostic]:
        if not isinstance(self.x, Span2):
            yield NotAGraph(self.span, self.kind)

    def _box(self) -> tuple[float, float, float, float]:
        y = self.y if isinstance(self.y, Span2) else None
        a, b = (float(evaluate(n, {})) for n in (self.x.low.n, self.x.high.n))
        c, d = (float(evaluate(n, {})) for n in (y.low.n, y.high.n)) if y is not None else (0.0, 0.0)
        return a, b, c, d

    @property
    def outline(self) -> tuple[Point, ...]:
        a, b, c, d = self._box()
        return Point(a, c), Point(b, c), Point(b, d), Point(a, d)

    @anchor
    def center(self) -> Point:
        """The middle of the rectangle."""
        a, b, c, d = self._box()
        return Point((a + b) / 2, (c + d) / 2)

    def spot(self, slot: str) -> Spot | Ink | None:
        return Inside(self.outline, self.center)

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        span = self.x if slot == "x" else self.y
        if isinstance(span, Span2):
            for v in (span.low, span.high):
                yield float(evaluate(v.n, {})), value_words(v, axis.unit)

    def hints_x(self, axes: Any) -> Iterator[float]:
        yield from self._box()[:2]

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield from self._box()[2:]

    def draw(self) -> Iterator[Ink]:
        a, b, c, d = self._box()
        w = self.frame.owner.window
        tall = d > c
        low, high = (c, d) if tall else (-1.0 / w.ky, 1.0 / w.ky)
        points: list[Point] = []
        for i in range(self.m + 1):
            x = a + (b - a) * i / self.m
            points += [Point(x, low), Point(x, high)]
        for j in range(self.n + 1 if tall else 0):
            y = c + (d - c) * j / self.n
            points += [Point(a, y), Point(b, y)]
        if tall:
            yield Shape("MLLLZ", self.outline, Look(color="none", layer="background", fill=self.style.fill or "light", hatch=self.style.hatch), obstacle=False)
        yield Shape("ML" * (len(points) // 2), tuple(points), look_of(self, weight="thin", layer="line", fill=None))
        if self.sample and tall:
            fx, fy = {"lower_left": (0.0, 0.0), "lower_right": (1.0, 0.0), "upper_left": (0.0, 1.0), "upper_right": (1.0, 1.0)}.get(self.sample, (0.5, 0.5))
            for i in range(self.m):
                for j in range(self.n):
                    yield Dot(Point(a + (b - a) * (i + fx) / self.m, c + (d - c) * (j + fy) / self.n), 1.8)


class ShiftArrow(Element):
    """Arrows from a curve to where it moves: in a direction, or to another curve.

    ```figure
    axes(x_title="Quantity", y_title="Price") {
      s = curve(slope=up, label="S")
      shift_arrow(s, right)
    }
    ```
    """

    family = "mark"
    any_axes = True
    of: Any = part("curve", help="the curve that moves")
    to: Any = part("curve|direction", help="a direction, or the curve that it becomes")
    count_of: ClassVar[tuple[float, ...]] = (0.2, 0.8)

    lives_in: ClassVar[str] = "axes"

    def _pairs(self) -> list[tuple[Point, Point]]:
        axes = self.frame.owner
        w = axes.window
        lines = boundary_lines(self.of, axes)
        if not lines:
            return []
        line = max(lines, key=len)
        places = [_place_along(line, at, w) for at in self.count_of]
        if isinstance(self.to, Vector):
            n = math.hypot(self.to.x, self.to.y) or 1.0
            ux, uy = self.to.x / n, self.to.y / n
            return [(Point(x + 1.2 * ux / w.kx, y + 1.2 * uy / w.ky), Point(x + 9 * ux / w.kx, y + 9 * uy / w.ky)) for x, y in places]
        return _shift(line, boundary_lines(self.to, axes), places, w)

    @anchor
    def center(self) -> Point:
        """The middle of its first arrow."""
        pairs = self._pairs()
        return pairs[0][0].toward(pairs[0][1], 0.5) if pairs else Point(0.0, 0.0)

    def spot(self, slot: str) -> Spot | Ink | None:
        pairs = self._pairs()
        return OnPath(pairs[-1], best=0.5) if pairs else None

    def draw(self) -> Iterator[Ink]:
        for a, b in self._pairs():
            yield Arrow(a, b, role="shift", look=look_of(self, weight="normal", layer="mark"))

    schematic = True

    def hints_x(self, axes: Any) -> Iterator[float]:
        return iter(())

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        return iter(())


def _shift(line: list[XY], targets: list[list[XY]], places: list[XY], w: Any) -> list[tuple[Point, Point]]:
    """Arrows from these places of a line to another one, all in one direction: along the step that carries the line over, if one does; else level or
    upright, whichever meets the other line from more places, and with lengths more alike."""
    carried = _step(line, max(targets, key=len), w) if targets else None
    if carried is not None:
        return _clear([(x, y, x + carried[0], y + carried[1]) for x, y in places], w)
    best: list[tuple[float, float, float, float]] = []
    least = math.inf
    for level in (True, False):
        ways = [(x, y, *to) for x, y in places if (to := _across(targets, (x, y), level)) is not None]
        sizes = [math.hypot((bx - ax) * w.kx, (by - ay) * w.ky) for ax, ay, bx, by in ways]
        unlike = max(sizes) - min(sizes) if sizes else math.inf
        if (len(ways), -unlike) > (len(best), 0.5 - least):  # level unless upright is clearly better
            best, least = ways, unlike
    return _clear(best, w)


def _step(line: list[XY], other: list[XY], w: Any) -> XY | None:
    """The one step that carries a line over to another, if there is one: from end to end, or from a lowest, highest, leftmost or rightmost place."""
    marks: tuple[Callable[[list[XY]], XY], ...] = (lambda q: q[0], lambda q: q[-1], *(partial(_extreme, key) for key in range(4)))
    for mark in marks:
        (ax, ay), (bx, by) = mark(line), mark(other)
        x, y = bx - ax, by - ay
        if math.hypot(x * w.kx, y * w.ky) > 2.4 and _carries((x, y), line, other, w):
            return x, y
    return None


def _extreme(key: int, line: list[XY]) -> XY:
    """The lowest, highest, leftmost or rightmost place."""
    return (min, max, min, max)[key](line, key=lambda p: p[0 if key > 1 else 1])


def _carries(step: XY, line: list[XY], other: list[XY], w: Any) -> bool:
    """Does a step carry the line over to the other, as far as that one is drawn?"""
    left, right = min(p[0] for p in other), max(p[0] for p in other)
    low, high = min(p[1] for p in other), max(p[1] for p in other)
    inside = 0
    for k in range(25):
        x, y = _place_along(line, k / 24, w)
        x, y = x + step[0], y + step[1]
        if left <= x <= right and low <= y <= high:
            inside += 1
            if not any(_gap((x, y), a, b, w) <= 0.4 for a, b in itertools.pairwise(other)):
                return False
    return inside > 12


def _gap(at: XY, a: XY, b: XY, w: Any) -> float:
    """How far a place is from a straight piece, in page millimetres."""
    ux, uy = (b[0] - a[0]) * w.kx, (b[1] - a[1]) * w.ky
    px, py = (at[0] - a[0]) * w.kx, (at[1] - a[1]) * w.ky
    t = min(1.0, max(0.0, (px * ux + py * uy) / ((ux * ux + uy * uy) or 1.0)))
    return math.hypot(px - t * ux, py - t * uy)


def _across(targets: list[list[XY]], at: XY, level: bool) -> XY | None:
    """Where a level or an upright line through a place meets the others, nearest to it."""
    along, across = (0, 1) if level else (1, 0)
    best: XY | None = None
    for target in targets:
        for a, b in itertools.pairwise(target):
            low, high = a[across] - at[across], b[across] - at[across]
            if low * high > 0 or low == high:
                continue
            met = a[along] + (b[along] - a[along]) * low / (low - high)
            if best is None or abs(met - at[along]) < abs(best[along] - at[along]):
                best = (met, at[1]) if level else (at[0], met)
    return best


def _clear(ways: list[tuple[float, float, float, float]], w: Any) -> list[tuple[Point, Point]]:
    """Arrows that keep off both lines; what is too short for one is left out."""
    out = []
    for ax, ay, bx, by in ways:
        d = math.hypot((bx - ax) * w.kx, (by - ay) * w.ky)
        if d > 2.4:
            sx, sy = 1.2 * (bx - ax) / d, 1.2 * (by - ay) / d
            out.append((Point(ax + sx, ay + sy), Point(bx - sx, by - sy)))
    return out


def _place_along(line: list[XY], at: float, w: Any) -> XY:
    """The place at a fraction of the length on the page."""
    lengths = [0.0]
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        lengths.append(lengths[-1] + math.hypot((bx - ax) * w.kx, (by - ay) * w.ky))
    want = at * lengths[-1]
    for i in range(1, len(line)):
        if lengths[i] >= want:
            t = (want - lengths[i - 1]) / ((lengths[i] - lengths[i - 1]) or 1.0)
            (ax, ay), (bx, by) = line[i - 1], line[i]
            return ax + t * (bx - ax), ay + t * (by - ay)
    return line[-1]
