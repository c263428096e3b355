"""Water: its surface from the side, or a river with its two banks from above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    Body,
    Gauge,
    Look,
    Maker,
    Num,
    Point,
    Positive,
    Relation,
    Round,
    Spot,
    Straight,
    Strokes,
    Track,
    anchor,
    maximum,
    minimum,
    path_shape,
    polar,
    quantity,
    styled,
)
from .mechanics_supports import Ground

__all__ = ["FillsVessel", "Submerged", "Water"]

FULL = 0.7
"""how far a vessel is filled of which nothing is said"""


class Water(Ground):
    """A level surface of water, with ripples below: what boats float on. `inside=` a thing with a border (rect, circle, open crate) it fills that as a
    vessel, up to `depth=`; what is `inside=` the water is below its surface. With `figure(view=top)` a river between two banks, which flows to the right.

    ```figure
    tank = rect(width=6, height=4)
    w = water(inside=tank)
    block(inside=w, label="cube")
    ```
    """

    fills = True
    """inside of a thing it fills that"""

    aliases: ClassVar[tuple[str, ...]] = ("river", "sea", "lake")
    margin = 12.0

    usual: ClassVar[dict[str, float]] = {"depth": 7.0, "width": 42.0}

    depth: Any = quantity(LENGTH, positive=True, help="how deep it is drawn; in a vessel, how high it stands there")
    width: Any = quantity(LENGTH, positive=True, help="of a river seen from above, from bank to bank")

    @property
    def from_above(self) -> bool:
        return getattr(self.frame, "view", "side") == "top"

    @property
    def fluid(self) -> bool:
        """What is inside it is below its surface."""
        return not self.from_above

    @property
    def boundless(self) -> bool:  # type: ignore[override]
        return not self.from_above

    @property
    def vessel(self) -> Any:
        """What it fills, or None."""
        return next((getattr(x, "owner", None) or x for word, x in self.orders if word == "inside"), None) if self.fluid else None

    room: Any = None
    """left, bottom, right, top of what it fills"""

    def settle(self, make: Maker) -> None:
        if hasattr(self.vessel, "filled"):
            self.vessel.filled()
        self.room = _room(self.vessel)
        if self.room is None:
            super().settle(make)
            return
        left, bottom, right, top = self.room
        level = bottom + self.depth.n if self.depth is not None else make.free("level", bottom + (top - bottom) * FULL, scale=self.mm, soft=0.2)
        self.origin, self.turn = Point((left + right) / 2, level), 0

    def setup(self, make: Maker) -> None:
        super().setup(make)
        if self.vessel is not None and self.room is None:  # with a level of its own
            self.room = _room(self.vessel)
            self.origin = self.origin if self.room is None else Point((self.room[0] + self.room[2]) / 2, self.origin.y)
        if self.room is not None:
            self.extent = self.room[2] - self.room[0]
            self.stated, self.size = self.vessel, (self.extent, 0)
        self.wide: Num = self.width.n if self.width is not None else 0
        if self.from_above:
            if self.width is None:
                self.wide = make.free("width", 42 * self.mm, low=10 * self.mm, scale=10 * self.mm, soft=0.2)
            self.size = (self.size[0], self.wide)

    @anchor
    def far_bank(self) -> Straight:
        """Seen from above, its other bank, upward from the one that carries things."""
        w = self.extent
        return Straight(self.to(-w / 2, self.wide), self.to(w / 2, self.wide), name=f"{self.name or 'river'}.far_bank", owner=self)

    def stream(self) -> tuple[Point, ...]:
        """Over floats, seen from above: places for the arrow of a current, the best first."""
        if not self.from_above:
            return ()
        a, b = self.edge()
        up = self.surface.direction.left() * self.wide
        return tuple(a.toward(b, t) + up * h for h in (0.5, 0.75, 0.25) for t in (0.22, 0.78, 0.5))

    def drawn_ends(self) -> tuple[float, float]:
        low, high = super().drawn_ends()
        more = (0.8 * self.nominal * float(self.mm) - (high - low)) / 2 if self.from_above and self.stated is None else 0.0
        return (low - more, high + more) if more > 0 else (low, high)

    def spot(self, slot: str) -> Spot | Gauge | None:
        if slot == "width":
            a, _ = self.edge()
            up = self.surface.direction.left() * self.wide
            before = a + self.surface.direction * (-7.0 * float(self.mm))  # the water is for the arrows of currents
            return Gauge(before, before + up, ())
        if slot == "depth" and not self.from_above:
            a, b = self.edge()
            top = a.toward(b, 0.5 if self.room is not None and isinstance(_border(self.vessel), Round) else 0.88)
            low = self.room[1] if self.room is not None else top.y - self.depth.n
            return Gauge(top, Point(top.x, low), ())
        found: Spot | Gauge | None = super().spot(slot)
        return found

    def claims(self) -> Iterator[Relation]:
        if self.room is not None:
            yield FillsVessel(self)

    def wishes(self) -> Iterator[Relation]:
        for e in self.frame.elements if self.room is not None and self.depth is None else ():
            if isinstance(e, Body) and not e.support and any(word == "inside" and _same(x, self.vessel) for word, x in e.orders):
                yield Submerged(self, e)

    def edge(self) -> tuple[Point, Point]:
        """Both ends as drawn; in a vessel that is not upright as far as its border at that level."""
        if self.room is None:
            return super().edge()
        xs = [p.x for p in _below(_border(self.vessel), self.origin.y) if abs(p.y - self.origin.y) < 1e-9 * self.extent]
        return (Point(min(xs), self.origin.y), Point(max(xs), self.origin.y)) if xs else super().edge()

    def draw(self) -> Iterator[Any]:
        a, b = self.edge()
        if self.room is not None:
            filled = getattr(self.vessel.style, "fill", None)
            corners = _below(_border(self.vessel), self.origin.y)
            if filled:  # over what fills the vessel, and not over its border
                xs, ys, thick = [p.x for p in corners], [p.y for p in corners], 0.18 * self.mm
                x, y = (min(xs) + max(xs)) / 2, max(ys)
                wide, high = 1 - 2 * thick / (max(xs) - min(xs)), 1 - thick / (y - min(ys))
                corners = tuple([Point(x + (p.x - x) * wide, y + (p.y - y) * high) for p in corners])
            yield path_shape(corners, Look(color="none", fill="water", layer="body" if filled else "background"), closed=True, obstacle=False)
            yield path_shape((a, b), styled(self))
            return
        out = self.surface.direction.left()
        deep = out * (self.wide if self.from_above else -(self.depth.n if self.depth is not None else self._reach()))
        yield path_shape((a, b, b + deep, a + deep), Look(color="none", fill="water", layer="background"), closed=True, obstacle=False)
        yield path_shape((a, b), styled(self))
        if self.from_above:
            yield path_shape((a + deep, b + deep), styled(self))
            yield Strokes((a, b))
            yield Strokes((b + deep, a + deep))
        else:
            yield Strokes((a, b), kind="ripples")

    def concerns(self, e: Any) -> tuple[Point, ...]:
        return tuple(e.outline) if self._holds(e) else super().concerns(e)

    def _holds(self, e: Any) -> bool:
        """Does the author put it into the water?"""
        if not isinstance(e, Body) or not e.outline:
            return False
        mine = ((word, getattr(x, "id", "")) for word, x in e.orders)
        said = any(word in ("inside", "below") and key == self.id for word, key in mine)
        return said or (not e.support and not e.thread and min(float(p.y) for p in e.outline) < float(self.origin.y) - float(self.mm))

    def _reach(self) -> float:
        """How deep it is drawn: below all that is in it."""
        out, mm = self.surface.direction.left(), float(self.mm)
        depths = [float((self.origin - p).dot(out)) for e in self.frame.elements if self._holds(e) for p in e.outline]
        return max([7 * mm, *(d + 10 * mm for d in depths)])

    @property
    def outline(self) -> tuple[Point, ...]:
        if not self.from_above:
            return super().outline
        w = self.extent
        return self.to(-w / 2, 0), self.to(w / 2, 0), self.to(w / 2, self.wide), self.to(-w / 2, self.wide)


def _same(x: Any, vessel: Any) -> bool:
    return (getattr(x, "owner", None) or x) is vessel


def _border(vessel: Any) -> Any:
    """What holds water: the inner floor and walls of an open crate, the circle or the corners of anything else; None if it has no border."""
    walls: tuple[Point, ...] | None = getattr(vessel, "cavity", None)
    if walls:
        return Track(walls, True)
    rim, ring = getattr(vessel, "rim", None), getattr(vessel, "curve", None)
    ring = rim if isinstance(rim, Round) else ring
    if isinstance(ring, Round):
        return ring if ring.sweep is None else None
    corners = getattr(vessel, "outline", None) or getattr(ring, "points", None)
    return Track(tuple(corners), True) if corners and len(corners) > 2 else None


def _room(vessel: Any) -> tuple[Num, Num, Num, Num] | None:
    """left, bottom, right, top of a vessel."""
    border = _border(vessel)
    if isinstance(border, Round):
        c, r = border.center, border.radius
        return c.x - r, c.y - r, c.x + r, c.y + r
    if border is None:
        return None
    size, center = getattr(vessel, "size", None), getattr(vessel, "center", None)
    if isinstance(size, tuple) and isinstance(center, Point) and getattr(vessel, "turn", None) in (None, 0) and not getattr(vessel, "open", False):
        w, h = size
        return center.x - w / 2, center.y - h / 2, center.x + w / 2, center.y + h / 2
    xs, ys = [p.x for p in border.points], [p.y for p in border.points]
    return minimum(*xs), minimum(*ys), maximum(*xs), maximum(*ys)


def _below(border: Any, level: float) -> tuple[Point, ...]:
    """Over floats: the part of a border that lies below a level."""
    corners = [polar(border.center, border.radius, k * 0.05235987755982988) for k in range(120)] if isinstance(border, Round) else border.points
    out: list[Point] = []
    for p, q in zip(corners, (*corners[1:], corners[0]), strict=True):
        if p.y <= level:
            out.append(p)
        if (p.y - level) * (q.y - level) < 0:
            out.append(Point(p.x + (q.x - p.x) * (level - p.y) / (q.y - p.y), level))
    return tuple(out)


class FillsVessel(Relation):
    """The water in a vessel stands above its bottom and not above its top."""

    def __init__(self, water: Any) -> None:
        self.water = water

    def residuals(self) -> Iterator[Positive]:
        _, bottom, _, top = self.water.room
        yield Positive(self.water.origin.y - bottom, 1)
        yield Positive(top - self.water.origin.y, 1, strict=False)

    def holds(self) -> Iterator[Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.water.name or 'the water'} is inside {self.water.vessel.name or 'the ' + self.water.vessel.kind}"


class Submerged(Relation):
    """A wish: what is in a vessel is below the surface of the water in it."""

    def __init__(self, water: Any, body: Any) -> None:
        self.water, self.body = water, body

    def residuals(self) -> Iterator[Positive]:
        yield Positive(self.water.origin.y - maximum(*[p.y for p in self.body.outline]) - 2.5 * self.water.mm, 1, strict=False)

    def holds(self) -> Iterator[Positive]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.body.name or 'the ' + self.body.kind} is below the surface of {self.water.name or 'the water'}"
