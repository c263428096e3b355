"""The way along a whole rope, over all its wheels: what `on=` a rope counts along."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi
from typing import Any

from ..author import Num, Point, Positive, Round, Straight, Vector, Zero, absolute, atan2, distance_measure, hypot, maximum, minimum, number_of

__all__ = ["RopeWay", "wrap_angle"]


def wrap_angle(u: Vector, v: Vector, turn: Num) -> Num:
    """How far a rope that comes along u and leaves along v goes round a wheel; smooth about a half turn, the commonest."""
    return pi - atan2(u.cross(v) * turn, -u.dot(v))


class RopeWay:
    """Straight pieces with arcs between them. wheels: for each place between two pieces the rim and the sense of turning, or None at a corner."""

    def __init__(self, pieces: tuple[Straight, ...], wheels: tuple[tuple[Round, Num] | None, ...], name: str) -> None:
        self.pieces, self.wheels, self.name = pieces, wheels, name

    def evaluated(self, values: Any, done: dict[int, Any]) -> RopeWay:
        memo = done.setdefault(-1, {})
        wheels = tuple((number_of(w[0], values, done, memo), number_of(w[1], values, done, memo)) if w else None for w in self.wheels)
        return RopeWay(number_of(self.pieces, values, done, memo), wheels, self.name)

    def lengths(self) -> Iterator[tuple[Num, Num]]:
        """Of each straight piece, and of the arc after it."""
        for i, s in enumerate(self.pieces):
            wheel = self.wheels[i] if i < len(self.wheels) else None
            arc: Num = 0
            if wheel is not None:
                arc = wheel[0].radius * wrap_angle(s.vector, self.pieces[i + 1].vector, wheel[1])
            yield distance_measure(s.start.x, s.start.y, s.end.x, s.end.y), arc

    @property
    def length(self) -> Num:
        total: Num = 0
        for straight, arc in self.lengths():
            total = total + straight + arc
        return total

    def at(self, t: Num) -> Point:
        """The place at a fraction of the whole: what has been gone of each part adds up."""
        way = t * self.length
        place, done = self.pieces[0].start, 0
        for i, (straight, arc) in enumerate(self.lengths()):
            s = self.pieces[i]
            place = place + s.vector * (_clamped(way - done, straight) / straight)
            done = done + straight
            wheel = self.wheels[i] if i < len(self.wheels) else None
            if wheel is not None:
                spoke = s.end - wheel[0].center
                place = place + spoke.turned(_clamped(way - done, arc) / wheel[0].radius * wheel[1]) - spoke
                done = done + arc
        return Point(place.x, place.y)

    def misses(self, p: Point) -> Iterator[Zero | Positive]:
        """Nothing to solve: a place on it is made by `at`."""
        return iter(())

    def carries(self, p: Point) -> Iterator[Zero | Positive]:
        """The place lies on one of its parts."""
        gaps: list[Num] = []
        for i, s in enumerate(self.pieces):
            d, v = s.vector, p - s.start
            t = minimum(1, maximum(0, v.dot(d) / d.dot(d)))
            gaps.append(hypot(v.x - d.x * t, v.y - d.y * t))
            wheel = self.wheels[i] if i < len(self.wheels) else None
            if wheel is not None:
                rim, turn = wheel
                out = p - rim.center
                aside = (p - s.end).cross(self.pieces[i + 1].start - s.end) * turn / rim.radius  # below 0 on the other side of the chord
                gaps.append(maximum(absolute(out.length - rim.radius), -aside))
        yield Zero(minimum(*gaps), 1)


def _clamped(x: Num, most: Num) -> Num:
    return minimum(most, maximum(0, x))
