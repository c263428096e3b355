"""Direction words and functions."""

from __future__ import annotations

import math

from ..diagnostic import Diagnostic
from ..expression import cos, evaluate, is_constant, sign, sin
from ..plane import Point, Turned, Vector
from ..quantity import Value

__all__ = ["COMPASS", "DIRECTION_WORDS", "TURNERS", "NoSideToTurn", "TurnedThere", "direction_word", "is_level", "turned_toward"]

_RIGHT, _UP = Vector(1, 0), Vector(0, 1)
_PLAIN = {"right": _RIGHT, "left": Vector(-1, 0), "up": _UP, "down": Vector(0, -1)}
COMPASS = {
    "north": 0,
    "N": 0,
    "northeast": 45,
    "NE": 45,
    "east": 90,
    "E": 90,
    "southeast": 135,
    "SE": 135,
    "south": 180,
    "S": 180,
    "southwest": 225,
    "SW": 225,
    "west": 270,
    "W": 270,
    "northwest": 315,
    "NW": 315,
}
DIRECTION_WORDS = (*_PLAIN, "into", "out", *(word for word in COMPASS if len(word) > 2))
TURNERS = {
    "above": "up",
    "below": "down",
    "left_of": "left",
    "right_of": "right",
    "north_of": "north",
    "south_of": "south",
    "east_of": "east",
    "west_of": "west",
}
"""`above(right, 30 deg)`: turned from a first direction toward this side."""


def direction_word(word: str, north: Vector | None = None) -> Vector | None:
    """The unit vector of a direction word; `north` turns the compass."""
    if word in _PLAIN:
        return _PLAIN[word]
    if word in ("into", "out"):
        return Vector(0, 0)
    if word not in COMPASS:
        return None
    n = north or _UP
    east = Vector(n.y, -n.x)
    a = COMPASS[word]
    if a % 90 == 0:
        return (n, east, -n, -east)[a // 90]
    h = math.sqrt(0.5)
    first, second = {45: (n, east), 135: (-n, east), 225: (-n, -east), 315: (n, -east)}[a]
    return first * h + second * h


class NoSideToTurn(Diagnostic):
    """A direction turns toward a side that lies beside it, not toward the way it goes already.

    ```wrong
    b = ball(mass=1 kg)
    force(b, below(down, 30 deg), 5 N)
    ```
    ```right
    b = ball(mass=1 kg)
    force(b, right_of(down, 30 deg), 5 N)
    ```
    """

    code = "SCI271"
    says = "`{word}` of a direction that goes {side} or straight back is no side to turn to"
    help = "turn it to one of its sides: {sides}"
    word: str
    side: str
    sides: str


def is_level(way: Vector) -> bool:
    """Does a known direction go to the right or left rather than up or down?"""
    return abs(evaluate(way.x, {})) > abs(evaluate(way.y, {}))


class TurnedThere(Turned):
    """Turned from a direction that only the place where the arrow starts makes real."""

    side: Vector = Vector(0, 1)

    def from_place(self, start: Point) -> Vector:
        first = self.first.from_place(start)  # type: ignore[attr-defined]
        return turned_toward(first, self.side, self.by) or first  # type: ignore[arg-type]

    def __neg__(self) -> TurnedThere:
        return TurnedThere(0, 0, -self.first, self.by, -self.side)


def turned_toward(first: Vector, side: Vector, angle: Value) -> Turned | None:
    """`first` turned by `angle` toward `side`: the side is read as a quarter turn one way or the other. None if it lies on neither."""
    if hasattr(first, "from_place"):
        return TurnedThere(0, 0, first, angle, side)
    cross, dot = first.cross(side), first.dot(side)
    if is_constant(cross) and abs(evaluate(cross, {})) < 1e-9:
        return None
    across = side if is_constant(dot) and abs(evaluate(dot, {})) < 1e-12 else first.left() * sign(cross)
    way = first * cos(angle.n) + across * sin(angle.n)
    return Turned(way.x, way.y, first, angle)
