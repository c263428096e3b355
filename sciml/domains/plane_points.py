"""Points made from others: midpoint, foot, reflection, rotation, translation, homothety."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import (
    ANGLE,
    NUMBER,
    REQUIRED,
    Diagnostic,
    Maker,
    Point,
    Relation,
    Straight,
    Value,
    part,
    parts,
    place,
    quantity,
    relate,
)
from .draw import PointFamily

__all__ = ["HALF", "Foot", "Homothety", "Midpoint", "Reflection", "Rotation", "Translation", "WrongCount", "ends_of"]

HALF = Fraction(1, 2)


def ends_of(things: tuple[Any, ...]) -> tuple[Point, ...]:
    """The points among mixed operands: a piece counts as its two ends."""
    out: list[Point] = []
    for x in things:
        out.extend((x.start, x.end) if isinstance(x, Straight) else (x,))
    return tuple(out)


class WrongCount(Diagnostic):
    """A construction takes so many things and no others.

    ```wrong
    A, B, C = point()
    midpoint(A, B, C)
    ```
    ```right
    A, B = point()
    midpoint(A, B)
    ```
    """

    code = "PLN201"
    says = "{kind} takes {wants}"
    help = "{example}"
    kind: str
    wants: str
    example: str


class Midpoint(PointFamily):
    """The point half way between two points or along a segment.

    ```figure
    segment(AB)
    M = midpoint(AB)
    ```
    """

    of: tuple[Any, ...] = parts("point|line", rest=True, help="a segment, or two points")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(ends_of(self.of)) != 2:
            yield WrongCount(self.span, "midpoint", "two points or one segment", "midpoint(AB)")

    def setup(self, make: Maker) -> None:
        a, b = ends_of(self.of)
        self.put(a.toward(b, HALF))

    def claims(self) -> Iterator[Relation]:
        a, b = ends_of(self.of)
        yield relate("Between", self.at, a, b)
        yield relate("SameDistance", self.at, a, self.at, b)


class Foot(PointFamily):
    """The foot of the perpendicular from a point to a line.

    ```figure
    t = triangle(ABC)
    H = foot(C, AB)
    ```
    """

    point: Point = place(help="from here")
    line: Straight = part("line", help="to this line, prolonged if need be")

    def setup(self, make: Maker) -> None:
        d = self.line.vector
        self.put(self.line.start + d * ((self.point - self.line.start).dot(d) / d.dot(d)))

    def claims(self) -> Iterator[Relation]:
        whole = Straight(self.line.start, self.line.end, True, True, name=self.line.name, owner=self.line.owner)
        yield relate("On", self.at, whole)
        yield relate("Perpendicular", Straight(self.point, self.at), self.line)


class Reflection(PointFamily):
    """The mirror image of a point in a line, or in a point.

    ```figure
    t = triangle(ABC)
    D = reflection(C, AB)
    ```
    """

    point: Point = place(help="what is mirrored")
    mirror: Any = part("point|line", help="a line, or a centre")

    def setup(self, make: Maker) -> None:
        p, m = self.point, self.mirror
        if isinstance(m, Point):
            self.put(m + (m - p))
            return
        d = m.vector
        foot = m.start + d * ((p - m.start).dot(d) / d.dot(d))
        self.put(foot + (foot - p))

    def claims(self) -> Iterator[Relation]:
        p, m = self.point, self.mirror
        if isinstance(m, Point):
            yield relate("Same", p.toward(self.at, HALF), m)
        else:
            yield relate("On", p.toward(self.at, HALF), Straight(m.start, m.end, True, True, name=m.name, owner=m.owner))
            yield relate("Perpendicular", Straight(p, self.at), m)


class Rotation(PointFamily):
    """A point turned about a centre, counter-clockwise.

    ```figure
    A, O = point()
    B = rotation(A, O, angle=60 deg)
    ```
    """

    point: Point = place(help="what is turned")
    about: Point = place(help="the centre")
    angle: Value = quantity(ANGLE, REQUIRED, magnitude=True, prints=False, help="counter-clockwise; negative: clockwise")

    def setup(self, make: Maker) -> None:
        self.put(self.about + (self.point - self.about).turned(self.angle.n))

    def claims(self) -> Iterator[Relation]:
        yield relate("Turned", self.point, self.at, self.about, self.angle.n)


class Translation(PointFamily):
    """A point moved as far and in the direction as from one point to another.

    ```figure
    t = triangle(ABC)
    D = translation(A, BC)
    ```
    """

    point: Point = place(help="what is moved")
    by: tuple[Any, ...] = parts("point|line", rest=True, help="a segment (from its start to its end), or two points")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(ends_of(self.by)) != 2:
            yield WrongCount(self.span, "translation", "a point, then a segment or two points", "translation(P, AB)")

    def setup(self, make: Maker) -> None:
        a, b = ends_of(self.by)
        self.put(self.point + (b - a))

    def claims(self) -> Iterator[Relation]:
        a, b = ends_of(self.by)
        yield relate("Same", self.point.toward(b, HALF), a.toward(self.at, HALF))


class Homothety(PointFamily):
    """A point stretched from a centre by a ratio.

    ```figure
    O, A = point()
    B = homothety(A, O, ratio=2)
    ```
    """

    point: Point = place(help="what is moved")
    about: Point = place(help="the centre")
    ratio: Value = quantity(NUMBER, REQUIRED, magnitude=True, prints=False, help="distance from the centre afterwards to before; negative: beyond it")

    def setup(self, make: Maker) -> None:
        self.put(self.about + (self.point - self.about) * self.ratio.n)

    def claims(self) -> Iterator[Relation]:
        yield relate("Collinear", self.about, self.point, self.at)
        u = self.point - self.about
        yield relate("Equal", (self.at - self.about).dot(u), u.dot(u) * self.ratio.n, 2)
