"""What is proved of ropes, and what is wished of them."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any

from ..author import Body, Expr, Num, Point, Positive, Relation, Vector, Zero, hypot, maximum, minimum, surface_of
from .mechanics_ties import bare_support, hangs, is_free, owner_of

__all__ = ["HangApart", "HangsAside", "HangsBetween", "KnotBetween", "RopeRuns", "RopeSeen", "SameSize", "TouchesWheel", "Untwisted", "knotted"]


class RopeRuns(Relation):
    """A straight part of a rope runs along a direction."""

    def __init__(self, rope: Any, index: int, way: Vector, along_surface: bool = False) -> None:
        self.rope, self.index, self.way, self.along_surface = rope, index, way, along_surface

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self.rope.knots[self.index], self.rope.knots[self.index + 1]
        q, p = self.rope.spins[self.index], self.rope.spins[self.index + 1]
        yield Zero(self.way.cross(b - a) - (p - q), 1)

    def holds(self) -> Iterator[Any]:
        s = self.rope.pieces[self.index]
        yield Zero(self.way.cross(s.end - s.start), 1)
        yield Positive(self.way.dot(s.end - s.start), 1)

    def phrase(self) -> str:
        return f"{self.rope.name or 'the rope'} runs {'along the surface' if self.along_surface else 'straight down'}"


class HangsBetween(Relation):
    """What hangs on two ropes from one support hangs between their ends."""

    def __init__(self, one: Any, other: Any, support: Any) -> None:
        self.one, self.other, self.support = one, other, support

    def _ends(self, rope: Any) -> tuple[Point, Point]:
        return (rope.start, rope.end) if owner_of(rope.stops[0]) is self.support else (rope.end, rope.start)

    def residuals(self) -> Iterator[Zero | Positive]:
        d = surface_of(self.support).direction
        (high, low), (high2, low2) = self._ends(self.one), self._ends(self.other)
        yield Positive((high - low).dot(d) - 8 * self.one.mm, 1, strict=False)
        yield Positive((low2 - high2).dot(d) - 8 * self.one.mm, 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "what hangs on two ropes is between their ends"


class HangsAside(Relation):
    """What hangs from a wheel that is mounted at an edge hangs beside what the wheel is mounted on, with a gap: the wheel reaches out as far as that needs."""

    def __init__(self, body: Any, wheel: Any) -> None:
        self.body, self.wheel = body, wheel

    def residuals(self) -> Iterator[Zero | Positive]:
        out = (self.body.center.x - self.wheel.root.x) * self.wheel.out_side
        yield Positive(out - self.body.size[0] / 2 - 3 * self.body.mm, 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"what hangs from {self.wheel.name or 'the pulley'} is beside what carries that"


def knotted(link: Any, knot: Any, *more: Relation) -> Iterator[Relation]:
    """Of a free point from which a load hangs and that two ropes or springs hold: it is between their other ends. Said once, by the first of the two.
    more: what else the link wishes at that point."""
    yield from more
    held: list[tuple[Any, Point]] = []
    loaded = False
    for e in link.frame.elements:
        tied = getattr(e, "tied", None)
        if tied and any(owner_of(p) is knot for p in tied):
            far = tied[1] if owner_of(tied[0]) is knot else tied[0]
            end = owner_of(far)
            if isinstance(end, Body) and is_free(end):
                loaded = loaded or hangs(e, end)
            elif getattr(end, "family", "") == "point" or bare_support(end) or isinstance(end, Body):
                held.append((e, far))
        elif e.family == "arrow" and getattr(e, "knot", None) is knot and isinstance(unit := getattr(e, "unit", None), Vector):
            loaded = loaded or (isinstance(unit.y, (int, float)) and unit.y < -0.9)
    if loaded and len(held) == 2 and held[0][0] is link:
        yield KnotBetween(knot.at, held[0][1], held[1][1], 4 * link.mm)


class KnotBetween(Relation):
    """A knot is to the right of one place and to the left of another, whichever they are."""

    def __init__(self, knot: Point, one: Point, other: Point, gap: Num) -> None:
        self.knot, self.one, self.other, self.gap = knot, one, other, gap
        self.begins = knot, Point((one.x + other.x) / 2, maximum(one.y, other.y) - 5 * gap)

    def residuals(self) -> Iterator[Positive]:
        x, a, b = self.knot.x, self.one.x, self.other.x
        yield Positive(x - minimum(a, b) - self.gap, 1, strict=False)
        yield Positive(maximum(a, b) - x - self.gap, 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "what hangs on two ropes is between their ends"


class RopeSeen(Relation):
    """A straight part of a rope to a free place is long enough to be seen, beside the arrow of its tension too."""

    def __init__(self, rope: Any, index: int) -> None:
        self.rope, self.index = rope, index
        self.least = 28 if any(e.kind == "tension" and e.rope is rope for e in rope.frame.elements) else 16

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Positive(self.rope.pieces[self.index].length - self.least * self.rope.mm, 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.rope.name or 'the rope'} is long enough to be seen"


class HangApart(Relation):
    """Bodies that hang on both sides of a wheel have room: a wheel about whose radius nothing is said gets just as wide as they need."""

    def __init__(self, left: tuple[Any, ...], right: tuple[Any, ...], rope: Any, index: int) -> None:
        self.left, self.right, self.rope, self.index = left, right, rope, index

    def residuals(self) -> Iterator[Zero | Positive]:
        a, b = self.rope.pieces[self.index - 1].start, self.rope.pieces[self.index].end
        wide = [maximum(*[self._wide(x) for x in side]) if len(side) > 1 else self._wide(side[0]) for side in (self.left, self.right)]
        need = wide[0] + wide[1]
        if any(word in ("left_of", "right_of") for side in (self.left, self.right) for x in side for word, _ in getattr(x, "orders", ())):
            need = 2 * maximum(*wide)  # each of them on its own side of the middle
        yield Zero((b.x - a.x) * -self.rope.turns[self.index] - need / 2 - 3 * self.rope.mm, 1)

    def _wide(self, x: Any) -> Num:
        if x.kind != "pulley":
            return x.size[0]
        if any(wheel is x for wheel in self.rope.over):  # a load hangs below its middle, the rope is at its rim
            return 14 * x.mm - 2 * x.reach
        ends = [owner_of(p) for e in x.frame.elements if any(wheel is x for wheel in getattr(e, "over", ())) for p in e.tied]
        wide = [e.size[0] for e in ends if isinstance(e, Body) and not e.support]
        return sum(wide, 3 * x.mm) if len(wide) > 1 else 14 * x.mm

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "what hangs from one pulley has room"


class SameSize(Relation):
    """Two pulleys about whose radii nothing is said are drawn alike."""

    def __init__(self, a: Any, b: Any) -> None:
        self.a, self.b = a, b

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.a.reach - self.b.reach, 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return "pulleys are drawn alike"


class TouchesWheel(Relation):
    """A rope is tangent to a wheel on both sides."""

    def __init__(self, rope: Any, index: int) -> None:
        self.rope, self.index = rope, index

    def residuals(self) -> Iterator[Zero | Positive]:
        return self.holds()

    def holds(self) -> Iterator[Any]:
        rim = self.rope.stops[self.index].rim
        before, after = self.rope.pieces[self.index - 1 : self.index + 1]
        sum_ = before.end.x + before.end.y + after.start.x + after.start.y
        if not isinstance(sum_, Expr) and not isfinite(sum_):
            return  # no straight part touches the wheel: `inspect` says so
        for s, p in ((self.rope.pieces[self.index - 1], "end"), (self.rope.pieces[self.index], "start")):
            out = getattr(s, p) - rim.center
            yield Zero(out.length - rim.radius, 1)
            yield Zero(out.dot(s.vector) / rim.radius, 1)

    def phrase(self) -> str:
        return f"{self.rope.name or 'the rope'} runs over {self.rope.stops[self.index].name or 'the pulley'}"


class Untwisted(Relation):
    """The ends of a rope lie on the sides of a wheel for which its way was chosen, so that it need not cross itself."""

    def __init__(self, rope: Any, index: int) -> None:
        self.rope, self.index = rope, index

    def residuals(self) -> Iterator[Zero | Positive]:
        before, after = self.rope.knots[self.index - 1], self.rope.knots[self.index + 1]
        hub = self.rope.knots[self.index]
        yield Positive((after - hub).cross(before - hub) * self.rope.turns[self.index] / hypot(after.x - hub.x, after.y - hub.y), 1, strict=False)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.rope.name or 'the rope'} does not cross itself"
