"""Sums of rational multiples of square roots of whole numbers: the numbers that most constructions with ruler and compass need, kept in one short form."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from ..expression import Expr, Num, postorder, sqrt

__all__ = ["Surd", "plain", "root_of"]

_MOST = 8
_SMALL = 10**12


class Surd:
    """terms: radicand (square-free, 1 for the rational part) -> coefficient, none 0, at least one radicand above 1."""

    __slots__ = ("_expr", "_float", "terms")

    def __init__(self, terms: dict[int, Fraction]) -> None:
        self.terms = terms
        self._float: float | None = None
        self._expr: Num | None = None

    # ------------------------------------------------------------ as other numbers

    def __float__(self) -> float:
        if self._float is None:
            self._float = math.fsum(float(c) * math.sqrt(r) for r, c in self.terms.items())
        return self._float

    def expr(self) -> Num:
        """The same number as an expression."""
        if self._expr is None:
            total: Num = 0
            for r in sorted(self.terms):
                c = self.terms[r]
                total = total + (c if r == 1 else sqrt(r) * c)
            self._expr = total
        return self._expr

    def __repr__(self) -> str:
        return " + ".join(f"{c}" if r == 1 else f"{c}*sqrt({r})" for r, c in sorted(self.terms.items()))

    # ------------------------------------------------------------ arithmetic

    def _with(self, other: Any, op: str) -> Any:
        if isinstance(other, Surd):
            terms = other.terms
        elif isinstance(other, (int, Fraction)):
            terms = {1: Fraction(other)} if other else {}
        else:
            return NotImplemented if not isinstance(other, (float, Expr)) else _mixed(self, other, op)
        if op == "+":
            out = dict(self.terms)
            for r, c in terms.items():
                out[r] = out.get(r, Fraction(0)) + c
            return _made(out)
        out = {}
        for r, c in self.terms.items():
            for s, d in terms.items():
                g = math.gcd(r, s)
                k = (r // g) * (s // g)
                out[k] = out.get(k, Fraction(0)) + c * d * g
        made = _made(out)
        return _mixed(self, other.expr() if isinstance(other, Surd) else other, op) if isinstance(made, Surd) and len(made.terms) > _MOST else made

    def __add__(self, other: Any) -> Any:
        return self._with(other, "+")

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __mul__(self, other: Any) -> Any:
        return self._with(other, "*")

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __neg__(self) -> Surd:
        return Surd({r: -c for r, c in self.terms.items()})

    def __sub__(self, other: Any) -> Any:
        return self._with(-other, "+")

    def __rsub__(self, other: Any) -> Any:
        return (-self)._with(other, "+")

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            return Surd({r: c / other for r, c in self.terms.items()})
        if isinstance(other, Surd):
            return self * other.inverse()
        return _mixed(self, other, "/")

    def __rtruediv__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            return self.inverse() * other
        return other / self.expr() if isinstance(other, Expr) else other / float(self)

    def __pow__(self, k: Any) -> Any:
        if isinstance(k, (int, Fraction)) and k == int(k) and 0 < k <= 8:
            out: Any = self
            for _ in range(int(k) - 1):
                out = out * self
            return out
        return self.expr() ** k

    def inverse(self) -> Any:
        """1 / self, by its conjugates."""
        top: Any = 1
        below: Any = self
        for _ in range(6):
            if not isinstance(below, Surd):
                return top / below if isinstance(top, (Surd, Expr)) else Fraction(top) / below
            r = max(below.terms)
            p = next(q for q in range(2, r + 1) if r % q == 0)
            other = Surd({s: -c if s % p == 0 else c for s, c in below.terms.items()})
            top, below = top * other, below * other
            if isinstance(below, Expr) or isinstance(top, Expr):
                break
        return 1 / self.expr()

    def sqrt(self) -> Any:
        if float(self) < 0:
            return math.nan
        if len(self.terms) == 2 and 1 in self.terms:
            (r, b), a = next((r, c) for r, c in self.terms.items() if r != 1), self.terms[1]
            inner = _rational_root(a * a - b * b * r)
            if inner is not None:
                x, y = root_of((a + inner) / 2), root_of((a - inner) / 2)
                return x + y if b > 0 else x - y if float(x) >= float(y) else y - x
        if len(self.terms) == 1:
            (r, c) = next(iter(self.terms.items()))
            return Expr("sqrt", (sqrt(r) * c,))
        return Expr("sqrt", (self.expr(),))

    # ------------------------------------------------------------ order

    def __abs__(self) -> Surd:
        return self if float(self) >= 0 else -self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Surd) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.terms.items())))

    def __lt__(self, other: Any) -> bool:
        return float(self) < float(other)

    def __le__(self, other: Any) -> bool:
        return float(self) <= float(other)

    def __gt__(self, other: Any) -> bool:
        return float(self) > float(other)

    def __ge__(self, other: Any) -> bool:
        return float(self) >= float(other)


def _made(terms: dict[int, Fraction]) -> Any:
    terms = {r: c for r, c in terms.items() if c}
    if not terms:
        return 0
    return terms[1] if len(terms) == 1 and 1 in terms else Surd(terms)


def _mixed(a: Surd, b: Any, op: str) -> Any:
    x = float(a) if isinstance(b, float) else a.expr()
    return x + b if op == "+" else x * b if op == "*" else x / b


def _rational_root(x: Fraction) -> Fraction | None:
    if x < 0:
        return None
    n, d = math.isqrt(x.numerator), math.isqrt(x.denominator)
    return Fraction(n, d) if n * n == x.numerator and d * d == x.denominator else None


def root_of(x: int | Fraction) -> Any:
    """The square root of a rational number, as a rational or a Surd, or as an expression if its factors are too many."""
    top, below = x.numerator, x.denominator
    if top < 0:
        return math.nan
    n = top * below
    exact = math.isqrt(n)
    if exact * exact == n:
        return Fraction(exact, below)
    if n > _SMALL * _SMALL:
        return sqrt(Fraction(x))
    square, free, rest, p = 1, 1, n, 2
    while p * p * p <= rest and p < 20_000:
        while rest % p == 0:
            rest //= p
            if rest % p:
                free *= p
            else:
                rest //= p
                square *= p
        p += 1 if p == 2 else 2
    last = math.isqrt(rest)  # two primes are left at most, as far as was looked: alike or not
    if last * last == rest:
        square, rest = square * last, 1
    return Surd({free * rest: Fraction(square, below)})


def plain(x: Num) -> Num:
    """The number as an expression without Surds in it."""
    if isinstance(x, Surd):
        return x.expr()
    if not isinstance(x, Expr):
        return x
    memo: dict[Expr, Any] = {}
    for node in postorder(x):
        args = tuple(memo.get(a, a) if isinstance(a, Expr) else a.expr() if isinstance(a, Surd) else a for a in node.args)
        memo[node] = node if all(a is b for a, b in zip(args, node.args, strict=True)) else Expr(node.op, args)
    return memo[x]
