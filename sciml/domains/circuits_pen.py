"""The pen with which symbols are drawn: millimetres of the page along the way of a part and across it."""

from __future__ import annotations

from math import hypot

from ..author import Dot, Look, Point, Shape, disc_shape, path_shape, ring_points

__all__ = ["Pen"]

LINE = Look(layer="line", cap="round")
BODY = Look(fill="paper", layer="body")
THIN = Look(weight="thin", layer="line")
SOLID = Look(fill="ink", layer="body", weight="thin")


class Pen:
    """x from the middle of a part toward its second end, y to the left of that way, in page mm; `half`: half the way between the ends."""

    def __init__(self, start: Point, end: Point, mm: float) -> None:
        dx, dy = end.x - start.x, end.y - start.y
        n = hypot(dx, dy)
        self.ux: float = dx / n if n > 1e-12 else 1.0
        self.uy: float = dy / n if n > 1e-12 else 0.0
        self.mm = mm
        self.x, self.y = (start.x + end.x) / 2, (start.y + end.y) / 2
        self.half = n / 2 / mm

    def at(self, x: float, y: float = 0.0) -> Point:
        k = self.mm
        return Point(self.x + (x * self.ux - y * self.uy) * k, self.y + (x * self.uy + y * self.ux) * k)

    def line(self, *places: tuple[float, float], look: Look = LINE, closed: bool = False) -> Shape:
        return path_shape([self.at(x, y) for x, y in places], look, closed)

    def leads(self, half: float) -> list[Shape]:
        """Wires from both ends to a symbol that reaches from -half to half."""
        return [self.line((-self.half, 0), (-half, 0)), self.line((half, 0), (self.half, 0))] if self.half > half else []

    def ring(self, radius: float, x: float = 0.0, look: Look = BODY) -> Shape:
        return disc_shape(self.at(x), radius * self.mm, look)

    def box(self, half: float, tall: float, look: Look = BODY) -> Shape:
        return self.line((-half, -tall), (half, -tall), (half, tall), (-half, tall), look=look, closed=True)

    def bows(self, first: float, count: int, radius: float, side: int = 1) -> Shape:
        """Half circles in a row, on the left of the way (side 1)."""
        points: list[Point] = []
        ops = ""
        for k in range(count):
            x = first + radius * (2 * k + 1)
            _, arc = ring_points(Point(x, 0.0), radius, 3.141592653589793, -3.141592653589793 * side)
            places = [self.at(p.x, p.y) for p in arc]
            points += places if not points else places[1:]
            ops += ("M" if k == 0 else "") + "C" * ((len(places) - 1) // 3)
        return Shape(ops, tuple(points), LINE)

    def head(self, tip: tuple[float, float], tail: tuple[float, float], size: float = 1.7) -> Shape:
        """A small filled arrow head."""
        (x, y), (a, b) = tip, tail
        n = hypot(x - a, y - b) or 1.0
        u, v = (x - a) / n, (y - b) / n
        w = size * 0.36
        return self.line((x, y), (x - u * size - v * w, y - v * size + u * w), (x - u * size + v * w, y - v * size - u * w), look=SOLID, closed=True)

    def dart(self, tail: tuple[float, float], tip: tuple[float, float], size: float = 1.7) -> list[Shape]:
        """A thin arrow."""
        return [self.line(tail, tip, look=THIN), self.head(tip, tail, size)]

    def sign(self, x: float, y: float, plus: bool) -> list[Shape]:
        """A small + or − that stands upright on the page."""
        at, r = self.at(x, y), 0.8 * self.mm
        out = [path_shape([Point(at.x - r, at.y), Point(at.x + r, at.y)], THIN)]
        return [*out, path_shape([Point(at.x, at.y - r), Point(at.x, at.y + r)], THIN)] if plus else out

    def contact(self, x: float, y: float = 0.0) -> Dot:
        return Dot(self.at(x, y), 1.5, True)
