"""Stiff links: rod, beam, plank, ladder."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any, ClassVar

from ..author import (
    ANGLE,
    LENGTH,
    MASS,
    Along,
    AngleArc,
    Body,
    Element,
    Face,
    Gauge,
    Host,
    Look,
    Maker,
    Num,
    Point,
    Positive,
    Relation,
    Straight,
    Vector,
    Zero,
    anchor,
    cos,
    distance_measure,
    path_shape,
    place,
    quantity,
    sin,
    styled,
)
from .mechanics_ties import HasLength

__all__ = ["Beam", "Ladder", "Plank", "Rod", "RodAngle"]


class Rod(Host, Element):
    """A stiff rod between two ends. `length=` is its true length: ends on a wall and on the ground must lie that far apart.

    ```figure
    g = ground()
    w = wall(on=g, facing=right)
    A = point(on=w)
    B = point(on=g)
    rod(A, B, length=5.0 m, mass=12.0 kg)
    require distance(A, g) == 4.0 m
    ```
    """

    aliases: ClassVar[tuple[str, ...]] = ("pole", "stick")
    family = "line"
    seat = "center"
    thick = 1.5
    fill = "light"

    start: Any = place(None, declares=True, help="one end")
    end: Any = place(None, declares=True, help="the other end")
    usual: ClassVar[dict[str, float]] = {"length": 46.0}
    length: Any = quantity(LENGTH, positive=True)
    mass: Any = quantity(MASS)
    angle: Any = quantity(ANGLE, help="of the way from start to end, from the right, counter-clockwise")
    host: Any = None
    placed: Any = None

    def setup(self, make: Maker) -> None:
        self.start_given, self.end_given = self.start, self.end
        if self.start is None or self.end is None:
            length = self.length.n if self.length is not None else make.free("length", 46 * self.mm, low=self.mm)
            turn = self.angle.n if self.angle is not None else 0
            way = Vector(cos(turn), sin(turn)) * length
            if self.start is None and self.end is None:
                middle = self.placed if self.placed is not None else make.point("center")
                self.start = Point(middle.x - way.x / 2, middle.y - way.y / 2)
                self.end = Point(middle.x + way.x / 2, middle.y + way.y / 2)
            elif self.end is None:
                self.end = self.start + way
            else:
                self.start = self.end + -way

    anchors = ("start", "end")
    pierces: ClassVar[tuple[str, ...]] = ("bead", "ring")
    """What is called so and put on it is threaded on it."""

    def part_of(self, host: Any) -> int:
        """It has one straight part."""
        return 0

    @property
    def curve(self) -> Straight:
        return Straight(self.start, self.end, name=self.name or self.kind, owner=self)

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return _place(self.start.toward(self.end, 0.5))

    @property
    def left(self) -> Point:
        return _place(self.start)

    @property
    def right(self) -> Point:
        return _place(self.end)

    below: ClassVar[float] = 0.5
    """How much of its drawn thickness lies below the line from end to end, which is what carries others."""

    @property
    def surface(self) -> Face:
        """What carries others, if it is drawn from left to right."""
        return Face(self.start, self.end, owner=self)

    @property
    def depth(self) -> Num:
        """How far it reaches below its line."""
        return self.thick * self.below * self.mm

    @property
    def tied(self) -> tuple[Point, Point]:
        return self.start, self.end

    @property
    def whole(self) -> Num:
        return distance_measure(self.start.x, self.start.y, self.end.x, self.end.y)

    def rules(self) -> Iterator[Relation]:
        both = self.start_given is not None and self.end_given is not None
        if both and self.length is not None:
            yield HasLength(self, self.length)
        if both and self.angle is not None:
            yield RodAngle(self, self.angle)

    def claims(self) -> Iterator[Relation]:
        if self.length is not None:
            yield HasLength(self, self.length)

    def spot(self, slot: str) -> Any:
        carries = self.below == 1.0 and any(getattr(e, "host", None) is self and isinstance(e, Body) for e in self.frame.elements)
        if slot == "length":
            return Gauge(self.start, self.end, (), side=-self.curve.direction.left() if carries else None, firm=carries)
        if slot == "angle":
            a = float(self.angle.n) if self.angle is not None else 0.0
            if abs(a) < 1e-6:
                return None
            return AngleArc(self.start, Vector(1, 0), Vector(cos(a), sin(a)), reference=(Vector(1, 0),), room=float(self.curve.length))
        if carries:
            first, last, _, _ = self.edges()
            return Along(first, last, -1)
        return Along(self.start, self.end)

    def edges(self) -> tuple[Point, Point, Point, Point]:
        d = self.end - self.start
        up = d.left() * (self.thick * float(self.mm) / max(hypot(d.x, d.y), 1e-300))
        n, m = up * self.below, up * (1 - self.below)
        return self.start + -n, self.end + -n, self.end + m, self.start + m

    def draw(self) -> Iterator[Any]:
        yield path_shape(self.edges(), styled(self, fill=self.fill, weight="thin" if self.thick < 1.6 else "normal"), closed=True)


class Beam(Rod):
    """A thick rod that carries loads.

    ```figure
    A = point(0, 0); B = point(6, 0)
    beam(A, B, length=6, mass=20 kg)
    ```
    """

    aliases = ("girder",)
    below = 1.0
    thick = 2.6
    fill = "wood"


class Plank(Rod):
    """A wooden board, as it is carried or balanced.

    ```figure
    b = plank(length=4.0 m)
    pivot(b.center)
    block(on=b, at=0.1, mass=30 kg)
    block(on=b, at=0.8, mass=50 kg)
    ```
    """

    aliases = ("seesaw",)
    below = 1.0
    thick = 2.0
    fill = "wood"


class Ladder(Rod):
    """A ladder with rungs.

    ```figure
    g = ground()
    w = wall(on=g, facing=left)
    A = point(on=g); B = point(on=w)
    ladder(A, B, length=5.0 m, mass=12.0 kg)
    require distance(B, g) == 4.0 m
    ```
    """

    aliases = ()
    thick = 2.4

    def edges(self) -> tuple[Point, Point, Point, Point]:
        """Both rails on the upper side of the line from end to end, which touches wall and ground; the upper one reaches down to the ground too."""
        d = self.end - self.start
        size = max(hypot(d.x, d.y), 1e-300)
        out = d.left() * (self.thick * float(self.mm) / size)
        if float(out.y) < 0:
            out = out * -1
        low = d * (out.y / d.y) if abs(float(d.y)) > 0.3 * float(size) else d * 0
        first, second = (low, d * 0) if float(d.y) >= 0 else (d * 0, low)
        return self.start, self.end, self.end + out + -second, self.start + out + -first

    def draw(self) -> Iterator[Any]:
        a, b, c, d = self.edges()
        look = styled(self, weight="normal")
        length = float(self.curve.length)
        steps = max(3, int(length / (4.2 * float(self.mm))))
        for k in range(steps):
            t = (k + 0.5) / steps
            yield path_shape((a.toward(b, t), d.toward(c, t)), Look(weight="thin", color=look.color), obstacle=False)
        yield path_shape((a, b), look)
        yield path_shape((d, c), look)


def _place(p: Any) -> Point:
    return Point(p.x, p.y, name=p.name, owner=p.owner)


class RodAngle(Relation):
    """A rod has its given angle."""

    shape = False

    def __init__(self, rod: Any, value: Any) -> None:
        self.rod, self.value = rod, value

    def residuals(self) -> Iterator[Zero | Positive]:
        d, u = self.rod.end - self.rod.start, Vector(cos(self.value.n), sin(self.value.n))
        yield Zero(u.cross(d), 1)
        yield Positive(u.dot(d), 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"the angle of {self.rod.name or 'the ' + self.rod.kind}"
