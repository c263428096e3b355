"""Where two loci meet, in closed form, over floats or expressions: lines, circles, a line and any conic; roots of one unknown.

With expressions nothing is decided: all roots are written down, and the caller takes the one whose value is right.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from ..expression import Expr, Num, sqrt
from .locus import degree
from .ray import Poly, Ray
from .surd import Surd, root_of

__all__ = ["Coincident", "NotClosed", "center", "foot", "heading", "is_circle", "meet", "nearest", "roots"]


class Coincident(Exception):
    """Both loci are the same: together they say no more than one."""


class NotClosed(Exception):
    """Two conics without a formula of square roots."""


_NOISE = 1e-12


def _root(x: Num, weight: Num) -> tuple[Num, ...]:
    """The signed square roots of x; none below zero, one at it. weight: what x was subtracted from, to know noise."""
    if isinstance(x, (float, int)) and not isinstance(weight, Expr) and x <= 1e-15 * abs(weight):
        return (0.0,) if x >= -2e-9 * abs(weight) else ()
    r = root_of(x) if isinstance(x, (int, Fraction)) else sqrt(x)
    return r, -r


def _half(x: Num) -> Num:
    if isinstance(x, Expr):
        return x.args[0] if x.op == "+" and x.args[0] is x.args[1] else x / 2
    return (Fraction(x, 2) if x else 0) if isinstance(x, int) else x / 2


def _div(a: Num, b: Num) -> Num:
    if b.__class__ is int and b == 1 and a.__class__ is not int:
        return a
    return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b


def _quadratic(a: Num, b: Num, c: Num) -> Iterator[Num]:
    """a z^2 + b z + c = 0."""
    if a == 0:
        if b != 0:
            yield -_div(c, b)
        return
    h = _half(b)
    if h == 0:
        t = _div(c, a)
        yield from _root(-t, t)
        return
    square = h * h
    for s in _root(square - a * c, square):
        yield _div(s - h, a)


def roots(p: Poly) -> list[Num]:
    """Of a polynomial in X alone."""
    return list(_quadratic(p[3], p[1], p[0]))


def is_circle(p: Poly) -> bool:
    a, b, c = p[3], p[4], p[5]
    if isinstance(a, (Expr, Surd)) or isinstance(c, (Expr, Surd)):
        return same(a, c) and b == 0
    return bool(a != 0 and b == 0 and abs(a - c) <= _NOISE * abs(a))


def same(a: Num, b: Num, depth: int = 4) -> bool:
    """Are two numbers plainly written alike?"""
    if a is b:
        return True
    if isinstance(a, Expr):
        return depth > 0 and isinstance(b, Expr) and a.op == b.op and bool(a.args) and all(same(x, y, depth - 1) for x, y in zip(a.args, b.args, strict=True))
    return not isinstance(b, Expr) and bool(a == b)


def meet(p: Poly, q: Poly) -> Iterator[tuple[Num, Num]]:
    """One place after the other, as they are asked for; `Coincident`, `NotClosed` before the first."""
    m, n = degree(p), degree(q)
    if m == 0 or n == 0:
        raise Coincident
    if isinstance(p, Ray):
        return _along(p, q)
    if isinstance(q, Ray):
        return _along(q, p)
    if m == 1 and n == 1:
        return iter(_lines(p, q))
    if m == 2 and n == 2:
        if not (is_circle(p) and is_circle(q)):
            raise NotClosed
        a, b = p[3], q[3]
        one = same(a, b)
        line = tuple([u - v if one else u * b - v * a for u, v in zip(p[:3], q[:3], strict=True)])
        if not isinstance(line[1], Expr) and not isinstance(line[2], Expr):
            low = _NOISE * (abs(p[1] * b) + abs(q[1] * a) + abs(p[2] * b) + abs(q[2] * a)) if isinstance(line[1], float) else 0
            if abs(line[1]) <= low and abs(line[2]) <= low:
                if isinstance(line[0], (float, int)) and abs(line[0]) <= 1e-11 * (abs(p[0] * b) + abs(q[0] * a)):
                    raise Coincident
                return iter(())
            line = (line[0], line[1] if abs(line[1]) > low else 0, line[2] if abs(line[2]) > low else 0)
        return _crossing((line[0], line[1], line[2], 0, 0, 0), p)
    return _crossing(p, q) if m == 1 else _crossing(q, p)


def _lines(p: Poly, q: Poly) -> list[tuple[Num, Num]]:
    d, b, c = p[:3]
    e, f, g = q[:3]
    det = b * g - c * f
    if not any(isinstance(v, Expr) for v in (b, c, f, g, d, e)):
        scale = (abs(b) + abs(c)) * (abs(f) + abs(g))
        if abs(det) <= 1e-11 * scale:
            far = (b * e - f * d) if abs(b) > abs(c) else (c * e - g * d)
            if abs(far) <= 1e-11 * (abs(b * e) + abs(f * d) + abs(c * e) + abs(g * d)):
                raise Coincident
            return []
    return [(_div(c * e - d * g, det), _div(d * f - b * e, det))]


def _value(a: Num, b: Num, c: Num, x: Num) -> Num:
    """a + b x + c x^2; b and c are often 0, and c of a circle 1."""
    if b.__class__ is not int or b:
        a = a + b * x
    if c.__class__ is not int or c:
        a = a + (x * x if c.__class__ is int and c == 1 else c * x * x)
    return a


def _crossing(line: Poly, q: Poly) -> Iterator[tuple[Num, Num]]:
    d, b, c = line[:3]
    if c == 0:
        x = -_div(d, b)
        for y in _quadratic(q[5], _value(q[2], q[4], 0, x), _value(q[0], q[1], q[3], x)):
            yield x, y
        return
    if b == 0:
        y = -_div(d, c)
        for x in _quadratic(q[3], _value(q[1], q[4], 0, y), _value(q[0], q[2], q[5], y)):
            yield x, y
        return
    n = b * b + c * c
    if is_circle(q):
        mx, my = -_div(_half(q[1]), q[3]), -_div(_half(q[2]), q[3])
        f = b * mx + c * my + d
        square = (mx * mx + my * my - _div(q[0], q[3])) * n
        for h in _root(square - f * f, square + f * f if not isinstance(square, Expr) else square):
            yield mx - _div(b * f + c * h, n), my - _div(c * f - b * h, n)
        return
    yield from _through(-_div(b * d, n), -_div(c * d, n), -c, b, q)


def _along(line: Ray, q: Poly) -> Iterator[tuple[Num, Num]]:
    """A line of known direction with another line or a conic."""
    (x0, y0), (u, v) = line.base, line.way
    if degree(q) == 2:
        yield from _through(x0, y0, u, v, q, unit=True)
        return
    d, b, c = q[:3]
    across, far = b * u + c * v, d + b * x0 + c * y0
    if not any(isinstance(v, Expr) for v in (across, b, c)) and abs(across) <= 1e-11 * (abs(b) + abs(c)):
        if isinstance(far, (float, int)) and abs(far) <= 1e-11 * (abs(d) + abs(b * x0) + abs(c * y0)):
            raise Coincident
        return
    t = -_div(far, across)
    yield x0 + u * t, y0 + v * t


def _through(x0: Num, y0: Num, u: Num, v: Num, q: Poly, unit: bool = False) -> Iterator[tuple[Num, Num]]:
    """Along (x0, y0) + t (u, v)."""
    aa = q[3] if unit and is_circle(q) else q[3] * u * u + q[4] * u * v + q[5] * v * v
    bb = q[1] * u + q[2] * v + 2 * q[3] * x0 * u + q[4] * (x0 * v + y0 * u) + 2 * q[5] * y0 * v
    cc = q[0] + q[1] * x0 + q[2] * y0 + q[3] * x0 * x0 + q[4] * x0 * y0 + q[5] * y0 * y0
    for t in _quadratic(aa, bb, cc):
        yield x0 + u * t, y0 + v * t


def nearest(p: Poly, x: float, y: float) -> tuple[float, float, tuple[int, int]] | None:
    """The place of a line or circle (over floats) that is nearest to (x, y); on a circle the nearest in a direction of rational slope.

    Third: that direction as `heading` takes it; (0, 0) on a line."""
    if degree(p) == 1:
        return (*foot(p, x, y), (0, 0))
    if not is_circle(p):
        raise NotClosed
    mx, my, square = center(p)
    u, v = x - mx, y - my
    n = math.hypot(u, v)
    if square < 0 or n == 0:
        return None
    half = math.atan2(v, u) / 2
    way = (round(256 * math.cos(half)), round(256 * math.sin(half)))
    c, s = heading(way)
    r = math.sqrt(square)
    return mx + r * float(c), my + r * float(s), way


def foot(p: Poly, x: Num, y: Num) -> tuple[Num, Num]:
    """Of (x, y) on a line."""
    d, b, c = p[:3]
    f = _div(b * x + c * y + d, b * b + c * c)
    return x - b * f, y - c * f


def center(p: Poly) -> tuple[Num, Num, Num]:
    """Of a circle, and its radius squared."""
    mx, my = -_div(_half(p[1]), p[3]), -_div(_half(p[2]), p[3])
    return mx, my, mx * mx + my * my - _div(p[0], p[3])


def heading(way: tuple[int, int]) -> tuple[Fraction, Fraction]:
    """Cosine and sine of twice the angle of (a, b), both rational."""
    a, b = way
    n = a * a + b * b
    return Fraction(a * a - b * b, n), Fraction(2 * a * b, n)
