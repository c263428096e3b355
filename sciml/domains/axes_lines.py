"""Axes of one dimension, and polar axes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    Along,
    Arrow,
    Beside,
    Diagnostic,
    Dot,
    Element,
    Fixed,
    Inequality,
    Ink,
    Label,
    Look,
    Num,
    Point,
    Run,
    Shape,
    Span2,
    Spot,
    Value,
    Vector,
    Words,
    anchor,
    cos,
    data,
    evaluate,
    identifier,
    number,
    relations,
    sin,
    span_of,
    text,
    truth,
    word,
)
from .axes import AxesFamily
from .axes_frame import Board, value_words
from .axes_scale import Axis, Window, nice_step, number_words, padded, pi_words, unit_words

__all__ = ["Interval", "NoInterval", "NumberLine", "PolarAxes"]


class NumberLine(AxesFamily):
    """A line of numbers with points and intervals on it.

    ```figure
    number_line(x=-3..5) {
      interval(-1..2, ends=left_open)
      P = point(4)
    }
    ```
    """

    axis_slots: ClassVar[tuple[str, ...]] = ("x",)
    x: Span2 | None = span_of(positional=True, help="from where to where")
    x_title: Words | None = text(help="what stands at its end instead of the name")
    x_step: Value | None = number(prints=False, help="from tick to tick")
    x_ticks: Any = data(None, help='exact ticks: values, or (value, "text"); none')
    ticks: Any = data(None, help="the same")
    arrows: bool = truth(True, help="arrows at its ends")
    children: tuple[Element, ...] = ()
    origin = None
    border = None
    grid = False

    WIDTH = 84.0

    def quiet(self) -> bool:
        return False

    def place(self, x: Value | None, y: Value | None) -> Point | None:
        if x is None:
            return None
        return Point(self.scaled("x", x), 0 if y is None else y.n)

    def at_value(self, n: Num) -> Point:
        """The place of a number on it."""
        return Point(n, 0)

    @property
    def surface(self) -> Any:
        from ..author import Straight

        low, high = self.ends("x") or (0.0, 1.0)
        return Straight(Point(low, 0), Point(high, 0), owner=self)

    def find_window(self) -> Window:
        xs = self.ends("x")
        if xs is None:
            found = [v for c in self.inside() for v in _reach(c) if math.isfinite(v)]
            low, high = (min(found), max(found)) if found else (-5.0, 5.0)
            xs = padded(low, high, 0.16)
        return Window(xs[0], xs[1], -1.0, 1.0, self.WIDTH, 20.0)

    @anchor
    def center(self) -> Point:
        """Its middle."""
        low, high = self.ends("x") or (0.0, 1.0)
        return Point((low + high) / 2, 0)

    def draw(self) -> Iterator[Ink]:
        w = self.window
        board = _Line(self)
        found, power = board.ticks("x")
        found = [t for t in found if w.x0 - 1e-9 * (w.x1 - w.x0) <= t.at <= w.x1 + 1e-9 * (w.x1 - w.x0)]
        look = Look(weight="thin", layer="line")
        a, b = Point(-4.0, 10.0), Point(w.width + 5.0, 10.0)
        if self.arrows:
            yield Arrow(a, b, role="axis", double=True, look=look)
        else:
            yield Shape("ML", (Point(0.0, 10.0), Point(w.width, 10.0)), look)
        points = [p for t in found for x in ((t.at - w.x0) * w.kx,) for p in (Point(x, 9.2), Point(x, 10.8))]
        if points:
            yield Shape("ML" * (len(points) // 2), tuple(points), look)
        for t in found:
            if t.words:
                yield Label(t.words, Fixed(Point((t.at - w.x0) * w.kx, 10.0), "below", 5.0), role="tick", size=0.9)
        words = self.x_title if self.x_title is not None else (identifier(self.axis["x"].name),) if self.axis["x"].name != "x" or self.axis["x"].unit else ()
        shown = unit_words(self.axis["x"].unit, power)
        if shown and self.x_title is None:
            words = (*words, Run(" ("), *shown, Run(")"))
        if words:
            yield Label(words, Fixed(Point(w.width + 5.0, 10.0), "left", 3.0), role="title")

    def describe(self) -> str:
        return "number line"


class _Line(Board):
    """The ticks of a number line, found as those of axes."""

    def __init__(self, axes: Any) -> None:
        self.axes, self.w, self.quiet, self.steps = axes, axes.window, False, {}


def _reach(c: Element) -> Iterator[float]:
    own = getattr(c, "reach", None)
    if own is not None:
        yield from own()
        return
    at = c.__dict__.get("at")
    if isinstance(at, Point):
        yield float(evaluate(at.x, {}))


class NoInterval(Diagnostic):
    """An interval is a range of numbers, or inequalities of one variable with numbers.

    ```wrong
    number_line(x=-3..5) { interval(ends=open) }
    ```
    ```right
    number_line(x=-3..5) { interval(-1..2, ends=open) }
    ```
    """

    code = "AXE210"
    says = "this interval has no ends"
    help = "interval(-1..2), interval(x > 3) or interval(-1 <= x, x < 2)"


class Interval(Element):
    """A stretch of a number line: `interval(-1..2, ends=left_open)`, or `interval(-1 < x, x <= 2)`, `interval(x > 3)`.

    ```figure
    number_line(x=-3..5) { interval(x > 1, label="$x>1$") }
    ```
    """

    container = "number_line"
    family = "line"
    over: Span2 | None = span_of(positional=True, help="from where to where")
    where: tuple[Inequality, ...] = relations("x", help="or inequalities: `x > 3`")
    ends: str = word("closed", "open", "left_open", "right_open", default="closed", help="which ends do not belong to it")
    level: Any = number(0, prints=False, help="how far above the line it is drawn, in steps")

    def misuse(self) -> Iterator[Diagnostic]:
        if self.over is None and not self.where:
            yield NoInterval(self.span)

    def bounds(self) -> tuple[float, float, bool, bool]:
        """low, high, and whether each end belongs to it; infinite where there is none."""
        axis = self.frame.owner.axis["x"]
        if isinstance(self.over, Span2):
            low, high = (float(evaluate(axis.base(v), {})) for v in (self.over.low, self.over.high))
            return low, high, self.ends not in ("open", "left_open"), self.ends not in ("open", "right_open")
        low, high, at_low, at_high = -math.inf, math.inf, False, False
        for i in self.where:
            left, right, op = i.left, i.right, i.op
            if not left.uses:
                left, right, op = right, left, {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op)
            n = float(right())
            if op in (">", ">=") and n >= low:
                low, at_low = n, op == ">="
            elif op in ("<", "<=") and n <= high:
                high, at_high = n, op == "<="
        return low, high, at_low, at_high

    def reach(self) -> Iterator[float]:
        low, high, _, _ = self.bounds()
        yield from (v for v in (low, high) if math.isfinite(v))
        if not math.isfinite(low) and math.isfinite(high):
            yield high - 6
            yield high + 2
        if not math.isfinite(high) and math.isfinite(low):
            yield low + 6
            yield low - 2

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        if isinstance(self.over, Span2):
            for v in (self.over.low, self.over.high):
                yield float(evaluate(axis.base(v), {})), value_words(v, axis.unit)
        for i in self.where:
            number = i.right if i.left.uses else i.left
            yield float(number()), number.words

    def _line(self) -> tuple[Point, Point, float]:
        w = self.frame.owner.window
        low, high, _, _ = self.bounds()
        level = float(evaluate(self.level.n, {})) if isinstance(self.level, Value) else 0.0
        y = level * (7.5 if level and any(child.kind == "interval" and child.style.label for child in self.frame.owner.children) else 4.0) / w.ky
        return Point(max(low, w.x0 - 1.5 / w.kx), y), Point(min(high, w.x1 + 1.5 / w.kx), y), level

    @anchor
    def center(self) -> Point:
        """Its middle."""
        a, b, _ = self._line()
        return a.toward(b, 0.5)

    def spot(self, slot: str) -> Spot | Ink | None:
        a, b, _ = self._line()
        return Along(a, b, 1)

    def draw(self) -> Iterator[Ink]:
        a, b, _ = self._line()
        low, high, at_low, at_high = self.bounds()
        look = Look(weight="heavy", layer="line", color=self.style.color or "ink")
        if math.isfinite(low) and math.isfinite(high):
            yield Shape("ML", (a, b), look, obstacle=True)
        else:
            tail, tip = (a, b) if math.isfinite(low) else (b, a)
            yield Arrow(tail, tip, role="interval", double=not (math.isfinite(low) or math.isfinite(high)), look=look)
        if math.isfinite(low):
            yield Dot(a, 2.2, not at_low)
        if math.isfinite(high):
            yield Dot(b, 2.2, not at_high)


# ---------------------------------------------------------------- polar


class PolarAxes(AxesFamily):
    """Polar coordinates: `curve(r=1+cos(theta))`, and points by distance and angle.

    ```figure
    polar_axes(r=0..2) {
      curve(r=1 + cos(theta))
      P = point(2, 0 deg)
    }
    ```
    """

    axis_slots: ClassVar[tuple[str, ...]] = ("r", "theta")
    r: Span2 | None = span_of(positional=True, help="from 0 to the outermost circle")
    theta: Span2 | None = span_of(help="a range of angles")
    r_step: Value | None = number(prints=False, help="from circle to circle")
    degrees: bool = truth(False, help="angles in degrees instead of multiples of pi")
    children: tuple[Element, ...] = ()
    RADIUS = 30.0

    def quiet(self) -> bool:
        return False

    def place(self, x: Value | None, y: Value | None) -> Point | None:
        if x is None or y is None:
            return None
        r = self.scaled("r", x)
        return Point(r * cos(y.n), r * sin(y.n))

    def free_variables(self) -> dict[str, tuple[Num, Any]]:
        from ..author import NUMBER

        a, b = self.axis["r"], self.axis["theta"]
        return {a.name: (a.var, a.dim), b.name: (b.var, NUMBER)}

    def find_window(self) -> Window:
        given = self.ends("r")
        if given is not None:
            most = given[1]
        else:
            found = [v for c in self.inside() for v in _far(c) if math.isfinite(v)]
            most = max(found, default=1.0) * 1.04 or 1.0
        return Window(-most, most, -most, most, 2 * self.RADIUS, 2 * self.RADIUS)

    @anchor
    def center(self) -> Point:
        """The pole."""
        return Point(0, 0)

    def draw(self) -> Iterator[Ink]:
        w = self.window
        most, k = w.x1, w.kx
        c = self.RADIUS
        step = float(evaluate(self.r_step.n, {})) if isinstance(self.r_step, Value) else nice_step(self.axis["r"].shown(most), 4.5)
        grid = Look(color="grid", weight="hair", layer="background")
        n = max(1, min(60, math.floor(self.axis["r"].shown(most) / step + 1e-9)))
        from .draw import arc_path

        for i in range(1, n + 1):
            ops, points = arc_path(Point(c, c), (self.axis["r"].back(i * step) * k, self.axis["r"].back(i * step) * k), 0.0, 2 * math.pi)
            yield Shape(ops + "Z", points, grid, obstacle=False)
        edge = min(c, self.axis["r"].back(n * step) * k)
        rays = [p for j in range(12) for a in (j * math.pi / 6,) for p in (Point(c, c), Point(c + edge * math.cos(a), c + edge * math.sin(a)))]
        yield Shape("ML" * 12, tuple(rays), grid, obstacle=False)
        yield Arrow(Point(c, c), Point(2 * c + 4.0, c), role="axis", look=Look(weight="thin", layer="line"))
        for j in range(1, 12):
            a = j * math.pi / 6
            words = self._angle(j)
            yield Label(words, Beside(Point(c + edge * math.cos(a), c + edge * math.sin(a)), Vector(math.cos(a), math.sin(a)), 3.0), role="tick", size=0.85)
        for i in range(1, n + 1):
            words = number_words(i * step, step)
            yield Label(words, Fixed(Point(c + self.axis["r"].back(i * step) * k, c), "below", 2.5), role="tick", size=0.8)
        name = (identifier(self.axis["r"].name),)
        shown = unit_words(self.axis["r"].unit, 0)
        yield Label((*name, Run(" ("), *shown, Run(")")) if shown else name, Fixed(Point(2 * c + 4.0, c), "left", 3.0), role="title")

    def _angle(self, j: int) -> Words:
        from fractions import Fraction

        if self.degrees or (isinstance(self.theta, Span2) and self.theta.high.unit is not None):
            return (Run(f"{30 * j}°"),)
        return pi_words(Fraction(j, 6))

    def describe(self) -> str:
        return "polar axes"


def _far(c: Element) -> Iterator[float]:
    """How far from the pole a thing reaches."""
    from .axes_frame import places_of
    from .axes_graph import Graph

    curve = getattr(c, "curve", None)
    if isinstance(curve, Graph) and curve.form == "xy":
        f, g = curve.function(0), curve.function(1)
        low, high = (float(evaluate(n, {})) for n in curve.ends())
        yield from (math.hypot(f(low + (high - low) * i / 96), g(low + (high - low) * i / 96)) for i in range(97))
        return
    for p in places_of(c):
        yield math.hypot(float(evaluate(p.x, {})), float(evaluate(p.y, {})))
