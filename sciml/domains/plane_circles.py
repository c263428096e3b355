"""Circles of a triangle, tangents, and what a circle carries: incircle, circumcircle, excircle, nine-point circle, tangents, chord."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import (
    Diagnostic,
    Maker,
    Num,
    Point,
    Relation,
    Straight,
    absolute,
    part,
    parts,
    relate,
)
from .draw_round import RoundFamily, circumcenter_of
from .plane import Triangle
from .plane_points import WrongCount

__all__ = ["Circumcircle", "Incircle", "TriangleCircle", "corners_of", "incenter_of"]


def corners_of(things: tuple[Any, ...]) -> tuple[Point, ...]:
    """Three points one by one, or the vertices of a triangle."""
    out: list[Point] = []
    for x in things:
        out.extend(getattr(x, "vertices", (x,)))
    return tuple(out)


def incenter_of(a: Point, b: Point, c: Point) -> Point:
    """Corners weighted with the opposite sides."""
    p, q, r = (c - b).length, (a - c).length, (b - a).length
    s = p + q + r
    return Point((p * a.x + q * b.x + r * c.x) / s, (p * a.y + q * b.y + r * c.y) / s)


def inradius_of(a: Point, b: Point, c: Point) -> Num:
    return absolute((b - a).cross(c - a)) / ((c - b).length + (a - c).length + (b - a).length)


class TriangleCircle(RoundFamily):
    """A circle that a triangle determines."""

    kind = ""
    of: tuple[Any, ...] = parts("point|element", rest=True, help="a triangle, or its three vertices")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(corners_of(self.of)) != 3:
            yield WrongCount(self.span, self.kind.replace("_", " "), "a triangle or three points", f"{self.kind}(ABC)")

    def sides(self) -> tuple[Straight, ...]:
        a, b, c = corners_of(self.of)
        return Straight(b, c), Straight(c, a), Straight(a, b)


class Incircle(TriangleCircle):
    """The circle inside a triangle that touches its sides.

    ```figure
    t = triangle(ABC, AB=5 cm, BC=4 cm, CA=3 cm)
    incircle(t)
    ```
    """

    def setup(self, make: Maker) -> None:
        corners = corners_of(self.of)
        self.round_off(incenter_of(*corners), inradius_of(*corners))

    def claims(self) -> Iterator[Relation]:
        for side in self.sides():
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
        center = circumcenter_of(a, b, c)
        self.round_off(center, (a - center).length)

    def claims(self) -> Iterator[Relation]:
        for p in corners_of(self.of):
            yield relate("On", p, self.curve)


_ = (Fraction, part, Triangle)
