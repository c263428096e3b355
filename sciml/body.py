"""Bodies: things that stand on, hang from or float beside others, with a seat and a turn."""

from __future__ import annotations

from .element import Element, anchor
from .expression import Num, cos, sin
from .ink import Inside, Spot
from .plane import Point, Straight, Vector

__all__ = ["Body"]


class Body(Element):
    """Family of bodies. The checker sets `origin` (where the seat lies) and `turn` (angle of the body's own x axis) from the placement words, before `setup`.

    In its own frame the seat is (0, 0), x runs along the host, y away from it. Subclasses set `size` to (width, height) in `setup`.
    """

    kind = ""
    family = "body"
    seat = "base"

    origin: Point
    turn: Num
    size: tuple[Num, Num]

    def to(self, x: Num, y: Num) -> Point:
        """World place of (x, y) of the body's own frame."""
        c, s = cos(self.turn), sin(self.turn)
        return Point(self.origin.x + x * c - y * s, self.origin.y + x * s + y * c)

    def way(self, x: Num, y: Num) -> Vector:
        """World direction of (x, y) of the body's own frame."""
        c, s = cos(self.turn), sin(self.turn)
        return Vector(x * c - y * s, x * s + y * c)

    @property
    def outline(self) -> tuple[Point, ...]:
        """Corners, counter-clockwise from the lower left."""
        w, h = self.size
        return self.to(-w / 2, 0), self.to(w / 2, 0), self.to(w / 2, h), self.to(-w / 2, h)

    @property
    def surface(self) -> Straight:
        """What others stand on: its top, from left to right."""
        w, h = self.size
        return Straight(self.to(-w / 2, h), self.to(w / 2, h), owner=self)

    @anchor
    def base(self) -> Point:
        """Middle of the side it stands on: its seat."""
        return self.origin

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self.to(0, self.size[1] / 2)

    @anchor
    def bottom(self) -> Point:
        return self.origin

    @anchor
    def top(self) -> Point:
        return self.to(0, self.size[1])

    @anchor
    def left(self) -> Point:
        return self.to(-self.size[0] / 2, self.size[1] / 2)

    @anchor
    def right(self) -> Point:
        return self.to(self.size[0] / 2, self.size[1] / 2)

    @anchor
    def top_left(self) -> Point:
        return self.to(-self.size[0] / 2, self.size[1])

    @anchor
    def top_right(self) -> Point:
        return self.to(self.size[0] / 2, self.size[1])

    @anchor
    def bottom_left(self) -> Point:
        return self.to(-self.size[0] / 2, 0)

    @anchor
    def bottom_right(self) -> Point:
        return self.to(self.size[0] / 2, 0)

    def spot(self, slot: str) -> Spot:
        return Inside(self.outline, self.center)
