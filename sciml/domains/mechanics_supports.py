"""What things stand on, hang from and lean against: ground, water, wall, ceiling, bench, incline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    ANGLE,
    LENGTH,
    MASS,
    PI,
    Along,
    AngleArc,
    Body,
    Face,
    Gauge,
    Inside,
    Look,
    Maker,
    Num,
    Origin,
    Point,
    Positive,
    Relation,
    Spot,
    Straight,
    Strokes,
    Value,
    Vector,
    Zero,
    anchor,
    asin,
    atan2,
    cos,
    hypot,
    path_shape,
    quantity,
    sin,
    sqrt,
    styled,
    truth,
    word,
)

__all__ = ["Bench", "Ceiling", "Ground", "Incline", "Wall", "Water"]

def ground_below(thing: Any) -> Any:
    """The ground of the frame, if there is one already."""
    return next((e for e in thing.frame.elements if isinstance(e, Ground)), None)


def settle_on_ground(thing: Any, make: Maker, t: Num, start: Point) -> None:
    """A place for a support about which nothing is said: on the ground of the frame, else free."""
    below = ground_below(thing)
    thing.turn = 0
    if below is None:
        thing.origin = make.point("", start)
    else:
        thing.host, thing.host_at, thing.origin = below, t, below.surface.at(t)


def way_to(s: Any, t: float) -> Point:
    """The place a way t along a surface from its start."""
    return Point(s.start.x + (s.end.x - s.start.x) * (t / float(s.length)), s.start.y + (s.end.y - s.start.y) * (t / float(s.length)))


class Expanse(Body):
    """Family of straight supports without an end of their own: as drawn they reach as far as what they carry."""

    kind = ""
    support = True
    nominal = 90.0
    margin = 8.0
    seat_range: ClassVar[tuple[float | None, float | None]] = (None, None)
    """Guests without at= may lie anywhere on it: it is drawn as far as they are."""

    length: Any = quantity(LENGTH, help="how long it is; as long as needed if not given")

    def setup(self, make: Maker) -> None:
        self.stated = self.length
        self.extent: Num = self.length.n if self.length is not None else self.nominal * self.mm
        self.size = (self.extent, 0)

    @property
    def curve(self) -> Straight:
        s = self.surface
        endless = self.stated is None
        return Straight(s.start, s.end, endless, endless, name=self.name or self.kind, owner=self)

    @property
    def surface(self) -> Face:
        w = self.extent
        return Face(self.to(-w / 2, 0), self.to(w / 2, 0), owner=self)

    @anchor
    def start(self) -> Point:
        """Its left end, or its lower end."""
        return self.surface.at(0)

    @anchor
    def end(self) -> Point:
        """Its right end, or its upper end."""
        return self.surface.at(1)

    def drawn_ends(self) -> tuple[float, float]:
        """From where to where it is drawn, along its surface from `surface.start`, over floats."""
        surface = self.surface
        whole = float(surface.length)
        if self.stated is not None:
            return 0.0, whole
        low, high = self.touched(surface)
        if low > high:
            return 0.0, whole
        pad = float(self.margin * self.mm)
        low, high = low - pad, high + pad
        short = 0.35 * whole - (high - low)
        return (low - short / 2, high + short / 2) if short > 0 else (low, high)

    def touched(self, surface: Face) -> tuple[float, float]:
        """Least and greatest way along the surface of all that concerns it."""
        d = surface.direction
        near = 1e-6 * float(surface.length)
        low, high = 1e300, -1e300
        for e in self.frame.elements:
            if e is self:
                continue
            for p in self.concerns(e):
                v = p - surface.start
                if not isinstance(e, Body) and e.family == "point" and abs(float(d.cross(v))) > near:
                    continue
                t = float(v.dot(d))
                low, high = min(low, t), max(high, t)
        return low, high

    def concerns(self, e: Any) -> tuple[Point, ...]:
        """The places of another thing that this support has to reach; points count only where they lie on it."""
        tied = getattr(e, "tied", None)
        if tied:
            return tuple(p for p in tied if getattr(p.owner, "id", None) == self.id)
        if e.family == "point":
            return (e.at,)
        return places_of(e) if getattr(e, "host", None) is self else ()

    def spot(self, slot: str) -> Any:
        s = self.surface
        out = s.direction.left()
        if slot == "length":
            return Gauge(s.start, s.end, (), side=-out)
        low, high = self.drawn_ends()
        deep = out * (-2.2 * self.mm)
        return Along(way_to(s, low) + deep, way_to(s, high) + deep, side=-1)

    def claims(self) -> Iterator[Relation]:
        return iter(())

    def edge(self) -> tuple[Point, Point]:
        """Both ends as drawn."""
        low, high = self.drawn_ends()
        return way_to(self.surface, low), way_to(self.surface, high)

    def draw(self) -> Iterator[Any]:
        a, b = self.edge()
        yield path_shape((a, b), styled(self, weight="bold"))
        yield Strokes((a, b))


def places_of(e: Any) -> tuple[Point, ...]:
    """Where a thing lies: its outline, ends or place."""
    outline = getattr(e, "outline", None)
    if outline:
        return tuple(outline)
    at = getattr(e, "at", None)
    if isinstance(at, Point):
        return (at,)
    curve = getattr(e, "curve", None)
    return (curve.start, curve.end) if isinstance(curve, Straight) else ()


class Ground(Expanse):
    """Level ground, hatched below: what bodies stand on.

    ```figure
    g = ground()
    block(on=g, mass=2.0 kg)
    ```
    """

    aliases: ClassVar[tuple[str, ...]] = ("floor",)
    margin = 9.0

    def settle(self, make: Maker) -> None:
        self.origin, self.turn = Point(0, make.free("level", 0)), 0

    def concerns(self, e: Any) -> tuple[Point, ...]:
        if isinstance(e, Expanse):
            return (e.origin,) if isinstance(e, Wall) else ()
        if hasattr(e, "landing"):
            return (e.start, e.end)
        if isinstance(e, Body) or (e.family == "line" and "mass" in e.__dict__):
            return places_of(e)
        return super().concerns(e)

    def drawn_ends(self) -> tuple[float, float]:
        low, high = super().drawn_ends()
        surface = self.surface
        slack = 1.5 * self.margin * self.mm
        for e in self.frame.elements:  # it ends in the corner under a wall
            if isinstance(e, Wall) and e.host is self:
                t = float((e.origin - surface.start).dot(surface.direction))
                if e.looks > 0:
                    low = t if t <= low + slack else low
                else:
                    high = t if t >= high - slack else high
        return low, high

    def pits(self) -> list[tuple[float, float]]:
        """Where it is cut open, along its surface."""
        surface = self.surface
        return sorted(e.mouth(surface) for e in self.frame.elements if getattr(e, "host", None) is self and hasattr(e, "mouth"))

    def draw(self) -> Iterator[Any]:
        surface = self.surface
        low, high = self.drawn_ends()
        at = low
        for first, last in [*self.pits(), (high, high)]:
            if first - at > 1e-9 * (high - low):
                piece = (way_to(surface, at), way_to(surface, min(first, high)))
                yield path_shape(piece, styled(self, weight="bold"))
                yield Strokes(piece)
            at = max(at, last)


class Water(Ground):
    """A level surface of water, with ripples below: what boats float on.

    ```figure
    river = water()
    vehicle(boat, on=river)
    ```
    """

    aliases: ClassVar[tuple[str, ...]] = ("river", "sea", "lake")
    margin = 12.0

    depth: Any = quantity(LENGTH, help="how deep it is drawn")

    def draw(self) -> Iterator[Any]:
        a, b = self.edge()
        deep = self.surface.direction.left() * -(self.depth.n if self.depth is not None else 7 * self.mm)
        yield path_shape((a, b, b + deep, a + deep), Look(color="none", fill="water", layer="background"), closed=True, obstacle=False)
        yield path_shape((a, b), styled(self))
        yield Strokes((a, b), kind="ripples")


class Wall(Expanse):
    """A vertical wall, hatched behind. `facing` is the side that is free; on the ground it stands at the end of its back.

    ```figure
    g = ground()
    w = wall(on=g, facing=right)
    ```
    """

    nominal = 45.0
    margin = 6.0
    seat_range = (0.02, None)

    height: Any = quantity(LENGTH, help="how high it is; as high as needed if not given")

    @property
    def default_at(self) -> float:
        """Where it stands on the ground if nothing is said."""
        return 0.0 if self.looks > 0 else 1.0

    def settle(self, make: Maker) -> None:
        settle_on_ground(self, make, self.default_at, Point(0 if self.looks > 0 else 90 * self.mm, 0))

    def setup(self, make: Maker) -> None:
        self.stated = self.height if self.height is not None else self.length
        self.extent = self.stated.n if self.stated is not None else self.nominal * self.mm
        self.size = (0, self.extent)
        self.face: Num = self.extent / 2 if self.stated is not None else make.free("face", self.extent / 2, soft=0.2)

    @property
    def surface(self) -> Face:
        low, high = self.to(0, 0), self.to(0, self.extent)
        return Face(high, low, owner=self, back=True) if self.looks > 0 else Face(low, high, owner=self)

    @property
    def surface_axis(self) -> Vector:
        up = self.way(0, 1)
        return -up if self.looks > 0 else up

    @property
    def surface_turn(self) -> Num:
        return self.turn - PI / 2 if self.looks > 0 else self.turn + PI / 2

    @anchor
    def center(self) -> Point:
        """The place on its face where things are fixed: half way up, or as high as they need it."""
        return Point(*_xy(self.to(0, self.face)), owner=self)

    @anchor
    def left(self) -> Point:
        return self.center

    @anchor
    def right(self) -> Point:
        return self.center

    @anchor
    def top(self) -> Point:
        return self.to(0, self.extent)

    @property
    def outline(self) -> tuple[Point, ...]:
        return self.to(0, 0), self.to(0, self.extent)

    def drawn_ends(self) -> tuple[float, float]:
        low, high = super().drawn_ends()
        if self.stated is not None or self.host is None:
            return low, high
        whole = float(self.extent)  # it begins at the ground
        return (min(low, 0.35 * whole), whole) if self.looks > 0 else (0.0, max(high, 0.65 * whole))

    def spot(self, slot: str) -> Any:
        if slot == "height":
            return Gauge(self.to(0, 0), self.top, (), side=self.way(-self.looks, 0))
        return super().spot(slot)


def _xy(p: Point) -> tuple[Num, Num]:
    return p.x, p.y


class Ceiling(Expanse):
    """A level ceiling, hatched above: what things hang from.

    ```figure
    c = ceiling()
    b = ball(mass=1.0 kg)
    rope(c, b)
    ```
    """

    nominal = 64.0
    margin = 9.0

    def settle(self, make: Maker) -> None:
        self.origin, self.turn = make.point("", Point(30 * self.mm, 62 * self.mm)), 0

    @property
    def surface(self) -> Face:
        w = self.extent
        return Face(self.to(w / 2, 0), self.to(-w / 2, 0), owner=self, back=True)

    @property
    def surface_axis(self) -> Vector:
        return -self.axis

    @property
    def surface_turn(self) -> Num:
        return self.turn + PI


class Bench(Body):
    """A table or bench with two legs; its top carries things.

    ```figure
    g = ground()
    t = bench(on=g, height=1.0 m)
    block(on=t)
    ```
    """

    support = True
    aliases = ("desk",)

    height: Any = quantity(LENGTH, help="of its top above the floor")
    width: Any = quantity(LENGTH, help="of its top")
    length: Any = quantity(LENGTH, help="of its top, another word for width")

    def settle(self, make: Maker) -> None:
        settle_on_ground(self, make, 0.5, Point(40 * self.mm, 0))

    def setup(self, make: Maker) -> None:
        across = self.width or self.length
        h = self.height.n if self.height is not None else 34 * self.mm
        self.size = (across.n if across is not None else 56 * self.mm, h)
        self.slab = 3 * self.mm

    @anchor
    def left(self) -> Point:
        """Left edge of its top."""
        return self.top_left

    @anchor
    def right(self) -> Point:
        """Right edge of its top."""
        return self.top_right

    def edge_way(self, name: str) -> Vector | None:
        """Outward along the top at the edge of that name, for what is mounted there."""
        last = name.rpartition(".")[2]
        return self.axis if last in ("right", "top_right", "end") else -self.axis if last in ("left", "top_left", "start") else None

    def spot(self, slot: str) -> Spot | Gauge | None:  # type: ignore[override]
        w, h = self.size
        if slot in ("width", "length"):
            return Gauge(self.top_left, self.top_right, (), side=self.way(0, 1))
        if slot == "height":
            return Gauge(self.to(-w / 2, 0), self.to(-w / 2, h), (), side=-self.axis)
        return Inside((self.to(-w * 0.36, 0), self.to(w * 0.36, 0), self.to(w * 0.36, h - self.slab), self.to(-w * 0.36, h - self.slab)))

    def draw(self) -> Iterator[Any]:
        w, h = (float(n) for n in self.size)
        t, leg = float(self.slab), float(2.4 * self.mm)
        for x in (-w / 2 + 2.2 * leg, w / 2 - 2.2 * leg):
            a, b = x - leg / 2, x + leg / 2
            yield path_shape((self.to(a, 0), self.to(b, 0), self.to(b, h - t), self.to(a, h - t)), styled(self, fill="light"), closed=True)
        yield path_shape((self.to(-w / 2, h - t), self.to(w / 2, h - t), self.top_right, self.top_left), styled(self, fill="light"), closed=True)


class Incline(Body):
    """An inclined plane: a wedge with its angle at the toe. Two of angle, length, height and base fix it; more must agree.

    ```figure
    ramp = incline(angle=30 deg)
    block(on=ramp, at=0.55, mass=2.0 kg)
    ```
    """

    aliases = ("ramp", "wedge")
    support = True

    angle: Any = quantity(ANGLE, help="of the slope above the level; prints at the toe")
    length: Any = quantity(LENGTH, help="of the slope")
    height: Any = quantity(LENGTH, help="of the apex above the toe")
    base: Any = quantity(LENGTH, help="from the toe to below the apex")
    mass: Any = quantity(MASS, help="of a wedge that can move; prints inside")
    rises: Any = word("left", "right", default="right", help="which way it goes up")
    movable: Any = truth(help="a wedge that slides, not part of the ground")

    def settle(self, make: Maker) -> None:
        settle_on_ground(self, make, 0.5, Point(30 * self.mm, 0))

    def setup(self, make: Maker) -> None:
        a, s, h, b = (v.n if v is not None else None for v in (self.angle, self.length, self.height, self.base))
        if a is None and sum(x is not None for x in (s, h, b)) < 2:
            a = make.free("angle", PI / 6, low=0.05, high=1.5, scale=0.3)
        if a is not None:
            if s is None and h is None and b is None:
                s = make.free("length", 60 * self.mm, low=5 * self.mm, scale=20 * self.mm)
            if h is not None:
                rise, run = h, b if b is not None and self.angle is None else h * cos(a) / sin(a)
            elif b is not None:
                rise, run = b * sin(a) / cos(a), b
            else:
                assert s is not None
                rise, run = s * sin(a), s * cos(a)
        elif h is not None and b is not None:
            rise, run, a = h, b, atan2(h, b)
        elif h is not None and s is not None:
            rise, run, a = h, sqrt(s * s - h * h), asin(h / s)
        else:
            assert s is not None and b is not None
            rise, run = sqrt(s * s - b * b), b
            a = atan2(rise, run)
        self.tilt: Num = a
        self.rise: Num = rise
        self.run: Num = run
        self.slant: Num = s if s is not None and self._free_length() else hypot(run, rise)
        self.size = (run, rise)
        self._name_measures()

    def _free_length(self) -> bool:
        return (self.height is None and self.base is None) or self.length is not None

    def _name_measures(self) -> None:
        """`ramp.height` may be named also where it is not given."""
        for slot, n, dim in (("angle", self.tilt, ANGLE), ("height", self.rise, LENGTH), ("length", self.slant, LENGTH)):
            if getattr(self, slot) is None:
                setattr(self, slot, Value(n, dim, Origin.DEFAULT))
        self.given_base = self.base
        self.base = Value(self.run, LENGTH, Origin.DEFAULT) if self.base is None else self.base

    def rules(self) -> Iterator[Relation]:
        for slot, n, power in (("angle", self.tilt, 0), ("length", self.slant, 1), ("height", self.rise, 1), ("base", self.run, 1)):
            v = getattr(self, slot)
            if v.origin != Origin.DEFAULT and v.n is not n:
                yield Sized(self, slot, v, power)

    def claims(self) -> Iterator[Relation]:
        yield from super().claims()
        for slot, power in (("angle", 0), ("length", 1), ("height", 1), ("base", 1)):
            v = getattr(self, slot)
            if v.origin != Origin.DEFAULT:
                yield Sized(self, slot, v, power)

    # ------------------------------------------------------------ places

    @property
    def right_up(self) -> bool:
        return bool(self.rises == "right")

    @anchor
    def toe(self) -> Point:
        """Where the slope meets the level."""
        return self.to(-self.run / 2 if self.right_up else self.run / 2, 0)

    @anchor
    def apex(self) -> Point:
        """The upper end of the slope."""
        return self.to(self.run / 2 if self.right_up else -self.run / 2, self.rise)

    @anchor
    def foot(self) -> Point:
        """On the level below the apex."""
        return self.to(self.run / 2 if self.right_up else -self.run / 2, 0)

    @anchor
    def slope(self) -> Straight:
        """Its slope, from toe to apex."""
        return Straight(self.toe, self.apex, name=f"{self.name or 'incline'}.slope", owner=self)

    @anchor
    def floor(self) -> Straight:
        """Its lower side, from toe to foot."""
        return Straight(self.toe, self.foot, name=f"{self.name or 'incline'}.floor", owner=self)

    @anchor
    def back(self) -> Straight:
        """Its upright side, from foot to apex."""
        return Straight(self.foot, self.apex, name=f"{self.name or 'incline'}.back", owner=self)

    @anchor
    def start(self) -> Point:
        return self.toe

    @anchor
    def end(self) -> Point:
        return self.apex

    @anchor
    def top(self) -> Point:
        return self.apex

    @anchor
    def center(self) -> Point:
        """A third of the way up, above the middle of its weight."""
        return self.to(self.run / 6 if self.right_up else -self.run / 6, self.rise / 3)

    @property
    def seat_place(self) -> Point:
        return self.origin

    @property
    def outline(self) -> tuple[Point, ...]:
        return (self.toe, self.foot, self.apex) if self.right_up else (self.foot, self.toe, self.apex)

    @property
    def surface(self) -> Face:
        return Face(self.toe, self.apex, owner=self) if self.right_up else Face(self.apex, self.toe, owner=self, back=True)

    @property
    def surface_axis(self) -> Vector:
        c, s = cos(self.tilt), sin(self.tilt)
        return self.way(c, s) if self.right_up else self.way(c, -s)

    @property
    def surface_turn(self) -> Num:
        return self.turn + self.tilt if self.right_up else self.turn - self.tilt

    @property
    def uphill(self) -> Vector:
        c, s = cos(self.tilt), sin(self.tilt)
        return self.way(c, s) if self.right_up else self.way(-c, s)

    def edge_way(self, name: str) -> Vector | None:
        last = name.rpartition(".")[2]
        return self.uphill if last in ("apex", "end", "top") else -self.uphill if last in ("toe", "start") else None

    # ------------------------------------------------------------ words and ink

    def spot(self, slot: str) -> Any:
        inward = -self.surface.direction.left()
        if slot == "angle":
            along, up = self.axis, self.uphill
            first, second = (along, up) if self.right_up else (up, -along)
            return AngleArc(self.toe, first, second, room=float(self.run))
        if slot == "length":
            return Gauge(self.toe, self.apex, (), side=-inward)
        if slot == "height":
            return Gauge(self.foot, self.apex, (), along=self.way(0, 1), side=self.axis if self.right_up else -self.axis)
        if slot == "base":
            return Gauge(self.toe, self.foot, (), along=self.axis, side=-self.way(0, 1))
        return Inside(self.outline, self.center)

    def draw(self) -> Iterator[Any]:
        yield path_shape(self.outline, styled(self, fill="light"), closed=True)


class Sized(Relation):
    """A given size of a wedge agrees with its shape."""

    shape = False

    def __init__(self, wedge: Any, slot: str, value: Any, power: int) -> None:
        self.wedge, self.slot, self.value, self.power = wedge, slot, value, power

    def residuals(self) -> Iterator[Zero | Positive]:
        w = self.wedge
        yield Zero({"angle": w.tilt, "length": w.slant, "height": w.rise, "base": w.run}[self.slot] - self.value.n, self.power)

    def holds(self) -> Iterator[Any]:
        up, along = self.wedge.apex - self.wedge.toe, self.wedge.way(1 if self.wedge.right_up else -1, 0)
        run, rise = up.dot(along), along.cross(up) if self.wedge.right_up else up.cross(along)
        if self.slot == "angle":
            yield Zero(run * sin(self.value.n) - rise * cos(self.value.n), 1)
        else:
            yield Zero({"length": up.length, "height": rise, "base": run}[self.slot] - self.value.n, 1)

    def phrase(self) -> str:
        return f"the {self.slot} of {self.wedge.name or 'the incline'} agrees with its other sizes"

