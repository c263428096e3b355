"""Expressions in which names stay free: the formula of a curve, the inequality of a region; ranges of them; their powers and derivatives."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from . import expression as ex
from .diagnostic import Diagnostic
from .expression import Const, Expr, Num, Var, evaluate, postorder
from .grammar.record import Record
from .grammar.tree import Span
from .quantity import Dimension, Value
from .typeset import Run

__all__ = ["Formula", "Inequality", "NeedsTwoAxes", "NotInAxes", "Parameter", "Span2", "compiled", "derivative", "polynomial", "powers", "substituted"]

_CODE = {
    "+": "({} + {})",
    "-": "({} - {})",
    "*": "({} * {})",
    "/": "({} / {})",
    "^": "_pow({}, {})",
    "neg": "(-{})",
    "sqrt": "_sqrt({})",
    "abs": "abs({})",
    "sin": "_sin({})",
    "cos": "_cos({})",
    "tan": "_tan({})",
    "asin": "_asin({})",
    "acos": "_acos({})",
    "atan": "_atan({})",
    "atan2": "_atan2({}, {})",
    "exp": "_exp({})",
    "log": "_log({})",
    "sign": "(1.0 if {} >= 0 else -1.0)",
    "hypot": "_hypot({}, {})",
}


def _pow(a: float, b: float) -> float:
    got = a**b
    return math.nan if isinstance(got, complex) else got


_MEASURES = ("distance", "angle", "area")
_SCOPE: dict[str, Any] = {
    "nan": math.nan,
    "_errors": (ValueError, OverflowError, ZeroDivisionError, TypeError),  # a name compiles faster than they do
    **{f"_{op}": ex._FLOAT[op] for op in _MEASURES},
    "_pow": _pow,
    "_sqrt": math.sqrt,
    "_sin": math.sin,
    "_cos": math.cos,
    "_tan": math.tan,
    "_asin": math.asin,
    "_acos": math.acos,
    "_atan": math.atan,
    "_atan2": math.atan2,
    "_exp": math.exp,
    "_log": math.log,
    "_hypot": math.hypot,
}


class NotInAxes(Diagnostic):
    """What needs coordinates stands in axes.

    ```wrong
    curve(y=3)
    ```
    ```right
    axes(x=0..4, y=0..4) { curve(y=3) }
    ```
    """

    code = "AXE204"
    says = "{kind} stands in axes"
    help = "axes(x=0..10, y=0..10) {{ {kind}(...) }}{elsewhere}"
    kind: str
    elsewhere: str = ""


class NeedsTwoAxes(Diagnostic):
    """What is made of x and y stands in axes that have both.

    ```wrong
    number_line(x=0..5) { scatter([(1, 2), (2, 3)]) }
    ```
    ```right
    axes(x=0..5, y=0..5) { scatter([(1, 2), (2, 3)]) }
    ```
    """

    code = "AXE212"
    says = "{kind} needs axes of x and y"
    help = "axes(x=0..10, y=0..10) {{ {kind}(...) }}"
    kind: str


class Span2:
    """A range with Values: low, high, step (or None); words as written."""

    __slots__ = ("high", "low", "step", "text")

    def __init__(self, low: Value, high: Value, step: Value | None, text: str = "") -> None:
        self.low, self.high, self.step, self.text = low, high, step, text

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Span2:
        from .element import number_of

        memo = done.setdefault(-1, {})
        low, high, step = (number_of(v, values, done, memo) for v in (self.low, self.high, self.step))
        return Span2(low, high, step, self.text)


class Parameter:
    """The name that has a range in the same call: `t=0..1` of a curve."""

    __slots__ = ("name", "span", "var")

    def __init__(self, name: str, var: Var, span: Span2) -> None:
        self.name, self.var, self.span = name, var, span

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Parameter:
        return Parameter(self.name, self.var, self.span.evaluated(values, done))


class Formula:
    """expr over `free` (name -> Var, in the order of the container's variables), its dimension, how it prints, its canonical text.

    left: TeX of what it is called (`f(x)`) where it is a named formula; symbols: the author's names that occur. Call it with floats for the free variables in
    that order: the float, or nan where it has none; `function(vars)` gives a plain function of some of them, for loops.
    """

    left: str = ""
    symbols: tuple[str, ...] = ()

    def __init__(self, expr: Num, free: Mapping[str, Var], dim: Dimension | None, words: tuple[Run, ...], text: str) -> None:
        self.expr, self.free, self.dim, self.words, self.text = expr, dict(free), dim, words, text
        self._fast: Callable[..., float] | None = None
        self._uses: tuple[str, ...] | None = None
        self._values: Mapping[Var, Any] = {}

    @property
    def uses(self) -> tuple[str, ...]:
        """Names of the free variables that really occur."""
        if self._uses is None:
            inside = set(postorder(self.expr))
            self._uses = tuple([n for n, v in self.free.items() if v in inside])
        return self._uses

    def mentions(self, var: Var) -> bool:
        return any(n is var for n in postorder(self.expr))

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Formula:
        """The same formula with solved variables bound, ready to be called."""
        copy = Formula(self.expr, self.free, self.dim, self.words, self.text)
        copy.left, copy.symbols, copy._uses = self.left, self.symbols, self._uses
        copy._values = values
        return copy

    def __call__(self, *numbers: float) -> float:
        if self._fast is None:
            self._fast = self.function(tuple(self.free.values()))
        return self._fast(*numbers, *[math.nan] * (len(self.free) - len(numbers)))

    def function(self, variables: tuple[Var, ...]) -> Callable[..., float]:
        """A function of these variables over floats; nan where it has no value."""
        return compiled(self.expr, variables, self._values)

    def over(self, *numbers: Num) -> Num:
        """The expression with the free variables replaced by these."""
        return substituted(self.expr, dict(zip(self.free.values(), numbers, strict=False)))

    def slope(self, var: Var) -> Num:
        """Its derivative."""
        return derivative(self.expr, var)


class Inequality(Record):
    """`left op right` with op one of == < <= > >= !=; `chain` numbers the parts of one written chain alike."""

    op: str
    left: Formula
    right: Formula
    words: tuple[Run, ...]
    text: str
    chain: int = 0
    span: Span = Span(0, 0)

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Inequality:
        return Inequality(self.op, self.left.evaluated(values, done), self.right.evaluated(values, done), self.words, self.text, self.chain, self.span)

    @property
    def excess(self) -> Num:
        """Not positive where `<` or `<=` (or, turned round, `>` or `>=`) holds; zero on the boundary."""
        left, right = self.left.expr, self.right.expr
        return right - left if self.op in (">", ">=") else left - right


# ---------------------------------------------------------------- plain code


def compiled(expr: Num, variables: tuple[Var, ...], values: Mapping[Var, Any]) -> Callable[..., float]:
    """Plain Python of an expression: sampling a curve calls it hundreds of times."""
    if not isinstance(expr, Expr) or (isinstance(expr, Var) and expr not in variables):
        constant = evaluate(expr, values)
        return lambda *_: constant
    if isinstance(expr, Var):
        at = variables.index(expr)
        return lambda *numbers: numbers[at] + 0.0
    if expr.value is None or expr.value[0] != variables:  # of a node that is no variable: its code, as one figure asks for it again and again
        expr.value = variables, *_function_code(expr, variables)
    _, code, bound = expr.value
    scope: dict[str, Any] = {**_SCOPE, **{name: evaluate(v, values) for name, v in bound}}
    exec(code, scope)
    return scope["f"]  # type: ignore[no-any-return]


def _function_code(expr: Expr, variables: tuple[Var, ...]) -> tuple[Any, list[tuple[str, Var]]]:
    """The code that defines `f` of the variables, and what the other variables are called in it."""
    names = {id(v): f"v{i}" for i, v in enumerate(variables)}
    nodes = postorder(expr)
    uses: dict[int, int] = {}
    for node in nodes:
        for a in node.args:
            uses[id(a)] = uses.get(id(a), 0) + 1
    text: dict[int, str] = {}
    lines: list[str] = []
    bound: list[tuple[str, Var]] = []
    for n, node in enumerate(nodes):
        key = id(node)
        if key in names:
            text[key] = names[key]
            continue
        if node.op == "pi":
            code = repr(math.pi)
        elif isinstance(node, Var):
            code = f"c{n}"
            bound.append((code, node))
        else:
            code = _code(node, text)
        if len(code) > 400 or (uses.get(key, 0) > 1 and node.args):
            lines.append(f"  t{n} = {code}")
            code = f"t{n}"
        text[key] = code
    given = ", ".join(f"v{i}" for i in range(len(variables)))
    body = "\n".join(lines)
    return compile(f"def f({given}):\n try:\n{body}\n  return {text[id(expr)]} + 0.0\n except _errors:\n  return nan\n", "<string>", "exec"), bound


def _code(node: Expr, text: Mapping[int, str]) -> str:
    args = [text[id(a)] if isinstance(a, Expr) else f"({float(a)!r})" for a in node.args]
    if node.op in ("min", "max"):
        return f"{node.op}({', '.join(args)})"
    if node.op == "^":
        k = node.args[1]
        if isinstance(k, int) or (isinstance(k, Fraction) and k.denominator == 1):
            return f"({args[0]} ** {int(k)})"
    if node.op in _MEASURES:
        return f"_{node.op}({', '.join(args)})"
    return _CODE[node.op].format(*args)


# ---------------------------------------------------------------- algebra


def substituted(expr: Num, parts: Mapping[Var, Num]) -> Num:
    """The expression with variables replaced."""
    if not isinstance(expr, Expr):
        return expr
    made: dict[int, Num] = {id(v): n for v, n in parts.items()}
    for node in postorder(expr):
        if id(node) not in made:
            args = tuple(made[id(a)] if isinstance(a, Expr) else a for a in node.args)
            same = all(a is b for a, b in zip(args, node.args, strict=True))
            made[id(node)] = node if same else _rebuild(node.op, args)
    return made[id(expr)]


def _rebuild(op: str, args: tuple[Any, ...]) -> Num:
    if op in ("+", "-", "*", "/", "^") and len(args) == 2:
        a, b = args
        if op == "/":
            return _quotient(a, b)
        return a + b if op == "+" else a - b if op == "-" else a * b if op == "*" else _power(a, b)
    if op == "neg":
        return -args[0]
    made = {"abs": ex.absolute, "min": ex.minimum, "max": ex.maximum}.get(op) or getattr(ex, op, None)
    return made(*args) if made is not None and all(isinstance(a, (Expr, *Const)) for a in args) else Expr(op, args)


def _power(a: Num, b: Num) -> Num:
    if isinstance(a, Expr) or isinstance(b, Expr):
        return a**b
    if b == Fraction(1, 2):
        return ex.sqrt(a)
    if b == int(b) and abs(b) <= 64 and not (a == 0 and b < 0):
        return Fraction(a) ** int(b) if isinstance(a, int) and b < 0 else a ** int(b)
    return Expr("^", (a, b))


def _quotient(a: Num, b: Num) -> Num:
    if isinstance(a, Expr) or isinstance(b, Expr):
        return a / b
    if b == 0:
        return math.nan
    return Fraction(a) / b if isinstance(a, int) and isinstance(b, int) else a / b


def derivative(expr: Num, var: Var) -> Num:
    """By the rules of the calculus, node by node."""
    if not isinstance(expr, Expr):
        return 0
    made: dict[Expr, Num] = {}
    for node in postorder(expr):
        made[node] = 1 if node is var else _rate(node, [made[a] if isinstance(a, Expr) else 0 for a in node.args])
    return made[expr]


def _rate(node: Expr, d: list[Num]) -> Num:
    a = node.args
    for x in d:
        if not isinstance(x, Const) or x != 0:
            break
    else:
        return 0
    rule = _RATES.get(node.op)
    return rule(node, a, d) if rule is not None else math.nan


def _power_rate(node: Expr, a: Any, d: Any) -> Num:
    base, k = a
    if not isinstance(k, Expr):
        return k * base ** (k - 1) * d[0]
    whole = node * (d[1] * ex.log(base))
    return whole + node * (k * d[0] / base) if not (isinstance(d[0], Const) and d[0] == 0) else whole


def _choice_rate(node: Expr, a: Any, d: Any) -> Num:
    """Of min and max: that of the one chosen."""
    best, rate = a[0], d[0]
    way = 1 if node.op == "max" else -1
    for x, dx in zip(a[1:], d[1:], strict=True):
        pick = (1 + ex.sign(way * (x - best))) / 2
        rate = rate + (dx - rate) * pick
        best = ex.maximum(best, x) if way > 0 else ex.minimum(best, x)
    return rate


_RATES: dict[str, Callable[[Expr, Any, Any], Num]] = {
    "+": lambda n, a, d: d[0] + d[1],
    "-": lambda n, a, d: d[0] - d[1],
    "*": lambda n, a, d: d[0] * a[1] + a[0] * d[1],
    "/": lambda n, a, d: (d[0] - d[1] * (a[0] / a[1])) / a[1],
    "^": _power_rate,
    "neg": lambda n, a, d: -d[0],
    "sqrt": lambda n, a, d: d[0] / (2 * n),
    "sin": lambda n, a, d: ex.cos(a[0]) * d[0],
    "cos": lambda n, a, d: -(ex.sin(a[0]) * d[0]),
    "tan": lambda n, a, d: (1 + n * n) * d[0],
    "asin": lambda n, a, d: d[0] / ex.sqrt(1 - a[0] * a[0]),
    "acos": lambda n, a, d: -(d[0] / ex.sqrt(1 - a[0] * a[0])),
    "atan": lambda n, a, d: d[0] / (1 + a[0] * a[0]),
    "atan2": lambda n, a, d: (d[0] * a[1] - a[0] * d[1]) / (a[0] * a[0] + a[1] * a[1]),
    "exp": lambda n, a, d: n * d[0],
    "log": lambda n, a, d: d[0] / a[0],
    "abs": lambda n, a, d: ex.sign(a[0]) * d[0],
    "sign": lambda n, a, d: 0,
    "hypot": lambda n, a, d: (a[0] * d[0] + a[1] * d[1]) / n,
    "min": _choice_rate,
    "max": _choice_rate,
}

Poly = dict[tuple[int, ...], Num]


def polynomial(expr: Num, variables: tuple[Var, ...], degree: int = 2) -> Poly | None:
    """Exponents of the variables -> coefficient, free of them; None if it is none of this degree at most."""
    if not isinstance(expr, Expr):
        return {(0,) * len(variables): expr}
    zero = (0,) * len(variables)
    units = {id(v): tuple(int(v is w) for w in variables) for v in variables}
    made: dict[int, Poly | None] = {}

    def part(a: Any) -> Poly | None:
        return made[id(a)] if isinstance(a, Expr) else {zero: a}

    for node in postorder(expr):
        if id(node) in units:
            made[id(node)] = {units[id(node)]: 1}
            continue
        args = [part(a) for a in node.args]
        if all(p is not None and p.keys() <= {zero} for p in args):
            made[id(node)] = {zero: node}
            continue
        made[id(node)] = None if any(p is None for p in args) else _combined(node, args, zero, degree)  # type: ignore[arg-type]
    return made[id(expr)]


def _combined(node: Expr, p: list[Poly], zero: tuple[int, ...], degree: int) -> Poly | None:
    op = node.op
    if op in "+-" and len(p) == 2:
        out = dict(p[0])
        for k, c in p[1].items():
            out[k] = out.get(k, 0) + (c if op == "+" else -c)
        return _slim(out)
    if op == "neg":
        return {k: -c for k, c in p[0].items()}
    if op == "*":
        return _product(p[0], p[1], degree)
    if op == "/" and p[1].keys() <= {zero}:
        under = p[1].get(zero, 0)
        return None if isinstance(under, Const) and under == 0 else {k: _quotient(c, under) for k, c in p[0].items()}
    if op == "^":
        power = node.args[1]
        if not isinstance(power, Expr) and power == int(power) and 0 < power <= degree:
            out = p[0]
            for _ in range(int(power) - 1):
                more = _product(out, p[0], degree)
                if more is None:
                    return None
                out = more
            return out
    return None


def _product(a: Poly, b: Poly, degree: int) -> Poly | None:
    out: Poly = {}
    for i, c in a.items():
        for j, d in b.items():
            k = tuple(x + y for x, y in zip(i, j, strict=True))
            if sum(k) > degree:
                return None
            out[k] = out.get(k, 0) + c * d
    return _slim(out)


def _slim(p: Poly) -> Poly:
    return {k: c for k, c in p.items() if not (isinstance(c, Const) and c == 0)}


def powers(expr: Num, var: Var, degree: int = 2) -> list[Num] | None:
    """Coefficients of 1, var, var^2 ... of a polynomial in one variable (they may hold others); None if it is none of this degree at most."""
    found = polynomial(expr, (var,), degree)
    if found is None:
        return None
    top = max((k for (k,) in found), default=0)
    return [found.get((k,), 0) for k in range(top + 1)]
