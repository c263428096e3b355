"""Expressions of a loop as they print: `{3*i}` in the second turn of `repeat i in 1..3` is 6, `{i*R}` is 2R."""

from __future__ import annotations

import re
from fractions import Fraction

from ..grammar import tree as t
from ..grammar.record import replace
from ..quantity import Origin, Value
from .scope import Binding, Scope

__all__ = ["counted"]

Rational = int | Fraction
_POWER = 64
_NUMBER = re.compile(r"[-−+]?\d+(?:\.\d+)?")


def counted(e: t.Expr, scope: Scope) -> t.Expr:
    """The expression with what a loop counts, and plain numbers that a kind of the author's was given, in place of their letters, and worked out as far as
    these go. The expression itself where there are none."""
    if isinstance(e, t.Name):
        return e
    inner: Scope | None = scope
    while inner is not None and inner.sees_figure and not inner.is_turn:
        inner = inner.parent
    return e if inner is None else _folded(e, scope)


def _folded(e: t.Expr, scope: Scope) -> t.Expr:
    if isinstance(e, t.Name):
        known = scope.find(e.id)
        if known is None or not (known.kind in ("loop", "parameter") or (known.kind == "value" and _of_turn(known, scope))):
            return e
        return (_written(known.thing) if isinstance(known.thing, Value) else None) or e
    if isinstance(e, (t.Number, t.Quantity)):
        return e
    if isinstance(e, t.Binary):
        a, b = _folded(e.left, scope), _folded(e.right, scope)
        return e if a is e.left and b is e.right else _joined(e.op, a, b) or replace(e, left=a, right=b)
    if isinstance(e, t.Negative):
        inner = _folded(e.value, scope)
        if inner is e.value:
            return e
        n = _number(inner)
        return replace(e, value=inner) if n is None else _literal(-n)
    if isinstance(e, t.Call):
        values = [_folded(a.value, scope) for a in e.args]
        if all(v is a.value for v, a in zip(values, e.args, strict=True)):
            return e
        return replace(e, args=tuple([replace(a, value=v) for a, v in zip(e.args, values, strict=True)]))
    if isinstance(e, t.Index):
        values = [_folded(i, scope) for i in e.indices]
        return e if all(v is i for v, i in zip(values, e.indices, strict=True)) else replace(e, indices=tuple(values))
    if isinstance(e, t.Compare):
        values = [_folded(x, scope) for x in e.operands]
        return e if all(v is x for v, x in zip(values, e.operands, strict=True)) else replace(e, operands=tuple(values))
    return e


def _of_turn(b: Binding, scope: Scope) -> bool:
    """Is it bound in a turn of a loop, where no reader knows its letter?"""
    return any(s.is_turn and s.names.get(b.name) is b for s, _ in scope.chain())


def _written(v: Value) -> t.Expr | None:
    """A value as it was written, `3`, `2 kg`; None if it prints a letter, or is not that simple."""
    if v.symbol or v.origin != Origin.GIVEN:
        return None
    if v.words is None:
        return _literal(v.n) if isinstance(v.n, (int, Fraction)) and v.unit is None else None
    text = "".join([r.text for r in v.words])
    found = _NUMBER.match(text)
    rest = "" if found is None else text[found.end() :].strip("\u202f\u2009\u00a0 ")
    if found is None or rest != (v.unit.printed if v.unit is not None else "") or (v.unit is not None and v.unit.before):
        return None
    number = found.group().replace("−", "-")
    size: t.Expr = t.Number(number.lstrip("-")) if v.unit is None else t.Quantity(number.lstrip("-"), v.unit.text)
    return t.Negative(size) if number.startswith("-") else size


def _number(e: t.Expr) -> Rational | None:
    if isinstance(e, t.Number):
        return _size(e.text)
    if isinstance(e, t.Negative):
        n = _number(e.value)
        return None if n is None else -n
    if isinstance(e, t.Binary):
        x, y = _number(e.left), _number(e.right)
        return None if x is None or y is None else _result(e.op, x, y)
    return None


def _size(text: str) -> Rational | None:
    if text.isdecimal():
        return int(text)
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def _decimal(e: t.Expr) -> bool:
    """Is it written with a decimal point?"""
    if isinstance(e, t.Negative):
        return _decimal(e.value)
    return "." in (e.text if isinstance(e, t.Number) else e.number if isinstance(e, t.Quantity) else "")


def _literal(n: Rational, decimal: bool = False) -> t.Expr:
    if n < 0:
        return t.Negative(_literal(-n, decimal))
    if n.denominator == 1:
        return t.Number(str(n.numerator))
    places = _places(n)
    if decimal and places is not None:
        digits = str(n.numerator * 10**places // n.denominator).rjust(places + 1, "0")
        return t.Number(f"{digits[:-places]}.{digits[-places:]}")
    return t.Binary("/", t.Number(str(n.numerator)), t.Number(str(n.denominator)))


def _places(n: Rational) -> int | None:
    """How many decimal places it has; None if they do not end, or are many."""
    return next((k for k in range(1, 13) if 10**k % n.denominator == 0), None)


def _joined(op: str, a: t.Expr, b: t.Expr) -> t.Expr | None:
    """Of two numbers their result; a number and a quantity as one; what a one or nought leaves. None where neither helps."""
    x, y = _number(a), _number(b)
    decimal = _decimal(a) or _decimal(b)
    if x is not None and y is not None:
        n = _result(op, x, y)
        return None if n is None or max(abs(n.numerator), n.denominator) > 10**15 else _literal(n, decimal)
    if op == "*" and x is not None:
        return _times(x, b, decimal)
    if op == "*" and y is not None and isinstance(a, t.Quantity):
        return _times(y, a, decimal)
    if op == "/" and y and isinstance(a, t.Quantity):
        return a if y == 1 else _times(1 / Fraction(y), a, True)
    if (op in "*/^" and y == 1) or (op in "+-" and y == 0):
        return a
    return b if op == "+" and x == 0 else None


def _times(n: Rational, e: t.Expr, decimal: bool) -> t.Expr | None:
    if isinstance(e, t.Quantity) and (number := _size(e.number)) is not None:
        size = _literal(n * number, decimal)
        if isinstance(size, t.Number):
            return t.Quantity(size.text, e.unit)
        if isinstance(size, t.Negative) and isinstance(size.value, t.Number):
            return t.Negative(t.Quantity(size.value.text, e.unit))
    return t.Number("0") if n == 0 and not isinstance(e, t.Quantity) else e if n == 1 else t.Negative(e) if n == -1 else None


def _result(op: str, x: Rational, y: Rational) -> Rational | None:
    if op == "/":
        return Fraction(x) / y if y else None
    if op == "^":
        return Fraction(x) ** int(y) if y.denominator == 1 and -_POWER <= y <= _POWER and (x or y > 0) else None
    return x + y if op == "+" else x - y if op == "-" else x * y
