"""The places between graphs over one variable: where there are some, and the chains round them."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from .axes_scale import Window
from .axes_trace import XY, slimmed

__all__ = ["INF", "Column", "Function", "Piece", "Side"]

Piece = tuple[int, list[XY]]
"""A part of the outline: the number of the inequality that it comes from (-1: the window's edge, or a seam), and its places."""
Function = Callable[[float], float]
Side = tuple[str, int, Function, float]
"""`low`, `high` (what lies there, if it is the same everywhere, else nan), `only`, `since` or `until` (that place); the number; a function"""
INF = math.inf


class Column:
    """max of the lower graphs < v < min of the upper ones, where all the rest is not positive. straight: all of them are straight lines, so that the
    places where there is something between them lie side by side."""

    def __init__(self, parts: list[Side], straight: bool = False) -> None:
        self.straight = straight
        self.low = [(n, f) for side, n, f, _ in parts if side == "low"]
        self.high = [(n, f) for side, n, f, _ in parts if side == "high"]
        self.only = [(n, f) for side, n, f, _ in parts if side in ("only", "since", "until")]
        self.floor, self.roof = self.base, self.top = -INF, INF
        self.since = max([at for side, *_, at in parts if side == "since"], default=-INF)
        self.until = min([at for side, *_, at in parts if side == "until"], default=INF)
        self.least = max([at for side, *_, at in parts if side == "low" and not math.isnan(at)], default=-INF)
        self.most = min([at for side, *_, at in parts if side == "high" and not math.isnan(at)], default=INF)
        self.lows = [f for side, _, f, at in parts if side == "low" and math.isnan(at)]
        self.highs = [f for side, _, f, at in parts if side == "high" and math.isnan(at)]
        self.others = [f for side, _, f, _ in parts if side == "only"]

    def lower(self, t: float) -> tuple[float, int]:
        best, number = self.floor, -1
        for n, f in self.low:
            v = f(t)
            if math.isnan(v):
                return INF, n
            if v > best or (v == best and number < 0):
                best, number = v, n
        return best, number

    def upper(self, t: float) -> tuple[float, int]:
        best, number = self.roof, -1
        for n, f in self.high:
            v = f(t)
            if math.isnan(v):
                return -INF, n
            if v < best or (v == best and number < 0):
                best, number = v, n
        return best, number

    def open(self, t: float) -> bool:
        """Is there something between the graphs at t? (As `lower` and `upper` say; it is asked often, of places between `since` and `until`.)"""
        low, high = self.base, self.top
        for f in self.lows:
            v = f(t)
            if v > low:
                low = v
            elif math.isnan(v):
                return False
        for f in self.highs:
            v = f(t)
            if v < high:
                high = v
            elif math.isnan(v):
                return False
        return low < high and (not self.others or all(f(t) <= 0 for f in self.others))

    def rings(self, w: Window, turned: bool) -> list[list[Piece]]:
        a, b, k, m = (w.y0, w.y1, w.ky, w.kx) if turned else (w.x0, w.x1, w.kx, w.ky)
        self.floor, self.roof = (w.x0, w.x1) if turned else (w.y0, w.y1)
        self.base, self.top = max(self.floor, self.least), min(self.roof, self.most)
        out = []
        for low, high in self._stretches(a, b, k):
            ring = self._ring(low, high, (a, b), k, m)
            if ring:
                out.append([(n, [(v, t) for t, v in part]) for n, part in _reversed(ring)] if turned else ring)
        return out

    def _stretches(self, a: float, b: float, k: float) -> list[XY]:
        """Where there is something between the graphs."""
        n = max(160, int((b - a) * k / 0.3))
        first, last = max(a, self.since), min(b, self.until)
        if first >= last:
            return []
        if self.straight:
            return self._stretch(first, last, n)
        ts = [t for i in range(n + 1) if first < (t := a + (b - a) * i / n) < last]
        ts = [first, *ts, last]
        out: list[XY] = []
        start: float | None = None
        before = self.open(ts[0])
        if before:
            start = ts[0]
        for s, t in pairwise(ts):
            now = self.open(t)
            if now != before:
                edge = self._edge(s, t, before)
                if now:
                    start = edge
                elif start is not None:
                    out.append((start, edge))
                    start = None
            before = now
        if start is not None:
            out.append((start, ts[-1]))
        return [s for s in out if s[1] > s[0]]

    def _stretch(self, a: float, b: float, n: int) -> list[XY]:
        """The same where it is one stretch: one place of it is looked for, then its ends by halving."""
        inside, step = -1, n + 1
        while inside < 0:
            inside = next((k for k in range(step // 2, n + 1, step) if self.open(a + (b - a) * k / n)), -1)
            if step == 1:
                break
            step = (step + 1) // 2
        if inside < 0:
            return []
        start, end = self._end(a, b, n, inside, -1), self._end(a, b, n, inside, n + 1)
        return [(start, end)] if end > start else []

    def _end(self, a: float, b: float, n: int, inside: int, outside: int) -> float:
        """Where the stretch ends between two of the n steps from a to b."""
        beyond = outside
        while abs(outside - inside) > 1:
            k = (inside + outside) // 2
            if self.open(a + (b - a) * k / n):
                inside = k
            else:
                outside = k
        s, t = a + (b - a) * inside / n, a + (b - a) * outside / n
        if outside == beyond:
            return s
        return self._edge(s, t, True) if outside > inside else self._edge(t, s, False)

    def _edge(self, s: float, t: float, first: bool) -> float:
        for _ in range(60):
            m = (s + t) / 2
            if m in (s, t):
                break
            if self.open(m) == first:
                s = m
            else:
                t = m
        return s if first else t

    def _ring(self, low: float, high: float, window: XY, k: float, m: float) -> list[Piece]:
        bottom = self._follow(self.lower, low, high, k, m)
        top = self._follow(self.upper, low, high, k, m)
        if not bottom or not top:
            return []
        ring = list(bottom)
        end, begin = (bottom[-1][1][-1], top[-1][1][-1]), (top[0][1][0], bottom[0][1][0])
        if abs(end[1][1] - end[0][1]) * m > 0.01:
            ring.append((self._wall(high, window), [end[0], end[1]]))
        ring += _reversed(top)
        if abs(begin[1][1] - begin[0][1]) * m > 0.01:
            ring.append((self._wall(low, window), [begin[0], begin[1]]))
        return ring

    def _wall(self, t: float, window: XY) -> int:
        """Which inequality ends the region at t."""
        size = max(abs(window[0]), abs(window[1]), window[1] - window[0])
        for n, f in self.only:
            h = 1e-7 * size
            slope = abs(f(t + h) - f(t - h)) / (2 * h)
            if abs(f(t)) <= 1e-7 * size * max(slope, 1e-12):
                return n
        return -1

    def _follow(self, f: Callable[[float], tuple[float, int]], low: float, high: float, k: float, m: float) -> list[Piece]:
        """One side of the column, in parts by the inequality that makes it."""
        out: list[Piece] = []
        n = max(8, min(300, int((high - low) * k / 1.5)))
        t0 = low
        v0, n0 = f(t0)
        self._put(out, n0, (t0, v0))
        for i in range(1, n + 1):
            t1 = low + (high - low) * i / n if i < n else high
            v1, n1 = f(t1)
            straight = False
            if n0 == n1:  # the first question of `_bend`, which most pieces pass
                v, number = f((t0 + t1) / 2)
                dx, dy = (t1 - t0) * k, (v1 - v0) * m
                straight = number == n0 and abs(dy) < 4 * dx and abs(v - (v0 + v1) / 2) * m * dx < 0.012 * math.hypot(dx, dy)
            if straight:
                self._put(out, n1, (t1, v1))
            else:
                self._bend(f, t0, v0, n0, t1, v1, n1, 0, k, m, out)
            t0, v0, n0 = t1, v1, n1
        return [(number, _thin(part, k, m)) for number, part in out]

    @staticmethod
    def _put(out: list[Piece], number: int, p: XY) -> None:
        if not math.isfinite(p[1]):
            return
        if out and out[-1][0] == number:
            out[-1][1].append(p)
        else:
            if out:
                out[-1][1].append(p)
            out.append((number, [p]))

    def _bend(
        self,
        f: Callable[[float], tuple[float, int]],
        t0: float,
        v0: float,
        n0: int,
        t1: float,
        v1: float,
        n1: int,
        depth: int,
        k: float,
        m: float,
        out: list[Piece],
    ) -> None:
        """Appends the places after t0 up to t1."""
        t = (t0 + t1) / 2
        v, number = f(t)
        dx, dy = (t1 - t0) * k, (v1 - v0) * m
        off = abs(v - (v0 + v1) / 2) * m * dx / (math.hypot(dx, dy) or 1.0)
        if depth >= 24 or t in (t0, t1) or (n0 == number == n1 and off < 0.012 and (depth > 0 or abs(dy) < 4 * dx)) or dx < 1e-9:
            self._put(out, n1, (t1, v1))
            return
        if depth > 10 and n0 == n1 == number:
            self._put(out, n1, (t1, v1))
            return
        self._bend(f, t0, v0, n0, t, v, number, depth + 1, k, m, out)
        self._bend(f, t, v, number, t1, v1, n1, depth + 1, k, m, out)


def _reversed(ring: list[Piece]) -> list[Piece]:
    return [(n, part[::-1]) for n, part in reversed(ring)]


def _thin(part: list[XY], k: float, m: float) -> list[XY]:
    return slimmed(part, _Scale(k, m))  # type: ignore[arg-type]


class _Scale:
    __slots__ = ("kx", "ky")

    def __init__(self, kx: float, ky: float) -> None:
        self.kx, self.ky = kx, ky
