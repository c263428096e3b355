"""Arrows of the field of gravity and of turning."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from typing import Any, ClassVar

from ..author import (
    ACCELERATION,
    ANGULAR_ACCELERATION,
    ENERGY,
    FREQUENCY,
    Arrow,
    Beside,
    Diagnostic,
    Element,
    Maker,
    Num,
    Point,
    Round,
    Run,
    Shape,
    Spot,
    Straight,
    Vector,
    anchor,
    direction,
    part,
    quantity,
    ring_points,
    styled,
    word,
)
from .draw import way_from
from .forces import NOWHERE, bare, into_or_out, place_on
from .forces_axis import BELOW, BEYOND, RING, AxisOutOfPage, axis_ink, axis_way, head_of, past, ring_ink, ring_spot, span_along

__all__ = ["AngularAcceleration", "AngularVelocity", "Gravity", "Torque", "Turning"]


class Gravity(Element):
    """The gravitational field: an arrow g in a free corner.

    ```figure
    ball(mass=1.0 kg)
    gravity(9.8 m/s^2)
    ```
    """

    family = "arrow"
    seat = "tail"

    way: Any = direction("down")
    magnitude: Any = quantity(ACCELERATION, magnitude=True)

    reach_mm: Any = 14.0
    placed: Any = None
    body: Any = None

    def setup(self, make: Maker) -> None:
        self.tail = bare(self.placed) if self.placed is not None else make.point("place")
        self.out = getattr(self.way, "out", 0) or (-1 if getattr(self.frame, "view", "side") == "top" else 0)
        self.unit = NOWHERE if self.out else self.way
        self.amount = self.magnitude.n if self.magnitude is not None else None

    @property
    def reach(self) -> Num:
        return self.reach_mm * self.mm

    @property
    def vector(self) -> Any:
        return self.unit * self.reach if not self.out else None

    @anchor
    def tip(self) -> Point:
        """Its head."""
        return self._way(1)

    @anchor
    def center(self) -> Point:
        """Its middle."""
        return self._way(0.5)

    def _way(self, t: float) -> Point:
        return Point(self.tail.x + self.unit.x * self.reach * t, self.tail.y + self.unit.y * self.reach * t)

    signs: ClassVar[dict[str, str]] = {"magnitude": "g"}

    def equations(self) -> list[tuple[tuple[Run, ...], str]]:
        """Its letter, if nothing else stands beside it."""
        return [((Run(r"\vec{g}", math=True),), "label")] if self.magnitude is None and self.style.label is None else []

    def spot(self, slot: str) -> Spot | None:
        return Beside(self.center)

    def draw(self) -> Iterator[Any]:
        if self.out:
            yield from into_or_out(self, self.tail, self.out)
        else:
            yield Arrow(self.tail, self.tip, role="field", look=styled(self, layer="mark"))


# ---------------------------------------------------------------- turning


class Turning(Element):
    """Family of curved arrows round a body or a place."""

    kind = ""
    family = "mark"
    role: ClassVar[str] = "torque"

    target: Any = part("element", help="the body or the place it turns about")
    sense: Any = word("counterclockwise", "clockwise", default="counterclockwise", positional=True)

    axis: Any = direction(None, positional=False, help="an axis that lies in the picture, as a direction or a line: the arrow goes round it")

    placed: Any = None

    def misuse(self) -> Iterator[Diagnostic]:
        if getattr(self.axis, "out", 0):
            yield AxisOutOfPage(self.span, self.name or "the axis")

    def setup(self, make: Maker) -> None:
        p = self.placed if self.placed is not None else self._hinge() or place_on(self.target)
        self.at_place = bare(p)
        self.body = self.target if isinstance(self.target, Element) else self.target.owner
        self.amount = self.magnitude.n if self.magnitude is not None else None
        own = axis_way(self.target)
        self.unit: Vector | None = way_from(self.axis, self.at_place) if self.axis is not None else own
        self.ends: tuple[Point, Point] | None = None
        """Foot and head of the axis, if it is drawn with the arrow"""
        if self.unit is not None and own is None:
            low, high = span_along(self.target, self.at_place, self.unit, self.frame)
            self.ends = bare(self.at_place + self.unit * (low - BELOW * self.mm)), bare(self.at_place + self.unit * (high + BEYOND * self.mm))

    magnitude: Any = None

    def _hinge(self) -> Point | None:
        """Where a rod is held by a hinge or a pivot."""
        line = getattr(self.target, "curve", None) if getattr(self.target, "family", "") == "line" else None
        if not isinstance(line, Straight):
            return None
        for e in (*self.frame.elements, *self.frame.later):
            at = e.at if e.kind in ("hinge", "pivot") else None
            if isinstance(at, Point) and any(at.x is p.x and at.y is p.y for p in (line.start, line.end, self.target.center)):
                return at
        return None

    @property
    def signed(self) -> Num | None:
        """Its magnitude, counter-clockwise positive."""
        return None if self.amount is None else self.amount if self.sense == "counterclockwise" else -self.amount

    @anchor
    def center(self) -> Point:
        """The middle of the turn."""
        return self.at_place

    def radius_drawn(self) -> float:
        mm = float(self.mm)
        shapes = (getattr(self.body, "rim", None), getattr(self.body, "curve", None)) if isinstance(self.target, Element) else ()
        rim = next((x for x in shapes if isinstance(x, Round) and x.sweep is None), None)
        return float(rim.radius) + 2.6 * mm if rim is not None else 7.5 * mm

    def arc(self) -> tuple[float, float]:
        """First angle and sweep; a second arrow on the same thing is opposite the first."""
        others = [e for e in self.frame.elements if isinstance(e, Turning) and e.at_place == self.at_place]
        first, sweep = 0.35 * pi + pi * (others.index(self) % 2 if self in others else 0), 0.65 * pi
        return (first, sweep) if self.sense == "counterclockwise" else (first + sweep, -sweep)

    def _ring(self, unit: Vector) -> Point:
        """Where the arrow round an axis is."""
        if self.ends is None:
            return head_of(self.target, unit)[1] + unit * (-RING * float(self.mm))
        return past(self, self.ends[1], unit) + unit * -((BEYOND - RING) * float(self.mm))

    def spot(self, slot: str) -> Spot | None:
        if self.unit is not None:
            return ring_spot(self._ring(self.unit), self.unit, float(self.mm))
        r, (first, sweep) = self.radius_drawn(), self.arc()
        a = first + 0.55 * sweep
        return Beside(Point(self.at_place.x + r * cos(a), self.at_place.y + r * sin(a)), toward=Vector(cos(a), sin(a)))

    def draw(self) -> Iterator[Any]:
        if self.unit is not None:
            foot, head = (self.ends[0], past(self, self.ends[1], self.unit)) if self.ends is not None else head_of(self.target, self.unit)
            yield axis_ink(self, foot, head)
            yield from ring_ink(self, self._ring(self.unit), self.unit, self.sense == "counterclockwise", self.role)
            return
        r, (first, sweep) = self.radius_drawn(), self.arc()
        ops, points = ring_points(self.at_place, r, first, sweep)
        look = styled(self, weight="bold", layer="mark")
        half = len(points) - 4
        if half > 0:
            yield Shape(ops[: 1 + half // 3], points[: half + 1], look)
        yield Arrow(points[half], points[-1], role=self.role, bend=points[half + 1 : half + 3], look=look)


class Torque(Turning):
    """A torque or moment about the middle of a body or a place.

    ```figure
    d = disc(radius=0.30 m, at=(0, 0))
    torque(d, clockwise, 5.0 Nm)
    ```
    """

    aliases = ("moment",)

    magnitude: Any = quantity(ENERGY, magnitude=True)


class AngularVelocity(Turning):
    """An angular velocity.

    ```figure
    w = wheel(radius=0.30 m)
    angular_velocity(w, clockwise, 6.0 rad/s)
    ```
    """

    role = "velocity"

    magnitude: Any = quantity(FREQUENCY, magnitude=True)


class AngularAcceleration(Turning):
    """An angular acceleration.

    ```figure
    d = disc(mass=2.0 kg)
    angular_acceleration(d, clockwise, label="$\\alpha$")
    ```
    """

    role = "acceleration"

    magnitude: Any = quantity(ANGULAR_ACCELERATION, magnitude=True)
