"""Logarithmic axes. What stands in them lives in decades: its coordinate is the logarithm of its value, so that a line that is straight on the page is straight
where it is proved."""

from __future__ import annotations

import math
from fractions import Fraction

from ..author import Diagnostic, Num, Run, Words, evaluate, exp, log
from .axes_scale import Axis, Tick, number_words

__all__ = ["NoEvenSteps", "NoLogarithm", "decade_ticks", "logarithm", "power_of_ten"]

PLAIN = range(-3, 5)
"""powers of ten that are written out"""
FINE = 11.0
"""mm of a decade that has room for its eight marks between"""
NUMBERED = 24.0
"""mm of a decade in which 2 and 5 are numbered"""


class NoLogarithm(Diagnostic):
    """A logarithmic axis goes from one positive number to another.

    ```wrong
    axes(x=0..100, y=0..10, x_scale=log) { curve(y=x) }
    ```
    ```right
    axes(x=1..100, y=0..10, x_scale=log) { curve(y=x) }
    ```
    """

    code = "AXE214"
    says = "{axis} is logarithmic, and {text} is not above zero"
    help = "a logarithmic axis has positive numbers only: {axis}=1..100"
    axis: str
    text: str


class NoEvenSteps(Diagnostic):
    """What has areas or slopes needs axes with even steps.

    ```wrong
    axes(x=1..100, y=1..100, y_scale=log) { riemann(y=x, x=1..9, n=4) }
    ```
    ```right
    axes(x=1..100, y=1..100) { riemann(y=x, x=1..9, n=4) }
    ```
    """

    code = "AXE215"
    says = "{kind} speaks of areas or slopes, which a logarithmic axis does not show"
    help = "leave out {axis}_scale=log"
    kind: str
    axis: str


def logarithm(n: Num) -> Num:
    """The decimal logarithm; whole for powers of ten."""
    if not isinstance(n, (int, float, Fraction)) and _constant(n):
        n = evaluate(n, {})
    if isinstance(n, (int, float, Fraction)):
        if n <= 0:
            return -math.inf
        k = math.log10(n)
        return round(k) if Fraction(n) == Fraction(10) ** round(k) or abs(k - round(k)) < 1e-14 else k
    return log(n) / log(10)


def _constant(n: Num) -> bool:
    from ..author import variables_of

    return not any(True for _ in variables_of(n))


def power_of_ten(u: Num) -> Num:
    """The value that stands at a place of the axis."""
    return exp(u * log(10))


def decade_ticks(axis: Axis, low: float, high: float, mm: float, wide: bool) -> list[Tick]:
    """Numbers at the decades from low to high (places), as many as have room; short marks at 2, 3 ... 9 times them. wide: numbers need more room across."""
    shift = axis.shift()
    a, b = low - shift, high - shift  # decades of the numbers shown
    k = mm / (b - a)
    first, last = math.floor(a + 1e-9), math.ceil(b - 1e-9)
    plain = first in PLAIN and last in PLAIN
    many = max(1, math.ceil((9.0 if wide else 5.0) / k))
    out: list[Tick] = []
    for e in range(first, last + 1):
        for m in range(1, 10) if k >= FINE else (1,):
            at = e + math.log10(m)
            if not a - 1e-9 <= at <= b + 1e-9:
                continue
            numbered = e % many == 0 if m == 1 else (m in (2, 5) and k >= NUMBERED and plain)
            words: Words = ()
            if numbered:
                words = number_words(m * 10.0**e, 10.0 ** min(e, 0)) if plain else (Run(f"10^{{{e}}}", math=True),)
            out.append(Tick(at + shift, words, minor=m > 1))
    return out
