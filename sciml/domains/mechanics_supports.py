"""What things stand on, hang from and lean against: ground, water, wall, ceiling, bench, incline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..author import (
    ANGLE,
    LENGTH,
    MASS,
    PI,
    Along,
    AngleArc,
    Body,
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

class Expanse(Body):
    """Family of straight supports without an end of their own: as drawn they reach as far as what they carry."""

    kind = ""
    family = "line"
    support = True
    nominal = 90.0
    margin = 8.0

    length: Any = quantity(LENGTH, help="how long it is; as long as needed if not given")

    def setup(self, make: Maker) -> None:
        self.extent: Num = self.length.n if self.length is not None else self.nominal * self.mm
        self.size = (self.extent, 0)

    @property
    def curve(self) -> Straight:
        s = self.surface
        endless = self.length is None
        assert isinstance(s, Straight)
        return Straight(s.start, s.end, endless, endless, name=self.name or self.kind, owner=self)

    @anchor
    def start(self) -> Point:
        """Its left end, or its lower end."""
        return self.spot_on(0)

    @anchor
    def end(self) -> Point:
        """Its right end, or its upper end."""
        return self.spot_on(1)

    def share(self, index: int, count: int) -> float:
        return 0.15 + 0.7 * (index + 0.5) / count

    def drawn_ends(self) -> tuple[float, float]:
        """From where to where it is drawn, along its surface from `surface.start`, over floats."""
        surface = self.surface
        assert isinstance(surface, Straight)
        whole = float(surface.length)
        if self.length is not None:
            return 0.0, whole
        low, high = self.touched(surface)
        if low > high:
            return 0.0, whole
        pad = float(self.margin * self.mm)
        low, high = low - pad, high + pad
        short = 0.35 * whole - (high - low)
        return (low - short / 2, high + short / 2) if short > 0 else (low, high)

    def touched(self, surface: Straight) -> tuple[float, float]:
        """Least and greatest way along the surface of all that stands on it or over it."""
        d = surface.direction
        low, high = 1e300, -1e300
        for e in self.frame.elements:
            for p in self.concerns(e):
                t = float((p - surface.start).dot(d))
                low, high = min(low, t), max(high, t)
        return low, high

    def concerns(self, e: Any) -> tuple[Point, ...]:
        """The places of another thing that this support has to reach."""
        if e is self or not e.drawn and not isinstance(getattr(e, "at", None), Point):
            return ()
        if getattr(e, "host", None) is self:
            return places_of(e)
        return ()

    def spot(self, slot: str) -> Spot | Gauge | None:  # type: ignore[override]
        s = self.surface
        assert isinstance(s, Straight)
        if slot == "length":
            return Gauge(s.start, s.end, (), side=-s.direction.left())
        low, high = self.drawn_ends()
        deep = s.direction.left() * (-2.2 * self.mm)
        whole = float(s.length)
        return Along(s.at(low / whole) + deep, s.at(high / whole) + deep, side=-1)

    def claims(self) -> Iterator[Relation]:
        return iter(())

    def edge(self) -> tuple[Point, Point]:
        """Both ends as drawn."""
        surface = self.surface
        assert isinstance(surface, Straight)
        low, high = self.drawn_ends()
        whole = float(surface.length)
        return surface.at(low / whole), surface.at(high / whole)

    def draw(self) -> Iterator[Any]:
        a, b = self.edge()
        yield path_shape((a, b), styled(self, weight="bold"))
        yield Strokes((a, b))


def places_of(e: Any) -> tuple[Point, ...]:
    """Where a thing lies: its outline, ends or place."""
    if isinstance(e, Expanse):
        s = e.surface
        assert isinstance(s, Straight)
        return (s.start, s.end)
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

    aliases = ("floor",)
    margin = 9.0

    def settle(self, make: Maker) -> None:
        self.origin, self.turn = Point(0, make.free("level", 0)), 0

    def concerns(self, e: Any) -> tuple[Point, ...]:
        if isinstance(e, Expanse) and not isinstance(e, Wall):
            return ()
        return places_of(e) if e is not self and (isinstance(e, Body) or getattr(e, "host", None) is self or e.family == "line" and hasattr(e, "mass")) else ()

    def drawn_ends(self) -> tuple[float, float]:
        low, high = super().drawn_ends()
        surface = self.surface
        assert isinstance(surface, Straight)
        for e in self.frame.elements:  # it ends in the corner under a wall
            if isinstance(e, Wall) and e.host is self:
                t = float((e.origin - surface.start).dot(surface.direction))
                if e.faces_right:
                    low = t if t <= low + 1.5 * self.margin * self.mm else low
                else:
                    high = t if t >= high - 1.5 * self.margin * self.mm else high
        return low, high

    def pits(self) -> list[tuple[float, float]]:
        """Where it is cut open, along its surface."""
        surface = self.surface
        assert isinstance(surface, Straight)
        cuts = [e.mouth(surface) for e in self.frame.elements if getattr(e, "host", None) is self and hasattr(e, "mouth")]
        return sorted(cuts)

    def draw(self) -> Iterator[Any]:
        surface = self.surface
        assert isinstance(surface, Straight)
        low, high = self.drawn_ends()
        whole = float(surface.length)
        at = low
        for first, last in [*self.pits(), (high, high)]:
            if first - at > 1e-9 * whole:
                piece = (surface.at(at / whole), surface.at(min(first, high) / whole))
                yield path_shape(piece, styled(self, weight="bold"))
                yield Strokes(piece)
            at = max(at, last)


class Water(Expanse):
    """A level surface of water, with ripples below: what boats float on."""

    aliases = ("river", "sea", "lake")
    margin = 12.0

    depth: Any = quantity(LENGTH, help="how deep it is drawn")

    settle = Ground.settle
    concerns = Ground.concerns

    def draw(self) -> Iterator[Any]:
        surface = self.surface
        a, b = self.edge()
        assert isinstance(surface, Straight)
        deep = surface.direction.left() * -(self.depth.n if self.depth is not None else 6 * self.mm)
        yield path_shape((a, b, b + deep, a + deep), Look(color="none", fill="water", layer="background"), closed=True, obstacle=False)
        yield path_shape((a, b), Look(weight="normal"))
        yield Strokes((a, b), kind="ripples")


class Wall(Expanse):
    """A vertical wall, hatched behind. `facing` is the side that is free.

    ```figure
    g = ground()
    w = wall(on=g, facing=right)
    ```
    """

    nominal = 45.0
    margin = 6.0

    facing: Any = word("left", "right", default="right", help="which way its free side looks")
    height: Any = quantity(LENGTH, help="how high it is; as high as needed if not given")

    def settle(self, make: Maker) -> None:
        below = next((e for e in self.frame.elements if isinstance(e, Ground) and "size" in e.__dict__), None)
        if below is not None:
            self.host, self.host_at = below, None
            self.origin, self.turn = below.spot_on(self.default_share()), 0
        else:
            super().settle(make)

    def setup(self, make: Maker) -> None:
        given = self.height or self.length
        self.length = given
        self.extent = given.n if given is not None else self.nominal * self.mm
        self.size = (0, self.extent)
        self.face: Num = self.extent / 2 if given is not None else make.free("face", self.extent / 2)

    @property
    def faces_right(self) -> bool:
        return bool(self.facing == "right")

    @property
    def counts_back(self) -> bool:  # type: ignore[override]
        return self.faces_right

    def default_share(self) -> float:
        """Where it stands on the ground if nothing is said: at the end of its back."""
        return 0.0 if self.faces_right else 1.0

    @property
    def surface(self) -> Straight:
        low, high = self.to(0, 0), self.to(0, self.extent)
        return Straight(high, low, owner=self) if self.faces_right else Straight(low, high, owner=self)

    @property
    def surface_axis(self) -> Vector:
        up = self.way(0, 1)
        return -up if self.faces_right else up

    @property
    def surface_turn(self) -> Num:
        return self.turn - PI / 2 if self.faces_right else self.turn + PI / 2

    def _middle(self) -> Point:
        return self.to(0, self.face)

    @anchor
    def center(self) -> Point:
        """The place on its face where things are fixed: half way up, or as high as they need it."""
        return self._middle()

    @anchor
    def left(self) -> Point:
        return self._middle()

    @anchor
    def right(self) -> Point:
        return self._middle()

    @anchor
    def base(self) -> Point:
        """Its foot."""
        return self.origin

    @anchor
    def top(self) -> Point:
        return self.to(0, self.extent)

    @property
    def outline(self) -> tuple[Point, ...]:
        return self.to(0, 0), self.to(0, self.extent)

    def concerns(self, e: Any) -> tuple[Point, ...]:
        tied = getattr(e, "tied", None)
        if tied:
            return tuple(p for p in tied if getattr(p.owner, "id", None) == self.id)
        return super().concerns(e)

    def drawn_ends(self) -> tuple[float, float]:
        low, high = super().drawn_ends()
        if self.length is not None:
            return low, high
        whole = float(self.extent)
        if self.host is not None:  # it begins at the ground
            return (min(low, 0.35 * whole), whole) if self.faces_right else (0.0, max(high, 0.65 * whole))
        return low, high

    def spot(self, slot: str) -> Spot | Gauge | None:  # type: ignore[override]
        if slot == "height":
            return Gauge(self.to(0, 0), self.top, (), side=self.way(-1 if self.faces_right else 1, 0))
        return super().spot(slot)


class Ceiling(Expanse):
    """A level ceiling, hatched above: what things hang from."""

    nominal = 70.0
    margin = 8.0
    counts_back = True

    @property
    def surface(self) -> Straight:
        w = self.extent
        return Straight(self.to(w / 2, 0), self.to(-w / 2, 0), owner=self)

    @property
    def surface_axis(self) -> Vector:
        return -self.axis

    @property
    def surface_turn(self) -> Num:
        return self.turn + PI

    def concerns(self, e: Any) -> tuple[Point, ...]:
        tied = getattr(e, "tied", None)
        if tied:
            return tuple(p for p in tied if getattr(p.owner, "id", None) == self.id)
        return super().concerns(e)


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
        below = next((e for e in self.frame.elements if isinstance(e, Ground) and "size" in e.__dict__), None)
        if below is None:
            super().settle(make)
        else:
            self.host, self.host_at = below, None
            self.origin, self.turn = below.spot_on(0.5), 0

    def setup(self, make: Maker) -> None:
        across = self.width or self.length
        h = self.height.n if self.height is not None else 26 * self.mm
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

    def share(self, index: int, count: int) -> float:
        return 0.2 + 0.6 * (index + 0.5) / count

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
            yield path_shape((self.to(x - leg / 2, 0), self.to(x + leg / 2, 0), self.to(x + leg / 2, h - t), self.to(x - leg / 2, h - t)), styled(self, fill="light"), closed=True)
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
        below = next((e for e in self.frame.elements if isinstance(e, Ground) and "size" in e.__dict__), None)
        if below is None:
            super().settle(make)
        else:
            self.host, self.host_at = below, None
            self.origin, self.turn = below.spot_on(0.5), 0

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
        return self.height is None and self.base is None or self.length is not None

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
    def counts_back(self) -> bool:  # type: ignore[override]
        return not self.right_up

    @property
    def surface(self) -> Straight:
        return Straight(self.toe, self.apex, owner=self) if self.right_up else Straight(self.apex, self.toe, owner=self)

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

    def share(self, index: int, count: int) -> float:
        return 0.2 + 0.6 * (index + 0.5) / count

    def length_to_fraction(self, length: Num) -> Num:
        return length / self.slant

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

