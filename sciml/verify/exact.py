"""Expressions over exact numbers: whole numbers, fractions, surds and angles. What has no such form raises `TooMuch` or `Unsure`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from ..expression import Expr, Num, Var
from .rational import RATIONAL, difference, product, total
from .surd import ULP, Field, Surd, TooMuch, Unsure, bounded, divided, plain, small
from .turn import Circle, Turn, approx, is_zero, sign_of

__all__ = ["Exact", "TooMuch", "Unsure", "approx", "is_zero", "sign_of"]


class Exact:
    """Evaluates expressions exactly.

    known: variables with exact values (numbers or expressions); floats: all others, whose floats are taken for what they are; samples: variables
    without a value, which become letters (the sample decides branches).
    """

    def __init__(self, known: Mapping[Var, Num], floats: Mapping[Var, float], samples: Mapping[Var, float] | None = None) -> None:
        self.known, self.floats, self.samples = known, floats, samples or {}
        self.field = Field()
        self.circle = Circle(self.field)
        self._numbers: list[Any] = [0, 1]
        """The numbers that came out, 0 and 1 first; what follows speaks of them by their places here."""
        self._places: dict[Any, int] = {0: 0, 1: 1}
        """Node or constant -> its number. Nodes are asked for by identity, fractions as (numerator, denominator)."""
        self._failed: dict[Any, type[Exception]] = {}
        """Node -> the exception that it raises."""
        self._same: dict[tuple[Any, ...], int] = {}
        """What came out for an operation with these numbers."""

    def number(self, x: Num) -> Any:
        """The exact number. Raises TooMuch, Unsure, or ArithmeticError where there is none."""
        self.field.work = 0
        try:
            return self._numbers[self._place(x)]
        except RecursionError:
            raise TooMuch from None

    def _place(self, x: Any) -> int:
        """Of any operand."""
        kind = x.__class__
        if kind is Fraction:
            return self._constant((x._numerator, x._denominator), x)
        if kind is float:
            if not math.isfinite(x):
                raise TooMuch
            return self._place(bounded(Fraction(x)))
        if kind is int:
            return self._constant(x, x)
        got = self._places.get(x)
        return self._node(x) if got is None else got

    def _constant(self, key: Any, x: Any) -> int:
        got = self._places.get(key)
        if got is None:
            got = self._places[key] = len(self._numbers)
            self._numbers.append(x)
        return got

    def _node(self, x: Any) -> int:
        """Of a node that has no number yet."""
        if self._failed and x in self._failed:
            raise self._failed[x]
        places, op, args = self._places, x.op, x.args
        got: int | None
        try:
            if len(args) == 2:
                a, b = args
                i: Any = places.get(a)
                if i is None:
                    i = self._node(a) if isinstance(a, Expr) else self._place(a)
                j: Any = places.get(b)
                if j is None:
                    j = self._node(b) if isinstance(b, Expr) else self._place(b)
                got = _at_once(op, i, j) if i == j or i < 2 or j < 2 else None
                if got is None:
                    key: Any = op, i, j
                    got = self._same.get(key)
                    if got is None:
                        numbers = self._numbers
                        arithmetic = _ARITHMETIC.get(op)
                        value = self._value(key) if arithmetic is None else arithmetic(numbers[i], numbers[j])
                        if value.__class__ is int and 0 <= value < 2:
                            got = value
                        else:
                            got = len(numbers)
                            numbers.append(value)
                        self._same[key] = got
            elif op == "var":
                got = self._variable(x)
            else:
                key = op, *[self._place(a) for a in args]
                got = self._same.get(key)
                if got is None:
                    got = self._keep(key, self._value(key))
        except (TooMuch, Unsure, ArithmeticError) as e:
            self._failed[x] = TooMuch if isinstance(e, TooMuch) else Unsure if isinstance(e, Unsure) else ArithmeticError
            raise
        places[x] = got
        return got

    def _keep(self, key: tuple[Any, ...], value: Any) -> int:
        """The place of a new number."""
        if value.__class__ is int and 0 <= value < 2:
            place = value
        else:
            place = len(self._numbers)
            self._numbers.append(value)
        self._same[key] = place
        return place

    def _value(self, key: tuple[Any, ...]) -> Any:
        """What a function makes of these numbers."""
        numbers, op = self._numbers, key[0]
        if op == "pi":
            return self.circle.pi
        if op in _FUNCTIONS:
            return _FUNCTIONS[op](self, *[numbers[i] for i in key[1:]])
        raise TooMuch

    def _variable(self, v: Var) -> int:
        if v in self.known:
            return self._place(self.known[v])
        value = self.floats.get(v, math.nan)
        if math.isfinite(value):
            return self._place(float(value))
        sample = self.samples.get(v)
        if sample is None:
            raise TooMuch
        return self._constant(("symbol", v), self.field.letter(("symbol", id(v)), sample, 0.0, symbol=True))

    # ------------------------------------------------------------ functions

    def sqrt(self, x: Any) -> Any:
        return self.field.sqrt(as_number(x))

    def absolute(self, x: Any) -> Any:
        return -x if self.sign(x) < 0 else x

    def sign(self, x: Any) -> int:
        """Of a number in an expression; notes where a sample decides."""
        if isinstance(x, Surd) and self.samples:
            self.field.branched = self.field.branched or self.field.sampled(x.terms)
        return sign_of(x)

    def cos(self, x: Any) -> Any:
        return self.circle.cos_sin(x)[0]

    def sin(self, x: Any) -> Any:
        return self.circle.cos_sin(x)[1]

    def tan(self, x: Any) -> Any:
        c, s = self.circle.cos_sin(x)
        return divided(s, c)

    def atan2(self, y: Any, x: Any) -> Any:
        return self.circle.between(as_number(x), as_number(y))

    def acos(self, x: Any) -> Any:
        x = as_number(x)
        return self.circle.known(x, self.field.sqrt(1 - x * x))

    def asin(self, x: Any) -> Any:
        x = as_number(x)
        return self.circle.known(self.field.sqrt(1 - x * x), x)

    def atan(self, x: Any) -> Any:
        return self.circle.between(1, as_number(x))

    def distance(self, x1: Any, y1: Any, x2: Any, y2: Any) -> Any:
        dx, dy = x2 - x1, y2 - y1
        return self.sqrt(dx * dx + dy * dy)

    def angle(self, ux: Any, uy: Any, vx: Any, vy: Any) -> Any:
        """Between two directions: from the cosine rule for them."""
        across = self.absolute(ux * vy - vx * uy)
        return self.circle.between(as_number(ux * vx + uy * vy), as_number(across))

    def area(self, *c: Any) -> Any:
        """Trapezia under the sides."""
        total: Any = 0
        for i in range(0, len(c), 2):
            x1, y1, x2, y2 = c[i - 2], c[i - 1], c[i], c[i + 1]
            total = total + (x1 - x2) * (y1 + y2)
        return self.absolute(total) / 2 if not isinstance(total, int) else Fraction(abs(total), 2)

    def power(self, a: Any, b: Any) -> Any:
        if b.__class__ in RATIONAL:
            size: Any = abs(b)
            if b.denominator == 1 and size <= 64:
                if a.__class__ in RATIONAL:
                    if a == 0 and b < 0:
                        raise ArithmeticError
                    return bounded(product(a, a)) if b == 2 else plain(bounded(Fraction(a) ** int(b)))
                return a ** int(b)
            if b.denominator == 2 and size <= 16:
                return self.power(self.sqrt(a), b * 2)
        return self.opaque("^", math.pow, a, b)

    def opaque(self, name: str, function: Callable[..., float], *args: Any) -> Any:
        """A letter for a value of a function that has no algebraic form."""
        known = [approx(a) for a in args]
        try:
            value = function(*[v for v, _ in known])
        except ValueError:  # outside of where it is defined
            raise ArithmeticError from None
        key = (name, *[a if a.__class__ in RATIONAL else a.key if hasattr(a, "key") else tuple(sorted(a.parts.items())) for a in args])
        try:
            spread = max((abs(function(*[v + e * (i == j) for j, (v, e) in enumerate(known)]) - value) for i in range(len(args))), default=0.0)
        except ValueError:
            raise ArithmeticError from None
        return self.field.letter(key, value, 4 * spread + abs(value) * 8 * ULP)

    def exponential(self, x: Any) -> Any:
        return 1 if isinstance(x, int) and x == 0 else self.opaque("exp", math.exp, x)

    def logarithm(self, x: Any) -> Any:
        return 0 if isinstance(x, int) and x == 1 else self.opaque("log", math.log, x)

    def least(self, *xs: Any) -> Any:
        best = xs[0]
        for x in xs[1:]:
            if self.sign(x - best) < 0:
                best = x
        return best

    def greatest(self, *xs: Any) -> Any:
        return -self.least(*[-x for x in xs])


def _at_once(op: str, i: int, j: int) -> int | None:
    """The place of what comes out where 0, 1 or twice the same stands and nothing is to be reckoned."""
    if op == "-":
        return 0 if i == j else None if j else i
    if op == "*":
        return None if i > 1 and j > 1 else j if i == 1 else i if j == 1 else 0
    return None if op != "+" or (i and j) else i or j


def as_number(x: Any) -> Any:
    return x.number() if isinstance(x, Turn) else x


def _times(a: Any, b: Any) -> Any:
    kind, other = a.__class__, b.__class__
    if kind is Fraction:
        n, d = a._numerator, a._denominator
    elif kind is int:
        n, d = a, 1
    else:
        got = a * b
        return bounded(got) if got.__class__ in RATIONAL else got
    if other is Fraction:
        return small(n * b._numerator, d * b._denominator)
    if other is int:
        return small(n * b, d)
    got = b * a
    return bounded(got) if got.__class__ in RATIONAL else got


def _plus(a: Any, b: Any) -> Any:
    return total(a, b) if a.__class__ in RATIONAL and b.__class__ in RATIONAL else a + b


def _minus(a: Any, b: Any) -> Any:
    return difference(a, b) if a.__class__ in RATIONAL and b.__class__ in RATIONAL else a - b


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": _plus, "-": _minus, "*": _times, "/": divided}


def _sign(e: Exact, x: Any) -> int:
    return 1 if e.sign(x) >= 0 else -1


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "neg": lambda _, a: -a, "^": Exact.power, "sqrt": Exact.sqrt, "sin": Exact.sin, "cos": Exact.cos, "tan": Exact.tan, "asin": Exact.asin, "acos": Exact.acos,
    "atan": Exact.atan, "atan2": Exact.atan2, "exp": Exact.exponential, "log": Exact.logarithm, "abs": Exact.absolute, "sign": _sign, "min": Exact.least,
    "max": Exact.greatest, "hypot": lambda s, x, y: s.sqrt(x * x + y * y), "distance": Exact.distance, "angle": Exact.angle, "area": Exact.area,
}  # fmt: skip
