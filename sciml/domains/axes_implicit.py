"""Curves given by an equation in x and y."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from ..author import Diagnostic, Inequality, Ink, Maker, Round, Straight, Words, relations, word
from .axes_curves import CurveFamily, Lines, arrows_on, crossings_of_line, number_of_float, square_window, straight_lines, tame
from .axes_graph import Graph, round_of
from .axes_trace import XY, level_lines, parametric_lines
from .draw import look_of

__all__ = ["Implicit", "OneEquation"]


class Implicit(CurveFamily):
    """The curve of an equation in x and y.

    ```figure
    axes(x=-3..3, y=-3..3) { implicit(x^2 + y^2 == 4) }
    ```
    """

    of: tuple[Inequality, ...] = relations("x", "y", help="one equation, `x^2 + y^2 == 4`")
    arrows: str | None = word("clockwise", "counterclockwise", help="small heads show which way it is run round")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(self.of) != 1 or self.of[0].op not in ("==", "="):
            yield OneEquation(self.span, ", ".join(i.text for i in self.of))

    def setup(self, make: Maker) -> None:
        axes = self.axes
        variables = axes.axis["x"].var, axes.axis["y"].var
        i = self.of[0]
        self.curve = round_of(i.excess, variables, self, self.name) or Graph("F", i.excess, 0, variables, None, None, self, axes, self.name)

    def equations(self) -> Iterator[tuple[Words, str]]:
        if self.style.label is None:
            yield self.of[0].words, "equation"

    def trace(self, axes: Any) -> Lines:
        w, c = axes.window, self.curve
        if isinstance(c, Straight):
            return straight_lines(c, w)
        if isinstance(c, Round):
            return parametric_lines(lambda t: c.center.x + c.radius * math.cos(t), lambda t: c.center.y + c.radius * math.sin(t), 0.0, 2 * math.pi, w)
        return level_lines(c.function(), w)

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        if self.arrows:
            lines = [self._turning(line) for line in self.strokes(self.axes)]
            yield from arrows_on(lines, (0.125, 0.625), self.axes, look_of(self, weight="normal", layer="line"))

    def _turning(self, line: list[XY]) -> list[XY]:
        twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(line, [*line[1:], line[0]], strict=True))
        return line if (twice > 0) == (self.arrows == "counterclockwise") else line[::-1]

    def hints_x(self, axes: Any) -> Iterator[float]:
        yield from self._extent(axes, 0)

    def hints_y(self, axes: Any, x0: float, x1: float) -> Iterator[float]:
        yield from self._extent(axes, 1)

    def _extent(self, axes: Any, which: int) -> Iterator[float]:
        c = self.curve
        if isinstance(c, Straight):
            if which == 0:
                yield from crossings_of_line(c)
            return
        if isinstance(c, Round):
            m = number_of_float(c.center.x if which == 0 else c.center.y)
            yield from (m - number_of_float(c.radius), m + number_of_float(c.radius))
            return
        f = c.function()
        known = axes.ends("x"), axes.ends("y")
        for size in (10.0, 100.0):
            lines = level_lines(f, square_window(known, size, 40.0))
            if lines:
                yield from tame([p[which] for line in lines for p in line])
                return


class OneEquation(Diagnostic):
    """An implicit curve has one equation.

    ```wrong
    axes(x=-3..3, y=-3..3) { implicit(x^2 + y^2 <= 4) }
    ```
    ```right
    axes(x=-3..3, y=-3..3) { implicit(x^2 + y^2 == 4) }
    ```
    """

    code = "AXE206"
    says = "implicit takes one equation, and this is {text}"
    help = "for an inequality: region(x^2 + y^2 <= 4)"
    text: str
