"""What things stand on, hang from and lean against: ground, wall, ceiling, bench."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    PI,
    Along,
    Body,
    Diagnostic,
    Face,
    Gauge,
    Inside,
    Maker,
    Num,
    Point,
    Relation,
    Spot,
    Straight,
    Strokes,
    Vector,
    anchor,
    path_shape,
    quantity,
    styled,
)
from .mechanics_behind import behind, in_front

__all__ = ["Bench", "Ceiling", "Expanse", "Ground", "Wall", "settle_on_ground"]


def ground_below(thing: Any) -> Any:
    """The ground of the frame, if there is one already."""
    return next((e for e in thing.frame.elements if isinstance(e, Ground)), None)


def stretching(make: Maker, name: str, start: Num) -> Num:
    """A size of a support about which nothing is said: as usual, unless what stands on it asks for more or less."""
    return make.free(name, start, low=start / 10, scale=start, soft=1.0)


def _side(x: Any, sense: int) -> Point | None:
    """The place of a thing that is farthest to the right (1) or left (-1), if it has such a name."""
    p = x if isinstance(x, Point) else getattr(x, "right" if sense > 0 else "left", None)
    return p if isinstance(p, Point) else None


def settle_on_ground(thing: Any, make: Maker, t: Num, start: Point) -> None:
    """A place for a support about which nothing is said: on the ground of the frame, else free."""
    below = ground_below(thing)
    thing.turn = 0
    shift: Num = 0  # one beside the other
    for e in thing.frame.elements:
        if e.kind == thing.kind and not isinstance(e, Expanse):
            shift = shift + e.size[0] + 18 * thing.mm
    if below is None:
        thing.origin = make.point("", Point(start.x + shift, start.y))
    else:
        way = make.free("way", t + shift / below.extent, scale=0.3, soft=0.5)
        thing.host, thing.host_at, thing.origin = below, way, below.surface.at(way)


def way_to(s: Any, t: float) -> Point:
    """The place a way t along a surface from its start."""
    part = t / float(s.length) if s.length else 0.0  # a wall of no height is all in one place
    return Point(s.start.x + (s.end.x - s.start.x) * part, s.start.y + (s.end.y - s.start.y) * part)


class Expanse(Body):
    """Family of straight supports without an end of their own: as drawn they reach as far as what they carry."""

    kind = ""
    support = True
    boundless = True
    """it has no inside"""
    nominal = 90.0
    margin = 8.0
    seat_range: ClassVar[tuple[float | None, float | None]] = (None, None)
    """Guests without at= may lie anywhere on it: it is drawn as far as they are."""

    length: Any = quantity(LENGTH, positive=True, help="how long it is; as long as needed if not given")

    def setup(self, make: Maker) -> None:
        self.stated = self.length
        self.extent: Num = self.length.n if self.length is not None else self._stretching(make)
        self.size = (self._seen_length(), 0)

    def _seen_length(self) -> Num:
        """How much of it counts for the size of the figure: what is stated, else a usual piece."""
        return self.extent if self.stated is not None else self.nominal * self.mm

    @anchor
    def left(self) -> Point:
        """Its left end."""
        return self.surface.start if self.surface_axis.x == 1 else self.surface.end

    @anchor
    def right(self) -> Point:
        return self.surface.end if self.surface_axis.x == 1 else self.surface.start

    def _stretching(self, make: Maker) -> Num:
        """A length that gives way to what is said about its guests."""
        return stretching(make, "length", self.nominal * self.mm)

    def put_guest(self, guest: Any, make: Maker) -> Point | None:
        """A place for what begins at a place of its own; None for any other guest."""
        start = getattr(guest, "stands_at", None)
        if start is None:
            return None
        guest.host_at = make.free("way", start, scale=0.3, soft=0.5)
        return self.surface.at(guest.host_at)

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
        short = 0.35 * self.nominal * float(self.mm) - (high - low)
        return (low - short / 2, high + short / 2) if short > 0 else (low, high)

    def touched(self, surface: Face) -> tuple[float, float]:
        """Least and greatest way along the surface of all that concerns it."""
        d = surface.direction
        near = 1e-6 * float(surface.length)
        low, high = 1e300, -1e300
        for e in (*self.frame.elements, *self.frame.later):
            if e is self or self._again(e):
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
            return tuple(p for p in tied if getattr(p.owner, "id", None) == self.id or self._again(p.owner))
        if e.family == "point":
            return (e.at,)
        host = getattr(e, "host", None)
        return places_of(e) if host is self or self._again(host) else ()

    def _again(self, other: Any) -> bool:
        """Is that this very support, as another state has it?"""
        if not isinstance(other, Expanse) or other is self or (other.again_of or other.id) != (self.again_of or self.id):
            return False
        return float((other.origin - self.origin).length) <= 1e-6 * float(self.mm)

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

    def wishes(self) -> Iterator[Relation]:
        yield from super().wishes()
        yield from in_front(self)

    def inspect(self) -> Iterator[Diagnostic]:
        yield from behind(self)

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
    sides = (getattr(e, "left", None), getattr(e, "right", None))
    if "stands_up" in e.__dict__ and all(isinstance(p, Point) for p in sides):
        return sides  # type: ignore[return-value]
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
            return tuple(e.extremes[:2])
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


class Wall(Expanse):
    """A vertical wall, hatched behind. `facing` is the side that is free; on the ground it stands at the end of its back.

    ```figure
    g = ground()
    w = wall(on=g, facing=right)
    ```
    """

    nominal = 45.0
    margin = 6.0
    usual: ClassVar[dict[str, float]] = {"height": nominal, "length": nominal}
    seat_range = (0.02, None)

    height: Any = quantity(LENGTH, positive=True, help="how high it is; as high as needed if not given")

    @property
    def stands_at(self) -> float:
        """Where it stands on the ground before anything is known: at the end of its back."""
        return 0.0 if self.looks > 0 else 1.0

    def settle(self, make: Maker) -> None:
        settle_on_ground(self, make, self.stands_at, self._beside_what(make) or Point(0 if self.looks > 0 else 90 * self.mm, 0))

    def _beside_what(self, make: Maker) -> Point | None:
        """Where it begins if the author puts it beside things: near the last of them, its middle on their level."""
        for word, sense in (("right_of", 1), ("left_of", -1)):
            sides = [(make.guess(p.x), p.y) for said, x in self.orders if said == word and (p := _side(x, sense)) is not None]
            if sides:
                x, y = max(sides) if sense > 0 else min(sides)
                return Point(x + sense * 8 * self.mm, y - self.nominal / 2 * self.mm)
        return None

    def setup(self, make: Maker) -> None:
        self.stated = self.height if self.height is not None else self.length
        self.extent = self.stated.n if self.stated is not None else self._stretching(make)
        self.size = (0, self._seen_length())
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
        return self._face_place()

    @anchor
    def left(self) -> Point:
        return self._face_place()

    @anchor
    def right(self) -> Point:
        return self._face_place()

    def _face_place(self) -> Point:
        p = self.to(0, self.face)
        return Point(p.x, p.y, owner=self)

    @anchor
    def top(self) -> Point:
        return self.to(0, self.extent)

    @property
    def outline(self) -> tuple[Point, ...]:
        return self.to(0, 0), self.to(0, self.extent)

    def drawn_ends(self) -> tuple[float, float]:
        """No higher than a ceiling over it, unless something above that needs it."""
        low, high = self._usual_ends()
        surface = self.surface
        for e in self.frame.elements if self.stated is None else ():
            if isinstance(e, Ceiling):
                left, right = sorted([p.x for p in e.edge()])
                way = float((e.origin - surface.start).dot(surface.direction))
                if low < way < high and left < surface.start.x < right:
                    first, last = self.touched(surface)
                    if surface.direction.y < 0 and first >= way:
                        low = way
                    elif surface.direction.y > 0 and last <= way:
                        high = way
        return low, high

    def _usual_ends(self) -> tuple[float, float]:
        whole = float(self.extent)
        if self.stated is not None:
            return 0.0, whole
        low, high = self.touched(self.surface)
        if self.host is None:
            return super().drawn_ends()
        need = high if self.looks < 0 else whole - low  # above the ground, where it begins
        pad, mm = float(self.margin * self.mm), float(self.mm)
        tall = max(need + pad, min(self._beside() + pad, 1.4 * self.nominal * mm), 18 * mm)
        return (whole - tall, whole) if self.looks > 0 else (0.0, tall)

    def _beside(self) -> float:
        """How high the bodies reach that stand on its ground, or on each other."""
        up, mm = self.way(0, 1), float(self.mm)
        heights = []
        for e in self.frame.elements:
            if isinstance(e, Body) and not e.support and e.drawn:
                ways = [float((p - self.origin).dot(up)) for p in e.outline]
                heights.append((min(ways), max(ways)))
        top = 0.0
        for low, high in sorted(heights):
            if low <= top + 2 * mm:
                top = max(top, high)
        return top

    def spot(self, slot: str) -> Any:
        if slot == "height":
            return Gauge(self.to(0, 0), self.top, (), side=self.way(-self.looks, 0))
        return super().spot(slot)


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

    def concerns(self, e: Any) -> tuple[Point, ...]:
        """It also reaches over what it is said to be above of."""
        if not any(word == "above" and getattr(getattr(x, "owner", None) or x, "id", "") == e.id for word, x in self.orders):
            return super().concerns(e)
        return (e.to(0, 0),) if isinstance(e, Wall) else e.edge() if isinstance(e, Expanse) else places_of(e)

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
    usual: ClassVar[dict[str, float]] = {"height": 34.0, "width": 56.0, "length": 56.0}

    height: Any = quantity(LENGTH, positive=True, help="of its top above the floor")
    width: Any = quantity(LENGTH, positive=True, help="of its top")
    length: Any = quantity(LENGTH, positive=True, help="of its top, another word for width")

    def settle(self, make: Maker) -> None:
        settle_on_ground(self, make, 0.5, Point(40 * self.mm, 0))

    def setup(self, make: Maker) -> None:
        across = self.width or self.length
        h = self.height.n if self.height is not None else stretching(make, "height", 34 * self.mm)
        self.size = (across.n if across is not None else stretching(make, "width", 56 * self.mm), h)
        self.slab = 3 * self.mm

    @anchor
    def left(self) -> Point:
        """Left edge of its top."""
        return self.to(-self.size[0] / 2, self.size[1])

    @anchor
    def right(self) -> Point:
        """Right edge of its top."""
        return self.to(self.size[0] / 2, self.size[1])

    def edge_way(self, name: str) -> tuple[Vector, int] | None:
        """Outward along the top at the edge of that name, for what is mounted there; 1 if that is to the right, -1 if to the left."""
        last = name.rpartition(".")[2]
        return (self.axis, 1) if last in ("right", "top_right", "end") else (-self.axis, -1) if last in ("left", "top_left", "start") else None

    def spot(self, slot: str) -> Spot | Gauge | None:
        w, h = self.size
        if slot in ("width", "length"):
            return Gauge(self.to(-w / 2, 0), self.to(w / 2, 0), (), along=self.axis, side=-self.way(0, 1))
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
