"""The exact values of what was constructed in closed form: the same steps again, over numbers that keep their roots."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from .. import expression as ex
from ..expression import Expr, Num, Var, evaluate, postorder, sqrt
from .locus import NotPolynomial
from .meet import Coincident, NotClosed, center, foot, heading, meet, roots
from .options import Option, linked, reader_for
from .plan import Step
from .ray import Poly
from .surd import plain, root_of
from .system import Part, System

__all__ = ["Exact", "cosine", "pi_multiple", "sine"]


_ALGEBRA = frozenset(("+", "-", "*", "/", "^", "neg", "sqrt", "abs", "sign", "min", "max", "hypot"))


def root(x: Num) -> Num:
    return root_of(x) if isinstance(x, (int, Fraction)) else sqrt(x)


def length(x: Num, y: Num) -> Num:
    if not isinstance(x, Expr) and x == 0:
        return ex.absolute(y)
    if not isinstance(y, Expr) and y == 0:
        return ex.absolute(x)
    return root(x * x + y * y)


def _from(origin: Num, x: Num) -> Num:
    """origin + x; most places are counted from 0."""
    return x if origin.__class__ is int and origin == 0 and x.__class__ is not int else origin + x


def pi_multiple(x: Num) -> Fraction | None:
    """k where x is plainly k pi."""
    if not isinstance(x, Expr):
        return Fraction(0) if x == 0 else None
    if x.op == "pi":
        return Fraction(1)
    args = x.args
    if x.op == "neg":
        k = pi_multiple(args[0])
        return None if k is None else -k
    if x.op in ("+", "-"):
        j, k = pi_multiple(args[0]), pi_multiple(args[1])
        return None if j is None or k is None else j + k if x.op == "+" else j - k
    if x.op in ("*", "/"):
        for mine, other in ((0, 1), (1, 0)) if x.op == "*" else ((0, 1),):
            k, f = pi_multiple(args[mine]), args[other]
            if k is not None and isinstance(f, (int, Fraction)) and f != 0:
                return k * f if x.op == "*" else k / f
    return None


def _quarter(k: Fraction) -> Num | None:
    """cos(k pi) for 0 <= k <= 1/2 where it has a short form."""
    half, quarter = Fraction(1, 2), Fraction(1, 4)
    found: dict[Fraction, Callable[[], Num]] = {
        Fraction(0): lambda: 1, half: lambda: 0,
        Fraction(1, 3): lambda: half, Fraction(1, 4): lambda: root_of(2) * half, Fraction(1, 6): lambda: root_of(3) * half,
        Fraction(1, 5): lambda: (1 + root_of(5)) * quarter, Fraction(2, 5): lambda: (root_of(5) - 1) * quarter,
        Fraction(1, 12): lambda: (root_of(6) + root_of(2)) * quarter, Fraction(5, 12): lambda: (root_of(6) - root_of(2)) * quarter,
    }  # fmt: skip
    make = found.get(k)
    return make() if make is not None else None


def _cosine(k: Fraction) -> Num | None:
    k = k % 2
    if k > 1:
        k = 2 - k
    if k <= Fraction(1, 2):
        return _quarter(k)
    found = _quarter(1 - k)
    return None if found is None else -found


def cosine(x: Num) -> Num:
    k = pi_multiple(x)
    found = _cosine(k) if k is not None else None
    return ex.cos(x) if found is None else found


def sine(x: Num) -> Num:
    k = pi_multiple(x)
    found = _cosine(Fraction(1, 2) - k) if k is not None else None
    return ex.sin(x) if found is None else found


_APPLY: dict[str, Callable[..., Num]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "^": lambda a, b: a**b, "neg": lambda a: -a,
    "sqrt": root, "sin": sine, "cos": cosine, "tan": ex.tan, "asin": ex.asin, "acos": ex.acos, "atan": ex.atan, "atan2": ex.atan2,
    "exp": ex.exp, "log": ex.log, "abs": ex.absolute, "sign": ex.sign, "min": ex.minimum, "max": ex.maximum, "hypot": length,
}  # fmt: skip


class Exact:
    """values: what is known exactly, late constants and unknowns alike, as numbers without variables."""

    def __init__(self, system: System, constants: Mapping[Var, Num]) -> None:
        self.system = system
        self.values: dict[Var, Num] = {}
        self.memo: dict[Expr, Num] = {}
        self.starts: dict[Var, Num] = {}
        """of unknowns that nothing holds: their values, put in when they are asked for."""
        for v, n in constants.items():
            self.values[v] = n
        for v, n in constants.items():
            if isinstance(n, Expr):
                self.values[v] = self.fold(n)

    def fold(self, x: Num) -> Num:
        """The number with everything put in that is known exactly; `NotPolynomial` if something in it is not."""
        if not isinstance(x, Expr):
            return x
        memo = self.memo
        known = memo.get(x)
        if known is not None:
            return known
        for node in postorder(x):
            if node in memo:
                continue
            if node.op == "var":
                found = self.values.get(node)  # type: ignore[call-overload]
                if found is None and node in self.starts:
                    found = self.values[node] = self.fold(self.starts.pop(node))
                if found is None:
                    raise NotPolynomial
                memo[node] = found
            elif node.op == "pi":
                memo[node] = node
            else:
                args = [memo[a] if isinstance(a, Expr) else a for a in node.args]
                memo[node] = self._apply(node.op, args)
        return memo[x]

    @staticmethod
    def _apply(op: str, args: list[Num]) -> Num:
        if op == "distance":
            return length(args[2] - args[0], args[3] - args[1])
        if op not in _ALGEBRA:
            args = [plain(a) for a in args]
        if op in ("angle", "area"):
            return Expr(op, tuple(args))
        if op == "/" and not isinstance(args[1], Expr) and args[1] == 0:
            raise NotPolynomial
        made = _APPLY[op](*args)
        if isinstance(made, float) and math.isnan(made):
            raise NotPolynomial
        return made

    # ------------------------------------------------------------ steps

    def step(self, part: Part, step: Step, option: Option, moved: Mapping[Var, Fraction], floats: Mapping[Var, float]) -> None:
        """Write down what this step found, where it can be."""
        us = [self.system.unknowns[i] for i in step.unknowns]
        try:
            for at in self._found(part, step, option, moved):
                if all([abs(evaluate(e, {}) - v) <= 1e-8 * (part.size + abs(v)) for e, v in zip(at, option.values, strict=True)]):
                    if step.kind == "reframe":
                        self.memo.clear()
                    for u, e in zip(us, at, strict=True):
                        self.values[u.var] = e
                    return
        except (NotPolynomial, Coincident, NotClosed, ZeroDivisionError, OverflowError):
            pass
        for u in us:
            self.values.pop(u.var, None)
        self.memo.clear()

    def result(self) -> dict[Var, Num]:
        """Unknowns and constants with their exact values, as expressions without variables."""
        return {v: plain(n) for v, n in self.values.items()}

    def _found(self, part: Part, step: Step, option: Option, moved: Mapping[Var, Fraction]) -> Iterable[tuple[Num, ...]]:
        us = [self.system.unknowns[i] for i in step.unknowns]
        if step.kind == "level":
            partner = self.system.unknowns[self.system.unknowns[step.partner].mate].var
            return [(moved[us[0].var] if us[0].var in moved else self.fold(partner),)]
        if step.kind == "origin":
            return [(0,) * len(us)]
        if step.kind == "free":
            return [tuple(moved[u.var] if u.var in moved else self._start(u) for u in us)]
        tags = option.tags
        if not tags or tags[0] in ("reframe", "numeric"):
            return [self._reframed(part, step)] if tags else []
        return _FORMS[tags[0]](self, step, us, tags, moved)

    def _start(self, u: Any) -> Num:
        if u.follows is not None:
            if u.follows not in self.values:
                raise NotPolynomial
            return self.values[u.follows]
        return self.fold(u.start)

    def _polys(self, step: Step, places: dict[Expr, Poly], numbers: tuple[int, ...]) -> list[dict[str, Poly]]:
        mask = step.mask
        for other, _, _ in step.links:
            mask |= 1 << other
        reader = reader_for(self.system, mask, self.fold, places)
        reader.cos, reader.sin, reader.length = cosine, sine, length
        rows = {c.number: c for c in step.equations}
        return [dict(reader.alternatives(rows[n].value)) for n in numbers]

    def _places(self, step: Step, us: list[Any]) -> tuple[list[Num], dict[Expr, Poly]]:
        origin = [self.fold(o) if o is not None else 0 for o in step.origins(self.system)]
        places: dict[Expr, Poly] = {us[0].var: (origin[0], 1, 0, 0, 0, 0)}
        if len(us) > 1:
            places[us[1].var] = (origin[1], 0, 1, 0, 0, 0)
        if step.links:
            linked(self.system, step, places, self.fold)
        return origin, places

    def _roots(self, step: Step, us: list[Any], tags: tuple[Any, ...], moved: Any) -> list[tuple[Num, ...]]:
        origin, places = self._places(step, us)
        (p,) = self._polys(step, places, (tags[1],))
        if tags[2] not in p:
            raise NotPolynomial
        return [(_from(origin[0], r),) for r in roots(p[tags[2]])]

    def _meet(self, step: Step, us: list[Any], tags: tuple[Any, ...], moved: Any) -> Iterator[tuple[Num, ...]]:
        origin, places = self._places(step, us)
        p, q = self._polys(step, places, (tags[1], tags[3]))
        for x, y in meet(p[tags[2]], q[tags[4]]):
            yield _from(origin[0], x), _from(origin[1], y)

    def _glide(self, step: Step, us: list[Any], tags: tuple[Any, ...], moved: Any) -> list[tuple[Num, ...]]:
        origin, places = self._places(step, us)
        (polys,) = self._polys(step, places, (tags[1],))
        p = polys[tags[2]]
        if isinstance(tags[3], Fraction):
            at = p.base[0] + p.way[0] * tags[3], p.base[1] + p.way[1] * tags[3]  # type: ignore[attr-defined]
        elif tags[3] == (0, 0):
            x, y = (moved[u.var] if u.var in moved else self._start(u) for u in us)
            at = foot(p, x - origin[0], y - origin[1])
        else:
            mx, my, square = center(p)
            c, s = heading(tags[3])
            r = root(square)
            at = mx + r * c, my + r * s
        return [(origin[0] + at[0], origin[1] + at[1])]

    def _turn(self, step: Step, us: list[Any], tags: tuple[Any, ...], moved: Any) -> list[tuple[Num, ...]]:
        places: dict[Expr, Poly] = {}
        for c in step.equations:
            for node in step.nodes(self.system, c, step.mask):
                if node.op in ("cos", "sin"):
                    places[node] = (0, 1, 0, 0, 0, 0) if node.op == "cos" else (0, 0, 1, 0, 0, 0)
        (p,) = self._polys(step, places, (tags[1],))
        return [(ex.atan2(plain(y), plain(x)) + 2 * tags[3] * ex.PI,) for x, y in meet(p[tags[2]], (-1, 0, 0, 1, 0, 1))]

    def _reframed(self, part: Part, step: Step) -> tuple[Num, ...]:
        v, us = self.values, self.system.unknowns
        pairs = [u for u in part.unknowns if u.axis == "x"]
        a, b = pairs[0], pairs[1]
        if any(u.var not in v or us[u.mate].var not in v for u in pairs):
            raise NotPolynomial
        ax, ay, bx, by = v[a.var], v[us[a.mate].var], v[b.var], v[us[b.mate].var]
        ux, uy = bx - ax, by - ay
        n = length(ux, uy)
        x, y = self._start(a), self._start(us[a.mate])
        new: dict[int, Num] = {}
        for u in pairs:
            p, q = v[u.var] - ax, v[us[u.mate].var] - ay
            new[u.index], new[u.mate] = x + (ux * p + uy * q) / n, y + (ux * q - uy * p) / n
        new[b.mate] = y
        if any(i not in new for i in step.unknowns):
            raise NotPolynomial
        return tuple(new[i] for i in step.unknowns)


_FORMS: dict[str, Callable[..., Iterable[tuple[Num, ...]]]] = {"roots": Exact._roots, "meet": Exact._meet, "glide": Exact._glide, "turn": Exact._turn}
