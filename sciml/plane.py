"""Points, vectors and curves of the plane, over any kind of number (`Num`): floats when drawn, expressions while solved."""

from __future__ import annotations

from fractions import Fraction

from .expression import Expr, Num, Var, atan2, cos, difference, hypot, length_of, maximum, minimum, sign, sin, square_of
from .grammar.record import Record, field

__all__ = ["Box", "Curve", "Oval", "Point", "Round", "Straight", "Track", "Turned", "Vector", "Way", "corner", "foot", "in_sight", "nowhere", "polar", "way"]


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


def nowhere(way: Vector) -> bool:
    """True if it is nothing at all, as written."""
    return not isinstance(way.x, Expr) and not isinstance(way.y, Expr) and way.x == 0 == way.y


class Way(Vector):
    """A vector from one place to another, whose nodes, also those of its length, are shared with all who ask for the same."""

    __slots__ = ()

    @property
    def length(self) -> Num:
        x = self.x
        return hypot(x, self.y) if x.__class__ is float else length_of(x, self.y)

    @property
    def square(self) -> Num:
        """of its length"""
        return square_of(self.x, self.y)


def way(a: Point, b: Point) -> Way:
    """b - a, for claims and constructions. (What the solver makes zero has nodes of its own: how slopes are rounded hangs on what is shared.)"""
    x, y = a.x, a.y
    return Way(difference(b.x, x) if x.__class__ is Var else b.x - x, difference(b.y, y) if y.__class__ is Var else b.y - y)


def foot(a: Point, b: Point, p: Point) -> Point:
    """The place of the line through a and b that is nearest to p."""
    d = way(a, b)
    gap = d.cross(way(a, p)) / d.square
    return p + Vector(d.y * gap, -d.x * gap)


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


def in_sight(line: Straight, xs: list[float], ys: list[float]) -> Straight:
    """A line or ray (over floats) beside places: an end that it runs beyond, that has no name and lies farther from them than they are spread,
    comes to where the line passes them."""
    if not xs or not (line.before or line.after):
        return line
    (left, right), (low, high) = (min(xs), max(xs)), (min(ys), max(ys))
    size = max(right - left, high - low)
    d = line.vector
    square = d.dot(d)
    if not size > 0 or not square > 0:
        return line

    def far(p: Point) -> bool:
        return not p.name and not (left - size <= p.x <= right + size and low - size <= p.y <= high + size)

    near = d.dot(Point((left + right) / 2, (low + high) / 2) - line.start) / square
    beside = 0.75 * size / square**0.5
    first = near - beside if line.before and far(line.start) else 0.0
    last = near + beside if line.after and far(line.end) else 1.0
    if last <= first:
        return line
    return Straight(line.at(first) if first else line.start, line.at(last) if last != 1.0 else line.end, line.before, line.after, line.name, line.owner)


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

    @property
    def pieces(self) -> list[tuple[Point, Point]]:
        ends = (*self.points[1:], self.points[0]) if self.closed else self.points[1:]
        return list(zip(self.points, ends, strict=False))

    @property
    def length(self) -> Num:
        return sum([(b - a).length for a, b in self.pieces], start=0)

    def at(self, t: Num) -> Point:
        """t: fraction of the way along all pieces."""
        pieces = [(b - a, (b - a).length) for a, b in self.pieces]
        place, left = self.points[0], t * self.length
        for step, length in pieces:
            if isinstance(length, (int, float)) and not length:
                continue
            place = place + step * minimum(1, maximum(0, left / length))
            left = left - length
        return place

    def ahead(self, t: Num) -> Vector:
        """The way of the piece on which a fraction of the way lies, with the outer side of a closed chain on its left."""
        step = Fraction(1, 1_000_000)
        way = (self.at(t + step) - self.at(t - step)).unit()
        return -way * self.sense() if self.closed else way

    def sense(self) -> Num:
        """1 if a closed chain runs counter-clockwise, -1 if clockwise."""
        first = self.points[0]
        return sign(sum([(a - first).cross(b - first) for a, b in self.pieces], start=0))


class Oval(Track):
    """An ellipse, as a chain and as what it is: its centre, the ends of its half axes."""

    center: Point = field(default=None)
    first: Point = field(default=None)
    second: Point = field(default=None)

    def shares(self, p: Point) -> tuple[Num, Num]:
        """A place in shares of both half axes: on the ellipse their squares add to 1."""
        d, u, v = p - self.center, self.first - self.center, self.second - self.center
        return d.dot(u) / u.dot(u), d.dot(v) / v.dot(v)

    def toward(self, p: Point) -> Num:
        """Where the ray from the centre to a place meets it, for `at`."""
        x, y = self.shares(p)
        return atan2(y, x)

    def at(self, t: Num) -> Point:
        """t: the eccentric angle."""
        place: Point = self.center + (self.first - self.center) * cos(t) + (self.second - self.center) * sin(t)
        return place

    def part(self, t: Num) -> Num:
        """What `at` takes for a fraction of the way round, counter-clockwise from the end of the first half axis."""
        return self.toward(Track(self.points, True).at(t))

    def along(self, t: Num) -> Vector:
        way: Vector = ((self.second - self.center) * cos(t) - (self.first - self.center) * sin(t)).unit()
        return way


Curve = Straight | Round | Track


def corner(a: Straight, b: Straight) -> tuple[Point, Vector, Vector, bool]:
    """Where the angle of two lines is drawn, over floats: its vertex, a way along each, and whether the second is only a parallel to the line.

    A common end, or where they cross if both are drawn there; else the end of one nearest to the crossing, where the other is shown by its direction."""
    for p, u, open_a in ((a.start, a.vector, a.before), (a.end, -a.vector, a.after)):
        for q, v, open_b in ((b.start, b.vector, b.before), (b.end, -b.vector, b.after)):
            if not (open_a or open_b) and (p - q).length <= 1e-7 * (u.length + v.length):
                return p, u, v, False
    d, e = a.vector, b.vector
    cross = d.cross(e)
    if not cross:
        return a.start, d, e, False
    crossing = a.start + d * ((b.start - a.start).cross(e) / cross)
    acute = [(u, v) for u in (d, -d) for v in (e, -e) if u.dot(v) >= -1e-12 * d.length * e.length]
    if _reaches(a, crossing) and _reaches(b, crossing):
        return (crossing, *max(acute, key=lambda w: _drawn(crossing, w[0], a) + _drawn(crossing, w[1], b)), False)
    if _rank(b) < _rank(a):  # the line that ends is the leg, not the floor
        a, b, d, e = b, a, e, d
    near, far = sorted((a.start, a.end), key=lambda p: (p - crossing).length)
    leg = far - near
    return near, leg, e if leg.dot(e) >= 0 else -e, True


def _rank(line: Straight) -> int:
    """0 for a piece with two ends of a thing that can move, more for what goes on or holds others."""
    return (line.before or line.after) + 2 * bool(getattr(line.owner, "support", False))


def _reaches(line: Straight, p: Point) -> bool:
    """Is the line drawn at this place of it, or nearly so?"""
    t = (p - line.start).dot(line.vector) / line.vector.dot(line.vector)
    return bool(t >= (-0.6 if line.before else -0.08) and t <= (1.6 if line.after else 1.08))


def _drawn(vertex: Point, way: Vector, line: Straight) -> float:
    """How far a line runs from the vertex in this direction, as a share of its length."""
    far = max((line.start - vertex).dot(way), (line.end - vertex).dot(way))
    return min(1.0, max(0.0, float(far / way.dot(way))))
