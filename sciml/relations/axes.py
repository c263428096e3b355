"""What is claimed of things in axes: regions fill their inequalities, tangents touch, asymptotes are approached, rectangles have their heights."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from ..author import Expr, Num, Point, Positive, Relation, Round, Straight, Truth, Zero, compiled, evaluate, part

__all__ = ["Approaches", "Fills", "Reads", "Samples", "Touches"]

_HOLDS: dict[str, Callable[[float, float, float], bool]] = {
    "<": lambda a, b, e: a < b + e,
    "<=": lambda a, b, e: a <= b + e,
    ">": lambda a, b, e: a > b - e,
    ">=": lambda a, b, e: a >= b - e,
    "!=": lambda a, b, e: True,
    "==": lambda a, b, e: abs(a - b) <= e,
}


class Fills(Relation):
    """The outline of a region by inequalities: each corner satisfies all of them, each edge is where one of them turns false, and the middle is inside."""

    region: Any = part("region")

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        field = self.region.shading.field
        if not field.ready:
            raise TypeError("decided on floats only")
        axes = self.region.frame.owner
        w = axes.window
        names = (field.x, field.y)
        sides = [(i.op, compiled(i.left.expr, names, field.values), compiled(i.right.expr, names, field.values)) for i in field.limits]
        worst, name = 0.0, ""
        w = self.region.shading.view(axes)
        rings = field.rings(w)
        if not rings:
            yield Truth(False, ": nothing of it lies in the window")
            return
        for ring in rings:
            for _, piece in ring:
                for x, y in piece[:: max(1, len(piece) // 8)]:
                    for (op, left, right), limit in zip(sides, field.limits, strict=True):
                        a, b = left(x, y), right(x, y)
                        slack = 1e-6 * (abs(a) + abs(b))
                        if math.isnan(a) or math.isnan(b) or _HOLDS[op](a, b, slack) or _HOLDS[op](a, b, slack + self._change(left, right, x, y, w)):
                            continue
                        worst, name = max(worst, abs(a - b)), limit.text
        yield Truth(not name, f": its outline leaves {name}" if name else "")

    @staticmethod
    def _change(left: Any, right: Any, x: float, y: float, w: Any) -> float:
        """How much the sides change over a hundredth of a millimetre."""
        hx, hy = 0.01 / w.kx, 0.01 / w.ky
        found = 1e-12
        for dx, dy in ((hx, 0.0), (-hx, 0.0), (0.0, hy), (0.0, -hy)):
            v = abs((left(x + dx, y + dy) - right(x + dx, y + dy)) - (left(x, y) - right(x, y)))
            if not math.isnan(v) and v < math.inf:
                found = max(found, v)
        return found

    def phrase(self) -> str:
        return f"{getattr(self.region, 'name', '') or 'the region'} is where its inequalities hold"


class Reads(Relation):
    """A point in axes stands where its coordinates are read: on the page, between the ends of the axes."""

    def __init__(self, point: Point, x: Num, y: Num, text: str) -> None:
        self.point, self.x, self.y, self.text = point, x, y, text

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Zero | Positive]:
        yield Zero(self.point.x - self.x, 1)
        yield Zero(self.point.y - self.y, 1)

    def phrase(self) -> str:
        return f"{self.point.name or 'the point'} stands at ({self.text})"


class Touches(Relation):
    """A line has a place in common with a curve, and there the curve's slope, as the limit of its secants."""

    line: Straight = part("line")
    curve: Any = part("element")
    at: Any = part("element")

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        p, line, graph = self.at, self.line, self.curve
        if any(isinstance(n, Expr) for n in (p.x, p.y, line.start.x, line.end.x)):
            raise TypeError("decided on floats only")
        x, y, dx, dy = float(p.x), float(p.y), float(line.end.x - line.start.x), float(line.end.y - line.start.y)
        if isinstance(graph, Round):
            rx, ry = x - graph.center.x, y - graph.center.y
            yield Zero(math.hypot(rx, ry) - graph.radius, 1)
            yield Zero((rx * dx + ry * dy) / math.hypot(dx, dy), 1)
            return
        yield from graph.carries(p)
        size = max(abs(dx), abs(dy)) or 1.0
        yield Zero((dx * (line.start.y - y) - dy * (line.start.x - x)) / size, scale=graph.size(p))
        slope = graph.secant(p)
        if slope is not None:
            yield Truth(abs(slope[0] * dy - slope[1] * dx) <= 1e-5 * math.hypot(*slope) * math.hypot(dx, dy), ": its slope is another one")

    def phrase(self) -> str:
        return f"{getattr(self.line, 'name', '') or 'the line'} touches {getattr(self.curve, 'name', '') or 'the curve'}"


class Approaches(Relation):
    """A line is an asymptote of a graph: far out, or near the pole, they come together."""

    curve: Any = part("element")
    line: Straight = part("line")

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        graph, line = self.curve, self.line
        if any(isinstance(n, Expr) for n in (line.start.x, line.end.x)):
            raise TypeError("decided on floats only")
        f = graph.function()
        x, y, dx, dy = (float(evaluate(n, {})) for n in (line.start.x, line.start.y, line.vector.x, line.vector.y))
        if dx == 0:
            sizes = [[abs(f(x + s * h)) for h in (1e-2, 1e-4, 1e-6)] for s in (-1, 1)]
            yield Truth(any(a < b < c or (not math.isfinite(c) and math.isfinite(a)) for a, b, c in sizes), ": the curve stays bounded there")
            return
        gaps = [[abs(f(x0) - (y + dy * (x0 - x) / dx)) for x0 in (s * 1e2, s * 1e4, s * 1e6)] for s in (-1, 1)]
        near = any(math.isfinite(c) and a >= b >= c and c <= 1e-3 * max(abs(y), abs(dy / dx), a, 1e-9) + 1e-9 for a, b, c in gaps)
        yield Truth(near, ": the curve does not come near it far out")

    def phrase(self) -> str:
        return f"{getattr(self.line, 'name', '') or 'the line'} is an asymptote"


class Samples(Relation):
    """The rectangles of a sum: they fill the interval without gaps, and each is as high as the curve at its sample place."""

    points: Any = part("element")
    curve: Any = part("element")
    bounds: Any = part("element")

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        cells, graph = self.points, self.curve
        if any(isinstance(n, Expr) for cell in cells for n in cell):
            raise TypeError("decided on floats only")
        low, high = self.bounds
        yield Zero(sum(right - left for left, right, _, _ in cells) - (high - low), scale=abs(high - low))
        for (_, right, _, _), (left, _, _, _) in pairwise(cells):
            yield Zero(right - left, scale=abs(high - low))
        f = graph.function()
        for left, right, at, height in cells:
            yield Truth(left - 1e-9 * abs(high - low) <= at <= right + 1e-9 * abs(high - low), ": a sample place lies outside its part")
            yield Zero(f(at) - height, scale=graph.size(Point(at, height)))

    def phrase(self) -> str:
        return "each rectangle is as high as the curve at its sample place"
