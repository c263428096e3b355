"""Fields over the plane of axes: slopes, vectors, level lines."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import Element, Formula, Ink, Label, Look, OnPath, Point, Shape, Spot, anchor, count, data, evaluate, formula
from .axes_data import values_of
from .axes_scale import nice_step, number_words
from .axes_trace import XY, level_lines
from .draw import look_of

__all__ = ["Contour", "SlopeField", "VectorField"]


class _Field(Element):
    kind = ""
    family = "mark"
    lives_in: ClassVar[str] = "axes"

    @property
    def axes(self) -> Any:
        return self.frame.owner

    def function(self, f: Formula) -> Any:
        axis = self.axes.axis
        return f.function((axis["x"].var, axis["y"].var))

    @anchor
    def center(self) -> Point:
        """The middle of the window."""
        w = self.axes.window
        return Point((w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2)

    def spot(self, slot: str) -> Spot | Ink | None:
        return None

    def nodes(self, n: int) -> Iterator[XY]:
        """Places of a grid with about n of them across, the same distance apart both ways."""
        w = self.axes.window
        step = w.width / n
        rows = max(2, round(w.height / step))
        for i in range(n):
            for j in range(rows):
                yield w.x0 + (i + 0.5) * step / w.kx, w.y0 + (j + 0.5) * w.height / rows / w.ky

    def hints_x(self, axes: Any) -> Iterator[float]:
        return iter(())

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        return iter(())


class SlopeField(_Field):
    """Short strokes with the slope that a differential equation dy/dx = f(x, y) asks for.

    ```figure
    axes(x=-3..3, y=-3..3) { slope_field(x - y) }
    ```
    """

    slope: Any = formula("x", "y", positional=True, help="dy/dx as a formula in x and y")
    n: int = count(17, at_least=3, at_most=60, help="strokes across")

    def draw(self) -> Iterator[Ink]:
        f, w = self.function(self.slope), self.axes.window
        half = 0.36 * w.width / self.n
        points: list[Point] = []
        for x, y in self.nodes(self.n):
            k = f(x, y)
            if math.isnan(k):
                continue
            dx, dy = (1.0, k * w.ky / w.kx) if math.isfinite(k) else (0.0, 1.0)
            d = math.hypot(dx, dy)
            ux, uy = dx / d * half / w.kx, dy / d * half / w.ky
            points += [Point(x - ux, y - uy), Point(x + ux, y + uy)]
        if points:
            yield Shape("ML" * (len(points) // 2), tuple(points), look_of(self, color="muted", weight="thin", layer="background"), obstacle=False)


class VectorField(_Field):
    """Arrows of a field with the components u and v; the longest fills its cell.

    ```figure
    axes(x=-3..3, y=-3..3) { vector_field(-y, x) }
    ```
    """

    u: Any = formula("x", "y", positional=True, help="component along x")
    v: Any = formula("x", "y", positional=True, help="component along y")
    n: int = count(11, at_least=3, at_most=40, help="arrows across")

    def draw(self) -> Iterator[Ink]:
        u, v, w = self.function(self.u), self.function(self.v), self.axes.window
        found = []
        for x, y in self.nodes(self.n):
            a, b = u(x, y), v(x, y)
            if math.isfinite(a) and math.isfinite(b):
                found.append((x, y, a * w.kx, b * w.ky))
        most = max((math.hypot(a, b) for _, _, a, b in found), default=0.0)
        if not most:
            return
        reach = 0.92 * w.width / self.n
        lines: list[Point] = []
        tips: list[Point] = []
        for x, y, a, b in found:
            size = math.hypot(a, b) / most
            if size < 0.02:
                continue
            k = reach * max(size, 0.25) / (size * most)
            shafts, heads = self._arrow(x, y, a * k / 2, b * k / 2, w)
            lines += shafts
            tips += heads
        look = look_of(self, color="muted", weight="thin", layer="background")
        yield Shape("ML" * (len(lines) // 2), tuple(lines), look, obstacle=False)
        yield Shape("MLLZ" * (len(tips) // 3), tuple(tips), Look(color="none", fill=look.color, layer="background"), obstacle=False)

    @staticmethod
    def _arrow(x: float, y: float, a: float, b: float, w: Any) -> tuple[list[Point], list[Point]]:
        """Shaft and head of an arrow about a place; a, b: half of it in mm. Background that labels may lie on."""
        n = math.hypot(a, b)
        ux, uy = a / n, b / n
        size = min(1.5, 1.1 * n)

        def at(along: float, aside: float) -> Point:
            return Point(x + (along * ux - aside * uy) / w.kx, y + (along * uy + aside * ux) / w.ky)

        return [at(-n, 0.0), at(n - 0.8 * size, 0.0)], [at(n, 0.0), at(n - size, 0.36 * size), at(n - size, -0.36 * size)]


class Contour(_Field):
    """Level lines of a function of two variables, with their heights.

    ```figure
    axes(x=-3..3, y=-3..3) { contour(x^2 + 2*y^2, levels=[1, 4, 9]) }
    ```
    """

    f: Any = formula("x", "y", positional=True, help="a formula in x and y")
    levels: Any = data(None, help="the heights; without them six nice ones")
    n: int = count(6, at_least=1, at_most=60, help="how many, where no heights are given")

    def heights(self) -> list[tuple[float, Any]]:
        given = values_of(self.levels)
        if given:
            return [(float(evaluate(v.n, {})), v.words) for v in given]
        f, w = self.function(self.f), self.axes.window
        found = sorted(v for i in range(13) for j in range(13) for v in (f(w.x0 + (w.x1 - w.x0) * i / 12, w.y0 + (w.y1 - w.y0) * j / 12),) if math.isfinite(v))
        if not found:
            return []
        low, high = found[len(found) // 50], found[-1 - len(found) // 12]
        step = nice_step(high - low, self.n)
        first = math.ceil(low / step + 1e-9)
        return [(k * step, number_words(k * step, step)) for k in range(first, first + 40) if k * step < high]

    def draw(self) -> Iterator[Ink]:
        f, w = self.function(self.f), self.axes.window
        for level, words in self.heights():
            lines = level_lines(f, w, level)
            for line in lines:
                yield Shape("M" + "L" * (len(line) - 1), tuple(Point(*p) for p in line), look_of(self, weight="thin", layer="line"))
            longest = max(lines, key=len, default=None)
            if longest is not None and len(longest) > 3 and words:
                yield Label(words, OnPath(tuple(Point(*p) for p in longest), best=0.13), role="value", size=0.85)
