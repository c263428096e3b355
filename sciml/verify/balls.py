"""Interval proofs with arb balls: inequalities, and the certificate that a true solution lies close to the solved point and is the only one there.

Krawczyk's operator: for a square system F with the box X about x and Y near the inverse of its Jacobian, if
K = x - Y F(x) + (1 - Y J(X)) (X - x) lies inside X, then X holds exactly one zero of F, and it lies in K.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..expression import Expr, Num, Var, deeply, postorder

__all__ = ["Balls", "Certificate", "certify", "rank"]

MAX_UNKNOWNS = 60
MAX_NODES = 20_000

Slope = dict[int, Any]
"""Unknown -> partial derivative, a ball. Never changed once made."""
NO_SLOPE: Slope = {}


class Balls:
    """Expressions over balls. boxes: variables that are known only to lie in a ball; the others have exact values or exactly their floats."""

    def __init__(self, known: Mapping[Var, Num], floats: Mapping[Var, float], boxes: Mapping[Var, Any] | None = None) -> None:
        from flint import arb, fmpq

        self.arb, self.fmpq = arb, fmpq
        self.known, self.floats, self.boxes = known, floats, boxes or {}
        self._memo: dict[Expr, Any] = {}

    def number(self, x: Num) -> Any:
        """A ball that holds its value; nan where it has none."""
        return deeply(self._number, x, self._memo)

    def _number(self, x: Num) -> Any:
        if not isinstance(x, Expr):
            return self.constant(x)
        got = self._memo.get(x)
        if got is None:
            got = self._memo[x] = self._variable(x) if isinstance(x, Var) else self._node(x)
        return got

    def constant(self, x: Any) -> Any:
        if isinstance(x, Fraction):
            return self.arb(self.fmpq(x.numerator, x.denominator))
        return self.arb(x) if isinstance(x, int) else self.arb(float(x))

    def _variable(self, v: Var) -> Any:
        if v in self.boxes:
            return self.boxes[v]
        return self.number(self.known[v]) if v in self.known else self.arb(float(self.floats.get(v, math.nan)))

    def _node(self, x: Expr) -> Any:
        op, args = x.op, x.args
        if len(args) != 2:
            return self.arb.pi() if op == "pi" else self.apply(op, [self._number(a) for a in args])
        memo = self._memo
        a, b = args
        got = memo.get(a)
        a = self._number(a) if got is None else got
        got = memo.get(b)
        b = self._number(b) if got is None else got
        if op == "*":
            return a * b
        if op == "+":
            return a + b
        return a - b if op == "-" else self.apply(op, [a, b])

    def apply(self, op: str, a: list[Any]) -> Any:
        """One operation."""
        own = _OPERATORS.get(op) or getattr(self, "_" + op, None)
        try:
            return own(*a) if own is not None else getattr(a[0], op)()  # sqrt sin cos tan asin acos atan exp log
        except (ValueError, ZeroDivisionError):
            return self.arb(math.nan)

    def _sign(self, a: Any) -> Any:
        return self.arb(1) if a >= 0 else self.arb(-1) if a < 0 else self.arb(0, 1)

    def _atan2(self, y: Any, x: Any) -> Any:
        return self.arb.atan2(y, x)

    def _hypot(self, x: Any, y: Any) -> Any:
        return (x * x + y * y).sqrt()

    def _min(self, *xs: Any) -> Any:
        best = xs[0]
        for x in xs[1:]:
            best = best.min(x)
        return best

    def _max(self, *xs: Any) -> Any:
        best = xs[0]
        for x in xs[1:]:
            best = best.max(x)
        return best

    def _distance(self, x1: Any, y1: Any, x2: Any, y2: Any) -> Any:
        return self._hypot(x2 - x1, y2 - y1)

    def _angle(self, ux: Any, uy: Any, vx: Any, vy: Any) -> Any:
        return self.arb.atan2(abs(ux * vy - uy * vx), ux * vx + uy * vy)

    def _area(self, *c: Any) -> Any:
        total = self.arb(0)
        for i in range(0, len(c), 2):
            total += (c[i - 2] - c[i]) * (c[i - 1] + c[i + 1])
        return abs(total) / 2


def _power(a: Any, b: Any) -> Any:
    """Whole powers by products, so that the base may be negative or near zero."""
    if b.is_exact() and b.is_integer() and abs(b) <= 64:
        n = int(float(b))
        out = a.__class__(1)
        for _ in range(abs(n)):
            out = out * a
        return out if n >= 0 else 1 / out
    return a**b


_OPERATORS: dict[str, Any] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": _power, "neg": operator.neg, "abs": abs,
}  # fmt: skip


class _Slopes:
    """Values and gradients of expressions over balls, forwards."""

    def __init__(self, balls: Balls, at: Mapping[Var, int]) -> None:
        self.balls, self.at = balls, at
        self._memo: dict[Expr, tuple[Any, Slope]] = {}

    def of(self, x: Num) -> tuple[Any, Slope]:
        made: tuple[Any, Slope] = deeply(self._of, x, self._memo)
        return made

    def _of(self, x: Num) -> tuple[Any, Slope]:
        if not isinstance(x, Expr):
            return self.balls.constant(x), NO_SLOPE
        got = self._memo.get(x)
        if got is None:
            got = self._memo[x] = self._node(x)
        return got

    def _node(self, x: Expr) -> tuple[Any, Slope]:
        balls, memo = self.balls, self._memo
        op, args = x.op, x.args
        if len(args) == 2:
            a, b = args
            v, slope = memo.get(a) or self._of(a)
            w, other = memo.get(b) or self._of(b)
            if op == "*":
                return v * w, _joined(_scaled(slope, w), _scaled(other, v))
            if op == "+":
                return v + w, _joined(slope, other)
            if op == "-":
                return v - w, _joined(slope, {k: -d for k, d in other.items()})
            parts, values = [slope, other], [v, w]
        elif not args:
            if op == "pi":
                return balls.arb.pi(), NO_SLOPE
            value = balls.number(x)
            return value, ({self.at[x]: balls.arb(1)} if x in self.at else NO_SLOPE)  # type: ignore[index]
        else:
            both = [self._of(a) for a in args]
            parts, values = [s for _, s in both], [v for v, _ in both]
        value = balls.apply(op, values)
        out = NO_SLOPE
        if any(parts):
            for slope, by in zip(parts, self._by(op, values, value), strict=True):
                out = _joined(out, _scaled(slope, by))
        return value, out

    def _by(self, op: str, a: list[Any], value: Any) -> Sequence[Any]:
        """Derivatives by the arguments."""
        if op in _SIMPLE:
            return _SIMPLE[op](self.balls.arb(1), a, value)  # type: ignore[no-any-return]
        if op in ("distance", "angle", "area", "min", "max"):
            return self._by_measure(op, a, value)
        return [self.balls.arb(math.nan)] * len(a)

    def _by_measure(self, op: str, a: list[Any], value: Any) -> list[Any]:
        sign = self.balls._sign
        if op == "distance":
            dx, dy = (a[2] - a[0]) / value, (a[3] - a[1]) / value
            return [-dx, -dy, dx, dy]
        if op == "angle":
            ux, uy, vx, vy = a
            s = sign(ux * vy - uy * vx)
            uu, vv = s / (ux * ux + uy * uy), s / (vx * vx + vy * vy)
            return [uy * uu, -ux * uu, -vy * vv, vx * vv]
        if op == "area":
            n = len(a)
            total = self.balls.arb(0)
            for i in range(0, n, 2):
                total += a[i] * a[(i + 3) % n] - a[(i + 2) % n] * a[i + 1]
            s = sign(total) / 2
            return [s * (a[(i + 3) % n] - a[i - 1]) if i % 2 == 0 else s * (a[i - 3] - a[(i + 1) % n]) for i in range(n)]
        chosen = [x for x in a if all((x <= y) if op == "min" else (x >= y) for y in a)]
        one, nan = self.balls.arb(1), self.balls.arb(math.nan)
        return [(one if chosen and x is chosen[0] else one * 0) if chosen else nan for x in a]


def _scaled(slope: Slope, by: Any) -> Slope:
    return {k: d * by for k, d in slope.items()} if slope else slope


def _joined(slope: Slope, other: Slope) -> Slope:
    """Their sum."""
    if not other:
        return slope
    if not slope:
        return other
    out = dict(slope)
    for k, d in other.items():
        out[k] = out[k] + d if k in out else d
    return out


_SIMPLE: dict[str, Any] = {
    "*": lambda o, a, v: (a[1], a[0]), "/": lambda o, a, v: (o / a[1], -v / a[1]),
    "neg": lambda o, a, v: (-o,), "sqrt": lambda o, a, v: (o / (2 * v),), "sin": lambda o, a, v: (a[0].cos(),), "cos": lambda o, a, v: (-a[0].sin(),),
    "tan": lambda o, a, v: (o + v * v,), "asin": lambda o, a, v: (o / (o - a[0] * a[0]).sqrt(),), "acos": lambda o, a, v: (-o / (o - a[0] * a[0]).sqrt(),),
    "atan": lambda o, a, v: (o / (o + a[0] * a[0]),), "exp": lambda o, a, v: (v,), "log": lambda o, a, v: (o / a[0],), "sign": lambda o, a, v: (o * 0,),
    "abs": lambda o, a, v: (o if a[0] > 0 else -o if a[0] < 0 else o.__class__(0, 1),), "hypot": lambda o, a, v: (a[0] / v, a[1] / v),
    "atan2": lambda o, a, v: (a[1] / (a[0] * a[0] + a[1] * a[1]), -a[0] / (a[0] * a[0] + a[1] * a[1])),
    "^": lambda o, a, v: (a[1] * _power(a[0], a[1] - 1), v * a[0].log() if a[0] > 0 else o * 0),
}  # fmt: skip


class Certificate:
    """boxes: where the true values lie; proved: which of the equations define them (by index)."""

    def __init__(self, boxes: dict[Var, Any], proved: tuple[int, ...]) -> None:
        self.boxes, self.proved = boxes, proved


def certify(
    equations: Sequence[Num],
    unknowns: Sequence[Var],
    known: Mapping[Var, Num],
    floats: Mapping[Var, float],
    radii: Mapping[Var, float],
    nodes: int = MAX_NODES + 1,
) -> Certificate | None:
    """The certificate for as many independent equations as there are, unknowns that they leave free staying at their floats; None if it fails.
    nodes: so many stand in the equations at most."""
    if not equations or not unknowns or len(unknowns) > MAX_UNKNOWNS or (nodes > MAX_NODES and len(postorder(*equations)) > MAX_NODES):
        return None
    from flint import arb, arb_mat

    points = Balls(known, floats)
    at = {v: i for i, v in enumerate(unknowns)}
    slopes = _Slopes(points, at)
    found = [slopes.of(e) for e in equations]
    table = [[float(s[i].mid()) * radii[v] if i in s and not s[i].contains(0) else 0.0 for i, v in enumerate(unknowns)] for _, s in found]
    if not all(math.isfinite(x) for row in table for x in row):
        return None
    rows, columns = _independent(table)
    if not rows:
        return None
    chosen = [unknowns[c] for c in columns]
    n = len(rows)
    scale = [radii[v] for v in chosen]
    middle = arb_mat(n, n, [found[r][1].get(at[v], arb(0)).mid() * s for r in rows for v, s in zip(chosen, scale, strict=True)])
    try:
        y = arb_mat(n, n, [x.mid() for x in middle.inv().entries()])
    except ZeroDivisionError:
        return None
    residual = y * arb_mat(n, 1, [found[r][0] for r in rows])
    for widen in (1.0, 1e-3, 30.0):
        boxes = {v: arb(float(floats[v]), radii[v] * widen) for v in chosen}
        slopes = _Slopes(Balls(known, floats, boxes), {v: i for i, v in enumerate(chosen)})
        over = [slopes.of(equations[r])[1] for r in rows]
        jacobian = arb_mat(n, n, [g.get(i, arb(0)) * s for g in over for i, s in enumerate(scale)])
        rest = _minus(y * jacobian, n, arb_mat)
        spread = rest * arb_mat(n, 1, [arb(0, widen)] * n)
        moved = [-residual[i, 0] + spread[i, 0] for i in range(n)]
        if all(bool(abs(k) < widen) for k in moved):
            return Certificate({v: arb(float(floats[v])) + k * s for v, k, s in zip(chosen, moved, scale, strict=True)}, tuple(rows))
    return None


def rank(equations: Sequence[Num], unknowns: Sequence[Var], floats: Mapping[Var, float], scales: Sequence[float]) -> int:
    """How many of the equations are independent at the solved point."""
    slopes = _Slopes(Balls({}, floats), {v: i for i, v in enumerate(unknowns)})
    table = []
    for e in equations:
        _, s = slopes.of(e)
        row = [float(s[i].mid()) * scale if i in s and not s[i].contains(0) else 0.0 for i, scale in enumerate(scales)]
        if all(math.isfinite(x) for x in row):
            table.append(row)
    return len(_independent(table)[0]) if table and unknowns else 0


def _minus(m: Any, n: int, arb_mat: Any) -> Any:
    """1 - m."""
    return arb_mat(n, n, [int(i == j) for i in range(n) for j in range(n)]) - m


def _independent(table: list[list[float]]) -> tuple[list[int], list[int]]:
    """Rows and columns of a well-conditioned square part of full rank, by elimination with complete pivoting on rows scaled to 1; earlier rows first."""
    work = []
    for row in table:
        top = max(map(abs, row), default=0.0)
        work.append([x / top for x in row] if top else row[:])
    left = list(range(len(work)))
    free = list(range(len(table[0])))
    rows: list[int] = []
    columns: list[int] = []
    while left and free:
        size, r, c = max((abs(work[r][c]), -r, -c) for r in left for c in free)
        if size < 1e-9:
            break
        r, c = -r, -c
        pivot = work[r]
        left.remove(r)
        free.remove(c)
        rows.append(r)
        columns.append(c)
        for i in left:
            factor = work[i][c] / pivot[c]
            if factor:
                line = work[i]
                for j in free:
                    line[j] -= factor * pivot[j]
    order = sorted(range(len(rows)), key=lambda k: rows[k])
    return [rows[k] for k in order], [columns[k] for k in order]
