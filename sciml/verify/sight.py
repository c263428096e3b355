"""The figure seen with one set of numbers: operands of claims as floats, by our own evaluation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ..element import Element
from ..expression import Expr, Num, Var, postorder
from ..figure import Frame
from ..plane import Oval, Point, Round, Straight, Track, Vector
from ..quantity import Value
from ..relation import Relation

__all__ = ["Sight", "points_in"]

PT = 25.4 / 72
"""Millimetres in a point."""

FLOATS = frozenset({float})
_PLAIN = frozenset({type(None), str, bool, int, float, bytes})
_SKIPPED = frozenset({"id", "name", "span", "drawn", "style", "scope", "left_about", "right_about", "abouts", "names", "text", "literal"})


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


def _power(a: Any, b: Any) -> float:
    got = a**b
    return got if got.__class__ is float else math.nan


_OPS: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": _power, "neg": lambda a: -a,
    "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos, "atan": math.atan, "atan2": math.atan2,
    "exp": math.exp, "log": math.log, "abs": abs, "sign": lambda a: 1.0 if a >= 0 else -1.0, "min": min, "max": max, "hypot": math.hypot,
    "distance": _distance, "angle": _angle, "area": _area,
}  # fmt: skip


class Sight:
    """values: every variable's float. grid: side of the cells that places are rounded to, in the frame's units (0: not rounded).
    other: one whose numbers are taken over if it has the same values."""

    def __init__(self, values: Mapping[Var, float], grid: float = 0.0, other: Sight | None = None) -> None:
        self.values, self.grid = values, grid
        same = other is not None and (values is other.values or values == other.values)
        # of variables it holds the floats from the start
        self.memo: dict[Any, float] = other.memo if same else dict(values) if FLOATS.issuperset(map(type, values.values())) else {}  # type: ignore[union-attr]
        self._alive: list[Any] = []
        self._done: dict[int, Any] = {}
        self._places: dict[int, Point] | None = {}
        """Places by what they are places of; None: each is made anew."""
        self._snapped: dict[Expr, float] = {}
        """coordinates on the grid"""

    # ------------------------------------------------------------ numbers

    def number(self, x: Num) -> float:
        """The float of an expression; nan where it has none."""
        kind = x.__class__
        if kind is float:
            return x  # type: ignore[no-any-return]
        if kind is not Expr and kind is not Var and not isinstance(x, Expr):
            return float(x)
        got = self.memo.get(x)
        if got is not None:
            return got
        try:
            return self._number(x)
        except RecursionError:
            for node in postorder(x):
                self._number(node)
            return self.memo[x]

    def _number(self, x: Expr) -> float:
        """Of a node that has none yet."""
        memo = self.memo
        op, args = x.op, x.args
        try:
            if len(args) == 2:
                a, b = args
                got = memo.get(a)
                a = got if got is not None else self._number(a) if a.__class__ is Expr else self.number(a)
                got = memo.get(b)
                b = got if got is not None else self._number(b) if b.__class__ is Expr else self.number(b)
                got = a - b if op == "-" else a * b if op == "*" else a + b if op == "+" else a / b if op == "/" else _OPS[op](a, b)
            elif args:
                got = _OPS[op](*[self.number(a) for a in args])
            elif op == "var":
                bound: Any = self.values.get(x, math.nan)  # type: ignore[call-overload]
                got = bound if bound.__class__ is float else self.number(bound)
            else:
                got = math.pi
        except (ValueError, OverflowError, ZeroDivisionError):
            got = math.nan
        memo[x] = got
        return got

    # ------------------------------------------------------------ things

    def relation(self, r: Relation) -> Any:
        """The same relation over floats."""
        copy = object.__new__(r.__class__)
        copy.__dict__.update(r.__dict__)
        self._replace(copy.__dict__)
        return copy

    def _replace(self, space: dict[str, Any]) -> None:
        """Attributes by the same over floats."""
        for key, value in space.items():
            kind = value.__class__
            if kind in _PLAIN or key in _SKIPPED:
                continue
            if kind is Point:
                space[key] = self._point(value)
            elif kind is Expr or kind is Var:
                space[key] = self.number(value)
            else:
                space[key] = self.of(value)

    def alone(self, r: Relation) -> Any:
        """The same relation over floats, which shares no place with others: it may be moved about."""
        done, places = self._done, self._places
        self._done, self._places = {}, None
        copy = self.relation(r)
        self._done, self._places = done, places
        return copy

    def of(self, x: Any) -> Any:
        """The same thing over floats."""
        kind = x.__class__
        if kind in _PLAIN:
            return x
        if kind is Point:
            return self._point(x)
        if kind is tuple or kind is list:
            return tuple([self.of(v) for v in x])
        if kind is Expr or kind is Var or isinstance(x, Expr):
            return self.number(x)
        found = self._done.get(id(x))
        if found is None:
            self._alive.append(x)
            found = self._done[id(x)] = self._thing(x)
        return found

    def _point(self, p: Point) -> Point:
        places = self._places
        if places is None:
            return self._place(p)
        found = places.get(id(p))
        if found is None:
            self._alive.append(p)
            found = places[id(p)] = self._place(p)
        return found

    def _place(self, p: Point) -> Point:
        return Point(self._coordinate(p.x), self._coordinate(p.y), p.name, p.owner)

    def _coordinate(self, x: Num) -> float:
        if not self.grid:
            got = self.memo.get(x)
            return self.number(x) if got is None else got
        if not isinstance(x, Expr):
            return self._rounded(float(x))
        got = self._snapped.get(x)
        if got is None:
            got = self._snapped[x] = self._rounded(self.number(x))
        return got

    def _rounded(self, x: float) -> float:
        return round(x / self.grid) * self.grid if math.isfinite(x) else x

    def _thing(self, x: Any) -> Any:
        copied = _BY_CLASS.get(x.__class__)
        if copied is None:
            copied = _BY_CLASS[x.__class__] = next((c for cls, c in _COPIED if isinstance(x, cls)), Sight._other)
        return copied(self, x)

    def _other(self, x: Any) -> Any:
        return x.evaluated(self.values, {}) if hasattr(x, "evaluated") else x

    def _round(self, k: Round) -> Round:
        sweep = None if k.sweep is None else self.number(k.sweep)
        return Round(self._point(k.center), self._coordinate(k.radius), self.number(k.first), sweep, k.name, k.owner)

    def _straight(self, s: Straight) -> Straight:
        return Straight(self._point(s.start), self._point(s.end), s.before, s.after, s.name, s.owner)

    def _track(self, t: Track) -> Track:
        points = tuple([self._point(p) for p in t.points])
        if isinstance(t, Oval):
            return Oval(points, True, t.name, t.owner, self._point(t.center), self._point(t.first), self._point(t.second))
        return Track(points, t.closed, t.name, t.owner)

    def _record(self, x: Vector | Value) -> Any:
        copy = object.__new__(x.__class__)
        for key in x.__record__:  # type: ignore[union-attr]
            value = getattr(x, key)
            object.__setattr__(copy, key, self.of(value) if key in ("x", "y", "n") else value)
        return copy

    def _element(self, e: Element) -> Any:
        copy = self._done[id(e)] = object.__new__(e.__class__)
        copy.__dict__.update(e.__dict__)
        self._replace(copy.__dict__)
        return copy

    def _frame(self, f: Frame) -> Any:
        """Its scale; its other contents stay as they are (a claim is about its operands)."""
        copy = self._done[id(f)] = object.__new__(f.__class__)
        copy.__dict__.update(f.__dict__)
        copy.mm = self.number(f.mm)
        return copy


_COPIED: tuple[tuple[type, Callable[[Sight, Any], Any]], ...] = (
    (Straight, Sight._straight), (Round, Sight._round), (Track, Sight._track), (Vector, Sight._record), (Value, Sight._record), (Element, Sight._element),
    (Frame, Sight._frame), (Relation, Sight.relation), (dict, lambda s, x: {k: s.of(v) for k, v in x.items()}), (Fraction, lambda s, x: float(x)),
)  # fmt: skip


_BY_CLASS: dict[type, Callable[[Sight, Any], Any]] = {}


def points_in(x: Any, found: list[Point], depth: int = 0) -> None:
    """Every place in a relation or thing over floats (not below the owners)."""
    if x.__class__ in _PLAIN:
        return
    if isinstance(x, Point):
        found.append(x)
    elif isinstance(x, (tuple, list)):
        for v in x:
            points_in(v, found, depth)
    elif isinstance(x, (Relation, Element)):
        if depth < 2:
            for key, v in x.__dict__.items():
                if v.__class__ not in _PLAIN and key not in _SKIPPED and key not in ("frame", "children"):
                    points_in(v, found, depth + 1)
    elif isinstance(x, Straight):
        found.extend((x.start, x.end))
    elif isinstance(x, Round):
        found.extend((x.center, Point(x.center.x + x.radius, x.center.y)))
    elif isinstance(x, Track):
        found.extend(x.points)
