"""Curves in axes: graphs, parametric and polar curves, curves through points, implicit curves, tangents, asymptotes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    PI,
    WARNING,
    Diagnostic,
    Element,
    Formula,
    Ink,
    Look,
    Maker,
    Num,
    OnPath,
    Parameter,
    Point,
    Run,
    Shape,
    Span2,
    Spot,
    Straight,
    Track,
    Value,
    Words,
    anchor,
    cos,
    evaluate,
    formula,
    parts,
    postorder,
    sin,
    truth,
    word,
)
from .axes_graph import Graph, line_of
from .axes_scale import MINUS, Axis, Window
from .axes_trace import MOST, XY, clipped, graph_lines, parametric_lines, poles, roots
from .draw import look_of
from .draw_curves import catmull, turning

__all__ = ["Curve", "CurveFamily", "OutOfSight", "TooManySamples", "WhatCurve"]

Lines = list[list[XY]]
_PIECES = 48
_ARCS: dict[str, tuple[XY, XY, XY]] = {
    "down": ((0.9, 8.9), (3.2, 3.3), (8.6, 2.1)),
    "up": ((0.9, 2.1), (6.3, 3.3), (8.6, 8.9)),
    "hill": ((0.6, 0.6), (4.8, 16.0), (9.0, 0.6)),
    "valley": ((0.8, 8.6), (4.9, -6.0), (9.0, 8.6)),
}
"""curves without numbers, in a window of 10 by 10: parabolas by where they start, where the tangents at their ends meet, where they end"""


class WhatCurve(Diagnostic):
    """A curve is given by one equation, by two with a parameter, by points, or by its slope.

    ```wrong
    axes(x=0..4, y=0..4) { curve(x=0..2) }
    ```
    ```right
    axes(x=0..4, y=0..4) { curve(y=x^2, x=0..2) }
    ```
    """

    code = "AXE205"
    says = "this curve has no equation and no points"
    help = "curve(y=x^2), curve(x=cos(t), y=sin(t), t=0..2*pi), curve(A, B, C) or curve(slope=down)"


class OutOfSight(Diagnostic):
    """A curve passes through the window of its axes.

    ```wrong
    # warning: [AXE401]
    axes(x=0..4, y=0..4) { curve(y=x^2 + 9) }
    ```
    ```right
    axes(x=0..4, y=0..30) { curve(y=x^2 + 9) }
    ```
    """

    code = "AXE401"
    severity = WARNING
    says = "nothing of {name} lies in the window"
    help = "widen the ranges of the axes, or leave them out"
    name: str


class TooManySamples(Diagnostic):
    """All curves of one pair of axes together take two million samples at most."""

    code = "AXE402"
    says = "the curves in these axes take more than 2 000 000 samples"
    help = "draw fewer of them, or give each a shorter range"


_LATE = (0.93, 0.85, 0.75, 0.97, 0.65, 0.5, 0.07, 0.15, 0.35, 0.25)
_MIDDLE = (0.5, 0.45, 0.55, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75, 0.85)
"""fractions along a curve where its label may stand, the best first"""


class CurveFamily(Element):
    """Anything drawn as a line in axes. `strokes(axes)`: its chains in data coordinates, inside the window (on an evaluated copy)."""

    kind = ""
    family = "curve"
    weight: ClassVar[str] = "bold"
    _strokes: Lines | None = None

    lives_in: ClassVar[str] = "axes"

    @property
    def axes(self) -> Any:
        return self.frame.owner

    def strokes(self, axes: Any) -> Lines:
        if self._strokes is None:
            known, key = getattr(self.__dict__.get("curve"), "known", {}), axes.window.key
            found = known.get(key)
            if found is None:
                spent = axes.spent
                found = known[key] = self.trace(axes) if spent[0] < MOST else []
            self._strokes = found
        return self._strokes

    def inspect(self) -> Iterator[Diagnostic]:
        axes = self.axes
        if not self.strokes(axes):
            yield TooManySamples(self.span) if axes.spent[0] >= MOST else OutOfSight(self.span, self.name or f"this {self.kind.replace('_', ' ')}")

    def evaluated(self, values: Any, done: dict[int, Any]) -> Any:
        copy = super().evaluated(values, done)
        copy.__dict__.setdefault("_strokes", None)
        return copy

    def trace(self, axes: Any) -> Lines:
        return []

    def spot(self, slot: str) -> Spot | Ink | None:
        lines = self.strokes(self.axes)
        if not lines:
            return None
        longest = max(lines, key=len)
        best = self._lonely(longest, _MIDDLE if slot == "label" and self.has_ends else _LATE)
        return OnPath(tuple([Point(x, y) for x, y in longest]), best=best, off=self._areas())

    def _areas(self) -> tuple[Point, ...]:
        """The outlines of all areas with a label of their own, as one: it goes there and back between them."""
        areas = [e.outline for e in self.axes.children if e.kind in ("region", "area_under") and e.drawn and e.style.label is not None and e is not self]
        areas = [area for area in areas if len(area) > 2]
        return areas[0] if len(areas) == 1 else tuple([p for area in areas for p in (areas[0][0], *area, area[0], areas[0][0])])

    @property
    def has_ends(self) -> bool:
        """Is it a way from here to there, and not a graph that goes on?"""
        return False

    def _lonely(self, line: list[XY], places: tuple[float, ...]) -> float:
        """Where along it a label is far from all other curves, best at the first of these places."""
        axes = self.axes
        w = axes.window
        others = [
            ((x - w.x0) * w.kx, (y - w.y0) * w.ky)
            for c in axes.children
            if c is not self and c.drawn and isinstance(c, CurveFamily)
            for part in c.strokes(axes)
            for x, y in part[:: max(1, len(part) // 40)]
        ]
        best, found = -1.0, 0.85
        for rank, at in enumerate(places):
            if best >= 12.0 - 0.6 * rank:  # nowhere is better than that
                break
            x, y = line[round(at * (len(line) - 1))]
            px, py = (x - w.x0) * w.kx, (y - w.y0) * w.ky
            room = min([math.hypot(px - a, py - b) for a, b in others], default=12.0)
            score = min(room, 12.0) - 0.6 * rank
            if score > best:
                best, found = score, at
        return found

    @anchor
    def center(self) -> Point:
        """Half way along what is drawn."""
        lines = self.strokes(self.axes)
        if not lines:
            return Point(0.0, 0.0)
        line = max(lines, key=len)
        x, y = line[len(line) // 2]
        return Point(x, y)

    def draw(self) -> Iterator[Ink]:
        lines = self.strokes(self.axes)
        if not lines:
            return
        ops = "".join("M" + "L" * (len(line) - 1) for line in lines)
        points = tuple([Point(x, y) for line in lines for x, y in line])
        yield Shape(ops, points, look_of(self, weight=self.weight, layer="line"))


def arrows_on(lines: Lines, fractions: tuple[float, ...], axes: Any, look: Any) -> Iterator[Ink]:
    """Small heads that show which way a curve runs."""
    w = axes.window
    for line in lines:
        lengths = [0.0]
        for (ax, ay), (bx, by) in itertools.pairwise(line):
            lengths.append(lengths[-1] + math.hypot((bx - ax) * w.kx, (by - ay) * w.ky))
        whole = lengths[-1]
        if whole < 4:
            continue
        for part in fractions:
            tip, tail = _along(line, lengths, part * whole + 1.2), _along(line, lengths, part * whole - 1.2)
            ux, uy = (tip.x - tail.x) * w.kx, (tip.y - tail.y) * w.ky
            n = math.hypot(ux, uy) or 1.0
            ux, uy = ux / n, uy / n
            corners = [Point(tip.x + (-2.4 * ux - side * 0.85 * uy) / w.kx, tip.y + (-2.4 * uy + side * 0.85 * ux) / w.ky) for side in (1, -1)]
            back = Point(tip.x - 1.9 * ux / w.kx, tip.y - 1.9 * uy / w.ky)
            yield Shape("MLLLZ", (tip, corners[0], back, corners[1]), Look(color="none", fill=look.color, layer="line"))


def _along(line: list[XY], lengths: list[float], at: float) -> Point:
    at = min(max(at, 0.0), lengths[-1])
    for i in range(1, len(line)):
        if lengths[i] >= at:
            t = (at - lengths[i - 1]) / ((lengths[i] - lengths[i - 1]) or 1.0)
            (ax, ay), (bx, by) = line[i - 1], line[i]
            return Point(ax + t * (bx - ax), ay + t * (by - ay))
    return Point(*line[-1])


class Curve(CurveFamily):
    """A curve in axes: `y=x^2`, `x=y^2`, `r=1+cos(theta)`, `x=cos(t), y=sin(t), t=0..2*pi`, through points (it turns only at these), or only by the way it
    slopes. `x=0..2` beside the equation says where it begins and ends. `point(on=c, at=3)` is where x = 3 (of x = f(y), where y = 3); on a curve
    through points or by a parameter `at=` is the fraction of the way.

    ```figure
    axes(x=-1..3, y=-1..4) {
      c = curve(y=x^2)
      curve(x=2*cos(t), y=sin(t), t=0..pi)
    }
    ```
    """

    takes_parameter: ClassVar[bool] = True
    any_axes: ClassVar[bool] = True
    prints_equation = True
    x: Any = formula("t", help="abscissa by a parameter, or as x = f(y); or a range")
    y: Any = formula("t", positional=True, help="y = f(x), or by a parameter; or a range")
    r: Any = formula("theta", help="distance from the origin, r = f(theta)")
    theta: Any = formula("t", help="a range of angles")
    through: tuple[Point, ...] = parts("point", (), at_least=0, rest=True, help="points that it goes through, in order")
    shape: str | None = word("smooth", "straight", "cosine", help="between its points: smooth, straight, or half waves of a cosine")
    slope: str | None = word("up", "down", "flat", "vertical", "hill", "valley", help="a curve without numbers, as in economics")
    closed: bool = truth(False, help="back to its first point")
    arrows: bool = truth(False, help="small heads show which way it runs")
    ends: str | None = word("closed", "open", "left_open", "right_open", help="dots at the ends of its range, hollow where it does not reach them")
    parameter: Parameter | None = None
    schematic = False

    def misuse(self) -> Iterator[Diagnostic]:
        has = any(isinstance(v, Formula) for v in (self.x, self.y, self.r, self.theta)) or self.through or self.slope
        flat = {"x", "y"} <= self.axes.axis.keys()
        if not has or (not flat and not isinstance(self.r, Formula) and not isinstance(self.theta, Formula) and not self.through):
            yield WhatCurve(self.span)

    def setup(self, make: Maker) -> None:
        self.order = 0
        if self.slope:
            self.schematic = True
            self.order = sum(isinstance(e, Curve) and e.slope == self.slope for e in self.frame.elements)
        self.curve: Any = self._geometry()

    @property
    def has_ends(self) -> bool:
        parametric = isinstance(self.x, Formula) and isinstance(self.y, Formula)
        return not self.closed and (self.arrows or parametric or (bool(self.through) and (self.shape == "straight" or len(self.through) == 2)))

    # ------------------------------------------------------------ geometry

    def _geometry(self) -> Any:
        """Straight, Round, Track or Graph."""
        name = self.name
        axes = self.axes
        if self.slope or self.through:
            return Track(self._chain(), self.closed, name=name, owner=self)
        x, y = axes.axis.get("x"), axes.axis.get("y")
        if isinstance(self.r, Formula):
            angle = self.r.free.get("theta") or next(iter(self.r.free.values()))
            if axes.axis.get("theta") is not None:
                angle = axes.axis["theta"].var
            low, high = self._range(self.theta, 0, 2 * PI)
            return Graph("xy", self.r.expr * cos(angle), self.r.expr * sin(angle), (angle,), low, high, self, axes, name)
        if isinstance(self.theta, Formula) and not isinstance(self.y, Formula) and not isinstance(self.x, Formula):
            return Straight(Point(0, 0), Point(cos(self.theta.expr), sin(self.theta.expr)), True, True, name=name, owner=self)
        if isinstance(self.x, Formula) and isinstance(self.y, Formula):
            var, low, high = self._running()
            return Graph("xy", x.place(self.x.expr), y.place(self.y.expr), (var,), low, high, self, axes, name)
        if isinstance(self.y, Formula):
            low, high = self._range(self.x, None, None)
            place = y.place(self.y.expr)
            return line_of("y", place, x.var, low, high, self, name) or Graph("y", place, 0, (x.var,), low, high, self, axes, name)
        low, high = self._range(self.y, None, None)
        place = x.place(self.x.expr)
        return line_of("x", place, y.var, low, high, self, name) or Graph("x", place, 0, (y.var,), low, high, self, axes, name)

    @staticmethod
    def _range(span: Any, low: Num | None, high: Num | None) -> tuple[Num | None, Num | None]:
        return (span.low.n, span.high.n) if isinstance(span, Span2) else (low, high)

    def _running(self) -> tuple[Any, Num, Num]:
        """The parameter and its ends."""
        if self.parameter is not None:
            return self.parameter.var, self.parameter.span.low.n, self.parameter.span.high.n
        var = self.x.free.get("t")
        if var is None:
            known = set(self.axes.axis)
            var = next((v for n, v in self.x.free.items() if n not in known), next(iter(self.x.free.values())))
        turns = any(n.op in ("sin", "cos") for n in postorder(self.x.expr, self.y.expr))
        return var, 0, 2 * PI if turns else 1

    def _chain(self) -> tuple[Point, ...]:
        if self.slope:
            return self._economic()
        points = tuple(self.through)
        shape = self.shape or ("smooth" if len(points) > 2 else "straight")
        if shape == "straight" or len(points) < 2:
            return points
        out = [points[0]]
        if shape == "cosine":
            for p, q in itertools.pairwise(points):
                for i in range(1, 25):
                    t = i / 24
                    out.append(Point(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * ((1 - math.cos(math.pi * t)) / 2)) if i < 24 else q)
            return tuple(out)
        for a, b, c in (None if self.closed else turning(points)) or catmull(points, self.closed):
            p = out[-1]
            for i in range(1, 17):
                t = i / 16
                s = 1 - t
                k0, k1, k2, k3 = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
                out.append(Point(k0 * p.x + k1 * a.x + k2 * b.x + k3 * c.x, k0 * p.y + k1 * a.y + k2 * b.y + k3 * c.y) if i < 16 else c)
        return tuple(out[:-1] if self.closed else out)

    def _economic(self) -> tuple[Point, ...]:
        """A curve without numbers, in a window of 10 by 10; the second of a kind lies to the right of the first."""
        move = 2.2 * self.order
        slope = self.slope or "flat"
        if slope in ("flat", "vertical"):
            ends = ((0.6, 5.0 + move), (9.2, 5.0 + move)) if slope == "flat" else ((5.0 + move, 0.6), (5.0 + move, 9.0))
            return tuple(Point(x, y) for x, y in ends)
        start, bend, end = _ARCS[slope]
        if self.shape == "straight":
            return Point(start[0] + move, start[1]), Point(end[0] + move, end[1])
        out = []
        for i in range(_PIECES + 1):
            t = i / _PIECES
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            out.append(Point(a * start[0] + b * bend[0] + c * end[0] + move, a * start[1] + b * bend[1] + c * end[1]))
        return tuple(out)

    # ------------------------------------------------------------ guests

    def place_at(self, n: Value) -> Point | None:
        """The place that `at=n` says: of y = f(x) where x is n, of x = f(y) where y is n; of others a fraction of the way."""
        curve = self.curve
        if isinstance(curve, Graph) and curve.form in ("x", "y"):
            return curve.place(self.axes.scaled("x" if curve.form == "y" else "y", n))
        if isinstance(curve, Straight) and isinstance(self.y, Formula):
            x, d = self.axes.scaled("x", n), curve.vector
            return Point(x, curve.start.y + d.y * (x - curve.start.x) / d.x)
        return None

    def put_guest(self, made: Element, maker: Maker) -> Point | None:
        """A point with one coordinate (`point(on=c, x=2)`), or none: a free one."""
        curve = self.curve
        x, y = made.__dict__.get("x"), made.__dict__.get("y")
        axes = self.axes
        if isinstance(x, Value) and y is None:
            n = axes.scaled("x", x)
            if isinstance(curve, Graph) and curve.form == "y":
                return curve.place(n)
            if isinstance(curve, Straight):
                d = curve.vector
                return Point(n, curve.start.y + d.y * (n - curve.start.x) / d.x)
        elif isinstance(y, Value) and x is None:
            n = axes.scaled("y", y)
            if isinstance(curve, Graph) and curve.form == "x":
                return curve.place(n)
            if isinstance(curve, Straight):
                d = curve.vector
                return Point(curve.start.x + d.x * (n - curve.start.y) / d.y, n)
        elif isinstance(x, Value) and isinstance(y, Value):
            return axes.place(x, y)  # type: ignore[no-any-return]
        if isinstance(curve, Straight) and curve.before and curve.after:
            w = axes.window
            t = maker.free("way", (w.x0 + w.x1) / 2 + 0.17 * (w.x1 - w.x0), scale=(w.x1 - w.x0) / 4)
            d = curve.vector
            return Point(t, curve.start.y + d.y * (t - curve.start.x) / d.x)
        return None

    # ------------------------------------------------------------ drawing

    def trace(self, axes: Any) -> Lines:
        w, c = axes.window, self.curve
        if isinstance(c, Track):
            line = [(p.x, p.y) for p in (*c.points, *(c.points[:1] if c.closed else ()))]
            return clipped(line, w) if len(line) > 1 and all(math.isfinite(v) for p in line for v in p) else []
        if isinstance(c, Straight):
            return straight_lines(c, w)
        if c.form == "xy":
            low, high = c.ends()
            return parametric_lines(c.function(0), c.function(1), float(low), float(high), w, axes.spent)
        upright = c.form == "x"
        low, high = (w.y0, w.y1) if upright else (w.x0, w.x1)
        a, b = (low if c.low is None else max(low, c.low)), (high if c.high is None else min(high, c.high))
        return graph_lines(c.function(), a, b, w, upright=upright, spent=axes.spent) if a < b else []

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        if self.arrows:
            lines = self.strokes(self.axes)
            look = look_of(self, weight="normal", layer="line")
            yield from arrows_on(lines, (0.3, 0.7) if self.closed or len(lines) == 1 else (0.5,), self.axes, look)
        if self.ends:
            yield from self._dots()

    def _dots(self) -> Iterator[Ink]:
        """A place that another piece reaches keeps its full dot: the function has a value there."""
        from ..author import Dot

        for at, hollow in self._end_places():
            if not hollow or not any([self._same(at, p) for p in self._full()]):
                yield Dot(at, 1.7, hollow)

    def _end_places(self) -> list[tuple[Point, bool]]:
        """Its ends, and whether it does not reach them."""
        lines = self.strokes(self.axes)
        if not lines:
            return []
        return [(Point(*lines[0][0]), self.ends in ("open", "left_open")), (Point(*lines[-1][-1]), self.ends in ("open", "right_open"))]

    def _full(self) -> list[Point]:
        """Ends with a full dot of the other curves of its axes."""
        others = [e for e in self.axes.children if isinstance(e, Curve) and e.ends and e.drawn and e.id != self.id]
        return [p for e in others for p, hollow in e._end_places() if not hollow]

    def _same(self, p: Point, q: Point) -> bool:
        w = self.axes.window
        return math.hypot((p.x - q.x) * w.kx, (p.y - q.y) * w.ky) < 0.3

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        """A level line that has a label instead of its equation has its number on the axis."""
        f, other = (self.x, self.y) if slot == "x" else (self.y, self.x)
        if isinstance(f, Formula) and not f.uses and not isinstance(other, Formula) and self.style.label is not None and isinstance(self.curve, Straight):
            at = number_of_float(f())
            yield at, f.words if f.symbols else (Run(f"{axis.shown(at):.6g}".replace("-", MINUS)),)

    # ------------------------------------------------------------ the window

    def hints_x(self, axes: Any) -> Iterator[float]:
        c = self.curve
        if self.slope:
            yield from (0.0, 10.0)
        elif isinstance(c, Track):
            yield from (number_of_float(p.x) for p in c.points)
        elif isinstance(c, Straight):
            if not (c.before or c.after):
                yield from (number_of_float(c.start.x), number_of_float(c.end.x))
            else:
                yield from crossings_of_line(c)
        elif c.form == "xy":
            yield from _sampled(c, 0)
        elif c.form == "x":
            f = c.function()
            low, high = (-2.0 if c.low is None else number_of_float(c.low)), (2.0 if c.high is None else number_of_float(c.high))
            yield from (v for v in (f(low), f((low + high) / 2), f(high)) if math.isfinite(v))
        elif c.low is not None:
            yield from (number_of_float(c.low), number_of_float(c.high))
        else:
            yield from self._features(c.function())

    pi_x = False

    def _features(self, f: Any) -> Iterator[float]:
        """Roots, turning points and poles between -10 and 10; a period or two of what repeats."""
        if isinstance(self.y, Formula) and any(n.op in ("sin", "cos", "tan") and self.y.mentions(self.axes.axis["x"].var) for n in postorder(self.y.expr)):
            self.pi_x = True
            yield from (-2 * math.pi, 2 * math.pi)
            return
        found = roots(f, -10.0, 10.0, 200)[:8]
        h = 1e-4
        found += [x for x in roots(lambda x: f(x + h) - f(x - h), -10.0, 10.0, 200)[:8]]
        found = [x for x in found if math.isfinite(f(x))]
        found += poles(f, -10.0, 10.0)[:8]
        if not found:
            found = [0.0]
        low, high = min(found), max(found)
        room = 0.35 * (high - low) if high - low > 1.5 else 2.0
        low, high = low - room, high + room
        xs = [x for k in range(81) for x in (low + (high - low) * k / 80,) if math.isfinite(f(x))]
        if xs:
            spare = 0.04 * (high - low)
            low, high = max(low, xs[0] - spare), min(high, xs[-1] + spare)
        yield from (low, high)

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        c = self.curve
        if self.slope:
            yield from (0.0, 10.0)
        elif isinstance(c, Track):
            yield from (number_of_float(p.y) for p in c.points)
        elif isinstance(c, Straight):
            d = c.vector
            dx = number_of_float(d.x)
            if not (c.before or c.after):
                yield from (number_of_float(c.start.y), number_of_float(c.end.y))
            elif dx:
                yield from (number_of_float(c.start.y) + number_of_float(d.y) * (x - number_of_float(c.start.x)) / dx for x in (x0, x1))
        elif c.form == "xy":
            yield from _sampled(c, 1)
        elif c.form == "x":
            yield from ((number_of_float(c.low), number_of_float(c.high)) if c.low is not None else (-2.5, 2.5))
        else:
            a, b = (x0 if c.low is None else max(x0, number_of_float(c.low))), (x1 if c.high is None else min(x1, number_of_float(c.high)))
            yield from tame([c.function()(a + (b - a) * i / 120) for i in range(121)])


def number_of_float(n: Num) -> float:
    return n if isinstance(n, float) else float(evaluate(n, {}))


def tame(values: list[float]) -> Iterator[float]:
    """The extent of a function's values, without the towers at its poles."""
    found = sorted(v for v in values if math.isfinite(v))
    if not found:
        return
    low, high = found[0], found[-1]
    a, b = found[len(found) // 12], found[-1 - len(found) // 12]
    if high - low > 12 * (b - a) and b > a:
        room = b - a
        low, high = max(low, a - room), min(high, b + room)
    yield from (low, high)


def _sampled(c: Graph, which: int) -> Iterator[float]:
    f = c.function(which)
    low, high = (number_of_float(n) for n in c.ends())
    yield from tame([f(low + (high - low) * i / 96) for i in range(97)])


def crossings_of_line(c: Straight) -> Iterator[float]:
    """Where a line meets the axes."""
    d = c.vector
    x, y, dx, dy = number_of_float(c.start.x), number_of_float(c.start.y), number_of_float(d.x), number_of_float(d.y)
    if dx == 0:
        yield x
    elif dy == 0:
        yield from (-2.0, 2.0)
    else:
        yield x - y * dx / dy
        yield 0.0


def square_window(known: tuple[Any, Any], size: float, mm: float) -> Window:
    """A window of the ranges that are given, and from -size to size where none is."""
    (x0, x1), (y0, y1) = known[0] or (-size, size), known[1] or (-size, size)
    return Window(x0, x1, y0, y1, mm, mm)


def straight_lines(c: Straight, w: Any) -> Lines:
    """A line, ray or segment inside the window."""
    x, y, dx, dy = c.start.x, c.start.y, c.end.x - c.start.x, c.end.y - c.start.y
    if not all(math.isfinite(v) for v in (x, y, dx, dy)) or (dx == 0 and dy == 0):
        return []
    if abs(dx) * w.kx > abs(dy) * w.ky:
        far = 4 * max(w.x1 - w.x0, abs(x - w.x0), abs(x - w.x1)) / abs(dx)
    else:
        far = 4 * max(w.y1 - w.y0, abs(y - w.y0), abs(y - w.y1)) / abs(dy)
    a, b = -far if c.before else 0.0, max(far, 1.0) if c.after else 1.0
    return clipped([(x + a * dx, y + a * dy), (x + b * dx, y + b * dy)], w)
