"""Values and exact first derivatives of many expressions at once: a tape of steps, run forwards for values and backwards for gradients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..expression import Expr, Num, Var, evaluate, postorder

__all__ = ["Tape"]

_TINY = 1e-300


class Tape:
    """Expressions over `unknowns`; everything else in them is known and bound once.

    Roots of negative numbers are 0 here; `domains` are the slots of what must not be negative for the whole to exist.
    """

    __slots__ = ("domains", "n", "ops", "roots", "rows", "slots", "starts", "unknowns")

    def __init__(self, exprs: Sequence[Num], unknowns: Sequence[Var], values: Mapping[Var, float]) -> None:
        self.unknowns, self.n = tuple(unknowns), len(unknowns)
        self.slots: list[float] = [0.0] * self.n
        self.ops: list[tuple[str, int, tuple[int, ...]]] = []
        self.domains: list[int] = []
        place: dict[int, int] = {id(v): i for i, v in enumerate(unknowns)}
        memo: dict[int, float] = {}
        step_of: dict[int, int] = {}
        known: dict[int, bool] = {}
        self.roots: list[int] = []
        for e in exprs:
            self.roots.append(self._lay(e, place, step_of, known, values, memo))
        self.domains = [d for d in dict.fromkeys(self.domains) if d in step_of or d < self.n]
        self.roots += self.domains
        self._rows(step_of)

    def _constant(self, x: Num, values: Mapping[Var, float], memo: dict[int, float]) -> int:
        self.slots.append(evaluate(x, values, memo))
        return len(self.slots) - 1

    def _lay(self, e: Num, place: dict[int, int], step_of: dict[int, int], known: dict[int, bool], values: Mapping[Var, float], memo: dict[int, float]) -> int:
        if not isinstance(e, Expr):
            return self._constant(e, values, memo)
        for node in postorder(e):
            key = id(node)
            if key in place or key in known:
                continue
            args = node.args
            for a in args:
                if id(a) in place and isinstance(a, Expr):
                    break
            else:
                known[key] = True
                continue
            at: list[int] = []
            for a in args:
                if isinstance(a, Expr) and id(a) in place:
                    at.append(place[id(a)])
                else:
                    at.append(self._constant(a, values, memo))
                    if isinstance(a, Expr):
                        place[id(a)] = at[-1]
            self.slots.append(0.0)
            out = len(self.slots) - 1
            place[key] = out
            step_of[out] = len(self.ops)
            if node.op in ("sqrt", "log") and not _square(args[0]):
                self.domains.append(at[0])
            self.ops.append((node.op, out, tuple(at)))
        if id(e) not in place:
            place[id(e)] = self._constant(e, values, memo)
        return place[id(e)]

    def _rows(self, step_of: dict[int, int]) -> None:
        """For each root, the steps it needs, last first: number, slot, and those of its arguments that are not constant, with their places."""
        uses = [tuple([(i, j) for i, j in enumerate(at) if j < self.n or j in step_of]) for _, _, at in self.ops]
        self.rows: list[list[tuple[int, int, tuple[tuple[int, int], ...]]]] = []
        for root in self.roots:
            need: set[int] = set()
            stack = [root]
            while stack:
                k = step_of.get(stack.pop())
                if k is not None and k not in need:
                    need.add(k)
                    stack.extend(self.ops[k][2])
            self.rows.append([(k, self.ops[k][1], uses[k]) for k in sorted(need, reverse=True)])

    def values(self, x: Sequence[float]) -> list[float]:
        """The value of each expression, then of each domain; nan where it has none."""
        s = self.slots
        s[: self.n] = x
        hyp = math.hypot
        for op, out, at in self.ops:
            try:
                if op == "-":
                    a, b = at
                    s[out] = s[a] - s[b]
                elif op == "*":
                    a, b = at
                    s[out] = s[a] * s[b]
                elif op == "+":
                    a, b = at
                    s[out] = s[a] + s[b]
                elif op == "distance":
                    a, b, c, d = at
                    s[out] = hyp(s[c] - s[a], s[d] - s[b])
                else:
                    s[out] = _VALUE[op](s, at)
            except (ValueError, OverflowError, ZeroDivisionError, TypeError):
                s[out] = math.nan
        return [s[r] for r in self.roots]

    def gradients(self, x: Sequence[float]) -> tuple[list[float], list[dict[int, float]]]:
        """Values, and for each expression its derivatives by the number of the unknown."""
        return self.values(x), self.slopes([True] * len(self.roots))

    def slopes(self, wanted: Sequence[bool]) -> list[dict[int, float]]:
        """Derivatives where `values` was asked for last, of the expressions that are wanted; of others nothing."""
        n, slope = self.n, self._slope
        parts: list[tuple[float, ...] | None] = [None] * len(self.ops)
        rows: list[dict[int, float]] = []
        for root, need, want in zip(self.roots, self.rows, wanted, strict=True):
            if not want:
                rows.append({})
                continue
            flow: dict[int, float] = {root: 1.0}
            for k, out, uses in need:
                w = flow.pop(out, 0.0)
                if w:
                    part = parts[k]
                    if part is None:
                        part = parts[k] = slope(k)
                    for i, j in uses:
                        d = part[i]
                        if d:
                            if j in flow:
                                flow[j] += w * d
                            else:
                                flow[j] = w * d
            rows.append({j: w for j, w in flow.items() if j < n})
        return rows

    def _slope(self, k: int) -> tuple[float, ...]:
        """Derivatives of a step by its arguments."""
        s = self.slots
        op, out, at = self.ops[k]
        if op == "-":
            return _MINUS
        if op == "+":
            return _PLUS
        if op == "*":
            return s[at[1]], s[at[0]]
        if op == "distance":
            a, b, c, d = at
            r = s[out] or _TINY
            u, v = (s[c] - s[a]) / r, (s[d] - s[b]) / r
            return -u, -v, u, v
        try:
            return _SLOPE[op](s, at, s[out])  # type: ignore[no-any-return]
        except (ValueError, OverflowError, ZeroDivisionError, TypeError):
            return (math.nan,) * len(at)


def _square(x: Num) -> bool:
    """Is it plainly never negative?"""
    if not isinstance(x, Expr):
        return True
    if x.op == "+":
        return _square(x.args[0]) and _square(x.args[1])
    return (x.op == "*" and x.args[0] is x.args[1]) or (x.op == "^" and x.args[1] == 2) or x.op in ("distance", "abs", "area")


_PLUS, _MINUS = (1.0, 1.0), (1.0, -1.0)


def _root(s: list[float], at: tuple[int, ...]) -> float:
    x = s[at[0]]
    return math.sqrt(x) if x > 0 else x * 0.0


def _power(s: list[float], at: tuple[int, ...]) -> float:
    got = s[at[0]] ** s[at[1]]
    return got if got.__class__ is float else math.nan


def _angle(s: list[float], at: tuple[int, ...]) -> float:
    a, b, c, d = (s[i] for i in at)
    return math.atan2(abs(a * d - b * c), a * c + b * d)


def _area(s: list[float], at: tuple[int, ...]) -> float:
    return abs(_twice_area(s, at)) / 2


def _twice_area(s: list[float], at: tuple[int, ...]) -> float:
    n = len(at)
    return sum(s[at[i]] * s[at[(i + 3) % n]] - s[at[(i + 2) % n]] * s[at[i + 1]] for i in range(0, n, 2))


_VALUE: dict[str, Any] = {
    "/": lambda s, at: s[at[0]] / s[at[1]],
    "neg": lambda s, at: -s[at[0]],
    "sqrt": _root,
    "^": _power,
    "sin": lambda s, at: math.sin(s[at[0]]),
    "cos": lambda s, at: math.cos(s[at[0]]),
    "tan": lambda s, at: math.tan(s[at[0]]),
    "asin": lambda s, at: math.asin(max(-1.0, min(1.0, s[at[0]]))),
    "acos": lambda s, at: math.acos(max(-1.0, min(1.0, s[at[0]]))),
    "atan": lambda s, at: math.atan(s[at[0]]),
    "atan2": lambda s, at: math.atan2(s[at[0]], s[at[1]]),
    "exp": lambda s, at: math.exp(s[at[0]]),
    "log": lambda s, at: math.log(s[at[0]]),
    "abs": lambda s, at: abs(s[at[0]]),
    "sign": lambda s, at: 1.0 if s[at[0]] >= 0 else -1.0,
    "min": lambda s, at: min(s[i] for i in at),
    "max": lambda s, at: max(s[i] for i in at),
    "hypot": lambda s, at: math.hypot(s[at[0]], s[at[1]]),
    "angle": _angle,
    "area": _area,
}


def _quotient_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    b = s[at[1]]
    return 1.0 / b, -v / b


def _power_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    a, b = s[at[0]], s[at[1]]
    return b * a ** (b - 1) if a or b >= 1 else 0.0, v * math.log(a) if a > 0 else 0.0


def _atan2_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    y, x = s[at[0]], s[at[1]]
    q = x * x + y * y or _TINY
    return x / q, -y / q


def _angle_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    a, b, c, d = (s[i] for i in at)
    turn = 1.0 if a * d - b * c >= 0 else -1.0
    p, q = turn / (a * a + b * b or _TINY), turn / (c * c + d * d or _TINY)
    return b * p, -a * p, -d * q, c * q


def _area_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    half = 0.5 if _twice_area(s, at) >= 0 else -0.5
    n = len(at)
    out = []
    for i in range(0, n, 2):
        out.append(half * (s[at[(i + 3) % n]] - s[at[i - 1]]))
        out.append(half * (s[at[i - 2]] - s[at[(i + 2) % n]]))
    return tuple(out)


def _extreme_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    first = next((k for k, i in enumerate(at) if s[i] == v), 0)
    return tuple(1.0 if k == first else 0.0 for k in range(len(at)))


def _arc_slope(sign: float) -> Any:
    def slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
        x = s[at[0]]
        return (sign / math.sqrt(max(1 - x * x, 1e-12)),)

    return slope


_SLOPE: dict[str, Any] = {
    "/": _quotient_slope,
    "neg": lambda s, at, v: (-1.0,),
    "sqrt": lambda s, at, v: (0.5 / v if v else 0.0,),
    "^": _power_slope,
    "sin": lambda s, at, v: (math.cos(s[at[0]]),),
    "cos": lambda s, at, v: (-math.sin(s[at[0]]),),
    "tan": lambda s, at, v: (1 + v * v,),
    "asin": _arc_slope(1.0),
    "acos": _arc_slope(-1.0),
    "atan": lambda s, at, v: (1 / (1 + s[at[0]] * s[at[0]]),),
    "atan2": _atan2_slope,
    "exp": lambda s, at, v: (v,),
    "log": lambda s, at, v: (1 / s[at[0]],),
    "abs": lambda s, at, v: (1.0 if s[at[0]] >= 0 else -1.0,),
    "sign": lambda s, at, v: (0.0,),
    "min": _extreme_slope,
    "max": _extreme_slope,
    "hypot": lambda s, at, v: (s[at[0]] / (v or _TINY), s[at[1]] / (v or _TINY)),
    "angle": _angle_slope,
    "area": _area_slope,
}
