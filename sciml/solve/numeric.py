"""Levenberg-Marquardt over a tape, with bounds and one-sided residuals, in plain Python (numpy only for large systems)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from .tape import Tape

__all__ = ["LARGE", "Fit", "Problem", "spread"]

LARGE = 40
"""unknowns from which numpy is worth its import."""
_STEPS = 80
_DONE = 1e-13
_LONGEST = 3.0
"""sizes of an unknown that one step may cross."""


class Fit:
    """x: the best place found; residuals: scaled, one for each expression, 0 where a one-sided one holds; worst: the largest of them."""

    __slots__ = ("residuals", "steps", "worst", "x")

    def __init__(self, x: list[float], residuals: list[float], steps: int) -> None:
        self.x, self.residuals, self.steps = x, residuals, steps
        self.worst = math.inf if any(map(math.isnan, residuals)) else max(map(abs, residuals), default=0.0)


class Problem:
    """tape; weights: each expression times its weight is a pure number; margins: None for an equation, else the weighted value it should at least have;
    low, high: bounds of the unknowns; sizes: a typical change of each unknown."""

    def __init__(
        self, tape: Tape, weights: list[float], margins: list[float | None], low: Sequence[float], high: Sequence[float], sizes: Sequence[float]
    ) -> None:
        self.tape, self.weights, self.margins = tape, weights, margins
        self.low, self.high, self.sizes = low, high, sizes

    def residuals(self, values: list[float]) -> list[float]:
        out = []
        for v, w, m in zip(values, self.weights, self.margins, strict=True):
            r = v * w
            out.append(r if m is None else 0.0 if r >= m else r - m)
        return out

    def run(self, start: Sequence[float], steps: int = _STEPS) -> Fit:
        """From here downhill; every step is taken with the exact derivatives."""
        low, high = self.low, self.high
        x = [min(max(v, a), b) for v, a, b in zip(start, low, high, strict=True)]
        r = self.residuals(self.tape.values(x))
        cost = sum([v * v for v in r])
        if math.isnan(cost):
            return Fit(x, r, 0)
        slope: Slope | None = None
        damp, grow, still = 1e-3, 2.0, 0
        for step in range(steps):
            worst = max(map(abs, r), default=0.0)
            if worst <= _DONE:
                return Fit(x, r, step)
            if slope is None:
                slope = self._slope(x, r)
            move, hope = self._move(slope, damp)
            if move is None:
                damp *= grow
                grow *= 2
                if damp > 1e12:
                    break
                continue
            if hope <= 1e-5 * cost and worst > 1e-8:  # at the bottom of a valley that does not reach zero
                break
            trial = [t if a <= (t := v + d) <= b else min(max(t, a), b) for v, d, a, b in zip(x, move, low, high, strict=True)]
            new = self.residuals(self.tape.values(trial))
            new_cost = sum([v * v for v in new])
            if new_cost < cost:
                still = 0 if new_cost < 0.98 * cost or worst <= 1e-9 else still + (3 if new_cost > 0.9999 * cost else 1)
                rate = (cost - new_cost) / hope if hope > 0 else 1.0
                x, r, slope, cost = trial, new, None, new_cost
                damp = max(damp * (0.05 if rate > 0.9 else 0.3 if rate > 0.5 else 1.0 if rate > 0.2 else 3.0), 1e-14)
                grow = 2.0
                if still >= 10:
                    break
            else:
                if worst <= 1e-11 or max(abs(d) / s for d, s in zip(move, self.sizes, strict=True)) < 1e-15:
                    break
                damp *= grow
                grow *= 2
                if damp > 1e12:
                    break
        return Fit(x, r, steps)

    def rank(self, x: Sequence[float]) -> int:
        """How many independent directions the equations forbid here."""
        _, rows = self.tape.gradients(x)
        left = [{j: d * w * self.sizes[j] for j, d in row} for row, w, m in zip(rows, self.weights, self.margins, strict=True) if m is None]
        left = [r for r in left if r]
        top = max((abs(d) for r in left for d in r.values()), default=0.0)
        found = 0
        while left:
            k, j = max(((k, j) for k, r in enumerate(left) for j in r), key=lambda p: abs(left[p[0]][p[1]]))
            row = left.pop(k)
            pivot = row[j]
            if abs(pivot) <= 1e-7 * top:
                break
            found += 1
            for r in left:
                f = r.pop(j, 0.0) / pivot
                if f:
                    for i, d in row.items():
                        if i != j:
                            r[i] = r.get(i, 0.0) - f * d
            left = [r for r in left if r]
        return found

    def _slope(self, x: list[float], r: list[float]) -> Slope:
        """Derivatives of equations, and of inequalities that fail: nothing else is asked of where it leads."""
        n = len(x)
        sizes, low, high = self.sizes, self.low, self.high
        wanted = [m is None or v < 0 for v, m in zip(r, self.margins, strict=True)]
        rows: list[list[tuple[int, float]]] = []
        down = [0.0] * n
        for value, row, w in zip(r, self.tape.slopes(wanted), self.weights, strict=True):
            if row:
                mine = [(j, d * w * sizes[j]) for j, d in row]
                rows.append(mine)
                for j, d in mine:
                    down[j] -= d * value
        free = [j for j in range(n) if not ((x[j] <= low[j] and down[j] < 0) or (x[j] >= high[j] and down[j] > 0))]
        if len(free) < n:
            place = {j: i for i, j in enumerate(free)}
            rows = [[(place[j], d) for j, d in row if j in place] for row in rows]
        return Slope(rows, down, free)

    def _move(self, slope: Slope, damp: float) -> tuple[list[float] | None, float]:
        """The step, at most a few sizes long, and by how much it should lower the sum of squares."""
        if not slope.free:
            return None, 0.0
        move = (_large if len(slope.free) > LARGE else _small)(slope, damp)
        if move is None or any(map(math.isnan, move)):
            return None, 0.0
        longest = max(map(abs, move))
        share = 1.0 if longest <= _LONGEST else _LONGEST / longest
        out, hope = [0.0] * len(self.sizes), 0.0
        sizes, down = self.sizes, slope.down
        for j, d in zip(slope.free, move, strict=True):
            out[j] = share * d * sizes[j]
            hope += (2 - share) * share * d * down[j]
        return out, hope


class Slope:
    """What all steps from one place share. rows: derivatives by the unknowns that may move, in units of their sizes; down: downhill; free: what may move;
    square: J'J below its diagonal and on it, once it is asked for."""

    __slots__ = ("down", "free", "rows", "square")

    def __init__(self, rows: list[list[tuple[int, float]]], down: list[float], free: list[int]) -> None:
        self.rows, self.down, self.free = rows, down, free
        self.square: list[list[float]] = []


def _square(rows: list[list[tuple[int, float]]], n: int) -> list[list[float]]:
    a = [[0.0] * (i + 1) for i in range(n)]
    for row in rows:
        for k, (i, d) in enumerate(row, 1):
            ai = a[i]
            for j, e in row[:k]:
                ai[j] += d * e
    return a


def _small(slope: Slope, damp: float) -> list[float] | None:
    """(J'J + damp D) move = down by Cholesky, in lists."""
    n = len(slope.free)
    square = slope.square
    if not square:
        square = slope.square = _square(slope.rows, n)
    top = max([row[-1] for row in square])
    if not top or math.isnan(top):
        return None
    a: list[list[float]] = []
    y: list[float] = []
    for i, row in enumerate(square):
        ai = row[:]
        ai[i] += damp * (0.5 * ai[i] + 0.05 * top) + 1e-15 * top
        down = slope.down[slope.free[i]]
        for j in range(i):
            aj = a[j]
            v = ai[j]
            for k in range(j):
                v -= ai[k] * aj[k]
            ai[j] = v / aj[j]
        v = ai[i]
        for k in range(i):
            w = ai[k]
            v -= w * w
            down -= w * y[k]
        if v <= 0:
            return None
        ai[i] = v = math.sqrt(v)
        a.append(ai)
        y.append(down / v)
    for i in range(n - 1, -1, -1):
        v = y[i]
        for k in range(i + 1, n):
            v -= a[k][i] * y[k]
        y[i] = v / a[i][i]
    return y


def _large(slope: Slope, damp: float) -> list[float] | None:
    import numpy as np

    n = len(slope.free)
    jac = np.zeros((len(slope.rows), n))
    for k, row in enumerate(slope.rows):
        for i, d in row:
            jac[k, i] = d
    a = jac.T @ jac
    diagonal = a.diagonal()
    top = float(diagonal.max()) if n else 0.0
    if not top or math.isnan(top):
        return None
    a[np.diag_indices(n)] += damp * (0.5 * diagonal + 0.05 * top) + 1e-15 * top
    try:
        found: Any = np.linalg.solve(a, np.array([slope.down[j] for j in slope.free]))
    except np.linalg.LinAlgError:
        return None
    return found.tolist()  # type: ignore[no-any-return]


@cache
def _strides(n: int) -> tuple[float, ...]:
    g = 1.5
    for _ in range(30):
        g = (1 + g) ** (1 / (n + 1))
    return tuple([g ** -(i + 1) for i in range(n)])


def spread(n: int, k: int) -> list[float]:
    """The k-th point of a fixed, evenly spread sequence in the n-dimensional unit cube (Roberts' generalised golden ratio)."""
    return [(0.5 + k * s) % 1.0 for s in _strides(n)]
