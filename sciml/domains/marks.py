"""Marks: angles, right angles, equal and parallel lines, dimensions, coordinates. A mark with a value is a fact; a bare one shows a given.

```sciml
quadrilateral(ABCD)
require AB == CD, parallel(AB, CD)
equal_marks(AB, CD)
parallel_marks(AB, CD)
angle_mark(BAD, 70 deg)
dimension(A, B, 40 m)
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from ..author import (
    ANGLE,
    LENGTH,
    AngleArc,
    Beside,
    Chevrons,
    Diagnostic,
    Element,
    Gauge,
    Ink,
    Label,
    Look,
    Maker,
    Num,
    Point,
    Relation,
    RightAngle,
    Run,
    Shape,
    Spot,
    Straight,
    Ticks,
    Value,
    Vector,
    anchor,
    corner,
    count,
    direction,
    foot,
    measured,
    parts,
    place,
    quantity,
    relate,
    truth,
    variables_of,
)

__all__ = ["AngleMark", "Coordinates", "Dimension", "EqualMarks", "MarkFamily", "NothingToMark", "ParallelMarks", "RightAngleMark", "corner_of"]


class NothingToMark(Diagnostic):
    """A mark stands on certain things and no others.

    ```wrong
    A, B = point()
    angle_mark(A, B)
    ```
    ```right
    A, B, C = point()
    angle_mark(ABC)
    ```
    """

    code = "MRK201"
    says = "{kind} marks {wants}{given}"
    help = "{example}"
    kind: str
    wants: str
    example: str
    given: str = ""


def _told(of: tuple[Any, ...]) -> str:
    """`, not a point, a point and a line`."""
    nouns = ["a point" if isinstance(x, Point) else "a line" if isinstance(x, Straight) else "a direction" if isinstance(x, Vector) else "a thing" for x in of]
    return f", not {', '.join(nouns[:-1])} and {nouns[-1]}" if len(nouns) > 1 else f", not {nouns[0]}" if nouns else ""


class NoCornerHere(Diagnostic):
    """A right angle at a point is one of two lines that meet there at a right angle.

    ```wrong
    P = point()
    right_angle(P)
    ```
    ```right
    t = triangle(ABC)
    H = foot(C, AB)
    segment(C, H)
    right_angle(H)
    ```
    """

    code = "MRK401"
    says = "no two lines meet at a right angle in {point}"
    help = "name the lines or three points: right_angle(ABC)"
    point: str


class MarkFamily(Element):
    """Anything that only marks other things. `mark()` is its ink, without words."""

    kind = ""
    family = "mark"

    def mark(self) -> Ink | None:
        return None

    def spot(self, slot: str) -> Spot | Ink | None:
        return self.mark()

    def draw(self) -> Iterator[Ink]:
        """Drawn here only if nothing prints on it; else it comes with its words."""
        style = getattr(self, "style", None)
        if getattr(self, "value", None) is None and not (style and style.label) and not getattr(self, "shown", False):
            ink = self.mark()
            if ink is not None:
                yield ink

    shown = False
    """set by the checker: True if a given that stands elsewhere prints on this mark, so that its ink comes from `spot`."""


def legs_of(of: Sequence[Any]) -> tuple[Point, Vector, Vector] | None:
    """Vertex and legs of three points or two lines; the legs of lines point where the lines are drawn."""
    if len(of) == 3 and all(isinstance(p, Point) for p in of):
        return of[1], of[0] - of[1], of[2] - of[1]
    if len(of) != 2:
        return None
    a, b = of
    if isinstance(a, Vector) and isinstance(b, Straight):
        found = legs_of((b, a))
        return None if found is None else (found[0], found[2], found[1])
    if isinstance(a, Straight) and isinstance(b, Vector):
        return a.start, a.vector, b * (1 if a.vector.dot(b) >= 0 else -1)
    if not (isinstance(a, Straight) and isinstance(b, Straight)):
        return None
    return corner(a, b)[:3]


class AngleMark(MarkFamily):
    """The arc of an angle: three points with the vertex in the middle, or two lines. With a value it is a fact.

    ```figure
    triangle(ABC)
    angle_mark(BAC, 50 deg)
    ```
    """

    of: tuple[Any, ...] = parts("point|line|direction", rest=True, help="three points, vertex in the middle (`BAC`), or two lines")
    states = "angle"
    value: Value | None = quantity(ANGLE, magnitude=True, help="how large it is: a fact")
    reflex: bool = truth(False, help="the angle above a half turn")
    arcs: int = count(1, at_least=1, at_most=4, help="how many parallel arcs")
    marked_angle: Num
    """if nothing here says how large it is: the solver then draws it neither flat nor square by accident"""

    def misuse(self) -> Iterator[Diagnostic]:
        points = sum(isinstance(x, Point) for x in self.of)
        if (points, len(self.of)) not in ((3, 3), (0, 2)):
            yield NothingToMark(self.span, "angle_mark", "three points, the vertex in the middle, or two lines", "angle_mark(BAC, 30 deg)", _told(self.of))

    def setup(self, make: Maker) -> None:
        self.measured = measured("angle", *self.of, reflex=self.reflex)
        if self.value is None or variables_of(self.value.n):
            self.marked_angle = self.measured

    def rules(self) -> Iterator[Relation]:
        if self.value is not None:
            yield relate("Equal", self.measured, self.value, 0)

    def mark(self) -> Ink | None:
        found = legs_of(self.of)
        if found is None:
            return None
        vertex, u, v = found
        first, second = (u, v) if (u.cross(v) >= 0) != self.reflex else (v, u)
        level = tuple(w for w in (u, v) if any(isinstance(x, Vector) and w.cross(x) == 0 for x in self.of))
        if all(isinstance(x, Straight) for x in self.of) and corner(*self.of)[3]:
            level = (v,)
        return AngleArc(vertex, first, second, count=self.arcs, reference=level, room=_room(*(w for w in (u, v) if w not in level)))

    def draw(self) -> Iterator[Ink]:
        """With a thin line to a place to which nothing is drawn from its vertex."""
        if len(self.of) == 3:
            a, vertex, b = self.of
            for end in (a, b):
                if not _leads(self.frame, vertex, end):
                    yield Shape("ML", (vertex, end), Look(layer="line", weight="hair"))
        yield from super().draw()

    @anchor
    def center(self) -> Point:
        """Its vertex."""
        found = legs_of(self.of)
        assert found is not None
        return found[0]


def _leads(frame: Any, vertex: Point, end: Point) -> bool:
    """Is something straight drawn from the vertex toward that place?"""
    v = end - vertex
    near = 1e-6 * v.length
    if frame.kind == "axes" and not (v.x and v.y):
        return True
    for e in frame.elements:
        if not e.drawn or e.family in ("point", "mark"):
            continue
        for line in _pieces(e):
            d = line.vector
            long = d.length
            if not long or abs(d.cross(v)) > 1e-6 * long * v.length or abs(d.cross(vertex - line.start)) > near * long:
                continue
            here, there = sorted((d.dot(vertex - line.start), d.dot(end - line.start)))
            low, high = (-math.inf if line.before else 0.0), (math.inf if line.after else long * long)
            if min(high, there) - max(low, here) > 0.1 * (there - here):
                return True
    return False


def _pieces(e: Any) -> list[Straight]:
    """The straight parts of what is drawn."""
    found = [x for x in (getattr(e, "curve", None), getattr(e, "surface", None)) if isinstance(x, Straight)]
    tail, vector = getattr(e, "tail", None), getattr(e, "vector", None)
    if isinstance(tail, Point) and isinstance(vector, Vector):
        found.append(Straight(tail, tail + vector))
    for corners, closed in (
        (getattr(e, "outline", ()), True),
        (getattr(getattr(e, "curve", None), "points", ()), getattr(getattr(e, "curve", None), "closed", False)),
    ):
        found.extend(Straight(p, q) for p, q in zip(corners, (*corners[1:], *(corners[:1] if closed else ())), strict=False))
    return found


def _room(*legs: Vector) -> float:
    return float(min([u.length for u in legs], default=1e9))


class RightAngleMark(MarkFamily):
    """The small square of a right angle: three points with the vertex in the middle, two lines, or the point where they meet. A fact.

    ```figure
    triangle(ABC)
    right_angle(ACB)
    ```
    """

    kind = "right_angle"
    of: tuple[Any, ...] = parts("point|line|direction", rest=True, help="three points, vertex in the middle (`ACB`), two lines, or the point where they meet")

    def misuse(self) -> Iterator[Diagnostic]:
        points = sum(isinstance(x, Point) for x in self.of)
        if (points, len(self.of)) not in ((3, 3), (0, 2), (1, 1)):
            wants = "three points, the vertex in the middle, two lines, or a point where they meet"
            yield NothingToMark(self.span, "right_angle", wants, "right_angle(ABC)", _told(self.of))

    def rules(self) -> Iterator[Relation]:
        if len(self.of) == 3:
            a, b, c = self.of
            yield relate("Perpendicular", Straight(b, a), Straight(b, c))
        elif len(self.of) == 2:
            yield relate("Perpendicular", *self.of)

    def mark(self) -> Ink | None:
        found = self._corner() if len(self.of) == 1 else legs_of(self.of)
        return RightAngle(*found) if found is not None else None

    def _corner(self) -> tuple[Point, Vector, Vector] | None:
        """Two drawn lines through the point that make a right angle."""
        p = self.of[0]
        ways: list[Vector] = []
        for line in lines_of(self.frame.elements):
            d, v = line.vector, p - line.start
            square = d.dot(d)
            if square and abs(d.cross(v)) <= 1e-6 * square and (line.before or d.dot(v) >= -1e-6 * square) and (line.after or d.dot(v) <= (1 + 1e-6) * square):
                ways += [w for w in (line.start - p, line.end - p) if w.length > 1e-6 * d.length]
        for i, u in enumerate(ways):
            for w in ways[i + 1 :]:
                if abs(u.dot(w)) <= 1e-6 * u.length * w.length:
                    return p, u, w
        return None

    def inspect(self) -> Iterator[Diagnostic]:
        if len(self.of) == 1 and self._corner() is None:
            yield NoCornerHere(self.span, self.of[0].name or "this point")

    def draw(self) -> Iterator[Ink]:
        """With a thin line on to the vertex from a line that ends before it."""
        ink = self.mark()
        if not isinstance(ink, RightAngle):
            return
        yield ink
        for x in self.of:
            if isinstance(x, Straight):
                t = (ink.vertex - x.start).dot(x.vector) / x.vector.dot(x.vector)
                if (t < -1e-6 and not x.before) or (t > 1 + 1e-6 and not x.after):
                    yield Shape("ML", (x.start if t < 0 else x.end, ink.vertex), Look(weight="thin", dash="dashed", layer="line"))

    @anchor
    def center(self) -> Point:
        """Its vertex."""
        ink = self.mark()
        assert isinstance(ink, RightAngle)
        return ink.vertex

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.center)


def lines_of(elements: Sequence[Any]) -> Iterator[Straight]:
    """Every straight piece that some element draws."""
    for e in elements:
        curve = getattr(e, "curve", None)
        if not getattr(e, "drawn", True):
            continue
        if isinstance(curve, Straight):
            yield curve
        elif hasattr(e, "sides") and hasattr(e, "vertices"):
            for a, b in e.sides():
                yield Straight(a, b)


def corner_of(thing: Element, foot: Point, way: Vector, line: Straight) -> Iterator[Ink]:
    """The right angle of a construction with a line: where that line is drawn (on to the foot, if it ends before), and unless a mark says so already."""
    for e in thing.frame.elements:
        if isinstance(e, RightAngleMark) and e.drawn:
            found = e.mark()
            if isinstance(found, RightAngle) and (found.vertex - foot).length <= 1e-6 * (way.length + line.length):
                return
    near: Point | None = None
    for piece in lines_of(thing.frame.elements):
        d, v = piece.vector, foot - piece.start
        size = d.length
        if size and abs(d.cross(v)) <= 1e-6 * size * (size + v.length) and abs(d.cross(line.vector)) <= 1e-6 * size * line.length:
            t = d.dot(v) / (size * size)
            if (t >= -1e-6 or piece.before) and (t <= 1 + 1e-6 or piece.after):
                yield RightAngle(foot, way, _inward(line, foot))
                return
            near = piece.start if t < 0 else piece.end
    if near is not None:
        yield Shape("ML", (near, foot), Look(weight="thin", dash="dashed", layer="line"))
        yield RightAngle(foot, way, near - foot)


def _inward(line: Straight, foot: Point) -> Vector:
    """Along the line, to its farther end."""
    u, v = line.start - foot, line.end - foot
    return u if u.length > v.length else v


class _Group(MarkFamily):
    """Marks that stand on several things alike; each group has its own number of strokes."""

    kind = ""
    of: tuple[Any, ...] = parts("point|line", rest=True, at_least=2, help="the things that are alike")
    strokes: int | None = count(None, at_least=1, at_most=4, help="how many strokes; groups are told apart by themselves if not said")

    def number(self) -> int:
        """1 for the first group of its kind in the frame, 2 for the next."""
        if self.strokes is not None:
            return self.strokes
        alike = [e for e in self.frame.elements if type(e) is type(self) and e.on_angles() == self.on_angles()]
        return 1 + next((i for i, e in enumerate(alike) if e is self), 0) % 4

    def on_angles(self) -> bool:
        return False

    @anchor
    def center(self) -> Point:
        """The middle of the first thing it marks."""
        first = self.of[0]
        return first.start.toward(first.end, 0.5) if isinstance(first, Straight) else self.of[1]

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.center)


class EqualMarks(_Group):
    """Equal strokes on equal segments (`equal_marks(AB, CD)`) or equal arcs in equal angles (`equal_marks(BAC, DEF)`). A fact.

    ```figure
    triangle(ABC)
    equal_marks(AB, AC)
    ```
    """

    def on_angles(self) -> bool:
        return isinstance(self.of[0], Point)

    def angles(self) -> list[tuple[Point, Point, Point]]:
        return [(self.of[i], self.of[i + 1], self.of[i + 2]) for i in range(0, len(self.of) - 2, 3)]

    def misuse(self) -> Iterator[Diagnostic]:
        points = sum(isinstance(x, Point) for x in self.of)
        if points not in (0, len(self.of)) or points % 3:
            yield NothingToMark(self.span, "equal_marks", "segments, or angles of three points each", "equal_marks(AB, CD)")

    def rules(self) -> Iterator[Relation]:
        if self.on_angles():
            first, *others = self.angles()
            for other in others:
                yield relate("Equal", measured("angle", *first), measured("angle", *other), 0)
            return
        first_line, *lines = self.of
        for line in lines:
            yield relate("SameDistance", first_line.start, first_line.end, line.start, line.end)

    def draw(self) -> Iterator[Ink]:
        number = self.number()
        if not self.on_angles():
            for line in self.of:
                yield Ticks(line.start, line.end, number)
            return
        for p, q, r in self.angles():
            u, v = p - q, r - q
            first, second = (u, v) if u.cross(v) >= 0 else (v, u)
            yield AngleArc(q, first, second, count=number, room=_room(u, v))


class ParallelMarks(_Group):
    """Arrow heads on parallel lines, slanting strokes where one of these is an arrow. A fact.

    ```figure
    quadrilateral(ABCD)
    parallel_marks(AB, DC)
    ```
    """

    def misuse(self) -> Iterator[Diagnostic]:
        if not all(isinstance(x, Straight) for x in self.of):
            yield NothingToMark(self.span, "parallel_marks", "lines and segments", "parallel_marks(AB, CD)")

    def rules(self) -> Iterator[Relation]:
        yield relate("Parallel", *self.of)

    def draw(self) -> Iterator[Ink]:
        number = self.number()
        first = self.of[0].vector
        headless = any(self._is_arrow(line) for line in self.of)
        for line in self.of:
            ends = (line.start, line.end) if first.dot(line.vector) >= 0 else (line.end, line.start)
            yield Chevrons(*ends, number, headless)

    def _is_arrow(self, line: Straight) -> bool:
        """Is an arrow drawn between its ends?"""
        ends = (line.start, line.end)
        return any(
            isinstance(curve := getattr(x, "curve", None), Straight) and curve.start in ends and curve.end in ends
            for x in self.frame.elements
            if x.family == "arrow" and x.drawn
        )


class Dimension(MarkFamily):
    """A dimension line: between two places, of a segment, or of a place and a line (at a right angle to it). With a value it is a fact.

    ```figure
    A, B = point()
    dimension(A, B, 4.0 m)
    ```
    """

    states = "distance"
    of: tuple[Any, ...] = parts("point|line|curve|body|element", rest=True, help="two places, a segment, or a place and a line or surface")
    value: Value | None = quantity(LENGTH, magnitude=True, help="how long: a fact")
    along: Vector | None = direction(None, positional=False, help="only in this direction (`along=up`)")

    def misuse(self) -> Iterator[Diagnostic]:
        if len(self.of) not in (1, 2) or (len(self.of) == 1 and isinstance(self.of[0], Point)):
            yield NothingToMark(self.span, "dimension", "two places, a segment, or a place and a line", "dimension(A, B, 4.0 m)")

    about: tuple[Any, ...]

    def setup(self, make: Maker) -> None:
        self.measured = measured("distance", *self.of, along=self.along)
        self.about = tuple(getattr(self.measured, "about", ()))
        if self.about and self.about[0] == "gauge" and isinstance(self.about[1], tuple):
            self.about = "gauge", foot(self.about[1][0], self.about[1][1], self.about[2]), *self.about[2:]

    def rules(self) -> Iterator[Relation]:
        if self.value is not None:
            yield relate("Equal", self.measured, self.value, 1)

    def wishes(self) -> Iterator[Relation]:
        """Along a direction it goes from the place that is named first."""
        if self.value is not None and self.along is not None and len(self.of) == 2 and all(isinstance(x, Point) for x in self.of):
            order: Any = relate("Less", 0, (self.of[1] - self.of[0]).dot(self.along), 1)
            order.names = (self.of[0].name or "its first place", self.of[1].name or "its second place")
            yield order

    def ends(self) -> tuple[Point, Point, Vector | None] | None:
        about = self.about
        if not about or about[0] not in ("length", "gauge"):
            return None
        return about[1], about[2], about[3] if about[0] == "gauge" else None

    def mark(self) -> Ink | None:
        found = self.ends()
        if found is None:
            return None
        start, end, along = found
        way = along or end - start
        sides = (getattr(x.owner if isinstance(x, Point) else x, "gauge_side", None) for x in self.of)
        side = next((s for s in sides if isinstance(s, Vector) and abs(s.dot(way)) < 0.01 * way.length), None)
        return Gauge(start, end, (), along=along, side=side)

    @anchor
    def center(self) -> Point:
        """Half way between its ends."""
        found = self.ends()
        assert found is not None
        return found[0].toward(found[1], 0.5)


class Coordinates(MarkFamily):
    """The coordinates of a point beside it, and dotted lines from it to the axes.

    ```figure
    A = point(3, 2)
    coordinates(A)
    ```
    """

    point: Point = place(help="whose")
    lines: bool = truth(True, help="dotted lines to the axes")

    @anchor
    def center(self) -> Point:
        return self.point

    def spot(self, slot: str) -> Spot | Ink | None:
        return Beside(self.point)

    def setup(self, make: Maker) -> None:
        owner = self.point.owner
        x, y = getattr(owner, "x", None), getattr(owner, "y", None)
        known = isinstance(x, Value) and isinstance(y, Value) and x.words and y.words
        self.words = (Run("("), *x.words, Run(", "), *y.words, Run(")")) if known else ()  # type: ignore[union-attr]

    def draw(self) -> Iterator[Ink]:
        p = self.point
        if self.words and getattr(self.frame, "kind", "") != "axes":  # in axes a point prints its coordinates by itself
            yield Label(self.words, Beside(p), role="value", owner=getattr(self, "id", ""))
        if self.lines and getattr(self.frame, "kind", "") == "axes":
            look = Look(weight="hair", dash="dotted", color="muted", layer="line")
            yield Shape("ML", (Point(p.x, 0.0), p), look)
            yield Shape("ML", (Point(0.0, p.y), p), look)
