"""What calculus draws at a curve: tangents, asymptotes, areas under it, sums of rectangles."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, ClassVar

from ..author import (
    Diagnostic,
    Dot,
    Element,
    Expr,
    Formula,
    Ink,
    Inside,
    Look,
    Maker,
    Num,
    OnPath,
    Origin,
    Point,
    Relation,
    Round,
    Shape,
    Span2,
    Spot,
    Straight,
    Track,
    Value,
    Words,
    anchor,
    count,
    evaluate,
    formula,
    number,
    part,
    relate,
    span_of,
    truth,
    word,
)
from .axes_curves import CurveFamily, Lines, straight_lines, tame
from .axes_enclosed import boundary_lines
from .axes_frame import value_words
from .axes_graph import Graph, line_of
from .axes_scale import Axis
from .axes_trace import XY, graph_lines
from .draw import look_of

__all__ = ["AreaUnder", "Asymptote", "NoPlaceOnCurve", "NotAGraph", "Riemann", "TangentLine"]

THIN = Look(weight="thin", layer="line")


class NotAGraph(Diagnostic):
    """What runs along x needs a curve y = f(x).

    ```wrong
    axes(x=-3..3, y=-3..3) {
      c = implicit(x^2 + y^2 == 4)
      riemann(c, x=0..2, n=4)
    }
    ```
    ```right
    axes(x=-3..3, y=-3..3) {
      c = curve(y=sqrt(4 - x^2))
      riemann(c, x=0..2, n=4)
    }
    ```
    """

    code = "AXE207"
    says = "{kind} needs a curve y = f(x), or one through points from left to right"
    help = "c = curve(y=x^2), or c = curve((0, 0), (4, 8), (9, 8), shape=straight)"
    kind: str


class NoPlaceOnCurve(Diagnostic):
    """A tangent touches at a place of the curve.

    ```wrong
    axes(x=-3..3, y=-3..3) {
      c = curve(y=x^2)
      tangent_line(c)
    }
    ```
    ```right
    axes(x=-3..3, y=-3..3) {
      c = curve(y=x^2)
      tangent_line(c, at=1)
    }
    ```
    """

    code = "AXE208"
    says = "a tangent needs the place where it touches"
    help = "tangent_line(c, at=2), or tangent_line(c, P) with P = point(on=c, x=2)"


class TangentLine(CurveFamily):
    """The line that touches a curve at a place: `at=2` is its x (of a parametric curve the parameter), or a point on the curve.

    ```figure
    axes(x=-1..3, y=-1..4) {
      c = curve(y=x^2/2)
      tangent_line(c, at=2)
    }
    ```
    """

    family = "line"
    any_axes = True
    weight = "normal"
    of: Any = part("curve", help="the curve")
    at: Any = part("point|number", None, help="where it touches: a number, or a point on the curve")
    x: Value | None = number(prints=False, help="the same, as a number")
    whole: bool = truth(False, help="across the whole window")

    def misuse(self) -> Iterator[Diagnostic]:
        if (self.at is None and self.x is None) or (isinstance(self.of, (Round, Track)) and not isinstance(self.at, Point)):
            yield NoPlaceOnCurve(self.span)

    def setup(self, make: Maker) -> None:
        where, self.at = self.at if self.at is not None else self.x, None
        of = self.of
        n = self.axes.scaled("x" if getattr(of, "form", "y") != "x" else "y", where) if isinstance(where, Value) else None
        p = where if isinstance(where, Point) else None
        if isinstance(of, Graph):
            self.touch, way = of.touched(n, p)
        elif isinstance(of, Round) and p is not None:
            self.touch, way = p, (p - of.center).left()
        else:
            d = of.vector if isinstance(of, Straight) else of.points[1] - of.points[0]
            at = p or (Point(n, of.start.y + d.y * (n - of.start.x) / d.x) if isinstance(of, Straight) and n is not None else of.points[0])
            self.touch, way = at, d
        self.curve = Straight(self.touch, self.touch + way, True, True, name=self.name, owner=self)
        self.said = where if isinstance(where, Value) else None

    def claims(self) -> Iterator[Relation]:
        if isinstance(self.of, (Graph, Round)):
            yield relate("Touches", self.curve, self.of, self.touch)

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        if slot == "x" and isinstance(self.said, Value) and getattr(self.of, "form", "") == "y":
            yield float(self.touch.x), value_words(self.said, axis.unit)

    def trace(self, axes: Any) -> Lines:
        w = axes.window
        lines = straight_lines(self.curve, w)
        if self.whole or not lines:
            return lines
        (ax, ay), (bx, by) = lines[0][0], lines[0][-1]
        p, reach = self.touch, 0.33 * w.width
        out = []
        for x, y in ((ax, ay), (bx, by)):
            d = math.hypot((x - p.x) * w.kx, (y - p.y) * w.ky)
            t = min(1.0, reach / d) if d else 0.0
            out.append((p.x + t * (x - p.x), p.y + t * (y - p.y)))
        return [out]

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        yield Dot(self.touch)

    def hints_x(self, axes: Any) -> Iterator[float]:
        yield float(evaluate(self.touch.x, {}))

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield float(evaluate(self.touch.y, {}))


class Asymptote(CurveFamily):
    """A line that a curve approaches, dashed: `x=2`, `y=1`, `y=x+1`. With the curve it is proved.

    ```figure
    axes(x=-3..5, y=-3..5) {
      c = curve(y=1 + 1/(x - 1))
      asymptote(c, x=1)
      asymptote(c, y=1)
    }
    ```
    """

    family = "line"
    weight = "thin"
    prints_equation = True
    of: Any = part("curve", None, help="the curve that approaches it")
    x: Any = formula(help="a vertical one")
    y: Any = formula(help="a horizontal or slanted one")

    def misuse(self) -> Iterator[Diagnostic]:
        if not isinstance(self.x, Formula) and not isinstance(self.y, Formula):
            yield NotAGraph(self.span, "asymptote")

    def setup(self, make: Maker) -> None:
        up = isinstance(self.y, Formula)
        f = self.y if up else self.x
        var = self.axes.axis["x" if up else "y"].var
        place = self.axes.axis["y" if up else "x"].place(f.expr)
        self.curve: Any = line_of("y" if up else "x", place, var, None, None, self, self.name) or Graph(
            "y" if up else "x", place, 0, (var,), None, None, self, self.axes, self.name
        )

    def claims(self) -> Iterator[Relation]:
        if isinstance(self.of, Graph) and self.of.form == "y" and isinstance(self.curve, Straight):
            yield relate("Approaches", self.of, self.curve)

    def trace(self, axes: Any) -> Lines:
        return boundary_lines(self.curve, axes)

    def draw(self) -> Iterator[Ink]:
        for line in self.strokes(self.axes):
            points = tuple(Point(x, y) for x, y in line)
            yield Shape("M" + "L" * (len(line) - 1), points, look_of(self, weight="thin", dash="dashed", layer="line"))

    def tells(self) -> dict[str, tuple[float, ...]]:
        """The values on the axes that its equation says, so that no tick need repeat them."""
        return {"x": tuple(self.hints_x(self.axes)), "y": tuple(self.hints_y(self.axes, 0, 0))}

    def hints_x(self, axes: Any) -> Iterator[float]:
        c = self.curve
        if isinstance(c, Straight) and float(evaluate(c.vector.x, {})) == 0:
            yield float(evaluate(c.start.x, {}))

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        c = self.curve
        if isinstance(c, Straight) and float(evaluate(c.vector.y, {})) == 0:
            yield float(evaluate(c.start.y, {}))


class Chain:
    """y of places from left to right, as a function of x; straight between them, nan beyond its ends."""

    def __init__(self, track: Track) -> None:
        self.points = sorted([(float(evaluate(p.x, {})), float(evaluate(p.y, {}))) for p in track.points], key=lambda p: p[0])
        self.xs = [x for x, _ in self.points]

    def __call__(self, x: float) -> float:
        k = min(max(bisect_left(self.xs, x), 1), len(self.xs) - 1)
        (x0, y0), (x1, y1) = self.points[k - 1 : k + 1]
        if not x0 - 1e-9 * abs(x1 - x0) <= x <= x1 + 1e-9 * abs(x1 - x0):
            return math.nan
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 > x0 else y1


class _Over(Element):
    """What stands over an interval of x, under a curve."""

    kind = ""
    lives_in: ClassVar[str] = "axes"
    family = "region"

    @property
    def axes(self) -> Any:
        return self.frame.owner

    def misuse(self) -> Iterator[Diagnostic]:
        graph = self._graph()
        if not (isinstance(graph, Straight) or getattr(graph, "form", "") == "y" or (isinstance(graph, Track) and not graph.closed)):
            yield NotAGraph(self.span, self.kind)

    def inspect(self) -> Iterator[Diagnostic]:
        """A chain of places is a graph if it runs to the right."""
        graph = self._graph()
        if isinstance(graph, Track) and any(b.x < a.x for a, b in pairwise(graph.points)):
            yield NotAGraph(self.span, self.kind)

    def _graph(self) -> Any:
        return self.__dict__.get("of")

    @staticmethod
    def heights(curve: Any) -> Any:
        """y of a graph or straight line, as a function of x over floats."""
        if isinstance(curve, Straight):
            x, y, dx, dy = (float(evaluate(n, {})) for n in (curve.start.x, curve.start.y, curve.vector.x, curve.vector.y))
            return lambda t: y + dy * (t - x) / dx
        return Chain(curve) if isinstance(curve, Track) else curve.function()

    def bounds_words(self, span: Any, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        if slot == "x" and isinstance(span, Span2):
            for v in (span.low, span.high):
                at = float(evaluate(v.n, {}))
                if v.origin in (Origin.GIVEN, Origin.EXAMPLE) and (v.words or v.symbol):
                    yield at, value_words(v, axis.unit)


class AreaUnder(_Over):
    """The area between a curve, y = f(x) or through points from left to right, and the x-axis (or another curve, `down_to=d`) over an interval.

    ```figure
    axes(x=0..3, y=0..5) {
      c = curve(y=x^2/2 + 1)
      area_under(c, 0.5..2.5, label="A")
    }
    ```
    """

    of: Any = part("curve", help="the curve")
    over: Span2 | None = span_of(positional=True, help="from where to where")
    x: Any = formula(help="the same: `x=0..2`")
    down_to: Any = part("curve", None, positional=False, help="down to this curve instead of the axis")

    def setup(self, make: Maker) -> None:
        if isinstance(self.over, Span2):
            self.over = self.axes.scaled_range("x", self.over)
        elif isinstance(self.x, Span2):
            self.over = self.x

    def _ends(self) -> tuple[float, float]:
        if isinstance(self.over, Span2):
            return float(evaluate(self.over.low.n, {})), float(evaluate(self.over.high.n, {}))
        w = self.axes.window
        low, high = getattr(self.of, "low", None), getattr(self.of, "high", None)
        if isinstance(self.of, Track):
            low, high = self.of.points[0].x, self.of.points[-1].x
        return (w.x0 if low is None else float(low)), (w.x1 if high is None else float(high))

    @property
    def outline(self) -> tuple[Point, ...]:
        a, b = self._ends()
        w = self.axes.window
        top = _along(self.heights(self.of), a, b, w)
        under = _along(self.heights(self.down_to), a, b, w) if self.down_to is not None else [(a, 0.0), (b, 0.0)]
        return tuple(Point(x, y) for x, y in (*under, *reversed(top)))

    @anchor
    def center(self) -> Point:
        """Somewhere in the middle of it."""
        a, b = self._ends()
        x = (a + b) / 2
        y = self.heights(self.of)(x)
        under = self.heights(self.down_to)(x) if self.down_to is not None else 0.0
        return Point(x, (y + under) / 2)

    def spot(self, slot: str) -> Spot | Ink | None:
        return Inside(self.outline, self.center)

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        yield from self.bounds_words(self.over, slot, axis)

    def draw(self) -> Iterator[Ink]:
        outline = self.outline
        style = self.style
        look = look_of(self, color="none", layer="background", fill=None if style.hatch and not style.fill else "light")
        yield Shape("M" + "L" * (len(outline) - 1) + "Z", outline, Look(color="none", layer="background", fill=look.fill, hatch=look.hatch), obstacle=False)
        a, b = self._ends()
        w = self.axes.window
        f, g = self.heights(self.of), self.heights(self.down_to) if self.down_to is not None else (lambda t: 0.0)
        for x in (a, b):
            low, high = (min(max(v, w.y0), w.y1) for v in (g(x), f(x)))
            if x != 0 and abs(high - low) * w.ky > 0.3:
                yield Shape("ML", (Point(x, low), Point(x, high)), THIN)

    def hints_x(self, axes: Any) -> Iterator[float]:
        if isinstance(self.over, Span2):
            yield from self._ends()

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield 0.0


def _along(f: Any, a: float, b: float, w: Any) -> list[XY]:
    """Places of a graph from a to b, cut at the window's top and bottom."""
    lines = [[(a, f(a)), *[p for p in f.points if a < p[0] < b], (b, f(b))]] if isinstance(f, Chain) else graph_lines(f, a, b, w)
    out = [p for line in lines for p in line]
    low, high = w.y0, w.y1

    def held(x: float) -> XY:
        y = f(x)
        return x, min(max(y, low), high) if not math.isnan(y) else 0.0

    if not out or out[0][0] > a + 1e-12 * abs(b - a):
        out.insert(0, held(a))
    if out[-1][0] < b - 1e-12 * abs(b - a):
        out.append(held(b))
    return out


class Riemann(_Over):
    """Rectangles under a curve, n of them, as high as the curve at the left, the right or the middle of each part.

    ```figure
    axes(x=0..4, y=0..5) {
      c = curve(y=1 + x^2/4)
      riemann(c, x=0..4, n=4, rule=mid)
    }
    ```
    """

    prints_equation = True
    of: Any = part("curve", None, help="the curve")
    y: Any = formula(help="or its formula; it is drawn as well")
    x: Any = formula(help="the interval; without it the curve's own range")
    n: int = count(4, at_least=1, at_most=2000, help="how many rectangles")
    rule: str = word("left", "right", "mid", "midpoint", "lower", "upper", "trapezoid", default="left", help="where the heights are taken")
    dots: bool = truth(True, help="dots at the sample places")

    def _graph(self) -> Any:
        if self.__dict__.get("of") is not None:
            return self.of
        return Graph("y", self.y.expr, 0, (self.axes.axis["x"].var,), None, None, self, self.axes) if isinstance(self.y, Formula) else None

    def setup(self, make: Maker) -> None:
        g = self._graph()
        self.graph: Any = Graph("y", _as_graph(g, self.axes), 0, (self.axes.axis["x"].var,), None, None, self, self.axes) if isinstance(g, Straight) else g
        if isinstance(self.x, Span2):
            self.low, self.high = self.x.low.n, self.x.high.n
        else:
            low, high = getattr(g, "low", None), getattr(g, "high", None)
            ends = self.axes.ends("x") or (0.0, 1.0)
            self.low, self.high = low if low is not None else ends[0], high if high is not None else ends[1]

    @property
    def cells(self) -> list[tuple[float, float, float, float]]:
        """left, right, sample place, height."""
        f = self.graph.function()
        a, b = float(evaluate(self.low, {})), float(evaluate(self.high, {}))
        out = []
        for i in range(self.n):
            left, right = a + (b - a) * i / self.n, a + (b - a) * (i + 1) / self.n
            at = self._sample(f, left, right)
            out.append((left, right, at, f(at)))
        return out

    def _sample(self, f: Any, left: float, right: float) -> float:
        if self.rule in ("lower", "upper"):
            places = [left + (right - left) * k / 40 for k in range(41)]
            return min(places, key=lambda t: f(t) if self.rule == "lower" else -f(t))
        return left if self.rule in ("left", "trapezoid") else right if self.rule == "right" else (left + right) / 2

    def claims(self) -> Iterator[Relation]:
        if self.rule != "trapezoid":
            yield Sums(self)

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot == "y":
            lines = graph_lines(self.graph.function(), self.axes.window.x0, self.axes.window.x1, self.axes.window)
            return OnPath(tuple(Point(*p) for p in max(lines, key=len)), best=0.9) if lines else None
        cells = self.cells
        left, right, _, height = cells[len(cells) // 2]
        return Inside((Point(left, 0.0), Point(right, 0.0), Point(right, height), Point(left, height)))

    @anchor
    def center(self) -> Point:
        """In the middle rectangle."""
        left, right, _, height = self.cells[self.n // 2]
        return Point((left + right) / 2, height / 2)

    def strokes(self, axes: Any) -> Lines:
        out: Lines = [[(left, 0.0), (left, h), (right, h), (right, 0.0)] for left, right, _, h in self.cells if not math.isnan(h) and h]
        return out + self._drawn_curve(axes)

    def _drawn_curve(self, axes: Any) -> Lines:
        w = axes.window
        return graph_lines(self.graph.function(), w.x0, w.x1, w) if isinstance(self.y, Formula) else []

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        yield from self.bounds_words(self.x, slot, axis)

    def draw(self) -> Iterator[Ink]:
        look = look_of(self, weight="thin", layer="body", fill="light")
        f = self.graph.function()
        for left, right, at, h in self.cells:
            if math.isnan(h):
                continue
            if self.rule == "trapezoid":
                yield Shape("MLLLZ", (Point(left, 0.0), Point(left, f(left)), Point(right, f(right)), Point(right, 0.0)), look)
                continue
            w = self.axes.window
            foot, top = min(max(0.0, w.y0), w.y1), min(max(h, w.y0), w.y1)
            if abs(top - foot) * w.ky > 0.05:
                yield Shape("MLLLZ", (Point(left, foot), Point(left, top), Point(right, top), Point(right, foot)), look)
            if self.dots and self.n <= 30 and w.holds(at, h, 0.1):
                yield Dot(Point(at, h), 1.25)
        for line in self._drawn_curve(self.axes):
            yield Shape("M" + "L" * (len(line) - 1), tuple(Point(x, y) for x, y in line), Look(weight="bold", layer="line"))

    def cells_along(self, slot: str) -> tuple[float, float]:
        """Where its first rectangle begins, and how wide each is."""
        a, b = float(evaluate(self.low, {})), float(evaluate(self.high, {}))
        return a, (b - a) / self.n if slot == "x" and self.n <= 24 else 0.0

    def hints_x(self, axes: Any) -> Iterator[float]:
        yield from (float(evaluate(self.low, {})), float(evaluate(self.high, {})))

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield 0.0
        yield from (h for _, _, _, h in self.cells if not math.isnan(h))
        a, b = float(evaluate(self.low, {})), float(evaluate(self.high, {}))
        f = self.graph.function()
        yield from tame([f(a + (b - a) * i / 80) for i in range(81)])


def _as_graph(line: Straight, axes: Any) -> Num:
    """m x + b of a straight line."""
    d = line.vector
    return line.start.y + (axes.axis["x"].var - line.start.x) * (d.y / d.x)


class Sums(Relation):
    """Made of a sum of rectangles when it is proved; see `relations/axes.py` Samples."""

    def __init__(self, riemann: Any) -> None:
        self.riemann = riemann

    def residuals(self) -> Iterator[Any]:
        return iter(())

    def holds(self) -> Iterator[Any]:
        r = self.riemann
        if isinstance(r.low, Expr) or isinstance(r.high, Expr):
            raise TypeError("decided on floats only")
        yield from relate("Samples", r.cells, r.graph, (r.low, r.high)).holds()

    def phrase(self) -> str:
        return "each rectangle is as high as the curve at its sample place"
