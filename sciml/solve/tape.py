"""Values and exact first derivatives of many expressions at once: a tape of steps, run forwards for values and backwards for gradients."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..expression import Expr, Memo, Num, Var, evaluate

__all__ = ["Tape"]

_TINY = 1e-300
Uses = tuple[int, int, int, int, tuple[tuple[int, int], ...]]
"""Of a step: how it hands its slope on (below), its slot, the slots of its first two arguments; of all else its number and, in place of both, the slots that
change with their places among the arguments."""
_REST, _BOTH, _OTHER, _MINUS, _FIRST, _SECOND, _PLUS = range(7)
"""all else; a product of two that change, of one with what does not; a difference of two; the first alone (of a difference or a sum); what is taken away alone;
a sum of two"""


class Tape:
    """Expressions over `unknowns`; everything else in them is known and bound once.

    Roots of negative numbers are 0 here; `domains` are the slots of what must not be negative for the whole to exist.
    """

    __slots__ = ("_fixed", "_memo", "_needs", "_place", "_rows", "_uses", "_values", "domains", "n", "ops", "roots", "slots")

    def __init__(self, exprs: Sequence[Num], unknowns: Sequence[Var], values: Mapping[Var, float], masks: Mapping[Expr, int], mine: int, known: Memo) -> None:
        """masks: for each node the variables below it as bits, of which `mine` are the unknowns. known: of nodes in which none of them stands."""
        self.n = n = len(unknowns)
        self.slots: list[float] = [0.0] * n
        self.ops: list[tuple[str, int, int, int, tuple[int, ...]]] = []
        """What is done, into which slot, with the first, the second, all slots of its arguments."""
        self._uses: list[Uses] = []
        self._needs: dict[int, int] = {k: 1 << k for k in range(n)}
        """of each slot that changes: the unknowns (the first bits) and the steps that it is made of"""
        self._place: dict[Expr, int] = {v: i for i, v in enumerate(unknowns)}
        self._fixed: dict[Expr, int] = {}
        self._values = values
        self._memo = known
        domains: dict[int, None] = {}
        place = self._place
        stack: list[Any] = [e for e in reversed(exprs) if isinstance(e, Expr) and masks[e] & mine]
        seen: set[Expr] = set()
        while stack:
            node = stack.pop()
            if node is None:  # its arguments have their slots
                node = stack.pop()
                slots = self._step(node)
                if node.op in ("sqrt", "log") and not _square(node.args[0]):
                    domains[slots[0]] = None
                continue
            if node in seen or node in place:
                continue
            seen.add(node)
            stack.append(node)
            stack.append(None)
            for a in node.args:
                if (a.__class__ is Expr or isinstance(a, Expr)) and a not in seen and masks[a] & mine:
                    stack.append(a)
        self.domains = list(domains)
        self.roots = [self._slot(e) for e in exprs] + self.domains
        self._rows: list[tuple[list[Uses], list[int]] | None] = [None] * len(self.roots)

    def bind(self, values: Mapping[Var, float], known: Memo) -> None:
        """The same where what is known has other values."""
        slots = self.slots
        for node, slot in self._fixed.items():
            slots[slot] = evaluate(node, values, known)

    def _slot(self, x: Num) -> int:
        """Where a number stands; what does not change is evaluated once."""
        if not isinstance(x, Expr):
            self.slots.append(float(x))
            return len(self.slots) - 1
        found = self._place.get(x)
        if found is None:
            found = self._fixed.get(x)
            if found is None:
                self.slots.append(evaluate(x, self._values, self._memo))
                found = self._fixed[x] = len(self.slots) - 1
        return found

    def _step(self, node: Expr) -> tuple[int, ...]:
        """One more step; the slots of its arguments."""
        needs, slot, op = self._needs, self._slot, node.op
        at = tuple([slot(x) for x in node.args])
        k, out = len(self.ops), len(self.slots)
        self.slots.append(0.0)
        self._place[node] = out
        mine = 1 << self.n + k
        for j in at:
            mine |= needs.get(j, 0)
        needs[out] = mine
        a, b = at[0], at[1] if len(at) > 1 else -1
        self.ops.append((op, out, a, b, at))
        rest: tuple[tuple[int, int], ...] = ()
        code = _REST
        if op == "*":
            code = _BOTH if a in needs and b in needs else _OTHER
            if a not in needs:
                a, b = b, a
        elif op == "-":
            code = _MINUS if a in needs and b in needs else _FIRST if a in needs else _SECOND
        elif op == "+":
            code = _PLUS if a in needs and b in needs else _FIRST
            a = a if a in needs else b
        elif op == "neg":
            code, b = _SECOND, a
        else:
            a, rest = k, tuple([(j, i) for i, j in enumerate(at) if j in needs])
        self._uses.append((code, out, a, b, rest))
        return at

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

    def gradients(self, x: Sequence[float]) -> tuple[list[float], list[list[tuple[int, float]]]]:
        """Values, and for each expression its derivatives, each after the number of the unknown."""
        return self.values(x), self.slopes([True] * len(self.roots))

    def slopes(self, wanted: Sequence[bool]) -> list[list[tuple[int, float]]]:
        """Derivatives where `values` was asked for last, of the expressions that are wanted, without those that are 0; of others nothing."""
        s, slope = self.slots, self._slope
        width = len(s)
        parts: list[tuple[float, ...] | None] = [None] * len(self.ops)
        rows: list[list[tuple[int, float]]] = []
        for number, want in enumerate(wanted):
            if not want:
                rows.append([])
                continue
            steps, mine = self._rows[number] or self._row(number)
            flow = [0.0] * width
            flow[self.roots[number]] = 1.0
            for code, out, a, b, rest in steps:
                w = flow[out]
                if not w:
                    continue
                if rest:
                    part = parts[a]
                    if part is None:
                        part = parts[a] = slope(a)
                    for j, i in rest:
                        d = part[i]
                        if d:
                            flow[j] += w * d
                elif code == _BOTH:
                    flow[a] += w * s[b]
                    flow[b] += w * s[a]
                elif code == _OTHER:
                    flow[a] += w * s[b]
                elif code == _MINUS:
                    flow[a] += w
                    flow[b] -= w
                elif code == _FIRST:
                    flow[a] += w
                elif code == _SECOND:
                    flow[b] -= w
                else:
                    flow[a] += w
                    flow[b] += w
            rows.append([(j, d) for j in mine if (d := flow[j])])
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
