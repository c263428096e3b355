"""What turns about a line of axes: solids and surfaces of revolution are drawn flat, and the line says how they turn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..author import Diagnostic, Formula, Ink, Maker, Num, OnPath, Point, Shape, Spot, Straight, evaluate, formula, replace
from .axes_calculus import NotAGraph
from .axes_curves import CurveFamily, Lines, arrows_on
from .axes_enclosed import boundary_lines
from .axes_graph import line_of
from .draw import look_of

__all__ = ["RotationAxis"]

LONG, WIDE = 1.2, 3.6
"""mm: half the ring of the turning arrow along the line and across it"""


class RotationAxis(CurveFamily):
    """The line about which a curve or region turns, with an arrow round it: `y=10`, `x=-1`; `y=0` and `x=0` are the axes themselves.

    ```figure
    axes {
      region(y >= x^2, y <= 4, x >= 0)
      rotation_axis(y=6)
    }
    ```
    """

    family = "line"
    weight = "thin"
    prints_equation = True
    elsewhere = "spin_axis(b, omega, direction=up)"
    x: Any = formula(help="an upright one")
    y: Any = formula(help="a level or slanted one")
    aliases = ("axis_of_rotation", "axis_of_revolution")

    def misuse(self) -> Iterator[Diagnostic]:
        if not isinstance(self._line(), Straight):
            yield NotAGraph(self.span, "rotation axis")

    def _line(self) -> Any:
        up = isinstance(self.y, Formula)
        f = self.y if up else self.x
        return line_of("y" if up else "x", f.expr, self.axes.axis["x" if up else "y"].var, None, None, self, self.name) if isinstance(f, Formula) else None

    def setup(self, make: Maker) -> None:
        self.curve: Any = self._line()
        if self.is_axis:  # its name stands at it
            self.style = replace(self.style, hide=("x", "y"))

    @property
    def is_axis(self) -> bool:
        """Is it one of the coordinate axes, which stand there anyway?"""
        c = self.curve
        d = c.vector
        return (_zero(c.start.y) and _zero(d.y)) or (_zero(c.start.x) and _zero(d.x))

    def trace(self, axes: Any) -> Lines:
        return boundary_lines(self.curve, axes)

    def spot(self, slot: str) -> Spot | Ink | None:
        lines = self.strokes(self.axes)
        if not lines or (self.is_axis and slot != "label"):
            return None
        return OnPath(tuple(Point(x, y) for x, y in lines[0]), best=0.7)

    def draw(self) -> Iterator[Ink]:
        w = self.axes.window
        look = look_of(self, weight="thin", layer="line")
        for line in self.strokes(self.axes):
            if not self.is_axis:
                points = tuple(Point(x, y) for x, y in line)
                yield Shape("M" + "L" * (len(line) - 1), points, look_of(self, weight="thin", dash="dashdot", layer="line"))
            (ax, ay), (bx, by) = sorted((line[0], line[-1]))
            ux, uy = (bx - ax) * w.kx, (by - ay) * w.ky
            n = math.hypot(ux, uy) or 1.0
            ux, uy = ux / n, uy / n
            cx, cy = bx - 0.06 * (bx - ax), by - 0.06 * (by - ay)
            ring = []
            for i in range(41):
                t = math.radians(110 + 320 * i / 40)
                along, across = LONG * math.cos(t), WIDE * math.sin(t)
                ring.append((cx + (along * ux - across * uy) / w.kx, cy + (along * uy + across * ux) / w.ky))
            yield Shape("M" + "L" * 40, tuple(Point(x, y) for x, y in ring), look)
            yield from arrows_on([ring], (1.0,), self.axes, look)

    def hints_x(self, axes: Any) -> Iterator[float]:
        if _zero(self.curve.vector.x):
            yield _number(self.curve.start.x)

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        if _zero(self.curve.vector.y):
            yield _number(self.curve.start.y)


def _number(n: Num) -> float:
    return float(evaluate(n, {}))


def _zero(n: Num) -> bool:
    return _number(n) == 0
