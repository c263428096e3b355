"""The figure seen with one set of numbers: operands of claims as floats, by our own evaluation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ..element import Element
from ..expression import Expr, Num, Var, postorder
from ..figure import Frame
from ..plane import Point, Round, Straight, Track, Vector
from ..quantity import Value
from ..relation import Relation

__all__ = ["Sight", "points_in"]

PT = 25.4 / 72
"""Millimetres in a point."""

_SKIPPED = frozenset({"id", "name", "span", "drawn", "style", "scope", "left_about", "right_about", "abouts", "names", "text"})


def _distance(x1: float, y1: float, x2: float, y2: float) -> float:
    dx, dy = x1 - x2, y1 - y2
    return math.sqrt(dx * dx + dy * dy)


def _angle(ux: float, uy: float, vx: float, vy: float) -> float:
    """Kahan's: accurate also for nearly equal and nearly opposite directions."""
    u, v = math.hypot(ux, uy), math.hypot(vx, vy)
    if not (u and v):
        return math.nan
    ax, ay, bx, by = ux / u, uy / u, vx / v, vy / v
    return 2 * math.atan2(math.hypot(ax - bx, ay - by), math.hypot(ax + bx, ay + by))


def _area(*c: float) -> float:
    """Trapezia under the sides."""
    return abs(sum((c[i - 2] - c[i]) * (c[i - 1] + c[i + 1]) for i in range(0, len(c), 2))) / 2


def _power(a: float, b: float) -> float:
    got = a**b
    return got if got.__class__ is float else math.nan


_OPS: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": _power, "neg": lambda a: -a,
    "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos, "atan": math.atan, "atan2": math.atan2,
    "exp": math.exp, "log": math.log, "abs": abs, "sign": lambda a: 1.0 if a >= 0 else -1.0, "min": min, "max": max, "hypot": math.hypot,
    "distance": _distance, "angle": _angle, "area": _area,
}


class Sight:
    """values: every variable's float. grid: side of the cells that places are rounded to, in the frame's units (0: not rounded)."""

    def __init__(self, values: Mapping[Var, float], grid: float = 0.0) -> None:
        self.values, self.grid = values, grid
        self.memo: dict[int, float] = {}
        self._done: dict[int, Any] = {}
        self._alive: list[Any] = []

    # ------------------------------------------------------------ numbers

    def number(self, x: Num) -> float:
        """The float of an expression; nan where it has none."""
        if not isinstance(x, Expr):
            return float(x)
        self._alive.append(x)
        try:
            return self._number(x)
        except RecursionError:
            for node in postorder(x):
                self._number(node)
            return self.memo[id(x)]

    def _number(self, x: Expr) -> float:
        got = self.memo.get(id(x))
        if got is not None:
            return got
        op = x.op
        try:
            if op == "var":
                bound: Any = self.values.get(x, math.nan)  # type: ignore[call-overload]
                got = self._number(bound) if isinstance(bound, Expr) else float(bound)
            elif op == "pi":
                got = math.pi
            else:
                got = _OPS[op](*[self._number(a) if isinstance(a, Expr) else float(a) for a in x.args])
        except (ValueError, OverflowError, ZeroDivisionError):
            got = math.nan
        self.memo[id(x)] = got
        return got

    # ------------------------------------------------------------ things

    def relation(self, r: Relation) -> Any:
        """The same relation over floats."""
        copy = object.__new__(r.__class__)
        space = copy.__dict__
        for key, value in r.__dict__.items():
            space[key] = value if key in _SKIPPED else self.of(value)
        return copy

    def of(self, x: Any) -> Any:
        """The same thing over floats."""
        if isinstance(x, Expr):
            return self.number(x)
        if x is None or isinstance(x, (str, bool, int, float, bytes)):
            return x
        if isinstance(x, Point):
            return self._point(x)
        if isinstance(x, (tuple, list)):
            return tuple([self.of(v) for v in x])
        found = self._done.get(id(x))
        if found is not None:
            return found
        self._alive.append(x)
        found = self._thing(x)
        return found

    def _point(self, p: Point) -> Point:
        x, y = self.number(p.x), self.number(p.y)
        if self.grid:
            x, y = self._rounded(x), self._rounded(y)
        copy: Point = object.__new__(p.__class__)
        put = object.__setattr__
        put(copy, "x", x)
        put(copy, "y", y)
        put(copy, "name", p.name)
        put(copy, "owner", p.owner)
        return copy

    def _rounded(self, x: float) -> float:
        return round(x / self.grid) * self.grid if math.isfinite(x) else x

    def _thing(self, x: Any) -> Any:
        if isinstance(x, Element):
            return self._element(x)
        if isinstance(x, Frame):
            return self._frame(x)
        if isinstance(x, Relation):
            return self.relation(x)
        if isinstance(x, Round):
            radius = self.number(x.radius)
            sweep = None if x.sweep is None else self.number(x.sweep)
            return Round(self._point(x.center), self._rounded(radius) if self.grid else radius, self.number(x.first), sweep, name=x.name, owner=x.owner)
        if isinstance(x, Straight):
            return Straight(self._point(x.start), self._point(x.end), x.before, x.after, name=x.name, owner=x.owner)
        if isinstance(x, Track):
            return Track(tuple([self._point(p) for p in x.points]), x.closed, name=x.name, owner=x.owner)
        if isinstance(x, (Vector, Value)):
            copy = object.__new__(x.__class__)
            for key in x.__record__:  # type: ignore[union-attr]
                value = getattr(x, key)
                object.__setattr__(copy, key, self.of(value) if key in ("x", "y", "n") else value)
            return copy
        if isinstance(x, dict):
            return {k: self.of(v) for k, v in x.items()}
        if hasattr(x, "evaluated"):
            return x.evaluated(self.values, {-1: dict(self.memo)})
        return x if not hasattr(x, "numerator") else float(x)

    def _element(self, e: Element) -> Any:
        copy = self._done[id(e)] = object.__new__(e.__class__)
        space = copy.__dict__
        for key, value in e.__dict__.items():
            space[key] = value if key in _SKIPPED else self.of(value)
        return copy

    def _frame(self, f: Frame) -> Any:
        """Its scale; its other contents stay as they are (a claim is about its operands)."""
        copy = self._done[id(f)] = object.__new__(f.__class__)
        copy.__dict__.update(f.__dict__)
        copy.mm = self.number(f.mm)
        return copy


def points_in(x: Any, found: list[Point], depth: int = 0) -> None:
    """Every place in a relation or thing over floats (not below the owners)."""
    if isinstance(x, Point):
        found.append(x)
    elif isinstance(x, Straight):
        found.extend((x.start, x.end))
    elif isinstance(x, Round):
        found.extend((x.center, Point(x.center.x + x.radius, x.center.y)))
    elif isinstance(x, Track):
        found.extend(x.points)
    elif isinstance(x, (tuple, list)):
        for v in x:
            points_in(v, found, depth)
    elif isinstance(x, (Relation, Element)) and depth < 2:
        for key, v in x.__dict__.items():
            if key not in _SKIPPED and key not in ("frame", "children"):
                points_in(v, found, depth + 1)
