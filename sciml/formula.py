"""Expressions in which names stay free: the formula of a curve, the inequality of a region."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from .expression import Const, Expr, Num, Var, postorder
from .grammar.record import Record
from .quantity import Dimension
from .typeset import Run

__all__ = ["Formula", "Inequality"]

_CODE = {
    "+": "({} + {})", "-": "({} - {})", "*": "({} * {})", "/": "({} / {})", "^": "_pow({}, {})", "neg": "(-{})", "sqrt": "_sqrt({})", "abs": "abs({})",
    "sin": "_sin({})", "cos": "_cos({})", "tan": "_tan({})", "asin": "_asin({})", "acos": "_acos({})", "atan": "_atan({})", "atan2": "_atan2({}, {})",
    "exp": "_exp({})", "log": "_log({})", "sign": "(1.0 if {} >= 0 else -1.0)", "hypot": "_hypot({}, {})",
}


def _pow(a: float, b: float) -> float:
    got = a**b
    return math.nan if isinstance(got, complex) else got


_SCOPE = {
    "_pow": _pow, "_sqrt": math.sqrt, "_sin": math.sin, "_cos": math.cos, "_tan": math.tan, "_asin": math.asin, "_acos": math.acos, "_atan": math.atan,
    "_atan2": math.atan2, "_exp": math.exp, "_log": math.log, "_hypot": math.hypot,
}


class Formula:
    """expr over `free` (name -> Var, in the order of the container's variables), its dimension, how it prints, its canonical text.

    Call it with floats for the free variables in that order: the float, or nan where it has none. `over(values)` binds other variables first.
    """

    def __init__(self, expr: Num, free: Mapping[str, Var], dim: Dimension | None, words: tuple[Run, ...], text: str) -> None:
        self.expr, self.free, self.dim, self.words, self.text = expr, dict(free), dim, words, text
        self._fast: Callable[..., float] | None = None
        self._values: Mapping[Var, Any] = {}

    @property
    def uses(self) -> tuple[str, ...]:
        """Names of the free variables that really occur."""
        inside = {id(n) for n in postorder(self.expr)}
        return tuple(n for n, v in self.free.items() if id(v) in inside)

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Formula:
        """The same formula with solved variables bound, ready to be called."""
        copy = Formula(self.expr, self.free, self.dim, self.words, self.text)
        copy._values = values
        return copy

    def __call__(self, *numbers: float) -> float:
        if self._fast is None:
            self._fast = self._compiled()
        try:
            return self._fast(*numbers)
        except (ValueError, OverflowError, ZeroDivisionError, TypeError):
            return math.nan

    def _compiled(self) -> Callable[..., float]:
        """Plain Python of the expression: sampling a curve calls it hundreds of times."""
        if not isinstance(self.expr, Expr):
            constant = float(self.expr)
            return lambda *_: constant
        names = {id(v): f"v{i}" for i, v in enumerate(self.free.values())}
        text: dict[int, str] = {}
        lines: list[str] = []
        scope: dict[str, Any] = dict(_SCOPE)
        for n, node in enumerate(postorder(self.expr)):
            key = id(node)
            if key in names:
                text[key] = names[key]
                continue
            if node.op == "pi":
                code = repr(math.pi)
            elif node.op == "var":
                code = f"c{n}"
                scope[code] = float(self._values.get(node, math.nan))  # type: ignore[call-overload]
            elif node.op in ("min", "max"):
                code = f"{node.op}({', '.join(self._arg(a, text) for a in node.args)})"
            else:
                code = _CODE[node.op].format(*(self._arg(a, text) for a in node.args))
            lines.append(f" t{n} = {code}")
            text[key] = f"t{n}"
        body = "\n".join(lines)
        exec(f"def f({', '.join(names.values())}):\n{body}\n return {text[id(self.expr)]}", scope)  # noqa: S102  (made from our own nodes only)
        return scope["f"]  # type: ignore[no-any-return]

    @staticmethod
    def _arg(a: Any, text: dict[int, str]) -> str:
        return text[id(a)] if isinstance(a, Expr) else f"({float(a)!r})"

    def over(self, *numbers: Num) -> Num:
        """The expression with the free variables replaced by these."""
        if not isinstance(self.expr, Expr):
            return self.expr
        made: dict[int, Num] = {id(v): n for v, n in zip(self.free.values(), numbers, strict=False)}
        for node in postorder(self.expr):
            if id(node) not in made:
                args = tuple(made[id(a)] if isinstance(a, Expr) else a for a in node.args)
                made[id(node)] = node if args == node.args or not node.args else _rebuild(node.op, args)
        return made[id(self.expr)]


def _rebuild(op: str, args: tuple[Any, ...]) -> Num:
    from . import expression as ex

    if op in ("+", "-", "*", "/", "^") and len(args) == 2:
        a, b = args
        return a + b if op == "+" else a - b if op == "-" else a * b if op == "*" else a / b if op == "/" else a**b
    if op == "neg":
        return -args[0]
    made = {"abs": ex.absolute, "min": ex.minimum, "max": ex.maximum}.get(op) or getattr(ex, op, None)
    return made(*args) if made is not None and all(isinstance(a, (Expr, *Const)) for a in args) else Expr(op, args)


class Inequality(Record):
    """`left op right` with op one of == < <= > >= !=; `chain` numbers the parts of one written chain alike."""

    op: str
    left: Formula
    right: Formula
    words: tuple[Run, ...]
    text: str
    chain: int = 0

    def evaluated(self, values: Mapping[Var, Any], done: dict[int, Any]) -> Inequality:
        return Inequality(self.op, self.left.evaluated(values, done), self.right.evaluated(values, done), self.words, self.text, self.chain)
