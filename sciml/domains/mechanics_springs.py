"""Springs between bodies and supports."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, pi
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    STIFFNESS,
    Along,
    Body,
    Diagnostic,
    Element,
    Gauge,
    Maker,
    Num,
    Point,
    Positive,
    Relation,
    Round,
    Shape,
    Straight,
    Vector,
    Zero,
    anchor,
    count,
    direction,
    distance_measure,
    part,
    path_shape,
    quantity,
    relate,
    straight_axis,
    styled,
    word,
)
from .draw import way_from
from .mechanics_rope_facts import knotted
from .mechanics_through import through
from .mechanics_ties import HangsBelow, HasLength, NoHold, bare_support, foot_on, hangs, held_at, holds_ends, is_free, looks_up, owner_of, pegged, tie

__all__ = ["Spring", "SpringStraight"]


class Spring(Element):
    """A coil spring between two places, bodies or supports. From a wall it runs straight to the body; `spring(ramp.apex, b)` runs along the slope from a stop.

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
    usual: ClassVar[dict[str, float]] = {"length": 30.0, "natural_length": 30.0}
    length: Any = quantity(LENGTH, help="as drawn")
    natural_length: Any = quantity(LENGTH, help="printed, not drawn")
    along: Any = direction(None, positional=False, help="where a spring with one end points; with two a fact")
    coils: Any = count(8, at_least=2, at_most=40, help="full turns")
    shape: Any = word("coil", "zigzag", default="coil")

    anchors = ("start", "end")
    pegs: tuple[tuple[Point, Point], ...] = ()
    """foot and tip of a peg on the support that carries the body at the other end"""

    def misuse(self) -> Iterator[Diagnostic]:
        for x in (self.start, self.end):
            if x is not None and not holds_ends(x):
                yield NoHold(self.span, getattr(x, "name", "") or getattr(x, "kind", "this").replace("_", " "))

    def setup(self, make: Maker) -> None:
        first, last = self.start, self.end
        self.joins = (first, last)
        if last is None:
            self._loose(make, first)
        else:
            sideways = "ceiling" not in (getattr(first, "kind", ""), getattr(last, "kind", ""))
            foot = {i: p for i, (x, y) in enumerate(((first, last), (last, first))) if (p := pegged(x, y, self.length)) is not None}
            self.pegs = tuple(foot.values())
            self.start = foot[0][1] if 0 in foot else _spring_tie(make, first, foot[1][1] if 1 in foot else last, sideways)
            self.end = foot[1][1] if 1 in foot else _spring_tie(make, last, foot[0][1] if 0 in foot else first, sideways)

    def _loose(self, make: Maker, first: Any) -> None:
        """It ends free: straight out of its support, along a slope upward from its foot; from a wall on the ground as high as what stands there."""
        axis = straight_axis(first) if bare_support(first) else None
        way = self.along if self.along is not None else axis.left() if axis is not None else Vector(1, 0)
        if hasattr(first, "uphill"):
            foot, way = first.apex.toward(first.toe, 0.93), self.along if self.along is not None else first.uphill
            tip = foot + first.surface_axis.left() * (6.5 * self.mm)
            self.pegs = ((foot, tip),)
            self.start = Point(tip.x, tip.y, owner=first)
        elif getattr(first, "kind", "") == "wall" and first.host is not None and axis is not None:
            self.lift = make.free("lift", 6.5 * self.mm, low=2 * self.mm, scale=self.mm, soft=0.2)
            p = foot_on(first, first.origin) + (axis if axis.y > 0 else -axis) * self.lift
            self.start = Point(p.x, p.y, owner=first)
        else:
            self.start = tie(make, first, first, sideways=True) if not isinstance(first, Point) else first
        self.out = way
        end = self.start + way * (self.length.n if self.length is not None else 18 * self.mm)
        self.end = Point(end.x, end.y)

    out: Any = None
    """which way it points where it ends free"""
    lift: Any = None
    """how high above the ground a spring with a free end is fixed to a wall"""

    @property
    def rims(self) -> tuple[Round | None, Round | None]:
        """The rims of balls at whose middles it is fixed."""
        first, last = (getattr(owner_of(x), "rim", None) if getattr(owner_of(x), "kind", "") == "ball" else None for x in self.joins)
        return first, last

    @property
    def curve(self) -> Straight:
        return Straight(self.start, self.end, name=self.name or "spring", owner=self)

    @anchor
    def center(self) -> Point:
        """Half way along."""
        middle: Point = self.start.toward(self.end, 0.5)
        return middle

    @property
    def held(self) -> tuple[str, ...]:
        return held_at(self, *self.joins)

    @property
    def tied(self) -> tuple[Point, Point]:
        return self.start, self.end

    @property
    def whole(self) -> Num:
        return distance_measure(self.start.x, self.start.y, self.end.x, self.end.y)

    def rules(self) -> Iterator[Relation]:
        if self.joins[1] is None:
            return
        if self.length is not None:
            yield HasLength(self, self.length)
        if self.along is not None:
            yield relate("Directed", self.start, self.end, way_from(self.along, self.start), self.kind)

    def claims(self) -> Iterator[Relation]:
        yield from self.rules()

    def wishes(self) -> Iterator[Relation]:
        """From a wall or ceiling straight out; a body that hangs on it hangs straight below; long enough for its coils to be seen."""
        if self.joins[1] is None:
            for e in self.frame.elements:
                if isinstance(e, Body) and is_free(e) and any(word in ("above", "below") and thing is self for word, thing in e.orders):
                    yield SpringLevel(self, e, upright=True)
        if self.lift is not None:
            ground = self.joins[0].host
            near = [e for e in self.frame.elements if isinstance(e, Body) and e.host is ground and not e.support and "size" in e.__dict__]
            said = [e for e in near if any(thing is self or getattr(thing, "owner", None) is self for _, thing in e.orders)]
            if said or near:
                yield SpringLevel(self, (said or near)[0])
            for e in self.frame.elements:  # what comes down a slope meets it on the level
                if (hasattr(e, "uphill") or e in near) and e.host is ground and not e.orders and not self.joins[0].orders:
                    yield SpringClear(self, e, self.joins[0].looks)
        if self.joins[1] is not None and self.length is None:
            yield SpringSeen(self)
        if getattr(self.frame, "view", "side") == "top":
            return
        for a, b in ((self.start, self.end), (self.end, self.start)):
            host, body = a.owner, b.owner
            axis = straight_axis(host) if getattr(host, "kind", "") in ("wall", "ceiling") else None
            if axis is not None:
                yield SpringStraight(self, axis.left(), out=1 if a is self.start else -1)
            if isinstance(body, Body) and is_free(body) and getattr(host, "kind", "") != "wall" and hangs(self, body):
                yield SpringStraight(self, Vector(0, 1))
                yield HangsBelow(*((a, b) if looks_up(host) else (b, a)), 12 * self.mm)
            if is_free(body) and body.family == "point":
                yield from knotted(self, body)

    def inspect(self) -> Iterator[Diagnostic]:
        yield from through(self, (self.curve,), self.joins)

    def spot(self, slot: str) -> Any:
        if slot == "length":
            return Gauge(self.start, self.end, ())
        d = self.end - self.start
        n = d.left() * (2.6 * float(self.mm) / max(hypot(d.x, d.y), 1e-300))
        if n.y < 0 or (n.y == 0 and n.x < 0):
            n = -n
        return Along(self.start + n, self.end + n, away=self.center)

    def draw(self) -> Iterator[Any]:
        a, b, mm = self.start, self.end, float(self.mm)
        d = b - a
        length = hypot(d.x, d.y)
        first, last = (float(rim.radius) if rim is not None else 0.0 for rim in self.rims)
        if length <= first + last:
            return
        a, b = a + d * (first / length), b + d * (-last / length)  # of a ball from its rim
        length -= first + last
        d = b - a
        u = d * (1 / length)
        n = u.left()
        lead = min(max(1.8 * mm, 0.08 * length), 0.3 * length)
        body, wide = length - 2 * lead, min(2.1 * mm, 0.4 * length)
        look = styled(self, layer="line", join="round")
        make = _zigzag if self.shape == "zigzag" else _coil
        ops, local = make(max(2, min(self.coils, int(body / (1.3 * mm)))), body, wide)  # no more coils than can be told apart
        yield Shape("M" + ops + "L", (a, *(a + u * (lead + x) + n * y for x, y in local), b), look)
        for foot, tip in self.pegs:
            yield path_shape((foot, foot.toward(tip, 1.2)), styled(self, weight="heavy", layer="line"))


def _spring_tie(make: Maker, x: Any, other: Any, sideways: bool) -> Point:
    if isinstance(x, Body) and not x.support and not isinstance(getattr(x, "at", None), Point) and not sideways:
        p = x.top
        return Point(p.x, p.y, owner=x)
    return tie(make, x, other, sideways)


def _zigzag(turns: int, body: float, wide: float) -> tuple[str, list[tuple[float, float]]]:
    """ops after the M and points, from (0, 0) to (body, 0)."""
    step = body / (2 * turns)
    points = [(0.0, 0.0), *(((k + 0.5) * step, wide if k % 2 == 0 else -wide) for k in range(2 * turns)), (body, 0.0)]
    return "L" * len(points), points


LEAN = 1.8
"""times the way that a coil moves on in a radian"""


def _coil(turns: int, body: float, wide: float) -> tuple[str, list[tuple[float, float]]]:
    """Loops of a helix seen at a slant: a circle that moves on, as cubics of a quarter turn, entered and left on the axis."""
    from math import cos, sin

    total = 2 * pi * turns + pi
    least = LEAN * body / (total + 2 * LEAN)  # with which a coil of a long spring still closes to a loop
    back = max(min(0.42 * wide, 0.45 * body / turns), least)  # how far a loop leans back
    wide = max(wide, 0.9 * back)
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


class SpringSeen(Relation):
    """A spring is long enough for its coils to be seen."""

    def __init__(self, spring: Any) -> None:
        self.spring = spring

    def residuals(self) -> Iterator[Zero | Positive]:
        s = self.spring
        hidden = sum((rim.radius for rim in s.rims if rim is not None), 12 * s.mm)
        yield Positive((s.end - s.start).length - hidden, 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.spring.name or 'the spring'} is long enough to be seen"


class SpringLevel(Relation):
    """A spring with a free end is as high as the middle of what may meet it; upright: on one plumb line with it."""

    def __init__(self, spring: Any, body: Any, upright: bool = False) -> None:
        self.spring, self.body, self.upright = spring, body, upright

    def residuals(self) -> Iterator[Zero | Positive]:
        d = self.spring.start - self.body.center
        yield Zero(d.x if self.upright else d.y, 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.spring.name or 'the spring'} is level with {self.body.name or 'the ' + self.body.kind}"


class SpringClear(Relation):
    """A spring that ends free ends before a slope, or a body. sense: 1 if it points to the right, -1 if to the left."""

    def __init__(self, spring: Any, other: Any, sense: int) -> None:
        self.spring, self.other, self.sense = spring, other, sense

    def residuals(self) -> Iterator[Zero | Positive]:
        near = self.other.left if self.sense > 0 else self.other.right
        yield Positive((near.x - self.spring.end.x) * self.sense - 14 * self.spring.mm, 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.spring.name or 'the spring'} ends before {self.other.name or self.other.kind}"


class SpringStraight(Relation):
    """A spring points along a direction; out: 1 or -1 if to its front, as away from a wall, from its start or its end."""

    def __init__(self, spring: Any, way: Vector, out: int = 0) -> None:
        self.spring, self.way, self.out = spring, way, out

    def residuals(self) -> Iterator[Zero | Positive]:
        d = self.spring.end - self.spring.start
        yield Zero(self.way.cross(d), 1)
        if self.out:
            yield Positive(self.way.dot(d) * self.out, 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.spring.name or 'the spring'} is straight out"
