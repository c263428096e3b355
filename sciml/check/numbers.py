"""Arithmetic of values: what stays a number, within what is shown and computed; a message where it does not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .. import expression as ex
from ..diagnostic import Diagnostic
from ..grammar import print_expr
from ..grammar import tree as t
from ..grammar.record import replace
from ..quantity import NUMBER, Origin, Value, literal
from ..quantity import name as dimension_name
from .messages import DimensionMismatch, TooManyDigits
from .page import Page

__all__ = ["DivisionByZero", "NoRealNumber", "OutOfReach", "join_origin", "multiply", "raise_to", "said_dimension", "typed", "within"]

MOST_BITS = 1329
"""400 decimal digits"""
REACH = 900
"""binary digits before or after the point: beyond 1e±270 sums and squares of coordinates leave the floats"""


class DivisionByZero(Diagnostic):
    """A number divided by 0.

    ```wrong
    point(1/0, 2)
    ```
    ```right
    point(1/2, 2)
    ```
    """

    code = "SCI225"
    says = "{text} divides by 0."
    text: str


class OutOfReach(Diagnostic):
    """A number so large or so small that nothing can be drawn or computed with it.

    ```wrong
    point(1e300, 2)
    ```
    ```right
    point(1e30, 2)
    ```
    """

    code = "SCI226"
    says = "This number is too {far}: sizes go from 1e-270 to 1e270."
    far: str


class NoRealNumber(Diagnostic):
    """A root or power of a negative number that is no real number.

    ```wrong
    point((-1)^0.5, 2)
    ```
    ```right
    point((-1)^2, 2)
    ```
    """

    code = "SCI227"
    says = "{text} is no real number."
    text: str


SMALL = 1 << 60


def typed(page: Page, number: str, unit: str | None, span: t.Span) -> Value | None:
    """A number as typed, with its unit (which exists); nothing after a message if it is out of reach."""
    made = literal(number, unit)
    if made is None:
        page.say(TooManyDigits(span))
        return None
    return made if within(page, made.n, span) else None


def within(page: Page, n: Any, span: t.Span) -> bool:
    """Exact numbers have at most 400 digits, and every number a size that floats hold; else a message."""
    if n.__class__ is int and -SMALL < n < SMALL:
        return True
    if isinstance(n, bool) or not isinstance(n, (int, Fraction)):
        return True
    above, below = n.numerator.bit_length(), n.denominator.bit_length()
    if above and not -REACH < above - below < REACH:
        page.say(OutOfReach(span, "large" if above > below else "small"))
        return False
    if max(above, below) > MOST_BITS:
        page.say(TooManyDigits(span))
        return False
    return True


def join_origin(a: Value, b: Value) -> Origin:
    return a.origin if a.origin >= b.origin else b.origin


def _zero(n: Any) -> bool:
    return isinstance(n, ex.Const) and n == 0


def multiply(page: Page, e: t.Expr, a: Value, b: Value, divide: bool = False) -> Value | None:
    if divide and _zero(b.n):
        page.say(DivisionByZero(e.span, print_expr(e)))
        return None
    over = Fraction(b.n) if type(b.n) is int else b.n  # a quotient of whole numbers is a fraction, not a float
    n = a.n / over if divide else a.n * b.n
    dim = None if a.dim is None or b.dim is None else (a.dim / b.dim if divide else a.dim * b.dim)
    return Value(n, dim, join_origin(a, b)) if within(page, n, e.span) else None


def said_dimension(v: Value) -> str:
    return dimension_name(v.dim) if v.dim is not None and v.dim != NUMBER else "a number"


def raise_to(page: Page, e: t.Expr, a: Value, b: Value) -> Value | None:
    """`a^b`; e: the expression, a `Binary` or a name with its power."""
    if b.dim not in (NUMBER, None):
        page.say(DimensionMismatch(e.span, "In this power", print_expr(e), f"an exponent that is {said_dimension(b)}", "An exponent is a number."))
        return None
    k = b.n
    if not isinstance(k, (int, Fraction)):
        if a.dim not in (NUMBER, None):
            hint = "A quantity with a unit takes a fixed fraction as exponent."
            page.say(DimensionMismatch(e.span, "In this power", print_expr(e), "an exponent without a fixed value", hint))
            return None
        return Value(a.n**k, a.dim, join_origin(a, b))
    made = _fixed_power(page, e, a.n, k)
    if made is None or not within(page, made, e.span):
        return None
    return replace(Value(made, None if a.dim is None else a.dim ** Fraction(k), a.origin), origin=join_origin(a, b))


def _fixed_power(page: Page, e: t.Expr, n: Any, k: int | Fraction) -> Any:
    size = abs(Fraction(k))
    if isinstance(n, (int, Fraction)):
        if n == 0 and k < 0:
            page.say(DivisionByZero(e.span, print_expr(e)))
            return None
        if n < 0 and k.denominator != 1:
            page.say(NoRealNumber(e.span, print_expr(e)))
            return None
        bits: int = max(n.numerator.bit_length(), n.denominator.bit_length())
        if bits > 1 and bits * size > 2 * MOST_BITS:  # never computed: 9^9^9 has 370 million digits
            beyond_one: bool = abs(Fraction(n)) > 1
            page.say(OutOfReach(e.span, "small" if (k < 0) == beyond_one else "large"))
            return None
    elif size > MOST_BITS:
        page.say(OutOfReach(e.span, "large" if k > 0 else "small"))
        return None
    return Fraction(n) ** int(k) if type(n) is int and k < 0 and k.denominator == 1 else n**k
