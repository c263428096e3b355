"""Circles that a triangle determines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import Diagnostic, Maker, Point, Relation, Straight, absolute, parts, place, relate
from .draw_round import RoundFamily, circumcenter_of
from .plane_centers import corners_of, incenter_of, inradius_of, sides_of_triangle
from .plane_points import HALF, WrongCount

__all__ = ["Circumcircle", "Excircle", "Incircle", "NinePointCircle", "NotAVertex", "TriangleCircle"]


class TriangleCircle(RoundFamily):
    """A circle that a triangle determines."""

    kind = ""
    of: tuple[Any, ...] = parts("point|element", rest=True, help="a triangle, or its three vertices")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(corners_of(self.of)) != 3:
            yield WrongCount(self.span, self.kind.replace("_", " "), "a triangle or three points", f"{self.kind}(ABC)")


class Incircle(TriangleCircle):
    """The circle inside a triangle that touches its sides.

    ```figure
    t = triangle(ABC, AB=5 cm, BC=4 cm, CA=3 cm)
    incircle(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        corners = corners_of(self.of)
        self.round_off(make.once(incenter_of, *corners), inradius_of(*corners))

    def claims(self) -> Iterator[Relation]:
        for side in sides_of_triangle(corners_of(self.of)):
            yield relate("Tangent", side, self.curve)


class Circumcircle(TriangleCircle):
    """The circle through the vertices of a triangle.

    ```figure
    t = triangle(ABC, AB=5 cm, BC=4 cm, CA=3 cm)
    circumcircle(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        a, b, c = corners_of(self.of)
        center = make.once(circumcenter_of, a, b, c)
        self.round_off(center, (a - center).length)

    def claims(self) -> Iterator[Relation]:
        for p in corners_of(self.of):
            yield relate("On", p, self.curve)


class NinePointCircle(TriangleCircle):
    """The circle through the midpoints of the sides and the feet of the altitudes.

    ```figure
    t = triangle(ABC, AB=5 cm, BC=4 cm, CA=4 cm)
    nine_point_circle(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        a, b, c = corners_of(self.of)
        middles = a.toward(b, HALF), b.toward(c, HALF), c.toward(a, HALF)
        center = circumcenter_of(*middles)
        self.round_off(center, (middles[0] - center).length)

    def claims(self) -> Iterator[Relation]:
        corners = corners_of(self.of)
        for corner, side in zip(corners, sides_of_triangle(corners), strict=True):
            d = side.vector
            yield relate("On", side.start.toward(side.end, HALF), self.curve)
            yield relate("On", side.start + d * ((corner - side.start).dot(d) / d.dot(d)), self.curve)


class NotAVertex(Diagnostic):
    """What lies opposite a vertex is told by that vertex.

    ```wrong
    t = triangle(ABC)
    D = point()
    excircle(t, opposite=D)
    ```
    ```right
    t = triangle(ABC)
    excircle(t, opposite=A)
    ```
    """

    code = "PLN204"
    says = "{point} is no vertex of the triangle"
    help = "name one of its vertices: {vertices}"
    point: str
    vertices: str


class Excircle(TriangleCircle):
    """The circle outside a triangle that touches one side and the prolongations of the two others.

    ```figure
    t = triangle(ABC, AB=5 cm, BC=4 cm, CA=4 cm)
    excircle(t, opposite=A)
    ```
    """

    opposite: Point | None = place(None, positional=False, help="the vertex across the side that it touches; the first one if not said")

    def misuse(self) -> Iterator[Diagnostic]:
        corners = corners_of(self.of)
        if len(corners) != (4 if self.opposite is None else 3) and len(corners) != 3:
            yield WrongCount(self.span, "excircle", "a triangle and a vertex", "excircle(ABC, opposite=A)")
            return
        if not any(_one(self.far(), p) for p in corners[:3]):
            yield NotAVertex(self.span, self.far().name or "the point", ", ".join(p.name for p in corners[:3]))

    def far(self) -> Point:
        """The vertex opposite: `opposite=`, or a fourth point given (`excircle(t, A)`)."""
        corners = corners_of(self.of)
        return self.opposite or corners[3 if len(corners) == 4 else 0]

    def turned(self) -> tuple[Point, Point, Point]:
        """The vertices, beginning with the one opposite."""
        corners = corners_of(self.of)[:3]
        k = next((i for i, p in enumerate(corners) if _one(self.far(), p)), 0)
        return corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]

    def setup(self, make: Maker) -> None:
        a, b, c = self.turned()
        p, q, r = (c - b).length, (a - c).length, (b - a).length
        total = q + r - p
        center = Point((q * b.x + r * c.x - p * a.x) / total, (q * b.y + r * c.y - p * a.y) / total)
        self.round_off(center, absolute((b - a).cross(c - a)) / total)

    def claims(self) -> Iterator[Relation]:
        a, b, c = self.turned()
        yield relate("Tangent", Straight(b, c), self.curve)
        yield relate("Tangent", Straight(a, b, after=True), self.curve)
        yield relate("Tangent", Straight(a, c, after=True), self.curve)


def _one(p: Point, q: Point) -> bool:
    return p is q or (p.x is q.x and p.y is q.y)
