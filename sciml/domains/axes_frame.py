"""The axes themselves: lines, arrows, ticks, numbers, names, grid, in millimetres of their rectangle."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..author import (
    Arrow,
    Beside,
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
from .axes_scale import Axis, Tick, pi_words, ticks_of, unit_words, width_of

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
        self._pieces: dict[int, list[tuple[XY, XY]]] = {}
        self.quiet = axes.quiet()
        self.hidden = {getattr(c, "hidden_axis", "") for c in axes.children} - {""}
        self.hidden = self.hidden if all(getattr(c, "hidden_axis", "") or c.family in ("point", "mark") for c in axes.children) else set()
        self.nameless = {slot for c in axes.children for slot in getattr(c, "nameless", ())}
        self.border = bool(axes.border) if axes.border is not None else any(getattr(c, "wants_border", False) for c in axes.children)
        origin = axes.origin
        self.left = self._line(origin.x if origin is not None else None, self.w.x0, self.w.x1)
        self.base = self._line(origin.y if origin is not None else None, self.w.y0, self.w.y1)
        if self.border:
            self.left, self.base = self.w.x0, self.w.y0
        self.ax, self.by = (self.left - self.w.x0) * self.w.kx, (self.base - self.w.y0) * self.w.ky

    def pieces(self, side: int) -> list[tuple[XY, XY]]:
        """All straight pieces of the curves, mm; side 1: with x and y changed over."""
        found = self._pieces.get(side)
        if found is None:
            w, found = self.w, []
            for child in self.axes.children:
                strokes = getattr(child, "strokes", None)
                for line in strokes(self.axes) if strokes is not None and child.drawn else ():
                    places = [((x - w.x0) * w.kx, (y - w.y0) * w.ky) for x, y in line]
                    found += pairwise([(y, x) for x, y in places] if side else places)
            self._pieces[side] = found
        return found

    @staticmethod
    def _line(wanted: float | None, low: float, high: float) -> float:
        """Where an axis crosses the other one."""
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
        keys = self.keys(slot) if own not in _NONE else []
        if own in _NONE or (own is None and (self.quiet or any(getattr(c, "own_ticks", "") == slot for c in axes.children))):
            return keys, 0
        if own is not None:
            return [*self.listed(own, axis), *keys], 0
        step = getattr(axes, f"{slot}_step")
        distance = None
        if isinstance(step, Value):
            unit = axis.unit
            n = float(evaluate(step.n, {}))
            distance = n if unit is None or step.unit is None else n / float(evaluate(unit.factor, {}))
        room = (lambda words: width_of(words) + 2.5) if slot == "x" else (lambda words: 6.5)
        given = isinstance(getattr(axes, slot), Span2)
        pi = axis.pi or any("\\pi" in r.text for key in keys for r in key.words) or (not given and any(getattr(c, f"pi_{slot}", False) for c in axes.children))
        if pi and distance is not None and abs(distance / math.pi * 360 - round(distance / math.pi * 360)) < 1e-9:
            return self._pi_steps(distance, low, high), 0
        found, power = ticks_of(axis, low, high, mm, distance, room, pi)
        return self._merged(found, keys, mm / (high - low), slot), power

    @staticmethod
    def _pi_steps(step: float, low: float, high: float) -> list[Tick]:
        unit = Fraction(step / math.pi).limit_denominator(360)
        first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
        return [Tick(k * step, pi_words(k * unit)) for k in range(first, min(last, first + 200) + 1)]

    @staticmethod
    def _merged(found: list[Tick], keys: list[Tick], k: float, slot: str) -> list[Tick]:
        """Key values push aside the numbers next to them."""
        out = []
        for tick in found:
            apart = [4.2 if slot == "y" else 0.5 * (width_of(key.words) + width_of(tick.words)) + 1.2 for key in keys]
            near = [key for key, room in zip(keys, apart, strict=True) if abs(key.at - tick.at) * k < room]
            if not near:
                out.append(tick)
            elif all(abs(key.at - tick.at) * k > 0.3 for key in near):
                out.append(Tick(tick.at, ()))
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
        for child in self.axes.children:
            if not child.drawn:
                continue
            for at, words in key_values(child, slot, axis):
                if words and not (at == 0 and "".join(r.text for r in words) == "0"):  # the origin has its 0
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
        self.drop = 3.7 if self.rows > 1 else 0.0
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
                points += [Point(x, self.by - down), Point(x, self.by + up)]
        for t in ys:
            y = (t.at - w.y0) * w.ky
            if abs(y - self.by) > 0.05 or self.border:
                points += [Point(self.ax - down, y), Point(self.ax + up, y)]
        if points:
            yield Shape("ML" * (len(points) // 2), tuple(points), LINE)

    def _numbers(self, xs: list[Tick], ys: list[Tick]) -> Iterator[Ink]:
        w = self.w
        crossing_x = self.left > w.x0 or self.base > w.y0
        zero = False
        self.used: list[XY] = []
        under, over = _Band(self, 0, -5.2, -0.7), _Band(self, 0, 0.7, 5.2)
        second = self._second_row(xs)
        for t in xs:
            x = (t.at - w.x0) * w.kx
            if abs(x - self.ax) < 0.05 and not self.border and abs(self.left) < 1e-12 and abs(self.base) < 1e-12 and abs(t.at) < 1e-12 and not t.key:
                zero = True
                continue
            if not t.words:
                continue
            half = width_of(t.words) / 2 + 0.4
            spot = self._below(x, half, under, over, crossing_x, 10.5 if id(t) in second else 0.0)
            if spot is not None or t.key:
                yield self._number(t.words, spot or Beside(Point(x, self.by), Vector(0, -1), 4.0))
        for t in ys:
            y = (t.at - w.y0) * w.ky
            at_corner = abs(y - self.by) < 0.05 and not self.border and abs(t.at) < 1e-12 and not t.key
            if not t.words or (at_corner and (zero or self.base > w.y0 or self.left > w.x0)):
                continue
            spot = self._beside(y, width_of(t.words))
            if spot is not None or t.key:
                yield self._number(t.words, spot or Beside(Point(self.ax, y), Vector(-1, 0), 4.0))
        if zero:
            yield from self._origin()

    def _below(self, x: float, half: float, under: _Band, over: _Band, crossing: bool, more: float) -> Fixed | None:
        """Where the number of a tick on the horizontal axis stands: below it, aside of it, or above; None where curves leave no room."""
        gap = 3.0 if self.border else 4.0
        if not crossing or under.free(x - half, x + half):
            self.used.append((x - half, x + half))
            return Fixed(Point(x, self.by), "below", gap + more)
        for band, align in ((under, "below"), (over, "above")):
            for shift in (0.0, -half - 0.5, half + 0.5):
                at = x + shift
                if band.free(at - half, at + half) and abs(at - self.ax) > half + 0.4 and at + half < self.w.width + 2.5:
                    band.take(at - half, at + half)
                    if align == "below":
                        self.used.append((at - half, at + half))
                    return Fixed(Point(at, self.by), align, gap)
        return None

    def _beside(self, y: float, wide: float) -> Fixed | None:
        """The same on the upright axis: left of it, a little higher or lower, or right of it."""
        gap = 3.0 if self.border else 4.0
        if self.left <= self.w.x0:
            return Fixed(Point(self.ax, y), "right", gap)
        for band, align in ((_Band(self, 1, -wide - 1.9, -0.7), "right"), (_Band(self, 1, 0.7, wide + 1.9), "left")):
            for shift in (0.0, 2.3, -2.3):
                at = y + shift
                if band.free(at - 1.7, at + 1.7) and abs(at - self.by) > 2.1:
                    return Fixed(Point(self.ax, at), align, gap)
        return None

    def _second_row(self, xs: list[Tick]) -> set[int]:
        """Numbers that would touch the one before them stand lower."""
        out: set[int] = set()
        ends = [-math.inf, -math.inf]
        for t in sorted(xs, key=lambda t: t.at):
            if not t.words:
                continue
            x, half = (t.at - self.w.x0) * self.w.kx, width_of(t.words) / 2
            row = 0 if x - half > ends[0] + 0.7 or not t.key or x - half < ends[1] + 0.7 else 1
            ends[row] = x + half
            if row:
                out.add(id(t))
        self.rows = 2 if out else 1
        return out

    def _origin(self) -> Iterator[Ink]:
        """The zero at the corner, where a curve leaves room."""
        for dx, dy, align in ((-1.3, -2.6, "right"), (1.3, -2.6, "left")):
            x = self.ax + dx
            low, high = (x - 2.2, x) if align == "right" else (x, x + 2.2)
            if _Band(self, 0, -4.2, -0.9).free(low, high) and not any(a < high and b > low for a, b in self.used):
                yield self._number((Run("0"),), Fixed(Point(x, self.by + dy), align))
                return

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


_NONE = ("none", False, ())


def _even(ticks: list[Tick]) -> list[Tick]:
    """Those at even steps, if there are any: a value of the problem makes no grid line."""
    return [t for t in ticks if not t.key] or ticks


class _Band:
    """What lies in a strip beside an axis: the stretches where curves pass. side 0: along x, 1: along y; low..high: mm from the axis."""

    def __init__(self, board: Board, side: int, low: float, high: float) -> None:
        base = board.by if side == 0 else board.ax
        low, high = base + low, base + high
        self.taken: list[XY] = []
        for p, q in board.pieces(side):
            if not ((p[1] > high and q[1] > high) or (p[1] < low and q[1] < low)):
                self._add(p, q, low, high)

    def _add(self, p: XY, q: XY, low: float, high: float) -> None:
        """The part of a piece that lies within the strip."""
        d = q[1] - p[1]
        s, e = 0.0, 1.0
        if d:
            a, b = (low - p[1]) / d, (high - p[1]) / d
            s, e = max(0.0, min(a, b)), min(1.0, max(a, b))
        if s <= e:
            x0, x1 = p[0] + s * (q[0] - p[0]), p[0] + e * (q[0] - p[0])
            self.taken.append((min(x0, x1) - 0.4, max(x0, x1) + 0.4))

    def take(self, low: float, high: float) -> None:
        """Something stands there now."""
        self.taken.append((low, high))

    def free(self, low: float, high: float) -> bool:
        return not any(a < high and b > low for a, b in self.taken)


def key_values(child: Any, slot: str, axis: Axis) -> Iterator[tuple[float, Words]]:
    """What a thing in the axes says about one of them: coordinates written for it that do not stand beside it."""
    own = getattr(child, "key_values", None)
    if own is not None:
        yield from own(slot, axis)
        return
    if child.kind != "point":
        return
    x, y = child.__dict__.get("x"), child.__dict__.get("y")
    if child.name and isinstance(x, Value) and isinstance(y, Value) and child.style.label is None:
        return  # its coordinates stand behind its name
    v = x if slot == "x" else y
    if isinstance(v, Value) and (v.words or v.symbol):
        yield float(getattr(child.at, slot)), value_words(v, axis.unit)
