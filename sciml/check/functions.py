"""The functions of numbers: what each takes, and what dimension comes out."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from .. import expression as ex
from ..grammar import print_expr
from ..grammar import tree as t
from ..quantity import ANGLE, NUMBER, Value
from .messages import DimensionMismatch
from .numbers import said_dimension
from .page import Page

__all__ = ["FUNCTIONS"]


def _trig(f: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda page, e, v: Value(f(v[0].n), NUMBER, v[0].origin) if _is_plain(page, e, v[0]) else None


def _inverse(f: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda page, e, v: Value(f(v[0].n), ANGLE, v[0].origin) if _is_plain(page, e, v[0]) else None


def _plain(f: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda page, e, v: Value(f(v[0].n), NUMBER, v[0].origin) if _is_plain(page, e, v[0]) else None


def _is_plain(page: Page, e: t.Call, v: Value) -> bool:
    if v.dim in (NUMBER, ANGLE, None):
        return True
    page.say(DimensionMismatch(e.span, f"{print_expr(e.func)} takes a number", print_expr(e.args[0].value), said_dimension(v)))
    return False


def _extreme(f: Callable[..., Any]) -> Callable[..., Any]:
    def apply(page: Page, e: t.Call, v: list[Value]) -> Value:
        origin = max(x.origin for x in v)
        return Value(f(*(x.n for x in v)), v[0].dim, origin)

    return apply


def _root(v: Value, k: int) -> Any:
    """The dimension of a root; None while the dimension is not known."""
    return None if v.dim is None else v.dim ** Fraction(1, k)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sin": _trig(ex.sin),
    "cos": _trig(ex.cos),
    "tan": _trig(ex.tan),
    "cot": _trig(lambda x: ex.cos(x) / ex.sin(x)),
    "sec": _trig(lambda x: 1 / ex.cos(x)),
    "csc": _trig(lambda x: 1 / ex.sin(x)),
    "asin": _inverse(ex.asin),
    "acos": _inverse(ex.acos),
    "atan": _inverse(ex.atan),
    "arcsin": _inverse(ex.asin),
    "arccos": _inverse(ex.acos),
    "arctan": _inverse(ex.atan),
    "exp": _plain(ex.exp),
    "ln": _plain(ex.log),
    "log": _plain(lambda x: ex.log(x) / ex.log(10)),
    "log2": _plain(lambda x: ex.log(x) / ex.log(2)),
    "sinh": _plain(lambda x: (ex.exp(x) - ex.exp(-x)) / 2),
    "cosh": _plain(lambda x: (ex.exp(x) + ex.exp(-x)) / 2),
    "tanh": _plain(lambda x: (ex.exp(x) - ex.exp(-x)) / (ex.exp(x) + ex.exp(-x))),
    "sqrt": lambda page, e, v: Value(ex.sqrt(v[0].n), _root(v[0], 2), v[0].origin),
    "cbrt": lambda page, e, v: Value(ex.sign(v[0].n) * ex.absolute(v[0].n) ** Fraction(1, 3), _root(v[0], 3), v[0].origin),
    "abs": lambda page, e, v: Value(ex.absolute(v[0].n), v[0].dim, v[0].origin),
    "sign": lambda page, e, v: Value(ex.sign(v[0].n), NUMBER, v[0].origin),
    "min": _extreme(ex.minimum),
    "max": _extreme(ex.maximum),
}
