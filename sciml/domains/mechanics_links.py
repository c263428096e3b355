"""What ties bodies together: pulley, rope, rod, spring."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, pi
from typing import Any

from ..author import (
    ANGLE,
    FORCE,
    LENGTH,
    MASS,
    MOMENT_OF_INERTIA,
    STIFFNESS,
    Along,
    AngleArc,
    Beside,
    Body,
    Diagnostic,
    Dot,
    Element,
    Expr,
    Face,
    Gauge,
    Host,
    Look,
    Maker,
    Num,
    Origin,
    Point,
    Positive,
    Relation,
    Round,
    Shape,
    Spot,
    Straight,
    Strokes,
    Value,
    Vector,
    Zero,
    anchor,
    angle_measure,
    atan2,
    cos,
    count,
    direction,
    disc_shape,
    distance_measure,
    is_constant,
    part,
    parts,
    path_shape,
    place,
    polar,
    quantity,
    ring_points,
    sign,
    sin,
    sqrt,
    styled,
    truth,
    word,
)

__all__ = ["Beam", "Board", "Ladder", "Pulley", "Rod", "Rope", "Spring"]


# ---------------------------------------------------------------- where things are tied


def middle_of(x: Any) -> Point | None:
    """The place that stands for a thing while ways are found."""
    if isinstance(x, Point):
        return x
    at = getattr(x, "at", None)
    if isinstance(at, Point):
        return at
    if isinstance(x, Straight):
        return x.at(0.5)
    if getattr(x, "support", False):
        return None
    center = getattr(x, "center", None)
    return center if isinstance(center, Point) else None


def owner_of(x: Any) -> Any:
    """The element behind an end: itself, or whose anchor it is."""
    return x if isinstance(x, Element) else getattr(x, "owner", None)


def foot_on(host: Any, p: Point) -> Point:
    """Where the perpendicular from p meets a support."""
    s = host.surface if isinstance(getattr(host, "surface", None), Straight) else host.curve
    d = s.direction
    q = s.start + d * (p - s.start).dot(d)
    return Point(q.x, q.y, owner=host)


def tie(x: Any, other: Any, sideways: bool = False) -> Point:
    """The place on x where a rope or spring to `other` is fixed.

    A point or ball: there. A support: where the perpendicular meets it. A body that hangs: its top (bottom if the other is tied below: never chosen here).
    A body that stands: the middle of the side that looks to the other."""
    if isinstance(x, Point):
        return x
    at = getattr(x, "at", None)
    if isinstance(at, Point):
        return Point(at.x, at.y, name=at.name, owner=x)
    there = middle_of(other)
    if isinstance(x, Straight):
        return x.at(0.5)
    if getattr(x, "support", False) or not isinstance(x, Body):
        if there is None:
            there = other.surface.at(0.5) if isinstance(other, Host) else Point(0, 0)
        return foot_on(x, there)
    if x.host is None and not sideways:
        p = x.top
    elif there is None:
        p = x.right
    else:
        side = sign(x.axis.dot(there - x.center))
        w = x.size[0] / 2 * side
        p = x.center + x.axis * w
    return Point(p.x, p.y, owner=x)


# ---------------------------------------------------------------- pulley


class Pulley(Body):
    """A pulley. `on=` a ceiling or wall it hangs on a bracket; `at=` the apex of an incline or the edge of a bench it is mounted there; free, it has a bracket of
    its own unless `fixed=false`.

    ```figure
    c = ceiling()
    p = pulley(on=c)
    A = block(mass=3.0 kg)
    B = block(mass=2.0 kg)
    rope(A.top, over=p, to=B.top)
    ```
    """

    seat = "center"

    radius: Any = quantity(LENGTH)
    mass: Any = quantity(MASS)
    inertia: Any = quantity(MOMENT_OF_INERTIA, help="moment of inertia")
    fixed: Any = truth(True, help="its axle is held by a bracket; false: it can move")

    def settle(self, make: Maker) -> None:
        self.origin, self.turn = make.point("", Point(34 * self.mm, 46 * self.mm)), 0

    def setup(self, make: Maker) -> None:
        mm = self.mm
        self.reach: Num = self.radius.n if self.radius is not None else make.free("radius", 5 * mm, low=4 * mm, scale=mm, soft=1.0)
        r = self.reach
        self.size = (2 * r, 2 * r)
        self.mount: Any = None
        self.root: Any = None
        carrier = getattr(self.placed, "owner", None)
        outward = carrier.edge_way(self.placed.name) if carrier is not None and hasattr(carrier, "edge_way") else None
        if self.host is not None and isinstance(self.host.surface, Straight):
            self.root = self.origin
            self.middle = self.origin + self.host.surface_axis.left() * (r + 5 * mm)
        elif outward is not None:
            lift = make.free("lift", 4.75 * mm - r, scale=mm, soft=0.2)
            self.mount, self.root = carrier, self.placed
            self.middle = self.placed + outward * (r + 1.2 * mm) + carrier.surface_axis.left() * lift
        else:
            self.middle = self.origin
        self.middle = Point(self.middle.x, self.middle.y)

    @anchor
    def center(self) -> Point:
        """Its axle."""
        return self.middle

    @property
    def at(self) -> Point:
        return Point(self.middle.x, self.middle.y, name=self.name, owner=self)

    @property
    def rim(self) -> Round:
        return Round(self.middle, self.reach, name=self.name or "pulley", owner=self)

    @property
    def curve(self) -> Round:
        return self.rim

    def to(self, x: Num, y: Num) -> Point:
        """Its own frame has the lowest place of the wheel as (0, 0) and is never turned."""
        return Point(self.middle.x + x, self.middle.y - self.reach + y)

    @property
    def bottom(self) -> Point:  # type: ignore[override]
        return self.to(0, 0)

    def claims(self) -> Iterator[Relation]:
        return iter(())

    def spot(self, slot: str) -> Spot | Gauge | None:  # type: ignore[override]
        r = float(self.reach)
        if slot == "radius":
            return Gauge(self.middle, polar(self.middle, r, 2.6), ())
        return Beside(self.middle, clear=r / float(self.mm) * 72 / 25.4 + 2)

    def draw(self) -> Iterator[Any]:
        r, mm, c = float(self.reach), float(self.mm), self.middle
        yield disc_shape(c, r, styled(self, fill="light"))
        yield disc_shape(c, r * 0.8, Look(weight="hair", color="muted"), obstacle=False)
        root = self.root
        if root is None and self.fixed:
            root = Point(c.x, c.y + r + 4 * mm)
            plate = (Point(root.x - 4 * mm, root.y), Point(root.x + 4 * mm, root.y))
            yield path_shape(plate, Look(weight="bold"))
            yield Strokes(plate, side=1)
        if root is not None:
            d = c - root
            u = d * (1 / hypot(d.x, d.y))
            n, end = u.left() * (0.75 * mm), c + u * (1.1 * mm)
            yield path_shape((root + n, root + -n, end + -n, end + n), styled(self, fill="paper", weight="thin"), closed=True)
        yield disc_shape(c, 0.55 * mm, Look(fill="ink"))


# ---------------------------------------------------------------- rope


class Rope(Element):
    """A taut rope or string, from `a` over the pulleys in `over` to `to`. It touches each pulley on the outer side of its bend.

    ```figure
    t = bench()
    p = pulley(at=t.right)
    b = block(on=t, mass=2.0 kg)
    m = block(mass=1.0 kg)
    rope(b.right, over=p, to=m.top)
    ```
    """

    aliases = ("string", "cable", "cord", "thread")
    family = "line"

    a: Any = part("element", help="where it begins: an anchor, a ball, a body, a support")
    b: Any = part("element", None, help="where it ends, another way to say to=")
    over: Any = parts("body", (), at_least=0, help="pulleys and wheels it runs over, in order")
    to: Any = part("element", None, positional=False, help="where it ends")
    length: Any = quantity(LENGTH, help="of the whole rope")
    mass: Any = quantity(MASS)
    tension: Any = quantity(FORCE, help="printed beside it")

    def misuse(self) -> Iterator[Diagnostic]:
        if self.to is None and self.b is None:
            yield RopeEnd(self.span, self.name or "the rope")

    def setup(self, make: Maker) -> None:
        last = self.to if self.to is not None else self.b
        wheels = tuple(self.over)
        stops = [self.a, *wheels, last]
        centers = [middle_of(x) for x in stops]
        for i, x in ((0, self.a), (len(stops) - 1, last)):
            near = stops[1] if i == 0 else stops[-2]
            if not _wound(x):
                centers[i] = tie(x, near) if centers[i] is None or not getattr(x, "support", False) else centers[i]
        spins: list[Num] = [0] * len(stops)
        for i, w in enumerate(wheels, 1):
            before, after = centers[i - 1], centers[i + 1]
            assert before is not None and after is not None
            spins[i] = w.rim.radius * sign((w.rim.center - before).cross(after - w.rim.center))
        for i in (0, len(stops) - 1):  # a rope wound on a wheel leaves it on the side of the other end
            x, other = stops[i], centers[1 if i == 0 else -2]
            if _wound(x) and other is not None:
                spins[i] = x.rim.radius * sign(other.x - x.rim.center.x) * (-1 if i == 0 else 1)
        if wheels:
            for i, j in ((0, 1), (len(stops) - 1, -2)):
                x = stops[i]
                if getattr(x, "support", False):  # straight out of the support to the near side of the wheel
                    c, n = stops[j].rim.center, _outward(x)
                    centers[i] = foot_on(x, c + n.left() * (-spins[j] if i == 0 else spins[j]))
        self.stops, self.spins = tuple(stops), tuple(spins)
        self.balls = tuple(_ball(x) for x in (self.a, last))
        self.knots = tuple(p for p in centers if p is not None)
        self.pieces = tuple(self._taut(i) for i in range(len(stops) - 1))

    def _taut(self, i: int) -> Straight:
        """The straight piece from stop i to the next: the common tangent of two circles (of radius 0 at a point)."""
        a, b, q, p = self.knots[i], self.knots[i + 1], self.spins[i], self.spins[i + 1]
        if _zero(q) and _zero(p):
            return Straight(a, b, owner=self)
        d, k = b - a, p - q
        square = d.dot(d)
        u = (d * sqrt(square - k * k) - d.left() * k) / square
        return Straight(a if _zero(q) else a + u.left() * -q, b if _zero(p) else b + u.left() * -p, owner=self)

    # ------------------------------------------------------------ parts

    def part(self, n: int) -> Straight | None:
        """Its n-th straight part, counted from 1."""
        return self.pieces[n - 1] if 1 <= n <= len(self.pieces) else None

    part.__takes__ = True  # type: ignore[attr-defined]

    @anchor
    def first(self) -> Straight:
        """Its first straight part."""
        return self._named(0, "first")

    @anchor
    def last(self) -> Straight:
        """Its last straight part."""
        return self._named(-1, "last")

    def _named(self, i: int, word_: str) -> Straight:
        s = self.pieces[i]
        return Straight(s.start, s.end, name=f"{self.name or 'rope'}.{word_}", owner=self)

    @property
    def curve(self) -> Straight:
        s = self.pieces[0]
        return Straight(s.start, s.end, name=self.name or "rope", owner=self)

    @anchor
    def start(self) -> Point:
        """Where it begins."""
        return self.pieces[0].start

    @anchor
    def end(self) -> Point:
        """Where it ends."""
        return self.pieces[-1].end

    @anchor
    def center(self) -> Point:
        """Middle of its first part."""
        return self.pieces[0].at(0.5)

    @property
    def tied(self) -> tuple[Point, Point]:
        return self.knots[0], self.knots[-1]

    @property
    def whole(self) -> Num:
        """Its length, with the arcs on the wheels."""
        total: Num = 0
        for s in self.pieces:
            total = total + distance_measure(s.start.x, s.start.y, s.end.x, s.end.y)
        for i in range(1, len(self.pieces)):
            u, v = self.pieces[i - 1].vector, self.pieces[i].vector
            total = total + self.stops[i].rim.radius * angle_measure(u.x, u.y, v.x, v.y)
        return total

    # ------------------------------------------------------------ facts

    def rules(self) -> Iterator[Relation]:
        if self.length is not None:
            yield Reaches(self, self.length)

    def claims(self) -> Iterator[Relation]:
        for i in range(1, len(self.pieces)):
            yield TouchesWheel(self, i)

    def wishes(self) -> Iterator[Relation]:
        """A body that hangs on it hangs straight down; from a body on a surface to a pulley mounted there it runs along the surface."""
        n = len(self.pieces)
        for i, j in ((0, 0), (n, n - 1)):
            body = owner_of(self.stops[i])
            other = self.stops[1 if i == 0 else n - 1]
            mount = getattr(other, "mount", None)
            if isinstance(body, Body) and body.host is not None and mount is body.host:
                yield Runs(self, j, body.host.surface_axis, along_surface=True)
            elif _free(body) and not _wound(self.stops[i]) and (isinstance(body, Body) or n > 1) and _hangs(self, body):
                yield Runs(self, j, Vector(0, 1))
                yield Below(self.knots[i], self.knots[1 if i == 0 else n - 1], (18 if n > 1 else 12) * self.mm)
        for i in range(1, n):
            wheel = self.stops[i]
            if wheel.host is None and wheel.placed is None and not getattr(wheel, "fixed", False):  # a wheel that hangs in the rope
                yield Runs(self, i - 1, Vector(0, 1))
                yield Runs(self, i, Vector(0, 1))
                yield Below(wheel.rim.center, self.knots[i + 1], 18 * self.mm)
                yield Below(wheel.rim.center, self.knots[i - 1], 18 * self.mm)
        for i in range(1, n):  # what hangs on both sides of a wheel has room
            a, b = owner_of(self.stops[i - 1]), owner_of(self.stops[i + 1])
            if isinstance(a, Body) and isinstance(b, Body) and _free(a) and _free(b):
                yield Apart(a, b, 3 * self.mm, -sign(self.spins[i]))

    # ------------------------------------------------------------ words and ink

    def _trimmed(self) -> list[tuple[Point, Point]]:
        """Its straight parts as drawn: outside the balls at its ends."""
        out = [(s.start, s.end) for s in self.pieces]
        for i, ball in zip((0, -1), self.balls, strict=True):
            if ball is not None:
                a, b = out[i] if i == 0 else out[i][::-1]
                d, r = b - a, float(ball.rim.radius)
                length = hypot(d.x, d.y)
                a = a + d * (r / length) if length > r else a
                out[i] = (a, b) if i == 0 else (b, a)
        return out

    def draw(self) -> Iterator[Any]:
        look = styled(self, layer="line")
        straight = self._trimmed()
        ops, points = "ML", [*straight[0]]
        for i in range(1, len(straight)):
            c, r = self.stops[i].rim.center, float(self.stops[i].rim.radius)
            p, q = straight[i - 1][1], straight[i][0]
            first = atan2(p.y - c.y, p.x - c.x)
            sweep = (atan2(q.y - c.y, q.x - c.x) - first) % (2 * pi)
            if float(self.spins[i]) < 0:
                sweep -= 2 * pi
            if abs(sweep) > 2 * pi - 1e-6:
                sweep = 0.0
            arc, curve = ring_points(c, r, first, sweep)
            ops += arc[1:] + "L"
            points += [*curve[1:], straight[i][1]]
        yield Shape(ops, tuple(points), look)

    def spot(self, slot: str) -> Spot | None:
        longest = max(range(len(self.pieces)), key=lambda i: round(float(self.pieces[i].length), 9))
        s = self.pieces[longest if slot != "label" else 0]
        return Along(s.start, s.end)


def _zero(q: Num) -> bool:
    return isinstance(q, (int, float)) and q == 0


def _wound(x: Any) -> bool:
    """A wheel at the end of a rope: the rope is wound on it."""
    return isinstance(x, Body) and isinstance(getattr(x, "rim", None), Round) and x.kind in ("pulley", "wheel", "disc", "hoop")


def _outward(x: Any) -> Vector:
    return x.surface_axis.left() if isinstance(x, Host) else x.curve.direction.left()


def _ball(x: Any) -> Any:
    """The ball at whose middle an end is fixed: the rope is drawn from its rim."""
    owner = owner_of(x)
    if getattr(owner, "kind", "") != "ball":
        return None
    return owner if isinstance(x, Element) or x.name.rpartition(".")[2] in ("center", owner.name) else None


def _free(x: Any) -> bool:
    """A body or point about whose place nothing is said."""
    if not isinstance(x, Element) or getattr(x, "host", None) is not None or getattr(x, "placed", None) is not None:
        return False
    return not x.support if isinstance(x, Body) else x.family == "point" and not is_constant(x.at.x)  # type: ignore[attr-defined]


def _hangs(link: Any, thing: Any) -> bool:
    """Nothing but this link holds the thing: all its other ties go on to things that hang on it in turn."""
    links: list[tuple[Any, tuple[Any, ...], tuple[Any, ...]]] = []
    for e in link.frame.elements:
        tied = getattr(e, "tied", None)
        if tied:
            links.append((e, tuple(owner_of(p) for p in tied), tuple(getattr(e, "over", ()))))
    loose = {id(x): x for _, ends, _ in links for x in ends if _free(x)}
    while True:
        mine = [e for e, ends, wheels in links if any(x is thing for x in (*ends, *wheels))]
        if len(mine) == 1:
            return mine[0] is link
        for k, x in loose.items():
            on = [(e, wheels) for e, ends, wheels in links if any(y is x for y in (*ends, *wheels))]
            if x is not thing and len(on) == 1 and on[0][0] is not link and not on[0][1]:
                links = [one for one in links if one[0] is not on[0][0]]
                del loose[k]
                break
        else:
            return False


class Runs(Relation):
    """A straight part of a rope runs along a direction."""

    def __init__(self, rope: Any, index: int, way: Vector, along_surface: bool = False) -> None:
        self.rope, self.index, self.way, self.along_surface = rope, index, way, along_surface

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self.rope.knots[self.index], self.rope.knots[self.index + 1]
        q, p = self.rope.spins[self.index], self.rope.spins[self.index + 1]
        u = self.way * sign((b - a).dot(self.way))
        yield Zero(u.cross(b - a) - (p - q), 1)

    def holds(self) -> Iterator[Any]:
        s = self.rope.pieces[self.index]
        yield Zero(self.way.cross(s.end - s.start), 1)

    def phrase(self) -> str:
        return f"{self.rope.name or 'the rope'} runs {'along the surface' if self.along_surface else 'straight down'}"


class Below(Relation):
    """One place lies lower than another, by a gap of the page."""

    def __init__(self, low: Point, high: Point, gap: Num) -> None:
        self.low, self.high, self.gap = low, high, gap

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.high.y - self.low.y - self.gap, 1)

    def holds(self) -> Iterator[Any]:
        yield Positive(self.high.y - self.low.y, 1)

    def phrase(self) -> str:
        return "what hangs is below what holds it"


class Apart(Relation):
    """Two hanging bodies do not touch: the second is to the right (side 1) or to the left (-1) of the first, by a gap of the page."""

    def __init__(self, a: Any, b: Any, gap: Num, side: Num) -> None:
        self.a, self.b, self.gap, self.side = a, b, gap, side

    def residuals(self) -> Iterator[Zero | Positive]:
        between = (self.b.center.x - self.a.center.x) * self.side
        yield Positive(between - (self._wide(self.a) + self._wide(self.b)) / 2 - self.gap, 1)

    def _wide(self, x: Any) -> Num:
        return x.size[0] if x.kind != "pulley" else 14 * x.mm  # a load hangs below it

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "what hangs from one pulley has room"


class Reaches(Relation):
    """A rope or rod has its given length."""

    shape = False

    def __init__(self, thing: Any, value: Any) -> None:
        self.thing, self.value = thing, value

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.thing.whole - self.value.n, 1)

    def holds(self) -> Iterator[Any]:
        pieces = getattr(self.thing, "pieces", None)
        if pieces is None or len(pieces) == 1:
            d = self.thing.end - self.thing.start
            yield Zero(d.dot(d) - self.value.n * self.value.n, 2)
        else:
            arcs: Num = 0
            for i in range(1, len(pieces)):
                u, v = pieces[i - 1].vector, pieces[i].vector
                turned = u.cross(v) * sign(u.cross(v))
                arcs = arcs + self.thing.stops[i].rim.radius * atan2(turned, u.dot(v))
            yield Zero(sum((s.length for s in pieces), arcs) - self.value.n, 1)

    def phrase(self) -> str:
        return f"the length of {self.thing.name or 'the ' + self.thing.kind}"


class TouchesWheel(Relation):
    """A rope is tangent to a wheel on both sides, and does not cross it."""

    def __init__(self, rope: Any, index: int) -> None:
        self.rope, self.index = rope, index

    def residuals(self) -> Iterator[Zero | Positive]:
        return self.holds()

    def holds(self) -> Iterator[Any]:
        rim = self.rope.stops[self.index].rim
        for s, p in ((self.rope.pieces[self.index - 1], "end"), (self.rope.pieces[self.index], "start")):
            out = getattr(s, p) - rim.center
            yield Zero(out.length - rim.radius, 1)
            yield Zero(out.dot(s.vector) / rim.radius, 1)

    def phrase(self) -> str:
        return f"{self.rope.name or 'the rope'} touches {self.rope.stops[self.index].name or 'the pulley'} without a bend"


# ---------------------------------------------------------------- rod


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

    aliases = ("bar", "pole", "stick")
    family = "line"
    seat = "center"
    thick = 1.5
    fill = "light"

    start: Any = place(None, declares=True, help="one end")
    end: Any = place(None, declares=True, help="the other end")
    length: Any = quantity(LENGTH)
    mass: Any = quantity(MASS)
    angle: Any = quantity(ANGLE, help="of the way from start to end, from the right, counter-clockwise")
    host: Any = None

    def setup(self, make: Maker) -> None:
        self.start_given, self.end_given = self.start, self.end
        if self.start is None or self.end is None:
            length = self.length.n if self.length is not None else make.free("length", 46 * self.mm, low=self.mm)
            turn = self.angle.n if self.angle is not None else 0
            way = Vector(cos(turn), sin(turn)) * length
            if self.start is None and self.end is None:
                middle = self.placed if getattr(self, "placed", None) is not None else make.point("center")
                self.start = Point(middle.x - way.x / 2, middle.y - way.y / 2)
                self.end = Point(middle.x + way.x / 2, middle.y + way.y / 2)
            elif self.end is None:
                self.end = self.start + way
            else:
                self.start = self.end + -way

    anchors = ("start", "end")

    @property
    def curve(self) -> Straight:
        return Straight(self.start, self.end, name=self.name or self.kind, owner=self)

    @property
    def at_middle(self) -> Point:
        return self.start.toward(self.end, 0.5)

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self.at_middle

    @property
    def left(self) -> Point:
        return self.start

    @property
    def right(self) -> Point:
        return self.end

    @property
    def half(self) -> Num:
        """Half its drawn thickness."""
        return self.thick / 2 * self.mm

    @property
    def surface(self) -> Face:
        """Its upper side, if it is drawn from left to right."""
        n = self.curve.direction.left() * self.half
        return Face(self.start + n, self.end + n, owner=self)

    @property
    def tied(self) -> tuple[Point, Point]:
        return self.start, self.end

    @property
    def whole(self) -> Num:
        return distance_measure(self.start.x, self.start.y, self.end.x, self.end.y)

    def rules(self) -> Iterator[Relation]:
        both = self.start_given is not None and self.end_given is not None
        if both and self.length is not None:
            yield Reaches(self, self.length)
        if both and self.angle is not None:
            yield Leans(self, self.angle)

    def claims(self) -> Iterator[Relation]:
        if self.length is not None:
            yield Reaches(self, self.length)

    def spot(self, slot: str) -> Any:
        if slot == "length":
            return Gauge(self.start, self.end, ())
        if slot == "angle":
            a = float(self.angle.n) if self.angle is not None else 0.0
            if abs(a) < 1e-6:
                return None
            return AngleArc(self.start, Vector(1, 0), Vector(cos(a), sin(a)), reference=(Vector(1, 0),), room=float(self.curve.length))
        return Along(self.start, self.end)

    def edges(self) -> tuple[Point, Point, Point, Point]:
        d = self.end - self.start
        n = d.left() * (float(self.half) / max(hypot(d.x, d.y), 1e-300))
        return self.start + -n, self.end + -n, self.end + n, self.start + n

    def draw(self) -> Iterator[Any]:
        yield path_shape(self.edges(), styled(self, fill=self.fill, weight="thin" if self.thick < 1.6 else "normal"), closed=True)


class Beam(Rod):
    """A thick rod that carries loads.

    ```figure
    A, B = point(0, 0), point(6, 0)
    beam(A, B, length=6, mass=20 kg)
    ```
    """

    aliases = ("girder",)
    thick = 2.6
    fill = "wood"


class Board(Rod):
    """A wooden board or plank."""

    aliases = ("plank", "seesaw")
    thick = 2.0
    fill = "wood"


class Ladder(Rod):
    """A ladder with rungs."""

    aliases = ()
    thick = 2.4

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


class Leans(Relation):
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


# ---------------------------------------------------------------- spring


class Spring(Element):
    """A coil spring between two places, bodies or supports. From a wall it runs straight to the body.

    ```figure
    g = ground()
    w = wall(on=g, facing=right)
    b = block(on=g, mass=0.50 kg)
    spring(w.right, b.left, k=200 N/m)
    ```
    """

    family = "line"

    start: Any = part("element", help="one end: an anchor, a body or a support")
    end: Any = part("element", None, help="the other end; none: it ends free")
    k: Any = quantity(STIFFNESS, magnitude=True, help="spring constant; printed beside it")
    length: Any = quantity(LENGTH, help="as drawn")
    natural_length: Any = quantity(LENGTH, help="printed, not drawn")
    along: Any = direction(None, positional=False, help="where a spring with one end points")
    coils: Any = count(8, at_least=2, at_most=40, help="full turns")
    shape: Any = word("coil", "zigzag", default="coil")

    anchors = ("start", "end")

    def setup(self, make: Maker) -> None:
        first, last = self.start, self.end
        self.joins = (first, last)
        if last is None:
            self.start = tie(first, first, sideways=True) if not isinstance(first, Point) else first
            way = self.along if self.along is not None else Vector(1, 0)
            long = self.length.n if self.length is not None else 18 * self.mm
            self.end = self.start + way * long
            self.end = Point(self.end.x, self.end.y)
        else:
            sideways = not (isinstance(first, Host) and getattr(first, "kind", "") == "ceiling" or getattr(last, "kind", "") == "ceiling")
            self.start, self.end = _spring_tie(first, last, sideways), _spring_tie(last, first, sideways)

    @property
    def curve(self) -> Straight:
        return Straight(self.start, self.end, name=self.name or "spring", owner=self)

    @anchor
    def center(self) -> Point:
        """Half way along."""
        return self.start.toward(self.end, 0.5)

    @property
    def tied(self) -> tuple[Point, Point]:
        return self.start, self.end

    @property
    def whole(self) -> Num:
        return distance_measure(self.start.x, self.start.y, self.end.x, self.end.y)

    def rules(self) -> Iterator[Relation]:
        if self.length is not None and self.joins[1] is not None:
            yield Reaches(self, self.length)

    def claims(self) -> Iterator[Relation]:
        yield from self.rules()

    def wishes(self) -> Iterator[Relation]:
        """From a wall or ceiling straight out; a body that hangs on it hangs straight below."""
        for a, b in ((self.start, self.end), (self.end, self.start)):
            host, body = a.owner, b.owner
            if getattr(host, "support", False) and getattr(host, "kind", "") in ("wall", "ceiling"):
                yield Points(self, host.surface_axis.left())
            if isinstance(body, Body) and _free(body) and getattr(host, "kind", "") != "wall" and _hangs(self, body):
                yield Points(self, Vector(0, 1))
                yield Below(b, a, 12 * self.mm)

    def spot(self, slot: str) -> Any:
        if slot == "length":
            return Gauge(self.start, self.end, ())
        d = self.end - self.start
        n = d.left() * (2.6 * float(self.mm) / max(hypot(d.x, d.y), 1e-300))
        if n.y < 0 or n.y == 0 and n.x < 0:
            n = -n
        return Along(self.start + n, self.end + n, away=self.center)

    def draw(self) -> Iterator[Any]:
        a, b, mm = self.start, self.end, float(self.mm)
        d = b - a
        length = hypot(d.x, d.y)
        if length == 0:
            return
        u = d * (1 / length)
        n = u.left()
        lead = min(max(1.8 * mm, 0.08 * length), 0.3 * length)
        body, wide = length - 2 * lead, min(2.1 * mm, 0.4 * length)
        look = styled(self, layer="line", join="round")
        make = _zigzag if self.shape == "zigzag" else _coil
        ops, local = make(self.coils, body, wide)
        yield Shape("M" + ops + "L", (a, *(a + u * (lead + x) + n * y for x, y in local), b), look)


def _spring_tie(x: Any, other: Any, sideways: bool) -> Point:
    if isinstance(x, Body) and not x.support and not isinstance(getattr(x, "at", None), Point) and not sideways:
        p = x.top
        return Point(p.x, p.y, owner=x)
    return tie(x, other, sideways)


def _zigzag(turns: int, body: float, wide: float) -> tuple[str, list[tuple[float, float]]]:
    """ops after the M and points, from (0, 0) to (body, 0)."""
    step = body / (2 * turns)
    points = [(0.0, 0.0), *(((k + 0.5) * step, wide if k % 2 == 0 else -wide) for k in range(2 * turns)), (body, 0.0)]
    return "L" * len(points), points


def _coil(turns: int, body: float, wide: float) -> tuple[str, list[tuple[float, float]]]:
    """Loops of a helix seen at a slant: a circle that moves on, as cubics of a quarter turn, entered and left on the axis."""
    from math import cos, sin

    back = min(0.42 * wide, 0.45 * body / turns)  # how far a loop leans back
    total = 2 * pi * turns + pi
    pitch = (body - 2 * back) / total

    def at(t: float) -> tuple[float, float]:
        return pitch * t + back * (1 - cos(t)), wide * sin(t)

    def slope(t: float) -> tuple[float, float]:
        return pitch + back * sin(t), wide * cos(t)

    n = 4 * turns + 2
    h = total / n
    points: list[tuple[float, float]] = [(0.0, 0.0)]
    for k in range(n):
        (x0, y0), (x1, y1) = at(k * h), at((k + 1) * h)
        (a0, b0), (a1, b1) = slope(k * h), slope((k + 1) * h)
        points += [(x0 + a0 * h / 3, y0 + b0 * h / 3), (x1 - a1 * h / 3, y1 - b1 * h / 3), (x1, y1)]
    return "L" + "C" * n, points


class Points(Relation):
    """A spring points along a direction."""

    def __init__(self, spring: Any, way: Vector) -> None:
        self.spring, self.way = spring, way

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.way.cross(self.spring.end - self.spring.start), 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.spring.name or 'the spring'} is straight out"


# ---------------------------------------------------------------- messages


class RopeEnd(Diagnostic):
    """A rope needs two ends.

    ```wrong
    c = ceiling()
    rope(c)
    ```

    ```right
    c = ceiling()
    b = ball()
    rope(c, b)
    ```
    """

    code = "MEC201"
    says = "{rope} has only one end."
    help = "Say where it ends: rope(a, to=b)."

    rope: str


_ = (Dot, Expr, Origin, Value, is_constant)
