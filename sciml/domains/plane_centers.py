"""Centres of a triangle."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import Diagnostic, Maker, Num, Point, Relation, Straight, absolute, measured, parts, relate, way
from .draw import PointFamily
from .draw_round import circumcenter_of
from .plane_points import HALF, WrongCount

__all__ = [
    "Centroid",
    "Circumcenter",
    "Incenter",
    "NinePointCenter",
    "Orthocenter",
    "SymmedianPoint",
    "TriangleCenter",
    "corners_of",
    "incenter_of",
    "inradius_of",
    "sides_of_triangle",
]


def corners_of(things: tuple[Any, ...]) -> tuple[Point, ...]:
    """Three points one by one, or the vertices of a triangle."""
    out: list[Point] = []
    for x in things:
        out.extend(getattr(x, "vertices", (x,)))
    return tuple(out)


def sides_of_triangle(corners: tuple[Point, ...]) -> tuple[Straight, ...]:
    """Each opposite its corner."""
    a, b, c = corners
    return Straight(b, c), Straight(c, a), Straight(a, b)


def _weighted(corners: tuple[Point, ...], weights: tuple[Num, ...]) -> Point:
    total = weights[0] + weights[1] + weights[2]
    (a, b, c), (u, v, w) = corners, weights
    return Point((u * a.x + v * b.x + w * c.x) / total, (u * a.y + v * b.y + w * c.y) / total)


def incenter_of(a: Point, b: Point, c: Point) -> Point:
    """Corners weighted with the opposite sides."""
    return _weighted((a, b, c), (way(b, c).length, way(c, a).length, way(a, b).length))


def inradius_of(a: Point, b: Point, c: Point) -> Num:
    """Twice the area over the perimeter."""
    return absolute(way(a, b).cross(way(a, c))) / (way(b, c).length + way(c, a).length + way(a, b).length)


class TriangleCenter(PointFamily):
    """A point that a triangle determines."""

    kind = ""
    of: tuple[Any, ...] = parts("point|element", rest=True, help="a triangle, or its three vertices")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(corners_of(self.of)) != 3:
            yield WrongCount(self.span, self.kind.replace("_", " "), "a triangle or three points", f"{self.kind}(ABC)")


class Centroid(TriangleCenter):
    """Where the medians meet.

    ```figure
    t = triangle(ABC)
    G = centroid(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        a, b, c = corners_of(self.of)
        third = Fraction(1, 3)
        self.put(Point((a.x + b.x + c.x) * third, (a.y + b.y + c.y) * third))

    def claims(self) -> Iterator[Relation]:
        a, b, c = corners_of(self.of)
        yield relate("Between", self.at, a, b.toward(c, HALF))
        yield relate("Between", self.at, b, c.toward(a, HALF))


class Incenter(TriangleCenter):
    """The centre of the incircle, where the angle bisectors meet.

    ```figure
    t = triangle(ABC)
    I = incenter(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        self.put(make.once(incenter_of, *corners_of(self.of)))

    def claims(self) -> Iterator[Relation]:
        corners = corners_of(self.of)
        first, *others = sides_of_triangle(corners)
        yield relate("Inside", self.at, corners)
        away = measured("distance", self.at, first)
        for side in others:
            yield relate("Equal", away, measured("distance", self.at, side), 1)


class Circumcenter(TriangleCenter):
    """The centre of the circumcircle, equally far from all vertices.

    ```figure
    t = triangle(ABC)
    O = circumcenter(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        self.put(make.once(circumcenter_of, *corners_of(self.of)))

    def claims(self) -> Iterator[Relation]:
        a, b, c = corners_of(self.of)
        yield relate("SameDistance", self.at, a, self.at, b)
        yield relate("SameDistance", self.at, a, self.at, c)


class Orthocenter(TriangleCenter):
    """Where the altitudes meet.

    ```figure
    t = triangle(ABC)
    H = orthocenter(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        a, b, c = corners_of(self.of)
        o = circumcenter_of(a, b, c)
        self.put(Point(a.x + b.x + c.x - 2 * o.x, a.y + b.y + c.y - 2 * o.y))

    def claims(self) -> Iterator[Relation]:
        corners = corners_of(self.of)
        for corner, side in zip(corners, sides_of_triangle(corners), strict=True):
            yield relate("Perpendicular", Straight(corner, self.at), side)


class NinePointCenter(TriangleCenter):
    """The centre of the nine-point circle, half way between circumcenter and orthocenter.

    ```figure
    t = triangle(ABC)
    N = nine_point_center(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        a, b, c = corners_of(self.of)
        o = circumcenter_of(a, b, c)
        self.put(Point((a.x + b.x + c.x - o.x) * HALF, (a.y + b.y + c.y - o.y) * HALF))

    def claims(self) -> Iterator[Relation]:
        a, b, c = corners_of(self.of)
        first = a.toward(b, HALF)
        for other in (b.toward(c, HALF), c.toward(a, HALF)):
            yield relate("SameDistance", self.at, first, self.at, other)


class SymmedianPoint(TriangleCenter):
    """Where the symmedians meet: its distances from the sides are as the sides.

    ```figure
    t = triangle(ABC)
    K = symmedian_point(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        corners = corners_of(self.of)
        ways = [side.vector for side in sides_of_triangle(corners)]
        weights = tuple(v.dot(v) for v in ways)
        self.put(_weighted(corners, weights))

    def claims(self) -> Iterator[Relation]:
        corners = corners_of(self.of)
        first, *others = sides_of_triangle(corners)
        yield relate("Inside", self.at, corners)
        for side in others:
            yield relate("InProportion", self.at, first, side)
