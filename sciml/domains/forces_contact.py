"""Forces from what a body touches or is tied to: normal force, friction, tension."""

from __future__ import annotations

from collections.abc import Iterator
from math import dist
from typing import Any

from ..author import (
    FORCE,
    WARNING,
    Arrow,
    Body,
    Diagnostic,
    Element,
    Maker,
    Point,
    Positive,
    Relation,
    Round,
    Run,
    Straight,
    Vector,
    Zero,
    direction,
    part,
    quantity,
    relate,
    straight_axis,
    styled,
    surface_of,
)
from .forces import NOWHERE, Acting, bare, met, place_on

__all__ = ["Contact", "Friction", "LiesAlong", "NoContact", "NoRope", "NormalForce", "NothingPulls", "StandsOff", "Tension", "WhichContact", "pulls_of"]


class Contact(Acting):
    """Family of forces from what a body touches."""

    kind = ""
    stance = "contact"
    host: Any = None

    def touched(self) -> Any:
        """What the body, or the place, touches: a host."""
        if self.host is not None:
            return self.host if isinstance(surface_of(self.host), (Straight, Round)) else None
        place = self.placed if self.placed is not None else self.target
        for x in (getattr(place, "owner", None), self.target, getattr(self.target, "owner", None)):
            host = getattr(x, "host", None)
            if isinstance(surface_of(host), (Straight, Round)):
                return host
        hosts = [host for _, host in ends_of(self.target) if isinstance(surface_of(host), (Straight, Round))]
        return hosts[0] if len(hosts) == 1 else None

    def misuse(self) -> Iterator[Diagnostic]:
        if self.touched() is not None:
            return
        kind, names = self.kind.replace("_", " "), [getattr(h, "name", "") for _, h in ends_of(self.target) if h is not None]
        name = getattr(self.target, "name", "") or getattr(self.target, "kind", "this").replace("_", " ")
        if len(names) == 2:
            yield WhichContact(self.span, kind, name, *names, *[f"on={n}" if n else "on=" for n in names])
        else:
            yield NoContact(self.span, kind, name, self.kind)

    def setup(self, make: Maker) -> None:
        super().setup(make)
        if self.met is not None:
            self.free_place = not isinstance(self.target, Point)

    met: Any = None
    """the place where the thing touches what `on=` names, if nothing else says where it acts"""

    def touches_host(self, host: Any, make: Maker) -> Any:
        """Where the thing touches a host: its seat, its rim, the end of a rod that is there. None if nothing tells."""
        surface, t = surface_of(host), self.target
        if not isinstance(surface, (Straight, Round)) or not isinstance(host, Element):
            return None
        if isinstance(t, Body):
            self.met = t.origin if t.host is host else self._rim_at(t, host)
        else:
            ends = ends_of(t)
            mine = [p for p, h in ends if h is host]
            if ends and not mine and isinstance(surface, Straight):
                mine = sorted((p for p, _ in ends), key=lambda p: abs(make.guess(surface.direction.cross(p - surface.start))))
            elif ends and not mine and isinstance(surface, Round):  # it lies on it
                line = t.curve
                mine = [line.start + line.direction * (surface.center - line.start).dot(line.direction)]
            self.met = mine[0] if mine else place_on(t)
        return self.met

    def _rim_at(self, body: Any, host: Any) -> Point:
        """Of a body the place toward another surface than the one it stands on."""
        rim, axis = getattr(body, "rim", None), straight_axis(host)
        out = axis.left() if axis is not None else (body.center - surface_of(host).center).unit() * (1 if getattr(host, "outward", True) else -1)
        place: Point = body.center + out * -(rim.radius if isinstance(rim, Round) else body.size[0] / 2)
        return place

    def start(self) -> Point:
        if self.placed is not None:
            return bare(self.placed)
        t, host = self.target, self.touched()
        mine = next((p for p, h in ends_of(t) if h is host), None)
        if isinstance(t, Body) and t.thread is not None:
            return bare(t.center)
        return bare(t.origin if isinstance(t, Body) else mine if mine is not None else place_on(t))

    def claims(self) -> Iterator[Relation]:
        if self.met is not None and not isinstance(self.target, Body):
            yield relate("On", self.tail, surface_of(self.host))

    def normal(self) -> Vector:
        """Away from the surface."""
        host = self.touched()
        axis = straight_axis(host)
        if axis is None:
            surface = surface_of(host)
            out = (self.met if self.met is not None else place_on(self.target)) - surface.center
            out = out.unit() if out != NOWHERE else Vector(0, 1)
            return out if getattr(host, "outward", True) else -out
        return axis.left()


class NormalForce(Contact):
    """The normal force on a body from what it stands on or leans against: perpendicular to the surface, away from it.

    ```figure
    ramp = incline(angle=30 deg)
    b = block(on=ramp, mass=2.0 kg)
    normal_force(b, label="$N$")
    ```
    """

    magnitude: Any = quantity(FORCE, magnitude=True)

    def usual_words(self) -> tuple[Run, ...]:
        return self.usual_letter("N")

    def heading(self) -> Any:
        return self.normal()

    def claims(self) -> Iterator[Relation]:
        yield from super().claims()
        surface = surface_of(self.touched())
        if isinstance(surface, Straight):
            yield StandsOff(self.unit, surface, f"{self.describe()} is perpendicular to the surface, away from it")


class Friction(Contact):
    """The friction force on a body, along the surface it touches.

    ```figure
    ramp = incline(angle=30 deg)
    b = block(on=ramp, mass=2.0 kg)
    friction(b, up(ramp), label="$f$")
    ```
    """

    way: Any = direction(help="along the surface")
    magnitude: Any = quantity(FORCE, magnitude=True)

    def usual_words(self) -> tuple[Run, ...]:
        return self.usual_letter("f")

    def heading(self) -> Any:
        return self.way

    def claims(self) -> Iterator[Relation]:
        yield from super().claims()
        surface = surface_of(self.touched())
        if isinstance(surface, Straight) and not self.out:
            yield LiesAlong(self.unit, surface, f"{self.describe()} runs along the surface")

    def stands(self) -> tuple[Point, Point]:
        u, long, mm = self.unit, float(self.reach), float(self.mm)
        n, body = self.normal(), self.body
        tail = self.tail
        if self.free_place and isinstance(body, Body):
            half = float(body.size[0]) / 2 if not isinstance(getattr(body, "rim", None), Round) else 0.0
            tail = tail + u * half + n * (1.0 * mm)
            return self._clear(tail, u * long, 2 * half + 4 * mm)
        if self.knot is not None or ends_of(self.target):
            tail = tail + n * (1.4 * mm)
        return tail, tail + u * long

    def _clear(self, tail: Point, way: Vector, most: float) -> tuple[Point, Point]:
        """Drawn back under its own body, if it would run into another one or past the end of a slope."""
        surface, mm, best = surface_of(self.touched()), float(self.mm), (tail, tail + way)
        slope = surface if isinstance(surface, Straight) and hasattr(self.touched(), "uphill") else None
        back = 0.0
        while back <= most:
            p = tail + self.unit * -back
            tip = p + way
            past = slope is not None and not -0.5 * mm <= float((tip - slope.start).dot(slope.direction)) <= float(slope.length) + 0.5 * mm
            if not past and not met(self.frame, self.body, p, tip + self.unit * mm):
                return p, tip
            back += 1.5 * mm
        return best


class Tension(Acting):
    """The pull of a rope on a body: `tension(b, r)` along the rope r, away from b; `tension(r)` at each end of r that pulls a body.

    r may be a rod, a spring, a pendulum or any line with ends as well; `tension(b)` takes the one rope that is tied to b.

    ```figure
    c = ceiling()
    b = ball(mass=1.0 kg)
    r = rope(c, b)
    tension(b, r, label="$T$")
    ```
    """

    rope: Any = part("element|direction", None, help="the rope that pulls, or a direction")
    magnitude: Any = quantity(FORCE, magnitude=True)

    def usual_words(self) -> tuple[Run, ...]:
        return self.usual_letter("T")

    def misuse(self) -> Iterator[Diagnostic]:
        if self.rope is not None and not hasattr(self.rope, "pieces") and not isinstance(self._pull(), Vector):
            yield NoRope(self.span, getattr(self.rope, "name", "") or getattr(self.rope, "kind", "this"))

    def _pull(self) -> Any:
        """The direction of what is given in place of a rope."""
        x = self.rope
        line = x if isinstance(x, (Straight, Vector)) else getattr(x, "curve", None)
        return line.direction if isinstance(line, Straight) else line

    def setup(self, make: Maker) -> None:
        self.pulls: tuple[Pull, ...] = ()
        rope = next((x for x in (self.target, self.rope) if hasattr(x, "pieces")), None)
        if rope is None:
            rope = self.rope if self.rope is not None else self.target if hasattr(self.target, "tied") else self._only_rope()
        found = pulls_of(rope)
        if found:
            self.pulls = self._chosen(rope, found, make)
        super().setup(make)
        if self.pulls:
            self.body = self.pulls[0][0]
            self.free_place = False

    def _only_rope(self) -> Any:
        """The rope that is tied to the body, if there is one and only one."""
        mine = owner_of(self.target)
        ropes = (
            [e for e in (*self.frame.elements, *self.frame.later) if hasattr(e, "pieces") and any(p[0] is mine for p in pulls_of(e))]
            if mine is not None
            else []
        )
        return ropes[0] if len(ropes) == 1 else None

    def _chosen(self, rope: Any, found: tuple[Pull, ...], make: Maker) -> tuple[Pull, ...]:
        """The pulls that are meant: of a rope as a whole those on bodies; on a body or at a place that of the end which is there, or else is nearest."""
        if self.target is rope:
            if hasattr(rope, "bob"):
                return found[-1:]
            bodies = [f for f in found if isinstance(f[0], Body) and not f[0].support]
            return tuple(bodies or found[:1])
        mine, place = owner_of(self.target), place_on(self.target)
        own = [f for f in found if mine is not None and mine is not rope and f[0] is mine]
        if own or (hasattr(rope, "pieces") and mine is not rope):
            return tuple(own[:1] or found[:1])
        ends = [f for f in found if f[1].x is place.x and f[1].y is place.y]
        if not ends:  # the end that is near to it, if one is
            places = [(make.guess(p.x), make.guess(p.y)) for p in (place, found[0][1], found[1][1])]
            near, far = sorted((dist(places[0], places[1 + k]), k) for k in (0, 1))
            ends = [found[near[1]]] if near[0] < 0.5 * far[0] else []
        return tuple((self.target if isinstance(self.target, Element) else mine, bare(place), f[2]) for f in ends[:1])

    def start(self) -> Point:
        return self.pulls[0][1] if self.pulls and self.placed is None else super().start()

    def heading(self) -> Any:
        return self.pulls[0][2] if self.pulls else self._pull() if self.rope is not None else Vector(0, 1)

    def inspect(self) -> Iterator[Diagnostic]:
        yield from super().inspect()
        if self.rope is None and not self.pulls:
            yield NothingPulls(self.span, getattr(self.body, "name", "") or getattr(self.body, "kind", "") or "this place")

    def stands(self) -> tuple[Point, Point]:
        ball = getattr(self.body, "rim", None) if self.pulls else None
        if not isinstance(ball, Round) or float((self.tail - ball.center).length) > float(ball.radius) / 2:
            return super().stands()
        tail = self.tail + self.unit * float(ball.radius)  # of a ball from its rim, as its rope
        return tail, tail + self.unit * float(self.reach)

    def acts_on(self, body: Any) -> list[tuple[Point, Vector]]:
        found = [(p, u) for owner, p, u in self.pulls if owner is body]
        return found or super().acts_on(body)

    def draw(self) -> Iterator[Any]:
        yield from super().draw()
        long = float(self.reach)
        for _, p, u in self.pulls[1:]:
            yield Arrow(p, p + u * long, role=self.role, look=styled(self, weight="bold", layer="mark"))


def ends_of(thing: Any) -> tuple[tuple[Point, Any], ...]:
    """The two ends of a rod, each with what it stands on or leans against, or None; nothing for what has no ends."""
    if isinstance(thing, Body) or getattr(thing, "family", "") != "line" or not isinstance(getattr(thing, "curve", None), Straight):
        return ()
    return tuple((p, getattr(getattr(p, "owner", None), "host", None)) for p in (thing.curve.start, thing.curve.end))


Pull = tuple[Any, Point, Vector]
"""what is pulled, where, and whither"""


def pulls_of(rope: Any) -> tuple[Pull, ...]:
    """What a rope, or another thing with two ends, does at each of them; nothing if it has no ends."""
    if hasattr(rope, "pieces"):
        first, last = rope.pieces[0], rope.pieces[-1]
        knots: tuple[Any, ...] = (rope.knots[0], rope.knots[-1])
    else:
        line = rope if isinstance(rope, Straight) else getattr(rope, "curve", None)
        if not isinstance(line, Straight) or getattr(owner_of(rope), "support", False):
            return ()
        first = last = line
        knots = getattr(rope, "tied", (line.start, line.end))
    owners = [k.owner if isinstance(k.owner, Element) else None for k in knots]
    return (owners[0], bare(first.start), first.direction), (owners[1], bare(last.end), -last.direction)


def owner_of(x: Any) -> Any:
    """The element that is meant, or whose place is."""
    return x if isinstance(x, Element) else getattr(x, "owner", None)


class StandsOff(Relation):
    """A direction is perpendicular to a surface, on its outer side (left of its direction)."""

    def __init__(self, way: Vector, surface: Straight, says: str) -> None:
        self.way, self.surface, self.says = way, surface, says

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Any]:
        along = self.surface.end - self.surface.start
        yield Zero(self.way.dot(along), 1)
        yield Positive(along.cross(self.way), 1)

    def phrase(self) -> str:
        return self.says


class LiesAlong(StandsOff):
    """A direction lies along a surface."""

    def holds(self) -> Iterator[Any]:
        yield Zero((self.surface.end - self.surface.start).cross(self.way), 1)


class NoRope(Diagnostic):
    """A tension pulls along a rope, a line or a direction.

    ```wrong
    g = ground()
    b = block(on=g)
    tension(b, b)
    ```

    ```right
    g = ground()
    b = block(on=g)
    tension(b, above(right, 20 deg), 12 N)
    ```
    """

    code = "MEC206"
    says = "{thing} is neither a rope nor a direction, so no tension pulls along it."
    help = "Name the rope, tension(b, r), or a direction, tension(b, up)."

    thing: str


class NothingPulls(Diagnostic):
    """A tension without a rope: it is drawn straight up.

    ```wrong
    b = block(mass=2.0 kg)
    tension(b, label="$T$")
    ```

    ```right
    b = block(mass=2.0 kg)
    tension(b, up, label="$T$")
    ```
    """

    code = "MEC210"
    severity = WARNING
    says = "Not exactly one rope is tied to {body}, so its tension is drawn straight up."
    help = "Name the rope, tension(b, r), or a direction, tension(b, up)."

    body: str


class NoContact(Diagnostic):
    """A normal force or friction on something that touches nothing.

    ```wrong
    b = block(mass=2.0 kg)
    normal_force(b)
    ```

    ```right
    g = ground()
    b = block(on=g, mass=2.0 kg)
    normal_force(b)
    ```
    """

    code = "MEC202"
    says = "There is no {force} on {body}: it touches nothing."
    help = "Say what it touches: on= for the body, or {kind}(b, on=wall, at=P)."

    force: str
    body: str
    kind: str


class WhichContact(Diagnostic):
    """A normal force or friction on something that touches two supports, without a word of which one.

    ```wrong
    g = ground()
    w = wall(on=g, facing=left)
    A = point(on=g)
    B = point(on=w)
    L = ladder(A, B)
    normal_force(L)
    ```

    ```right
    g = ground()
    w = wall(on=g, facing=left)
    A = point(on=g)
    B = point(on=w)
    L = ladder(A, B)
    normal_force(L, on=w)
    ```
    """

    code = "MEC211"
    says = "There are two places for the {force} on {body}: it touches {first} and {second}."
    help = "Say which one: {one} or {other}."

    force: str
    body: str
    first: str
    second: str
    one: str
    other: str
