"""Equal shapes: congruent and similar polygons, equal distances without roots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..author import (
    AngleArc,
    Diagnostic,
    Ink,
    Num,
    Point,
    Positive,
    Relation,
    Span,
    Straight,
    Ticks,
    Track,
    Vector,
    Zero,
    cos,
    part,
    parts,
    place,
    sin,
    sqrt,
    way,
)
from .compare import arc_between
from .operand import called, plain, run_of, shape_of, sides_of

__all__ = ["Congruent", "InProportion", "NotTwoShapes", "SameDistance", "Similar", "Turned"]


class SameDistance(Relation):
    """The distance of two points is that of two others."""

    a: Point = place()
    b: Point = place()
    c: Point = place()
    d: Point = place()

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero((self.b - self.a).length - (self.d - self.c).length, 1)

    def holds(self) -> Iterator[Zero | Positive]:
        yield _equal_lengths(self.b - self.a, self.d - self.c)

    def phrase(self) -> str:
        return f"{called(self.a)}{called(self.b)} and {called(self.c)}{called(self.d)} are equally long"

    def marks(self) -> Iterator[Ink]:
        yield Ticks(self.a, self.b)
        yield Ticks(self.c, self.d)


def _equal_lengths(u: Vector, v: Vector, factor: Num = 1) -> Zero:
    """|u| = factor |v|."""
    if plain(u.x, u.y, v.x, v.y, factor):
        return Zero(u.length - factor * v.length, 1)
    return Zero(u.x * u.x + u.y * u.y - factor * factor * (v.x * v.x + v.y * v.y), 2)


def _halves(things: Sequence[Any]) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    if len(things) == 2:
        a, b = (shape_of(x) for x in things)
        return (a.points, b.points) if isinstance(a, Track) and isinstance(b, Track) else ((), ())
    half = len(things) // 2
    return tuple(shape_of(x) for x in things[:half]), tuple(shape_of(x) for x in things[half:])


def _diagonals(n: int) -> list[tuple[int, int]]:
    """Pairs of corners whose distances fix a polygon: its sides, and all from the first two corners."""
    pairs = [(i, (i + 1) % n) for i in range(n)]
    return pairs + [(i, j) for i in (0, 1) for j in range(2, n) if (i, j) not in pairs and (j, i) not in pairs]


class NotTwoShapes(Diagnostic):
    """Congruent and similar are said of two polygons with as many corners, at least three.

    ```wrong
    triangle(ABC)
    D = point(5, 5)
    require similar(ABC, D)
    ```
    ```right
    triangle(ABC)
    triangle(DEF)
    require similar(ABC, DEF)
    ```
    """

    code = "PLN205"
    says = "{word} compares two polygons with as many corners."
    word: str


class _Shapes(Relation):
    """Two polygons, corner by corner: `congruent(ABC, DEF)` or two objects."""

    of: Any = parts("point|element", rest=True, at_least=2)

    def __init__(self, *operands: Any, **named: Any) -> None:
        things = tuple(operands[0]) if len(operands) == 1 and isinstance(operands[0], (tuple, list)) else operands
        super().__init__(things, **named)
        self.one, self.two = _halves(things)

    def misuse(self) -> Iterator[Diagnostic]:
        if not len(self.one) == len(self.two) >= 3 or not all(isinstance(p, Point) for p in (*self.one, *self.two)):
            yield NotTwoShapes(Span(0, 0), self.words[0])

    def phrase(self) -> str:
        names = [run_of(corners) for corners in (self.one, self.two)]
        return f"{names[0]} and {names[1]} are {self.words[0]}"


class Congruent(_Shapes):
    """`congruent(ABC, DEF)`: equal in all sides and angles, in this order of corners."""

    words = ("congruent",)

    def residuals(self) -> Iterator[Zero | Positive]:
        for i, j in _diagonals(len(self.one)):
            yield Zero((self.one[i] - self.one[j]).length - (self.two[i] - self.two[j]).length, 1)

    def holds(self) -> Iterator[Zero | Positive]:
        for i, j in _diagonals(len(self.one)):
            yield _equal_lengths(self.one[i] - self.one[j], self.two[i] - self.two[j])

    def marks(self) -> Iterator[Ink]:
        for number, ((a, b), (c, d)) in enumerate(zip(sides_of(self.one), sides_of(self.two), strict=True), 1):
            yield Ticks(a, b, number)
            yield Ticks(c, d, number)


class Similar(_Shapes):
    """`similar(ABC, DEF)`: equal in all angles, in this order of corners."""

    words = ("similar",)

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self.one[1] - self.one[0], self.two[1] - self.two[0]
        for i, j in _diagonals(len(self.one))[1:]:
            u, v = self.one[i] - self.one[j], self.two[i] - self.two[j]
            yield Zero(u.length * b.length - v.length * a.length, scale=(a.length + u.length) * (b.length + v.length))

    def holds(self) -> Iterator[Zero | Positive]:
        a, b = self.one[1] - self.one[0], self.two[1] - self.two[0]
        for i, j in _diagonals(len(self.one))[1:]:
            u, v = self.one[i] - self.one[j], self.two[i] - self.two[j]
            if plain(a.x, b.x, u.x, v.x):
                whole = a.length + b.length + u.length + v.length
                yield Zero((u.length * b.length - v.length * a.length) / (whole or 1), 1)
            else:
                yield Zero(u.dot(u) * b.dot(b) - v.dot(v) * a.dot(a), 4)

    def marks(self) -> Iterator[Ink]:
        for corners in (self.one, self.two):
            n = len(corners)
            for i in range(n):
                arc = arc_between(corners[i], corners[(i + 1) % n] - corners[i], corners[i - 1] - corners[i])
                yield AngleArc(arc.vertex, arc.first, arc.second, count=i + 1, room=arc.room)


class Turned(Relation):
    """`second` is `first` turned by an angle about a centre, counter-clockwise."""

    first: Point = place()
    second: Point = place()
    center: Point = place()

    def __init__(self, first: Point, second: Point, center: Point, angle: Num) -> None:
        super().__init__(first, second, center)
        self.angle = angle

    def residuals(self) -> Iterator[Zero | Positive]:
        gap = self.second - (self.center + (self.first - self.center).turned(self.angle))
        yield Zero(gap.x, 1)
        yield Zero(gap.y, 1)

    def holds(self) -> Iterator[Zero | Positive]:
        u, v = way(self.center, self.first), way(self.center, self.second)
        c, s = cos(self.angle), sin(self.angle)
        if not plain(u.x, u.y, v.x, v.y, c):  # turned back it is where it came from
            yield Zero(v.x * c + v.y * s - u.x, 1)
            yield Zero(v.y * c - v.x * s - u.y, 1)
            return
        yield _equal_lengths(u, v)
        scale = sqrt(u.dot(u) * v.dot(v))
        across, along = u.x * v.y - u.y * v.x, u.x * v.x + u.y * v.y
        yield Zero(across * c - along * s, scale=scale)
        yield Positive(along * c + across * s, scale=scale)

    def phrase(self) -> str:
        return f"{called(self.second)} is {called(self.first)} turned about {called(self.center)}"


class InProportion(Relation):
    """The distances of a point from two lines are as the lengths of these: what makes the symmedian point."""

    point: Point = place()
    first: Straight = part("line")
    second: Straight = part("line")

    def _gap(self) -> tuple[Num, Num, Num]:
        """distance * length of one minus that of the other, times both lengths; and the lengths' squares. The lines run round the point in one sense."""
        d, e = self.first.vector, self.second.vector
        p, q = d.dot(d), e.dot(e)
        return d.cross(self.point - self.first.start) * q - e.cross(self.point - self.second.start) * p, p, q

    def residuals(self) -> Iterator[Zero | Positive]:
        gap, p, q = self._gap()
        yield Zero(gap, scale=sqrt(p * q) * sqrt(p + q))

    def holds(self) -> Iterator[Zero | Positive]:
        gap, p, q = self._gap()
        if plain(gap, p, q):
            size = sqrt(p * q) * sqrt(p + q)
            yield Zero(gap / (size or 1), 1)
        else:
            yield Zero(gap, 4)

    def phrase(self) -> str:
        return f"the distances of {called(self.point)} from {called(self.first)} and {called(self.second)} are as their lengths"
