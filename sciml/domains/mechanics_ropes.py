"""Ropes, strings and chains, taut over wheels, pins and edges."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, pi
from typing import Any, ClassVar

from ..author import (
    FORCE,
    LENGTH,
    MASS,
    Along,
    Body,
    Diagnostic,
    Element,
    Maker,
    Num,
    Point,
    Relation,
    Round,
    Shape,
    Spot,
    Straight,
    Var,
    Vector,
    anchor,
    atan2,
    part,
    parts,
    path_shape,
    quantity,
    ring_points,
    sqrt,
    straight_axis,
    styled,
    surface_of,
)
from .mechanics_pulleys import Pulley
from .mechanics_rope_facts import HangApart, HangsAside, HangsBetween, RopeRuns, RopeSeen, SameSize, TouchesWheel, Untwisted, knotted
from .mechanics_rope_turns import bends
from .mechanics_rope_way import RopeWay
from .mechanics_through import through
from .mechanics_ties import (
    HangsBelow,
    HasLength,
    NoHold,
    bare_support,
    foot_on,
    hangs,
    held_at,
    holds_ends,
    is_free,
    lies,
    looks_up,
    middle_of,
    owner_of,
    pegged,
    tie,
)

__all__ = ["Chain", "EndInsideWheel", "NoWheel", "Rope", "RopeEnd", "RopeTwisted"]


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

    aliases: ClassVar[tuple[str, ...]] = ("string", "cable", "cord", "thread")
    family = "line"
    threads = True
    """Bodies on it slide along it: their middle lies on it."""

    a: Any = part("element", help="where it begins: an anchor, a ball, a body, a support")
    b: Any = part("element", None, help="where it ends, another way to say to=")
    over: Any = parts("element", (), at_least=0, help="pulleys, wheels, pins and edges it runs over, in order")
    to: Any = part("element", None, positional=False, help="where it ends")
    usual: ClassVar[dict[str, float]] = {"length": 45.0}
    length: Any = quantity(LENGTH, help="of the whole rope")
    mass: Any = quantity(MASS)
    tension: Any = quantity(FORCE, help="printed beside it")

    def misuse(self) -> Iterator[Diagnostic]:
        if self.to is None and self.b is None:
            yield RopeEnd(self.span, self.name or "the rope")
        for x in self.over:
            if middle_of(x) is None:
                yield NoWheel(self.span, getattr(x, "name", "") or getattr(x, "kind", "this").replace("_", " "))
        for x in (self.a, self.to if self.to is not None else self.b):
            if x is not None and not holds_ends(x):
                yield NoHold(self.span, getattr(x, "name", "") or getattr(x, "kind", "this").replace("_", " "))

    def setup(self, make: Maker) -> None:
        last = self.to if self.to is not None else self.b
        wheels = tuple(self.over)
        if any(_is_round(x) for x in wheels):  # with room for wheels and ends that hang
            make.usual(self.length, 75 + 20 * len(wheels))
        stops = [self.a, *wheels, last]
        centers = [middle_of(x) for x in stops]
        ends = ((0, self.a, stops[1]), (len(stops) - 1, last, stops[-2]))
        pegs = {i: p for i, x, near in ends if (p := pegged(x, near, self.length)) is not None}
        self.pegs = tuple(pegs.values())
        """Foot and tip of a peg on the support that carries the body at the other end: the rope is parallel to the surface."""
        for i, x, near in ends:
            if i in pegs:
                centers[i] = pegs[i][1]
            elif not _wound(x):
                there = next((tip for k, (_, tip) in pegs.items() if k != i), near)
                centers[i] = self._fixed(make, i, x, near) if bare_support(x) and not wheels and not _wound(near) else tie(make, x, there)
        turns: list[Num] = [0] * len(stops)
        self.bends = bends(make, stops, centers) if wheels else {}
        for i, bend in self.bends.items():
            turns[i] = bend.turn
        for i in (0, len(stops) - 1):  # a rope wound on a wheel leaves it on the side of the other end
            x, other = stops[i], centers[1 if i == 0 else -2]
            if _wound(x) and other is not None:
                turns[i] = (1 if make.guess(other.x - x.rim.center.x) >= 0 else -1) * (-1 if i == 0 else 1)
        spins = [x.rim.radius * t if not _zero(t) else 0 for x, t in zip(stops, turns, strict=True)]
        if wheels or _wound(self.a) or _wound(last):
            for i, j in ((0, 1), (len(stops) - 1, -2)):
                x = stops[i]
                n = _outward(x) if bare_support(x) else None
                if n is not None:  # straight out of the support to the near side of the wheel
                    c = _hub(stops[j])
                    centers[i] = foot_on(x, c + n.left() * (-spins[j] if i == 0 else spins[j]))
        self.stops, self.spins, self.turns = tuple(stops), tuple(spins), tuple(turns)
        self.knots = tuple(p for p in centers if p is not None)
        self.inner = tuple(_around(x, self.knots[i]) for i, x in ((0, self.a), (-1, last)))
        """The bodies at whose middles it is fixed."""
        self.pieces = tuple(self._taut(i) for i in range(len(stops) - 1))

    def _fixed(self, make: Maker, i: int, support: Any, other: Any) -> Point:
        """Where an end is fixed to a support that is named as a whole: opposite the other end, unless facts or further ropes want it elsewhere."""
        s, axis = surface_of(support), straight_axis(support)
        there = tie(make, support, other)
        if axis is None:
            return there
        mine = len(self._alike(support, other))
        aside = (22 * mine * (-1 if mine % 2 else 1) or 4) * self.mm  # never quite opposite: an angle of 0 does not grow
        way = make.free(f"way{i}", ((there - s.start).dot(axis) + aside) / s.length, scale=0.3, soft=0.2)
        p = s.start + s.vector * way
        return Point(p.x, p.y, owner=support)

    def _alike(self, support: Any, other: Any) -> list[Rope]:
        """The ropes that run between the same two things."""
        out = []
        for e in self.frame.elements:
            if isinstance(e, Rope):
                ends = [owner_of(x) for x in (e.stops[0], e.stops[-1])]
                if any(x is support for x in ends) and any(x is owner_of(other) for x in ends):
                    out.append(e)
        return out

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

    def part_of(self, host: Any) -> int | None:
        """The number of the straight part that something lies on, counted from 0; None: the whole rope."""
        if host is self:
            return 0 if len(self.pieces) == 1 else None
        return next((i for i, s in enumerate(self.pieces) if s.start is host.start and s.end is host.end), None)

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
    def held(self) -> tuple[str, ...]:
        return held_at(self, self.stops[0], self.stops[-1])

    @property
    def tied(self) -> tuple[Point, Point]:
        return self.knots[0], self.knots[-1]

    @property
    def whole(self) -> Num:
        """Its length, with the arcs on the wheels."""
        return self._way().length

    @property
    def whole_way(self) -> RopeWay | None:
        """What `at=` counts along, where it is more than one straight part."""
        return self._way() if len(self.pieces) > 1 else None

    def _way(self) -> RopeWay:
        wheels = tuple((x.rim, t) if _is_round(x) else None for x, t in zip(self.stops[1:-1], self.turns[1:-1], strict=True))
        return RopeWay(self.pieces, wheels, self.name or "rope")

    @property
    def seats(self) -> tuple[float, ...] | None:
        """Where things on it go that have no place of their own: not onto the wheel in the middle."""
        return (0.26, 0.74, 0.38, 0.62, 0.18, 0.82) if len(self.pieces) > 1 else None

    # ------------------------------------------------------------ facts

    def rules(self) -> Iterator[Relation]:
        if self.length is not None:
            yield HasLength(self, self.length)

    def claims(self) -> Iterator[Relation]:
        for i in range(1, len(self.pieces)):
            if _is_round(self.stops[i]):
                yield TouchesWheel(self, i)

    def inspect(self) -> Iterator[Diagnostic]:
        yield from through(self, self.pieces, self.stops)
        for i, x in enumerate(self.stops[1:-1], 1):
            for p in (self.knots[i - 1], self.knots[i + 1]) if _is_round(x) else ():
                d = p - self.knots[i]
                if hypot(d.x, d.y) < float(x.rim.radius):
                    yield EndInsideWheel(self.span, self.name or "the rope", x.name or "the wheel")
            if _is_round(x):
                u, v = self.pieces[i - 1].vector, self.pieces[i].vector
                if float(u.cross(v)) * self.turns[i] < -1e-6 * float(u.length * v.length):
                    yield RopeTwisted(self.span, self.name or "the rope", x.name or "the wheel")

    def wishes(self) -> Iterator[Relation]:
        """A body that hangs on it hangs straight down; from a body on a surface to a pulley mounted there it runs along the surface."""
        n = len(self.pieces)
        if getattr(self.frame, "view", "side") == "top" or (n == 1 and any(getattr(e, "flat", False) for e in self.frame.elements)):
            if n == 1 and is_free(owner_of(self.stops[0])) and is_free(owner_of(self.stops[1])):
                yield RopeRuns(self, 0, Vector(1, 0))
                yield RopeSeen(self, 0)
            return  # seen from above nothing hangs
        for i, j in ((0, 0), (n, n - 1)):
            body: Any = owner_of(self.stops[i])
            other = self.stops[1 if i == 0 else n - 1]
            mount = getattr(other, "mount", None)
            host = getattr(body, "host", None)
            if host is not None and mount is not None and (mount is host or hasattr(host, "uphill")):
                up = other.outward if mount is host else host.uphill
                yield RopeRuns(self, j, up if i == 0 else -up, along_surface=True)
            elif n == 1 and all(x is not None for x in self.inner) and not any(lies(body, other)):  # nothing holds either
                if i == 0 and is_free(body):
                    yield RopeRuns(self, 0, Vector(1, 0))
                    yield RopeSeen(self, 0)
            elif (
                is_free(body) and (isinstance(body, Body) or n > 1) and hangs(self, body) and (self.inner[-1 if i else 0] or n > 1 or not lies(body, other)[0])
            ):
                sense, pair = 1 if i == 0 else -1, (self.knots[i], self.knots[1 if i == 0 else n - 1])
                if looks_up(other) or lies(body, other)[1] > 0:  # it floats above what holds it
                    sense, pair = -sense, pair[::-1]
                yield RopeRuns(self, j, Vector(0, sense))
                yield HangsBelow(*pair, (18 if n > 1 else 12) * self.mm)
                if mount is not None and n > 1:
                    yield from (HangsAside(x, other) for x in self._hanging(body, j))
            if bare_support(body) and n == 1 and not _wound(other) and not self.pegs:
                alike = self._alike(body, other)
                out = _outward(body)
                if len(alike) == 1 and out is not None:
                    yield RopeRuns(self, j, out * (1 if i == 0 else -1))
                elif len(alike) == 2 and alike[0] is self:
                    yield HangsBetween(alike[0], alike[1], body)
            if is_free(body) and body.family == "point":
                yield from knotted(self, body, RopeSeen(self, j))
            high = owner_of(other)
            if "ceiling" in (getattr(high, "kind", ""), getattr(getattr(high, "host", None), "kind", "")):
                yield HangsBelow(self.knots[i], self.knots[1 if i == 0 else n - 1], 10 * self.mm)
        yield from self._about_wheels()
        for one, other in zip(self.stops[1:-1], self.stops[2:-1], strict=False):
            if isinstance(one, Pulley) and isinstance(other, Pulley) and one.radius is None and other.radius is None:
                yield SameSize(one, other)
        for i in range(1, n):  # what hangs on both sides of a wheel has room
            a, b = owner_of(self.stops[i - 1]), owner_of(self.stops[i + 1])
            if _is_round(self.stops[i]) and isinstance(getattr(a, "host_at", None), Var) and isinstance(getattr(b, "host_at", None), Var):
                yield Untwisted(self, i)
            stand = i in self.bends and self.bends[i].stand
            if _is_round(self.stops[i]) and ((is_free(a) and is_free(b)) or stand):
                left, right = self._hanging(a, i - 1), self._hanging(b, i)
                if left and right and self.stops[i].radius is None:
                    yield HangApart(left, right, self, i)
                elif not stand and isinstance(a, Body) and isinstance(b, Body):
                    yield HangsBelow(b.top, a.bottom, 3 * self.mm)

    def _about_wheels(self) -> Iterator[Relation]:
        """A wheel that hangs in it hangs plumb; one above what stands is above it."""
        for i, bend in self.bends.items():
            hub = self.stops[i].rim.center
            if bend.hung or bend.stand:  # a wheel that hangs in the rope, or above what stands
                if bend.hung or self.stops[i].radius is None:
                    yield RopeRuns(self, i - 1, Vector(0, -1 if bend.under else 1))
                    yield RopeRuns(self, i, Vector(0, 1 if bend.under else -1))
                for knot in (self.knots[i + 1], self.knots[i - 1]):
                    low, high = (hub, knot) if bend.under else (knot, hub)
                    yield HangsBelow(low, high, 18 * self.mm)

    def _hanging(self, end: Any, i: int) -> tuple[Any, ...]:
        """The bodies on its i-th straight part: at its end, and those that slide on it."""
        guests = [e for e in self.frame.elements if getattr(e, "thread", None) is not None and e.thread[0] is self and e.thread[1] in (i, None)]
        return (*([end] if isinstance(end, Body) else []), *guests)

    # ------------------------------------------------------------ words and ink

    def _trimmed(self) -> list[tuple[Point, Point]]:
        """Its straight parts as drawn: outside the bodies at whose middles they end."""
        out = [(s.start, s.end) for s in self.pieces]
        for i, body in zip((0, -1), self.inner, strict=True):
            if body is not None:
                a, b = out[i] if i == 0 else out[i][::-1]
                d = b - a
                length = hypot(d.x, d.y)
                r = _reach(body, a, d)
                a = a + d * (r / length) if length > r else a
                out[i] = (a, b) if i == 0 else (b, a)
        return out

    def draw(self) -> Iterator[Any]:
        look = styled(self, layer="line")
        straight = self._trimmed()
        ops, points = "ML", [*straight[0]]
        for i in range(1, len(straight)):
            if not _is_round(self.stops[i]):
                ops += "L"
                points.append(straight[i][1])
                continue
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
        for foot, tip in self.pegs:
            yield path_shape((foot, foot.toward(tip, 1.2)), styled(self, weight="heavy", layer="line"))

    def spot(self, slot: str) -> Spot | None:
        if slot == "length" and len(self.pieces) > 1:  # beside one part it would be read as the length of that part
            return None
        longest = max(range(len(self.pieces)), key=lambda i: round(float(self.pieces[i].length), 9))
        s = self.pieces[longest if slot != "label" else 0]
        return Along(s.start, s.end)


class Chain(Rope):
    """A chain, drawn with its links.

    ```figure
    t = bench()
    A = point(on=t, at=0.3, show=false)
    B = point(below=t.right, show=false)
    chain(A, over=t.right, to=B, label="$L$")
    ```
    """

    aliases = ("necklace",)

    def draw(self) -> Iterator[Any]:
        for shape in super().draw():
            yield Shape(shape.ops, shape.points, styled(self, layer="line", weight="heavy", dash="dotted", cap="round"))
            yield Shape(shape.ops, shape.points, styled(self, layer="line", weight="hair"))


def _is_round(x: Any) -> bool:
    return isinstance(getattr(x, "rim", None), Round)


def _zero(q: Num) -> bool:
    return isinstance(q, (int, float)) and q == 0


def _wound(x: Any) -> bool:
    """A wheel at the end of a rope: the rope is wound on it."""
    round_ = isinstance(x, Body) and isinstance(getattr(x, "rim", None), Round) and x.kind in ("pulley", "wheel", "disc", "hoop", "turntable")
    return round_ and getattr(x, "fixed", True)  # what hangs from a wheel that hangs in a rope is tied to its axle


def _hub(x: Any) -> Point:
    middle = middle_of(x)
    return middle if middle is not None else Point(0, 0)


def _outward(x: Any) -> Vector | None:
    """Away from a support; None if it is round."""
    axis = straight_axis(x)
    return axis.left() if axis is not None else None


def _around(x: Any, knot: Point) -> Any:
    """The body at whose middle an end is fixed, and which hides that end; None where the author names the middle of anything but a ball."""
    owner = owner_of(x)
    if getattr(owner, "kind", "") == "ball":
        return owner if isinstance(x, Element) or x.name.rpartition(".")[2] in ("center", owner.name) else None
    return owner if isinstance(x, Body) and not x.support and knot.owner is x and knot.name == "center" else None


def _reach(body: Any, middle: Point, way: Vector) -> float:
    """How far it is from its middle to its border, over floats."""
    if isinstance(getattr(body, "rim", None), Round):
        return float(body.rim.radius)
    found, corners = 0.0, body.outline
    for p, q in zip(corners, (*corners[1:], corners[0]), strict=True):
        side, out = q - p, p - middle
        turned = float(way.cross(side))
        if turned and 0 <= float(out.cross(way)) / turned <= 1:
            found = max(found, float(out.cross(side)) / turned * hypot(way.x, way.y))
    return found


class RopeTwisted(Diagnostic):
    """A rope that would have to cross itself at a wheel: its ends lie the other way round than it was named.

    ```wrong
    c = ceiling()
    p = pulley(on=c)
    A = block()
    B = block()
    rope(A.top, over=p, to=B.top)
    require A.center.x - B.center.x > 10
    ```

    ```right
    c = ceiling()
    p = pulley(on=c)
    A = block()
    B = block(left_of=A)
    rope(A.top, over=p, to=B.top)
    ```
    """

    code = "MEC404"
    says = "{rope} would cross itself at {wheel}: its ends lie the other way round."
    help = "Say the side where the thing is made, left_of= or right_of=, or name the other end first."

    rope: str
    wheel: str


class NoWheel(Diagnostic):
    """A rope runs over wheels, pins and edges, not over a whole support.

    ```wrong
    t = bench()
    b = block(on=t)
    m = block()
    rope(b.right, over=t, to=m.top)
    ```

    ```right
    t = bench()
    b = block(on=t)
    m = block()
    rope(b.right, over=pulley(at=t.right), to=m.top)
    ```
    """

    code = "MEC208"
    says = "A rope cannot run over {thing} as a whole."
    help = "Name a pulley, or a place of it such as t.right."

    thing: str


class EndInsideWheel(Diagnostic):
    """A rope cannot be tangent to a wheel that its neighbouring place lies in.

    ```wrong
    p = pulley(at=(0, 0), radius=20)
    rope((10, 0), over=p, to=(50, -50))
    ```

    ```right
    p = pulley(at=(0, 0), radius=20)
    rope((-30, -20), over=p, to=(50, -50))
    ```
    """

    code = "MEC402"
    says = "An end of {rope} lies inside {wheel}, so no straight part of it can touch the rim."
    help = "Move the end off the wheel, or make the wheel smaller."

    rope: str
    wheel: str


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
