"""Values and exact first derivatives of many expressions at once: a tape of steps, run forwards for values and backwards for gradients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..expression import Expr, Memo, Num, Var, evaluate, postorder

__all__ = ["Tape"]

_TINY = 1e-300
Uses = tuple[int, int, tuple[tuple[int, Any], ...]]
"""Of a step: its slot; its number, -1 if its slopes never change; the slots of arguments that do, each with the slope, or with its place among them."""


class Tape:
    """Expressions over `unknowns`; everything else in them is known and bound once.

    Roots of negative numbers are 0 here; `domains` are the slots of what must not be negative for the whole to exist.
    """

    __slots__ = ("_needs", "_rows", "_uses", "domains", "n", "ops", "roots", "slots")

    def __init__(self, exprs: Sequence[Num], unknowns: Sequence[Var], values: Mapping[Var, float]) -> None:
        self.n = n = len(unknowns)
        self.slots: list[float] = [0.0] * n
        self.ops: list[tuple[str, int, int, int, tuple[int, ...]]] = []
        """What is done, into which slot, with the first, the second, all slots of its arguments."""
        self._uses: list[Uses] = []
        self._needs: dict[int, int] = {k: 1 << k for k in range(n)}
        """of each slot that changes: the unknowns (the first bits) and the steps that it is made of"""
        place: dict[int, int] = {id(v): i for i, v in enumerate(unknowns)}
        fixed: dict[int, int] = {}
        memo: Memo = {}
        domains: dict[int, None] = {}
        for node in postorder(*exprs):
            key = id(node)
            if key in place:
                continue
            for a in node.args:
                if id(a) in place:
                    break
            else:
                continue
            at = []
            for a in node.args:
                slot = place.get(id(a))
                if slot is None:
                    slot = fixed.get(id(a))
                    if slot is None:
                        slot = fixed[id(a)] = self._constant(a, values, memo)
                at.append(slot)
            self.slots.append(0.0)
            place[key] = self._step(node.op, len(self.slots) - 1, tuple(at))
            if node.op in ("sqrt", "log") and not _square(node.args[0]):
                domains[at[0]] = None
        self.domains = list(domains)
        self.roots = [place[id(e)] if id(e) in place else self._constant(e, values, memo) for e in exprs] + self.domains
        self._rows: list[tuple[list[Uses], list[int]] | None] = [None] * len(self.roots)

    def _constant(self, x: Num, values: Mapping[Var, float], memo: Memo) -> int:
        self.slots.append(evaluate(x, values, memo))
        return len(self.slots) - 1

    def _step(self, op: str, out: int, at: tuple[int, ...]) -> int:
        needs = self._needs
        k = len(self.ops)
        mine = 1 << self.n + k
        for j in at:
            mine |= needs.get(j, 0)
        needs[out] = mine
        a, b = at[0], at[1] if len(at) > 1 else -1
        self.ops.append((op, out, a, b, at))
        slopes: tuple[float, ...] | None = None
        if op == "-":
            slopes = _MINUS
        elif op == "+":
            slopes = _PLUS
        elif op == "neg":
            slopes = (-1.0,)
        elif op == "*" and (a not in needs or b not in needs):
            slopes = self.slots[b], self.slots[a]
        if slopes is not None:
            self._uses.append((out, -1, tuple([(j, d) for j, d in zip(at, slopes, strict=True) if j in needs and d])))
        else:
            self._uses.append((out, k, tuple([(j, i) for i, j in enumerate(at) if j in needs])))
        return out

    def values(self, x: Sequence[float]) -> list[float]:
        """The value of each expression, then of each domain; nan where it has none."""
        s = self.slots
        s[: self.n] = x
        hyp = math.hypot
        for op, out, a, b, at in self.ops:
            try:
                if op == "-":
                    s[out] = s[a] - s[b]
                elif op == "*":
                    s[out] = s[a] * s[b]
                elif op == "+":
                    s[out] = s[a] + s[b]
                elif op == "distance":
                    s[out] = hyp(s[at[2]] - s[a], s[at[3]] - s[b])
                else:
                    s[out] = _VALUE[op](s, at)
            except (ValueError, OverflowError, ZeroDivisionError, TypeError):
                s[out] = math.nan
        return [s[r] for r in self.roots]

    def gradients(self, x: Sequence[float]) -> tuple[list[float], list[dict[int, float]]]:
        """Values, and for each expression its derivatives by the number of the unknown."""
        return self.values(x), self.slopes([True] * len(self.roots))

    def slopes(self, wanted: Sequence[bool]) -> list[dict[int, float]]:
        """Derivatives where `values` was asked for last, of the expressions that are wanted, without those that are 0; of others nothing."""
        slope, width = self._slope, len(self.slots)
        parts: list[tuple[float, ...] | None] = [None] * len(self.ops)
        rows: list[dict[int, float]] = []
        for number, want in enumerate(wanted):
            if not want:
                rows.append({})
                continue
            steps, mine = self._rows[number] or self._row(number)
            flow = [0.0] * width
            flow[self.roots[number]] = 1.0
            for out, k, uses in steps:
                w = flow[out]
                if not w:
                    continue
                if k < 0:
                    for j, d in uses:
                        flow[j] += w * d
                    continue
                part = parts[k]
                if part is None:
                    part = parts[k] = slope(k)
                for j, i in uses:
                    d = part[i]
                    if d:
                        flow[j] += w * d
            rows.append({j: d for j in mine if (d := flow[j])})
        return rows

    def _row(self, number: int) -> tuple[list[Uses], list[int]]:
        """The steps that an expression needs, last first, and its unknowns."""
        needs = self._needs.get(self.roots[number], 0)
        steps = needs >> self.n
        needs ^= steps << self.n
        order = []
        while steps:
            k = steps.bit_length() - 1
            steps ^= 1 << k
            order.append(self._uses[k])
        found = self._rows[number] = order, [j for j in range(self.n) if needs >> j & 1]
        return found

    def _slope(self, k: int) -> tuple[float, ...]:
        """Derivatives of a step by its arguments."""
        s = self.slots
        op, out, a, b, at = self.ops[k]
        if op == "*":
            return s[b], s[a]
        if op == "distance":
            r = s[out] or _TINY
            u, v = (s[at[2]] - s[a]) / r, (s[at[3]] - s[b]) / r
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
    a: Any = s[at[0]]  # a power of floats may be complex
    got = a ** s[at[1]]
    return got if got.__class__ is float else math.nan


def _angle(s: list[float], at: tuple[int, ...]) -> float:
    a, b, c, d = [s[i] for i in at]
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
    "min": lambda s, at: min([s[i] for i in at]),
    "max": lambda s, at: max([s[i] for i in at]),
    "hypot": lambda s, at: math.hypot(s[at[0]], s[at[1]]),
    "angle": _angle,
    "area": _area,
}


def _quotient_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    b = s[at[1]]
    return 1.0 / b, -v / b


def _power_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    a: Any = s[at[0]]
    b = s[at[1]]
    return b * a ** (b - 1) if a or b >= 1 else 0.0, v * math.log(a) if a > 0 else 0.0


def _atan2_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    y, x = s[at[0]], s[at[1]]
    q = x * x + y * y or _TINY
    return x / q, -y / q


def _angle_slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
    a, b, c, d = [s[i] for i in at]
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
    out = [0.0] * len(at)
    found = [s[i] for i in at]
    out[found.index(v) if v in found else 0] = 1.0
    return tuple(out)


def _arc_slope(sign: float) -> Any:
    def slope(s: list[float], at: tuple[int, ...], v: float) -> tuple[float, ...]:
        x = s[at[0]]
        return (sign / math.sqrt(max(1 - x * x, 1e-12)),)

    return slope


_SLOPE: dict[str, Any] = {
    "/": _quotient_slope,
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
