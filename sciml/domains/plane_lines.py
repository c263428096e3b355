"""Lines made from others: bisectors, medians, altitudes, parallels, perpendiculars."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import (
    Along,
    Diagnostic,
    Ink,
    Maker,
    OnPath,
    Point,
    Relation,
    Shape,
    Spot,
    Straight,
    Vector,
    anchor,
    angle_measure,
    part,
    parts,
    place,
    relate,
    sign,
)
from .draw import LineFamily, look_of, reach
from .marks import corner_of
from .plane_meet import line_meets_line
from .plane_points import HALF, WrongCount, ends_of

__all__ = ["Altitude", "Bisector", "Median", "ParallelThrough", "PerpendicularBisector", "PerpendicularThrough", "corner_and_side"]


def whole(line: Straight) -> Straight:
    """The line that a piece lies on."""
    return Straight(line.start, line.end, True, True, name=line.name, owner=line.owner)


def foot_of(p: Point, line: Straight) -> Point:
    d = line.vector
    return line.start.toward(line.end, (p - line.start).dot(d) / d.dot(d))


def corner_and_side(things: tuple[Any, ...]) -> tuple[Point, Point, Point] | None:
    """`A, BC`, `A, B, C`, `t, A`: a corner and the two ends of what lies across; None if the operands are others."""
    points: list[Point] = []
    corners: tuple[Point, ...] = ()
    for x in things:
        if isinstance(x, Straight):
            points += [x.start, x.end]
        elif isinstance(x, Point):
            points.append(x)
        elif len(getattr(x, "vertices", ())) == 3:
            corners = x.vertices
    if corners and len(points) == 1:
        k = next((i for i, p in enumerate(corners) if p is points[0] or (p.x is points[0].x and p.y is points[0].y)), -1)
        return (corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]) if k >= 0 else None
    return (points[0], points[1], points[2]) if len(points) == 3 and not corners else None


class _Cevian(LineFamily):
    """From a vertex to the side across."""

    kind = ""
    of: tuple[Any, ...] = parts("point|line|element", rest=True, help="a vertex and the side across (`A, BC`), or a triangle and its vertex (`t, A`)")

    def misuse(self) -> Iterator[Diagnostic]:
        if corner_and_side(self.of) is None:
            yield WrongCount(self.span, f"{self.kind}", "a vertex and the side across, or a triangle and its vertex", f"{self.kind}(A, BC)")

    def three(self) -> tuple[Point, Point, Point]:
        found = corner_and_side(self.of)
        assert found is not None
        return found

    @anchor
    def foot(self) -> Point:
        """Where it meets the side."""
        return self.curve.end


class Median(_Cevian):
    """From a vertex to the middle of the side across.

    ```figure
    t = triangle(ABC)
    median(t, A)
    ```
    """

    def setup(self, make: Maker) -> None:
        a, b, c = self.three()
        self.lay(a, b.toward(c, HALF))

    def claims(self) -> Iterator[Relation]:
        _, b, c = self.three()
        yield relate("Between", self.curve.end, b, c)
        yield relate("SameDistance", self.curve.end, b, self.curve.end, c)


class Altitude(_Cevian):
    """From a vertex at a right angle to the side across, or to its prolongation.

    ```figure
    t = triangle(ABC, angle_A=60 deg)
    altitude(t, C)
    ```
    """

    def setup(self, make: Maker) -> None:
        a, b, c = self.three()
        self.lay(a, foot_of(a, Straight(b, c)))

    def claims(self) -> Iterator[Relation]:
        _, b, c = self.three()
        side = Straight(b, c)
        yield relate("On", self.curve.end, whole(side))
        yield relate("Perpendicular", self.curve, side)

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        a, b, c = self.three()
        foot = self.curve.end
        if (foot - a).length > 1e-9 * (b - c).length:
            yield from corner_of(self, foot, a - foot, Straight(b, c))


class Bisector(LineFamily):
    """The half line that halves an angle: `bisector(BAC)`, or of two lines, or in a triangle (`bisector(t, A)`, up to the side across).

    ```figure
    t = triangle(ABC)
    bisector(BAC)
    ```
    """

    of: tuple[Any, ...] = parts("point|line|element", rest=True, help="three points with the vertex in the middle, two lines, or a triangle and its vertex")

    def misuse(self) -> Iterator[Diagnostic]:
        if self._legs() is None:
            yield WrongCount(self.span, "bisector", "an angle: three points, two lines, or a triangle and its vertex", "bisector(BAC)")

    def _legs(self) -> tuple[Point, Vector, Vector] | None:
        of = self.of
        if len(of) == 3 and all(isinstance(p, Point) for p in of):
            return of[1], of[0] - of[1], of[2] - of[1]
        if len(of) == 2 and all(isinstance(x, Straight) for x in of):
            a, b = of
            for p, u in ((a.start, a.vector), (a.end, -a.vector)):
                for q, v in ((b.start, b.vector), (b.end, -b.vector)):
                    if p is q or (p.x is q.x and p.y is q.y):
                        return p, u, v
            return line_meets_line(a, b), a.vector, b.vector * sign(a.vector.dot(b.vector))
        if len(of) == 2:
            three = corner_and_side(of)
            if three is not None:
                a, b, c = three
                return a, b - a, c - a
        return None

    def setup(self, make: Maker) -> None:
        legs = self._legs()
        assert legs is not None
        vertex, u, v = legs
        m, n = u.length, v.length
        if len(self.of) == 2 and isinstance(self.of[0], Straight):
            end = vertex + (u / m + v / n) * (30 * make.mm / 2)
            self.lay(vertex, end, after=True)
            return
        end = vertex + (u * n + v * m) / (m + n)
        self.lay(vertex, end, after=len(self.of) == 3)

    @anchor
    def foot(self) -> Point:
        """Where it meets the side across."""
        return self.curve.end

    def draw(self) -> Iterator[Ink]:
        """Up to the side across, or to the last point on it."""
        far = 0.0 if len(self.of) == 3 else 5.0
        piece = reach(self, self.curve, far)
        yield Shape("ML", (piece.start, piece.end), look_of(self))

    def claims(self) -> Iterator[Relation]:
        legs = self._legs()
        assert legs is not None
        _, u, v = legs
        d = self.curve.vector
        yield relate("Equal", angle_measure(u.x, u.y, d.x, d.y), angle_measure(d.x, d.y, v.x, v.y), 0)


class PerpendicularBisector(LineFamily):
    """The line at a right angle through the middle of a segment.

    ```figure
    A, B = point()
    segment(AB)
    perpendicular_bisector(AB)
    ```
    """

    about_middle = True
    of: tuple[Any, ...] = parts("point|line", rest=True, help="a segment, or two points")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(self._ends()) != 2:
            yield WrongCount(self.span, "perpendicular_bisector", "a segment or two points", "perpendicular_bisector(AB)")

    def _ends(self) -> tuple[Point, ...]:
        return ends_of(self.of)

    def setup(self, make: Maker) -> None:
        a, b = self._ends()
        middle, half = a.toward(b, HALF), (b - a).left() * Fraction(2, 5)
        self.lay(middle + -half, middle + half, True, True)

    @anchor
    def foot(self) -> Point:
        """The middle of the segment."""
        a, b = self._ends()
        return a.toward(b, HALF)

    def claims(self) -> Iterator[Relation]:
        a, b = self._ends()
        yield relate("Perpendicular", self.curve, Straight(a, b))
        yield relate("On", a.toward(b, HALF), self.curve)

    def draw(self) -> Iterator[Ink]:
        yield from super().draw()
        a, b = self._ends()
        yield from corner_of(self, self.foot, (b - a).left(), Straight(a, b))


class _Through(LineFamily):
    """A line through a point, placed by another line."""

    kind = ""
    point: Point = place(help="it goes through this point")
    line: Straight = part("line", help="the other line")


class ParallelThrough(_Through):
    """The line through a point that is parallel to another.

    ```figure
    t = triangle(ABC)
    parallel_through(C, AB)
    ```
    """

    about_middle = True

    def setup(self, make: Maker) -> None:
        half = self.line.vector * HALF
        self.lay(self.point + -half, self.point + half, True, True)

    def claims(self) -> Iterator[Relation]:
        yield relate("Parallel", self.curve, self.line)
        yield relate("On", self.point, self.curve)


class PerpendicularThrough(_Through):
    """The line through a point at a right angle to another.

    ```figure
    t = triangle(ABC)
    perpendicular_through(C, AB)
    ```
    """

    def setup(self, make: Maker) -> None:
        across = self.line.vector.left()
        self.lay(self.point, self.point + across, True, True)

    @anchor
    def foot(self) -> Point:
        """Where it meets the other line."""
        return foot_of(self.point, self.line)

    def claims(self) -> Iterator[Relation]:
        yield relate("Perpendicular", self.curve, self.line)
        yield relate("On", self.point, self.curve)

    def _piece(self) -> Straight:
        """The drawn part: past its point and its foot."""
        foot = self.foot
        apart = (foot - self.point).length > 1e-9 * self.line.length
        return reach(self, Straight(self.point, foot if apart else self.point + self.line.vector.left() * HALF, True, True))

    def spot(self, slot: str) -> Spot | Ink | None:
        piece = self._piece()
        return OnPath((piece.start, piece.end), best=0.92) if slot == "label" else Along(piece.start, piece.end)

    def draw(self) -> Iterator[Ink]:
        foot = self.foot
        across = self.line.vector.left()
        far = foot if (foot - self.point).length > 1e-9 * self.line.length else self.point + across * HALF
        piece = self._piece()
        yield Shape("ML", (piece.start, piece.end), look_of(self))
        yield from corner_of(self, foot, self.point - foot if far is foot else across, self.line)
