"""Comparisons of numbers, places and directions: `==`, `!=`, `<`, `<=` and the word `equal`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..author import (
    REQUIRED,
    Along,
    AngleArc,
    Expr,
    Gauge,
    Ink,
    Label,
    Num,
    Point,
    Positive,
    Relation,
    RightAngle,
    Straight,
    Ticks,
    Value,
    Vector,
    Zero,
    absolute,
    corner,
    cos,
    count,
    difference,
    direction,
    foot,
    part,
    parts,
    place,
    sin,
    sqrt,
    square_of,
)
from .operand import called, number_in, plain

__all__ = ["AllEqual", "Equal", "Less", "LessEqual", "Same", "SameDirection", "Unequal", "mark_of"]


def mark_of(about: tuple[Any, ...]) -> Ink | None:
    """The arc or dimension line that shows a measured number; its words are filled in later."""
    if not about:
        return None
    what = about[0]
    if what == "length":
        return Gauge(about[1], about[2], ())
    if what == "gauge":
        start = about[1] if isinstance(about[1], Point) else foot(about[1][0], about[1][1], about[2])
        return Gauge(start, about[2], (), along=about[3])
    if what in ("angle", "reflex") and about[1] is not None:
        vertex, u, v, level, lines = about[1], about[2], about[3], about[5], about[6]
        if lines:
            vertex, u, v, aside = corner(*lines)
            level = (v,) if aside else level
        return arc_between(vertex, u, v, what == "reflex", level)
    return None


def arc_between(vertex: Point, u: Vector, v: Vector, reflex: bool = False, level: tuple[Vector, ...] = ()) -> AngleArc:
    """The arc of the angle below a half turn (or above), whichever of u and v comes first."""
    ccw = u.cross(v) >= 0
    first, second = (u, v) if ccw != reflex else (v, u)
    room = min([w.length for w in (u, v) if w not in level])
    return AngleArc(vertex, first, second, reference=level, room=float(room))


def side_of(a: Point, b: Point) -> tuple[bool, Point | None]:
    """Is there a drawn line from a to b, so that a length stands beside it? And the middle of the polygon whose side it is."""
    first, last = a.name, b.name
    found, away = False, None
    for e in getattr(getattr(a.owner if a.owner is not None else b.owner, "frame", None), "elements", ()):
        if not e.drawn:
            continue
        curve = getattr(e, "curve", None)
        if isinstance(curve, Straight):
            found = found or _joins(curve.start.name, curve.end.name, first, last)
        elif (sides := getattr(e, "sides", None)) is not None:
            for p, q in sides():
                if _joins(p.name, q.name, first, last):
                    found, away = True, away or e.center
                    break
    return found and bool(first and last), away


def _joins(p: str, q: str, first: str, last: str) -> bool:
    return (p == first and q == last) or (p == last and q == first)


def _ticked(about: tuple[Any, ...], number: int) -> Ink | None:
    mark = mark_of(about)
    if isinstance(mark, AngleArc):
        return AngleArc(mark.vertex, mark.first, mark.second, count=number, room=mark.room)
    return Ticks(about[1], about[2], number) if mark is not None and about[0] == "length" else None


def _about(x: Any) -> tuple[Any, ...]:
    found = getattr(x, "about", ())
    if not found and isinstance(x, Expr) and x.op == "distance":
        return "length", Point(x.args[0], x.args[1]), Point(x.args[2], x.args[3])
    return tuple(found)


class _Numbers(Relation):
    """Two numbers of one dimension. power: that dimension as a power of length (None: another dimension, compared in proportion)."""

    left: Any = part("number", REQUIRED)
    right: Any = part("number", REQUIRED)
    power: Any = count(1)

    def __init__(self, *operands: Any, **named: Any) -> None:
        super().__init__(*operands, **named)
        left, right = self.left, self.right
        self.names = _text_of(left), _text_of(right)
        self.literal = right if isinstance(right, Value) else left if isinstance(left, Value) else None
        """the given it compares with, for its digits"""
        self.left, self.right = number_in(left), number_in(right)
        self.left_about, self.right_about = _about(self.left), _about(self.right)
        about = () if self.left_about and self.right_about else self.left_about or self.right_about
        self.away = side_of(about[1], about[2])[1] if about and about[0] == "length" else None

    @property
    def measures_both(self) -> bool:
        """Does it compare what is measured with what is measured?"""
        return bool(self.left_about and self.right_about)

    def _scale(self) -> Num | None:
        return None if self.power is not None else absolute(self.left) + absolute(self.right)

    def _zero(self, value: Num) -> Zero:
        return Zero(value, self.power or 0, self._scale())

    def _positive(self, value: Num, strict: bool) -> Positive:
        return Positive(value, self.power or 0, strict, self._scale())

    sign = "=="

    def phrase(self) -> str:
        return f"{self.names[0] or words_of(self.left_about)} {self.sign} {self.names[1] or words_of(self.right_about)}"


def _text_of(x: Any) -> str:
    """A symbol by its name, another given as it was written."""
    if not isinstance(x, Value):
        return ""
    return x.symbol or "".join([_typed(r.text) if r.math and "\\" in r.text else r.text for r in x.words or ()])


_TYPED: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"\\(?:mathrm|text|left|right)(?![A-Za-z])", ""),
    (r"\\(?:cdot|,)\s*", lambda m: "*" if m[0][1] == "c" else ""),
    (r"\\frac\{([^{}]*)\}\{([^{}]*)\}", lambda m: "/".join([x if x.isalnum() else f"({x})" for x in (m[1], m[2])])),
    (r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)"),
    (r"([_^])\{(\w*)\}", r"\1\2"),
)


def _typed(tex: str) -> str:
    """An expression as it could be typed, from how it is printed."""
    before = ""
    while before != tex:  # from the innermost braces outward
        before = tex
        for old, new in _TYPED:
            tex = re.sub(old, new, tex)
    return re.sub(r"\\([A-Za-z]+) ?", r"\1", tex)


def words_of(about: tuple[Any, ...]) -> str:
    """`AB`, `angle(BAC)` ... for a sentence."""
    if not about:
        return "the given value"
    if about[0] == "length":
        ends = [called(about[1], "?"), called(about[2], "?")]
        return "a length" if "?" in ends else "".join(ends) if max(map(len, ends)) <= 2 else f"the distance of {ends[0]} and {ends[1]}"
    if about[0] in ("angle", "reflex"):
        return f"angle({about[4]})" if about[4] else "the angle"
    return {"gauge": "the distance", "area": "the area"}[about[0]]


def _squared(x: Num) -> tuple[Num, bool] | None:
    """x^2 as a polynomial, and whether x cannot be negative; for distances and roots."""
    if isinstance(x, Expr):
        if x.op == "distance":
            a, b, c, d = x.args
            return square_of(difference(c, a), difference(d, b)), True
        if x.op == "sqrt":
            return x.args[0], True
        if x.op == "/" and isinstance(x.args[0], Expr) and x.args[0].op == "abs":
            below = _squared(x.args[1])
            return (x.args[0].args[0] ** 2 / below[0], True) if below is not None else None
        if x.op == "*":
            parts_ = [_squared(a) or (a * a, isinstance(a, (int, float)) and a >= 0) for a in x.args]
            return parts_[0][0] * parts_[1][0], parts_[0][1] and parts_[1][1]
    return None


class Equal(_Numbers):
    """left == right."""

    words = ("==",)
    shape = False
    strokes = 1
    """how many ticks; the checker numbers the groups of a figure"""

    @property
    def stroke_kind(self) -> str:
        """`length` or `angle` if its marks are ticks or arcs that tell groups apart, else empty."""
        both = self.left_about and self.right_about
        return ("angle" if self.left_about[0] in ("angle", "reflex") else self.left_about[0]) if both else ""

    def residuals(self) -> Iterator[Zero | Positive]:
        yield self._zero(self.left - self.right)

    def holds(self) -> Iterator[Zero | Positive]:
        if plain(self.left, self.right) or self.power is None:
            yield self._zero(self.left - self.right)
            return
        left, right = self.left, self.right
        if isinstance(right, Expr) and right.op in ("distance", "angle"):
            left, right = right, left
        if isinstance(left, Expr) and left.op == "angle":
            yield from _same_angle(left, right)
            return
        a, b = _squared(left), _squared(right)
        if a is not None or b is not None:
            yield Zero((a[0] if a else left * left) - (b[0] if b else right * right), 2 * (self.power or 0))
            for known, side in ((a, left), (b, right)):
                if (known is None or not known[1]) and not (plain(side) and side >= 0):
                    yield Positive(side, self.power or 0, strict=False)
            return
        yield self._zero(left - right)

    def marks(self) -> Iterator[Ink]:
        """With a number on one side its dimension line or arc; between two measures equal ticks."""
        if bool(self.left_about) != bool(self.right_about):
            about = self.left_about or self.right_about
            if about[0] == "length" and side_of(about[1], about[2])[0]:
                yield Label((), Along(about[1], about[2], away=self.away), role="value")
                return
            mark = mark_of(about)
            if isinstance(mark, AngleArc) and self._right(about is self.left_about):
                yield RightAngle(mark.vertex, mark.first, mark.second)
            elif mark is not None:
                yield mark
        elif self.left_about:
            for about in (self.left_about, self.right_about):
                tick = _ticked(about, self.strokes)
                if tick is not None:
                    yield tick

    def _right(self, left: bool) -> bool:
        """Is the angle (on the left side or not) said to be 90 degrees, by a number? A small square says so."""
        number, name = (self.right, self.names[1]) if left else (self.left, self.names[0])
        return isinstance(number, (int, float)) and abs(number - PI_HALF) < 1e-9 and not name.isidentifier()


PI_HALF = 1.5707963267948966


def _same_angle(left: Expr, right: Num) -> Iterator[Zero | Positive]:
    """sin(left - right) = 0 and cos(left - right) > 0, without an arc function."""
    ux, uy, vx, vy = left.args
    s, c = absolute(ux * vy - uy * vx), ux * vx + uy * vy
    scale = sqrt((ux * ux + uy * uy) * (vx * vx + vy * vy))
    if isinstance(right, Expr) and right.op == "angle":
        px, py, qx, qy = right.args
        t, d = absolute(px * qy - py * qx), px * qx + py * qy
        scale = scale * sqrt((px * px + py * py) * (qx * qx + qy * qy))
    else:
        t, d = sin(right), cos(right)
    yield Zero(s * d - c * t, scale=scale)
    yield Positive(c * d + s * t, scale=scale)


class Unequal(_Numbers):
    """left != right."""

    words = ("!=",)
    sign = "!="

    def residuals(self) -> Iterator[Zero | Positive]:
        scale = self._scale()
        yield Positive((self.left - self.right) ** 2, 2 * (self.power or 0), True, None if scale is None else scale * scale)

    def holds(self) -> Iterator[Zero | Positive]:
        yield self._positive(absolute(self.left - self.right), True)


class Less(_Numbers):
    """left < right."""

    words = ("<",)
    sign = "<"

    def residuals(self) -> Iterator[Zero | Positive]:
        yield self._positive(self.right - self.left, True)

    def holds(self) -> Iterator[Zero | Positive]:
        yield self._positive(self.right - self.left, True)


class LessEqual(_Numbers):
    """left <= right."""

    words = ("<=",)
    sign = "<="

    def residuals(self) -> Iterator[Zero | Positive]:
        yield self._positive(self.right - self.left, False)

    def holds(self) -> Iterator[Zero | Positive]:
        yield self._positive(self.right - self.left, False)


class Same(Relation):
    """Two places are one: `P == Q`."""

    first: Point = place()
    second: Point = place()

    def residuals(self) -> Iterator[Zero | Positive]:
        yield Zero(self.first.x - self.second.x, 1)
        yield Zero(self.first.y - self.second.y, 1)

    def holds(self) -> Iterator[Zero | Positive]:
        yield Zero(self.first.x - self.second.x, 1)
        yield Zero(self.first.y - self.second.y, 1)

    def phrase(self) -> str:
        return f"{called(self.first)} and {called(self.second)} are the same place"


class SameDirection(Relation):
    """Two directions are one: `d == up`."""

    first: Vector = direction()
    second: Vector = direction()

    def residuals(self) -> Iterator[Zero | Positive]:
        u, v = self.first, self.second
        scale = u.length * v.length
        yield Zero(u.cross(v), scale=scale)
        yield Positive(u.dot(v), scale=scale)

    def holds(self) -> Iterator[Zero | Positive]:
        u, v = self.first, self.second
        scale = sqrt(u.dot(u) * v.dot(v))
        yield Zero(u.x * v.y - u.y * v.x, scale=scale)
        yield Positive(u.x * v.x + u.y * v.y, scale=scale)

    def phrase(self) -> str:
        return f"{called(self.first)} and {called(self.second)} point the same way"


class AllEqual(Relation):
    """`equal(AB, CD, EF)`, `equal(angle(BAC), angle(DEF))`: all of them."""

    words = ("equal",)
    shape = True
    strokes = 1
    numbers: Any = parts("number", rest=True, at_least=2)
    power: Any = count(1)

    def __init__(self, *operands: Any, **named: Any) -> None:
        if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
            operands = tuple(operands[0])
        super().__init__(tuple(number_in(x) for x in operands), **named)
        if "power" not in named:
            self.power = 0 if any(isinstance(x, Expr) and x.op == "angle" for x in self.numbers) else 1
        self.abouts = tuple(_about(x) for x in self.numbers)
        self.stroke_kind = "angle" if self.power == 0 else "length"
        self.pairs = tuple(Equal(self.numbers[0], x, self.power) for x in self.numbers[1:])

    def residuals(self) -> Iterator[Zero | Positive]:
        for pair in self.pairs:
            yield from pair.residuals()

    def holds(self) -> Iterator[Zero | Positive]:
        for pair in self.pairs:
            yield from pair.holds()

    def phrase(self) -> str:
        return " and ".join(words_of(a) for a in self.abouts) + " are equal"

    def marks(self) -> Iterator[Ink]:
        for about in self.abouts:
            tick = _ticked(about, self.strokes)
            if tick is not None:
                yield tick

    def evaluated(self, values: Any, done: dict[int, Any]) -> Any:
        copy = super().evaluated(values, done)
        copy.pairs = tuple(pair.evaluated(values, done) for pair in self.pairs)
        return copy
