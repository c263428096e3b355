"""Triangles, quadrilaterals and regular polygons, with what defines them.

```sciml
unknown CH "altitude"
t = triangle(ABC, AB=10 cm, BC=8 cm, CA=7 cm)
H = foot(C, AB)
segment(CH, dashed=true)
right_angle(CHB)
k = circumcircle(t)
P = point(on=k)
arrange P.y < A.y
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import (
    LENGTH,
    PI,
    Along,
    Diagnostic,
    Dot,
    Ink,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    Shape,
    Spot,
    Straight,
    Value,
    atan2,
    cos,
    count,
    distance_measure,
    place,
    polar,
    quantity,
    relate,
    sin,
    tan,
    truth,
    vertices,
)
from .draw import prints, standing
from .draw_polygons import PolygonFamily

__all__ = ["OtherCount", "Parallelogram", "Quadrilateral", "Rectangle", "RegularPolygon", "Rhombus", "Square", "TooFewSides", "Trapezoid", "Triangle"]


class Triangle(PolygonFamily):
    """A triangle by its vertices; sides `AB=` and angles `angle_A=` as far as given.

    ```figure
    triangle(ABC, AB=5 cm, BC=4 cm, angle_B=60 deg)
    ```
    """

    vertices: tuple[Point, ...] = vertices(3, help="three points, `ABC`")

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        return (0.0, 0.0), (40.0, 0.0), (14.0, 27.0)


class Quadrilateral(PolygonFamily):
    """A quadrilateral by its vertices, in order round it.

    ```figure
    quadrilateral(ABCD, AB=4 cm, angle_A=80 deg)
    ```
    """

    vertices: tuple[Point, ...] = vertices(4, help="four points in order, `ABCD`")

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        return (0.0, 0.0), (42.0, -3.0), (34.0, 25.0), (7.0, 21.0)

    def claims(self) -> Iterator[Relation]:
        yield relate("Convex", self.vertices)


def _parallel(a: Point, b: Point, c: Point, d: Point) -> Relation:
    return relate("Parallel", Straight(a, b), Straight(c, d))


class Trapezoid(Quadrilateral):
    """A trapezoid ABCD with AB parallel to CD; `isosceles=true` with equal legs.

    ```figure
    trapezoid(ABCD, AB=6 cm, CD=3 cm)
    ```
    """

    isosceles: bool = truth(False, help="legs equally long")

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        return (0.0, 0.0), (44.0, 0.0), (33.0, 24.0), (9.0, 24.0)

    def rules(self) -> Iterator[Relation]:
        yield from super().rules()
        a, b, c, d = self.vertices
        yield _parallel(a, b, d, c)
        if self.isosceles:
            yield relate("SameDistance", a, d, b, c)


class Parallelogram(Quadrilateral):
    """A parallelogram ABCD.

    ```figure
    parallelogram(ABCD, AB=5 cm, AD=3 cm, angle_A=65 deg)
    ```
    """

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        return (0.0, 0.0), (38.0, 0.0), (50.0, 23.0), (12.0, 23.0)

    def rules(self) -> Iterator[Relation]:
        yield from super().rules()
        a, b, c, d = self.vertices
        yield relate("Same", d, a + (c - b))

    def claims(self) -> Iterator[Relation]:
        yield from super().claims()
        a, b, c, d = self.vertices
        yield _parallel(a, b, d, c)
        yield _parallel(b, c, a, d)


class Rhombus(Parallelogram):
    """A parallelogram with four equal sides.

    ```figure
    rhombus(ABCD, AB=4 cm, angle_A=70 deg)
    ```
    """

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        return (0.0, 0.0), (30.0, 0.0), (40.0, 28.284), (10.0, 28.284)

    def rules(self) -> Iterator[Relation]:
        yield from super().rules()
        a, b, c, _ = self.vertices
        yield relate("SameDistance", a, b, b, c)


class Rectangle(Parallelogram):
    """A parallelogram with a right angle.

    ```figure
    rectangle(ABCD, AB=5 cm, BC=3 cm)
    ```
    """

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        return (0.0, 0.0), (42.0, 0.0), (42.0, 25.0), (0.0, 25.0)

    def rules(self) -> Iterator[Relation]:
        yield from super().rules()
        a, b, c, _ = self.vertices
        yield relate("Perpendicular", Straight(b, a), Straight(b, c))


class Square(Rectangle):
    """A rectangle with equal sides.

    ```figure
    square(ABCD, AB=3 cm)
    ```
    """

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        return (0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (0.0, 30.0)

    def rules(self) -> Iterator[Relation]:
        yield from super().rules()
        a, b, c, _ = self.vertices
        yield relate("SameDistance", a, b, b, c)


class TooFewSides(Diagnostic):
    """A regular polygon needs its vertices or their number.

    ```wrong
    regular_polygon(radius=3 cm)
    ```
    ```right
    regular_polygon(n=6, radius=3 cm)
    ```
    """

    code = "PLN203"
    says = "a regular polygon needs its vertices or their number, at least 3"
    help = "regular_polygon(ABCDE) or regular_polygon(n=5)"


class OtherCount(Diagnostic):
    """The number of vertices is told by their names; `n=` says it again and must agree.

    ```wrong
    regular_polygon(ABCDE, n=6)
    ```
    ```right
    regular_polygon(ABCDE)
    ```
    """

    code = "PLN206"
    says = "{count} vertices are named, but n is {n}"
    help = "Leave out n=, or name as many vertices."
    count: int
    n: int


class RegularPolygon(PolygonFamily):
    """A regular polygon: by vertices (`ABCDE`), or by their number with centre and radius.

    ```figure
    regular_polygon(n=8, radius=3 cm)
    ```
    """

    vertices: tuple[Point, ...] = vertices(at_least=0, help="its vertices in order")
    n: int | None = count(None, at_least=3, at_most=360, help="how many vertices")
    center: Any = place(None, positional=False, declares=True, help="its centre")
    radius: Value | None = quantity(LENGTH, help="from the centre to a vertex")
    side: Value | None = quantity(LENGTH, help="length of a side")
    clockwise: bool = truth(False, help="vertices run clockwise")
    anchors = ("center",)
    placed: Point | None = None

    def misuse(self) -> Iterator[Diagnostic]:
        if (len(self.vertices) or self.n or 0) < 3:
            yield TooFewSides(self.span)
        elif self.vertices and self.n is not None and self.n != len(self.vertices):
            yield OtherCount(self.span, len(self.vertices), self.n)

    def _step(self) -> Num:
        return (-2 if self.clockwise else 2) * PI / (len(self.vertices) or self.n or 3)

    def setup(self, make: Maker) -> None:
        self.declared = bool(self.vertices)
        if self.declared:
            first, second = self.vertices[0], self.vertices[1]
            out = (second - first).left() * ((-1 if self.clockwise else 1) / (2 * tan(PI / len(self.vertices))))
            middle = self.center
            self.center = first.toward(second, Fraction(1, 2)) + out
            self.given_center = middle
            return
        n = self.n or 3
        if self.radius is not None:
            r = self.radius.n
        elif self.side is not None:
            r = self.side.n / (2 * sin(PI / n))
        else:
            r = make.free("radius", 22 * make.mm, low=0)
        self.circumradius = r
        self.center = self.center or standing(self, self.placed, r * cos(PI / n)) or make.point("center")
        up = self.__dict__.get("stands_up")
        down = -PI / 2 if up is None or up.x == 0 else atan2(-up.y, -up.x)
        begin = down - PI / n if not self.clockwise else down + PI / n
        self.vertices = tuple(polar(self.center, r, begin + self._step() * i) for i in range(n))

    def rules(self) -> Iterator[Relation]:
        if not self.declared:
            if self.radius is not None and self.side is not None:
                yield relate("Equal", self.circumradius * 2 * sin(PI / (self.n or 3)), self.side, 1)
            return
        yield from super().rules()
        v = self.vertices
        for i in range(2, len(v)):
            yield relate("Same", v[i], v[i - 1] + (v[i - 1] - v[i - 2]).turned(self._step()))
        if self.given_center is not None:
            yield relate("Same", self.given_center, self.center)
        if self.side is not None:
            yield relate("Equal", distance_measure(v[0].x, v[0].y, v[1].x, v[1].y), self.side, 1)
        if self.radius is not None:
            yield relate("Equal", distance_measure(self.center.x, self.center.y, v[0].x, v[0].y), self.radius, 1)

    def claims(self) -> Iterator[Relation]:
        v = self.vertices
        for i in range(1, len(v)):
            yield relate("SameDistance", v[0], v[1], v[i], v[(i + 1) % len(v)])
            yield relate("SameDistance", self.center, v[0], self.center, v[i])

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot == "radius":
            return Along(self.center, self._spoke()[0])
        if slot == "side":
            return Along(self.vertices[0], self.vertices[1], away=self.center)
        return super().spot(slot)

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        if prints(self, self.radius):
            end, shown = self._spoke()
            if not shown:
                yield Shape("ML", (self.center, end), Look(weight="thin"))
                yield Dot(self.center)

    def _spoke(self) -> tuple[Point, bool]:
        """The vertex to which its radius is drawn: along a segment that is there, else where no line runs through the centre; and whether it is there."""
        c, reach = self.center, (self.vertices[0] - self.center).length
        taken: list[float] = []
        for e in self.frame.elements:
            line = getattr(e, "curve", None)
            if not e.drawn or not isinstance(line, Straight) or abs(line.vector.cross(c - line.start)) > 1e-6 * reach * line.length:
                continue
            ends = [v for v in self.vertices if min((v - line.start).length, (v - line.end).length) < 1e-6 * reach]
            if ends and abs(line.length - reach) < 1e-6 * reach:
                return ends[0], True
            taken += [line.vector.angle, line.vector.angle + math.pi]
        near = [min([1.0, *[abs(math.remainder((v - c).angle - t, 2 * math.pi)) for t in taken]]) for v in self.vertices]
        best = max(range(len(near)), key=lambda k: (round(near[k], 3), -k))
        return self.vertices[best], False
