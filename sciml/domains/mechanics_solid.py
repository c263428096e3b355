"""Bodies that take up room: no two of them lie in each other unless the author says so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, sin
from typing import Any, ClassVar

from ..author import (
    WARNING,
    Along,
    Arrow,
    Beside,
    Body,
    Diagnostic,
    Look,
    Origin,
    Point,
    Positive,
    Relation,
    Round,
    Vector,
    Zero,
    absolute,
    is_constant,
    maximum,
    polar,
)

__all__ = ["Clear", "Overlap", "Solid", "depth", "loose", "radius_line", "radius_spot", "said"]

SEEN = 0.6
"""page millimetres of an overlap that are seen"""
MANY = 8
"""bodies of one figure that are kept clear of each other; more are only looked at"""


class Solid(Body):
    """Family of bodies that others cannot lie in."""

    kind = ""
    hollow: ClassVar[bool] = False
    """True: others may lie wholly inside."""
    flat: ClassVar[bool] = False
    """True: seen from above, others may lie on it."""

    def wishes(self) -> Iterator[Relation]:
        yield from super().wishes()
        if getattr(self.frame, "view", "side") == "top":
            return
        before: list[Any] = []
        for e in self.frame.elements:
            if e is self:
                break
            if isinstance(e, Solid):
                before.append(e)
        for other in before if len(before) < MANY else ():
            if clearable(self, other) and not said(self, other) and not (is_constant(self.center.x) and is_constant(other.center.x)):
                yield Clear(self, other)

    def inspect(self) -> Iterator[Diagnostic]:
        if getattr(self.frame, "view", "side") == "top":
            return  # seen from above, things lie on each other
        for other in self.frame.elements:
            if other is self:
                return
            unsaid = isinstance(other, Solid) and self.drawn and other.drawn and not (self.pale or other.pale or said(self, other))
            if unsaid and depth(self, other) > SEEN * float(self.mm):
                yield Overlap(self.span, _called(self), _called(other), related=(other.span,))


LINED = 9.0
"""page millimetres: of a wheel smaller than this the letter of the radius stands outside"""


def radius_spot(thing: Any, center: Point, r: float, angle: float) -> Any:
    """Where the radius of a round thing prints: beside the arrow from the middle to the rim, or outside at its end."""
    end = polar(center, r, angle)
    if r >= LINED * float(thing.mm):
        return Along(center, end)
    return Beside(end, toward=Vector(cos(angle), sin(angle)))


def radius_line(thing: Any, center: Point, r: float, angle: float) -> Iterator[Any]:
    """The arrow that goes with it."""
    if thing.radius is not None and thing.radius.origin in (Origin.GIVEN, Origin.EXAMPLE, Origin.UNKNOWN) and "radius" not in thing.style.hide:
        yield Arrow(center, polar(center, r, angle), look=Look(weight="thin", layer="mark"))


def clearable(a: Any, b: Any) -> bool:
    """Two round bodies, or two upright ones that are loose or of which one lies inside of something: nothing else keeps them apart."""
    if all(isinstance(getattr(x, "rim", None), Round) and not getattr(x, "mount", None) for x in (a, b)):
        return "pulley" not in (a.kind, b.kind) and not (a.flat or b.flat)
    if not all(x.host is None and x.thread is None for x in (a, b)):
        return False
    return any(word == "inside" for x in (a, b) for word, _ in x.orders) or (loose(a) and loose(b))


def loose(x: Any) -> bool:
    """Does no word say where it is, though facts may?"""
    return isinstance(x, Body) and x.host is None and x.thread is None and x.placed is None and not x.orders and not getattr(x, "mount", None)


class Clear(Relation):
    """Two bodies do not lie in each other."""

    def __init__(self, a: Any, b: Any) -> None:
        self.a, self.b = a, b

    @property
    def parts(self) -> tuple[Any, Any]:
        return self.a, self.b

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self.a, self.b
        d = a.center - b.center
        if all(isinstance(getattr(x, "rim", None), Round) for x in (a, b)):
            yield Positive(d.length - a.reach - b.reach, 1, strict=False)
        else:
            gaps = [absolute(n) - (a.size[k] + b.size[k]) / 2 for k, n in ((0, d.x), (1, d.y))]
            yield Positive(maximum(*gaps) - a.mm, 1, strict=False)

    def holds(self) -> Iterator[Zero | Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{_called(self.a)} and {_called(self.b)} do not lie in each other"


def _called(x: Any) -> str:
    return str(x.name) or "the " + x.kind.replace("_", " ")


def _carriers(x: Any) -> set[str]:
    """Ids of all that a body stands on, is fixed to or lies in, as the author says."""
    out: set[str] = set()
    todo = [x]
    while todo:
        y = todo.pop()
        if y is None or getattr(y, "id", "") in out:
            continue
        out.add(getattr(y, "id", ""))
        todo += [getattr(y, "host", None), getattr(getattr(y, "placed", None), "owner", None), getattr(y, "mount", None)]
        todo += [getattr(thing, "owner", None) or thing for word, thing in getattr(y, "orders", ()) if word == "inside"]
    return out


def said(a: Any, b: Any) -> bool:
    """Does the author put one of them in or on the other, or both where they are?"""
    return a.flat or b.flat or a.id in _carriers(b) or b.id in _carriers(a) or (getattr(a, "fixed_at", False) and getattr(b, "fixed_at", False))


def depth(a: Any, b: Any) -> float:
    """How deep two bodies lie in each other: the least way that parts them; 0 or less if they are apart."""
    p, q = getattr(a, "rim", None), getattr(b, "rim", None)
    if isinstance(p, Round) and isinstance(q, Round):
        gap = hypot(p.center.x - q.center.x, p.center.y - q.center.y)
        for one, (r, s) in ((a, (p.radius, q.radius)), (b, (q.radius, p.radius))):
            if getattr(one, "hollow", False) and gap + s <= r * (1 + 1e-6):
                return 0.0
        return float(p.radius + q.radius - gap)
    shapes = [_shape(a), _shape(b)]
    axes = [n for corners, _ in shapes for n in _normals(corners)]
    for (corners, r), (others, _) in (shapes, shapes[::-1]):
        if r:  # of a round one also the way to the nearest corner
            c = corners[0]
            near = min(others, key=lambda o: hypot(o.x - c.x, o.y - c.y))
            length = hypot(near.x - c.x, near.y - c.y)
            axes += [((near.x - c.x) / length, (near.y - c.y) / length)] if length else []
    least: float = float("inf")
    for nx, ny in axes:
        ends = []
        for corners, r in shapes:
            along = [c.x * nx + c.y * ny for c in corners]
            ends.append((min(along) - r, max(along) + r))
        (low, high), (low2, high2) = ends
        least = min(least, float(high - low2), float(high2 - low))
        if least <= 0:
            return least
    return least


def _shape(x: Any) -> tuple[tuple[Point, ...], float]:
    """Corners of a convex outline with a radius about them: a circle is one corner."""
    rim = getattr(x, "rim", None)
    return ((rim.center,), float(rim.radius)) if isinstance(rim, Round) else (tuple(x.outline), 0.0)


def _normals(corners: tuple[Point, ...]) -> Iterator[tuple[float, float]]:
    if len(corners) > 1:
        for a, b in pairwise((*corners, corners[0])):
            n = hypot(b.x - a.x, b.y - a.y)
            if n:
                yield (b.y - a.y) / n, (a.x - b.x) / n


class Overlap(Diagnostic):
    """Two bodies that lie in each other, which nobody said.

    ```wrong
    c = ceiling()
    p = pulley(on=c)
    A = block(mass=3.0 kg)
    B = block(mass=2.0 kg)
    r = rope(A.top, over=p, to=B.top)
    ball(on=r.last, at=1)
    ```

    ```right
    c = ceiling()
    p = pulley(on=c)
    A = block(mass=3.0 kg)
    B = block(mass=2.0 kg)
    r = rope(A.top, over=p, to=B.top)
    ball(on=r.last, at=0.5)
    ```
    """

    code = "MEC405"
    severity = WARNING
    says = "{first} and {second} lie in each other."
    help = "Say where they are: right_of=, above=, on= with at=; or inside= if one is in the other."

    first: str
    second: str
