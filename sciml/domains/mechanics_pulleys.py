"""Pulleys: on a ceiling, at an edge, free, or hanging in a rope."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    MASS,
    MOMENT_OF_INERTIA,
    Beside,
    Gauge,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    Round,
    Spot,
    Strokes,
    Vector,
    anchor,
    disc_shape,
    path_shape,
    quantity,
    straight_axis,
    styled,
    truth,
)
from .mechanics_solid import Solid, radius_line, radius_spot

__all__ = ["Pulley"]


class Pulley(Solid):
    """A pulley. `on=` a ceiling or wall it hangs on a bracket; `at=` the apex of an incline or the edge of a bench it is mounted there.

    Free, it has a bracket of its own unless `fixed=false`.

    ```figure
    c = ceiling()
    p = pulley(on=c)
    A = block(mass=3.0 kg)
    B = block(mass=2.0 kg)
    rope(A.top, over=p, to=B.top)
    ```
    """

    seat = "center"
    usual: ClassVar[dict[str, float]] = {"radius": 5.0}

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
        edge = getattr(carrier, "edge_way", None)
        mounted = edge(self.placed.name) if edge is not None else None
        self.outward: Any = mounted[0] if mounted is not None else None
        """Where it is mounted at an edge: the way along the surface, out to it; `out_side`: 1 if that is to the right."""
        self.out_side = mounted[1] if mounted is not None else 0
        stand = straight_axis(self.host)
        if stand is not None:
            self.root = self.origin
            self.middle = self.origin + stand.left() * (r + 5 * mm)
        elif self.outward is not None:
            lift, off = make.free("lift", 4.75 * mm - r, scale=mm, soft=0.2), make.free("off", r + 1.2 * mm, scale=mm, soft=0.2)
            self.mount, self.root = carrier, self.placed
            self.middle = self.placed + self.outward * off + (straight_axis(carrier) or Vector(1, 0)).left() * lift
        else:
            self.middle = self.origin
        self.middle = Point(self.middle.x, self.middle.y)

    @property
    def support(self) -> bool:  # type: ignore[override]
        """A fixed pulley stays where it is from state to state."""
        return bool(self.fixed)

    @anchor
    def center(self) -> Point:
        """Its axle."""
        return Point(self.middle.x, self.middle.y)

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
    def bottom(self) -> Point:
        return self.to(0, 0)

    def claims(self) -> Iterator[Relation]:
        return iter(())

    def spot(self, slot: str) -> Spot | Gauge | None:
        r = float(self.reach)
        if slot == "radius":
            found: Spot | Gauge | None = radius_spot(self, self.middle, r, 0.9)
            return found
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
            if self.outward is not None:  # from the side of the top, level with the axle if that is not too low
                up = self.outward.left() if self.out_side > 0 else -self.outward.left()
                root = root + up * min(0.0, max(float((c - root).dot(up)), -2.0 * mm))
            d = c - root
            u = d * (1 / hypot(d.x, d.y))
            n, end = u.left() * (0.75 * mm), c + u * (1.1 * mm)
            yield path_shape((root + n, root + -n, end + -n, end + n), styled(self, fill="paper", weight="thin"), closed=True)
        yield disc_shape(c, 0.55 * mm, Look(fill="ink"))
        yield from radius_line(self, c, r, 0.9)
