"""Exact numbers by our own arithmetic: towers of square roots over the rationals, with opaque letters where a number has no such form.

A `Surd` is a sum of integer multiples of products of generators, over a whole number (or over a polynomial in letters). A generator is a square root
of something below it, or a letter: a cosine, a symbol, an exponential, of which nothing is used but that it is a number. So what comes out as zero
is zero; what does not is told apart by norms (a + b√d is zero only if a² - b²d is) and floats with error bounds. Sizes are bounded, not times.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from ..grammar.record import Record
from .rational import RATIONAL, pair, quotient
from .sums import BIG, LEAST, MASK, MASK_BITS, MAX_TERMS, MAX_WORK, Terms, TooMuch, add_to, mul, times

__all__ = ["MASK_BITS", "ULP", "Field", "Letter", "Surd", "TooMuch", "Unsure", "bounded", "divided", "plain", "small"]

LONG = 1 << 200
"""Denominators from here on are reduced."""
MAX_LETTERS = 24
MAX_DEGREE = 100
ULP = 2.0**-52
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)

_new = object.__new__
Number = Any
"""int, Fraction or Surd."""


class Unsure(Exception):
    """Neither zero nor apart from zero, by these means."""


class Root(Record):
    """The square root of `terms` (integral); value and err: its float."""

    terms: Terms
    whole: int
    value: float
    err: float


class Letter(Record):
    """A number of which no equation is known, or only its minimal polynomial over the rationals: monic, whole, constant first, without the 1."""

    key: Any
    value: float
    err: float
    minimal: tuple[int, ...] = ()
    symbol: bool = False
    """it may have any value; `value` is a sample."""


def plain(x: int | Fraction) -> int | Fraction:
    return x.numerator if x.denominator == 1 else x


def bounded(x: Any) -> Any:
    """x, an int if it is whole, unless it has more digits than allowed."""
    if x.__class__ is int:
        if LEAST < x < BIG:
            return x
        raise TooMuch
    n, d = x._numerator, x._denominator
    if LEAST < n < BIG and d < BIG:
        return n if d == 1 else x
    raise TooMuch


def small(n: int, d: int) -> Any:
    """n / d in lowest terms, an int if it is whole, unless it has more digits than allowed; d is not 0."""
    made = quotient(n, d)
    top, bottom = pair(made)
    if not (LEAST < top < BIG and bottom < BIG):
        raise TooMuch
    return made


def divided(a: Any, b: Any) -> Any:
    """a / b, exact also where both are whole. Raises ArithmeticError for b = 0."""
    if b.__class__ in RATIONAL:
        m, e = pair(b)
        if not m:
            raise ArithmeticError
        if a.__class__ in RATIONAL:
            n, d = pair(a)
            return small(n * e, d * m)
    return a / b


class Field:
    """The generators of one figure."""

    def __init__(self) -> None:
        self.roots: list[Root] = []
        self.letters: list[Letter] = []
        self.algebraic: list[int] = []
        """which letters have a minimal polynomial"""
        self.short = self.tops = 0
        """what is added to a key so that these bits of it tell which of their powers are not below the degree"""
        self.work = 0
        """products of terms since a claim began"""
        self.branched = False
        """a sample decided something"""
        self.nested = 0
        """the roots of something that has roots or letters itself, as in the keys of terms"""
        self._squares: dict[int, Terms] = {}
        self._powers: dict[tuple[int, int], Terms] = {}
        self._chebyshev: dict[int, list[list[int]]] = {}
        self._root_of: dict[Any, int] = {}
        self._letter_of: dict[Any, int] = {}

    # ------------------------------------------------------------ generators

    def letter(self, key: Any, value: float, err: float, minimal: tuple[int, ...] = (), symbol: bool = False) -> Surd:
        at = self._letter_of.get(key)
        if at is None:
            if len(self.letters) >= MAX_LETTERS:
                raise TooMuch
            at = self._letter_of[key] = len(self.letters)
            self.letters.append(Letter(key, value, err, minimal, symbol))
            if minimal:
                self.algebraic.append(at)
                self.short += (128 - len(minimal)) << (MASK_BITS + 8 * at)
                self.tops |= 128 << (MASK_BITS + 8 * at)
        return Surd(self, {1 << (MASK_BITS + 8 * at): 1}, 1, None, 1)

    def _root(self, key: Any, terms: Terms, whole: int, value: float, err: float) -> int:
        at = self._root_of.get(key)
        if at is None:
            if len(self.roots) >= MASK_BITS:
                raise TooMuch
            at = self._root_of[key] = len(self.roots)
            self.roots.append(Root(terms, whole, value, err))
            if not whole:
                self.nested |= 1 << at
        return 1 << at

    def sqrt(self, x: Number) -> Number:
        """The square root that is not negative. Raises ArithmeticError for negative numbers."""
        if not isinstance(x, Surd):
            return self._sqrt_rational(x)
        if x.sign() < 0:
            raise ArithmeticError
        if x.sign() == 0:
            return 0
        x._divide()
        terms, under = x.terms, x.den
        if x.poly is not None:
            terms, sign = mul(self, terms, x.poly), 1 if self.value(x.poly)[0] > 0 else -1
            terms = {k: v * under * sign for k, v in terms.items()}
            return reduced(self, self._sqrt_terms(terms), under, {k: v * sign for k, v in x.poly.items()}, x.degree * 2)
        return reduced(self, self._sqrt_terms({k: v * under for k, v in terms.items()}), under, None, x.degree)

    def _sqrt_rational(self, x: int | Fraction) -> Number:
        if x < 0:
            raise ArithmeticError
        n, d = x.numerator, x.denominator
        rn, rd = math.isqrt(n), math.isqrt(d)
        if rn * rn == n and rd * rd == d:
            return plain(Fraction(rn, rd))
        bounded(x)
        key, factor = self._whole_root(n * d)
        return reduced(self, {key: factor}, d, None, 0)

    def _whole_root(self, n: int) -> tuple[int, int]:
        """√n = factor · the product of generators: prime roots as far as small primes go."""
        key, factor = 0, 1
        for p in PRIMES:
            if n < p:
                break
            while n % (p * p) == 0:
                n //= p * p
                factor *= p
            if n % p == 0:
                n //= p
                key |= self._root(p, {}, p, math.sqrt(p), ULP * 8)
        root = math.isqrt(n)
        if root * root == n:
            return key, factor * root
        value = math.sqrt(n) if n.bit_length() < 1000 else math.inf
        if math.isinf(value):
            raise TooMuch
        return key | self._root(n, {}, n, value, value * 4 * ULP), factor

    def _sqrt_terms(self, terms: Terms) -> Terms:
        content = math.gcd(*terms.values())
        square = 1
        for p in PRIMES[:12]:
            while content % (p * p) == 0:
                content //= p * p
                square *= p
        if square > 1:
            terms = {k: v // (square * square) for k, v in terms.items()}
        parted = self._denested(terms)
        if parted is not None:
            return {k: v * square for k, v in parted.items()}
        value, err = self.value(terms)
        if value <= err:
            raise Unsure
        root = math.sqrt(value)
        key = self._root(tuple(sorted(terms.items())), terms, 0, root, err / root + root * 4 * ULP)
        return {key: square}

    def _denested(self, terms: Terms) -> Terms | None:
        """√(a + b√n) = √((a+r)/2) ± √((a-r)/2) where r² = a² - b²n, if that comes out in whole numbers or halves."""
        if len(terms) != 2 or 0 not in terms:
            return None
        ((k, b),) = [(k, v) for k, v in terms.items() if k]
        a = terms[0]
        n, rest = 1, k
        if k > MASK or a <= 0:
            return None
        while rest:
            low = rest & -rest
            root = self.roots[low.bit_length() - 1]
            if not root.whole:
                return None
            n *= root.whole
            rest ^= low
        square = a * a - b * b * n
        r = math.isqrt(square) if square >= 0 else -1
        if r < 0 or r * r != square:
            return None
        first, second = self._sqrt_rational(Fraction(a + r, 2)), self._sqrt_rational(Fraction(a - r, 2))
        both = first + second if b > 0 else first - second
        if isinstance(both, Surd):
            return both.terms if both.den == 1 else None
        return {0: both} if isinstance(both, int) else None

    # ------------------------------------------------------------ floats with error bounds

    def value(self, terms: Terms, den: int = 1) -> tuple[float, float]:
        """The float of a sum, and how far it may be off."""
        total = err = 0.0
        for key, v in terms.items():
            try:
                t = v / den
            except OverflowError:
                raise TooMuch from None
            rel = 3 * ULP
            mask = key & MASK
            while mask:
                low = mask & -mask
                root = self.roots[low.bit_length() - 1]
                t *= root.value
                rel += root.err / root.value + ULP
                mask ^= low
            up, i = key >> MASK_BITS, 0
            while up:
                power = up & 255
                if power:
                    letter = self.letters[i]
                    if letter.value == 0:
                        return math.nan, math.inf
                    t *= letter.value**power
                    rel += power * (letter.err / abs(letter.value) + 2 * ULP)
                up >>= 8
                i += 1
            total += t
            err += abs(t) * rel + abs(total) * ULP
        return total, err * 1.0000001

    def zero(self, terms: Terms) -> bool:
        """Is it zero? Raises Unsure."""
        if not terms:
            return True
        value, err = self.value(terms)
        if abs(value) > err:
            return False
        top = max(k & MASK for k in terms)
        if not top:
            if self.reduced_form(terms):
                return False
            raise Unsure
        bit = 1 << (top.bit_length() - 1)
        a = {k: v for k, v in terms.items() if not k & bit}
        b = {k ^ bit: v for k, v in terms.items() if k & bit}
        norm = dict(mul(self, a, a))
        add_to(norm, mul(self, mul(self, b, b), self.square(bit)), -1)
        if not self.zero(norm):
            return False
        if self.zero(a):
            return True
        whole, off = self.value(a)
        if abs(value) + err < abs(whole) - off:
            self.branched = self.branched or self.sampled(terms)
            return True
        raise Unsure

    def reduced_form(self, terms: Terms) -> bool:
        """Is a sum without roots zero only if it is empty? So it is if no letter stands in it but one, and that reduced."""
        found = 0
        for k in terms:
            found |= k >> MASK_BITS
        at = [i for i in range(len(self.letters)) if found >> (8 * i) & 255]
        return not at or (len(at) == 1 and bool(self.letters[at[0]].minimal))

    def sampled(self, terms: Terms) -> bool:
        """Does its sign hang on a sample?"""
        return any(letter.symbol and any(k >> (MASK_BITS + 8 * i) & 255 for k in terms) for i, letter in enumerate(self.letters))

    def square(self, some: int) -> Terms:
        """Of a product of roots."""
        found = self._squares.get(some)
        if found is None:
            low = some & -some
            root = self.roots[low.bit_length() - 1]
            found = {0: root.whole} if root.whole else root.terms
            if some != low:
                found = mul(self, found, self.square(some ^ low))
            self._squares[some] = found
        return found

    def power(self, letter: int, n: int) -> Terms:
        """An algebraic letter to the n-th as a sum of powers below the degree of its polynomial."""
        found = self._powers.get((letter, n))
        if found is None:
            minimal, shift = self.letters[letter].minimal, MASK_BITS + 8 * letter
            row = [-c for c in minimal]
            for _ in range(n - len(minimal)):
                row = [low - row[-1] * c for low, c in zip([0, *row], minimal, strict=False)]
            found = self._powers[letter, n] = {j << shift: c for j, c in enumerate(row) if c}
        return found

    def chebyshev(self, key: int, n: int) -> list[int]:
        """sin n·a / sin a, where an algebraic letter (key: as in terms) is 2 cos a: coefficients of its powers below the degree of its polynomial."""
        rows = self._chebyshev.get(key)
        minimal = self.letters[(key.bit_length() - 1 - MASK_BITS) // 8].minimal
        if rows is None:
            rest = [0] * (len(minimal) - 1)
            rows = self._chebyshev[key] = [[0, *rest], [1, *rest]]
        while len(rows) <= n:
            before, last = rows[-2:]
            rows.append([low - last[-1] * c - b for low, c, b in zip([0, *last], minimal, before, strict=False)])
        return rows[n]


def reduced(field: Field, terms: Terms, den: int, poly: Terms | None, degree: int) -> Number:
    """terms / (den · poly): a plain number if it is one; content divided out where it has grown long."""
    if len(terms) < 2:
        if not terms:
            return 0
        if poly is None and 0 in terms:
            return quotient(terms[0], den)
    made = Surd(field, terms, den, poly, degree)
    if not 0 < den < LONG:
        made._divide()
    return made


def _degree(*sums: Terms | None) -> int:
    """The highest total exponent of letters."""
    return max((sum((k >> MASK_BITS).to_bytes(MAX_LETTERS, "little")) for terms in sums for k in terms or ()), default=0)


class Surd:
    """terms / (den · poly): poly, a sum without roots, is None unless something was divided by letters; degree bounds the exponents of letters."""

    __slots__ = ("_value", "degree", "den", "field", "poly", "terms")

    def __init__(self, field: Field, terms: Terms, den: int, poly: Terms | None, degree: int) -> None:
        if degree > MAX_DEGREE:
            degree = _degree(terms, poly) if field.algebraic else degree
            if degree > MAX_DEGREE:
                raise TooMuch
        self.field, self.terms, self.den, self.poly, self.degree = field, terms, den, poly, degree
        self._value: tuple[float, float] | None = None

    def _divide(self) -> None:
        g = math.gcd(self.den, *self.terms.values())
        if self.den < 0:
            g = -g
        if g != 1:
            self.terms, self.den = {k: v // g for k, v in self.terms.items()}, self.den // g

    @property
    def key(self) -> Any:
        """Equal for equal forms."""
        self._divide()
        return tuple(sorted(self.terms.items())), self.den, self.poly and tuple(sorted(self.poly.items()))

    def approx(self) -> tuple[float, float]:
        """Its float and an error bound."""
        if self._value is None:
            value, err = self.field.value(self.terms, self.den)
            if self.poly is not None:
                below, off = self.field.value(self.poly)
                if abs(below) <= off:
                    raise Unsure
                value, err = value / below, (err + abs(value / below) * off) / (abs(below) - off) + abs(value / below) * 2 * ULP
            self._value = value, err
        return self._value

    def is_zero(self) -> bool:
        value, err = self.approx()
        return abs(value) <= err and self.field.zero(self.terms)

    def sign(self) -> int:
        value, err = self.approx()
        if abs(value) > err:
            return 1 if value > 0 else -1
        if self.field.zero(self.terms):
            return 0
        raise Unsure

    # ------------------------------------------------------------ arithmetic

    def __neg__(self) -> Surd:
        return Surd(self.field, {k: -v for k, v in self.terms.items()}, self.den, self.poly, self.degree)

    def __add__(self, o: Any) -> Any:
        return self._plus(o, 1)

    def __radd__(self, o: Any) -> Any:
        return self + o

    def __sub__(self, o: Any) -> Any:
        return self._plus(o, -1)

    def __rsub__(self, o: Any) -> Any:
        return (-self)._plus(o, 1)

    def _plus(self, o: Any, sign: int) -> Any:
        if o.__class__ in RATIONAL:
            n, d = pair(o)
            if not n:
                return self
            if not (LEAST < n < BIG and d < BIG):
                raise TooMuch
            if self.poly is None:
                return self._with(n * sign, d)
            o = Surd(self.field, {0: n}, d, None, 0)
        elif o.__class__ is not Surd:
            return NotImplemented
        if self.poly is None and o.poly is None:
            left, right = o.den, self.den
            if left == right:
                left = right = 1
            elif left != 1 and right != 1:
                g = math.gcd(left, right)
                left, right = left // g, right // g
            out = times(self.terms, left)
            add_to(out, o.terms, right * sign)
            if len(out) > MAX_TERMS:
                raise TooMuch
            return reduced(self.field, out, self.den * left, None, self.degree if self.degree > o.degree else o.degree)
        return self._plus_over(o, sign)

    def _with(self, n: int, d: int) -> Any:
        """self + n / d, without a sum below."""
        den = self.den
        g = math.gcd(den, d)
        by = d // g
        out = times(self.terms, by)
        n = out.get(0, 0) + n * (den // g)
        if n:
            out[0] = n
        else:
            del out[0]
        if len(out) > MAX_TERMS:
            raise TooMuch
        return reduced(self.field, out, den * by, None, self.degree)

    def _plus_over(self, o: Surd, sign: int) -> Any:
        one = {0: 1}
        p, q = self.poly or one, o.poly or one
        field = self.field
        if p == q:
            out = {k: v * o.den for k, v in self.terms.items()}
            add_to(out, o.terms, self.den * sign)
            return reduced(field, out, self.den * o.den, p, max(self.degree, o.degree))
        out = {k: v * o.den for k, v in mul(field, self.terms, q).items()}
        add_to(out, mul(field, o.terms, p), self.den * sign)
        return reduced(field, out, self.den * o.den, mul(field, p, q), self.degree + o.degree)

    def __mul__(self, o: Any) -> Any:
        field, terms = self.field, self.terms
        if o.__class__ in RATIONAL:
            n, d = pair(o)
            if not n:
                return 0
            if not (LEAST < n < BIG and d < BIG):
                raise TooMuch
            return reduced(field, times(terms, n), self.den * d, self.poly, self.degree)
        if o.__class__ is not Surd:
            return NotImplemented
        if len(terms) == 1 == len(o.terms) and self.poly is None is o.poly and not field.algebraic:
            ((key, v),) = terms.items()
            if 0 < key <= MASK and key in o.terms and not key & field.nested:  # multiples of one root of a whole number
                field.work += 1
                v *= o.terms[key] * field.square(key)[0]
                if field.work > MAX_WORK or not LEAST <= v <= BIG:
                    raise TooMuch
                return quotient(v, self.den * o.den)
        poly = self.poly if o.poly is None else o.poly if self.poly is None else mul(field, self.poly, o.poly)
        return reduced(field, mul(field, terms, o.terms), self.den * o.den, poly, self.degree + o.degree)

    def __rmul__(self, o: Any) -> Any:
        return self * o

    def inverse(self) -> Number:
        """1 / self: roots are cleared one after the other by conjugates."""
        field, current, over = self.field, self.terms, {0: 1}
        if self.is_zero():
            raise ArithmeticError
        degree = self.degree
        while top := max(k & MASK for k in current):
            bit = 1 << (top.bit_length() - 1)
            conjugate = {k: -v if k & bit else v for k, v in current.items()}
            over, current = mul(field, over, conjugate), mul(field, current, conjugate)
            degree *= 2
            if not current:
                raise Unsure
        over = {k: v * self.den for k, v in over.items()}
        if self.poly is not None:
            over = mul(field, over, self.poly)
        if len(current) == 1 and 0 in current:
            return reduced(field, over, current[0], None, degree)
        return reduced(field, over, 1, current, degree)

    def __truediv__(self, o: Any) -> Any:
        if o.__class__ in RATIONAL:
            n, d = pair(o)
            if not n:
                raise ArithmeticError
            return self * quotient(d, n)
        return self * o.inverse() if isinstance(o, Surd) else NotImplemented

    def __rtruediv__(self, o: Any) -> Any:
        return self.inverse() * o

    def __pow__(self, n: int) -> Any:
        if n < 0:
            return self.inverse() ** -n
        if n == 0:
            return 1
        out: Any = self
        for _ in range(n - 1):
            out = self * out
        return out
