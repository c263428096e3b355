"""Sums of integer multiples of products of generators, which exact numbers are made of: added, and multiplied by what the roots in them are roots of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .surd import Field

__all__ = ["BIG", "LEAST", "MASK", "MASK_BITS", "MAX_TERMS", "MAX_WORK", "Terms", "TooMuch", "add_to", "mul", "times"]

MASK_BITS = 96
MASK = (1 << MASK_BITS) - 1
MAX_TERMS = 300
MAX_BITS = 4096
MAX_WORK = 40_000
"""Products of terms in one claim."""
BIG = 1 << MAX_BITS
LEAST = -BIG

Terms = dict[int, int]
"""Product of generators -> whole number. The low bits of a key say which roots stand in it; above them lie 8 bits for each letter, its exponent."""


class TooMuch(Exception):
    """The form outgrew its bounds."""


def times(terms: Terms, n: int) -> Terms:
    """A new sum, n times this one; n is not 0."""
    out: Terms = {}
    for k, v in terms.items():
        out[k] = v * n
    return out


def add_to(out: Terms, more: Terms, factor: int = 1) -> None:
    """out += factor · more."""
    for k, v in more.items():
        got = out.get(k, 0) + v * factor
        if got:
            out[k] = got
        else:
            out.pop(k, None)


def mul(field: Field, a: Terms, b: Terms) -> Terms:
    """The product of two sums."""
    size = len(a) * len(b)
    field.work += size
    if size > 4 * MAX_TERMS or field.work > MAX_WORK:
        raise TooMuch
    if size == 1 and not field.algebraic:
        return _single(field, a, b)
    out: Terms = {}
    get = out.get
    roots, nested = field.roots, field.nested
    apart: dict[int, Terms] = {}
    """by nested roots that stand in both factors: what their squares still multiply"""
    for ka, va in a.items():
        mine = ka & MASK
        for kb, vb in b.items():
            common = mine & kb
            k = ka + kb
            if not common:
                out[k] = get(k, 0) + va * vb
                continue
            v = va * vb
            k -= 2 * common
            below = common & nested
            common ^= below
            while common:
                low = common & -common
                v *= roots[low.bit_length() - 1].whole
                common ^= low
            if below:
                into = apart.setdefault(below, {})
                into[k] = into.get(k, 0) + v
            else:
                out[k] = get(k, 0) + v
    lettered = bool(field.algebraic) and max(a, default=0) > MASK and max(b, default=0) > MASK  # nothing has no terms
    for below, terms in apart.items():
        if left := _tidied(field, terms, lettered):
            add_to(out, mul(field, left, field.square(below)))
    out = _tidied(field, out, lettered)
    if len(out) > MAX_TERMS:
        raise TooMuch
    if out and (min(out.values()) < LEAST or max(out.values()) > BIG):
        raise TooMuch
    return out


def _tidied(field: Field, terms: Terms, lettered: bool) -> Terms:
    """Without zeros; lettered: powers of algebraic letters may be too high."""
    if 0 in terms.values():
        terms = {k: v for k, v in terms.items() if v}
    if lettered:
        _lower(field, terms)
    return terms


def _single(field: Field, a: Terms, b: Terms) -> Terms:
    """The product of two single terms, where no power of a letter is to be lowered."""
    ((ka, va),) = a.items()
    ((kb, vb),) = b.items()
    v, common = va * vb, ka & kb & MASK
    nested = common & field.nested
    rest = common ^ nested
    while rest:
        low = rest & -rest
        v *= field.roots[low.bit_length() - 1].whole
        rest ^= low
    if not LEAST <= v <= BIG:
        raise TooMuch
    k = ka + kb - 2 * common
    return mul(field, {k: v}, field.square(nested)) if nested else {k: v}


def _lower(field: Field, out: Terms) -> None:
    """Powers of algebraic letters below the degree of their polynomials."""
    short, tops = field.short, field.tops
    while high := [k for k in out if (k + short) & tops]:
        for k in high:
            over = (k + short) & tops
            at = ((over & -over).bit_length() - 1 - MASK_BITS) // 8
            shift = MASK_BITS + 8 * at
            n, v = (k >> shift) & 255, out.pop(k, 0)
            below = k - (n << shift)
            for step, c in field.power(at, n).items():
                got = out.get(below + step, 0) + v * c
                if got:
                    out[below + step] = got
                else:
                    out.pop(below + step, None)
