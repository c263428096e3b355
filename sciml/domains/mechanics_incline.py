"""The inclined plane."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any, ClassVar

from ..author import (
    ANGLE,
    LENGTH,
    MASS,
    PI,
    AngleArc,
    Body,
    Diagnostic,
    Expr,
    Face,
    Gauge,
    Inside,
    Maker,
    Num,
    Origin,
    Point,
    Positive,
    Relation,
    Straight,
    Value,
    Vector,
    Zero,
    anchor,
    asin,
    atan2,
    cos,
    evaluate,
    half_step,
    hypot,
    maximum,
    path_shape,
    quantity,
    sin,
    sqrt,
    styled,
    truth,
    word,
)
from .mechanics_behind import in_front
from .mechanics_supports import settle_on_ground

__all__ = ["Incline", "SlopeAngle", "WedgeSize"]


class Incline(Body):
    """An inclined plane: a wedge with its angle at the toe. Two of angle, length, height and base fix it; more must agree.

    ```figure
    ramp = incline(angle=30 deg)
    block(on=ramp, at=0.55, mass=2.0 kg)
    ```
    """

    aliases = ("ramp", "wedge")
    support = True

    usual: ClassVar[dict[str, float]] = {"length": 60.0, "height": 30.0, "base": 52.0}

    angle: Any = quantity(ANGLE, help="of the slope above the level; prints at the toe")
    length: Any = quantity(LENGTH, help="of the slope")
    height: Any = quantity(LENGTH, help="of the apex above the toe")
    base: Any = quantity(LENGTH, help="from the toe to below the apex")
    mass: Any = quantity(MASS, help="of a wedge that can move; prints inside")
    rises: Any = word("left", "right", default="right", help="which way it goes up")
    movable: Any = truth(help="a wedge that slides, not part of the ground")

    def settle(self, make: Maker) -> None:
        settle_on_ground(self, make, 0.5, Point(30 * self.mm, 0))

    def setup(self, make: Maker) -> None:
        a, s, h, b = (v.n if v is not None else None for v in (self.angle, self.length, self.height, self.base))
        if sum(x is not None for x in (s, h, b)) >= 2:  # an angle yields to lengths
            a = None
        elif a is None:
            a = make.free("angle", PI / 6, low=0.05, high=1.5, scale=0.3)
        if a is not None:
            if s is None and h is None and b is None:
                s = make.free("length", 60 * self.mm, low=5 * self.mm, scale=20 * self.mm)
            if h is not None:
                rise, run = h, h * cos(a) / sin(a)
            elif b is not None:
                rise, run = b * sin(a) / cos(a), b
            else:
                assert s is not None
                rise, run = s * sin(a), s * cos(a)
        elif h is not None and b is not None:
            rise, run, a = h, b, atan2(h, b)
        elif h is not None and s is not None:
            rise, run, a = h, sqrt(s * s - h * h), asin(h / s)
        else:
            assert s is not None and b is not None
            rise, run = sqrt(s * s - b * b), b
            a = atan2(rise, run)
        self.elastic = self.length is None and self.height is None and self.base is None
        self.tilt: Num = a
        self.rise: Num = rise
        self.run: Num = run
        self.slant: Num = s if s is not None and self._free_length() else hypot(run, rise)
        self.size = (run, rise)
        self._name_measures()

    def _free_length(self) -> bool:
        return (self.height is None and self.base is None) or self.length is not None

    def _name_measures(self) -> None:
        """`ramp.height` may be named also where it is not given."""
        for slot, n, dim in (("angle", self.tilt, ANGLE), ("height", self.rise, LENGTH), ("length", self.slant, LENGTH)):
            if getattr(self, slot) is None:
                setattr(self, slot, Value(n, dim, Origin.DEFAULT))
        self.given_base = self.base
        self.base = Value(self.run, LENGTH, Origin.DEFAULT) if self.base is None else self.base

    def claims(self) -> Iterator[Relation]:
        yield from super().claims()
        for slot, power in (("angle", 0), ("length", 1), ("height", 1), ("base", 1)):
            v = getattr(self, slot)
            if v.origin != Origin.DEFAULT:
                yield WedgeSize(self, slot, v, power)

    def wishes(self) -> Iterator[Relation]:
        """A slope about whose size nothing is said is long enough for what stands on it."""
        yield from super().wishes()
        guests = [e for e in self.frame.elements if getattr(e, "host", None) is self and "size" in e.__dict__]
        if self.elastic and guests:
            others = [e for e in self.frame.elements if isinstance(e, Incline) and e is not self]
            beside = any(thing is y for x in others for a, y in ((x, self), (self, x)) for _, thing in a.orders)
            yield LongSlope(self, tuple(e.size[0] for e in guests), beside)
        yield from in_front(self)

    def inspect(self) -> Iterator[Diagnostic]:
        if not isfinite(self.run + self.rise):
            yield ShortSlope(self.span, self.name or "the incline")
        elif not (self.run > 0 and self.rise > 0 and 0 < self.tilt < 1.57):
            yield SlopeAngle(self.span, self.name or "the incline")

    # ------------------------------------------------------------ places

    @property
    def right_up(self) -> bool:
        return bool(self.rises == "right")

    @anchor
    def toe(self) -> Point:
        """Where the slope meets the level."""
        return self.to(-self.run / 2 if self.right_up else self.run / 2, 0)

    @anchor
    def apex(self) -> Point:
        """The upper end of the slope."""
        return self.to(self.run / 2 if self.right_up else -self.run / 2, self.rise)

    @anchor
    def foot(self) -> Point:
        """On the level below the apex."""
        return self.to(self.run / 2 if self.right_up else -self.run / 2, 0)

    @anchor
    def slope(self) -> Straight:
        """Its slope, from toe to apex."""
        return Straight(self.toe, self.apex, name=f"{self.name or 'incline'}.slope", owner=self)

    @anchor
    def floor(self) -> Straight:
        """Its lower side, from toe to foot."""
        return Straight(self.toe, self.foot, name=f"{self.name or 'incline'}.floor", owner=self)

    @anchor
    def back(self) -> Straight:
        """Its upright side, from foot to apex."""
        return Straight(self.foot, self.apex, name=f"{self.name or 'incline'}.back", owner=self)

    @anchor
    def start(self) -> Point:
        toe: Point = self.toe
        return toe

    @anchor
    def end(self) -> Point:
        apex: Point = self.apex
        return apex

    @anchor
    def top(self) -> Point:
        apex: Point = self.apex
        return apex

    @anchor
    def center(self) -> Point:
        """A third of the way up, above the middle of its weight."""
        return self.to(self.run / 6 if self.right_up else -self.run / 6, self.rise / 3)

    @property
    def outline(self) -> tuple[Point, ...]:
        return (self.toe, self.foot, self.apex) if self.right_up else (self.foot, self.toe, self.apex)

    @property
    def surface(self) -> Face:
        return Face(self.toe, self.apex, owner=self) if self.right_up else Face(self.apex, self.toe, owner=self, back=True)

    @property
    def surface_axis(self) -> Vector:
        c, s = cos(self.tilt), sin(self.tilt)
        return self.way(c, s) if self.right_up else self.way(c, -s)

    @property
    def surface_turn(self) -> Num:
        return self.turn + self.tilt if self.right_up else self.turn - self.tilt

    @property
    def uphill(self) -> Vector:
        c, s = cos(self.tilt), sin(self.tilt)
        return self.way(c, s) if self.right_up else self.way(-c, s)

    def edge_way(self, name: str) -> tuple[Vector, int] | None:
        """Outward along the slope at the edge of that name, for what is mounted there; 1 if that is to the right, -1 if to the left."""
        last, side = name.rpartition(".")[2], 1 if self.right_up else -1
        return (self.uphill, side) if last in ("apex", "end", "top") else (-self.uphill, -side) if last in ("toe", "start") else None

    # ------------------------------------------------------------ words and ink

    def spot(self, slot: str) -> Any:
        inward = -self.surface.direction.left()
        if slot == "angle":
            along, up = self.axis, self.uphill
            first, second = (along, up) if self.right_up else (up, -along)
            return AngleArc(self.toe, first, second, room=float(self.run))
        if slot == "length":
            return Gauge(self.toe, self.apex, (), side=-inward)
        if slot == "height":
            return Gauge(self.foot, self.apex, (), along=self.way(0, 1), side=self.axis if self.right_up else -self.axis)
        if slot == "base":
            return Gauge(self.toe, self.foot, (), along=self.axis, side=-self.way(0, 1))
        return Inside(self.outline, self.center)

    def draw(self) -> Iterator[Any]:
        yield path_shape(self.outline, styled(self, fill="light"), closed=True)


class LongSlope(Relation):
    """A slope is several times as long as the widest thing that stands on it, and not less than usual; longer, if it suits a wedge beside it."""

    def __init__(self, wedge: Any, widths: tuple[Num, ...], beside: bool) -> None:
        self.wedge, self.widths, self.beside = wedge, widths, beside

    def residuals(self) -> Iterator[Zero | Positive]:
        if self.beside:
            yield Positive(self.wedge.slant - maximum(45 * self.wedge.mm, *(3 * w for w in self.widths)), 1, strict=False)
        else:
            yield Zero(self.wedge.slant - maximum(60 * self.wedge.mm, *(3.5 * w for w in self.widths)), 1)

    def holds(self) -> Iterator[Any]:
        return self.residuals()

    def phrase(self) -> str:
        return f"{self.wedge.name or 'the incline'} is long enough"


class ShortSlope(Diagnostic):
    """A slope cannot be shorter than its height or its base.

    ```wrong
    incline(length=2 m, height=3 m)
    ```

    ```right
    incline(length=3 m, height=2 m)
    ```
    """

    code = "MEC403"
    says = "The slope of {wedge} is too short for its height or base."
    help = "The length is that of the slope: longer than height and base."

    wedge: str


class SlopeAngle(Diagnostic):
    """The angle of an incline is the one at its toe, from the level up.

    ```wrong
    incline(angle=-30 deg)
    ```

    ```right
    incline(angle=30 deg, rises=left)
    ```
    """

    code = "MEC406"
    says = "The angle of {wedge} must lie between 0 and 90 degrees."
    help = "It is counted from the level up; rises=left turns the slope round, and ground() or wall() are level or upright."

    wedge: str


class WedgeSize(Relation):
    """A given size of a wedge agrees with its shape, within the digits it is written with."""

    shape = False

    def __init__(self, wedge: Any, slot: str, value: Any, power: int) -> None:
        self.wedge, self.slot, self.value, self.power = wedge, slot, value, power

    def residuals(self) -> Iterator[Zero | Positive]:
        return iter(())

    def holds(self) -> Iterator[Any]:
        toe, apex, n = self.wedge.toe, self.wedge.apex, self.value.n
        along = self.wedge.way(1 if self.wedge.right_up else -1, 0)
        up = apex - toe
        run, rise = up.dot(along), along.cross(up) if self.wedge.right_up else up.cross(along)
        half = evaluate(half_step(self.value), {}) if self.slot == "angle" or (self.value.decimals or 0) > 0 else 0
        off = (run * sin(n) - rise * cos(n)) / up.length if self.slot == "angle" else {"length": up.length, "height": rise, "base": run}[self.slot] - n
        if not isinstance(off, Expr) and not isfinite(off):
            return  # there is no such wedge: `inspect` says so
        if self._stands_alone() or not half:
            yield Zero(off, self.power)
        else:
            yield Positive(half - off, self.power)
            yield Positive(half + off, self.power)

    def _stands_alone(self) -> bool:
        """No more sizes are given than fix the wedge."""
        given = [s for s in ("angle", "length", "height", "base") if getattr(self.wedge, s).origin != Origin.DEFAULT]
        return len(given) <= 2

    def phrase(self) -> str:
        return f"the {self.slot} of {self.wedge.name or 'the incline'} agrees with its other sizes"
