"""Scales of axes: windows, nice steps, ticks and what stands at them."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..author import ANGLE, NUMBER, Dimension, Expr, Point, Run, Span2, Unit, Value, Var, Words, base_unit, evaluate

__all__ = [
    "MINUS",
    "Axis",
    "Tick",
    "Window",
    "fraction_words",
    "has_pi",
    "nice_step",
    "number_words",
    "padded",
    "power_of",
    "step_of",
    "ticks_of",
    "unit_words",
    "width_of",
]

MINUS = "−"


class Axis:
    """One axis: the slot it fills, what it is called, its variable in formulas, what it measures and the unit it shows."""

    __slots__ = ("dim", "log", "name", "pi", "slot", "unit", "var")

    def __init__(self, slot: str, name: str, span: Span2 | None, step: Value | None = None, log: bool = False) -> None:
        self.log = log
        """True: its places are the logarithms of its values"""
        self.slot, self.name, self.var = slot, name, Var(name)
        self.pi = has_pi(*((span.low.n, span.high.n) if span is not None else ()), step.n if step is not None else 0)
        self.dim: Dimension | None = None
        self.unit: Unit | None = None
        if span is not None:
            self.dim = span.high.dim if span.low.dim == NUMBER else span.low.dim
            self.unit = (span.low.unit or span.high.unit) if log else (span.high.unit or span.low.unit)
            if self.unit is None and self.dim not in (NUMBER, None):
                self.unit = base_unit(self.dim)

    def base(self, v: Value) -> Any:
        """The place of a number: in base units, a bare one is in the unit that the axis shows; of a logarithmic axis, the logarithm of that."""
        return self.place(self._linear(v))

    def place(self, n: Any) -> Any:
        """The place of a number in base units."""
        if not self.log:
            return n
        from .axes_log import logarithm

        return logarithm(n)

    def value(self, place: Any) -> Any:
        """The number in base units that stands at a place."""
        if not self.log:
            return place
        from .axes_log import power_of_ten

        return power_of_ten(place)

    def shift(self) -> float:
        """Of a logarithmic axis: the place of the unit that it shows."""
        return math.log10(float(evaluate(self.unit.factor, {}))) if self.unit is not None else 0.0

    def _linear(self, v: Value) -> Any:
        if self.unit is None or (v.dim not in (NUMBER, None) and v.dim == self.dim):
            return v.n
        if v.unit is not None:
            return v.n
        return v.n * self.unit.factor + self.unit.offset if v.dim in (NUMBER, None) else v.n

    def shown(self, n: float) -> float:
        """The number at a place, in the unit of the axis."""
        if self.log:
            n = 10.0**n
        if self.unit is None:
            return n
        return (n - float(evaluate(self.unit.offset, {}))) / float(evaluate(self.unit.factor, {}))

    def back(self, x: float) -> float:
        """The place of a number in the unit of the axis."""
        if self.log:
            return math.log10(x) + self.shift()
        if self.unit is None:
            return x
        return x * float(evaluate(self.unit.factor, {})) + float(evaluate(self.unit.offset, {}))


class Window:
    """What the axes show: x0..x1, y0..y1 in data units; kx, ky: mm in one unit; width, height: mm."""

    __slots__ = ("height", "kx", "ky", "width", "x0", "x1", "y0", "y1")

    def __init__(self, x0: float, x1: float, y0: float, y1: float, width: float, height: float) -> None:
        self.x0, self.x1, self.y0, self.y1 = x0, x1, y0, y1
        self.width, self.height = width, height
        self.kx, self.ky = width / (x1 - x0), height / (y1 - y0)

    @property
    def key(self) -> tuple[float, ...]:
        """All that it is, to find again what was worked out for it."""
        return self.x0, self.x1, self.y0, self.y1, self.width, self.height

    def mm(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.x0) * self.kx, (y - self.y0) * self.ky

    def page(self, p: Point) -> Point:
        return Point((p.x - self.x0) * self.kx, (p.y - self.y0) * self.ky)

    def data(self, x: float, y: float) -> Point:
        return Point(self.x0 + x / self.kx, self.y0 + y / self.ky)

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        dx, dy = slack / self.kx, slack / self.ky
        return self.x0 - dx <= x <= self.x1 + dx and self.y0 - dy <= y <= self.y1 + dy


class Tick:
    """A mark on an axis. at: base units; words: what stands at it; key: a value of the problem, which must be readable; minor: a shorter mark."""

    __slots__ = ("at", "key", "minor", "words")

    def __init__(self, at: float, words: Words, key: bool = False, minor: bool = False) -> None:
        self.at, self.words, self.key, self.minor = at, words, key, minor


# ---------------------------------------------------------------- steps


def nice_step(span: float, most: float, *, degrees: bool = False) -> float:
    """A step of 1, 2 or 5 times a power of ten that makes at most so many intervals."""
    least = span / max(most, 1.0)
    if least <= 0 or not math.isfinite(least):
        return 1.0
    if degrees:
        for step in (1.0, 5.0, 10.0, 15.0, 30.0, 45.0, 60.0, 90.0, 180.0, 360.0):
            if step >= least - 1e-9:
                return step
    power = 10.0 ** math.floor(math.log10(least))
    for k in (1, 2, 5, 10):
        if k * power >= least * (1 - 1e-9):
            return k * power
    return 10 * power


def pi_step(span: float, most: float) -> Fraction:
    """A step in units of pi."""
    least = span / math.pi / max(most, 1.0)
    for step in (Fraction(1, 12), Fraction(1, 6), Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5), Fraction(10)):
        if float(step) >= least * (1 - 1e-9):
            return step
    return Fraction(math.ceil(least))


def has_pi(*numbers: Any) -> bool:
    """Is one of these a multiple of pi that was written so?"""
    stack = [n for n in numbers if isinstance(n, Expr)]
    while stack:
        n = stack.pop()
        if n.op == "pi":
            return True
        stack.extend(a for a in n.args if isinstance(a, Expr))
    return False


def padded(low: float, high: float, part: float = 0.06) -> tuple[float, float]:
    """With some room at both ends."""
    if high <= low:
        room = abs(low) * 0.5 or 1.0
        return low - room, high + room
    room = (high - low) * part
    return low - room, high + room


# ---------------------------------------------------------------- words


def pi_words(k: Fraction) -> Words:
    """k times pi."""
    if k == 0:
        return (Run("0"),)
    sign = "-" if k < 0 else ""
    n, d = abs(k.numerator), k.denominator
    top = r"\pi" if n == 1 else rf"{n}\pi"
    return (Run(sign + (top if d == 1 else rf"\frac{{{top}}}{{{d}}}"), math=True),)


def fraction_words(k: Fraction) -> Words:
    """A fraction, or a whole number."""
    if k.denominator == 1:
        return number_words(float(k), 1.0)
    return (Run(("-" if k < 0 else "") + rf"\frac{{{abs(k.numerator)}}}{{{k.denominator}}}", math=True),)


def number_words(x: float, step: float, power: int = 0, unit: Unit | None = None) -> Words:
    """A tick's number, to the digits of the step; `power`: of ten that stands in the title instead."""
    x, step = x / 10.0**power, step / 10.0**power
    digits = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    if digits and abs(step * 10**digits - round(step * 10**digits)) > 1e-6:
        digits += 1
    text = f"{abs(x):.{digits}f}"
    if float(text) == 0:
        text = "0"
    whole, point, after = text.partition(".")
    if unit is None and after and not after.strip("0"):
        point = after = ""
    if len(whole) > 4:
        whole = f"{int(whole):,}"
    text = whole + point + after
    before = unit.before if unit is not None and unit.before else ""
    return (Run((MINUS if x < 0 and text != "0" else "") + before + text),)


def power_of(low: float, high: float) -> int:
    """The power of ten that is better said once: of very large and very small numbers."""
    most = max(abs(low), abs(high))
    if most == 0 or (1e-3 <= most < 1e6):
        return 0
    return 3 * math.floor(math.log10(most) / 3) if most >= 1e6 else math.floor(math.log10(most))


def unit_words(unit: Unit | None, power: int) -> Words:
    """What stands in the parentheses of a title."""
    out: list[Run] = []
    if power:
        out.append(Run(rf"10^{{{power}}}", math=True))
    if unit is not None:
        title = unit.title
        if title:
            out.append(Run((" " if out else "") + title))
    return tuple(out)


def width_of(words: Words, size: float = 9.0) -> float:
    """About how wide words are, in mm."""
    n = 0.0
    for run in words:
        text = run.text
        if run.math:
            n += 1.4 if "frac" in text else 0.62 * len(text.replace("\\pi", "x").replace("\\", "").replace("{", "").replace("}", "").replace("$", ""))
        else:
            n += sum([0.28 if c in ".,:;' il" else 0.52 for c in text])
    return n * size * 25.4 / 72


# ---------------------------------------------------------------- ticks


def step_of(axis: Axis, low: float, high: float, mm: float, room: Callable[[Words], float]) -> float:
    """The nice step of an axis of `mm` from low to high (base units), in the unit that it shows."""
    a, b = axis.shown(low), axis.shown(high)
    span, power = b - a, power_of(a, b)
    degrees = axis.dim == ANGLE and span > 20
    d = nice_step(span, mm / 7.5, degrees=degrees)
    while _crowded(a, b, d, mm, room, power, axis.unit):
        bigger = nice_step(span, span / (d * 1.01), degrees=degrees)
        if bigger <= d:
            break
        d = bigger
    return d


def ticks_of(axis: Axis, low: float, high: float, mm: float, step: Any, pi: bool) -> tuple[list[Tick], int]:
    """Numbers at every `step` from low to high (base units) on an axis of `mm`, and the power of ten that its title says; step: None for multiples of pi."""
    a, b = axis.shown(low), axis.shown(high)
    span = b - a
    if span <= 0 or not math.isfinite(span):
        return [], 0
    if pi and axis.unit is None:
        return _pi_ticks(a, b, mm), 0
    d, power = step
    if d <= 0 or span / d > 200:
        d = nice_step(span, 8)
    first = math.ceil(a / d - 1e-6)
    last = math.floor(b / d + 1e-6)
    return [Tick(axis.back(k * d), number_words(k * d, d, power, axis.unit)) for k in range(first, last + 1)], power


def _crowded(a: float, b: float, d: float, mm: float, room: Callable[[Words], float], power: int, unit: Unit | None) -> bool:
    widest = max(room(number_words(x, d, power, unit)) for x in (math.ceil(a / d) * d, math.floor(b / d) * d))
    return widest > d / (b - a) * mm


def _pi_ticks(a: float, b: float, mm: float) -> list[Tick]:
    step = pi_step(b - a, mm / 10.0)
    first, last = math.ceil(a / math.pi / float(step) - 1e-6), math.floor(b / math.pi / float(step) + 1e-6)
    return [Tick(float(k * step) * math.pi, pi_words(k * step)) for k in range(first, last + 1)]
