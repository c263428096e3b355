"""Whole numbers and fractions, added and multiplied without the detours of `Fraction`'s own operators (abstract classes, properties)."""

from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import Any

__all__ = ["RATIONAL", "difference", "pair", "product", "quotient", "total"]

RATIONAL: Any = frozenset({int, Fraction})
"""Classes of rational numbers: asked directly, because `isinstance` of a Fraction goes through its abstract base and is slow."""

Rational = Any
"""int or Fraction."""
_new = object.__new__


def _fraction(n: int, d: int) -> Fraction:
    """n / d in lowest terms, d > 0."""
    made: Any = _new(Fraction)
    made._numerator = n
    made._denominator = d
    return made  # type: ignore[no-any-return]


def pair(x: Rational) -> tuple[int, int]:
    """Numerator and denominator."""
    return (x, 1) if x.__class__ is int else (x._numerator, x._denominator)


def quotient(n: int, d: int) -> Rational:
    """n / d, an int if it is whole; d is not 0."""
    g = gcd(n, d) if d > 0 else -gcd(n, d)
    if g != 1:
        n, d = n // g, d // g
    return n if d == 1 else _fraction(n, d)


def total(a: Rational, b: Rational) -> Rational:
    """a + b; a Fraction if one of them is."""
    if a.__class__ is int:
        if b.__class__ is int:
            return a + b
        return _fraction(a * b._denominator + b._numerator, b._denominator)
    d = a._denominator
    if b.__class__ is int:
        return _fraction(a._numerator + b * d, d)
    e = b._denominator
    g = gcd(d, e)
    if g == 1:
        return _fraction(a._numerator * e + d * b._numerator, d * e)
    s = d // g
    t = a._numerator * (e // g) + b._numerator * s
    h = gcd(t, g)
    return _fraction(t, s * e) if h == 1 else _fraction(t // h, s * (e // h))


def difference(a: Rational, b: Rational) -> Rational:
    """a - b; a Fraction if one of them is."""
    if b.__class__ is int:
        return a - b if a.__class__ is int else _fraction(a._numerator - b * a._denominator, a._denominator)
    return total(a, _fraction(-b._numerator, b._denominator))


def product(a: Rational, b: Rational) -> Rational:
    """a · b, an int if it is whole."""
    if a.__class__ is int:
        if b.__class__ is int:
            return a * b
        a, b = b, a
    n, d = a._numerator, a._denominator
    if b.__class__ is int:
        return quotient(n * b, d)
    m, e = b._numerator, b._denominator
    g = gcd(n, e)
    if g > 1:
        n, e = n // g, e // g
    g = gcd(m, d)
    if g > 1:
        m, d = m // g, d // g
    d *= e
    return n * m if d == 1 else _fraction(n * m, d)
