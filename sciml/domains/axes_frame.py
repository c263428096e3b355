"""The axes themselves: lines, arrows, ticks, numbers, names, grid, in millimetres of their rectangle."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

from ..author import (
    Arrow,
    Element,
    Fixed,
    Ink,
    Label,
    Look,
    Point,
    Round,
    Run,
    Shape,
    Span2,
    Straight,
    Track,
    Unit,
    Value,
    Vector,
    Words,
    evaluate,
    identifier,
)
from .axes_log import decade_ticks
from .axes_numbers import ROW_PT, Clear, aside, below, chains_in_mm, pieces_of, rows_of
from .axes_scale import Axis, Tick, fraction_words, nice_step, number_words, pi_words, power_of, step_of, ticks_of, unit_words, width_of

__all__ = ["Board", "places_of", "value_words"]

XY = tuple[float, float]
LINE = Look(weight="thin", layer="line", cap="butt")
SIZE = 0.9
"""of numbers, in sizes of a label"""
OVER = 5.0
"""mm that an axis goes beyond its window, with its arrow"""
TICK = 0.55
"""mm, half of a tick"""


def places_of(e: Element) -> list[Point]:
    """Places that show where a thing is."""
    at = e.__dict__.get("at")
    if isinstance(at, Point):
        return [at]
    curve = getattr(e, "curve", None)
    if isinstance(curve, Straight):
        return [curve.start, curve.end] if not (curve.before and curve.after) else []
    if isinstance(curve, Round):
        c, r = curve.center, curve.radius
        return [Point(c.x - r, c.y - r), Point(c.x + r, c.y + r)]
    if isinstance(curve, Track):
        return list(curve.points)
    tail, vector = getattr(e, "tail", None), getattr(e, "vector", None)
    if isinstance(tail, Point) and isinstance(vector, Vector):
        return [tail]
    outline = getattr(e, "outline", None) or getattr(e, "vertices", None) or ()
    return [p for p in outline if isinstance(p, Point)]


def value_words(v: Any, unit: Unit | None) -> Words:
    """What stands at the tick of a value: its symbol, or as written without the unit that the axis shows."""
    if v.symbol:
        return (identifier(v.symbol),)
    words: Words = v.words or ()
    if unit is not None and v.unit is not None and v.unit.text == unit.text and len(words) == 1:
        tail = v.unit.gap + v.unit.printed
        if tail and words[0].text.endswith(tail):
            return (Run(words[0].text[: -len(tail)]),)
    return words


class Board:
    """Draws the axes of one `Axes`."""

    def __init__(self, axes: Any) -> None:
        self.axes = axes
        self.w = axes.window
        self.chains: list[list[XY]] | None = None
        self.steps: dict[str, tuple[float, float, int, float]] = {}
        """of each axis: its step, its length in its unit, the power of ten, mm"""
        self.quiet = axes.quiet()
        self.hidden = {getattr(c, "hidden_axis", "") for c in axes.children} - {""}
        self.hidden = self.hidden if all(getattr(c, "hidden_axis", "") or c.family in ("point", "mark") for c in axes.children) else set()
        self.nameless = {slot for c in axes.children for slot in getattr(c, "nameless", ())}
        self.border = bool(axes.border) if axes.border is not None else any(getattr(c, "wants_border", False) for c in axes.children)
        origin = axes.origin
        self.left = self._line("x", origin.x if origin is not None else None, self.w.x0, self.w.x1)
        self.base = self._line("y", origin.y if origin is not None else None, self.w.y0, self.w.y1)
        self.even = not any(a.log for a in axes.axis.values())
        if self.border:
            self.left, self.base = self.w.x0, self.w.y0
        self.ax, self.by = (self.left - self.w.x0) * self.w.kx, (self.base - self.w.y0) * self.w.ky

    def clear(self, side: int) -> Clear:
        """What lies near the horizontal axis (0) or the upright one (1)."""
        if self.chains is None:
            self.chains = chains_in_mm(self.axes.children, self.axes)
        return Clear(pieces_of(self.chains, bool(side)), self.ax if side else self.by)

    def _line(self, slot: str, wanted: float | None, low: float, high: float) -> float:
        """Where an axis crosses the other one."""
        axis = self.axes.axis.get(slot)
        if axis is not None and axis.log:
            return low
        if wanted is not None:
            return min(max(float(wanted), low), high)
        return 0.0 if low <= 0 <= high else low if low > 0 else high

    # ------------------------------------------------------------ ticks

    def ticks(self, slot: str) -> tuple[list[Tick], int]:
        axes, axis = self.axes, self.axes.axis[slot]
        low, high, mm = (self.w.x0, self.w.x1, self.w.width) if slot == "x" else (self.w.y0, self.w.y1, self.w.height)
        own = getattr(axes, f"{slot}_ticks")
        if own is None and (slot == "x" or axes.ticks in _NONE):
            own = axes.ticks
        own = None if own == "true" else own
        keys = self.keys(slot) if own not in _NONE else []
        unscaled = slot in axes.__dict__.get("unscaled", ())
        if own in _NONE or (own is None and (self.quiet or unscaled or any(getattr(c, "own_ticks", "") == slot for c in axes.children))):
            return keys, 0
        if own is not None:
            listed = self.listed(own, axis)
            return [*listed, *[key for key in keys if all(abs(key.at - tick.at) * mm > 0.05 * (high - low) for tick in listed)]], 0
        if axis.log:
            return self._merged(decade_ticks(axis, low, high, mm, slot == "x"), keys, mm / (high - low), slot), 0
        step = getattr(axes, f"{slot}_step")
        distance = None
        if isinstance(step, Value):
            unit = axis.unit
            n = float(evaluate(step.n, {}))
            distance = n if unit is None or step.unit is None else n / float(evaluate(unit.factor, {}))
        given = isinstance(getattr(axes, slot), Span2)
        pi = axis.pi or any("\\pi" in r.text for key in keys for r in key.words) or (not given and any(_in_pi(c, slot, axis) for c in axes.children))
        if pi and distance is not None and abs(distance / math.pi * 360 - round(distance / math.pi * 360)) < 1e-9:
            return self._pi_steps(distance, low, high), 0
        own_step = self._cells(slot, mm / (high - low)) if distance is None else None
        if own_step is not None:
            return self._merged(own_step, keys, mm / (high - low), slot), 0
        step = (distance, 0) if distance is not None else self._step(slot)
        across, up = self.w.x1 - self.w.x0, self.w.y1 - self.w.y0
        alike = "y" in axes.axis and math.isclose(across, up, rel_tol=1e-9)  # equal ranges have the step of the shorter axis
        short = min(self.w.width, self.w.height) if alike else mm
        found, power = ticks_of(axis, low, high, short, step, pi and distance is None)
        ticks = self._merged(found, keys, mm / (high - low), slot)
        if distance is None and not pi and not alike and not math.isclose(self.w.kx, self.w.ky, rel_tol=1e-9) and _uneven(found, ticks):
            for _ in range(2):  # every second number, or fifth, where all of these have room beside the values of the problem
                step = nice_step(axis.shown(high) - axis.shown(low), (axis.shown(high) - axis.shown(low)) / (step[0] * 1.01)), step[1]
                fewer, _ = ticks_of(axis, low, high, short, step, False)
                merged = self._merged(fewer, keys, mm / (high - low), slot)
                if len(fewer) > 2 and not _uneven(fewer, merged):
                    return merged, power
        return ticks, power

    def _step(self, slot: str) -> tuple[float, int]:
        """The step of an axis and the power of ten in its title. Axes of equal ranges, or with one factor, have the same step: the larger."""
        w, found = self.w, {}
        for name, low, high, mm in (("x", w.x0, w.x1, w.width), ("y", w.y0, w.y1, w.height)):
            axis = self.axes.axis.get(name)
            if axis is not None and (name == slot or (getattr(self.axes, f"{name}_step") is None and axis.shown(high) > axis.shown(low))):
                if name not in self.steps:
                    a, b = axis.shown(low), axis.shown(high)
                    d = step_of(axis, low, high, mm, (lambda words: width_of(words) + 2.5) if name == "x" else (lambda words: 6.5)) if b > a else 1.0
                    self.steps[name] = d, b - a, power_of(a, b), mm
                found[name] = self.steps[name]
        d, span, power, mm = found[slot]
        if len(found) == 2:
            e, other, _, high = found["y" if slot == "x" else "x"]
            if e > d and span > 1.9 * e and (math.isclose(span, other, rel_tol=1e-9) or math.isclose(mm / span, high / other, rel_tol=1e-9)):
                d = e
        return d, power

    def _cells(self, slot: str, k: float) -> list[Tick] | None:
        """The edges of the cells that a thing in the axes cuts its interval into (every second or third, if narrow); None where they are no round numbers."""
        for child in self.axes.children:
            cells = getattr(child, "cells_along", None)
            if cells is None or not child.drawn or self.axes.axis[slot].unit is not None:
                continue
            start, step = cells(slot)
            low, high = (self.w.x0, self.w.x1) if slot == "x" else (self.w.y0, self.w.y1)
            for many in (1, 2, 3, 4) if step > 0 else ():
                d = step * many
                words = _round_words(start, d)
                if words is None:
                    continue
                first, last = math.ceil((low - start) / d - 1e-6), math.floor((high - start) / d + 1e-6)
                ticks = [Tick(start + i * d, words(start + i * d)) for i in range(first, min(last, first + 60) + 1)]
                if all(width_of(t.words) + 1.5 < d * k for t in ticks):
                    return ticks
        return None

    @staticmethod
    def _pi_steps(step: float, low: float, high: float) -> list[Tick]:
        unit = Fraction(step / math.pi).limit_denominator(360)
        first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
        return [Tick(k * step, pi_words(k * unit)) for k in range(first, min(last, first + 200) + 1)]

    @staticmethod
    def _merged(found: list[Tick], keys: list[Tick], k: float, slot: str) -> list[Tick]:
        """Key values push aside the ticks next to them, with their strokes: a bare stroke beside a number looks forgotten."""
        out = []
        for tick in found:
            apart = [4.2 if slot == "y" else 0.5 * (width_of(key.words) + width_of(tick.words)) + 1.2 for key in keys]
            if all(abs(key.at - tick.at) * k >= room for key, room in zip(keys, apart, strict=True)):
                out.append(tick)
        return out + keys

    def listed(self, own: Any, axis: Axis) -> list[Tick]:
        """Ticks as the author lists them: values, or pairs of a value and its text."""
        out = []
        for item in own if isinstance(own, tuple) and not (own and isinstance(own[0], Run)) else (own,):
            pair = isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], Value)
            v = item[0] if pair else item
            if not isinstance(v, Value):
                continue
            words = item[1] if pair else value_words(v, axis.unit)
            if isinstance(words, Value):
                words = words.words or ()
            out.append(Tick(float(evaluate(axis.base(v), {})), words if isinstance(words, tuple) else (Run(str(words)),), True))
        return out

    def keys(self, slot: str) -> list[Tick]:
        """Values of the problem that stand on this axis."""
        axis = self.axes.axis[slot]
        out: dict[float, Tick] = {}
        told = {at for child in self.axes.children if child.drawn and child.style.label is None and hasattr(child, "tells") for at in child.tells()[slot]}
        for child in self.axes.children:
            if not child.drawn:
                continue
            for at, words in key_values(child, slot, axis):
                if words and at not in told and not (at == 0 and "".join(r.text for r in words) == "0"):  # the origin has its 0
                    out.setdefault(round(at, 12), Tick(at, words, True))
        return list(out.values())

    # ------------------------------------------------------------ drawing

    def draw(self) -> Iterator[Ink]:
        xs, px = self.ticks("x")
        ys, py = self.ticks("y")
        w = self.w
        xs = [t for t in xs if w.x0 - 1e-9 * abs(w.x1 - w.x0) <= t.at <= w.x1 + 1e-9 * abs(w.x1 - w.x0)]
        ys = [t for t in ys if w.y0 - 1e-9 * abs(w.y1 - w.y0) <= t.at <= w.y1 + 1e-9 * abs(w.y1 - w.y0)]
        if self.axes.grid:
            yield from self._grid(xs, ys)
        yield from self._lines()
        yield from self._marks(xs, ys)
        yield from self._numbers(xs, ys)
        self.drop = 3.7 * (self.rows - 1) + self.lower * 25.4 / 72
        yield from (ink for ink in self._titles(xs, ys, px, py) if isinstance(ink, Label) and ink.words)

    def _grid(self, xs: list[Tick], ys: list[Tick]) -> Iterator[Ink]:
        w = self.w
        points: list[Point] = []
        for t in _even(xs):
            x = (t.at - w.x0) * w.kx
            points += [Point(x, 0.0), Point(x, w.height)]
        for t in _even(ys):
            y = (t.at - w.y0) * w.ky
            points += [Point(0.0, y), Point(w.width, y)]
        if points:
            yield Shape("ML" * (len(points) // 2), tuple(points), Look(color="grid", weight="hair", layer="background"), obstacle=False)

    def _lines(self) -> Iterator[Ink]:
        w = self.w
        if self.border:
            corners = (Point(0.0, 0.0), Point(w.width, 0.0), Point(w.width, w.height), Point(0.0, w.height))
            yield Shape("MLLLZ", corners, LINE)
            return
        below = 2.0 if self.left > w.x0 else 0.0
        under = 2.0 if self.base > w.y0 else 0.0
        yield Arrow(Point(-below, self.by), Point(w.width + OVER, self.by), role="axis", look=LINE)
        if "y" not in self.hidden:
            yield Arrow(Point(self.ax, -under), Point(self.ax, w.height + OVER), role="axis", look=LINE)

    def _marks(self, xs: list[Tick], ys: list[Tick]) -> Iterator[Ink]:
        w = self.w
        points: list[Point] = []
        up, down = (1.3, 0.0) if self.border else (TICK, TICK)
        for t in xs:
            x = (t.at - w.x0) * w.kx
            if abs(x - self.ax) > 0.05 or self.border:
                short = 0.55 if t.minor else 1.0
                points += [Point(x, self.by - short * down), Point(x, self.by + short * up)]
        for t in ys:
            y = (t.at - w.y0) * w.ky
            if abs(y - self.by) > 0.05 or self.border:
                short = 0.55 if t.minor else 1.0
                points += [Point(self.ax - short * down, y), Point(self.ax + short * up, y)]
        if points:
            yield Shape("ML" * (len(points) // 2), tuple(points), LINE)

    def _numbers(self, xs: list[Tick], ys: list[Tick]) -> Iterator[Ink]:
        w = self.w
        crossing = self.left > w.x0 or self.base > w.y0
        under = self.clear(0) if crossing else Clear((), self.by)
        gap = 3.0 if self.border else 4.0
        corner = [t for t in xs if t.words and abs(t.at - w.x0) * w.kx < 0.05], [t for t in ys if t.words and abs(t.at - w.y0) * w.ky < 0.05]
        self.lower = 2.6 if self.border and all(corner) else 0.0  # two numbers at one corner keep apart
        rows = rows_of(xs, lambda at: (at - w.x0) * w.kx)
        self.rows = 1 + max((row for row, _ in rows.values()), default=0)
        bodies = self._bodies()
        zero = False
        for t in xs:
            x = (t.at - w.x0) * w.kx
            if (
                self.even
                and abs(x - self.ax) < 0.05
                and not self.border
                and abs(self.left) < 1e-12
                and abs(self.base) < 1e-12
                and abs(t.at) < 1e-12
                and not t.key
            ):
                zero = True
            elif t.words and id(t) in rows:
                row, shift = rows[id(t)]
                yield self._number(t.words, Fixed(Point(x + shift, self.by), "below", gap + self.lower + ROW_PT * row))
            elif t.words and (deep := max([deep for left, right, deep in bodies if left < x + half_of(t) and right > x - half_of(t)], default=0.0)) > 0.0:
                yield self._number(t.words, Fixed(Point(x, self.by), "below", deep / 0.3528 + 2.0))
            elif t.words:
                upright = self.ax if crossing and self.left > w.x0 and abs(x - self.ax) > 0.3 else None
                yield self._number(t.words, below(under, x, t.words, self.by, gap + self.lower, w.width, upright))
        left = self.clear(1) if self.left > w.x0 else Clear((), self.ax)
        for t in ys:
            y = (t.at - w.y0) * w.ky
            at_corner = self.even and abs(y - self.by) < 0.05 and not self.border and abs(t.at) < 1e-12 and not t.key
            if t.words and not (at_corner and (zero or self.base > w.y0 or self.left > w.x0)):
                yield self._number(t.words, aside(left, y, t.words, self.ax, gap, self.by if self.base > w.y0 and abs(y - self.by) > 0.3 else None))
        if zero:
            for dx, align in ((-1.3, "right"), (1.3, "left")):  # at the corner, where a curve leaves room
                x = self.ax + dx
                if not under.crossed((x - 1.7, x, -4.0, -0.9) if align == "right" else (x, x + 1.7, -4.0, -0.9)):
                    yield self._number((Run("0"),), Fixed(Point(x, self.by - 2.6), align))
                    break

    def _bodies(self) -> list[tuple[float, float, float]]:
        """Of bodies on the axis: from where to where along it, and how far below it they reach, mm."""
        found = []
        for child in self.axes.children:
            if child.family == "body" and child.drawn and hasattr(child, "page_radius"):
                r = child.page_radius()
                x, y = (child.center.x - self.w.x0) * self.w.kx, (child.center.y - self.w.y0) * self.w.ky
                if self.by < y + r:
                    found.append((x - r, x + r, self.by - y + r))
        return found

    @staticmethod
    def _number(words: Words, spot: Any) -> Label:
        return Label(words, spot, role="tick", size=SIZE)

    # ------------------------------------------------------------ titles

    def _title(self, slot: str, power: int) -> Words:
        axes, axis = self.axes, self.axes.axis[slot]
        own = getattr(axes, f"{slot}_title")
        if own is None and slot in self.nameless and axis.name == slot:
            return ()
        words: Words = own if own is not None else (identifier(axis.name),)
        shown = unit_words(axis.unit if axis.unit is not None and axis.unit.title else None, power)
        plain = "".join(r.text for r in words)
        if not shown or (own is not None and axis.unit is not None and axis.unit.title and axis.unit.title in plain):
            return words
        return (*words, Run(" ("), *shown, Run(")"))

    def _titles(self, xs: list[Tick], ys: list[Tick], px: int, py: int) -> Iterator[Ink]:
        w = self.w
        words = self._title("x", px)
        long = width_of(words, 10) > 17
        if self.border:
            yield Label(words, Fixed(Point(w.width / 2, (-5.6 if xs else -1.0) - self.drop), "below", 4.0), role="title")
        elif long and self.base <= w.y0:
            yield Label(words, Fixed(Point(w.width / 2, (-5.6 if any(t.words for t in xs) else 0.0) - self.drop), "below", 5.0), role="title")
        elif long:
            yield Label(words, Fixed(Point(w.width + OVER, self.by + 1.2), "above", 3.0), role="title")
        else:
            yield Label(words, Fixed(Point(w.width + OVER, self.by), "left", 3.0), role="title")
        words = self._title("y", py)
        wide = width_of(words, 10)
        top = w.height + (1.0 if self.border else OVER)
        if wide < 17 and not self.border:
            yield Label(words, Fixed(Point(self.ax, top), "above", 3.0), role="title")
            return
        room = max((width_of(t.words) for t in ys), default=0.0) + 2.0
        start = max(self.ax - room, self.ax - wide / 2) if self.left > w.x0 else -room
        yield Label(words, Fixed(Point(start, top + 2.6), "left"), role="title")


def _round_words(start: float, step: float) -> Callable[[float], Words] | None:
    """How numbers at these steps are written: in multiples of pi, with two decimals at most, as fractions; None where none is exact."""
    if start or step:
        unit = Fraction(step / math.pi).limit_denominator(12)
        first = Fraction(start / math.pi).limit_denominator(12)
        if unit and abs(float(unit) * math.pi - step) < 1e-9 * step and abs(float(first) * math.pi - start) < 1e-9 * step:
            return lambda x: pi_words(Fraction(x / math.pi).limit_denominator(144))
        grain = next((g for g in (1.0, 0.1, 0.01) if all(abs(n / g - round(n / g)) < 1e-6 for n in (start, step))), None)
        if grain is not None:
            return partial(number_words, step=grain)
        part, begin = (Fraction(n).limit_denominator(12) for n in (step, start))
        if part and abs(float(part) - step) < 1e-9 * step and abs(float(begin) - start) < 1e-9 * step:
            return lambda x: fraction_words(Fraction(x).limit_denominator(144))
    return None


def _uneven(found: list[Tick], kept: list[Tick]) -> bool:
    """Has a value of the problem pushed a number aside, in whose place it does not stand?"""
    return any(all(abs(t.at - k.at) > 1e-9 * (1 + abs(t.at)) for k in kept) for t in found)


def _in_pi(child: Any, slot: str, axis: Axis) -> bool:
    """Does a thing without given ranges want multiples of pi on this axis?"""
    shading = getattr(child, "shading", None)
    return getattr(child, f"pi_{slot}", False) or (shading is not None and shading.pi_on(axis))


def half_of(tick: Tick) -> float:
    """Half the width of its number, mm."""
    return width_of(tick.words) / 2


_NONE = ("none", "no", "false", ())


def _even(ticks: list[Tick]) -> list[Tick]:
    """Those at even steps, if there are any: a value of the problem makes no grid line."""
    return [t for t in ticks if not t.key] or ticks


def key_values(child: Any, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
    """What a thing in the axes says about one of them: coordinates written for it that do not stand beside it."""
    own = getattr(child, "key_values", None)
    if own is not None:
        yield from own(slot, axis)
        return
    if child.family == "body":
        typed = getattr(child.placed, "owner", None)
        v = typed[0 if slot == "x" else 1] if isinstance(typed, tuple) and len(typed) == 2 else None
        if isinstance(v, Value) and (v.words or v.symbol):
            yield float(getattr(child.placed, slot)), value_words(v, axis.unit)
    if child.kind != "point":
        return
    x, y = child.__dict__.get("x"), child.__dict__.get("y")
    if child.name and isinstance(x, Value) and isinstance(y, Value) and child.style.label is None:
        return  # its coordinates stand behind its name
    v = x if slot == "x" else y
    if isinstance(v, Value) and (v.words or v.symbol):
        yield float(getattr(child.at, slot)), value_words(v, axis.unit)
