"""Directions of lines: parallel, perpendicular, vertical, horizontal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..author import (
    Chevrons,
    Diagnostic,
    Ink,
    Look,
    Num,
    Point,
    Positive,
    Relation,
    RightAngle,
    Shape,
    Span,
    Straight,
    Vector,
    Zero,
    absolute,
    part,
    parts,
    sqrt,
)
from .compare import side_of
from .measure import meeting
from .operand import called, near_zero, shape_of, way_of, ways_of

__all__ = ["Directed", "Horizontal", "NotALine", "Parallel", "Perpendicular", "Vertical"]

LINE = "line|direction"


def _angle_zero(value: Num, u: Vector, v: Vector, lengths: tuple[Num, ...]) -> Zero:
    """value = |u| |v| sin or cos of something, to be 0: as a distance where both are places, else as an angle."""
    if len(lengths) == 2:
        return near_zero(value, lengths)
    return Zero(value, scale=sqrt(u.dot(u) * v.dot(v)))


class Parallel(Relation):
    """`parallel(AB, CD, ...)`."""

    words = ("parallel",)
    strokes, stroke_kind = 1, "parallel"
    """how many arrow heads; the checker numbers the groups of a figure"""
    lines: Any = parts(LINE, rest=True, at_least=2)

    def __init__(self, *operands: Any, **named: Any) -> None:
        super().__init__(tuple(operands[0]) if len(operands) == 1 and isinstance(operands[0], (tuple, list)) else operands, **named)

    def residuals(self) -> Iterator[Zero | Positive]:
        first = way_of(self.lines[0])
        for other in self.lines[1:]:
            v = way_of(other)
            yield Zero(first.cross(v), scale=first.length * v.length)
            yield Positive(first.dot(first) * v.dot(v), 4)

    def holds(self) -> Iterator[Zero | Positive]:
        for a, b in pairwise(self.lines):
            u, v, lengths = ways_of(a, b)
            yield _angle_zero(u.x * v.y - u.y * v.x, u, v, lengths)

    def phrase(self) -> str:
        return " and ".join(called(x) for x in self.lines) + " are parallel"

    def marks(self) -> Iterator[Ink]:
        first = way_of(self.lines[0])
        for line in self.lines:
            shape = shape_of(line)
            if isinstance(shape, Straight):
                ends = (shape.start, shape.end) if first.dot(shape.vector) >= 0 else (shape.end, shape.start)
                yield Chevrons(*ends, self.strokes)


class Directed(Relation):
    """What goes from one place to another goes that way: `segment(A, B, direction=up)`. Without a sense (a line) also the other way round."""

    def __init__(self, start: Point, end: Point, way: Vector, thing: str, sense: bool = True) -> None:
        super().__init__()
        self.start, self.end, self.way, self.thing, self.sense = start, end, way, thing, sense

    def residuals(self) -> Iterator[Zero | Positive]:
        d = self.end - self.start
        yield Zero(self.way.cross(d) / self.way.length, 1)
        along = self.way.dot(d)
        yield Positive(along if self.sense else along * along, 1 if self.sense else 2)

    def holds(self) -> Iterator[Zero | Positive]:
        u, w = self.end - self.start, self.way
        scale = sqrt(u.dot(u) * w.dot(w))
        yield Zero(u.x * w.y - u.y * w.x, scale=scale)
        if self.sense:
            yield Positive(u.x * w.x + u.y * w.y, scale=scale)

    def phrase(self) -> str:
        word = {(1, 0): "right", (-1, 0): "left", (0, 1): "up", (0, -1): "down"}.get((self.way.x, self.way.y), "")
        name = called(Straight(self.start, self.end), f"the {self.thing}")
        return f"{name} {'points' if self.sense else 'runs'} {word}" if word else f"{name} has the stated direction"


class Perpendicular(Relation):
    """`perpendicular(AB, l)`."""

    words = ("perpendicular",)
    first: Any = part(LINE)
    second: Any = part(LINE)

    def residuals(self) -> Iterator[Zero | Positive]:
        u, v = way_of(self.first), way_of(self.second)
        yield Zero(u.dot(v), scale=u.length * v.length)
        yield Positive(u.dot(u) * v.dot(v), 4)  # or a line without length would be a solution

    def holds(self) -> Iterator[Zero | Positive]:
        u, v, lengths = ways_of(self.first, self.second)
        yield _angle_zero(u.x * v.x + u.y * v.y, u, v, lengths)

    def phrase(self) -> str:
        return f"{called(self.first)} is perpendicular to {called(self.second)}"

    def marks(self) -> Iterator[Ink]:
        a, b = shape_of(self.first), shape_of(self.second)
        if isinstance(a, Straight) and isinstance(b, Straight):
            square = right_angle(a, b)
            missing = [_on_to(square.vertex, line) for line in (a, b)]
            if max(missing[0][1] / a.length, missing[1][1] / b.length) > FAR:
                return  # seen as drawn
            yield square
            for end, off in missing:
                if off:
                    yield Shape("ML", (end, square.vertex), Look(weight="thin", dash="dashed", layer="line"))


FAR = 2.0
"""times its own length that a line is drawn on to where it would meet another"""


def _on_to(p: Point, line: Straight) -> tuple[Point, float]:
    """The end of a drawn line that is nearest to a place on its prolongation, and how far it is from there; 0 if the line is drawn there."""
    t = float((p - line.start).dot(line.vector) / line.vector.dot(line.vector))
    drawn = line.owner is not None or side_of(line.start, line.end)[0]
    if not drawn or getattr(line.owner, "family", "") == "arrow" or -1e-6 < t < 1 + 1e-6 or (t <= 0 and line.before) or (t >= 1 and line.after):
        return line.start, 0.0
    end = line.start if t < 0 else line.end
    return end, float((p - end).length)


def right_angle(a: Straight, b: Straight) -> RightAngle:
    """The square where two perpendicular lines meet, on the side where both are drawn."""
    vertex = meeting(a, b)
    legs = []
    for line in (a, b):
        start, end = line.start - vertex, line.end - vertex
        legs.append(end if end.dot(end) >= start.dot(start) else start)
    return RightAngle(vertex, legs[0], legs[1])


class NotALine(Diagnostic):
    """A line, a direction, or two points can be vertical.

    ```wrong
    A = point(1, 1)
    check vertical(A)
    ```

    ```right
    A = point(1, 1)
    B = point(1, 4)
    check vertical(A, B)
    ```
    """

    code = "PLN208"
    says = "{word} is said of one line or direction, or of two points."
    help = "{word}(AB), {word}(l), {word}(A, B); of two lines say it twice."

    word: str


class _Upright(Relation):
    of: Any = parts("line|direction|point", rest=True, at_least=1)

    def __init__(self, *operands: Any, **named: Any) -> None:
        things = tuple(operands[0]) if len(operands) == 1 and isinstance(operands[0], (tuple, list)) else operands
        super().__init__(things, **named)
        self.line: Any = things[0]
        points = [x for x in things if isinstance(x, Point)]
        self.sound = (len(things), len(points)) in ((1, 0), (2, 2))
        if len(points) == 2:
            self.line = Straight(points[0], points[1])

    def misuse(self) -> Iterator[Diagnostic]:
        if not self.sound:
            yield NotALine(Span(0, 0), self.words[0])

    def _value(self) -> Num:
        """Its extent in the direction in which it has none."""
        raise NotImplementedError

    def _long(self) -> Num:
        """Its extent in the other direction."""
        raise NotImplementedError

    def residuals(self) -> Iterator[Zero | Positive]:
        yield from self.holds()
        yield Positive(absolute(self._long()), 1)  # its slope at 0 is 1: a way out of a line without length

    def holds(self) -> Iterator[Zero | Positive]:
        v = way_of(self.line)
        yield Zero(self._value(), 1) if isinstance(shape_of(self.line), Straight) else Zero(self._value(), scale=v.length)


class Vertical(_Upright):
    """`vertical(AB)`: straight up and down on the page."""

    words = ("vertical",)

    def _value(self) -> Num:
        return way_of(self.line).x

    def _long(self) -> Num:
        return way_of(self.line).y

    def phrase(self) -> str:
        return f"{called(self.line)} is vertical"


class Horizontal(_Upright):
    """`horizontal(AB)`."""

    words = ("horizontal",)

    def _value(self) -> Num:
        return way_of(self.line).y

    def _long(self) -> Num:
        return way_of(self.line).x

    def phrase(self) -> str:
        return f"{called(self.line)} is horizontal"
