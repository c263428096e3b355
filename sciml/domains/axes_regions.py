"""Regions by inequalities: their exact outline between graphs, or traced; what bounds them and which of that a curve shows already."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import pairwise, product
from typing import Any

from ..author import Const, Inequality, Num, Point, Round, Run, Straight, Var, Words, compiled, evaluate, is_constant, powers, variables_of
from .axes_column import INF, Column, Function, Piece, Side
from .axes_curves import number_of_float, straight_lines
from .axes_graph import Graph, round_of
from .axes_scale import Window
from .axes_trace import XY, level_lines

__all__ = ["Field", "Piece", "doubled"]


class Field:
    """The places where all inequalities hold. x, y: their variables."""

    def __init__(self, limits: tuple[Inequality, ...], x: Var, y: Var, axes: Any, excess: tuple[Num, ...] | None = None) -> None:
        self.limits, self.x, self.y, self.axes = limits, x, y, axes
        self.excess = tuple([i.excess for i in limits]) if excess is None else excess
        self.values: Mapping[Var, Any] = {}
        self.ready = False
        self.known: dict[tuple[float, ...], list[list[Piece]]] = {}
        """outlines by window, shared by all copies if nothing waits for the solver"""
        self.parts: dict[tuple[float, ...], dict[int, list[list[XY]]]] = {}
        """what `lines` found, alike"""
        self.columns: dict[bool, list[Column] | None] = {}
        """the graphs that it lies between, upright and turned, shared alike"""
        self._round: bool | None = None
        self._settled: bool | None = None

    @property
    def round(self) -> bool:
        """Is one of its boundaries a circle?"""
        if self._round is None:
            self._round = any(isinstance(round_of(e, (self.x, self.y), None, ""), Round) for e in self.excess)
        return self._round

    @property
    def settled(self) -> bool:
        """Is nothing in the inequalities left for the solver?"""
        if self._settled is None:
            x, y = self.x, self.y
            self._settled = all(v is x or v is y for e in self.excess for v in variables_of(e))
        return self._settled

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Field:
        key = ("field", id(self))
        found = done.get(key)  # type: ignore[call-overload]
        if found is None:
            found = Field(tuple(i.evaluated(values, done) for i in self.limits), self.x, self.y, self.axes, self.excess)
            found.values, found.ready = values, True
            found._round, found._settled = self._round, self._settled
            if self.settled:
                found.known, found.parts, found.columns = self.known, self.parts, self.columns
            done[key] = found  # type: ignore[index]
        return found  # type: ignore[no-any-return]

    # ------------------------------------------------------------ outline

    def rings(self, w: Window) -> list[list[Piece]]:
        """Closed chains, counter-clockwise, of pieces."""
        key = w.key
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._traced(w)
        return found

    def _traced(self, w: Window) -> list[list[Piece]]:
        for turned in (False, True):
            if turned not in self.columns:
                self.columns[turned] = self._columns(turned)
            columns = self.columns[turned]
            if columns is not None:
                found: list[list[Piece]] = []
                for column in columns:
                    found += column.rings(w, turned)
                return found
        return self._general(w)

    def outline(self, w: Window) -> list[XY]:
        """The longest ring, for a label."""
        rings = [[p for _, part in ring for p in part] for ring in self.rings(w)]
        return max(rings, key=lambda ring: abs(doubled(ring)), default=[])

    def lines(self, w: Window) -> dict[int, list[list[XY]]]:
        """Of each inequality the parts of the outline that it makes."""
        out = self.parts.get(w.key)
        if out is None:
            out = self.parts[w.key] = {}
            kx, ky = w.kx, w.ky
            for ring in self.rings(w):
                for number, part in ring:
                    if number >= 0 and sum([math.hypot((b[0] - a[0]) * kx, (b[1] - a[1]) * ky) for a, b in pairwise(part)]) > 0.4:
                        out.setdefault(number, []).append(part)
        return out

    def area(self, w: Window) -> float:
        return sum(abs(doubled([p for _, part in ring for p in part])) / 2 for ring in self.rings(w))

    def _excess(self, number: int) -> Callable[[float, float], float]:
        return compiled(self.excess[number], (self.x, self.y), self.values)

    # ------------------------------------------------------------ between graphs

    def _columns(self, turned: bool) -> list[Column] | None:
        """For each choice of side (outside of a circle is below or above it) the graphs between which the region lies; None where it is not of that kind."""
        run, up = (self.y, self.x) if turned else (self.x, self.y)
        choices: list[list[list[Side]]] = []
        straight = True
        for number, excess in enumerate(self.excess):
            found = powers(excess, up, 2)
            if found is None:
                return None
            sides = self._sides(found, number, run)
            if sides is None:
                return None
            choices.append(sides)
            straight = straight and len(found) <= 2 and _is_linear(found, run)
        if math.prod(len(c) for c in choices) > 16:
            return None
        return [Column([part for choice in chosen for part in choice], straight) for chosen in product(*choices)]

    def _sides(self, c: list[Num], number: int, run: Var) -> list[list[Side]] | None:
        """What c0 + c1 v + c2 v^2 <= 0 says about v: alternatives of (`low`, `high` or `only`, number, function of the other variable)."""
        if len(c) == 1:
            return [[self._only(c[0], number, run)]]
        if len(c) == 2 and is_constant(c[1]):
            k = float(evaluate(c[1], self.values))
            if not k or math.isnan(k):
                return None
            if is_constant(c[0]):
                level = -float(evaluate(c[0], self.values)) / k
                return [[("high" if k > 0 else "low", number, lambda t: level, level)]]
            f0 = compiled(-c[0] if k == 1 else c[0], (run,), self.values)
            return [[("high" if k > 0 else "low", number, f0 if k in (1, -1) else lambda t: -f0(t) / k, math.nan)]]
        f0, f1 = compiled(c[0], (run,), self.values), compiled(c[1], (run,), self.values)
        if len(c) == 2:

            def high(t: float) -> float:
                k = f1(t)
                return -f0(t) / k if k > 0 else INF if k < 0 or f0(t) <= 0 else -INF

            def low(t: float) -> float:
                k = f1(t)
                return -f0(t) / k if k < 0 else -INF if k > 0 or f0(t) <= 0 else INF

            return [[("high", number, high, math.nan), ("low", number, low, math.nan)]]
        if not is_constant(c[2]):
            return None
        a = float(evaluate(c[2], self.values))
        if not a or math.isnan(a):
            return None
        roots = _roots(a, f0, None if isinstance(c[1], Const) and c[1] == 0 else f1)
        if a > 0:
            return [[("low", number, roots(-1.0, math.nan), math.nan), ("high", number, roots(1.0, math.nan), math.nan)]]
        return [[("high", number, roots(-1.0, INF), math.nan)], [("low", number, roots(1.0, INF), math.nan)]]

    def _only(self, c: Num, number: int, run: Var) -> Side:
        """What c <= 0 says about the other variable: where it begins or ends, if c is linear."""
        found = powers(c, run, 1)
        if found is not None and len(found) == 2 and all(map(is_constant, found)):
            start, rate = (float(evaluate(k, self.values)) for k in found)
            place = -start / rate if rate else math.nan
            if math.isfinite(place):
                return "until" if rate > 0 else "since", number, lambda t: start + rate * t, place
        return "only", number, compiled(c, (run,), self.values), math.nan

    # ------------------------------------------------------------ any region

    def _general(self, w: Window) -> list[list[Piece]]:
        """Traced as the zero set of the largest excess; corners are put back where two boundaries meet."""
        parts = [self._excess(n) for n in range(len(self.limits))]
        scales = [_typical(f, w) for f in parts]
        walls: list[Callable[[float, float], float]] = [
            lambda x, y: (w.x0 - x) * w.kx,
            lambda x, y: (x - w.x1) * w.kx,
            lambda x, y: (w.y0 - y) * w.ky,
            lambda x, y: (y - w.y1) * w.ky,
        ]

        def most(x: float, y: float) -> tuple[float, int]:
            best, number = -INF, -1
            for n, (f, s) in enumerate(zip(parts, scales, strict=True)):
                v = f(x, y) * s
                if math.isnan(v):
                    return 1.0, n
                if v > best:
                    best, number = v, n
            for wall in walls:
                v = wall(x, y)
                if v > best:
                    best, number = v, -1
            return best, number

        rx, ry = 2.0 / w.kx, 2.0 / w.ky
        wide = Window(w.x0 - rx, w.x1 + rx, w.y0 - ry, w.y1 + ry, w.width + 4, w.height + 4)
        rings: list[list[XY]] = []
        for line in level_lines(lambda x, y: most(x, y)[0], wide):
            if len(line) < 4:
                continue
            rings.append(line[:-1] if line[0] == line[-1] else line)
        out = []
        for ring in rings:
            hole = sum(_holds(other, ring[0]) for other in rings if other is not ring) % 2 == 1
            out.append(self._pieces_of(ring if (doubled(ring) > 0) != hole else ring[::-1], most, parts, w))
        return out

    def _pieces_of(self, ring: list[XY], most: Any, parts: list[Any], w: Window) -> list[Piece]:
        owners = [self._owner(p, parts, w) for p in ring]
        start = next((k for k in range(len(ring)) if owners[k] != owners[k - 1]), 0)
        ring, owners = ring[start:] + ring[:start], owners[start:] + owners[:start]
        out: list[Piece] = []
        for p, number in zip(ring, owners, strict=True):
            if out and out[-1][0] == number:
                out[-1][1].append(p)
            else:
                out.append((number, [p]))
        for k in range(len(out)):
            a, b = out[k], out[(k + 1) % len(out)]
            if a[0] == b[0]:
                continue
            middle = ((a[1][-1][0] + b[1][0][0]) / 2, (a[1][-1][1] + b[1][0][1]) / 2)
            corner = _corner(self._bounds(a[0], middle, parts, w), self._bounds(b[0], middle, parts, w), middle, w)
            if corner is not None:
                a[1].append(corner)
                b[1].insert(0, corner)
        return out

    @staticmethod
    def _owner(p: XY, parts: list[Any], w: Window) -> int:
        best, number = 0.06, -1
        for n, f in enumerate(parts):
            d = _distance(f, p, w)
            if d < best:
                best, number = d, n
        return number

    @staticmethod
    def _bounds(number: int, p: XY, parts: list[Any], w: Window) -> Callable[[float, float], float]:
        if number >= 0:
            return parts[number]  # type: ignore[no-any-return]
        sides = [
            (abs(p[0] - w.x0) * w.kx, lambda x, y: x - w.x0),
            (abs(p[0] - w.x1) * w.kx, lambda x, y: x - w.x1),
            (abs(p[1] - w.y0) * w.ky, lambda x, y: y - w.y0),
            (abs(p[1] - w.y1) * w.ky, lambda x, y: y - w.y1),
        ]
        return min(sides, key=lambda side: side[0])[1]

    # ------------------------------------------------------------ what bounds it

    def equation(self, number: int) -> Words:
        """The boundary as an equation: `y = x^2` of `y >= x^2`."""
        i = self.limits[number]
        names = tuple(i.left.free)
        after = self.limits[number + 1] if number + 1 < len(self.limits) else None
        ranged = bool(i.chain) and after is not None and after.chain == i.chain and after.left.text == i.right.text  # u=v..2*v is v <= u, u <= 2*v
        turn = (not i.left.uses and i.right.uses) or (i.right.text in names and (ranged or i.left.text not in names))
        left, right = (i.right, i.left) if turn else (i.left, i.right)
        return (Run("".join(r.text for r in left.words) + "=" + "".join(r.text for r in right.words), math=True),)

    def shown(self, number: int, curves: list[Any], axes: Any) -> bool:
        """Does a curve, or an axis, show this boundary?"""
        i, names, w = self.limits[number], (self.x, self.y), axes.window
        left, right = compiled(i.left.expr, names, self.values), compiled(i.right.expr, names, self.values)

        def f(x: float, y: float) -> float:
            return left(x, y) - right(x, y)

        if (w.x0 <= 0 <= w.x1 and _zero_on(f, [(0.0, w.y0 + (w.y1 - w.y0) * k / 7) for k in range(1, 7)], w)) or (
            w.y0 <= 0 <= w.y1 and _zero_on(f, [(w.x0 + (w.x1 - w.x0) * k / 7, 0.0) for k in range(1, 7)], w)
        ):
            return True
        return any(_same(f, c, w) for c in curves)

    def holds(self, x: float, y: float) -> bool:
        """Do all inequalities hold at a place? Equations say nothing of it."""
        return all(self._excess(n)(x, y) <= 0 for n, i in enumerate(self.limits) if i.op not in ("==", "="))

    def strict(self, number: int) -> bool:
        return self.limits[number].op in ("<", ">")


def _roots(a: float, f0: Function, f1: Function | None) -> Callable[[float, float], Function]:
    """The roots of f0(t) + f1(t) v + a v^2 as functions of t, by the sign before the square root and what stands where there are none."""

    def plain(sign: float, none: float) -> Function:
        def side(t: float) -> float:
            d = -f0(t) / a
            return 0.0 + sign * math.sqrt(d) if d >= 0 else none

        return side

    if f1 is None:
        return plain

    def whole(sign: float, none: float) -> Function:
        def side(t: float) -> float:
            k = f1(t)
            d = (k * k - 4 * a * f0(t)) / (4 * a * a)
            return -k / (2 * a) + sign * math.sqrt(d) if d >= 0 else none

        return side

    return whole


def _is_linear(c: list[Num], run: Var) -> bool:
    """Is c0 + c1 v linear in v and the other variable together?"""
    if len(c) == 2 and not is_constant(c[1]):
        return False
    of_run = powers(c[0], run, 1)
    return of_run is not None and all(is_constant(k) for k in of_run)


def _typical(f: Callable[[float, float], float], w: Window) -> float:
    """One over the change of f in a millimetre, about."""
    rates = []
    for i in range(1, 6):
        for j in range(1, 6):
            x, y = w.x0 + (w.x1 - w.x0) * i / 6, w.y0 + (w.y1 - w.y0) * j / 6
            v = math.hypot(f(x + 0.5 / w.kx, y) - f(x - 0.5 / w.kx, y), f(x, y + 0.5 / w.ky) - f(x, y - 0.5 / w.ky))
            if v > 0 and math.isfinite(v):
                rates.append(v)
    rates.sort()
    return 1 / rates[len(rates) // 2] if rates else 1.0


def _distance(f: Callable[[float, float], float], p: XY, w: Window) -> float:
    """About how far (mm) a place lies from the zero set of f."""
    x, y = p
    hx, hy = 0.02 / w.kx, 0.02 / w.ky
    slope = math.hypot(f(x + hx, y) - f(x - hx, y), f(x, y + hy) - f(x, y - hy)) / 0.04
    v = abs(f(x, y))
    return v / slope if slope > 0 and not math.isnan(slope) else INF


def _corner(f: Callable[[float, float], float], g: Callable[[float, float], float], p: XY, w: Window) -> XY | None:
    """Where both are zero, close to p."""
    x, y = p
    hx, hy = 0.01 / w.kx, 0.01 / w.ky
    for _ in range(30):
        a, b = f(x, y), g(x, y)
        fx, fy = (f(x + hx, y) - f(x - hx, y)) / (2 * hx), (f(x, y + hy) - f(x, y - hy)) / (2 * hy)
        gx, gy = (g(x + hx, y) - g(x - hx, y)) / (2 * hx), (g(x, y + hy) - g(x, y - hy)) / (2 * hy)
        det = fx * gy - fy * gx
        if not det or math.isnan(det):
            return None
        dx, dy = (a * gy - b * fy) / det, (fx * b - gx * a) / det
        x, y = x - dx, y - dy
        if abs(dx) * w.kx + abs(dy) * w.ky < 1e-12:
            break
    return (x, y) if math.hypot((x - p[0]) * w.kx, (y - p[1]) * w.ky) < 3.0 else None


def _zero_on(f: Callable[[float, float], float], points: list[XY], w: Window) -> bool:
    return bool(points) and all(_distance(f, p, w) < 1e-6 for p in points)


def _same(f: Callable[[float, float], float], curve: Any, w: Window) -> bool:
    """Is a curve part of the zero set of f?"""
    if isinstance(curve, Straight):
        lines = straight_lines(curve, w) if isinstance(curve.start.x, float) else straight_lines(_floats(curve), w)
        return _zero_on(f, [(a[0] + (b[0] - a[0]) * k / 5, a[1] + (b[1] - a[1]) * k / 5) for (a, b, *_) in lines for k in range(6)], w)
    if isinstance(curve, Round):
        c, r = (number_of_float(curve.center.x), number_of_float(curve.center.y)), number_of_float(curve.radius)
        return _zero_on(f, [(c[0] + r * math.cos(k), c[1] + r * math.sin(k)) for k in range(7)], w)
    if isinstance(curve, Graph) and curve.form != "F":
        low, high = (number_of_float(n) for n in curve.ends())
        g, h = curve.function(0), curve.function(1)
        places = []
        for k in range(1, 8):
            t = low + (high - low) * (k - 0.382) / 8  # nowhere round: at the end of a root there is no slope
            p = (t, g(t)) if curve.form == "y" else (g(t), t) if curve.form == "x" else (g(t), h(t))
            if math.isfinite(p[0]) and math.isfinite(p[1]) and w.holds(*p):
                places.append(p)
        return len(places) > 2 and _zero_on(f, places, w)
    if isinstance(curve, Graph):
        return _zero_on(f, [p for line in level_lines(curve.function(), w) for p in line[:: max(1, len(line) // 6)]][:12], w)
    return False


def _floats(c: Straight) -> Straight:
    return Straight(Point(number_of_float(c.start.x), number_of_float(c.start.y)), Point(number_of_float(c.end.x), number_of_float(c.end.y)), c.before, c.after)


def _holds(ring: list[XY], p: XY) -> bool:
    """Is a place inside a closed chain?"""
    x, y = p
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def doubled(ring: list[XY]) -> float:
    """Twice the signed area."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], *ring[:1]], strict=True))
