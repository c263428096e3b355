"""Bodies: things that stand on, hang from or float beside others, with a seat and a turn; and hosts, which carry them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import ceil, pi, tan
from typing import Any, ClassVar

from .element import Element, Maker, anchor
from .expression import PI, Const, Num, Var, atan2, cos, sin
from .ink import Gauge, Inside, Look, Shape, Spot
from .plane import Point, Round, Straight, Vector, polar
from .quantity import Value
from .relation import Positive, Relation, Truth, Zero, relate

__all__ = ["Body", "Face", "HasRoom", "Host", "Rests", "disc_shape", "path_shape", "ring_points", "straight_axis", "styled", "surface_of"]

RIGHT = Vector(1, 0)
ON_ROUND, ROUND = 0.45, 24.0
"""of the radius of a round host, the height of a guest about whose size nothing is said, if its usual height is more; page millimetres of the radius that such
a host has for it"""


class _Seat:
    """The anchor `base`; not a property, so that a kind may take a slot of this name."""

    def __get__(self, thing: Any, owner: type) -> Any:
        return self if thing is None else thing.origin


class Face(Straight):
    """A straight surface; its left side is outward. back: fractions count from its end, because that is its left or lower one."""

    back: bool = False

    def at(self, t: Num) -> Point:
        return self.start.toward(self.end, 1 - t if self.back else t)


class Host:
    """What carries bodies: `surface` is a Face, or a Round (`outward` False: it carries its guests inside)."""

    outward: bool = True

    @property
    def surface(self) -> Straight | Round:
        raise NotImplementedError

    @property
    def surface_axis(self) -> Vector:
        """Direction of a straight surface, a unit vector."""
        surface = self.surface
        assert isinstance(surface, Straight)
        return surface.direction

    @property
    def surface_turn(self) -> Num:
        """Angle of a straight surface: the turn of what stands on it."""
        return self.surface_axis.angle

    def seat_on(self, t: Num) -> tuple[Point, Num]:
        """Where the seat of a guest lies at t (a fraction; on a full circle an angle), and its turn."""
        surface = self.surface
        if isinstance(surface, Straight):
            return surface.at(t), self.surface_turn
        angle = t if surface.sweep is None else surface.first + surface.sweep * t
        return surface.at(t), angle - PI / 2 if self.outward else angle + PI / 2

    def turn_at(self, place: Point) -> Num:
        """The turn of a guest whose seat lies at this place of the surface: `at=t.top`."""
        surface = self.surface
        if isinstance(surface, Straight):
            return self.surface_turn
        out = place - surface.center
        return atan2(out.y, out.x) + (-PI / 2 if self.outward else PI / 2)


class Body(Host, Element):
    """Family of bodies. The checker sets, from the placement words and before `setup`: `origin` (where the seat lies), `turn` (angle of its own x axis),
    `host` (what it stands on, or None), `host_at` (how far along it) and `facing` (a direction or None). Where nothing is said it calls `settle`.

    In its own frame the seat is (0, 0), x runs along the host, y away from it. Subclasses set `size` to (width, height) in `setup`.
    """

    kind = ""
    family = "body"
    seat = "base"
    anchors: ClassVar[tuple[str, ...]] = ("base",)

    origin: Point
    turn: Num
    size: tuple[Num, Num]
    host: Any = None
    host_at: Any = None
    placed: Any = None
    facing: Any = None
    looks_first: int = 0
    """How it looks where that is not a number from the start: `facing=down(ramp)`."""
    standing: tuple[Point, ...] = ()
    """the places by which it stands inside of a circle, if it is not its seat"""
    thread: Any = None
    """(rope, number of its straight part or None) of what slides on a rope"""
    orders: tuple[Any, ...] = ()
    """What the author says of its side: ("right_of", thing) ..."""
    support: ClassVar[bool] = False
    """True: fixed to the world (ground, wall, ...): nothing hangs it up, and it never moves between states."""
    loaded: bool = False
    """True: something is put on it in its block."""
    afloat: ClassVar[float] = 0.6
    """of its height, what lies below the surface of water where it floats"""
    held_out: Vector | None = None
    """which way the spring points at whose free end it is"""
    sunk: bool = False
    """True: part of it lies below the surface that carries it."""

    # ------------------------------------------------------------ being placed

    def settle(self, make: Maker) -> None:
        """Nothing is said about its place: a free one."""
        k = sum(isinstance(e, Body) and e.host is None and not e.support for e in self.frame.elements)
        self.origin, self.turn = make.point("", Point((12 + 34 * k) * self.mm, (16 + 9 * (k % 2)) * self.mm)), 0

    @property
    def looks(self) -> int:
        """1: it looks to the right, or nothing is said; -1: to the left. The same before and after solving."""
        x = getattr(self.facing, "x", 1)
        return self.looks_first or (-1 if isinstance(x, Const) and x < 0 else 1)

    @property
    def axis(self) -> Vector:
        """Unit direction of its own x axis."""
        found = self.__dict__.get("_axis")
        if found is None:
            host = self.host
            if isinstance(host, Host) and isinstance(host.surface, Straight):
                found = host.surface_axis
            else:
                found = RIGHT if isinstance(self.turn, Const) and self.turn == 0 else Vector(cos(self.turn), sin(self.turn))
            self.__dict__["_axis"] = found
        return found

    def to(self, x: Num, y: Num) -> Point:
        """World place of (x, y) of the body's own frame."""
        origin, axis = self.origin, self.axis
        c, s = axis.x, axis.y
        if s == 0 and c == 1:
            return Point(origin.x + x, origin.y + y)
        return Point(origin.x + x * c - y * s, origin.y + x * s + y * c)

    def way(self, x: Num, y: Num) -> Vector:
        """World direction of (x, y) of the body's own frame."""
        c, s = self.axis.x, self.axis.y
        return Vector(x * c - y * s, x * s + y * c)

    @property
    def surface(self) -> Straight | Round:
        """What others stand on: its top, from left to right."""
        w, h = self.size
        return Face(self.to(-w / 2, h), self.to(w / 2, h), owner=self)

    @property
    def surface_axis(self) -> Vector:
        return self.axis

    @property
    def surface_turn(self) -> Num:
        return self.turn

    def fitting(self, make: Maker, height: float, width: float | None = None) -> Num:
        """A usual height in frame units, from page millimetres; less where it is to lie inside of something small, or on something small and round."""
        usual = height * self.mm
        ring = surface_of(self.host)
        if isinstance(ring, Round):
            radius = getattr(self.host, "radius", None)
            if isinstance(radius, Value) and make.guess(radius.n) * ON_ROUND < make.guess(usual):
                make.usual(radius, min(height / ON_ROUND, ROUND))
            if make.guess(ring.radius) * ON_ROUND < make.guess(usual):
                usual = ring.radius * max(ON_ROUND, make.guess(usual / (2 * ring.radius)))
        for word, host in self.orders:
            size = getattr(host, "size", None) if word == "inside" and not getattr(host, "boundless", False) else None
            if getattr(host, "flat", False) and host.radius is None:  # that grows with its guests
                continue
            if isinstance(size, tuple) and len(size) == 2:
                for room, need in ((size[1], height), (size[0], width or height)):
                    if make.guess(room * 0.6 * height / need) < make.guess(usual):
                        usual = room * (0.6 * height / need)
        return usual

    roams: bool = False
    """True: it is somewhere inside of something, at a place that is free"""

    def slide(self) -> None:
        """Of what slides on a rope, or goes round on a dashed circle, its middle lies on it; what is on water floats in it; what is at the free end of a
        spring is fixed there with the side that looks at it. To be called when `size` is known."""
        w, h = self.size
        if self.thread is not None or self.orbits:
            self.origin = self.to(0, -h / 2)
        elif getattr(self.host, "fluid", False):
            self.sunk = True
            self.origin = self.to(0, -h * self.afloat)
        elif self.held_out is not None:
            self.origin = self.to(self.held_out.x * w / 2, self.held_out.y * h / 2 - h / 2)

    @property
    def orbits(self) -> bool:
        """Does it go round on a circle that is no track, but the way of its middle?"""
        host = self.host
        return isinstance(host, Element) and host.family == "circle" and not isinstance(host, Host) and bool(host.style.dashed)

    # ------------------------------------------------------------ its shape

    base: Any = _Seat()
    """Middle of the side it stands on: its seat."""

    @property
    def outline(self) -> tuple[Point, ...]:
        """Corners, counter-clockwise from the lower left."""
        w, h = self.size
        return self.to(-w / 2, 0), self.to(w / 2, 0), self.to(w / 2, h), self.to(-w / 2, h)

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self.to(0, self.size[1] / 2)

    @anchor
    def bottom(self) -> Point:
        """Middle of its lower side: a place of this body, whatever it was put at."""
        return Point(self.origin.x, self.origin.y)

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

    # ------------------------------------------------------------ words and proof

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "width":
            return Gauge(self.bottom_left, self.bottom_right, (), along=self.axis, side=-self.way(0, 1))
        if slot == "height":
            return Gauge(self.bottom_right, self.top_right, (), along=self.way(0, 1), side=self.axis)
        return Inside(self.outline, self.center)

    def wishes(self) -> Iterator[Relation]:
        """Bodies on one surface about whose places little is said keep apart."""
        host = self.host
        if not isinstance(host, Host) or not isinstance(host.surface, Straight) or not _may_move(self, host):
            return
        for other in self.frame.elements:
            if other is self:
                return
            if _may_move(other, host) and not (_spaced(self, other) or _spaced(other, self)):
                yield HasRoom(other, self)

    def claims(self) -> Iterator[Relation]:
        if self.orbits:
            yield relate("On", self.center, surface_of(self.host))
        elif isinstance(surface_of(self.host), (Straight, Round)) and not self.sunk and self.thread is None:
            yield Rests(self, self.host)


def _may_move(x: Any, host: Any) -> bool:
    return isinstance(x, Body) and x.host is host and isinstance(x.host_at, Var) and not x.sunk and bool(x.size)


def _spaced(x: Any, other: Any) -> bool:
    """Does the author say how far it is from the other?"""
    return x.clearance is not None and any((getattr(thing, "owner", None) or thing) is other for _, thing in x.orders)


def surface_of(host: Any) -> Any:
    """What carries others: a surface, or the curve of a line or circle."""
    surface = getattr(host, "surface", None)
    return surface if surface is not None else getattr(host, "curve", None)


def straight_axis(host: Any) -> Vector | None:
    """The unit direction of what carries others, as a number where the host knows it; None where that is round, or nothing."""
    surface = surface_of(host)
    if not isinstance(surface, Straight):
        return None
    axis = getattr(host, "surface_axis", None)
    return axis if isinstance(axis, Vector) else surface.direction


class HasRoom(Relation):
    """Two bodies on one straight host do not touch, by a gap of the page."""

    def __init__(self, a: Any, b: Any) -> None:
        self.a, self.b = a, b

    @property
    def parts(self) -> tuple[Any, Any]:
        return self.a, self.b

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self.a, self.b
        gap = (a.size[0] + b.size[0]) / 2 + 4 * a.mm
        way = (b.center - a.center).dot(a.axis)
        yield Positive(way * way / gap - gap, 1)

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{_called(self.a)} and {_called(self.b)} have room"


class Rests(Relation):
    """A body touches what it stands on, from outside: no gap, no overlap. Proved from the outline (or the rim), not from where the seat was put."""

    def __init__(self, body: Any, host: Any) -> None:
        self.body, self.host = body, host

    def _touching(self) -> Iterator[Zero | Positive]:
        body, surface = self.body, surface_of(self.host)
        rim = getattr(body, "rim", None)
        if isinstance(surface, Round):
            for p in getattr(body, "standing", ()):
                yield Zero((p - surface.center).length - surface.radius, 1)
            if getattr(body, "standing", ()):
                return
            middle = rim.center if rim is not None else body.origin
            gap = (middle - surface.center).length
            reach = rim.radius if rim is not None else 0
            yield Zero(gap - surface.radius + (-reach if getattr(self.host, "outward", True) else reach), 1)
            return
        along = surface.direction
        if rim is not None:
            yield Zero(along.cross(rim.center - surface.start) - rim.radius, 1)
            return
        heights = [along.cross(p - surface.start) for p in body.outline]
        yield Zero(along.cross(body.origin - surface.start), 1)
        for h in heights:
            yield Positive(h, 1, strict=False)

    def residuals(self) -> Iterator[Zero | Positive]:
        return self._touching()

    def holds(self) -> Iterator[Zero | Positive | Truth]:
        return self._touching()

    def shown(self, drawn: Callable[[Any], Any]) -> str:
        """What the page shows in place of the contact, if its place lies beyond the drawn end of the host. drawn: a thing as it is drawn. Where the end itself
        is given, a place beyond it is no place at all, and `verify` says so."""
        if not hasattr(self.host, "drawn_ends") or getattr(self.host, "stated", None) is not None:
            return ""
        body, host = drawn(self.body), drawn(self.host)
        surface = host.surface
        low, high = host.drawn_ends()
        way, slack = float((body.origin - surface.start).dot(surface.direction)), 0.01 * float(host.mm)
        return "" if low - slack <= way <= high + slack else f"{_called(self.host)} is not drawn as far as there"

    def phrase(self) -> str:
        return f"{_called(self.body)} stands on {_called(self.host)}"


def _called(thing: Any) -> str:
    return str(thing.name) or "the " + thing.kind.replace("_", " ")


# ---------------------------------------------------------------- shapes


def styled(thing: Any, **base: Any) -> Look:
    """A look, with the author's words for this thing over it."""
    style = getattr(thing, "style", None)
    if style is not None:
        if style.color:
            base["color"] = style.color
        if style.dashed is not None:
            base["dash"] = "dashed" if style.dashed else "solid"
        if style.bold:
            base["weight"] = "bold"
        if style.fill:
            base["fill"] = style.fill
        if style.hatch:
            base["hatch"] = style.hatch
    return Look(**base)


def ring_points(center: Point, radius: float, first: float = 0.0, sweep: float = 2 * pi, turn: float = 0.0) -> tuple[str, tuple[Point, ...]]:
    """An arc as cubics, over floats: ops without the closing Z, and points."""
    n = max(1, ceil(abs(sweep) / (pi / 2) - 1e-9))
    step = sweep / n
    k = 4 / 3 * tan(step / 4) * radius
    a = first + turn
    points = [polar(center, radius, a)]
    for _ in range(n):
        b = a + step
        p, q = points[-1], polar(center, radius, b)
        points += [Point(p.x - k * sin(a), p.y + k * cos(a)), Point(q.x + k * sin(b), q.y - k * cos(b)), q]
        a = b
    return "M" + "C" * n, tuple(points)


def disc_shape(center: Point, radius: float, look: Look, obstacle: bool = True) -> Shape:
    """A whole circle."""
    ops, points = ring_points(center, radius)
    return Shape(ops + "Z", points, look, obstacle)


def path_shape(points: Any, look: Look, closed: bool = False, obstacle: bool = True) -> Shape:
    """Straight pieces from point to point."""
    points = tuple(points)
    return Shape("M" + "L" * (len(points) - 1) + ("Z" if closed else ""), points, look, obstacle)
