"""Fixed things that shape a scene: track, pit in the ground, pivot and hinge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ..author import (
    LENGTH,
    PI,
    Beside,
    Body,
    Diagnostic,
    Face,
    Gauge,
    Inside,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    Round,
    Shape,
    Straight,
    Strokes,
    Vector,
    anchor,
    direction,
    disc_shape,
    part,
    path_shape,
    place,
    polar,
    quantity,
    ring_points,
    straight_axis,
    styled,
    truth,
    word,
)

__all__ = ["Hinge", "Pit", "Pivot", "Track"]


class Track(Body):
    """A track for beads, balls and carts: straight, a circle, a loop on the ground, a quarter or half circle, a hill. `at=` counts from its left end.

    ```figure
    g = ground()
    t = track(loop, on=g, radius=0.80 m)
    ball(on=t, at=60 deg)
    ```
    """

    support = True
    usual: ClassVar[dict[str, float]] = {"radius": 22.0}

    shape: Any = word("straight", "circle", "loop", "quarter", "half", "hill", default="straight", positional=True)
    radius: Any = quantity(LENGTH, positive=True)
    length: Any = quantity(LENGTH, positive=True, help="of a straight track")
    side: Any = word("inside", "outside", default="inside", help="on which side of a circle things run")
    rises: Any = word("left", "right", default="left", help="where a quarter circle is high")

    def setup(self, make: Maker) -> None:
        mm = self.mm
        self.reach: Num = self.radius.n if self.radius is not None else make.free("radius", 22 * mm, low=4 * mm, scale=4 * mm, soft=0.5)
        self.stretch: Num = self.length.n if self.length is not None else 80 * mm
        self.arc: tuple[Num, Num | None] = {
            "half": (PI, PI),
            "quarter": (PI, PI / 2) if self.rises == "left" else (-PI / 2, PI / 2),
            "hill": (PI, -PI),
        }.get(self.shape, (0, None))
        """First angle and sweep of its curve, from the left."""
        self.outward = self.shape == "hill" or (self.shape == "circle" and self.side == "outside")
        r = self.reach
        low = 0 if self.shape in ("straight", "hill") or self.host is not None else -r  # free: its middle is its place
        if self.shape in ("straight", "hill"):
            self.middle = self.to(0, 0)
        else:
            self.middle = self.to(0, low + r)
        self.size = (self.stretch, 0) if self.shape == "straight" else (2 * r, r if self.shape in ("half", "hill", "quarter") else 2 * r)

    def claims(self) -> Iterator[Relation]:
        return iter(())

    @property
    def surface(self) -> Face | Round:
        if self.shape == "straight":
            w = self.stretch
            return Face(self.to(-w / 2, 0), self.to(w / 2, 0), owner=self)
        first, sweep = self.arc
        return Round(self.middle, self.reach, first + self.turn if sweep is not None else 0, sweep, owner=self)

    @property
    def curve(self) -> Straight | Round:
        s = self.surface
        if isinstance(s, Straight):
            return Straight(s.start, s.end, name=self.name or "track", owner=self)
        return Round(s.center, s.radius, s.first, s.sweep, name=self.name or "track", owner=self)

    @anchor
    def center(self) -> Point:
        """Its centre of curvature; of a straight track its middle."""
        return self.middle

    @anchor
    def bottom(self) -> Point:
        """Its lowest place."""
        return self.middle if self.shape == "straight" else self.middle + self.way(0, -1) * self.reach if self.shape != "hill" else self.middle

    @anchor
    def top(self) -> Point:
        """Its highest place."""
        return self.middle if self.shape == "straight" else self.middle + self.way(0, 1) * self.reach

    @anchor
    def left(self) -> Point:
        return self._sideways(-1)

    @anchor
    def right(self) -> Point:
        return self._sideways(1)

    def _sideways(self, side: int) -> Point:
        p: Point = self.middle + self.way(side, 0) * (self.reach if self.shape != "straight" else self.stretch / 2)
        return p

    @anchor
    def start(self) -> Point:
        """Its left end; of a circle the lowest place."""
        return self._end(0)

    @anchor
    def end(self) -> Point:
        """Its right end; of a circle the lowest place."""
        return self._end(1)

    def _end(self, t: int) -> Point:
        return self.middle + self.way(0, -1) * self.reach if self.shape in ("circle", "loop") else self.surface.at(t)

    @property
    def outline(self) -> tuple[Point, ...]:
        if self.shape == "straight":
            return self.left, self.right
        if self.shape == "quarter":
            return (self.left, self.bottom) if self.rises == "left" else (self.bottom, self.right)
        return self.left, self.bottom, self.right, self.middle if self.shape == "half" else self.top

    def spot(self, slot: str) -> Any:
        if slot == "radius":
            first, sweep = self.arc
            a = float(first) + float(sweep) * 0.62 if sweep is not None else 0.7
            return Gauge(self.middle, polar(self.middle, float(self.reach), a), ())
        if slot == "length" and self.shape == "straight":
            return Gauge(self.left, self.right, (), side=-self.way(0, 1))
        return Beside(self.right)

    def draw(self) -> Iterator[Any]:
        look = styled(self, weight="bold")
        if self.shape == "straight":
            yield path_shape((self.left, self.right), look)
            return
        r, c = float(self.reach), self.middle
        first, sweep = self.arc
        if sweep is None:
            ops, points = ring_points(c, r)
            yield Shape(ops + "Z", points, look)
            if self.shape == "loop" and self.host is None:
                yield path_shape((self.bottom + self.way(-1.9 * r, 0), self.bottom + self.way(1.9 * r, 0)), look)
            return
        ops, points = ring_points(c, r, float(first) + float(self.turn), float(sweep))
        yield Shape(ops, points, look)
        n = 24
        yield Strokes(tuple(polar(c, r, float(first) + float(self.turn) + float(sweep) * k / n) for k in range(n + 1)), side=-1)


class Pit(Body):
    """A pit, well or shaft cut into the ground; its bottom carries things.

    ```figure
    g = ground()
    p = pit(in=g, width=2.8 m, depth=2.0 m)
    ball(on=p)
    ```
    """

    aliases = ("well", "shaft", "trench")
    support = True
    sunk = True
    usual: ClassVar[dict[str, float]] = {"width": 34.0, "diameter": 34.0, "depth": 22.0}

    vars()["in"] = part("element", None, positional=False, help="the ground it is cut into")
    width: Any = quantity(LENGTH, positive=True)
    diameter: Any = quantity(LENGTH, positive=True, help="another word for width")
    depth: Any = quantity(LENGTH, positive=True)
    filled: Any = truth(help="with water to the brim")

    def misuse(self) -> Iterator[Diagnostic]:
        ground = getattr(self, "in") or self.host
        if ground is None or not isinstance(getattr(ground, "surface", None), Straight):
            yield NoGround(self.span)

    @property
    def carrier(self) -> Any:
        return getattr(self, "in")

    def settle(self, make: Maker) -> None:
        ground = getattr(self, "in")
        if not hasattr(ground, "seat_on"):
            self.origin, self.turn = Point(0, 0), 0
            return
        self.origin, self.turn = ground.seat_on(make.free("way", 0.5, low=0.2, high=0.8, scale=0.3, soft=0.2))

    def setup(self, make: Maker) -> None:
        if self.host is None:
            self.host = getattr(self, "in")
        across = self.width if self.width is not None else self.diameter
        w = across.n if across is not None else 34 * self.mm
        self.size = (w, self.depth.n if self.depth is not None else 22 * self.mm)

    def mouth(self, surface: Any) -> tuple[float, float]:
        """From where to where it opens the surface, along it."""
        d, w = surface.direction, float(self.size[0]) / 2
        t = float((self.origin - surface.start).dot(d))
        return t - w, t + w

    @property
    def surface(self) -> Face:
        w, h = self.size
        return Face(self.to(-w / 2, -h), self.to(w / 2, -h), owner=self)

    @property
    def outline(self) -> tuple[Point, ...]:
        w, h = self.size
        return self.to(-w / 2, -h), self.to(w / 2, -h), self.to(w / 2, 0), self.to(-w / 2, 0)

    @anchor
    def bottom(self) -> Point:
        """Middle of its floor."""
        return self.to(0, -self.size[1])

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self.to(0, -self.size[1] / 2)

    @anchor
    def top(self) -> Point:
        """Middle of its mouth."""
        return self.origin

    @anchor
    def rim_left(self) -> Point:
        """Left edge of its mouth."""
        return self.to(-self.size[0] / 2, 0)

    @anchor
    def rim_right(self) -> Point:
        """Right edge of its mouth."""
        return self.to(self.size[0] / 2, 0)

    @anchor
    def left(self) -> Point:
        return self.to(-self.size[0] / 2, -self.size[1] / 2)

    @anchor
    def right(self) -> Point:
        return self.to(self.size[0] / 2, -self.size[1] / 2)

    def spot(self, slot: str) -> Any:
        a, b, _, d = self.outline
        if slot in ("width", "diameter"):
            return Gauge(a, b, (), along=self.axis, side=-self.way(0, 1))
        if slot == "depth":
            return Gauge(a, d, (), along=self.way(0, 1), side=-self.axis)
        return Inside(self.outline, self.center)

    def draw(self) -> Iterator[Any]:
        a, b, c, d = self.outline
        if self.filled:
            yield path_shape(self.outline, Look(color="none", fill="water", layer="background"), closed=True, obstacle=False)
            yield path_shape((d, c), Look(weight="thin"))
        yield path_shape((d, a, b, c), styled(self, weight="bold"))
        yield Strokes((d, a, b, c), side=-1)


class NoGround(Diagnostic):
    """A pit is cut into something.

    ```wrong
    pit(depth=2.0 m)
    ```

    ```right
    g = ground()
    pit(in=g, depth=2.0 m)
    ```
    """

    code = "MEC203"
    says = "The pit is not cut into any ground."
    help = "Say into what: pit(in=g)."


# ---------------------------------------------------------------- supports of rods


class Pivot(Body):
    """A fixed pivot: a small triangle whose tip carries a rod. `pivot(P)` has its tip at P; on a host it stands there and its tip is `.top`.
    With `rolls=true` it is free to move along the ground.

    ```figure
    A = point(0, 0); B = point(4, 0)
    r = rod(A, B)
    pivot(r.center)
    ```
    """

    aliases = ("fulcrum",)
    support = True
    seat = "top"
    tall: ClassVar[float] = 5.5

    point: Any = place(None, help="where its tip is")
    rolls: Any = truth(help="a roller support: it stands on rollers")

    def settle(self, make: Maker) -> None:
        self.turn = 0
        self.origin = self.point if self.point is not None else make.point("")

    def setup(self, make: Maker) -> None:
        h = self.tall * self.mm
        self.size = (h * 1.2, h)
        if self.host is None:
            owner = getattr(self.point if self.point is not None else self.placed, "owner", None)
            rod = owner if getattr(owner, "family", "") == "line" else getattr(owner, "host", None)
            self.origin = Point(self.origin.x, self.origin.y - h - getattr(rod, "depth", 0))  # under the rod, not in it

    def claims(self) -> Iterator[Relation]:
        return iter(())

    @property
    def at(self) -> Point:
        p = self.to(0, self.size[1])
        return Point(p.x, p.y, name=self.name, owner=self)

    def spot(self, slot: str) -> Any:
        return Beside(self.to(0, self.size[1] / 2), clear=8.0)

    def draw(self) -> Iterator[Any]:
        w, h = self.size
        foot_height = 1.6 * float(self.mm) if self.rolls else 0.0
        yield path_shape((self.to(-w / 2, foot_height), self.to(w / 2, foot_height), self.to(0, h)), styled(self, fill="light"), closed=True)
        if self.rolls:
            for x in (-w * 0.3, 0.0, w * 0.3):
                yield disc_shape(self.to(x, foot_height / 2), foot_height / 2, Look(fill="paper", weight="thin"))
        if self.host is None:
            foot = (self.to(-w * 0.8, 0), self.to(w * 0.8, 0))
            yield path_shape(foot, Look(weight="normal"))
            yield Strokes(foot)
        yield disc_shape(self.to(0, h), 0.55 * float(self.mm), Look(fill="paper"))


class Hinge(Body):
    """A hinge or pin: a ring on a bracket. `hinge(P, left)`: its wall is on the left; on a wall the ring stands off from it.

    ```figure
    A = point(0, 0); B = point(4, 0)
    rod(A, B)
    hinge(A, left)
    ```
    """

    aliases = ("pin", "nail", "axle")
    support = True
    seat = "center"

    point: Any = place(None, help="where its ring is")
    toward: Any = direction(None, help="where its support is; without one it is a bare pin")

    def settle(self, make: Maker) -> None:
        self.turn = 0
        self.origin = self.point if self.point is not None else make.point("")

    def setup(self, make: Maker) -> None:
        self.size = (2.4 * self.mm, 2.4 * self.mm)
        self.back: Vector | None = self.toward
        self.middle = Point(self.origin.x, self.origin.y)
        axis = straight_axis(self.host)
        if axis is not None and self.point is None:
            out = axis.left()
            self.back = -out
            self.middle = self.origin + out * (3.4 * self.mm)
        self.mounted = self.host is not None

    def claims(self) -> Iterator[Relation]:
        return iter(())

    @property
    def at(self) -> Point:
        return Point(self.middle.x, self.middle.y, name=self.name, owner=self)

    @anchor
    def center(self) -> Point:
        """Middle of its ring."""
        return self.middle

    @property
    def outline(self) -> tuple[Point, ...]:
        m, r = self.middle, self.size[0] / 2
        return Point(m.x - r, m.y - r), Point(m.x + r, m.y - r), Point(m.x + r, m.y + r), Point(m.x - r, m.y + r)

    def spot(self, slot: str) -> Any:
        return Beside(self.middle, clear=5.0)

    def draw(self) -> Iterator[Any]:
        mm, c, back = float(self.mm), self.middle, self.back
        if back is not None:
            n = back.left()
            plate = c + back * (3.4 * mm)
            for s in (-1, 1):
                yield path_shape((c + n * (0.8 * s * mm), plate + n * (1.9 * s * mm)), Look(weight="normal"))
            if not self.mounted:
                ends = (plate + n * (-3.2 * mm), plate + n * (3.2 * mm))
                yield path_shape(ends, Look(weight="normal"))
                yield Strokes(ends, side=-1)
        yield disc_shape(c, 1.0 * mm, styled(self, fill="paper"))
        if back is None:
            yield disc_shape(c, 0.4 * mm, Look(fill="ink"))
