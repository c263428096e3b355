"""The geometry of curves that are given by equations: places on them, whether a place lies on them, where they meet."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from ..author import (
    Expr,
    Num,
    Point,
    Positive,
    Round,
    Straight,
    Track,
    Truth,
    Var,
    Vector,
    Zero,
    compiled,
    derivative,
    evaluate,
    is_constant,
    polynomial,
    powers,
    sqrt,
    substituted,
    variables_of,
)
from .axes_trace import crossings, level_lines, roots

__all__ = ["Graph", "decided", "exact_root", "line_of", "meets", "of_graphs", "round_of"]

XY = tuple[float, float]


class Graph:
    """A curve by equations. form: `y` (y = f(x)), `x` (x = f(y)), `xy` (both by a parameter), `F` (F(x, y) = 0).

    first, second: f; or x(t), y(t); or F. variables: what they depend on. low, high: ends of the variable that runs (None: the window's)."""

    before = after = False
    sweep = None

    def __init__(
        self, form: str, first: Num, second: Num, variables: tuple[Var, ...], low: Num | None, high: Num | None, owner: Any, axes: Any, name: str = ""
    ) -> None:
        self.form, self.first, self.second, self.variables, self.low, self.high = form, first, second, variables, low, high
        self.owner, self.axes, self.name = owner, axes, name
        self.values: Mapping[Var, Any] = {}
        self.known: dict[tuple[float, ...], Any] = {}
        """its chains by window, shared by all copies if nothing waits for the solver; so are its functions"""
        self.functions: dict[int, Callable[..., float]] = {}

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Graph:
        key = ("graph", id(self))
        found = done.get(key)  # type: ignore[call-overload]
        if found is None:
            ends = [None if n is None else float(evaluate(n, values)) for n in (self.low, self.high)]
            found = Graph(self.form, self.first, self.second, self.variables, ends[0], ends[1], self.owner, self.axes, self.name)
            found.values = values
            if self.fixed():
                found.known, found.functions = self.known, self.functions
            done[key] = found  # type: ignore[index]
        return found  # type: ignore[no-any-return]

    # ------------------------------------------------------------ places

    def function(self, which: int = 0) -> Callable[..., float]:
        made = self.functions.get(which)
        if made is None:
            made = self.functions[which] = compiled(self.second if which else self.first, self.variables, self.values)
        return made

    def ends(self) -> tuple[Num, Num]:
        """Of the variable that runs."""
        low, high = self.low, self.high
        if low is None or high is None:
            w = self.axes.window
            a, b = (w.y0, w.y1) if self.form == "x" else (w.x0, w.x1) if self.form == "y" else (0.0, 1.0)
            low, high = a if low is None else low, b if high is None else high
        return low, high

    def place(self, n: Num) -> Point:
        """Where the variable that runs is n."""
        if self.form == "xy":
            return Point(substituted(self.first, {self.variables[0]: n}), substituted(self.second, {self.variables[0]: n}))
        value = substituted(self.first, {self.variables[0]: n})
        return Point(n, value) if self.form == "y" else Point(value, n)

    def at(self, t: Num) -> Point:
        """t: fraction of the way, counted in the variable that runs."""
        low, high = self.ends()
        return self.place(low + (high - low) * t)

    def along(self, t: Num) -> Vector:
        low, high = self.ends()
        return self.direction_at(low + (high - low) * t)

    def direction_at(self, n: Num) -> Vector:
        """The way it goes where the variable that runs is n, not of length 1."""
        v = self.variables[0]
        rate = substituted(derivative(self.first, v), {v: n})
        if self.form == "xy":
            return Vector(rate, substituted(derivative(self.second, v), {v: n}))
        return Vector(1, rate) if self.form == "y" else Vector(rate, 1)

    def touched(self, n: Num | None, p: Point | None) -> tuple[Point, Vector]:
        """The place where the variable that runs is n, or the place p on it, and the way of the curve there."""
        if self.form == "F":
            assert p is not None
            parts = dict(zip(self.variables, (p.x, p.y), strict=True))
            fx, fy = (substituted(derivative(self.first, v), parts) for v in self.variables)
            return p, Vector(-fy, fx)
        if n is None and p is not None:
            n = p.x if self.form == "y" else p.y
            return (p if self.form != "xy" else self.place(n)), self.direction_at(n)
        return self.place(n), self.direction_at(n)

    def secant(self, p: Point) -> tuple[float, float] | None:
        """The limit of secants at a place, over floats: by steps that get smaller, extrapolated."""
        x, y = float(p.x), float(p.y)
        if self.form not in ("y", "x"):
            return None
        f = self.function()
        n = x if self.form == "y" else y
        h = 1e-3 * (abs(n) or 1.0)
        wide, close = (f(n + h) - f(n - h)) / (2 * h), (f(n + h / 2) - f(n - h / 2)) / h
        rate = (4 * close - wide) / 3
        return None if math.isnan(rate) else (1.0, rate) if self.form == "y" else (rate, 1.0)

    # ------------------------------------------------------------ on it

    def excess(self, p: Point) -> Num:
        """Zero on the curve."""
        if self.form == "F":
            return substituted(self.first, dict(zip(self.variables, (p.x, p.y), strict=True)))
        v = self.variables[0]
        return p.y - substituted(self.first, {v: p.x}) if self.form == "y" else p.x - substituted(self.first, {v: p.y})

    def misses(self, p: Point) -> Iterator[Zero]:
        """For the solver."""
        if self.form != "xy":
            yield Zero(self.excess(p), scale=self.size(p))

    def carries(self, p: Point) -> Iterator[Zero | Positive | Truth]:
        """For the verifier: by the compiled function on floats, by the equation on expressions."""
        plain = isinstance(p.x, (int, float, Fraction)) and isinstance(p.y, (int, float, Fraction))
        if not plain:
            if self.form != "xy":
                yield Zero(self.excess(p), scale=self.size(p))
            return
        x, y = float(p.x), float(p.y)
        if self.form == "xy":
            yield Zero(self._nearest(x, y), scale=self.size(p))
            return
        f = self.function()
        gap = f(x, y) if self.form == "F" else y - f(x) if self.form == "y" else x - f(y)
        yield Zero(gap, scale=self.size(p))
        if self.low is not None and self.high is not None:
            n = x if self.form == "y" else y
            yield Positive(n - self.low, scale=abs(self.high - self.low), strict=False)
            yield Positive(self.high - n, scale=abs(self.high - self.low), strict=False)

    def size(self, p: Point) -> float:
        """What a miss is compared with: the height of the window; of F, its change over a window's width."""
        try:
            w = self.axes.window
        except (AttributeError, TypeError):
            return 1.0
        if self.form == "F":
            f = self.function()
            values = [f(w.x0 + (w.x1 - w.x0) * i / 4, w.y0 + (w.y1 - w.y0) * j / 4) for i in range(5) for j in range(5)]
            found = sorted(abs(v) for v in values if math.isfinite(v))
            return found[len(found) // 2] if found and found[len(found) // 2] > 0 else 1.0
        return float(w.x1 - w.x0 if self.form == "x" else w.y1 - w.y0)

    def _nearest(self, x: float, y: float) -> float:
        """How far a place lies from a curve with a parameter."""
        f, g = self.function(0), self.function(1)
        low, high = (float(evaluate(n, self.values)) for n in self.ends())

        def off(t: float) -> float:
            return math.hypot(f(t) - x, g(t) - y)

        n = 400
        best = min(range(n + 1), key=lambda i: off(low + (high - low) * i / n))
        a, b = low + (high - low) * max(best - 1, 0) / n, low + (high - low) * min(best + 1, n) / n
        for _ in range(100):
            c, d = a + 0.382 * (b - a), a + 0.618 * (b - a)
            if off(c) < off(d):
                b = d
            else:
                a = c
        return off((a + b) / 2)

    # ------------------------------------------------------------ meeting others

    def fixed(self) -> bool:
        """Does nothing in it wait for the solver?"""
        variables = {id(v) for v in self.variables}
        return all(id(v) in variables for n in (self.first, self.second, self.low, self.high) for v in variables_of(n))

    def crossings(self, other: Any) -> tuple[Point, ...]:
        """Where it meets another curve, left to right, then bottom to top."""
        return meets(self, other, self.axes)


def equation_of(curve: Any) -> Callable[[float, float], float] | None:
    """F(x, y), zero on the curve; None for one by a parameter."""
    if isinstance(curve, Graph):
        if curve.form == "xy":
            return None
        f = curve.function()
        if curve.form == "F":
            return f
        return (lambda x, y: y - f(x)) if curve.form == "y" else (lambda x, y: x - f(y))
    if isinstance(curve, Straight):
        x, y, dx, dy = (float(evaluate(n, {})) for n in (curve.start.x, curve.start.y, curve.vector.x, curve.vector.y))
        return lambda a, b: dx * (b - y) - dy * (a - x)
    if isinstance(curve, Round):
        x, y, r = (float(evaluate(n, {})) for n in (curve.center.x, curve.center.y, curve.radius))
        return lambda a, b: (a - x) * (a - x) + (b - y) * (b - y) - r * r
    return None


def of_graphs(curve: Any) -> bool:
    """Is this a curve of axes, which meets others by numbers?"""
    return isinstance(curve, (Graph, Track))


def decided(*curves: Any) -> bool:
    """Does nothing in these wait for the solver?"""
    for c in curves:
        if isinstance(c, Graph):
            if not c.fixed():
                return False
            continue
        points = [c] if isinstance(c, Point) else [c.start, c.end] if isinstance(c, Straight) else [c.center] if isinstance(c, Round) else list(c.points)
        numbers = [n for p in points for n in (p.x, p.y)] + ([c.radius] if isinstance(c, Round) else [])
        if not all(is_constant(n) for n in numbers):
            return False
    return True


def _track_meets(a: Track, b: Any, found: list[XY]) -> None:
    """Where a chain of straight pieces meets another, or the zero set of an equation."""
    line = [(float(evaluate(p.x, {})), float(evaluate(p.y, {}))) for p in (*a.points, *(a.points[:1] if a.closed else ()))]
    if isinstance(b, Track):
        other = [(float(evaluate(p.x, {})), float(evaluate(p.y, {}))) for p in (*b.points, *(b.points[:1] if b.closed else ()))]
        for p, q in itertools.pairwise(line):
            for r, s in itertools.pairwise(other):
                dx, dy, ex, ey = q[0] - p[0], q[1] - p[1], s[0] - r[0], s[1] - r[1]
                det = dx * ey - dy * ex
                if det:
                    t, u = ((r[0] - p[0]) * ey - (r[1] - p[1]) * ex) / det, ((r[0] - p[0]) * dy - (r[1] - p[1]) * dx) / det
                    if -1e-12 <= t <= 1 + 1e-12 and -1e-12 <= u <= 1 + 1e-12:
                        found.append((p[0] + t * dx, p[1] + t * dy))
        return
    F = equation_of(b)
    if F is not None:
        found += crossings(F, line)


def _within(curve: Any, x: float, y: float, slack: float) -> bool:
    """Not beyond its ends."""
    if isinstance(curve, Graph) and curve.form in "xy" and curve.form != "xy":
        n = x if curve.form == "y" else y
        low, high = (None if e is None else float(evaluate(e, {})) for e in (curve.low, curve.high))
        return (low is None or n >= low - slack) and (high is None or n <= high + slack)
    if isinstance(curve, Straight):
        sx, sy, ex, ey = (float(evaluate(n, {})) for n in (curve.start.x, curve.start.y, curve.end.x, curve.end.y))
        t = (x - sx) * (ex - sx) + (y - sy) * (ey - sy)
        whole = (ex - sx) ** 2 + (ey - sy) ** 2
        return (curve.before or t >= -1e-9 * whole) and (curve.after or t <= whole * (1 + 1e-9))
    return True


def meets(a: Any, b: Any, axes: Any) -> tuple[Point, ...]:
    """Places of both, inside the ranges or the window with some room around."""
    w = axes.window
    if isinstance(b, Track):
        a, b = b, a
    if isinstance(a, Track):
        places: list[XY] = []
        _track_meets(a, b, places)
        return tuple(Point(x, y) for x, y in _apart(places, (w.x1 - w.x0), (w.y1 - w.y0)))
    if not (isinstance(a, Graph) and a.form in ("y", "x")) and isinstance(b, Graph) and b.form in ("y", "x"):
        a, b = b, a
    found: list[XY] = []
    across, beyond = w.x1 - w.x0, w.y1 - w.y0
    if isinstance(a, Graph) and a.form in ("y", "x", "xy"):
        f, g = a.function(0), a.function(1)
        low, high = (float(evaluate(n, {})) for n in a.ends())
        wide = a.form != "xy" and a.low is None and a.high is None and axes.ends(a.form) is None

        def on(t: float) -> XY:
            return (t, f(t)) if a.form == "y" else (f(t), t) if a.form == "x" else (f(t), g(t))

        zero = equation_of(b)
        if zero is not None:
            for first, last in ((-10.0, 10.0), (-100.0, 100.0), (-1000.0, 1000.0)) if wide else ((low, high),):
                found = found or [on(t) for t in roots(lambda t, zero=zero: zero(*on(t)), first, last)]  # type: ignore[misc]
    else:
        F, G = equation_of(a), equation_of(b)
        if F is not None and G is not None:
            for line in level_lines(F, w):
                found += [_polished(F, G, p) for p in crossings(G, line)]
    slack = 1e-7 * across
    inner = [(x, y) for x, y in found if math.isfinite(x) and math.isfinite(y) and _within(a, x, y, slack) and _within(b, x, y, slack)]
    return tuple(_exact(a, b, x, y) for x, y in _apart(inner, across, beyond))


def _apart(found: list[XY], across: float, beyond: float) -> list[XY]:
    """Each place once, left to right, then bottom to top."""
    kept: list[XY] = []
    for x, y in sorted(found):
        if not any(abs(x - p) < 1e-6 * across and abs(y - q) < 1e-6 * beyond for p, q in kept):
            kept.append((x, y))
    return kept


def _polished(f: Callable[[float, float], float], g: Callable[[float, float], float], p: XY) -> XY:
    """Newton's method for two equations."""
    x, y = p
    for _ in range(30):
        h = 1e-6 * (abs(x) + abs(y) + 1e-3)
        a, b = f(x, y), g(x, y)
        fx, fy = (f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)
        gx, gy = (g(x + h, y) - g(x - h, y)) / (2 * h), (g(x, y + h) - g(x, y - h)) / (2 * h)
        det = fx * gy - fy * gx
        if not det or math.isnan(det):
            return p
        dx, dy = (a * gy - b * fy) / det, (fx * b - gx * a) / det
        x, y = x - dx, y - dy
        if abs(dx) + abs(dy) < 1e-15 * (abs(x) + abs(y) + 1e-12):
            break
    return x, y


def exact_root(value: float) -> Num:
    """A fraction with a small denominator, if the number is one to its last digits."""
    near = Fraction(value).limit_denominator(720)
    return (near.numerator if near.denominator == 1 else near) if abs(float(near) - value) <= 4e-15 * max(1.0, abs(value)) * 64 else value


def _exact(a: Any, b: Any, x: float, y: float) -> Point:
    """The same place in fractions, where these satisfy an equation exactly."""
    p = Point(exact_root(x), exact_root(y))
    for curve in (a, b):
        if isinstance(curve, Graph) and curve.form in ("y", "x", "F") and not isinstance(curve.excess(p), float):
            n = curve.excess(p)
            if is_constant(n) and not isinstance(n, Expr) and n == 0:
                continue
            if isinstance(n, Expr) and abs(evaluate(n, {})) < 1e-12:
                continue
            if curve.form == "y" and not isinstance(p.x, float):  # x is a fraction, y is not: keep it as the expression that it is
                return Point(p.x, substituted(curve.first, {curve.variables[0]: p.x}))
            return Point(x, y)
    return p


# ---------------------------------------------------------------- recognised


def line_of(form: str, first: Num, variable: Var, low: Num | None, high: Num | None, owner: Any, name: str) -> Straight | None:
    """y = m x + b (or x = ...) as a straight line."""
    found = powers(first, variable, 1)
    if found is None:
        return None
    b, m = found[0], found[1] if len(found) > 1 else 0
    ends = [low if low is not None else 0, high if high is not None else (low + 1 if low is not None else 1)]
    points = [Point(n, m * n + b) if form == "y" else Point(m * n + b, n) for n in ends]
    return Straight(points[0], points[1], low is None, high is None, name=name, owner=owner)


def round_of(first: Num, variables: tuple[Var, Var], owner: Any, name: str) -> Straight | Round | None:
    """F(x, y) = 0 as a straight line or a circle."""
    p = polynomial(first, variables, 2)
    if p is None:
        return None
    c, dx, dy = p.get((0, 0), 0), p.get((1, 0), 0), p.get((0, 1), 0)
    a, b, mixed = p.get((2, 0), 0), p.get((0, 2), 0), p.get((1, 1), 0)
    if not any(_known_nonzero(n) or isinstance(n, Expr) for n in (a, b, mixed)):
        if isinstance(dy, Expr) or dy != 0:
            at = [Point(n, _over(-(c + dx * n), dy)) for n in (0, 1)]
            return Straight(at[0], at[1], True, True, name=name, owner=owner)
        if isinstance(dx, Expr) or dx != 0:
            x = _over(-c, dx)
            return Straight(Point(x, 0), Point(x, 1), True, True, name=name, owner=owner)
        return None
    if isinstance(a, Expr) or isinstance(b, Expr) or isinstance(mixed, Expr) or a != b or mixed != 0 or a == 0:
        return None
    half = Fraction(1, 2) if isinstance(a, int) else 0.5
    k = Fraction(1) / a if isinstance(a, (int, Fraction)) else 1 / a
    cx, cy = -dx * k * half if isinstance(half, Fraction) else -dx * k / 2, -dy * k * half if isinstance(half, Fraction) else -dy * k / 2
    square = cx * cx + cy * cy - c * k
    if not isinstance(square, Expr) and square <= 0:
        return None
    return Round(Point(_plain(cx), _plain(cy)), sqrt(_plain(square)), name=name, owner=owner)


def _over(a: Num, b: Num) -> Num:
    """a / b, a fraction if both are whole."""
    return Fraction(a) / b if isinstance(a, int) and isinstance(b, int) else a / b


def _plain(n: Num) -> Num:
    return n.numerator if isinstance(n, Fraction) and n.denominator == 1 else n


def _known_nonzero(n: Num) -> bool:
    return not isinstance(n, Expr) and n != 0
