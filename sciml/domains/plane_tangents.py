"""What a circle carries: tangents, chords, diameters."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from ..author import (
    LENGTH,
    PI,
    Along,
    Const,
    Diagnostic,
    Ink,
    Maker,
    Point,
    Relation,
    Round,
    Spot,
    Straight,
    Value,
    Var,
    Vector,
    anchor,
    distance_measure,
    part,
    place,
    polar,
    quantity,
    relate,
    sign,
    sqrt,
    truth,
    vertices,
)
from .draw import LineFamily
from .plane_points import HALF, WrongCount

__all__ = ["Chord", "CommonTangents", "Diameter", "NotOnCircle", "TangentAt", "TangentsFrom"]


class NotOnCircle(Diagnostic):
    """A tangent is drawn at a point of the circle.

    ```wrong
    k = circle((0, 0), radius=2)
    P = point(5, 0)
    tangent_at(P, k)
    ```
    ```right
    k = circle((0, 0), radius=2)
    P = point(on=k)
    tangent_at(P, k)
    ```
    """

    code = "PLN401"
    says = "{point} is not on the circle, so there is no tangent at it"
    help = "for tangents from a point outside: s, t = tangents_from({point}, k)"
    point: str


class TangentAt(LineFamily):
    """The tangent of a circle at one of its points.

    ```figure
    k = circle((0, 0), radius=2)
    P = point(on=k, at=40 deg)
    tangent_at(P, k)
    ```
    """

    about_middle = True
    point: Point = place(help="a point of the circle")
    circle: Round = part("circle", help="the circle")

    def setup(self, make: Maker) -> None:
        way = (self.point - self.circle.center).left()
        self.lay(self.point + way * Fraction(-4, 5), self.point + way * Fraction(4, 5), True, True)

    def claims(self) -> Iterator[Relation]:
        yield relate("On", self.point, self.circle)
        yield relate("Tangent", self.curve, self.circle)

    def inspect(self) -> Iterator[Diagnostic]:
        if abs((self.point - self.circle.center).length - self.circle.radius) > 1e-7 * self.circle.radius:
            yield NotOnCircle(self.span, self.point.name or "the point")


class TangentsFrom(LineFamily):
    """The two tangents of a circle from a point outside, each up to where it touches.

    ```figure
    k = circle((0, 0), radius=2)
    P = point(5, 1)
    s, t = tangents_from(P, k)
    ```
    """

    kind = "tangents_from"
    several = True
    result_anchors: ClassVar[dict[str, str]] = {"contact": "end"}
    point: Point = place(help="a point outside")
    circle: Round = part("circle", help="the circle")
    near: Point | None = place(None, positional=False, help="the one that touches nearer to this point")
    index: int | None = None

    def results(self) -> tuple[Straight, ...]:
        v, r = self.point - self.circle.center, self.circle.radius
        square = v.dot(v)
        base = self.circle.center + v * (r * r / square)
        half = r * sqrt(square - r * r) / square * sign(-v.y + v.x * Fraction(1, 10**6))
        return Straight(self.point, base + v.left() * -half), Straight(self.point, base + v.left() * half)

    def setup(self, make: Maker) -> None:
        first, second = self.results()
        if self.near is not None:
            v, w = first.end - self.near, second.end - self.near
            choice = (1 + sign(w.dot(w) - v.dot(v))) * HALF
            self.lay(self.point, second.end + (first.end - second.end) * choice)
        elif self.index is None and bool(self.name):  # one name for two: an `arrange` chooses, or the solver tells them apart
            self.open = True
            self.lay(self.point, make.point("contact"))
        else:
            self.chosen = self.index is not None
            self.lay(self.point, (second if self.index == 1 else first).end)

    open = False
    """True: nothing chose one of the two; its rules and an `arrange` choose."""
    chosen = True
    """False where the checker must ask which of the two is meant."""

    def rules(self) -> Iterator[Relation]:
        if self.open:
            v, r = self.point - self.circle.center, self.circle.radius
            yield relate("On", self.curve.end, self.circle)
            yield relate("On", self.curve.end, Round(self.point, sqrt(v.dot(v) - r * r)))

    @anchor
    def contact(self) -> Point:
        """Where it touches."""
        return self.curve.end

    def claims(self) -> Iterator[Relation]:
        for line in (self.curve,) if self.chosen else self.results():
            yield relate("On", line.end, self.circle)
            yield relate("Perpendicular", line, Straight(self.circle.center, line.end))


class CommonTangents(LineFamily):
    """The tangents that two circles share: the two outer ones, or with `between=true` the two that pass between them; each from contact to contact.

    ```figure
    k = circle((0, 0), radius=2)
    l = circle((6, 0), radius=1)
    s, t = common_tangents(k, l)
    ```
    """

    kind = "common_tangents"
    several = True
    first: Round = part("circle", help="one circle")
    second: Round = part("circle", help="the other")
    between: bool = truth(False, help="the two that pass between the circles")
    index: int | None = None

    def results(self) -> tuple[Straight, ...]:
        a, b = self.first, self.second
        d = b.center - a.center
        square = d.dot(d)
        s = -b.radius if self.between else b.radius
        gap = a.radius - s
        height = sqrt(square - gap * gap) * sign(-d.y + d.x * Fraction(1, 10**6))
        out = []
        for side in (-1, 1):
            n = (d * gap + d.left() * (height * side)) / square
            out.append(Straight(a.center + n * a.radius, b.center + n * s))
        return out[0], out[1]

    def setup(self, make: Maker) -> None:
        if self.index is None and bool(self.name):
            self.open = True
            a, b = self.first, self.second
            contact = make.point("contact")
            ratio = b.radius / a.radius
            self.lay(contact, b.center + (contact - a.center) * (-ratio if self.between else ratio), True, True)
            return
        self.chosen = self.index is not None
        line = self.results()[self.index or 0]
        self.lay(line.start, line.end, True, True)

    open = False
    """True: nothing chose one of the two; its rules and an `arrange` choose."""
    chosen = True
    """False where the checker must ask which of the two is meant."""

    def rules(self) -> Iterator[Relation]:
        if self.open:
            yield relate("On", self.curve.start, self.first)
            yield relate("Perpendicular", self.curve, Straight(self.first.center, self.curve.start))

    def claims(self) -> Iterator[Relation]:
        for line in (self.curve,) if self.chosen else self.results():
            for k in (self.first, self.second):
                yield relate("Tangent", line, k)


class Chord(LineFamily):
    """A chord of a circle: between two of its points (new ones are put on it), or of a given length.

    ```figure
    k = circle((0, 0), radius=3)
    chord(k, AB, length=4)
    ```
    """

    circle: Round = part("circle", help="the circle")
    ends: tuple[Point, ...] = vertices(at_least=0, help="its two ends")
    length: Value | None = quantity(LENGTH, help="from end to end")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(self.ends) not in (0, 2):
            yield WrongCount(self.span, "chord", "a circle and two points of it", "chord(k, AB)")

    def setup(self, make: Maker) -> None:
        k = self.circle
        if self.ends:
            self.lay(self.ends[0], self.ends[1])
            return
        if self.length is not None:
            half = self.length.n / 2
            height = sqrt(k.radius * k.radius - half * half)
            middle = k.center + Vector(0, -1) * height
            self.lay(middle + Vector(-half, 0), middle + Vector(half, 0))
        else:
            n = sum(isinstance(e, Chord) and e.circle.center is k.center for e in self.frame.elements)
            middle, half = Fraction(3, 2) + Fraction(3 * n, 4) + Fraction(1, 20), Fraction((39, 28, 34, 23, 42)[n % 5], 100)
            first, second = [make.free(f"{w}_turn", PI * (middle + t * half), scale=1) for w, t in (("start", -1), ("end", 1))]
            self.lay(polar(k.center, k.radius, first), polar(k.center, k.radius, second))

    def rules(self) -> Iterator[Relation]:
        for p in self.ends:
            if isinstance(p.x, Var):
                yield relate("On", p, self.circle)
        if self.length is not None and self.ends:
            a, b = self.ends
            yield relate("Equal", distance_measure(a.x, a.y, b.x, b.y), self.length, 1)

    def wishes(self) -> Iterator[Relation]:
        """The end named first is the left one."""
        if len(self.ends) == 2:
            yield relate("LeftOf", *self.ends)

    def claims(self) -> Iterator[Relation]:
        for p in (self.curve.start, self.curve.end):
            yield relate("On", p, self.circle)


class Diameter(LineFamily):
    """A diameter of a circle: from one of its points, or along a direction.

    ```figure
    k = circle((0, 0), radius=3)
    diameter(k, AB)
    ```
    """

    circle: Round = part("circle", help="the circle")
    ends: tuple[Point, ...] = vertices(at_least=0, help="its ends, or one of them")

    def setup(self, make: Maker) -> None:
        k = self.circle
        if len(self.ends) == 2:
            self.lay(self.ends[0], self.ends[1])
        elif self.ends:
            self.lay(self.ends[0], k.center + (k.center - self.ends[0]))
        else:
            self.lay(k.center + Vector(-1, 0) * k.radius, k.center + Vector(1, 0) * k.radius)

    def rules(self) -> Iterator[Relation]:
        if self.ends and isinstance(self.ends[0].x, Var):
            yield relate("On", self.ends[0], self.circle)
        if len(self.ends) == 2 and isinstance(self.ends[1].x, Var):
            yield relate("Same", self.ends[1], self.circle.center + (self.circle.center - self.ends[0]))
        elif len(self.ends) == 2 and not all(isinstance(p.x, Const) for p in self.ends):  # somewhere on the circle: opposite is enough
            yield relate("Between", self.circle.center, *self.ends)

    def wishes(self) -> Iterator[Relation]:
        """The end named first is the left one."""
        if len(self.ends) == 2:
            yield relate("LeftOf", *self.ends)

    def claims(self) -> Iterator[Relation]:
        for p in (self.curve.start, self.curve.end):
            yield relate("On", p, self.circle)
        yield relate("Between", self.circle.center, self.curve.start, self.curve.end)

    def spot(self, slot: str) -> Spot | Ink | None:
        return Along(self.curve.start, self.curve.end)
