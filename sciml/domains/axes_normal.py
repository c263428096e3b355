"""The bell curve of a normal distribution."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import NUMBER, Gauge, Ink, Look, OnPath, Origin, Point, Run, Shape, Span2, Spot, Value, Words, data, evaluate, identifier, quantity
from .axes_curves import CurveFamily, Lines
from .axes_frame import value_words
from .axes_scale import Axis
from .axes_trace import graph_lines
from .draw import look_of

__all__ = ["NormalCurve"]

THIN = Look(weight="thin", layer="line")


class NormalCurve(CurveFamily):
    """The bell curve of a normal distribution, with its mean on the axis and its deviation as a length; `shade=85..115` fills a part below it.

    ```figure
    axes { normal_curve(mean=100, sd=15, shade=85..115) }
    ```
    """

    mean: Value | None = quantity(None, 0, prints=False, help="where its middle is; it stands on the axis")
    sd: Value | None = quantity(None, 1, help="standard deviation; shown as a length from the mean")
    shade: Any = data(None, help="a range, or a list of ranges, filled below the curve")
    below: Value | None = quantity(None, None, prints=False, help="fill the tail below this value")
    above: Value | None = quantity(None, None, prints=False, help="fill the tail above this value")
    signs: ClassVar[dict[str, str]] = {"sd": "sigma"}
    """what a bare number of a slot is called: 2 alone beside a length would read as the length"""
    own_ticks: ClassVar[str] = "y"
    nameless: ClassVar[tuple[str, ...]] = ("y",)
    hidden_axis: ClassVar[str] = "y"

    def middle(self) -> tuple[float, float]:
        """Mean and deviation, base units."""
        axis = self.axes.axis["x"]
        m = axis.base(self.mean) if isinstance(self.mean, Value) else self.mean
        s: Any = 1
        if isinstance(self.sd, Value):
            s = self.sd.n * axis.unit.factor if axis.unit is not None and self.sd.dim == NUMBER and axis.dim != NUMBER else self.sd.n
        return float(evaluate(m, {})), abs(float(evaluate(s, {}))) or 1.0

    def height(self, x: float) -> float:
        m, s = self.middle()
        return math.exp(-((x - m) ** 2) / (2 * s * s)) / (s * math.sqrt(2 * math.pi))

    def parts(self) -> list[tuple[float, float, tuple[Value | None, Value | None]]]:
        """What is filled: from, to, and the values as written."""
        axis = self.axes.axis["x"]
        m, s = self.middle()
        out: list[tuple[float, float, tuple[Value | None, Value | None]]] = []
        for span in self.shade if isinstance(self.shade, tuple) else (self.shade,):
            if isinstance(span, Span2):
                out.append((float(evaluate(axis.base(span.low), {})), float(evaluate(axis.base(span.high), {})), (span.low, span.high)))
        if isinstance(self.below, Value):
            out.append((m - 8 * s, float(evaluate(axis.base(self.below), {})), (None, self.below)))
        if isinstance(self.above, Value):
            out.append((float(evaluate(axis.base(self.above), {})), m + 8 * s, (self.above, None)))
        return out

    def trace(self, axes: Any) -> Lines:
        w = axes.window
        m, s = self.middle()
        k = 1 / (s * math.sqrt(2 * math.pi))
        return graph_lines(lambda x: k * math.exp(-((x - m) ** 2) / (2 * s * s)), w.x0, w.x1, w)

    def key_values(self, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
        if slot != "x":
            return
        if isinstance(self.mean, Value) and self.mean.origin != Origin.DEFAULT:
            yield self.middle()[0], value_words(self.mean, axis.unit)
        for a, b, written in self.parts():
            for at, v in zip((a, b), written, strict=True):
                if isinstance(v, Value):
                    yield at, value_words(v, axis.unit)

    def spot(self, slot: str) -> Spot | Ink | None:
        m, s = self.middle()
        if slot == "sd":
            y = self.height(m + s)
            named = isinstance(self.sd, Value) and not self.sd.symbol and self.sd.words
            return Gauge(Point(m, y), Point(m + s, y), (identifier("sigma"), Run(" = "), *self.sd.words) if named else ())  # type: ignore[union-attr, misc]
        x = m + 1.1 * s
        return OnPath((Point(x - 0.2 * s, self.height(x - 0.2 * s)), Point(x + 0.4 * s, self.height(x + 0.4 * s))), best=0.5)

    def draw(self) -> Iterator[Ink]:
        w = self.axes.window
        m, _ = self.middle()
        look = look_of(self, fill="medium")
        shade = Look(color="none", layer="background", fill=look.fill, hatch=look.hatch)
        for low, high, _ in self.parts():
            a, b = max(low, w.x0), min(high, w.x1)
            if a >= b:
                continue
            top = [Point(a + (b - a) * i / 60, self.height(a + (b - a) * i / 60)) for i in range(61)]
            yield Shape("M" + "L" * 62 + "Z", (*top, Point(b, 0.0), Point(a, 0.0)), shade, obstacle=False)
            for x in (a, b):
                if w.x0 < x < w.x1:
                    yield Shape("ML", (Point(x, 0.0), Point(x, self.height(x))), THIN)
        if w.holds(m, 0.0) or w.y0 > 0:
            yield Shape("ML", (Point(m, max(w.y0, 0.0)), Point(m, self.height(m))), Look(weight="hair", dash="dashed", color="muted", layer="line"))
        for line in self.strokes(self.axes):
            yield Shape("M" + "L" * (len(line) - 1), tuple(Point(*p) for p in line), look_of(self, weight="bold", layer="line", fill=None))

    def hints_x(self, axes: Any) -> Iterator[float]:
        m, s = self.middle()
        yield from (m - 3.2 * s, m + 3.2 * s)

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield 0.0
        yield 1.02 * self.height(self.middle()[0])
