"""Round things: circle, ellipse, arc, sector."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import (
    ANGLE,
    LENGTH,
    PI,
    Along,
    AngleArc,
    Arrow,
    Diagnostic,
    Element,
    Host,
    Ink,
    Inside,
    Look,
    Maker,
    Num,
    OnPath,
    Oval,
    Point,
    Relation,
    Round,
    Shape,
    Spot,
    Straight,
    Value,
    Var,
    Vector,
    anchor,
    atan2,
    cos,
    distance_measure,
    hypot,
    parts,
    place,
    polar,
    quantity,
    relate,
    sin,
    sqrt,
)
from .draw import arc_path, curve_path, full_turn, look_of, prints, sampled, standing

__all__ = ["Arc", "Circle", "Ellipse", "EndsApart", "RoundFamily", "Sector", "circumcenter_of"]


MOST = 400
"""Things that a drawn radius keeps away from; in a crowd it makes no difference."""


def circumcenter_of(a: Point, b: Point, c: Point) -> Point:
    """The point equally far from three others."""
    u, v = b - a, c - a
    d = 2 * u.cross(v)
    uu, vv = u.dot(u), v.dot(v)
    return Point(a.x + (v.y * uu - u.y * vv) / d, a.y + (u.x * vv - v.x * uu) / d)


class RoundFamily(Host, Element):
    """Anything that is a circle or an arc: `curve` is its Round. Subclasses call `round_off` in `setup`."""

    kind = ""
    family = "circle"
    anchors = ("center",)
    curve: Round
    radius_drawn: bool = False
    """does a segment of the author's carry its radius?"""

    def round_off(self, center: Point, radius: Num, first: Num = 0, sweep: Num | None = None) -> None:
        self.curve = Round(center, radius, first, sweep, name=getattr(self, "name", ""), owner=self)
        self.center = center

    @property
    def surface(self) -> Round:
        """What bodies stand on: outside."""
        return self.curve

    def _compass(self, x: int, y: int) -> Point:
        c, r = self.curve.center, self.curve.radius
        return Point(c.x + r * x, c.y + r * y)

    @anchor
    def right(self) -> Point:
        return self._compass(1, 0)

    @anchor
    def top(self) -> Point:
        return self._compass(0, 1)

    @anchor
    def left(self) -> Point:
        return self._compass(-1, 0)

    @anchor
    def bottom(self) -> Point:
        return self._compass(0, -1)

    def rim_for(self) -> Point:
        """Where a drawn radius ends: away from the named points on the circle, and from what is drawn of circles about the same centre."""
        found: Point | None = self.__dict__.get("rim")
        if found is None:
            found = self.__dict__["rim"] = self._rim()
        return found

    def drawn_radius(self) -> Point | None:
        """The end on it of a segment that the author draws from its centre: the radius stands there. Not of one about whose length more is said."""
        c, r = self.curve.center, self.curve.radius
        for e in self.frame.elements[:MOST]:
            line = getattr(e, "curve", None)
            if e.kind != "segment" or not e.drawn or e.pale or e.style.label is not None or not isinstance(line, Straight) or e.length is not None:
                continue
            for p, q in ((line.start, line.end), (line.end, line.start)):
                if (p - c).length < 1e-6 * r and abs((q - c).length - r) < 1e-6 * r:
                    return q
        return None

    def _rim(self) -> Point:
        if prints(self, getattr(self, "radius", None)) and not prints(self, getattr(self, "diameter", None)) and (end := self.drawn_radius()) is not None:
            self.radius_drawn = True
            return end
        taken: list[Any] = []
        before = True
        for other in self.frame.elements[:MOST]:
            before = before and other is not self
            if before and isinstance(other, RoundFamily) and other.drawn and (other.curve.center - self.curve.center).length < 1e-6 * self.curve.radius:
                taken.extend(other.carried())
            p = getattr(other, "at", None)
            if isinstance(p, Point):
                v = p - self.curve.center
                if v.length > 1e-3 * self.curve.radius:
                    taken.append(v.angle)
            line = getattr(other, "curve", None)
            for p, q in ((line.start, line.end), (line.end, line.start)) if isinstance(line, Straight) else ():
                way = (p - self.curve.center).length / self.curve.radius
                if way < 1e-6:
                    taken += [(q - p).angle, (p - q).angle]  # neither on it nor as if it went on
                elif other.drawn and abs(way - 1) < 1e-6:  # where a chord ends
                    taken.append((p - self.curve.center).angle)
            corners = getattr(other, "vertices", None) or ()
            for i, p in enumerate(corners if other.drawn else ()):
                if isinstance(p, Point) and (p - self.curve.center).length < 1e-6 * self.curve.radius:
                    taken += [(q - p).angle for q in (corners[i - 1], corners[(i + 1) % len(corners)])]
        if prints(self, getattr(self, "diameter", None)):  # both its ends are to be free
            taken.extend([t + math.pi for t in taken])
        holes = self._holes()
        c, r = self.curve.center, self.curve.radius

        def crossed(d: int) -> float:
            """How much of a radius in that direction lies in smaller circles."""
            return float(sum([_chord(c, polar(c, r, math.radians(d)), h) for h in holes]) / r)

        best = max(
            (35, 145, -35, -145, 80, 100, -80, -100, *((170, -170) if holes else ())),
            key=lambda d: (-round(crossed(d), 1), _free(math.radians(d), taken), -abs(d - 35)),
        )
        return polar(self.curve.center, self.curve.radius, math.radians(best))

    def _holes(self) -> list[Round]:
        """Smaller circles that lie in it, and whose middle is not its own."""
        c, r = self.curve.center, self.curve.radius
        out = []
        for other in self.frame.elements[:MOST]:
            ring = getattr(other, "curve", None)
            if other is not self and isinstance(other, RoundFamily) and other.drawn and isinstance(ring, Round) and ring.sweep is None:
                way = (ring.center - c).length
                if 1e-6 * r < way < r and ring.radius < r:
                    out.append(ring)
        return out

    def carried(self) -> Iterator[float]:
        """The directions of its drawn radius, or of both halves of its drawn diameter."""
        across = prints(self, getattr(self, "diameter", None))
        if across or prints(self, getattr(self, "radius", None)):
            way = (self.rim_for() - self.curve.center).angle
            yield way
            if across:
                yield way + math.pi

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot == "radius":
            return Along(self.curve.center, self.rim_for())
        if slot == "diameter":
            return Along(self._across(), self.rim_for(), away=self.curve.center)
        return OnPath(sampled(self.curve), best=0.12)

    def draw(self) -> Iterator[Ink]:
        ops, points = curve_path(self.curve)
        yield Shape(ops, points, look_of(self))
        if prints(self, getattr(self, "radius", None)) and (end := self.rim_for()) is not None and not self.radius_drawn:
            yield Shape("ML", (self.curve.center, end), Look(weight="thin", layer="line"))
        if prints(self, getattr(self, "diameter", None)):
            yield Arrow(self._across(), self.rim_for(), "dimension", double=True, look=Look(layer="mark", weight="thin"))

    def _across(self) -> Point:
        """The other end of a drawn diameter."""
        c, p = self.curve.center, self.rim_for()
        return Point(2 * c.x - p.x, 2 * c.y - p.y)


def _chord(a: Point, b: Point, ring: Round) -> float:
    """How much of the way from a to b lies in a circle, over floats."""
    d = b - a
    n = d.length
    along, off = (ring.center - a).dot(d) / n, d.cross(ring.center - a) / n
    half = ring.radius**2 - off**2
    if half <= 0:
        return 0.0
    half = math.sqrt(half)
    return float(max(0.0, min(n, along + half) - max(0.0, along - half)))


def _free(way: float, taken: list[float]) -> float:
    """How far a direction is from all of these, up to 1."""
    remainder, turn = math.remainder, 2 * math.pi
    return round(min([1.0, *[abs(remainder(way - t, turn)) for t in taken]]), 3)


class CircleOverstated(Diagnostic):
    """A circle is fixed by its centre and radius, by its centre and a point, or by three points.

    ```wrong
    A, B = point()
    circle(through=[A, B])
    ```
    ```right
    O, A = point()
    circle(O, through=A)
    ```
    """

    code = "DRW203"
    says = "{count} points do not say which circle is meant"
    help = "circle(O, radius=3 cm), circle(O, through=A) or circle(A, B, C)"
    count: int


class Circle(RoundFamily):
    """A circle: by centre and radius, centre and point, or three points; what is not said is free.

    ```figure
    k = circle(O, radius=3 cm)
    ```
    """

    center: Any = place(None, declares=True, help="its centre")
    through: tuple[Point, ...] = parts("point", (), rest=True, at_least=0, help="one point of it, or three")
    radius: Value | None = quantity(LENGTH, positive=True, magnitude=True, help="from the centre to the rim")
    diameter: Value | None = quantity(LENGTH, positive=True, help="twice the radius")
    placed: Point | None = None

    def misuse(self) -> Iterator[Diagnostic]:
        if len(self.through) == 2 and self.center is not None:  # circle(A, B, C)
            self.center, self.through = None, (self.center, *self.through)
        if self.through and len(self.through) != (3 if self.center is None else 1):
            yield CircleOverstated(self.span, len(self.through) + (self.center is not None))

    def _given(self) -> Num | None:
        if self.radius is not None:
            return self.radius.n
        return self.diameter.n / 2 if self.diameter is not None else None

    def setup(self, make: Maker) -> None:
        three = self.center is None and len(self.through) == 3
        radius = self._given()
        if radius is None and not self.through:
            radius = make.free("radius", 20 * make.mm, low=0)
        center = circumcenter_of(*self.through) if three else self.center or standing(self, self.placed, radius or 0) or make.point("center")
        if self.through or radius is None:
            radius = (self.through[0] - center).length
        self.round_off(center, radius)

    def rules(self) -> Iterator[Relation]:
        given = self._given()
        if self.through and given is not None:
            a, c = self.through[0], self.curve.center
            yield relate("Equal", distance_measure(c.x, c.y, a.x, a.y), given, 1)
        if self.radius is not None and self.diameter is not None:
            yield relate("Equal", 2 * self.radius.n, self.diameter, 1)

    def claims(self) -> Iterator[Relation]:
        for p in self.through:
            yield relate("On", p, self.curve)

    def wishes(self) -> Iterator[Relation]:
        """About whose size nothing is said: all of it lies inside of what its centre is said to be inside of."""
        if self.through or not isinstance(self._given() if self._given() is not None else self.curve.radius, Var):
            return
        for word, host in getattr(getattr(self.center, "owner", None), "orders", ()):
            if word == "inside" and not getattr(host, "fluid", False):
                yield relate("WellInside", self, host, 1.5 * self.mm)


class Ellipse(Element):
    """An ellipse with half axes; `turn=` turns its long axis from +x. Places on it: at=30 deg (seen from its centre, from +x), a fraction of the way round.

    ```figure
    ellipse(O, a=4 cm, b=2 cm)
    ```
    """

    family = "curve"
    center: Any = place(None, declares=True, help="its centre")
    a: Value | None = quantity(LENGTH, positive=True, free=20, help="half axis along +x (before turning)")
    b: Value | None = quantity(LENGTH, positive=True, free=12, help="half axis across")
    turn: Value | None = quantity(ANGLE, prints=False, help="of the first axis from +x")
    placed: Point | None = None
    anchors = ("center",)

    def setup(self, make: Maker) -> None:
        self.center = self.center or standing(self, self.placed, self.b.n) or make.point("center")  # type: ignore[union-attr]
        a, b, c, s = self.a.n, self.b.n, cos(self._turn()), sin(self._turn())  # type: ignore[union-attr]
        half = Vector(hypot(a * c, b * s), hypot(a * s, b * c))
        self.extremes = (self._middle() + -half, self._middle() + half)

    def _middle(self) -> Point:
        place: Point = self.center
        return place

    def _across(self, p: Point) -> Point:
        m = self._middle()
        return m + (m - p)

    def _turn(self) -> Num:
        if self.turn is not None:
            return self.turn.n
        up = self.__dict__.get("stands_up")
        return 0 if up is None or up.x == 0 else atan2(-up.x, up.y)

    def at_angle(self, t: Num) -> Point:
        """The place at the eccentric angle t."""
        x, y, w = self.a.n * cos(t), self.b.n * sin(t), self._turn()  # type: ignore[union-attr]
        return self._middle() + Vector(x, y).turned(w)

    @anchor
    def right(self) -> Point:
        """End of the first axis."""
        return self.at_angle(0)

    @anchor
    def left(self) -> Point:
        return self._across(self.right)

    @anchor
    def top(self) -> Point:
        """End of the second axis."""
        return self._middle() + Vector(0, self.b.n).turned(self._turn())  # type: ignore[union-attr]

    @anchor
    def bottom(self) -> Point:
        return self._across(self.top)

    def _focus(self, side: int) -> Point:
        a, b = self.a.n, self.b.n  # type: ignore[union-attr]
        return self._middle() + Vector(side * sqrt(a * a - b * b), 0).turned(self._turn())

    @anchor
    def F1(self) -> Point:
        """Left focus."""
        return self._focus(-1)

    @anchor
    def F2(self) -> Point:
        """Right focus."""
        return self._focus(1)

    @property
    def curve(self) -> Oval:
        chain = tuple(self.at_angle(full_turn(self.a.n if self.a is not None else 1) * Fraction(i, 64)) for i in range(64))
        return Oval(chain, True, getattr(self, "name", ""), self, self._middle(), self.right, self.top)

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot in ("a", "b"):
            return Along(self._middle(), self.right if slot == "a" else self.top)
        return OnPath(tuple(self.at_angle(i * math.pi / 16) for i in range(33)), best=0.12)

    def draw(self) -> Iterator[Ink]:
        ops, points = arc_path(self._middle(), (float(self.a.n), float(self.b.n)), 0.0, 2 * math.pi, float(self._turn()))  # type: ignore[union-attr]
        yield Shape(ops + "Z", points, look_of(self))
        for value, end in ((self.a, self.right), (self.b, self.top)):
            if prints(self, value):
                yield Shape("ML", (self._middle(), end), Look(weight="thin"))


class EndsApart(Diagnostic):
    """An arc is round: both its ends are as far from its centre.

    ```wrong
    arc((0, 0), (3, 0), (2.12, 2.12))
    ```
    ```right
    arc((0, 0), (3, 0), angle=45 deg)
    ```
    """

    code = "DRW208"
    says = "the {kind} cannot end there: {first} is {begin} from its centre, {second} is {end}"
    help = "Say how far it goes, `angle=45 deg`, and take its end from it: `.end`."
    kind: str
    first: str
    begin: str
    second: str
    end: str


class _Arc(RoundFamily):
    """Shared by arc and sector: centre and two points (counter-clockwise), or centre, radius and angles."""

    kind = ""
    center: Any = place(None, declares=True, help="its centre")
    first: Point | None = place(None, declares=True, help="where it begins")
    second: Point | None = place(None, declares=True, help="where it ends, counter-clockwise from there (on the same ray at least)")
    radius: Value | None = quantity(LENGTH, positive=True, help="from the centre")
    start_angle: Value | None = quantity(ANGLE, prints=False, help="from +x, where it begins; with a first point a fact")
    angle: Value | None = quantity(ANGLE, help="how far it goes, counter-clockwise; negative: clockwise")
    placed: Point | None = None

    def misuse(self) -> Iterator[Diagnostic]:
        if self.center is None or self.first is None or self.second is None or self.angle is not None:
            return
        squares = [v.dot(v) for v in (self.first - self.center, self.second - self.center)]
        if all(isinstance(n, (int, float, Fraction)) for n in squares) and abs(squares[0] - squares[1]) > 1e-9 * max(squares):
            names = [p.name or f"({float(p.x):g}, {float(p.y):g})" for p in (self.first, self.second)]
            yield EndsApart(self.span, self.kind, names[0], f"{math.sqrt(squares[0]):.4g}", names[1], f"{math.sqrt(squares[1]):.4g}")

    def setup(self, make: Maker) -> None:
        center = self.center or self.placed or make.point("center")
        if self.first is not None:
            out = self.first - center
            radius, begin = out.length, out.angle
        else:
            radius = self.radius.n if self.radius is not None else make.free("radius", 20 * make.mm, low=0)
            begin = self.start_angle.n if self.start_angle is not None else 0
        if self.angle is not None:
            sweep = self.angle.n
        elif self.second is not None:
            v = self.second - center
            begin_way = Vector(cos(begin), sin(begin)) if self.first is None else self.first - center
            sweep = PI + atan2(-begin_way.cross(v), -begin_way.dot(v))
        else:
            sweep = make.free("angle", PI / 3, low=0, high=2 * PI)
        self.round_off(center, radius, begin, sweep)

    def rules(self) -> Iterator[Relation]:
        c = self.curve.center
        if self.first is not None and self.start_angle is not None:
            yield relate("Directed", c, self.first, polar(Point(0, 0), 1, self.start_angle.n) - Point(0, 0), f"start of the {self.kind}")
        if self.first is not None and self.radius is not None:
            yield relate("Equal", distance_measure(c.x, c.y, self.first.x, self.first.y), self.radius, 1)
        if self.second is not None and self.first is not None:
            if self.angle is None:
                both: Any = relate("Equal", distance_measure(c.x, c.y, self.second.x, self.second.y), distance_measure(c.x, c.y, self.first.x, self.first.y), 1)
                both.names = tuple([f"the distance from {c.name or 'its centre'} to the {end} of the {self.kind or 'arc'}" for end in ("end", "start")])
                yield both
            else:
                end = self.curve.at(1)
                yield relate("Same", self.second, Point(end.x, end.y, name=f"the end of the {self.kind or 'arc'}"))
        elif self.second is not None:
            yield relate("Equal", distance_measure(c.x, c.y, self.second.x, self.second.y), self.curve.radius, 1)

    @anchor
    def start(self) -> Point:
        """Where it begins."""
        return self.first or self.curve.at(0)

    @anchor
    def end(self) -> Point:
        """Where it ends."""
        return self.second or self.curve.at(1)

    @anchor
    def mid(self) -> Point:
        """Half way along."""
        return self.curve.at(Fraction(1, 2))

    @anchor
    def chord(self) -> Straight:
        """From its start to its end."""
        return Straight(self.start, self.end)

    @anchor
    def arc(self) -> Round:
        """Its round part."""
        return self.curve

    def _mark(self) -> AngleArc:
        c = self.curve
        u, v = c.at(0) - c.center, c.at(1) - c.center
        return AngleArc(c.center, u, v, room=float(c.radius)) if c.sweep >= 0 else AngleArc(c.center, v, u, room=float(c.radius))  # type: ignore[operator]


class Arc(_Arc):
    """An arc about a centre, counter-clockwise from one point to another.

    ```figure
    arc(O, A, angle=60 deg)
    ```
    """

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot == "angle":
            return self._mark()
        return Along(self.curve.center, self.curve.at(0)) if slot == "radius" else OnPath(sampled(self.curve), best=0.5)

    def draw(self) -> Iterator[Ink]:
        ops, points = curve_path(self.curve)
        yield Shape(ops, points, look_of(self))
        if prints(self, self.radius) or prints(self, self.angle):
            yield Shape("ML", (self.curve.center, self.curve.at(0)), Look(weight="thin"))
        if prints(self, self.angle):
            yield Shape("ML", (self.curve.center, self.curve.at(1)), Look(weight="thin"))


class Sector(_Arc):
    """A slice of a disc.

    ```figure
    s = sector(O, radius=3 cm, angle=70 deg)
    ```
    """

    @property
    def outline(self) -> tuple[Point, ...]:
        """Corner and places along the arc."""
        return (self.curve.center, *(self.curve.at(Fraction(i, 16)) for i in range(17)))

    @anchor
    def first_edge(self) -> Straight:
        """From the centre to where the arc begins."""
        return Straight(self.curve.center, self.start)

    @anchor
    def second_edge(self) -> Straight:
        """From the centre to where the arc ends."""
        return Straight(self.curve.center, self.end)

    def spot(self, slot: str) -> Spot | Ink | None:
        if slot == "angle":
            return self._mark()
        if slot == "radius":
            return Along(self.curve.center, self.curve.at(0), away=self.curve.at(0.5))
        return Inside(self.outline, polar(self.curve.center, self.curve.radius * 0.6, self.curve.first + self.curve.sweep * 0.5))  # type: ignore[operator]

    def draw(self) -> Iterator[Ink]:
        ops, points = curve_path(self.curve)
        yield Shape("ML" + ops[1:] + "Z", (self.curve.center, *points), look_of(self))
