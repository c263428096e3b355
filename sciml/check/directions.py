"""Direction words and functions."""

from __future__ import annotations

import math

from ..expression import cos, sin
from ..plane import Turned, Vector
from ..quantity import Value

__all__ = ["COMPASS", "DIRECTION_WORDS", "TURNERS", "direction_word", "turned_toward"]

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


def turned_toward(first: Vector, side: Vector, angle: Value) -> Turned:
    """`first` turned by `angle` toward `side`: the side is read as a quarter turn one way or the other."""
    across = side - first * first.dot(side)
    way = first * cos(angle.n) + across * sin(angle.n)
    return Turned(way.x, way.y, first, angle)
