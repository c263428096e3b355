"""Motion as a picture: projectile and pendulum."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    ACCELERATION,
    ANGLE,
    LENGTH,
    MASS,
    PI,
    SPEED,
    Along,
    AngleArc,
    Arrow,
    Beside,
    Element,
    Look,
    Maker,
    Num,
    OnPath,
    Origin,
    Point,
    Positive,
    Relation,
    Shape,
    Straight,
    Strokes,
    Value,
    Vector,
    Zero,
    anchor,
    cos,
    disc_shape,
    evaluate,
    half_step,
    is_constant,
    maximum,
    part,
    path_shape,
    place,
    places,
    quantity,
    ring_points,
    sin,
    sqrt,
    styled,
    tan,
    truth,
    word,
)

__all__ = ["Pendulum", "Projectile"]

SHORT = 0.3
"""how much of a path is drawn that gives nothing away"""


class Projectile(Element):
    """The path of a thrown body: a parabola from its start. Points in `through` and `to` lie on it; `lands=` names what it ends on.

    speed and angle print at the start; with given lengths in the figure they fix the path to scale (g = 9.81 m/s^2 unless `given g` or `g=` says otherwise).
    Several paths of one figure are in proportion: as far as v^2, whatever v is.

    ```figure
    g = ground()
    A = point(on=g, at=0.1)
    projectile(A, 20 m/s, angle=40 deg, lands=g)
    ```
    """

    family = "curve"
    aliases = ("trajectory",)
    signs: ClassVar[dict[str, str]] = {"g": "g"}

    start: Any = place(help="where it is thrown")
    to: Any = place(None, help="where it ends")
    angle: Any = quantity(ANGLE, help="of the throw above the level")
    through: Any = places((), at_least=0, help="places it passes")
    lands: Any = part("line", None, positional=False, help="ground or other level support on which it ends")
    g: Any = quantity(ACCELERATION, help="acceleration of free fall")
    path: Any = word("full", "short", default="full", help="short: only its first bit, which gives nothing away")
    speed: Any = quantity(SPEED, magnitude=True, help="of the throw")

    anchors = ("start",)

    def setup(self, make: Maker) -> None:
        x = getattr(getattr(self, "facing", None), "x", 1)
        known = [p for p in (self.to, *self.through) if p is not None]
        self.side: Num = -1 if isinstance(x, (int, float)) and x < 0 else 1
        self.gravity: Value | None = self.g if self.g is not None else make.given("g", ACCELERATION)
        self.lead: Any = next((e for e in self.frame.elements if isinstance(e, Projectile) and e.speed is not None), None) if self.speed is not None else None
        """The first path of the frame with a speed: the others are in proportion to it."""
        self._shape(make, known)
        if self.to is not None:
            self.width: Num = (self.to.x - self.start.x) * self.side
        elif self.lands is not None:
            drop = self.start.y - self.lands.start.y
            self.width = (self.slope + sqrt(self.slope * self.slope + 4 * self.bend * drop)) / (2 * self.bend)
        elif known:
            self.width = (known[-1].x - self.start.x) * self.side
        else:
            self.width = self.slope / self.bend
        self.known = tuple(known)
        part = 1 if self.path == "full" else SHORT
        self.extremes = (self.start, self.at_way(self.width * part), *((self.apex,) if part == 1 else ()))

    def _shape(self, make: Maker, known: list[Point]) -> None:
        """slope at the start and bend: height = slope·way − bend·way². Both in closed form where angle, places and the first path give them."""
        mm = self.mm
        ways = [((p.x - self.start.x) * self.side, p.y - self.start.y) for p in known]
        self.met = 0
        """How many of the known places are met by construction."""
        self.slope: Num = tan(self.angle.n) if self.angle is not None else 0
        if len(ways) >= 2 and self.angle is None:
            (x, y), (u, v) = ways[:2]
            self.met = 2
            self.bend: Num = (v / u - y / x) / (x - u)
            self.slope = y / x + self.bend * x
        else:
            if self.angle is None:
                self.slope = make.free("slope", 1.0, low=-5.0, high=20.0, scale=0.5)
            if ways:
                (x, y), self.met = ways[0], 1
                self.bend = (self.slope * x - y) / (x * x)
            elif self.lead is None:
                self.bend = make.free("bend", (0.4 + self.slope) / (60 * mm), low=0, scale=1 / (60 * mm))
        self.led: Num | None = None
        """Its bend in proportion to the first path."""
        if self.lead is not None:
            lead = self.lead
            faster = make.share(self.speed.n, lead.speed.n)
            heavier = make.share(self.gravity.n, lead.gravity.n) if self.gravity is not None and lead.gravity is not None else 1
            self.led = lead.bend * heavier * (1 + self.slope * self.slope) / ((1 + lead.slope * lead.slope) * faster * faster)
            self.faster: Num = faster
            if not ways:
                self.bend = self.led
        elif self.speed is not None:
            self.faster = 1

    def height(self, way: Num) -> Num:
        """Above the start, after a horizontal way."""
        return self.slope * way - self.bend * way * way

    def at_way(self, way: Num) -> Point:
        return Point(self.start.x + way * self.side, self.start.y + self.height(way))

    @anchor
    def end(self) -> Point:
        """Where it ends."""
        return self.at_way(self.width)

    @anchor
    def apex(self) -> Point:
        """Its highest place."""
        return self.at_way(self.slope / (2 * self.bend))

    @anchor
    def landing(self) -> Point:
        return self.at_way(self.width)

    @anchor
    def center(self) -> Point:
        """Half way, on the path."""
        return self.at_way(self.width / 2)

    @property
    def tangent(self) -> Vector:
        """The direction of the throw."""
        return Vector(self.side, self.slope).unit()

    @property
    def scaled(self) -> bool:
        """Speed, gravity and a length are given: the path is to scale."""
        if self.speed is None or self.speed.origin != Origin.GIVEN or self.frame.unit is None or self.speed.key == "as_stated":
            return False
        numbers = [v.n for v in (self.speed, self.gravity) if v is not None]
        return all(is_constant(n) and evaluate(n, {}) > 0 for n in numbers)

    def rules(self) -> Iterator[Relation]:
        for p in self.known[self.met :]:
            yield PathPasses(self, p)
        if self.lead is not None and self.known:
            yield PathInProportion(self)
        if self.scaled and not (self.lead is not None and self.lead.scaled):
            yield PathFalls(self)

    def claims(self) -> Iterator[Relation]:
        yield PathBends(self)
        for p in self.known[: self.met]:
            yield PathPasses(self, p)
        if self.lands is not None:
            yield PathLands(self)

    def wishes(self) -> Iterator[Relation]:
        """Where nothing says how far it goes, it goes far enough to be seen; the longest of several fills the page."""
        if self.scaled or self.lead is not None:
            return
        group = [e for e in self.frame.elements if isinstance(e, Projectile) and e.lead is self]
        if group:
            yield PathsFill((self, *group))
        else:
            yield PathWide(self)

    # ------------------------------------------------------------ ink

    @property
    def shown(self) -> float:
        """How much of its width is drawn."""
        return float(self.width) * (1.0 if self.path == "full" else SHORT)

    def spot(self, slot: str) -> Any:
        if slot == "angle" and abs(float(self.slope)) < 1e-3:
            return Beside(self.tip)
        if slot == "angle":
            level, up = Vector(self.side, 0), self.tangent
            first, second = (level, up) if (self.side > 0) == (self.slope >= 0) else (up, level)
            return AngleArc(self.start, first, second, reference=(level,))
        if slot == "speed":
            return Beside(self.tip, toward=self.tangent)
        if slot == "g":
            return None  # of the place, not of the path: a row of the box
        w = self.shown
        return OnPath(tuple(self.at_way(w * k / 16) for k in range(17)), 0.5)

    def draw(self) -> Iterator[Any]:
        w = self.shown
        p0, p3 = self.start, self.at_way(w)
        mid = Point(p0.x + w / 2 * self.side, p0.y + self.slope * w / 2)  # where the tangents meet: the one control point of a parabola
        p1, p2 = p0.toward(mid, 2 / 3), p3.toward(mid, 2 / 3)
        look = styled(self, dash="dashed", layer="line")
        yield Shape("MC", (p0, p1, p2, p3), look)
        if self.speed is not None or self.angle is not None or self.path == "short":
            yield Arrow(p0, self.tip, role="velocity")

    @property
    def tip(self) -> Point:
        """Of the arrow at its start, which is in proportion to the speed where the speeds are not too far apart."""
        speeds = [abs(float(e.faster)) for e in self.frame.elements if isinstance(e, Projectile) and e.speed is not None]
        long = 14.0
        if self.speed is not None and min(speeds, default=0) > 0 and 1 < max(speeds) / min(speeds) <= 3:
            long = 10 * float(self.faster) / min(speeds)
        tip: Point = self.start + self.tangent * (long * float(self.mm))
        return tip


class PathPasses(Relation):
    """A thrown body passes a place."""

    def __init__(self, path: Any, p: Point) -> None:
        self.path, self.p = path, p

    def residuals(self) -> Iterator[Zero | Positive]:
        way = (self.p.x - self.path.start.x) * self.path.side
        yield Zero(self.path.start.y + self.path.height(way) - self.p.y, 1)

    def holds(self) -> Iterator[Any]:
        yield from self.residuals()
        yield Positive((self.p.x - self.path.start.x) * self.path.side, 1)

    def phrase(self) -> str:
        return f"{self.path.name or 'the path'} passes {self.p.name or 'the place'}"


class PathWide(Relation):
    """A path is wide enough to be seen."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.path.width - 30 * self.path.mm, 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "the path is wide enough to be seen"


class PathLands(Relation):
    """A path ends on its ground."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Any]:
        s = self.path.lands
        yield Zero(s.direction.cross(self.path.end - s.start), 1)
        yield Positive(self.path.width, 1)

    def phrase(self) -> str:
        return f"{self.path.name or 'the path'} ends on {self.path.lands.name or 'the ground'}"


class PathBends(Relation):
    """A path bends down."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.path.bend * self.path.mm)

    def holds(self) -> Iterator[Any]:
        a, b, c = self.path.start, self.path.center, self.path.end
        yield Positive((b - a).cross(c - a) * -self.path.side, 2)

    def phrase(self) -> str:
        return f"{self.path.name or 'the path'} bends down"


class PathsFill(Relation):
    """The longest of several paths is as long as a page can hold."""

    def __init__(self, paths: tuple[Any, ...]) -> None:
        self.paths = paths

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(maximum(*(p.width for p in self.paths)) - 80 * self.paths[0].mm, 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "the paths fill the page"


class PathInProportion(Relation):
    """Two paths bend as 1 / (v^2 cos^2 of the angle)."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.path.bend / self.path.led - 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.path.name or 'the path'} falls as {self.path.lead.name or 'the other path'} does"


class PathFalls(Relation):
    """The bend of a path is g / (2 v^2 cos^2 of the angle). Where g is not given it is as near 9.81 m/s^2 as textbooks take it: 9.8 or 10 will do."""

    shape = False
    digits = 1
    """It yields before a length does."""

    def __init__(self, path: Any) -> None:
        self.path = path
        g, v = path.gravity, path.speed
        self.g: Num = g.n if g is not None else 9.81
        slack = 0.025 if g is None else half_step(g) / self.g
        self.tolerance: Num = slack + 2 * half_step(v) / v.n + 1e-9
        if path.angle is not None:
            self.tolerance = self.tolerance + 2 * abs(path.slope) * half_step(path.angle)

    def residuals(self) -> Iterator[Zero | Positive]:
        p, v = self.path, self.path.speed.n
        yield Zero(p.bend * 2 * v * v / (self.g * (1 + p.slope * p.slope)) - 1)

    def holds(self) -> Iterator[Any]:
        p, v = self.path, self.path.speed.n
        yield Zero((p.at_way(1).y - p.start.y - p.slope) * -2 * v * v * cos_squared(p.slope) / self.g - 1)

    def phrase(self) -> str:
        return f"{self.path.name or 'the path'} falls with g"


def cos_squared(slope: Num) -> Num:
    return 1 / (1 + slope * slope)


# ---------------------------------------------------------------- pendulum


class Pendulum(Element):
    """A bob on a thread, drawn aside of the vertical.

    ```figure
    pendulum(length=1.2 m, angle=20 deg, mass=0.30 kg)
    ```
    """

    family = "line"
    seat = "pivot"

    usual: ClassVar[dict[str, float]] = {"length": 36.0}

    pivot: Any = place(None, help="where it hangs")
    length: Any = quantity(LENGTH, help="of the thread, to the middle of the bob")
    angle: Any = quantity(ANGLE, help="from the vertical")
    mass: Any = quantity(MASS, help="of the bob")
    aside: Any = word("left", "right", default="right", help="to which side it is drawn")
    lowest: Any = truth(help="draw its lowest place and the arc to it")
    host: Any = None
    placed: Any = None

    anchors = ("pivot",)

    def setup(self, make: Maker) -> None:
        mm = self.mm
        self.hung = self.pivot is not None or self.host is not None
        if self.pivot is None and self.placed is None:
            above = [e for e in self.frame.elements if e.kind == "ceiling"]
            if len(above) == 1 and self.host is None:  # the ceiling that there is
                self.hung, self.host = True, above[0]
                p = above[0].surface.at(make.free("way", 0.5, low=0.06, high=0.94, scale=0.3, soft=0.5))
                self.pivot = Point(p.x, p.y, owner=above[0])
            else:
                self.pivot = make.point("pivot", Point(30 * mm, 50 * mm))
        elif self.pivot is None:
            self.pivot = self.placed
        self.long: Num = self.length.n if self.length is not None else make.free("length", 36 * mm, low=5 * mm, scale=10 * mm, soft=0.2)
        self.tilt: Num = self.angle.n if self.angle is not None else make.free("angle", PI / 7, low=0, high=3.1, scale=0.3, soft=0.2)
        side = 1 if self.aside == "right" else -1
        self.end = Point(self.pivot.x + self.long * sin(self.tilt) * side, self.pivot.y - self.long * cos(self.tilt))
        self.size = (5.2 * mm, 5.2 * mm)
        self.angle = Value(self.tilt, ANGLE, Origin.DEFAULT) if self.angle is None else self.angle

    @property
    def at(self) -> Point:
        return Point(self.end.x, self.end.y, name=self.name, owner=self)

    @anchor
    def bob(self) -> Point:
        """Middle of the bob."""
        return self.end

    @anchor
    def center(self) -> Point:
        return self.end

    @anchor
    def start(self) -> Point:
        return Point(self.pivot.x, self.pivot.y)

    @anchor
    def low(self) -> Point:
        """Where the bob is at its lowest."""
        return Point(self.pivot.x, self.pivot.y - self.long)

    @property
    def curve(self) -> Straight:
        return Straight(self.pivot, self.end, name=self.name or "pendulum", owner=self)

    @property
    def tied(self) -> tuple[Point, Point]:
        return self.pivot, self.end

    def claims(self) -> Iterator[Relation]:
        if self.length is not None:
            yield BobHangs(self)

    def spot(self, slot: str) -> Any:
        if slot == "angle":
            down, way = Vector(0, -1), self.end - self.pivot
            first, second = (down, way.unit()) if self.aside == "right" else (way.unit(), down)
            return AngleArc(self.pivot, first, second, reference=(down,), room=float(self.long))
        if slot == "length":
            return Along(self.pivot, self.end)
        return Beside(self.end, clear=9.0)

    def draw(self) -> Iterator[Any]:
        p, e, mm = self.pivot, self.end, float(self.mm)
        if not self.hung and not self.pale:
            plate = (Point(p.x - 7 * mm, p.y), Point(p.x + 7 * mm, p.y))
            yield path_shape(plate, Look(weight="bold"))
            yield Strokes(plate, side=1)
        yield path_shape((p, e), styled(self, layer="line"))
        if self.lowest:
            side = 1 if self.aside == "right" else -1
            ops, points = ring_points(p, float(self.long), -1.5707963267948966, side * float(self.tilt))
            yield Shape(ops, points, Look(weight="thin", dash="dashed", color="muted", layer="line"), False)
            yield path_shape((p, self.low), Look(weight="thin", dash="dashed", color="muted", layer="line"), obstacle=False)
            yield disc_shape(self.low, 2.6 * mm, Look(fill="paper", dash="dashed", color="muted"))
        yield disc_shape(e, 2.6 * mm, styled(self, fill="medium", layer="line"))


class BobHangs(Relation):
    """The bob is as far from the pivot as the thread is long."""

    shape = False

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Any]:
        d = self.thing.end - self.thing.pivot
        yield Zero(d.dot(d) - self.thing.length.n * self.thing.length.n, 2)

    def phrase(self) -> str:
        return f"the length of {self.thing.name or 'the pendulum'}"
