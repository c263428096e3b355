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


def pair(x: Rational) -> tuple[int, int]:
    """Numerator and denominator."""
    return (x, 1) if x.__class__ is int else (x._numerator, x._denominator)


def quotient(n: int, d: int) -> Rational:
    """n / d in lowest terms, an int if it is whole; d is not 0."""
    g = gcd(n, d) if d > 0 else -gcd(n, d)
    if g != 1:
        n //= g
        d //= g
    if d == 1:
        return n
    made: Any = _new(Fraction)
    made._numerator = n
    made._denominator = d
    return made


def total(a: Rational, b: Rational) -> Rational:
    """a + b."""
    if a.__class__ is int:
        if b.__class__ is int:
            return a + b
        d = b._denominator
        return quotient(a * d + b._numerator, d)
    d = a._denominator
    if b.__class__ is int:
        return quotient(a._numerator + b * d, d)
    e = b._denominator
    return quotient(a._numerator * e + b._numerator * d, d * e)


def difference(a: Rational, b: Rational) -> Rational:
    """a - b."""
    if a.__class__ is int:
        if b.__class__ is int:
            return a - b
        d = b._denominator
        return quotient(a * d - b._numerator, d)
    d = a._denominator
    if b.__class__ is int:
        return quotient(a._numerator - b * d, d)
    e = b._denominator
    return quotient(a._numerator * e - b._numerator * d, d * e)


def product(a: Rational, b: Rational) -> Rational:
    """a · b."""
    if a.__class__ is int:
        return a * b if b.__class__ is int else quotient(a * b._numerator, b._denominator)
    if b.__class__ is int:
        return quotient(a._numerator * b, a._denominator)
    return quotient(a._numerator * b._numerator, a._denominator * b._denominator)
