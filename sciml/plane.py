"""Points, vectors and curves of the plane, over any kind of number (`Num`): floats when drawn, expressions while solved."""

from __future__ import annotations

from .expression import Num, atan2, cos, hypot, sin
from .grammar.record import Record, field

__all__ = ["Box", "Curve", "Point", "Round", "Straight", "Track", "Turned", "Vector", "polar"]


class Vector(Record):
    x: Num
    y: Num

    def __add__(self, o: Vector) -> Vector:
        return Vector(self.x + o.x, self.y + o.y)

    def __sub__(self, o: Vector) -> Vector:
        return Vector(self.x - o.x, self.y - o.y)

    def __mul__(self, k: Num) -> Vector:
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __truediv__(self, k: Num) -> Vector:
        return Vector(self.x / k, self.y / k)

    def __neg__(self) -> Vector:
        return Vector(-self.x, -self.y)

    def dot(self, o: Vector) -> Num:
        return self.x * o.x + self.y * o.y

    def cross(self, o: Vector) -> Num:
        return self.x * o.y - self.y * o.x

    @property
    def length(self) -> Num:
        return hypot(self.x, self.y)

    @property
    def angle(self) -> Num:
        """From +x, counter-clockwise, radians."""
        return atan2(self.y, self.x)

    def unit(self) -> Vector:
        n = self.length
        return Vector(self.x / n, self.y / n)

    def left(self) -> Vector:
        """A quarter turn counter-clockwise."""
        return Vector(-self.y, self.x)

    def turned(self, angle: Num) -> Vector:
        c, s = cos(angle), sin(angle)
        return Vector(self.x * c - self.y * s, self.x * s + self.y * c)


class Turned(Vector):
    """A unit vector that was said as an angle from another: first, turned by `by` (a Value, as it was written)."""

    first: Vector = Vector(1, 0)
    by: object = None

    def __neg__(self) -> Turned:
        return Turned(-self.x, -self.y, -self.first, self.by)


class Point(Record):
    """A place. name: as the author calls it ("A", "b.top"), empty if it has none; owner: the element it belongs to."""

    x: Num
    y: Num
    name: str = field(default="", compare=False)
    owner: object = field(default=None, compare=False)

    def __add__(self, v: Vector) -> Point:
        return Point(self.x + v.x, self.y + v.y)

    def __sub__(self, o: Point) -> Vector:
        return Vector(self.x - o.x, self.y - o.y)

    def toward(self, o: Point, t: Num) -> Point:
        """self at t=0, o at t=1."""
        return Point(self.x + (o.x - self.x) * t, self.y + (o.y - self.y) * t)


def polar(center: Point, radius: Num, angle: Num) -> Point:
    return Point(center.x + radius * cos(angle), center.y + radius * sin(angle))


class Box(Record):
    """An upright rectangle."""

    left: Num
    bottom: Num
    right: Num
    top: Num


class Straight(Record):
    """A segment from start to end; with `before` / `after` it goes on beyond start / end (ray, line)."""

    start: Point
    end: Point
    before: bool = False
    after: bool = False
    name: str = field(default="", compare=False)
    owner: object = field(default=None, compare=False)

    @property
    def vector(self) -> Vector:
        return self.end - self.start

    @property
    def direction(self) -> Vector:
        return (self.end - self.start).unit()

    @property
    def length(self) -> Num:
        return (self.end - self.start).length

    def at(self, t: Num) -> Point:
        """t: fraction of the way from start to end."""
        return self.start.toward(self.end, t)

    def along(self, t: Num) -> Vector:
        return self.direction


class Round(Record):
    """A circle, or the arc from angle `first` through `sweep` radians (positive: counter-clockwise)."""

    center: Point
    radius: Num
    first: Num = 0
    sweep: Num | None = None
    name: str = field(default="", compare=False)
    owner: object = field(default=None, compare=False)

    @property
    def length(self) -> Num:
        from .expression import PI

        return self.radius * (2 * PI if self.sweep is None else self.sweep)

    def at(self, t: Num) -> Point:
        """On a circle t is the angle from +x; on an arc the fraction of the way."""
        return polar(self.center, self.radius, t if self.sweep is None else self.first + self.sweep * t)

    def along(self, t: Num) -> Vector:
        a = t if self.sweep is None else self.first + self.sweep * t
        return Vector(-sin(a), cos(a))


class Track(Record):
    """A chain of straight pieces."""

    points: tuple[Point, ...]
    closed: bool = False
    name: str = field(default="", compare=False)
    owner: object = field(default=None, compare=False)


Curve = Straight | Round | Track
