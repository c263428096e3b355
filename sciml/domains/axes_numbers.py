"""The numbers at the ticks of axes: where each stands so that no curve runs through it and none covers another."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from ..author import Beside, Fixed, Point, Vector, Words
from .axes_scale import Tick, width_of

__all__ = ["ROW_PT", "Clear", "aside", "below", "chains_in_mm", "pieces_of", "rows_of"]

XY = tuple[float, float]
ROWS = 3
ROW_PT = 10.5
"""pt from one row of numbers to the next"""
NEAR = 12.0
"""mm from an axis that its numbers ever reach"""
STRETCH = 8.0
"""mm along an axis that are looked at together"""
WORST = 6
"""numbers that the search for labels may take over; more than that are crossed by what fills the window"""


class Clear:
    """What lies near an axis: the pieces of curves, and the numbers that stand already. Places are (along, across), mm, `across` counted from the axis."""

    def __init__(self, pieces: Iterable[tuple[XY, XY]], base: float) -> None:
        self.pieces = [(p[0], p[1] - base, q[0], q[1] - base) for p, q in pieces if min(p[1], q[1]) - base < NEAR and max(p[1], q[1]) - base > -NEAR]
        self.taken: dict[int, list[tuple[float, float, float, float]]] = {}
        """by where they begin along the axis, in steps of `STRETCH`"""
        self.longest = 0.0
        self.given_up = 0

    def crossed(self, box: tuple[float, float, float, float]) -> float:
        """mm of curves in a box (from, to, low, high); as much as a number for each that stands there."""
        a, b, low, high = box[0] - 0.4, box[1] + 0.4, box[2] - 0.1, box[3] + 0.1
        near = range(int((a - self.longest) // STRETCH), int(b // STRETCH) + 1)
        length = 4.0 * sum(p < b and q > a and c < high and d > low for k in near for p, q, c, d in self.taken.get(k, ()))
        for ax, ay, bx, by in self.pieces:
            if (ax < a and bx < a) or (ax > b and bx > b) or (ay < low and by < low) or (ay > high and by > high):
                continue
            s, e = 0.0, 1.0
            for d, start, least, most in ((bx - ax, ax, a, b), (by - ay, ay, low, high)):
                if d:
                    u, v = (least - start) / d, (most - start) / d
                    s, e = max(s, min(u, v)), min(e, max(u, v))
            if s <= e:
                length += 0.2 + (e - s) * math.hypot(bx - ax, by - ay)
        return length

    def take(self, box: tuple[float, float, float, float]) -> None:
        self.taken.setdefault(int(box[0] // STRETCH), []).append(box)
        self.longest = max(self.longest, box[1] - box[0])

    def first(self, places: list[tuple[tuple[float, float, float, float], Any]]) -> Any:
        """The first place that is free, and takes it; None where none is."""
        for box, spot in places:
            if not self.crossed(box):
                self.take(box)
                return spot
        return None

    def resigned(self, places: list[tuple[tuple[float, float, float, float], Any]], search: Beside) -> Any:
        """Where no place is free: the search for labels finds one; of a window full of curves the place with least of them."""
        self.given_up += 1
        if self.given_up <= WORST:
            return search
        box, spot = min(places, key=lambda place: self.crossed(place[0]))
        self.take(box)
        return spot


def below(clear: Clear, at: float, words: Words, base: float, gap: float, end: float, axis: float | None) -> Any:
    """Where the number of a tick on the horizontal axis stands: below it, there a little to a side, or above it.
    axis: where the upright one crosses; end: of the axis."""
    half, tall = width_of(words) / 2, tall_of(words)
    near, far = 0.35 * gap - 0.7, 0.35 * gap - 0.7 + tall

    def place(x: float, up: bool) -> tuple[tuple[float, float, float, float], Any]:
        box = (x - half, x + half, near, far) if up else (x - half, x + half, -far, -near)
        return box, Fixed(Point(x, base), "above" if up else "below", gap)

    if axis is None or abs(at - axis) > half + 0.4:
        box, spot = place(at, False)
        if not clear.crossed(box):  # as nearly always
            clear.take(box)
            return spot
    steps = _steps(half, 0.9, axis is None or at >= axis)
    places = [place(at + shift, up) for up in (False, True) for shift in steps]
    fits = [p for p in places if (p[0][1] < end + 2.5 or p is places[0]) and (axis is None or abs((p[0][0] + p[0][1]) / 2 - axis) > half + 0.4)] or places[:1]
    return clear.first(fits) or clear.resigned(fits, Beside(Point(at, base), Vector(0, -1), 4.0))


def aside(clear: Clear, at: float, words: Words, base: float, gap: float, axis: float | None) -> Any:
    """The same on the upright axis: left of it, there a little higher or lower, right of it, or past its tick."""
    wide, half = width_of(words), tall_of(words) / 2
    near, far = 0.35 * gap - 0.7, 0.35 * gap - 0.2 + wide

    def place(y: float, right: bool) -> tuple[tuple[float, float, float, float], Any]:
        box = (y - half, y + half, near, far) if right else (y - half, y + half, -far, -near)
        return box, Fixed(Point(base, y), "left" if right else "right", gap)

    if axis is None or abs(at - axis) > half + 0.4:
        box, spot = place(at, False)
        if not clear.crossed(box):
            clear.take(box)
            return spot
    steps = _steps(half, 0.7, axis is None or at >= axis)
    near = len(steps) - FAR  # clear of its tick it would read as another one's number
    places = [place(at + d, right) for some in (steps[:near], steps[near:]) for right in (False, True) for d in some]
    fits = [p for p in places if axis is None or abs((p[0][0] + p[0][1]) / 2 - axis) > half + 0.4] or places[:1]
    return clear.first(fits) or clear.resigned(fits, Beside(Point(base, at), Vector(-1, 0), 4.0))


FAR = 4
"""of the steps go past the tick"""


def _steps(half: float, room: float, on: bool) -> list[float]:
    """How far a number moves along its axis off a curve, the best first: over its tick it may stand aside of the middle, else beside the tick. on: away
    from the other axis first."""
    sign = 1.0 if on else -1.0
    return [0.0, *[sign * s * part for part in (0.35 * half, 0.7 * half, half + room, half + room + 1.0) for s in (1.0, -1.0)]]


def tall_of(words: Words) -> float:
    """About how high a number is, mm."""
    return 5.4 if any("frac" in r.text for r in words if r.math) else 3.1


def rows_of(ticks: list[Tick], place: Any) -> dict[int, tuple[int, float]]:
    """Of the values of the problem that would touch what stands before them where they stand instead: id -> row, and mm to a side: two of them
    are pushed apart if each stays over its tick, else one stands lower. place: base units -> mm."""
    out: dict[int, tuple[int, float]] = {}
    if not any([t.key for t in ticks]):
        return out
    rows: list[list[_Stand]] = [[] for _ in range(ROWS)]
    plain = [_Stand(place(t.at), width_of(t.words) / 2, t) for t in ticks if t.words and not t.key]
    for t in sorted((t for t in ticks if t.words), key=lambda t: t.at):
        own = _Stand(place(t.at), width_of(t.words) / 2, t)
        hits = [[other for other in row if own.touches(other)] for row in rows]
        row = next((k for k in range(ROWS) if not hits[k]), 0) if t.key else 0
        if row and len(hits[0]) == 1 and hits[0][0].tick.key and id(hits[0][0].tick) not in out:
            other = hits[0][0]
            push = (own.half + other.half + 1.0 - (own.x - other.x)) / 2
            pair = _Stand(other.x - push, other.half, other.tick), _Stand(own.x + push, own.half, t)
            rest = [s for s in (*plain, *rows[0]) if s is not other]
            if push < 0.8 * min(own.half, other.half) and not any(a.touches(s) for a in pair for s in rest):
                out[id(other.tick)], out[id(t)] = (0, -push), (0, push)
                rows[0] = [*(s for s in rows[0] if s is not other), *pair]
                continue
        rows[row].append(own)
        if row:
            out[id(t)] = row, 0.0
    return out


class _Stand:
    """Where the number of a tick stands: its middle and half its width, mm."""

    __slots__ = ("half", "tick", "x")

    def __init__(self, x: float, half: float, tick: Tick) -> None:
        self.x, self.half, self.tick = x, half, tick

    def touches(self, other: _Stand) -> bool:
        return abs(self.x - other.x) < self.half + other.half + 0.7


def chains_in_mm(children: Iterable[Any], axes: Any) -> list[list[XY]]:
    """What curves are drawn in the axes, mm."""
    w = axes.window
    out = []
    for child in children:
        strokes = getattr(child, "strokes", None)
        for line in strokes(axes) if strokes is not None and child.drawn else ():
            out.append([((x - w.x0) * w.kx, (y - w.y0) * w.ky) for x, y in line])
    return out


def pieces_of(chains: list[list[XY]], turned: bool) -> list[tuple[XY, XY]]:
    """All their straight pieces; turned: with x and y changed over."""
    return [piece for chain in chains for piece in pairwise([(y, x) for x, y in chain] if turned else chain)]
