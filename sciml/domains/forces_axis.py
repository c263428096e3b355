"""Turning about an axis that lies in the picture: the axis, dash-dotted, and a flattened arrow round it."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi
from typing import Any

from ..author import (
    FREQUENCY,
    Arrow,
    Beside,
    Diagnostic,
    Element,
    Maker,
    Num,
    Point,
    Round,
    Shape,
    Spot,
    Straight,
    Vector,
    anchor,
    direction,
    maximum,
    minimum,
    part,
    path_shape,
    quantity,
    ring_points,
    styled,
    word,
)
from .draw import LineFamily, reach, way_from
from .forces import bare, place_on

__all__ = ["BELOW", "BEYOND", "RING", "AxisOutOfPage", "SpinAxis", "axis_ink", "axis_way", "head_of", "past", "ring_ink", "ring_spot", "span_along"]

WIDE, FLAT = 4.4, 1.5
"""page millimetres of the arrow round an axis: half of it across the axis and along it"""
BEYOND, BELOW, RING = 10.0, 6.0, 5.0
"""page millimetres that an axis goes on beyond what turns, at its head and at its foot, and from what turns to the arrow"""
ALONE = 12.0
"""page millimetres to either side where nothing is known of what turns"""
FIRST, SWEEP = 0.62 * pi, 1.46 * pi


class SpinAxis(Element):
    """An axis of rotation that lies in the picture, with an arrow round it: of a ball, hoop, rod or turntable seen from the side.

    `sense` is as seen from where the direction points: up and counterclockwise is to the right in front.

    ```figure
    g = ground()
    b = ball(on=g, radius=10 cm)
    spin_axis(b, 3.0 rad/s)
    ```
    """

    family = "line"

    through: Any = part("element", help="what turns, a place on the axis, or a line that is the axis")
    magnitude: Any = quantity(FREQUENCY, magnitude=True, help="angular velocity, printed beside the arrow")
    direction: Any = direction(None, positional=False, help="where the axis points; up, or as the line, if not said")
    sense: Any = word("counterclockwise", "clockwise", default="counterclockwise")

    def misuse(self) -> Iterator[Diagnostic]:
        if getattr(self.direction, "out", 0):
            yield AxisOutOfPage(self.span, self.name or "the axis")

    def setup(self, make: Maker) -> None:
        own = axis_way(self.through)
        self.unit: Vector = own if own is not None and self.direction is None else Vector(0, 1) if self.direction is None else self.direction
        place = bare(place_on(self.through))
        self.unit = way_from(self.unit, place)
        low, high = span_along(self.through, place, self.unit, self.frame)
        self.foot, self.head = bare(place + self.unit * (low - BELOW * self.mm)), bare(place + self.unit * (high + BEYOND * self.mm))

    @property
    def curve(self) -> Straight:
        return Straight(self.foot, self.head, name=self.name or "axis", owner=self)

    @anchor
    def start(self) -> Point:
        """Its foot."""
        return self.foot

    @anchor
    def end(self) -> Point:
        """Its head, where it points."""
        return self.head

    @anchor
    def center(self) -> Point:
        """Half way along."""
        return self.foot.toward(self.head, 0.5)

    def _drawn(self) -> tuple[Point, Point]:
        """What is drawn of it: of a line that stands there anyway, what goes on beyond."""
        if axis_way(self.through) is None:
            return self.foot, past(self, self.head, self.unit)
        line = self.through.curve
        return head_of(self.through, self.unit) if line.before or line.after else (self.head + self.unit * -(BEYOND * float(self.mm)), self.head)

    def _ring(self) -> Point:
        return self._drawn()[1] + self.unit * -((BEYOND - RING) * float(self.mm))

    def spot(self, slot: str) -> Spot | None:
        return ring_spot(self._ring(), self.unit, float(self.mm))

    def draw(self) -> Iterator[Any]:
        yield axis_ink(self, *self._drawn())
        yield from ring_ink(self, self._ring(), self.unit, self.sense == "counterclockwise", "velocity")


class AxisOutOfPage(Diagnostic):
    """An axis that lies in the picture cannot point out of it or into it; about such a one things turn in the plane of the page.

    ```wrong
    d = disc(at=(0, 0))
    angular_velocity(d, 3.0 rad/s, axis=out)
    ```

    ```right
    d = disc(at=(0, 0))
    angular_velocity(d, counterclockwise, 3.0 rad/s)
    ```
    """

    code = "MEC209"
    says = "{thing} would point out of the page, where no axis can be drawn."
    help = "Leave axis= away: counterclockwise and clockwise are about an axis that points out of the page."

    thing: str


# ---------------------------------------------------------------- of a float or a number


def axis_way(x: Any) -> Vector | None:
    """The direction of a line that is itself the axis: a drawn line, not a rod, which has two ends and may turn about either."""
    return x.curve.direction if isinstance(x, (LineFamily, SpinAxis)) else None


def _ring_of(thing: Any) -> Round | None:
    for ring in (getattr(thing, "rim", None), getattr(thing, "curve", None)):
        if isinstance(ring, Round) and ring.sweep is None:
            return ring
    return None


def _of_its_end(x: Any, frame: Any) -> tuple[Point, ...]:
    """The ends of the rods and lines that end at a place."""
    p = x if isinstance(x, Point) else getattr(x, "at", None)
    if not isinstance(p, Point):
        return ()
    curves = [getattr(e, "curve", None) for e in frame.elements]
    ends = [(c.start, c.end) for c in curves if isinstance(c, Straight) and not (c.before or c.after)]
    return tuple([q for pair in ends if any(e.x is p.x and e.y is p.y for e in pair) for q in pair])


def span_along(x: Any, place: Point, unit: Vector, frame: Any) -> tuple[Num, Num]:
    """How far what turns reaches along an axis through a place, behind it and ahead."""
    thing = x if isinstance(x, Element) else getattr(x, "owner", None)
    ring, curve = _ring_of(thing), getattr(thing, "curve", None)
    if ring is not None:
        middle = (ring.center - place).dot(unit)
        return minimum(0, middle - ring.radius), maximum(0, middle + ring.radius)
    outline = getattr(thing, "outline", None)
    if isinstance(curve, Straight) and not (curve.before or curve.after):
        corners: tuple[Point, ...] = (curve.start, curve.end)
    else:
        corners = tuple(outline) if outline and not getattr(thing, "boundless", False) else _of_its_end(x, frame)
    if not corners:
        return -ALONE * frame.mm, ALONE * frame.mm
    ways = [(p - place).dot(unit) for p in corners]
    return minimum(0, *ways), maximum(0, *ways)


# ---------------------------------------------------------------- ink


def axis_ink(thing: Any, foot: Point, head: Point) -> Shape:
    """The axis itself."""
    return path_shape((foot, head), styled(thing, weight="thin", dash="dashdot", layer="line"))


def head_of(line: Element, unit: Vector) -> tuple[Point, Point]:
    """Where a drawn line ends that way, and where it is to end so that the arrow clears all that stands about it."""
    piece = reach(line, line.curve)  # type: ignore[attr-defined]
    end = piece.end if (piece.end - piece.start).dot(unit) >= 0 else piece.start
    return end, past(line, end, unit)


def past(thing: Any, head: Point, unit: Vector) -> Point:
    """The head of an axis, farther out where something stands on what turns."""
    back = head + unit * -(BEYOND * float(thing.mm))
    return head + unit * cleared(thing, back, unit)


def cleared(thing: Any, end: Point, unit: Vector) -> float:
    """How far an axis that ends here must go on to come out of what it passes through: a house on the pole of a ball."""
    mm = float(thing.mm)
    spans: list[tuple[float, float]] = []
    for e in thing.frame.elements:
        ring, outline = _ring_of(e), getattr(e, "outline", None)
        if not e.drawn or getattr(e, "support", False):
            continue
        if ring is not None:
            aside, middle, r = float(unit.cross(ring.center - end)), float(unit.dot(ring.center - end)), float(ring.radius)
            if abs(aside) < min(r, WIDE * mm):
                spans.append((middle - r, middle + r))
        elif outline:
            ways = [(float(unit.dot(p - end)), float(unit.cross(p - end))) for p in outline]
            if min(y for _, y in ways) < -0.01 * mm and max(y for _, y in ways) > 0.01 * mm:
                spans.append((min(x for x, _ in ways), max(x for x, _ in ways)))
    far = 0.0
    for low, high in sorted(spans):
        if low <= far + 1.0 * mm:
            far = max(far, high)
    return far


def _flattened(at: Point, unit: Vector, mm: float, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Places about (0, 0) on the unit circle, as seen on an ellipse across an axis; its lower half is in front."""
    across = Vector(unit.y, -unit.x)
    return tuple(at + across * (WIDE * mm * p.x) + unit * (FLAT * mm * p.y) for p in points)


def _turned_up(unit: Vector, left: bool) -> tuple[Vector, bool]:
    """The same turning about an axis that does not point down: it is looked at from above."""
    return (-unit, not left) if unit.y < -1e-9 else (unit, left)


def ring_ink(thing: Any, at: Point, unit: Vector, left: bool, role: str) -> Iterator[Any]:
    """The arrow round an axis: most of an ellipse, open behind. left: counter-clockwise as seen from where the axis points."""
    unit, left = _turned_up(unit, left)
    first, sweep = (FIRST, SWEEP) if left else (pi - FIRST, -SWEEP)
    ops, points = ring_points(Point(0, 0), 1.0, first, sweep)
    places = _flattened(at, unit, float(thing.mm), points)
    look = styled(thing, layer="mark")
    half = len(places) - 4
    yield Shape(ops[: 1 + half // 3], places[: half + 1], look)
    yield Arrow(places[half], places[-1], role=role, bend=places[half + 1 : half + 3], look=look)


def ring_spot(at: Point, unit: Vector, mm: float) -> Spot:
    """Beside the arrow, to the right of the axis."""
    unit, _ = _turned_up(unit, True)
    (side,) = _flattened(at, unit, mm, (Point(1.15, 0.0),))
    return Beside(side, toward=Vector(unit.y, -unit.x))
