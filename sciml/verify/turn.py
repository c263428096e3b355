"""Exact angles: sums of rational multiples of pi and of arcs whose cosine and sine are exact numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from ..grammar.record import Record
from .rational import RATIONAL
from .surd import MASK_BITS, ULP, Field, Number, Surd, TooMuch, Unsure, bounded, divided, plain, reduced

__all__ = ["Circle", "Turn", "approx", "is_zero", "sign_of"]

MAX_POWER = 24
MOST_PARTS = 30
"""Arcs of pi/n up to this n are algebraic numbers of small degree."""
MAX_BASES = 8
"""Arcs without a name that others are sought by."""


class Atom(Record):
    """An arc: its radians as a float, its cosine and sine."""

    value: float
    err: float
    cos: Any
    sin: Any


def approx(x: Any) -> tuple[float, float]:
    """The float of an exact number, and how far it may be off."""
    if x.__class__ in RATIONAL:
        try:
            value = float(x) if x.__class__ is int else x._numerator / x._denominator
        except OverflowError:
            raise TooMuch from None
        return value, abs(value) * ULP
    value, err = x.approx()
    return value, err


def sign_of(x: Any) -> int:
    """1, 0 or -1. Raises Unsure."""
    if x.__class__ in RATIONAL:
        n = x if x.__class__ is int else x._numerator
        return 1 if n > 0 else -1 if n else 0
    sign: int = x.sign()
    return sign


def is_zero(x: Any) -> bool:
    """Raises Unsure."""
    return not x if x.__class__ in RATIONAL else bool(x.is_zero())


class Circle:
    """The arcs of one figure. Arc 0 is pi."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.atoms: list[Atom] = [Atom(math.pi, ULP * 2, -1, 0)]
        self._by_key: dict[Any, int] = {}
        self._bases: list[Fraction] = []
        self._parts: set[int] = set()
        """n of the bases 1/n"""
        self.pi = Turn(self, {0: Fraction(1)})

    def arc(self, key: Any, value: float, err: float, c: Number, s: Number) -> Turn:
        """The arc with this cosine and sine."""
        at = self._by_key.get(key)
        if at is None:
            at = self._by_key[key] = len(self.atoms)
            self.atoms.append(Atom(value, err, c, s))
        return Turn(self, {at: Fraction(1)})

    def between(self, x: Number, y: Number) -> Any:
        """atan2(y, x)."""
        sx, sy = sign_of(x), sign_of(y)
        if sy == 0:
            return 0 if sx >= 0 else self.pi
        if sx == 0:
            return self.pi * Fraction(sy, 2)
        h = self.field.sqrt(x * x + y * y)
        return self.known(divided(x, h), divided(y, h))

    def known(self, c: Number, s: Number) -> Turn:
        """The arc from -pi to pi with this cosine and sine."""
        (cv, ce), (sv, se) = approx(c), approx(s)
        return self.arc((_key(c), _key(s)), math.atan2(sv, cv), 2 * (ce + se) + 4 * ULP, c, s)

    def of_number(self, x: Number) -> Turn | int:
        """An arc of x radians. Of the cosine of each product of generators in x nothing is known but that it is one."""
        if not isinstance(x, Surd) or x.poly is not None:
            return self._radians(("radians", _key(x)), x, Fraction(1))
        total: Any = 0
        for key, times in x.terms.items():
            letter = (key >> MASK_BITS).bit_length() - 1
            single = key == 1 << (MASK_BITS + letter) and letter % 8 == 0
            of = self.field.letters[letter // 8].key if single else None
            if isinstance(of, tuple) and of[0] == "arc":
                total = total + Turn(self, {of[1]: Fraction(times, x.den)})
            else:
                total = total + self._radians(("radians", key), reduced(self.field, {key: 1}, 1, None, x.degree), Fraction(times, x.den))
        return total  # type: ignore[no-any-return]

    def _radians(self, key: Any, x: Number, times: Fraction) -> Turn:
        if key not in self._by_key:
            value, err = approx(x)
            c = self.field.letter(("cos", key), math.cos(value), err + 2 * ULP)
            s = self.field.sqrt(1 - c * c)
            self.arc(key, value, err, c, s if math.sin(value) >= 0 else -s)
        return Turn(self, {self._by_key[key]: times})

    # ------------------------------------------------------------ cosine and sine

    def cos_sin(self, x: Any) -> tuple[Number, Number]:
        """Of an angle, or of a number of radians."""
        if not isinstance(x, Turn):
            if x.__class__ in RATIONAL and x == 0:
                return 1, 0
            x = self.of_number(x)
            if not isinstance(x, Turn):
                return 1, 0
        both = x.cos_sin
        if both is None:
            for at, times in x.parts.items():
                a, b = self._of_pi(times) if at == 0 else self._multiple(at, times)
                both = (a, b) if both is None else (both[0] * a - both[1] * b, both[0] * b + both[1] * a)
            x.cos_sin = both = both or (1, 0)
        return both

    def _multiple(self, at: int, times: Fraction) -> tuple[Number, Number]:
        atom = self.atoms[at]
        c, s = atom.cos, atom.sin
        if times.denominator == 2 and abs(atom.value) <= math.pi + 1e-9:
            c, s = self._half(c, s)
        elif times.denominator != 1:
            value = atom.value / times.denominator
            letter = self.field.letter(("part", at, times.denominator), math.cos(value), atom.err + 2 * ULP)
            c, s = letter, self.field.sqrt(1 - letter * letter)
            s = s if value >= 0 else -s
        return self._power(c, s, times.numerator)

    def _half(self, c: Number, s: Number) -> tuple[Number, Number]:
        half = self.field.sqrt((c + 1) * Fraction(1, 2))
        other = self.field.sqrt((1 - c) * Fraction(1, 2))
        return half, other if sign_of(s) >= 0 else -other

    def _power(self, c: Number, s: Number, n: int) -> tuple[Number, Number]:
        """cos and sin of n arcs: c·U - U' and s·U by the Chebyshev polynomials U of n - 1 and U' of n - 2 in c."""
        if n < 0:
            s, n = -s, -n
        if n > MAX_POWER:
            raise TooMuch
        if n < 2:
            return (c, s) if n else (1, 0)
        twice: Number = c * 2
        before: Number = 1
        now: Number = twice
        for _ in range(n - 2):
            before, now = now, twice * now - before
        return c * now - before, s * now

    def _of_pi(self, r: Fraction) -> tuple[Number, Number]:
        """cos and sin of r·pi."""
        quarter, rest = divmod(r * 2, 1)
        rest = rest / 2
        c, s = self._sharp(rest) if rest <= Fraction(1, 4) else self._sharp(Fraction(1, 2) - rest)[::-1]
        for _ in range(int(quarter) % 4):
            c, s = -s, c
        return c, s

    def _sharp(self, r: Fraction) -> tuple[Number, Number]:
        """cos and sin of r·pi for 0 <= r <= 1/4."""
        if _named(r.denominator):
            return _NAMED[r.denominator](self.field.sqrt)
        whole = r.denominator * 2 if r.denominator % 2 else r.denominator
        if whole <= MOST_PARTS:
            return self._algebraic(Fraction(1, whole), r)
        return self._related(r) or self._new(r, self.field.letter(("cos pi", r), math.cos(math.pi * float(r)), 2 * ULP))

    def _new(self, r: Fraction, c: Number) -> tuple[Number, Number]:
        s = self.field.sqrt(1 - c * c)
        self.arc(("pi", r), math.pi * r.numerator / r.denominator, 2 * ULP, c, s)
        self._bases.append(r)
        if r.numerator == 1:
            self._parts.add(r.denominator)
        return c, s

    def _algebraic(self, base: Fraction, r: Fraction) -> tuple[Number, Number]:
        """By the cosine of pi/n, twice which is a whole algebraic number."""
        key, field = ("pi", base), self.field
        if key not in self._by_key:
            n = base.denominator
            twice = field.letter(("2 cos pi", n), 2 * math.cos(math.pi / n), 4 * ULP, _minimal(2 * n))
            self.arc(key, math.pi / n, 2 * ULP, twice / 2, field.sqrt(4 - twice * twice) / 2)
            self._bases.append(base)
            self._parts.add(n)
        atom, n = self.atoms[self._by_key[key]], (r / base).numerator
        (letter,) = atom.cos.terms
        before, now, after = [field.chebyshev(letter, k) for k in (n - 1, n, n + 1)]
        cosine = {letter * i: high - low for i, (low, high) in enumerate(zip(before, after, strict=True)) if high != low}
        over = {letter * i: v for i, v in enumerate(now) if v}
        return reduced(field, cosine, 2, None, len(now)), atom.sin * reduced(field, over, 1, None, len(now))

    def _related(self, r: Fraction) -> tuple[Number, Number] | None:
        """By arcs that stand in the figure already: r, or twice r, as a sum of a few of them and an arc that has a name."""
        for times, most in ((1, 2), (2, 2), (1, 9)):
            for parts, rest in self._sums(r * times, most):
                c, s = self._of_pi(rest)
                for base, n in parts:
                    atom = self.atoms[self._by_key["pi", base]]
                    a, b = self._power(atom.cos, atom.sin, n)
                    c, s = c * a - s * b, c * b + s * a
                return (c, s) if times == 1 else self._half(c, s)
        return None

    def _sums(self, r: Fraction, most: int) -> Iterator[tuple[tuple[tuple[Fraction, int], ...], Fraction]]:
        bases = self._bases[:MAX_BASES]
        den = math.lcm(r.denominator, *[b.denominator for b in bases])
        num = r.numerator * (den // r.denominator)
        steps = [b.numerator * (den // b.denominator) for b in bases]
        for b, step in zip(bases, steps, strict=True):
            if most > 2 and b.numerator != 1:
                continue  # a multiple that is met by chance hides that the letter is algebraic
            for n in range(1, most + 1):
                for m in (n, -n):
                    if self._has(num - m * step, den):
                        yield ((b, m),), Fraction(num - m * step, den)
        for i, b in enumerate(bases):
            for j in range(i + 1, len(bases)):
                for m, n in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                    left = num - m * steps[i] - n * steps[j]
                    if self._has(left, den):
                        yield ((b, m), (bases[j], n)), Fraction(left, den)

    def _has(self, num: int, den: int) -> bool:
        """Has the cosine of num/den of pi a form without a new letter?"""
        den //= math.gcd(num, den)
        return _named(den) or (den * 2 if den % 2 else den) in self._parts


def _named(den: int) -> bool:
    """Has pi over this, and each multiple of it, a cosine with square roots of small numbers only?"""
    return 12 % den == 0 or 10 % den == 0 or den == 8


def _minimal(n: int) -> tuple[int, ...]:
    """The minimal polynomial of 2 cos(2 pi/n): the n-th cyclotomic polynomial in z + 1/z. Constant first, without the leading 1."""
    cyclotomic = _cyclotomic(n)
    half = (len(cyclotomic) - 1) // 2
    rest = {k - half: v for k, v in enumerate(cyclotomic) if v}
    out = [0] * (half + 1)
    for k in range(half, -1, -1):
        top = rest.get(k, 0)
        out[k] = top
        for j in range(k + 1):  # subtract top · (z + 1/z)^k
            at = k - 2 * j
            rest[at] = rest.get(at, 0) - top * math.comb(k, j)
    return tuple(out[:half])


def _cyclotomic(n: int) -> list[int]:
    """Constant first: x^d - 1 for the divisors d = n/s of n, s a product of different primes, multiplied where these are even in number, else divided by."""
    some = [(1, False)]
    for p in range(2, n + 1):
        if n % p == 0 and all(p % s for s, _ in some[1:]):
            some += [(s * p, not odd) for s, odd in some]
    found = [1]
    for s, odd in some:
        if not odd:
            d = n // s
            found = [low - high for low, high in zip([0] * d + found, found + [0] * d, strict=True)]
    for s, odd in some:
        if odd:
            d = n // s
            for i in range(len(found) - d):
                found[i] = (found[i - d] if i >= d else 0) - found[i]
            del found[-d:]
    return found


def _fifth(root: Callable[[Any], Any]) -> tuple[Number, Number]:
    return (root(5) + 1) / 4, root(10 - root(5) * 2) / 4


_NAMED: dict[int, Callable[[Callable[[Any], Any]], tuple[Number, Number]]] = {
    1: lambda root: (1, 0), 4: lambda root: (root(Fraction(1, 2)), root(Fraction(1, 2))), 5: _fifth, 6: lambda root: (root(3) / 2, Fraction(1, 2)),
    8: lambda root: (root(2 + root(2)) / 2, root(2 + root(2)) * (root(2) - 1) / 2),
    10: lambda root: (root(10 - root(5) * 2) * (root(5) + 1) / 8, (root(5) - 1) / 4),
    12: lambda root: ((root(6) + root(2)) / 4, (root(6) - root(2)) / 4),
}  # fmt: skip
"""Denominator of r -> cosine and sine of r·pi for r up to 1/4."""


def _key(x: Number) -> Any:
    return x.key if isinstance(x, Surd) else x


class Turn:
    """parts: arc -> how many of it; cos_sin: its cosine and sine, once they were asked for."""

    __slots__ = ("circle", "cos_sin", "parts")

    def __init__(self, circle: Circle, parts: dict[int, Fraction]) -> None:
        self.circle, self.parts = circle, parts
        self.cos_sin: tuple[Number, Number] | None = None

    def approx(self) -> tuple[float, float]:
        value = err = 0.0
        for at, times in self.parts.items():
            atom = self.circle.atoms[at]
            t = atom.value * float(times)
            value += t
            err += abs(float(times)) * atom.err + (abs(t) + abs(value)) * 2 * ULP
        return value, err

    def is_zero(self) -> bool:
        value, err = self.approx()
        if abs(value) > err:
            return False
        if abs(value) > 1:
            raise Unsure
        c, s = self.circle.cos_sin(self)
        return sign_of(c) > 0 and is_zero(s)

    def sign(self) -> int:
        value, err = self.approx()
        if abs(value) > err:
            return 1 if value > 0 else -1
        if self.is_zero():
            return 0
        raise Unsure

    def number(self) -> Number:
        """The radians as a number: each arc becomes a letter."""
        total: Number = 0
        for at, times in self.parts.items():
            atom = self.circle.atoms[at]
            total = self.circle.field.letter(("arc", at), atom.value, atom.err) * times + total
        return total

    def __neg__(self) -> Turn:
        return Turn(self.circle, {k: -v for k, v in self.parts.items()})

    def __add__(self, o: Any) -> Any:
        if isinstance(o, Turn):
            parts = dict(self.parts)
            for k, v in o.parts.items():
                got = parts.get(k, 0) + v
                if got:
                    parts[k] = Fraction(got)
                else:
                    del parts[k]
            return Turn(self.circle, parts) if parts else 0
        if o.__class__ in RATIONAL and o == 0:
            return self
        return self.number() + o

    def __radd__(self, o: Any) -> Any:
        return self + o

    def __sub__(self, o: Any) -> Any:
        return self + (-o)

    def __rsub__(self, o: Any) -> Any:
        return -self + o

    def __mul__(self, o: Any) -> Any:
        if o.__class__ in RATIONAL:
            bounded(o)
            return Turn(self.circle, {k: v * o for k, v in self.parts.items()}) if o else 0
        return self.number() * (o.number() if isinstance(o, Turn) else o)

    def __rmul__(self, o: Any) -> Any:
        return self * o

    def __truediv__(self, o: Any) -> Any:
        if isinstance(o, Turn):
            if len(self.parts) == len(o.parts) == 1 and self.parts.keys() == o.parts.keys():
                (a,), (b,) = self.parts.values(), o.parts.values()
                return plain(a / b)
            return self.number() / o.number()
        if o.__class__ in RATIONAL:
            if not o:
                raise ArithmeticError
            return self * (1 / Fraction(o))
        return self.number() / o

    def __rtruediv__(self, o: Any) -> Any:
        return o / self.number()

    def __pow__(self, n: int) -> Any:
        return self.number() ** n
