"""Floats with error bounds: enough to prove an inequality that holds by more than rounding, without interval libraries.

Each operation is taken to be off by at most two units in the last place (the elementary functions of the C library keep that); errors of the operands
are carried along by derivatives, doubled.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..expression import Expr, Num, Var, deeply
from .sight import Sight

__all__ = ["Margins"]

ULP = 2.0**-52
Bounded = tuple[float, float]
NOTHING: Bounded = (math.nan, math.inf)


class Margins:
    """Expressions at the values of a sight, which are taken as exact."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self._memo: dict[Expr, Bounded] = {}

    def of(self, x: Num) -> Bounded:
        """Value, and how far it may be off."""
        found: Bounded = deeply(self._of, x, self._memo)
        return found

    def _of(self, x: Num) -> Bounded:
        if not isinstance(x, Expr):
            return _plain(x)
        got = self._memo.get(x)
        if got is None:
            got = self._memo[x] = self._node(x)
        return got

    def _node(self, x: Expr) -> Bounded:
        if isinstance(x, Var):
            bound: Any = self.sight.values.get(x, math.nan)
            value = self.sight.number(bound)
            return value, 0.0 if isinstance(bound, float) else abs(value) * 16 * ULP
        if x.op == "pi":
            return math.pi, 2 * ULP
        parts = [self._of(a) for a in x.args]
        by = _BY.get(x.op)
        if by is None:
            return NOTHING
        try:
            value, err = by(*[p for part in parts for p in part])
        except (ValueError, OverflowError, ZeroDivisionError):
            return NOTHING
        return value, 2 * err + abs(value) * 2 * ULP


def _plain(x: Any) -> Bounded:
    try:
        value = float(x)
    except OverflowError:  # a whole number or fraction beyond all floats
        return NOTHING
    return value, abs(value) * ULP


def _divided(a: float, da: float, b: float, db: float) -> Bounded:
    return (a / b, (da + abs(a / b) * db) / (abs(b) - db)) if abs(b) > db else NOTHING


def _root(a: float, da: float) -> Bounded:
    return (math.sqrt(a), da / math.sqrt(a)) if a > da else NOTHING


def _tan(a: float, da: float) -> Bounded:
    value = math.tan(a)
    return (value, 2 * da * (1 + value * value)) if da * (1 + value * value) < 1 else NOTHING


def _hypot(x: float, dx: float, y: float, dy: float) -> Bounded:
    return math.hypot(x, y), dx + dy


def _turn(y: float, dy: float, x: float, dx: float) -> Bounded:
    far = math.hypot(x, y) - dx - dy
    if far <= 0 or (x < 0 and abs(y) <= dy):
        return NOTHING
    return math.atan2(y, x), 2 * (dx + dy) / far


def _angle(*p: float) -> Bounded:
    ux, a, uy, b, vx, c, vy, d = p
    u, v = math.hypot(ux, uy) - a - b, math.hypot(vx, vy) - c - d
    if u <= 0 or v <= 0:
        return NOTHING
    return math.atan2(abs(ux * vy - uy * vx), ux * vx + uy * vy), 2 * ((a + b) / u + (c + d) / v) + 8 * ULP


def _area(*p: float) -> Bounded:
    c, e = p[::2], p[1::2]
    total = sum((c[i - 2] - c[i]) * (c[i - 1] + c[i + 1]) for i in range(0, len(c), 2)) / 2
    err = sum(
        (abs(c[i - 2]) + abs(c[i])) * (e[i - 1] + e[i + 1] + 4 * ULP * (abs(c[i - 1]) + abs(c[i + 1]))) + (e[i - 2] + e[i]) * (abs(c[i - 1]) + abs(c[i + 1]))
        for i in range(0, len(c), 2)
    )
    return abs(total), err


def _least(*p: float) -> Bounded:
    return min(p[::2]), max(p[1::2])


def _power(a: float, da: float, b: float, db: float) -> Bounded:
    if db > abs(b) * ULP or b != round(b) or abs(b) > 64 or abs(a) <= 2 * da:
        return (0.0, 0.0) if a == da == 0 and b > 0 else NOTHING
    return a**b, 2 * abs(b * a ** (b - 1)) * da + abs(a**b) * abs(b) * ULP


_BY: dict[str, Callable[..., Bounded]] = {
    "+": lambda a, da, b, db: (a + b, da + db), "-": lambda a, da, b, db: (a - b, da + db), "neg": lambda a, da: (-a, da), "^": _power,
    "*": lambda a, da, b, db: (a * b, abs(a) * db + abs(b) * da + da * db), "/": _divided, "sqrt": _root, "abs": lambda a, da: (abs(a), da),
    "sin": lambda a, da: (math.sin(a), da + ULP), "cos": lambda a, da: (math.cos(a), da + ULP), "tan": _tan, "atan": lambda a, da: (math.atan(a), da),
    "exp": lambda a, da: (math.exp(a), 2 * math.exp(a) * da) if da < 0.5 else NOTHING,
    "log": lambda a, da: (math.log(a), 2 * da / a) if a > 2 * da else NOTHING,
    "sign": lambda a, da: (math.copysign(1, a), 0.0) if abs(a) > da else NOTHING, "atan2": _turn, "hypot": _hypot, "angle": _angle, "area": _area,
    "min": _least, "max": lambda *p: (max(p[::2]), max(p[1::2])), "distance": lambda a, da, b, db, c, dc, d, dd: (math.hypot(c - a, d - b), da + db + dc + dd),
}  # fmt: skip
