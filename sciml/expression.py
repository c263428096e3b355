"""One small expression form: numbers that may depend on variables.

An `Expr` is a node of a DAG. Author code calls `sqrt`, `sin`, `hypot` ... of this module on floats, fractions, `Expr`s or any number type that
a verifier brings (balls, square-root towers), and gets the same kind of number back. Constants fold exactly: fractions stay fractions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

__all__ = [
    "PI",
    "Const",
    "Expr",
    "Memo",
    "Num",
    "Var",
    "absolute",
    "acos",
    "angle_measure",
    "area_measure",
    "asin",
    "atan",
    "atan2",
    "cos",
    "deeply",
    "difference",
    "distance_measure",
    "evaluate",
    "exp",
    "hypot",
    "is_constant",
    "length_of",
    "log",
    "maximum",
    "minimum",
    "postorder",
    "sign",
    "sin",
    "sqrt",
    "square_of",
    "tan",
    "value_of",
    "variables_of",
]

Num = Any
"""float, int, Fraction, `Expr`, or a number that a verifier brings. `Any` for type checkers, so that drawing code may compare floats."""


class Expr:
    """op: const, var, pi, + - * / ^ neg, a function name, or a measure (`distance angle area`) over coordinates."""

    __slots__ = ("args", "op", "value")

    def __init__(self, op: str, args: tuple[Any, ...] = (), value: Any = None) -> None:
        self.op, self.args, self.value = op, args, value

    # What stands first is the common case: another node, or a plain number; neither is asked more than its class.

    def __add__(self, other: Num) -> Num:
        kind = other.__class__
        if kind is Expr or kind is Var:
            return Expr("+", (self, other))
        if kind in _PLAIN:
            return Expr("+", (self, other)) if other else self
        return _add(self, other)

    def __radd__(self, other: Num) -> Num:
        if other.__class__ in _PLAIN:
            return Expr("+", (other, self)) if other else self
        return _add(other, self)

    def __sub__(self, other: Num) -> Num:
        kind = other.__class__
        if (kind is Expr or kind is Var) and other is not self:
            return Expr("-", (self, other))
        if kind in _PLAIN:
            return Expr("-", (self, other)) if other else self
        return _sub(self, other)

    def __rsub__(self, other: Num) -> Num:
        if other.__class__ in _PLAIN:
            return Expr("-", (other, self)) if other else _neg(self)
        return _sub(other, self)

    def __mul__(self, other: Num) -> Num:
        kind = other.__class__
        if kind is Expr or kind is Var:
            return Expr("*", (self, other))
        if kind in _PLAIN:
            return Expr("*", (self, other)) if other and other != 1 else self if other else 0
        return _mul(self, other)

    def __rmul__(self, other: Num) -> Num:
        if other.__class__ in _PLAIN:
            return Expr("*", (other, self)) if other and other != 1 else self if other else 0
        return _mul(other, self)

    def __truediv__(self, other: Num) -> Num:
        kind = other.__class__
        if kind is Expr or kind is Var:
            return Expr("/", (self, other))
        if kind in _PLAIN:
            return Expr("/", (self, other)) if other != 1 else self
        return _div(self, other)

    def __rtruediv__(self, other: Num) -> Num:
        if other.__class__ in _PLAIN:
            return Expr("/", (other, self)) if other else 0
        return _div(other, self)

    def __pow__(self, other: Num) -> Num:
        return _pow(self, other)

    def __rpow__(self, other: Num) -> Num:
        return _pow(other, self)

    def __neg__(self) -> Num:
        return _neg(self)

    def __pos__(self) -> Num:
        return self

    def __abs__(self) -> Num:
        return absolute(self)

    def __repr__(self) -> str:
        if self.op == "var":
            return str(self.value)
        if self.op == "pi":
            return "pi"
        if len(self.args) == 2 and self.op in "+-*/^":
            return f"({self.args[0]!r} {self.op} {self.args[1]!r})"
        return f"{self.op}({', '.join(map(repr, self.args))})"


class Var(Expr):
    """A variable or late constant. Equal only to itself; `name` is for people: `A.x`, `frame.mm`, `k.radius`.

    less: what it was taken from, with the difference (see `difference`); lengths: by two differences in the first of which it is taken away."""

    __slots__ = ("lengths", "less", "name")

    def __init__(self, name: str) -> None:
        self.op, self.args, self.value = "var", (), name
        self.name = name
        self.less: dict[Expr, Expr] = {}
        self.lengths: dict[tuple[Expr, Expr], Expr] = {}


Const = (int, float, Fraction)
Memo = dict[Expr, float]
"""What nodes are, each by itself (no two are equal), while some values hold."""
PI = Expr("pi")
_PLAIN = frozenset((int, float, Fraction))
"""Looked up by class first: `isinstance` with Fraction runs the machinery of abstract classes for every expression."""


def _const(a: Num) -> bool:
    kind = a.__class__
    return kind in _PLAIN or (kind is not Expr and kind is not Var and isinstance(a, Const))


def _add(a: Num, b: Num) -> Num:
    if _const(a):
        if _const(b):
            return a + b
        if a == 0:
            return b
    elif _const(b) and b == 0:
        return a
    return Expr("+", (a, b))


def _sub(a: Num, b: Num) -> Num:
    if _const(b):
        if _const(a):
            return a - b
        if b == 0:
            return a
    elif a is b:
        return 0
    return _neg(b) if _const(a) and a == 0 else Expr("-", (a, b))


def _mul(a: Num, b: Num) -> Num:
    if _const(a):
        if _const(b):
            return a * b
        if a == 0:
            return 0
        if a == 1:
            return b
    elif _const(b):
        if b == 0:
            return 0
        if b == 1:
            return a
    return Expr("*", (a, b))


def _div(a: Num, b: Num) -> Num:
    if _const(b):
        if _const(a) and b != 0:
            return Fraction(a) / b if isinstance(a, int) and isinstance(b, int) else a / b
        if b == 1:
            return a
    if _const(a) and a == 0:
        return 0
    return Expr("/", (a, b))


def _neg(a: Num) -> Num:
    if _const(a):
        return -a
    return a.args[0] if isinstance(a, Expr) and a.op == "neg" else Expr("neg", (a,))


def _pow(a: Num, b: Num) -> Num:
    if _const(b):
        if b == 1:
            return a
        if b == 0:
            return 1
        if _const(a):
            whole = isinstance(b, int) or (isinstance(b, Fraction) and b.denominator == 1)
            if whole and abs(b) <= 64 and not (a == 0 and b < 0):
                return Fraction(a) ** int(b) if isinstance(a, int) and b < 0 else a ** int(b)
            if b == Fraction(1, 2) or b == 0.5:
                return sqrt(a)
    return Expr("^", (a, b))


def _function(name: str, plain: Callable[..., float]) -> Callable[..., Any]:
    def apply(*args: Num) -> Num:
        for a in args:
            if isinstance(a, Expr):
                return Expr(name, args)
        for a in args:
            if not isinstance(a, Const):
                return getattr(a, name)(*args[1:])
        try:
            return plain(*args)
        except (ValueError, OverflowError, ZeroDivisionError):
            return math.nan

    apply.__name__ = name
    return apply


_exp, _log = _function("exp", math.exp), _function("log", math.log)
_sin, _cos, _tan = _function("sin", math.sin), _function("cos", math.cos), _function("tan", math.tan)
asin, acos, atan, atan2 = _function("asin", math.asin), _function("acos", math.acos), _function("atan", math.atan), _function("atan2", math.atan2)
exp, log = _exp, _log


def sin(x: Num) -> Num:
    if x.__class__ is Expr:
        return Expr("sin", (x,))
    return 0 if _const(x) and x == 0 else _sin(x)


def cos(x: Num) -> Num:
    if x.__class__ is Expr:
        return Expr("cos", (x,))
    return 1 if _const(x) and x == 0 else _cos(x)


def tan(x: Num) -> Num:
    return 0 if _const(x) and x == 0 else _tan(x)


def sqrt(x: Num) -> Num:
    """Square root; exact for squares of fractions, kept as a node for other exact numbers so that it stays exact."""
    kind = x.__class__
    if kind is Expr or (kind is not float and isinstance(x, Expr)):
        return Expr("sqrt", (x,))
    if kind is float or isinstance(x, float):
        return math.sqrt(x) if x >= 0 else math.nan
    if isinstance(x, (int, Fraction)):
        if x < 0:
            return math.nan
        f = Fraction(x)
        n, d = math.isqrt(f.numerator), math.isqrt(f.denominator)
        if n * n == f.numerator and d * d == f.denominator:
            return Fraction(n, d) if d != 1 else n
        return Expr("sqrt", (x,))
    return x.sqrt()


def difference(a: Num, b: Num) -> Num:
    """a - b; of a variable one node for all who ask, because the sides of a triangle are asked for by many and each node costs in every pass."""
    if b.__class__ is Var and a is not b and (a.__class__ is Var or a.__class__ is Expr):
        found = b.less.get(a)
        if found is None:
            found = b.less[a] = Expr("-", (a, b))
        return found
    return a - b


def length_of(x: Num, y: Num) -> Num:
    """sqrt(x^2 + y^2) of two such differences."""
    if x.__class__ is Expr and y.__class__ is Expr and x.op == "-" and x.args[1].__class__ is Var:
        lengths = x.args[1].lengths
        found = lengths.get((x, y))
        if found is None:
            found = lengths[x, y] = Expr("sqrt", (x * x + y * y,))
        return found
    return hypot(x, y)


def square_of(x: Num, y: Num) -> Num:
    """x^2 + y^2 of two such differences."""
    if x.__class__ is Expr and y.__class__ is Expr and x.op == "-" and x.args[1].__class__ is Var:
        return length_of(x, y).args[0]
    return x * x + y * y


def hypot(x: Num, y: Num) -> Num:
    """sqrt(x^2 + y^2)."""
    kind, other = x.__class__, y.__class__
    if kind is float and other is float:
        return math.hypot(x, y)
    if kind is Expr and other is Expr:
        return Expr("sqrt", (x * x + y * y,))
    if _const(x):
        if _const(y) and (isinstance(x, float) or isinstance(y, float)):
            return math.hypot(x, y)
        if x == 0:
            return absolute(y)
    if _const(y) and y == 0:
        return absolute(x)
    return sqrt(x * x + y * y)


def absolute(x: Num) -> Num:
    if isinstance(x, Expr):
        return Expr("abs", (x,))
    return abs(x)


def sign(x: Num) -> Num:
    """1 where x >= 0, else -1; its derivative is 0."""
    if isinstance(x, Expr):
        return Expr("sign", (x,))
    return 1 if x >= 0 else -1


def minimum(*xs: Num) -> Num:
    return Expr("min", xs) if any(isinstance(x, Expr) for x in xs) else min(xs)


def maximum(*xs: Num) -> Num:
    return Expr("max", xs) if any(isinstance(x, Expr) for x in xs) else max(xs)


def distance_measure(x1: Num, y1: Num, x2: Num, y2: Num) -> Num:
    """Distance of two places, kept as one node: the solver and the verifier read it each in its own way."""
    return Expr("distance", (x1, y1, x2, y2))


def angle_measure(ux: Num, uy: Num, vx: Num, vy: Num) -> Num:
    """Angle in radians between two directions, 0 to pi, kept as one node."""
    return Expr("angle", (ux, uy, vx, vy))


def area_measure(*coordinates: Num) -> Num:
    """Area of the polygon x1, y1, x2, y2, ..., kept as one node."""
    return Expr("area", coordinates)


def is_constant(x: Num) -> bool:
    """True if no variable stands in it."""
    return not isinstance(x, Expr) or not any(True for _ in variables_of(x))


def postorder(*roots: Num) -> list[Expr]:
    """Every node below the roots once, children first; no recursion."""
    seen: set[Expr] = set()
    out: list[Expr] = []
    stack: list[Any] = [r for r in reversed(roots) if isinstance(r, Expr)]
    while stack:
        node = stack.pop()
        if node is None:  # its children are done
            out.append(stack.pop())
            continue
        if node in seen:
            continue
        seen.add(node)
        args = node.args
        if not args:
            out.append(node)
            continue
        stack.append(node)
        stack.append(None)
        for a in args:
            kind = a.__class__
            if (kind is Expr or kind is Var or isinstance(a, Expr)) and a not in seen:
                stack.append(a)
    return out


def deeply(read: Callable[[Any], Any], x: Num, memo: Mapping[Expr, Any]) -> Any:
    """read(x), where read keeps the value of each node in memo: of a chain of hundreds of links node by node, children first."""
    try:
        return read(x)
    except RecursionError:
        for node in postorder(x):
            read(node)
        return memo[x]


def variables_of(*roots: Num) -> Iterable[Var]:
    """Variables below the roots, each once, in a fixed order."""
    return [n for n in postorder(*roots) if isinstance(n, Var)]


def _distance(x1: float, y1: float, x2: float, y2: float) -> float:
    return math.hypot(x2 - x1, y2 - y1)


def _angle(ux: float, uy: float, vx: float, vy: float) -> float:
    return math.atan2(abs(ux * vy - uy * vx), ux * vx + uy * vy)


def _area(*c: float) -> float:
    n = len(c)
    return abs(sum(c[i] * c[(i + 3) % n] - c[(i + 2) % n] * c[i + 1] for i in range(0, n, 2))) / 2


_FLOAT: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "neg": lambda a: -a,
    "sqrt": math.sqrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "atan2": math.atan2,
    "exp": math.exp,
    "log": math.log,
    "abs": abs,
    "sign": lambda a: 1.0 if a >= 0 else -1.0,
    "min": min,
    "max": max,
    "hypot": math.hypot,
    "distance": _distance,
    "angle": _angle,
    "area": _area,
}


def evaluate(x: Num, values: Mapping[Var, Any], memo: Memo | None = None) -> float:
    """The float of an expression; nan where it has none. `memo` may be shared between calls with the same values."""
    kind = x.__class__
    if kind is float:
        return x  # type: ignore[no-any-return]
    if kind is Var:
        bound = values.get(x)
        if bound.__class__ is float:
            if memo is not None:
                memo[x] = bound
            return bound
    elif kind is not Expr and not isinstance(x, Expr):
        return float(x)
    if memo is None:
        memo = {}
    else:
        found = memo.get(x)
        if found is not None:
            return found
    try:
        return _evaluate(x, values, memo)
    except RecursionError:  # a chain of hundreds of links: its nodes one by one, children first
        for node in postorder(x):
            if node not in memo:
                _evaluate(node, values, memo)
        return memo[x]


def _leaf(a: Num, values: Mapping[Var, Any], memo: Memo) -> float:
    """Of what is no plain `Expr`: a variable, a constant, a number that knows what it measures."""
    if a.__class__ is Var:
        bound = values.get(a, math.nan)
        if bound.__class__ is not float:
            bound = evaluate(bound, values, memo)
    elif isinstance(a, Expr):
        found = memo.get(a)
        return _evaluate(a, values, memo) if found is None else found
    else:
        return float(a)
    memo[a] = bound
    return bound


def _evaluate(x: Expr, values: Mapping[Var, Any], memo: Memo) -> float:
    """Of a node that is not in `memo` yet. What stands there is not called for: calls cost more than all else here."""
    op, args = x.op, x.args
    try:
        if len(args) == 2:
            a, b = args
            kind = a.__class__
            if kind is Expr or kind is Var:
                got = memo.get(a)
                a = got if got is not None else _evaluate(a, values, memo) if kind is Expr else _leaf(a, values, memo)
            elif kind is not float:
                a = _leaf(a, values, memo)
            kind = b.__class__
            if kind is Expr or kind is Var:
                got = memo.get(b)
                b = got if got is not None else _evaluate(b, values, memo) if kind is Expr else _leaf(b, values, memo)
            elif kind is not float:
                b = _leaf(b, values, memo)
            if op == "-":
                got = a - b
            elif op == "*":
                got = a * b
            elif op == "+":
                got = a + b
            elif op == "/":
                got = a / b
            else:
                power = _FLOAT[op](a, b)
                got = math.nan if power.__class__ is complex else power
        elif args:
            parts = []
            for c in args:
                kind = c.__class__
                got = memo.get(c) if kind is Expr or kind is Var else None
                parts.append(got if got is not None else _evaluate(c, values, memo) if kind is Expr else _leaf(c, values, memo))
            got = _FLOAT[op](*parts)
        elif op == "var":
            return _leaf(x, values, memo)
        else:
            got = math.pi
    except (ValueError, OverflowError, ZeroDivisionError):
        got = math.nan
    memo[x] = got
    return got


def value_of(x: Num) -> float:
    """The float of a constant."""
    return evaluate(x, {})
