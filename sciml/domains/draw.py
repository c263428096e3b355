"""Points and straight lines, and what all drawn things share: families of points, lines and areas, their looks and paths.

```sciml
sea = rect((0, 0), (12, 5), fill=light)
sub = thing("submarine", at=(4, 2))
arrow((6, 2), (9, 2), "$v$")
text("sea level", at=(10, 5.5))
items("fish", 3, at=(9, 1))
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..author import (
    LENGTH,
    PI,
    Along,
    Beside,
    Diagnostic,
    Dot,
    Element,
    Host,
    Ink,
    Inside,
    Look,
    Maker,
    Num,
    OnPath,
    Origin,
    Point,
    Relation,
    Round,
    Shape,
    Spot,
    Straight,
    Track,
    Value,
    Vector,
    anchor,
    direction,
    distance_measure,
    in_sight,
    nowhere,
    number,
    part,
    quantity,
    relate,
    vertices,
)

__all__ = [
    "AreaFamily",
    "Line",
    "LineFamily",
    "OneEndOnly",
    "PlainPoint",
    "PointFamily",
    "Segment",
    "TooManyEnds",
    "TwoPoints",
    "arc_path",
    "curve_path",
    "full_turn",
    "leads_nowhere",
    "look_of",
    "named",
    "prints",
    "reach",
    "sampled",
    "way_from",
]


def ratio(n: Num) -> Num:
    """A whole number as a fraction, so that quotients of coordinates stay exact."""
    return Fraction(n) if type(n) is int else n


def named(thing: Element, p: Point) -> Point:
    """The same place, known by the thing's name."""
    return Point(p.x, p.y, name=getattr(thing, "name", ""), owner=thing)


def look_of(thing: Element, **base: Any) -> Look:
    """The look of a shape with the author's words over it."""
    style = getattr(thing, "style", None)
    if style is not None:
        if style.color:
            base["color"] = style.color
        if style.dashed is not None:
            base["dash"] = "dashed" if style.dashed else "solid"
        if style.bold is not None:
            base["weight"] = "bold" if style.bold else "normal"
        if style.fill:
            base["fill"] = style.fill
        if style.hatch:
            base["hatch"] = style.hatch
    return Look(**base)


def prints(thing: Element, value: Any) -> bool:
    """Is this quantity going to stand on the thing? Then its carrier (a radius, an arc) is drawn."""
    style = getattr(thing, "style", None)
    away = (*style.hide, *style.box) if style is not None else ()
    if any(thing.__dict__.get(name) is value for name in away):
        return False
    if not isinstance(value, Value):
        return False
    return value.words is not None if value.origin == Origin.GIVEN else value.origin in _LETTERS and (value.words is not None or bool(value.symbol))


_LETTERS = frozenset({Origin.UNKNOWN, Origin.EXAMPLE})
"""Of these only the letter prints."""


def full_turn(like: Num) -> Num:
    """2 pi, as a float where the drawing is of floats."""
    return 2 * math.pi if isinstance(like, float) else 2 * PI


def arc_path(center: Point, radii: tuple[float, float], first: float, sweep: float, turn: float = 0.0) -> tuple[str, tuple[Point, ...]]:
    """Cubics of an elliptic arc, each below a quarter turn: ops from its first M on, points."""
    n = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / n
    k = 4 / 3 * math.tan(step / 4)
    ct, st = math.cos(turn), math.sin(turn)

    def at(x: float, y: float) -> Point:
        x, y = x * radii[0], y * radii[1]
        return Point(center.x + x * ct - y * st, center.y + x * st + y * ct)

    points = [at(math.cos(first), math.sin(first))]
    for i in range(n):
        a, b = first + i * step, first + (i + 1) * step
        ca, sa, cb, sb = math.cos(a), math.sin(a), math.cos(b), math.sin(b)
        points += [at(ca - k * sa, sa + k * ca), at(cb + k * sb, sb - k * cb), at(cb, sb)]
    return "M" + "C" * n, tuple(points)


def curve_path(curve: Any) -> tuple[str, tuple[Point, ...]]:
    """Ops and points of a Straight, Round or Track over floats."""
    if isinstance(curve, Straight):
        return "ML", (curve.start, curve.end)
    if isinstance(curve, Round):
        ops, points = arc_path(curve.center, (curve.radius, curve.radius), curve.first, 2 * math.pi if curve.sweep is None else curve.sweep)
        return (ops + "Z" if curve.sweep is None else ops), points
    return "M" + "L" * (len(curve.points) - 1) + ("Z" if curve.closed else ""), curve.points


def sampled(curve: Any, n: int = 24) -> tuple[Point, ...]:
    """Places along a curve."""
    if isinstance(curve, Straight):
        return curve.start, curve.end
    if isinstance(curve, Round):
        full = 2 * math.pi if curve.sweep is None else 1.0
        return tuple(curve.at(full * i / n) for i in range(n + 1))
    return tuple(curve.points) + tuple(curve.points[:1] if curve.closed else ())


def _bounds_of(other: Element) -> Iterator[Point]:
    """Places that show how far a thing reaches; none of a line or ray."""
    at, curve = getattr(other, "at", None), getattr(other, "curve", None)
    if isinstance(at, Point):
        yield at
    if isinstance(curve, Round):
        c, r = curve.center, curve.radius
        yield from (Point(c.x - r, c.y - r), Point(c.x + r, c.y + r))
    elif isinstance(curve, Straight) and not (curve.before or curve.after):
        yield from (curve.start, curve.end)
    outline = getattr(other, "outline", None)
    if isinstance(outline, tuple):
        yield from (p for p in outline if isinstance(p, Point))


def _crossings(line: Straight, other: Element) -> tuple[float, ...]:
    """Where a line leaves the closed figure or the body that its first point is in, in its own lengths."""
    curve, outline = getattr(other, "curve", None), getattr(other, "outline", None)
    chain = sampled(curve, 48) if isinstance(curve, Round) and curve.sweep is None else curve.points if isinstance(curve, Track) and curve.closed else outline
    if not isinstance(chain, tuple) or len(chain) < 3 or other.support:
        return ()
    d, found = line.vector, []
    for p, q in zip(chain, (*chain[1:], chain[0]), strict=True):
        across = d.cross(q - p)
        if across and 0 <= d.cross(line.start - p) / across < 1:
            found.append(float((p - line.start).cross(q - p) / across))
    return (min(found), max(found)) if found and min(found) < 0 < max(found) else ()


def reach(thing: Element, line: Straight, beyond: float = 5.0) -> Straight:
    """The drawn piece of a line or ray: past all points of the frame that lie on it, by some mm."""
    d = line.vector
    length = d.length
    if not length or not (line.before or line.after):
        return line
    if thing.frame.kind == "axes" and hasattr(thing.frame.owner, "clip"):
        return thing.frame.owner.clip(line)  # type: ignore[no-any-return]
    places = [p for other in thing.frame.elements if other is not thing and other.drawn for p in _bounds_of(other)]
    line = in_sight(line, [p.x for p in places], [p.y for p in places])
    d = line.vector
    length = d.length
    low, high = 0.0, 1.0
    if len(getattr(thing, "ends", ())) == 1:  # it goes through its only point, and through what holds this
        crossed = [t for other in thing.frame.elements if other is not thing and other.drawn for t in _crossings(line, other)]
        low, high = min([-1.0 if line.before else 0.0, *crossed]), max([1.0, *crossed])
    mm = float(thing.mm)
    for other in thing.frame.elements:
        about = getattr(other, "about", ()) if other.family == "mark" else ()
        for p in (getattr(other, "at", None), *about[1:3]):  # a dimension line may end on it as well
            if not isinstance(p, Point):
                continue
            v = p - line.start
            if abs(d.cross(v)) <= 1e-6 * length * (length + v.length):
                t = d.dot(v) / (length * length)
                low, high = min(low, t), max(high, t)
    more = beyond * mm / length
    return Straight(line.at(low - more) if line.before else line.start, line.at(high + more) if line.after else line.end)


class PointFamily(Element):
    """Anything that is a place: drawn as a dot, printed with its name. Subclasses call `put` in `setup`."""

    kind = ""
    family = "point"
    prints_name = True
    seat = "center"
    at: Point

    def put(self, p: Point) -> None:
        self.at = named(self, p)

    @anchor
    def center(self) -> Point:
        """The place itself."""
        return self.at

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.at)

    def draw(self) -> Iterator[Ink]:
        yield Dot(self.at, look=look_of(self, layer="mark"))

    def describe(self) -> str:
        return f"point {getattr(self, 'name', '')}".strip()


class LineFamily(Host, Element):
    """Anything straight: `curve` is its Straight."""

    kind = ""
    family = "line"
    curve: Straight
    about_middle = False
    """whether it is laid about a point that stands half way"""

    @property
    def surface(self) -> Straight:
        """What bodies stand on: its left side, or its upper one if it has a direction on the page."""
        return self.curve

    @anchor
    def start(self) -> Point:
        """Where it begins."""
        return self.curve.start

    @anchor
    def end(self) -> Point:
        """Where it ends."""
        return self.curve.end

    @anchor
    def middle(self) -> Point:
        """Half way."""
        return self.curve.at(Fraction(1, 2))

    @anchor
    def center(self) -> Point:
        """Half way."""
        return self.curve.at(Fraction(1, 2))

    def lay(self, start: Point, end: Point, before: bool = False, after: bool = False) -> None:
        """Raises ValueError where both ends were written at one place."""
        if nowhere(end - start):
            raise ValueError
        self.curve = Straight(start, end, before, after, name=getattr(self, "name", ""), owner=self)

    def spot(self, slot: str) -> Spot | Ink | None:
        piece = reach(self, self.curve)
        if slot == "label" and (self.curve.after or self.curve.before):
            return OnPath((piece.start, piece.end), best=0.92 if self.curve.after else 0.08)
        return Along(piece.start, piece.end)

    def draw(self) -> Iterator[Ink]:
        piece = reach(self, self.curve)
        yield Shape("ML", (piece.start, piece.end), look_of(self))

    def describe(self) -> str:
        ends = "".join(getattr(p, "name", "") for p in (self.curve.start, self.curve.end))
        return f"{self.kind.replace('_', ' ')} {getattr(self, 'name', '') or ends}".strip()


class _Mean:
    """The anchor `center` of an outline; not a property, so that a kind may take a slot of this name."""

    def __get__(self, thing: Any, owner: type) -> Any:
        if thing is None:
            return self
        found = thing.__dict__.get("_mean")
        if found is None:
            found = thing.__dict__["_mean"] = mean_of(thing.outline)
        return found


def mean_of(points: tuple[Point, ...]) -> Point:
    n = len(points)
    return Point(sum([p.x for p in points]) / n, sum([p.y for p in points]) / n)


class AreaFamily(Element):
    """Anything with an outline: `outline` are its corners, counter-clockwise or clockwise; `curve` its closed chain."""

    kind = ""
    family = "curve"
    outline: tuple[Point, ...]

    @property
    def curve(self) -> Any:
        return Track(tuple(self.outline), True, name=getattr(self, "name", ""), owner=self)

    anchors = ("center",)
    center: Any = _Mean()
    """The mean of its corners."""

    def spot(self, slot: str) -> Spot | Ink | None:
        return Inside(tuple(self.outline), self.center)

    def draw(self) -> Iterator[Ink]:
        ops, points = curve_path(self.curve)
        yield Shape(ops, points, look_of(self))


def standing(thing: Any, placed: Point | None, half: Num) -> Point | None:
    """The middle of a shape where the author puts it: on what carries bodies it stands, its middle half its height above."""
    up = thing.__dict__.get("stands_up")
    return placed if up is None or placed is None else placed + up * half


def way_from(way: Vector, start: Point) -> Vector:
    """A direction where something starts: `toward(P)` is known only there."""
    return way.from_place(start) if hasattr(way, "from_place") else way


def leads_nowhere(way: Vector, start: Point) -> bool:
    """Is it `toward` the very place where it starts?"""
    place = getattr(way, "place", None)
    return isinstance(place, Point) and place.x is start.x and place.y is start.y


class TooManyEnds(Diagnostic):
    """A segment, line or ray has two points, or one and a direction.

    ```wrong
    segment(A, B, C)
    ```
    ```right
    segment(A, B)
    ```
    """

    code = "DRW201"
    says = "a {kind} has two points, and {count} are given"
    help = "for more points: polyline(A, B, C)"
    kind: str
    count: int


class OneEndOnly(Diagnostic):
    """One point fixes no segment, line or ray.

    ```wrong
    A = point(0, 0)
    ray(A)
    ```
    ```right
    A = point(0, 0)
    ray(A, direction=up)
    ```
    """

    code = "DRW202"
    says = "a {kind} needs a second point or a direction"
    help = "{kind}(A, B) or {kind}(A, direction=up)"
    kind: str


class PlainPoint(PointFamily):
    """A point: at coordinates, on something, or free.

    ```figure
    A = point(2, 3)
    ```
    """

    kind = "point"
    x: Any = part("number|point", None, help="abscissa in its frame; or a place")
    y: Any = number(positional=True, prints=False, help="ordinate in its frame")
    z: Any = number(positional=True, prints=False, help="refused: what is drawn lies in a plane")
    placed: Point | None = None
    read: tuple[Num, Num] | None = None
    """its numbers on both axes, which the page must show"""

    def setup(self, make: Maker) -> None:
        if isinstance(self.x, Point):
            self.put(self.x)
            return
        axes = getattr(self.frame.owner, "place", None) if self.frame.kind == "axes" and self.placed is None else None
        at = axes(self.x, self.y) if axes is not None else None
        if at is not None:
            self.put(at)
            self.read = (at.x, at.y) if isinstance(self.x, Value) and isinstance(self.y, Value) else None
        elif self.x is not None and self.y is not None:
            self.put(Point(ratio(self.x.n), ratio(self.y.n)))
        else:
            self.put(self.placed or make.point(""))

    def claims(self) -> Iterator[Relation]:
        if self.read is not None and all(v.words or v.symbol for v in (self.x, self.y)):
            said = ", ".join("".join(r.text for r in v.words or ()) or v.symbol or "" for v in (self.x, self.y))
            yield relate("Reads", self.at, *self.read, said)


class TwoPoints(LineFamily):
    """Shared by segment, line and ray."""

    kind = ""
    ends: tuple[Point, ...] = vertices(at_least=0, help="two points (`AB` or `A, B`), or one with direction=")
    direction: Vector | None = direction(None, positional=False, help="where it goes from its only point; with two points a fact")
    before, after = False, False
    placed: Point | None = None

    def misuse(self) -> Iterator[Diagnostic]:
        if len(self.ends) > 2:
            yield TooManyEnds(self.span, self.kind, len(self.ends))
        if len(self.ends) == 1 and (self.direction is None or leads_nowhere(self.direction, self.ends[0])):
            yield OneEndOnly(self.span, self.kind)

    def setup(self, make: Maker) -> None:
        start = self.ends[0] if self.ends else self.placed or make.point("start")
        if len(self.ends) == 2:
            end = self.ends[1]
        elif self.direction is not None:
            end = start + way_from(self.direction, start) * self._reach(make)
        else:
            end = make.point("end")
        self.lay(start, end, self.before, self.after)

    def _reach(self, make: Maker) -> Num:
        return 30 * make.mm

    def rules(self) -> Iterator[Relation]:
        """With both its points a direction is a fact."""
        if self.direction is not None and len(self.ends) == 2:
            a, b = self.ends
            yield relate("Directed", a, b, way_from(self.direction, a), self.kind, not self.before)


class Segment(TwoPoints):
    """A segment between two points, or from one in a direction.

    ```figure
    segment(AB, length=5 cm)
    ```
    """

    once = True
    length: Value | None = quantity(LENGTH, magnitude=True, help="from end to end")

    def _reach(self, make: Maker) -> Num:
        if self.length is not None:
            return self.length.n
        return make.free("length", 30 * make.mm, low=0)

    def rules(self) -> Iterator[Relation]:
        yield from super().rules()
        if self.length is not None and len(self.ends) == 2:
            a, b = self.ends
            yield relate("Equal", distance_measure(a.x, a.y, b.x, b.y), self.length, 1)


class Line(TwoPoints):
    """A line through two points, or through one in a direction; it goes on at both ends, out of what it goes through.

    ```figure
    l = line(AB)
    ```
    """

    before, after = True, True
