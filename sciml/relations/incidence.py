"""Where things meet: on, collinear, concurrent, concyclic, tangent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from ..author import (
    Diagnostic,
    Num,
    Oval,
    Point,
    Positive,
    Relation,
    Round,
    Span,
    Straight,
    Track,
    Truth,
    Vector,
    Zero,
    absolute,
    hypot,
    maximum,
    minimum,
    part,
    parts,
    place,
    places,
    sign,
    way,
)
from .operand import called, distance_to_segment, near_zero, plain, run_of, shape_of, sides_of, unsigned_area

__all__ = ["Collinear", "Concurrent", "Concyclic", "Convex", "NotTangent", "On", "Proper", "Tangent"]

THING = "curve|region|body|element"


class On(Relation):
    """`on(P, k)`: a point of the line, circle, chain or outline, within its ends."""

    words = ("on",)
    point: Point = place()
    host: Any = part(THING)

    def residuals(self) -> Iterator[Zero | Positive]:
        p, k = self.point, shape_of(self.host)
        if isinstance(k, Point):
            yield Zero(p.x - k.x, 1)
            yield Zero(p.y - k.y, 1)
        elif isinstance(k, Straight):
            yield Zero(k.vector.cross(p - k.start) / k.length, 1)
            yield from _within(p, k)
        elif isinstance(k, Round):
            d = p - k.center
            yield Zero(hypot(d.x, d.y) - k.radius, 1)
            yield from _within_arc(p, k)
        elif hasattr(k, "misses"):  # a graph, which knows its equation
            yield from k.misses(p)
        elif isinstance(k, Oval):
            yield Zero((hypot(*k.shares(p)) - 1) * (k.first - k.center).length, 1)
        else:
            yield Zero(_track_distance(p, k), 1)

    def holds(self) -> Iterator[Zero | Positive]:
        p, k = self.point, shape_of(self.host)
        if isinstance(k, Straight):
            d, v = way(k.start, k.end), way(k.start, p)
            yield near_zero(d.x * v.y - d.y * v.x, (d.length,))
            yield from _within(p, k)
        elif isinstance(k, Round):
            d, r = way(k.center, p), k.radius
            yield near_zero(d.square - r * r, (d.length + r,))
            yield from _within_arc(p, k)
        elif hasattr(k, "carries"):
            yield from k.carries(p)
        elif isinstance(k, Oval):
            (x, y), half = k.shares(p), k.first - k.center
            yield near_zero((x * x + y * y - 1) * half.dot(half), (half.length + (p - k.center).length,))
        else:
            yield from self.residuals()

    def phrase(self) -> str:
        return f"{called(self.point)} lies on {called(self.host)}"


def _within(p: Point, line: Straight) -> Iterator[Positive]:
    """Not beyond an end that is one."""
    d = line.vector
    if plain(p.x, d.x, d.y):
        if not line.before:
            yield _not_below((p - line.start).dot(d), d)
        if not line.after:
            yield _not_below((line.end - p).dot(d), d)
    else:
        yield from _up_to_ends(line, (p - line.start).dot(d), d.dot(d))


def _up_to_ends(line: Straight, along: Num, square: Num) -> Iterator[Positive]:
    """The same of what lies `along` the line from its start, times the length of the line, which has this square."""
    if not line.before:
        yield Positive(along, 2, strict=False)
    if not line.after:
        yield Positive(square - along, 2, strict=False)


def _not_below(value: Num, along: Vector) -> Positive:
    """value, a product of a length along `along` and its own, is not below 0: numbers are measured as the length along it."""
    if plain(value, along.x, along.y) and (length := along.length):
        return Positive(value / length, 1, strict=False)
    return Positive(value, 2, strict=False)


def _within_arc(p: Point, k: Round) -> Iterator[Positive]:
    """Beyond the chord, on the arc's side of it."""
    if k.sweep is not None:
        start, end = k.at(0), k.at(1)
        chord = end - start
        yield _not_below(sign(k.sweep) * (p - start).cross(chord), chord)


def _track_distance(p: Point, k: Track) -> Num:
    pieces = sides_of(k.points) if k.closed else list(zip(k.points, k.points[1:], strict=False))
    return minimum(*(distance_to_segment(p, a, b) for a, b in pieces))


class Collinear(Relation):
    """`collinear(A, B, C, ...)`."""

    words = ("collinear",)
    points: tuple[Point, ...] = places(at_least=3)

    def __init__(self, *operands: Any, **named: Any) -> None:
        super().__init__(tuple(operands[0]) if len(operands) == 1 and isinstance(operands[0], (tuple, list)) else operands, **named)

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b, *others = self.points
        for p in others:
            u, v = b - a, p - a
            yield Zero(u.cross(v), scale=maximum(u.length, v.length))

    def holds(self) -> Iterator[Zero | Positive]:
        a = self.points[0]
        for p, q in combinations(self.points[1:], 2):
            yield near_zero((p.x - a.x) * (q.y - a.y) - (p.y - a.y) * (q.x - a.x), ((p - a).length, (q - a).length, (q - p).length))

    def phrase(self) -> str:
        return ", ".join(called(p) for p in self.points) + " lie on one line"


class Concurrent(Relation):
    """`concurrent(l, m, n, ...)`: all lines through one point."""

    words = ("concurrent",)
    lines: tuple[Straight, ...] = parts("line", rest=True, at_least=3)

    def __init__(self, *operands: Any, **named: Any) -> None:
        super().__init__(tuple(operands[0]) if len(operands) == 1 and isinstance(operands[0], (tuple, list)) else operands, **named)

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b, *others = (shape_of(x) for x in self.lines)
        across = a.vector.cross(b.vector)
        way = (b.start - a.start).cross(b.vector)
        for c in others:  # where a and b meet lies on c; without a division, so that parallels are no exception
            yield Zero((c.vector.cross(a.start - c.start) * across + c.vector.cross(a.vector) * way) / (a.length * b.length * c.length), 1)

    def holds(self) -> Iterator[Zero | Positive]:
        rows = []
        power = 1
        for x in self.lines:
            line = shape_of(x)
            s, d = line.start, way(line.start, line.end)
            row = d.y, -d.x, d.x * s.y - d.y * s.x
            if plain(*row):
                n = d.length
                rows.append((d.y / n, -d.x / n, d.x * s.y / n - d.y * s.x / n))
            else:
                rows.append(row)
                power = 4
        for (a, b, c), (d, e, f), (g, h, i) in combinations(rows, 3):
            yield Zero(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g), power)

    def phrase(self) -> str:
        return ", ".join(called(x) for x in self.lines) + " meet in one point"


class Concyclic(Relation):
    """`concyclic(A, B, C, D, ...)`: on one circle."""

    words = ("concyclic",)
    points: tuple[Point, ...] = places(at_least=4)

    def __init__(self, *operands: Any, **named: Any) -> None:
        super().__init__(tuple(operands[0]) if len(operands) == 1 and isinstance(operands[0], (tuple, list)) else operands, **named)

    def _incircle(self, p: Point) -> Num:
        a, b, c = (q - p for q in self.points[:3])
        return a.dot(a) * b.cross(c) + b.dot(b) * c.cross(a) + c.dot(c) * a.cross(b)

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b, c = self.points[:3]
        for p in self.points[3:]:
            yield Zero(self._incircle(p), scale=absolute(unsigned_area((a, b, c))) * (b - a).length)

    def holds(self) -> Iterator[Zero | Positive]:
        a, b, c = self.points[:3]
        for p in self.points[3:]:
            value = self._incircle(p)
            if plain(value):
                size = absolute(2 * unsigned_area((a, b, c))) * 2 * (circumradius(a, b, c) or 1)
                yield Zero(value / size if size else value, 1)
            else:
                yield Zero(value, 4)

    def phrase(self) -> str:
        return ", ".join(called(p) for p in self.points) + " lie on one circle"


def circumradius(a: Point, b: Point, c: Point) -> Num:
    area = absolute(unsigned_area((a, b, c)))
    return (b - a).length * (c - b).length * (a - c).length / (4 * area) if not plain(area) or area else 0


class Tangent(Relation):
    """`tangent(l, k)`: a line and a circle, or two circles, touch; the circles from outside, unless facts or `arrange inside(l, k)` say otherwise."""

    words = ("tangent",)
    first: Any = part("curve")
    second: Any = part("curve")

    def misuse(self) -> Iterator[Diagnostic]:
        shapes = shape_of(self.first), shape_of(self.second)
        if not all(isinstance(x, (Straight, Round)) for x in shapes) or all(isinstance(x, Straight) for x in shapes):
            yield NotTangent(Span(0, 0), called(self.first), called(self.second))

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = shape_of(self.first), shape_of(self.second)
        if isinstance(b, Straight):
            a, b = b, a
        if isinstance(a, Straight):
            yield Zero(absolute(a.vector.cross(b.center - a.start)) / a.length - b.radius, 1)
            along = a.vector.dot(b.center - a.start)  # it touches between the ends, where there are ends
            if not a.before:
                yield Positive(along, 2, strict=False)
            if not a.after:
                yield Positive(a.vector.dot(a.vector) - along, 2, strict=False)
        else:
            d = (b.center - a.center).length
            outer, inner = d - a.radius - b.radius, d - absolute(a.radius - b.radius)
            yield Zero(outer * inner, 2)
            yield Positive(d, 1)  # circles that coincide do not touch

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        a, b = shape_of(self.first), shape_of(self.second)
        if isinstance(b, Straight):
            a, b = b, a
        if isinstance(a, Straight) and isinstance(b, Round):
            d, v, r = way(a.start, a.end), way(a.start, b.center), b.radius
            across, square = d.x * v.y - d.y * v.x, d.square
            if plain(across, r):
                yield Zero(absolute(across) / d.length - r, 1)
                yield from _within(b.center + d.left() * (-across / square), a)
            else:
                yield Zero(across * across - r * r * square, 4)
                yield from _up_to_ends(a, v.dot(d), square)  # the centre lies as far along as the place where they touch
            if b.sweep is not None:
                yield from _within_arc(b.center + d.left() * (-across / square), b)
        elif isinstance(a, Round) and isinstance(b, Round):
            d, r, s = way(a.center, b.center), a.radius, b.radius
            if plain(d.x, d.y, r, s):
                n = d.length
                yield Zero(minimum(absolute(n - r - s), absolute(n - absolute(r - s))), 1)
            else:
                square = d.square
                yield Zero((square - (r + s) * (r + s)) * (square - (r - s) * (r - s)), 4)
            yield Positive(d.square, 2)
        else:
            yield Truth(False, "only lines and circles can be tangent here")

    def sizes(self) -> tuple[Num, ...]:
        return tuple([x.radius for x in (shape_of(self.first), shape_of(self.second)) if isinstance(x, Round)])

    def unusual(self) -> bool:
        a, b = shape_of(self.first), shape_of(self.second)
        return isinstance(a, Round) and isinstance(b, Round) and bool((b.center - a.center).length < maximum(a.radius, b.radius))

    def phrase(self) -> str:
        return f"{called(self.first)} touches {called(self.second)}"


class NotTangent(Diagnostic):
    """A line and a circle, or two circles, are tangent.

    ```wrong
    l = line(AB)
    m = line(CD)
    require tangent(l, m)
    ```

    ```right
    l = line(AB)
    k = circle(M, radius=2 cm)
    require tangent(l, k)
    ```
    """

    code = "PLN209"
    says = "{first} and {second} are not a line and a circle, or two circles."
    help = "tangent(l, k); bodies touch: touches(a, b); of a curve in axes take tangent_line(c, at=P)."

    first: str
    second: str


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Do the open pieces ab and cd cross?"""
    u, v = b - a, d - c
    return bool(u.cross(c - a) * u.cross(d - a) < 0 and v.cross(a - c) * v.cross(b - c) < 0)


class Convex(Relation):
    """A wish: new corners run counter-clockwise round a convex polygon. Dropped without a word where facts or coordinates say otherwise."""

    role = "wish"
    points: tuple[Point, ...] = places(at_least=3)

    def residuals(self) -> Iterator[Zero | Positive]:
        n = len(self.points)
        for i, p in enumerate(self.points):
            u, v = p - self.points[i - 1], self.points[(i + 1) % n] - p
            yield Positive(u.cross(v), 2)

    def holds(self) -> Iterator[Zero | Positive]:
        yield from self.residuals()

    def phrase(self) -> str:
        return f"{run_of(self.points)} is convex"


def _neighbours(sides: list[tuple[Point, Point]]) -> list[tuple[int, int]]:
    """Pairs of sides, not one after the other, that may meet: their ranges of x and of y do. Swept from left to right, so that many corners cost
    little more than few."""
    boxes = [(*sorted((a.x, b.x)), *sorted((a.y, b.y))) for a, b in sides]
    order = sorted(range(len(sides)), key=lambda i: boxes[i][0])
    found = []
    for k, i in enumerate(order):
        _, right, low, high = boxes[i]
        for j in order[k + 1 :]:
            left, _, other_low, other_high = boxes[j]
            if left > right:
                break
            if other_low <= high and other_high >= low and abs(i - j) > 1:
                found.append((min(i, j), max(i, j)))
    return sorted(found)


class Proper(Relation):
    """A polygon that has an area, and whose sides cross nowhere."""

    points: tuple[Point, ...] = places(at_least=3)

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(unsigned_area(self.points) ** 2, 4)

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        first, *others = self.points
        rays = [way(first, p) for p in others]
        area, sides = sum([u.cross(v) for u, v in pairwise(rays[1:])], start=rays[0].cross(rays[1])) / 2, sides_of(self.points)
        if not plain(area):
            yield Positive(area * area, 4)
            return
        yield Positive(absolute(area) / (max((b - a).length for a, b in sides) or 1), 1)
        for i, j in _neighbours(sides) if len(sides) > 3 else ():  # the sides of a triangle meet in their ends only
            (a, b), (c, d) = sides[i], sides[j]
            if _cross(a, b, c, d):
                yield Truth(False, f"the sides {called(a)}{called(b)} and {called(c)}{called(d)} cross")

    def phrase(self) -> str:
        return f"{run_of(self.points)} is a proper polygon"
