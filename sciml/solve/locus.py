"""What an equation says about two unknowns X and Y once everything else in it is known: a list of polynomials of second degree, one of which is 0.

The coefficients are numbers of any kind: floats while solving, expressions when the exact value is written down.
A polynomial is a tuple of six coefficients: 1, X, Y, X^2, XY, Y^2.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..expression import Expr, Num, cos, hypot, sin
from .ray import Poly, Ray, ray

__all__ = ["NotPolynomial", "Reader", "degree", "negligible"]

Key = tuple[Any, tuple[int, ...]]
Form = dict[Key, Poly]
"""A sum of terms polynomial * special / roots. The key names the special (None, or a root, modulus or angle node) and the roots below the bar."""

_ONE: Key = (None, ())
_NIL: Num = 0
"""What most coefficients are. Known by identity, because fractions and expressions are slow to be asked."""
_ZERO: Poly = (_NIL, _NIL, _NIL, _NIL, _NIL, _NIL)


class NotPolynomial(Exception):
    """The equation has no such form; the numeric solver takes it. Never seen by the author."""


def degree(p: Poly) -> int:
    return 2 if p[3] or p[4] or p[5] else 1 if p[1] or p[2] else 0


def _zero(p: Poly) -> bool:
    return not (p[0] or p[1] or p[2] or p[3] or p[4] or p[5])


def _add(p: Poly, q: Poly) -> Poly:
    return tuple([a if b is _NIL else b if a is _NIL else a + b for a, b in zip(p, q, strict=True)])


def _scale(p: Poly, k: Num) -> Poly:
    if k.__class__ is int and k == 1:
        return p
    return tuple([a if a is _NIL else a * k for a in p])


def _sub(p: Poly, q: Poly) -> Poly:
    return tuple(
        [
            a if b is _NIL else -b if a is _NIL else a - b if a is not b or a.__class__ is float else _NIL  # a place less what it is counted from
            for a, b in zip(p, q, strict=True)
        ]
    )


def _mul(p: Poly, q: Poly) -> Poly:
    m, n = degree(p), degree(q)
    if m == 0:
        return _scale(q, p[0])
    if n == 0:
        return _scale(p, q[0])
    if m + n > 2:
        raise NotPolynomial
    a, b, c = p[:3]
    if p is q and (b is _NIL or c is _NIL):
        slope = b if c is _NIL else c
        once = a if slope.__class__ is int and slope == 1 else a * slope
        twice = once + once
        return (a * a, twice, 0, b * b, 0, 0) if c is _NIL else (a * a, 0, twice, 0, 0, c * c)
    d, e, f = q[:3]
    if c is _NIL and f is _NIL:  # both in X alone
        return (a * d, a * e + b * d, 0, b * e, 0, 0)
    if b is _NIL and e is _NIL:
        return (a * d, 0, a * f + c * d, 0, 0, c * f)
    return (a * d, a * e + b * d, a * f + c * d, b * e, b * f + c * e, c * f)


def _ratio(a: Num, b: Num) -> Num:
    return Fraction(a, b) if isinstance(a, int) and isinstance(b, int) else a / b


def _over(p: Poly, k: Num) -> Poly:
    if isinstance(k, int):
        k = Fraction(k)
    return tuple([a if a is _NIL else a / k for a in p])


def negligible(p: Poly, size: float) -> Poly:
    """The same polynomial over floats without the coefficients that are rounding noise where |X|, |Y| <= size."""
    if isinstance(p, Ray):
        return p
    a, b, c, d, e, f = p
    top = max(abs(a), abs(b) * size, abs(c) * size, abs(d) * size * size, abs(e) * size * size, abs(f) * size * size)
    low = top * 1e-13
    s, ss = low / size, low / size / size
    return (
        a if abs(a) > 0.0 else 0.0, b if abs(b) > s else 0.0, c if abs(c) > s else 0.0,
        d if abs(d) > ss else 0.0, e if abs(e) > ss else 0.0, f if abs(f) > ss else 0.0,
    )  # fmt: skip


class Reader:
    """Reads expressions in X and Y.

    masks, mask: a node stands on X or Y if its mask has a bit of this one; known: the number of a node that does not;
    places: what some nodes are in X and Y (`x` itself is (x0, 1, 0, ...) if X counts from x0; cosine and sine of one angle may be X and Y).
    """

    def __init__(self, masks: dict[Expr, int], mask: int, known: Callable[[Num], Num], places: dict[Expr, Poly]) -> None:
        self.masks, self.mask, self.known, self.places = masks, mask, known, places
        self.cos: Callable[[Num], Num] = cos
        self.sin: Callable[[Num], Num] = sin
        self.length: Callable[[Num, Num], Num] = hypot
        self.special: dict[Any, Any] = {}
        self.below: dict[int, Poly] = {}
        self.sides: dict[int, tuple[Poly, Poly, Poly, Poly]] = {}

    # ------------------------------------------------------------ expressions to forms

    def form(self, e: Num) -> Form:
        if not isinstance(e, Expr) or not self.masks[e] & self.mask:
            return {_ONE: (self.known(e), 0, 0, 0, 0, 0)}
        place = self.places.get(e)
        if place is not None:
            return {_ONE: place}
        read = _READ.get(e.op)
        if read is None:
            raise NotPolynomial
        return read(self, e)

    def poly(self, e: Num) -> Poly:
        """For places where only a polynomial may stand."""
        if not isinstance(e, Expr) or not self.masks[e] & self.mask:
            return (self.known(e), 0, 0, 0, 0, 0)
        place = self.places.get(e)
        if place is not None:
            return place
        f = self.form(e)
        if len(f) == 1 and _ONE in f:
            return f[_ONE]
        raise NotPolynomial

    def sum(self, e: Expr) -> Form:
        f, g = self.form(e.args[0]), self.form(e.args[1])
        plus = e.op == "+"
        for key, p in g.items():
            q = f.get(key)
            if q is None:
                f[key] = p if plus else _sub(_ZERO, p)
            else:
                f[key] = _add(q, p) if plus else _sub(q, p)
        return f

    def negative(self, e: Expr) -> Form:
        return {key: _scale(p, -1) for key, p in self.form(e.args[0]).items()}

    def product(self, e: Expr) -> Form:
        return self.times(self.form(e.args[0]), self.form(e.args[1]))

    def times(self, f: Form, g: Form) -> Form:
        out: Form = {}
        for (s, below), p in f.items():
            for (t, under), q in g.items():
                if s is not None and t is not None:
                    if s != t or s[0] not in ("sqrt", "abs", "sign"):
                        raise NotPolynomial
                    w = self.special[s]
                    r, special = _mul(p, q) if s[0] == "sign" else _mul(_mul(p, q), w if s[0] == "sqrt" else _mul(w, w)), None
                else:
                    r, special = _mul(p, q), s if s is not None else t
                key = (special, tuple(sorted(below + under)))
                out[key] = _add(out[key], r) if key in out else r
        return out

    def power(self, e: Expr) -> Form:
        base, k = e.args
        if isinstance(k, Expr):
            raise NotPolynomial
        if k == 2:
            f = self.form(base)
            return self.times(f, f)
        if k == 0.5:
            return self.root(Expr("sqrt", (base,)), id(e))
        raise NotPolynomial

    def quotient(self, e: Expr) -> Form:
        f, g = self.form(e.args[0]), self.form(e.args[1])
        if len(g) != 1:
            raise NotPolynomial
        ((special, below), q) = next(iter(g.items()))
        if below or degree(q):
            raise NotPolynomial
        over = q[0]
        if over == 0:
            raise NotPolynomial
        if special is None:
            return {key: _over(p, over) for key, p in f.items()}
        if special[0] == "angle":
            raise NotPolynomial
        node, w = special[1], self.special[special]
        self.below[node] = w if special[0] == "sqrt" else _mul(w, w)
        out: Form = {}
        for (s, under), p in f.items():
            key = (None, under) if s == special else (s, tuple(sorted((*under, node))))
            out[key] = p if over == 1 else _over(p, over)
        return out

    def root(self, e: Expr, node: int = 0) -> Form:
        key = ("sqrt", node or id(e))
        if key not in self.special:
            self.special[key] = self.poly(e.args[0])
        return {(key, ()): (1, 0, 0, 0, 0, 0)}

    def modulus(self, e: Expr) -> Form:
        f = self.form(e.args[0])
        if len(f) != 1:
            raise NotPolynomial
        ((special, below), w) = next(iter(f.items()))
        if special is not None:
            raise NotPolynomial
        key = ("abs", id(e))
        self.special[key] = w
        return {(key, below): (1, 0, 0, 0, 0, 0)}

    def signum(self, e: Expr) -> Form:
        """1 or -1, whatever it is taken of."""
        key = ("sign", id(e))
        self.special[key] = (1, 0, 0, 0, 0, 0)
        return {(key, ()): (1, 0, 0, 0, 0, 0)}

    def distance(self, e: Expr) -> Form:
        a, b, c, d = [self.poly(x) for x in e.args]
        u, v = _sub(c, a), _sub(d, b)
        if _zero(v) or _zero(u):
            key = ("abs", id(e))
            self.special[key] = u if _zero(v) else v
        else:
            key = ("sqrt", id(e))
            self.special[key] = _add(_mul(u, u), _mul(v, v))
        return {(key, ()): (1, 0, 0, 0, 0, 0)}

    def angle(self, e: Expr) -> Form:
        sides: list[Poly] = []
        for pair in (e.args[:2], e.args[2:]):
            fs = [self.form(x) for x in pair]
            keys = {k for f in fs for k, p in f.items() if not _zero(p)}
            if len(keys) > 1 or any(k[0] is not None and k[0][0] != "sign" for k in keys):  # a sign turns a side round: the same two lines
                raise NotPolynomial
            key = next(iter(keys), _ONE)
            sides.extend(f.get(key, _ZERO) for f in fs)
        a, b, c, d = sides
        special = ("angle", id(e))
        self.special[special] = (_sub(_mul(a, d), _mul(b, c)), _add(_mul(a, c), _mul(b, d)))
        self.sides[id(e)] = (a, b, c, d)
        return {(special, ()): (1, 0, 0, 0, 0, 0)}

    def area(self, e: Expr) -> Form:
        c = [self.poly(x) for x in e.args]
        n = len(c)
        total = _ZERO
        for i in range(0, n, 2):
            total = _add(total, _sub(_mul(c[i], c[(i + 3) % n]), _mul(c[(i + 2) % n], c[i + 1])))
        key = ("abs", id(e))
        self.special[key] = total
        return {(key, ()): (0.5, 0, 0, 0, 0, 0)}

    # ------------------------------------------------------------ forms to polynomials

    def alternatives(self, e: Num) -> list[tuple[str, Poly]]:
        """Polynomials, each with a tag that tells it apart: wherever e is 0 one of them is 0 (not the other way round)."""
        if e.__class__ is Expr:
            if e.op == "-":
                found = self._apart(*e.args)
                if found is not None:
                    return found
            elif e.op == "*" and all([isinstance(a, Expr) and self.masks[a] & self.mask for a in e.args]):
                return [(side + tag, p) for side, a in zip("lr", e.args, strict=True) for tag, p in self.alternatives(a)]
        terms = [(k, p) for k, p in self.form(e).items() if not _zero(p)]
        bar = terms[0][0][1] if terms else ()
        if bar and all([k[1] == bar for k, _ in terms]):  # a bar below all of them may go
            terms = [((k[0], ()), p) for k, p in terms]
        rest = _ZERO
        specials: list[tuple[str, Key, Poly]] = []
        for k, p in terms:
            if k == _ONE:
                rest = p
                continue
            kind = k[0][0] if k[0] is not None else ""
            if kind and kind != "sign" and degree(p):
                raise NotPolynomial
            specials.append((kind, k, p))
        if not specials:
            return [("", rest)]
        if len(specials) == 1:
            return self._single(*specials[0], rest)
        if len(specials) == 2:
            return self._double(specials, rest)
        raise NotPolynomial

    def _apart(self, measure: Num, length: Num) -> list[tuple[str, Poly]] | None:
        """Of a distance less a known length, which most equations of plane figures are: a circle, or two places on a line. The same as over forms."""
        if not isinstance(measure, Expr) or measure.op != "distance" or (isinstance(length, Expr) and self.masks[length] & self.mask):
            return None
        if not self.masks[measure] & self.mask or measure in self.places:
            return None
        a, b, c, d = [self.poly(x) for x in measure.args]
        u, v = _sub(c, a), _sub(d, b)
        r = -self.known(length)
        if _zero(u) or _zero(v):
            w, rest = u if _zero(v) else v, (r, 0, 0, 0, 0, 0)
            return [("+", _add(w, rest)), ("-", _sub(rest, w))]
        return [("sq", _sub(_add(_mul(u, u), _mul(v, v)), (r * r, 0, 0, 0, 0, 0)))]

    def _square(self, kind: str, key: Key, p: Poly) -> tuple[Poly, Poly | None]:
        """The square of a term as numerator and denominator (None: 1)."""
        if kind == "sqrt":
            top = _scale(self.special[key[0]], p[0] * p[0])
        elif kind == "abs":
            w = self.special[key[0]]
            top = _scale(_mul(w, w), p[0] * p[0])
        elif kind == "":
            top = _mul(p, p)
        else:
            raise NotPolynomial
        if not key[1]:
            return top, None
        if len(key[1]) == 2 and key[1][0] == key[1][1]:
            raise NotPolynomial
        below: Poly = (1, 0, 0, 0, 0, 0)
        for node in key[1]:
            below = _mul(below, self.below[node])
        return top, below

    def _single(self, kind: str, key: Key, p: Poly, rest: Poly) -> list[tuple[str, Poly]]:
        if kind == "angle":
            if degree(rest) or key[1]:
                raise NotPolynomial
            cross, dot = self.special[key[0]]
            way = _ratio(-rest[0], p[0])
            c, s = self.cos(way), self.sin(way)
            rays = self._rays(self.sides[key[0][1]], c, s)
            if rays is not None:
                return rays
            one, other = _scale(cross, c), _scale(dot, s)
            return [("+", _sub(one, other)), ("-", _add(one, other))]
        if kind == "sign" and not key[1]:
            return [("+", _add(p, rest)), ("-", _sub(rest, p))]
        if kind == "abs" and not key[1]:
            w = _scale(self.special[key[0]], p[0])
            return [("+", _add(w, rest)), ("-", _sub(rest, w))]
        top, below = self._square(kind, key, p)
        square = _mul(rest, rest)
        return [("sq", _sub(top, square if below is None else _mul(square, below)))]

    def _rays(self, sides: tuple[Poly, Poly, Poly, Poly], c: Num, s: Num) -> list[tuple[str, Poly]] | None:
        """The two lines on which a free end lies if the other side of the angle is known."""
        a, b, u, v = sides
        if degree(a) or degree(b):
            a, b, u, v, s = u, v, a, b, -s
        if degree(a) or degree(b) or u[1] == 0 or u[2] != 0 or v[1] != 0 or v[2] == 0 or degree(u) > 1 or degree(v) > 1:
            return None
        base = (-_ratio(u[0], u[1]), -_ratio(v[0], v[2]))
        n = self.length(a[0], b[0])
        if n == 0:
            return None
        p, q = _ratio(a[0], n), _ratio(b[0], n)
        return [("+", ray(base, (p * c - q * s, q * c + p * s))), ("-", ray(base, (p * c + q * s, q * c - p * s)))]

    def _double(self, found: list[tuple[str, Key, Poly]], rest: Poly) -> list[tuple[str, Poly]]:
        (s, k, p), (t, m, q) = found
        if s == t == "angle":
            if not _zero(rest) or k[1] or m[1]:
                raise NotPolynomial
            ratio = -q[0] / p[0]
            if ratio.__class__ is not Expr and ratio != 1:
                raise NotPolynomial
            (c1, d1), (c2, d2) = self.special[k[0]], self.special[m[0]]
            one, other = _mul(c1, d2), _mul(c2, d1)
            return [("+", _sub(one, other)), ("-", _add(one, other))]
        if s == t == "abs" and _zero(rest) and not k[1] and not m[1]:
            u, v = _scale(self.special[k[0]], p[0]), _scale(self.special[m[0]], q[0])
            return [("+", _add(u, v)), ("-", _sub(u, v))]
        (a, b), (c, d) = self._square(s, k, p), self._square(t, m, q)
        if d is not None:
            a = _mul(a, d)
        if b is not None:
            c = _mul(c, b)
        if _zero(rest):
            return [("sq", _sub(a, c))]
        if b is not None or d is not None or degree(rest):
            raise NotPolynomial
        inner = _sub(_sub(a, c), _mul(rest, rest))
        return [("sq2", _sub(_mul(inner, inner), _scale(c, 4 * rest[0] * rest[0])))]


_READ: dict[str, Callable[[Reader, Expr], Form]] = {
    "+": Reader.sum,
    "-": Reader.sum,
    "neg": Reader.negative,
    "*": Reader.product,
    "/": Reader.quotient,
    "^": Reader.power,
    "sqrt": Reader.root,
    "abs": Reader.modulus,
    "sign": Reader.signum,
    "distance": Reader.distance,
    "angle": Reader.angle,
    "area": Reader.area,
}
