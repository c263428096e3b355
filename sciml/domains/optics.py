"""Optics, the bench: axis, object, screen, light source, eye; and what all things on an axis share.

```sciml
ax = optical_axis()
L = lens(on=ax, f=10 cm)
o = object_arrow(L, distance=15 cm, height=3 cm)
principal_rays(o, L)
image(o, L)
```
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, pi, sin
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    POWER,
    Arrow,
    Beside,
    Body,
    Const,
    Diagnostic,
    Face,
    Gauge,
    Ink,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    Shape,
    Spot,
    Straight,
    Vector,
    direction,
    disc_shape,
    part,
    path_shape,
    place,
    quantities,
    quantity,
    styled,
    truth,
    word,
)
from .draw import LineFamily, look_of, way_from

__all__ = ["MEDIA", "Eye", "FromNothing", "LightSource", "ObjectArrow", "OnAxis", "OpticalAxis", "Screen", "bench_of", "foot_of", "medium_index"]

RIGHT = Vector(1, 0)

MEDIA = {
    "vacuum": 1.0,
    "air": 1.0,
    "ice": 1.31,
    "water": 1.33,
    "liquid": 1.33,
    "alcohol": 1.36,
    "ethanol": 1.36,
    "oil": 1.47,
    "glycerol": 1.47,
    "glycerine": 1.47,
    "acrylic": 1.49,
    "plastic": 1.49,
    "glass": 1.5,
    "crown glass": 1.52,
    "flint glass": 1.62,
    "sapphire": 1.77,
    "diamond": 2.42,
}
"""Refractive indices that rays use where a medium is only named; they never print."""


def medium_index(name: str, otherwise: float) -> float:
    """The usual refractive index of a medium by its name."""
    low = name.lower()
    return MEDIA.get(low) or next((MEDIA[m] for m in MEDIA if m in low), otherwise)


def bench_of(thing: Any) -> tuple[Point, Vector]:
    """A place on the optical axis of the frame, and its direction; without one the level line through the origin."""
    axis = next((e for e in thing.frame.elements if isinstance(e, OpticalAxis)), None)
    return (axis.curve.start, axis.way) if axis is not None else (Point(0, 0), RIGHT)


def foot_of(thing: Any) -> Point | None:
    """Where a thing stands on the axis, or the place itself."""
    if isinstance(thing, Point) or thing is None:
        return thing
    for name in ("foot", "at", "center"):
        found = getattr(thing, name, None)
        if isinstance(found, Point):
            return found
    return None


class OpticalAxis(LineFamily):
    """The axis of lenses, mirrors and slits, drawn dash-dotted; level unless `direction=` says otherwise.

    ```figure
    ax = optical_axis()
    lens(on=ax, f=8 cm)
    ```
    """

    through: Any = place(None, help="a place it runs through")
    direction: Any = direction("right", positional=False, help="the way the light goes")
    nominal = 90.0
    support = True
    stated: ClassVar[Any] = None
    """It is drawn as far as what stands on it, so that it does not count for the size of the drawing."""

    def setup(self, make: Maker) -> None:
        start = self.through or Point(0, 0)
        self.way = self.direction
        self.curve = Straight(start, start + self.way * (self.nominal * make.mm), True, True, name=self.name or "the axis", owner=self)

    @property
    def surface_axis(self) -> Vector:
        return Vector(self.way.x, self.way.y)

    def seen(self) -> Straight:
        """As drawn: past everything that stands on it."""
        a, u, mm = self.curve.start, self.way, float(self.mm)
        ways = [0.0, 0.0] if self.through is not None else []
        for e in self.frame.elements:
            for p in (getattr(e, "at", None), *getattr(e, "on_axis", ())):
                if isinstance(p, Point) and e.drawn and abs(u.cross(p - a)) < 0.5 * mm:
                    ways.append(float(u.dot(p - a)))
        low, high = (min(ways), max(ways)) if ways else (0.0, self.nominal * mm)
        pad = max(9 * mm, (30 * mm - (high - low)) / 2)
        return Straight(a + u * (low - pad), a + u * (high + pad))

    def spot(self, slot: str) -> Spot:
        line = self.seen()
        return Beside(line.end, toward=self.way)

    def draw(self) -> Iterator[Ink]:
        line = self.seen()
        yield Shape("ML", (line.start, line.end), look_of(self, weight="thin", dash="dashdot", color="muted", layer="under"))


class FromNothing(Diagnostic):
    """A distance along the axis needs a thing from which it is measured.

    ```wrong
    L = lens(f=10 cm)
    object_arrow(distance=15 cm)
    ```
    ```right
    L = lens(f=10 cm)
    object_arrow(L, distance=15 cm)
    ```
    """

    code = "OPT209"
    says = "{kind} has a distance, and nothing from which it is measured"
    help = "Name the thing first: object_arrow(L, distance=15 cm)."
    kind: str


class OnAxis(Body):
    """Family of what stands across an axis: `of` and `distance=` say where, or `on=` an axis with `at=`, or nothing."""

    kind = ""
    seat = "center"
    anchors: ClassVar[tuple[str, ...]] = ("center", "top", "bottom", "left", "right")
    high: ClassVar[float] = 16.0
    """half of its height, page millimetres"""
    thick: ClassVar[float] = 2.0
    behind: ClassVar[int] = 1
    """1: `distance=` is measured the way the light goes, -1: against it"""
    stand_off: ClassVar[float] = 32.0
    """page millimetres from `of` where nothing is said"""
    loose: ClassVar[bool] = False
    """True: where there is no axis it may be anywhere."""

    of: Any = part("element|point", None, help="what its distance is measured from")
    distance: Any = quantity(LENGTH, help="from there, along the axis")
    side: Any = word("left", "right", help="on which side of it")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """What it is, in a word, comes first: `lens(diverging)`, `light_source(laser, d)`."""
        super().__init_subclass__(**kwargs)
        cls.slots = tuple(sorted(cls.slots, key=lambda s: not (s.type == "word" and s.positional)))

    def misuse(self) -> Iterator[Diagnostic]:
        if self.distance is not None and self.of is None:
            yield FromNothing(self.span, self.name or "the " + self.kind.replace("_", " "))

    def settle(self, make: Maker) -> None:
        base, way = bench_of(self)
        start = foot_of(self.of)
        if start is None:
            k = sum(isinstance(e, OnAxis) for e in self.frame.elements)
            axial = any(isinstance(e, OpticalAxis) or (isinstance(e, OnAxis) and not e.loose) for e in self.frame.elements)
            if self.loose and not axial:
                self.origin, self.turn = make.point("", Point((-30 if self.behind < 0 else 40) * self.mm, 24 * self.mm)), 0
                return
            self.origin = base + way * make.free("x", 28 * k * self.mm)
        else:
            way = getattr(self.of, "way_on", way)
            long = self.distance.n if self.distance is not None else make.free("distance", self.stand_off * self.mm, low=8 * self.mm, scale=10 * self.mm)
            self.origin = start + way * (long * self.sense())
        self.origin = Point(self.origin.x, self.origin.y)
        self.turn = 0 if isinstance(way.y, Const) and way.y == 0 and isinstance(way.x, Const) and way.x > 0 else way.angle

    def sense(self) -> int:
        """1: beyond `of`, -1: before it."""
        if self.side is not None:
            return 1 if self.side == "right" else -1
        facing = getattr(self.of, "front_sense", None)
        if facing is not None:
            return int(facing)
        return self.behind

    def setup(self, make: Maker) -> None:
        self.half: Num = self.half_height(make)
        self.size = (self.thick * self.mm, 0)
        self.extremes: tuple[Point, ...] = (self.to(0, self.half), self.to(0, -self.half))

    def half_height(self, make: Maker) -> Num:
        return self.high * self.mm

    @property
    def gauge_side(self) -> Vector:
        """Where dimensions from it along its axis stand: below."""
        return -self.axis.left()

    @property
    def way_on(self) -> Vector:
        """The way the axis runs here."""
        return self.axis

    @property
    def at(self) -> Point:
        return Point(self.origin.x, self.origin.y, name=self.name, owner=self)

    @property
    def center(self) -> Point:
        return Point(self.origin.x, self.origin.y)

    @property
    def top(self) -> Point:
        """Its upper end."""
        return self.to(0, self.half)

    @property
    def bottom(self) -> Point:
        return self.to(0, -self.half)

    @property
    def left(self) -> Point:
        return self.to(-self.size[0] / 2, 0)

    @property
    def right(self) -> Point:
        return self.to(self.size[0] / 2, 0)

    @property
    def outline(self) -> tuple[Point, ...]:
        w, h = self.size[0] / 2, self.half
        return self.to(-w, -h), self.to(w, -h), self.to(w, h), self.to(-w, h)

    @property
    def surface(self) -> Face:
        """What lies on it: its plane, from below to above."""
        return Face(self.bottom, self.top, owner=self)

    @property
    def surface_axis(self) -> Vector:
        return self.axis.left()

    def rules(self) -> Iterator[Relation]:
        return iter(())

    def claims(self) -> Iterator[Relation]:
        return iter(())

    def spot(self, slot: str) -> Spot | Gauge | None:
        foot = foot_of(self.of)
        if slot == "distance" and foot is not None:
            return Gauge(foot, self.center, (), along=self.axis, side=-self.axis.left())
        return Beside(self.top, toward=self.axis.left())


class ObjectArrow(OnAxis):
    """An upright arrow on the axis: the object of a lens or mirror. Before a lens or in front of a mirror at `distance=`.

    ```figure
    L = lens(f=10 cm)
    o = object_arrow(L, distance=15 cm, height=4 cm)
    ```
    """

    anchors: ClassVar[tuple[str, ...]] = ("tip", "foot")
    behind = -1
    high = 11.0
    thick = 1.0

    height: Any = quantity(LENGTH, help="from foot to tip")
    inverted: Any = truth(help="it hangs below the axis")

    def half_height(self, make: Maker) -> Num:
        h = self.height.n if self.height is not None else self.high * self.mm
        return -h if self.inverted else h

    def setup(self, make: Maker) -> None:
        super().setup(make)
        self.extremes = (self.tip, self.foot)
        if self.height is not None:
            make.across(self.height.n)

    @property
    def tip(self) -> Point:
        """Its head."""
        return self.to(0, self.half)

    @property
    def foot(self) -> Point:
        """Where it stands on the axis."""
        return Point(self.origin.x, self.origin.y)

    @property
    def bottom(self) -> Point:
        return self.foot

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "height":
            return Gauge(self.foot, self.tip, (), side=-self.axis)
        return super().spot(slot)

    def draw(self) -> Iterator[Ink]:
        yield Arrow(self.foot, self.tip, role="object", look=styled(self, layer="mark", weight="bold"))


class Screen(OnAxis):
    """A screen, film or wall across the axis that catches light; points lie on it. `distance=` from a slit, lens or place.

    ```figure
    d = double_slit(separation=0.20 mm)
    s = screen(d, distance=1.5 m)
    ```
    """

    high = 25.0
    thick = 1.2
    height: Any = quantity(LENGTH, help="from end to end")

    def half_height(self, make: Maker) -> Num:
        return self.height.n / 2 if self.height is not None else self.high * self.mm

    longest = 90.0
    """page millimetres to which light that ends at it draws it out"""

    def reaches(self, p: Point) -> bool:
        """Is it drawn as far as this place on it?"""
        far = abs(float(self.axis.left().dot(p - self.center)))
        return far <= (float(self.half) * (1 + 1e-9) if self.height is not None else self.longest * float(self.mm))

    def seen_half(self) -> float:
        """Half its height as drawn: unless it is given, past everything that lies on it."""
        h, up = float(self.half), self.axis.left()
        if self.height is not None:
            return h
        mine = [e for e in self.frame.elements if self.id in (getattr(getattr(e, "screen", None), "id", ""), getattr(getattr(e, "host", None), "id", ""))]
        far = max((abs(float(up.dot(e.at - self.center))) for e in mine if isinstance(getattr(e, "at", None), Point)), default=0.0)
        return max(h, far + 4 * float(self.mm))

    def seen_ends(self) -> tuple[float, float]:
        """Its lower and upper end as drawn, from its middle: unless its height is given, past all light that ends there."""
        h, up = self.seen_half(), self.axis.left()
        if self.height is not None:
            return -h, h
        rays = [e for e in self.frame.elements if getattr(getattr(e, "goal", None), "id", "") == self.id]
        hits = [float(up.dot(track[-1] - self.center)) for e in rays for track in (e.track, *e.branches)]
        hits = [y for y in hits if abs(y) <= self.longest * float(self.mm)]
        air = 5 * float(self.mm)
        return min([-h, *[y - air for y in hits]]), max([h, *[y + air for y in hits]])

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "label":
            return Beside(self.center + self.axis.left() * self.seen_ends()[1], toward=self.axis.left())
        if slot == "height":
            return Gauge(self.bottom, self.top, (), side=self.axis)
        if slot == "distance":
            foot = foot_of(self.of)
            low, usual = -self.seen_ends()[0], self.seen_half()
            deep = usual * 0.75 if low <= usual else low - 1.5 * float(self.mm)
            return Gauge(foot + self.axis.left() * -deep, self.to(0, -deep), (), along=self.axis, side=-self.axis.left()) if foot is not None else None
        return super().spot(slot)

    def draw(self) -> Iterator[Ink]:
        w = 1.2 * float(self.mm)
        low, high = self.seen_ends()
        yield path_shape((self.to(0, low), self.to(w, low), self.to(w, high), self.to(0, high)), styled(self, fill="medium", weight="thin"), closed=True)


class LightSource(OnAxis):
    """A source of light: `lamp`, `laser`, `sun` or `point`. Rays start at it; `wavelength=` takes one or a list.

    ```figure
    light_source(laser, wavelength=632.8 nm)
    ```
    """

    anchors: ClassVar[tuple[str, ...]] = ("exit",)
    high = 5.0
    loose = True
    stand_off = 40.0

    what: Any = word("lamp", "laser", "sun", "point", default="lamp", positional=True)
    wavelength: Any = quantities(LENGTH, of_drawing=False, help="of its light: one, or a list; printed")
    power: Any = quantity(POWER)
    signs: ClassVar[dict[str, str]] = {"wavelength": "λ"}

    behind = -1

    def setup(self, make: Maker) -> None:
        super().setup(make)
        mm = self.mm
        wide, self.half = {"laser": (20, 3.4 * mm), "lamp": (8, 4 * mm), "sun": (11, 5.5 * mm), "point": (2, 1 * mm)}[self.what]
        self.size = (wide * mm, 0)
        lift = self.half if self.host is not None and not isinstance(self.host, (OpticalAxis, OnAxis)) else 0
        self.middle = self.to(0, lift)
        self.extremes = tuple(Point(self.middle.x + x * wide / 2 * mm, self.middle.y + x * self.half) for x in (1, -1))

    @property
    def at(self) -> Point:
        return Point(self.middle.x, self.middle.y, name=self.name, owner=self)

    @property
    def center(self) -> Point:
        return Point(self.middle.x, self.middle.y)

    @property
    def top(self) -> Point:
        return self.middle + self.axis.left() * self.half  # type: ignore[no-any-return]

    @property
    def bottom(self) -> Point:
        return self.middle + self.axis.left() * -self.half  # type: ignore[no-any-return]

    @property
    def exit(self) -> Point:
        """Where its light leaves it."""
        if self.what != "laser":
            return self.center
        return self.middle + self._ahead() * (self.size[0] / 2)  # type: ignore[no-any-return]

    @property
    def emit(self) -> Point:
        p = self.exit
        return Point(p.x, p.y, name=self.name, owner=self)

    @property
    def rim(self) -> Num:
        """How far from its middle what is drawn of it reaches: light is drawn from there on."""
        return self.mm * {"lamp": 4.2, "sun": 5.1, "point": 0.7}.get(self.what, 0.0)

    def _ahead(self) -> Vector:
        return way_from(self.facing, self.center) if self.facing is not None else self.axis

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "distance":
            return super().spot(slot)
        return Beside(self.top, toward=self.axis.left())

    def draw(self) -> Iterator[Ink]:
        c, mm = self.center, float(self.mm)
        if self.what == "laser":
            u = self._ahead()
            n, half, long = u.left() * float(self.half), float(self.half), float(self.size[0]) / 2
            a, b = c + u * -long, c + u * (long - 1.6 * mm)
            yield path_shape((a + n, a + -n, b + -n, b + n), styled(self, fill="medium"), closed=True)
            m = n * (0.8 * mm / half)
            yield path_shape((b + m, b + -m, b + -m + u * (1.6 * mm), b + m + u * (1.6 * mm)), Look(fill="ink", weight="thin"), closed=True)
            return
        if self.what == "point":
            yield disc_shape(c, 0.7 * mm, styled(self, fill="ink", layer="mark"))
            return
        r = 2.0 * mm
        yield disc_shape(c, r, styled(self, fill="accent5_light"))
        for k in range(8):
            u = Vector(cos(k * pi / 4), sin(k * pi / 4))
            yield path_shape((c + u * (r + 0.6 * mm), c + u * (r + (2.4 if self.what == "sun" else 1.5) * mm)), Look(weight="thin"), obstacle=False)


class Eye(OnAxis):
    """An observer's eye, looking left unless `facing=` says otherwise. Rays end at it.

    ```figure
    E = eye(at=(3, 2), facing=left)
    ```
    """

    anchors: ClassVar[tuple[str, ...]] = ("pupil",)
    high = 3.0
    loose = True

    def setup(self, make: Maker) -> None:
        super().setup(make)
        self.look = way_from(self.facing, self.center) if self.facing is not None else -self.axis
        self.size = (7 * self.mm, 0)

    @property
    def pupil(self) -> Point:
        """Where light enters it."""
        return self.center

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "distance":
            return super().spot(slot)
        back = self.center + self.look * (-4 * float(self.mm))
        return Beside(back, toward=-self.look, clear=4)

    def draw(self) -> Iterator[Ink]:
        """Seen from the side: two lids that meet behind, the eyeball between them, the pupil in front."""
        c, u, mm = self.center, self.look, float(self.mm)
        n = u.left()
        long = hypot(u.x, u.y) or 1.0
        u, n = u * (mm / long), n * (mm / long)

        def p(x: float, y: float) -> Point:
            return c + u * x + n * y

        look = styled(self, layer="mark")
        yield Shape("MCC", (p(0.9, 2.3), p(0.2, 1.2), p(0.2, -1.2), p(0.9, -2.3), p(-2.0, -2.4), p(-4.4, -1.2), p(-6.0, 0)), Look(color="none"), obstacle=True)
        yield Shape("MC", (p(0.8, 2.5), p(-1.6, 2.3), p(-4.2, 1.2), p(-6.2, 0)), look)
        yield Shape("MC", (p(0.8, -2.5), p(-1.6, -2.3), p(-4.2, -1.2), p(-6.2, 0)), look)
        yield Shape("MC", (p(-0.3, 2.2), p(0.4, 1.0), p(0.4, -1.0), p(-0.3, -2.2)), look)
        yield Shape("MCCZ", (p(0.1, 0.9), p(-1.0, 0.8), p(-1.0, -0.8), p(0.1, -0.9), p(0.3, -0.4), p(0.3, 0.4), p(0.1, 0.9)), Look(fill="ink", weight="hair"))
