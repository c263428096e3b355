"""Chains of straight pieces: polygons, polylines, rectangles."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from ..author import (
    ANGLE,
    LENGTH,
    Along,
    AngleArc,
    Diagnostic,
    Element,
    Ink,
    Inside,
    Maker,
    OnPath,
    Point,
    Relation,
    Shape,
    Spot,
    Track,
    Value,
    Vector,
    absolute,
    anchor,
    parts,
    places,
    quantity,
    relate,
    truth,
    vertices,
)
from .draw import AreaFamily, curve_path, look_of, standing

__all__ = ["CornersWanted", "Polygon", "PolygonFamily", "Polyline", "Rect"]


class PolygonFamily(AreaFamily):
    """Polygons by their vertices, whose sides and angles may be given as `AB=` and `angle_A=`."""

    kind = ""
    measures_of = "vertices"
    vertices: tuple[Point, ...]

    @staticmethod
    def pose(n: int) -> tuple[tuple[float, float], ...]:
        """First guess for n new vertices, in page mm: in general position, first left, second right, counter-clockwise."""
        return tuple((20 * math.cos(-2.3 + 2 * math.pi * i / n), 20 * math.sin(-2.3 + 2 * math.pi * i / n)) for i in range(n))

    @property
    def outline(self) -> tuple[Point, ...]:  # type: ignore[override]
        return self.vertices

    def sides(self) -> list[tuple[Point, Point]]:
        v = self.vertices
        return [(v[i], v[(i + 1) % len(v)]) for i in range(len(v))]

    def named_vertex(self, name: str) -> int:
        return next((i for i, p in enumerate(self.vertices) if p.name == name), -1)

    def spot(self, slot: str) -> Spot | Ink | None:
        """`AB`: beside that side, outward; `angle_A`: the arc there."""
        corners = self.vertices
        if slot.startswith("angle_"):
            i = self.named_vertex(slot[6:])
            if i >= 0:
                return self._arc(i)
        for a in corners:
            for b in corners:
                if a is not b and a.name + b.name == slot:
                    return Along(a, b, away=self.center)
        return Inside(corners, self.center)

    def _arc(self, i: int) -> AngleArc:
        p, after, before = self.vertices[i], self.vertices[(i + 1) % len(self.vertices)], self.vertices[i - 1]
        u, v = after - p, before - p
        first, second = (u, v) if self.turns_left() else (v, u)
        return AngleArc(p, first, second, room=float(min(u.length, v.length)))

    def turns_left(self) -> bool:
        first = self.vertices[0]
        return bool(sum((a - first).cross(b - first) for a, b in self.sides()) >= 0)

    def rules(self) -> Iterator[Relation]:
        """A rule, not a claim: equal angles would else be solved by a polygon without area."""
        yield relate("Proper", self.vertices)

    def describe(self) -> str:
        return f"{self.kind.replace('_', ' ')} {''.join(p.name for p in self.vertices)}".strip()


class Polygon(PolygonFamily):
    """A polygon by its vertices.

    ```figure
    polygon((0, 0), (4, 0), (4, 1), (1, 1), (1, 3), (0, 3))
    ```
    """

    vertices: tuple[Point, ...] = vertices(at_least=3, help="its corners in order")


class Polyline(Element):
    """A chain of straight pieces through points; `closed=true` joins the last to the first.

    ```figure
    polyline((0, 0), (1, 2), (2, 1), (4, 2))
    ```
    """

    family = "curve"
    points: tuple[Point, ...] = places(at_least=2, help="where it goes")
    closed: bool = truth(False, help="back to the first point")

    @property
    def curve(self) -> Track:
        return Track(tuple(self.points), self.closed, name=getattr(self, "name", ""), owner=self)

    @anchor
    def start(self) -> Point:
        return self.points[0]

    @anchor
    def end(self) -> Point:
        return self.points[-1]

    @anchor
    def center(self) -> Point:
        """The mean of its points."""
        n = len(self.points)
        return Point(sum(p.x for p in self.points) / n, sum(p.y for p in self.points) / n)

    def spot(self, slot: str) -> Spot | Ink | None:
        return OnPath(tuple(self.points), best=0.5)

    def draw(self) -> Iterator[Ink]:
        ops, points = curve_path(self.curve)
        yield Shape(ops, points, look_of(self))


class Rect(AreaFamily):
    """An upright rectangle: by two opposite corners, or by centre, width and height.

    ```figure
    rect((0, 0), (4, 3))
    ```
    """

    corners: tuple[Point, ...] = parts("point", (), rest=True, at_least=0, help="two opposite corners")
    width: Value | None = quantity(LENGTH, help="from left to right")
    height: Value | None = quantity(LENGTH, help="from bottom to top")
    turn: Value | None = quantity(ANGLE, prints=False, help="turned counter-clockwise about its centre")
    placed: Point | None = None
    outline: tuple[Point, ...]

    def misuse(self) -> Iterator[Diagnostic]:
        if len(self.corners) not in (0, 2):
            yield CornersWanted(self.span, len(self.corners))

    def setup(self, make: Maker) -> None:
        if len(self.corners) == 2:
            a, c = self.corners
            self.outline = a, Point(c.x, a.y), c, Point(a.x, c.y)
            self.size = absolute(c.x - a.x), absolute(c.y - a.y)
            self.middle = a.toward(c, Fraction(1, 2))
        else:
            w = self.width.n if self.width is not None else make.free("width", 40 * make.mm, low=0)
            h = self.height.n if self.height is not None else make.free("height", 25 * make.mm, low=0)
            self.size, self.middle = (w, h), standing(self, self.placed, h / 2) or make.point("center")
            self.outline = tuple(self._at(x, y) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)))

    def _at(self, x: int, y: int) -> Point:
        w, h = self.size
        up: Vector | None = self.__dict__.get("stands_up")
        if up is not None and self.turn is None:
            place: Point = self.middle + up * (h * Fraction(y, 2)) + up.left() * (w * Fraction(-x, 2))
            return place
        out = Vector(w * Fraction(x, 2), h * Fraction(y, 2))
        return self.middle + (out if self.turn is None else out.turned(self.turn.n))

    def rules(self) -> Iterator[Relation]:
        for value, size in zip((self.width, self.height), self.size, strict=True):
            if value is not None and self.corners:
                yield relate("Equal", size, value, 1)

    @anchor
    def center(self) -> Point:
        return self.middle

    @anchor
    def left(self) -> Point:
        return self._at(-1, 0)

    @anchor
    def right(self) -> Point:
        return self._at(1, 0)

    @anchor
    def top(self) -> Point:
        return self._at(0, 1)

    @anchor
    def bottom(self) -> Point:
        return self._at(0, -1)

    @anchor
    def top_left(self) -> Point:
        return self._at(-1, 1)

    @anchor
    def top_right(self) -> Point:
        return self._at(1, 1)

    @anchor
    def bottom_left(self) -> Point:
        return self._at(-1, -1)

    @anchor
    def bottom_right(self) -> Point:
        return self._at(1, -1)

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot == "width":
            return Along(self.bottom_left, self.bottom_right, away=self.center)
        if slot == "height":
            return Along(self.bottom_right, self.top_right, away=self.center)
        return super().spot(slot)


class CornersWanted(Diagnostic):
    """A rectangle has two opposite corners, or a place, a width and a height.

    ```wrong
    rect((0, 0))
    ```
    ```right
    rect((0, 0), (4, 3))
    ```
    """

    code = "DRW204"
    says = "a rect takes two opposite corners, and {count} is given"
    help = "rect((0, 0), (4, 3)) or rect(at=(0, 0), width=4, height=3)"
    count: int
