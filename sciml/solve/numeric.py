"""Levenberg-Marquardt over a tape, with bounds and one-sided residuals, in plain Python (numpy only for large systems)."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
        self.worst = max((abs(r) for r in residuals), default=0.0)
        if any(math.isnan(r) for r in residuals):
            self.worst = math.inf


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
            out.append(r if m is None else min(r - m, 0.0))
        return out

    def run(self, start: Sequence[float], steps: int = _STEPS) -> Fit:
        """From here downhill; every step is taken with the exact derivatives."""
        low, high = self.low, self.high
        x = [min(max(v, a), b) for v, a, b in zip(start, low, high, strict=True)]
        r = self.residuals(self.tape.values(x))
        cost = sum([v * v for v in r])
        if math.isnan(cost):
            return Fit(x, r, 0)
        rows: list[dict[int, float]] | None = None
        damp, grow, still = 1e-3, 2.0, 0
        for step in range(steps):
            worst = max((abs(v) for v in r), default=0.0)
            if worst <= _DONE:
                return Fit(x, r, step)
            if rows is None:
                rows = self._slopes(r)
            move, hope = self._move(x, r, rows, damp)
            if move is None:
                damp *= grow
                grow *= 2
                if damp > 1e12:
                    break
                continue
            if hope <= 1e-5 * cost and worst > 1e-8:  # at the bottom of a valley that does not reach zero
                break
            trial = [min(max(v + d, a), b) for v, d, a, b in zip(x, move, low, high, strict=True)]
            new = self.residuals(self.tape.values(trial))
            new_cost = sum([v * v for v in new])
            if new_cost < cost:
                still = 0 if new_cost < 0.98 * cost or worst <= 1e-9 else still + (3 if new_cost > 0.9999 * cost else 1)
                rate = (cost - new_cost) / hope if hope > 0 else 1.0
                x, r, rows, cost = trial, new, None, new_cost
                damp = max(damp * (0.05 if rate > 0.9 else 0.3 if rate > 0.5 else 1.0 if rate > 0.2 else 3.0), 1e-14)
                grow = 2.0
                if still >= 12:
                    break
            else:
                if worst <= 1e-11 or max(abs(d) / s for d, s in zip(move, self.sizes, strict=True)) < 1e-15:
                    break
                damp *= grow
                grow *= 2
                if damp > 1e12:
                    break
        return Fit(x, r, steps)

    def _slopes(self, r: list[float]) -> list[dict[int, float]]:
        """Derivatives of equations, and of inequalities that fail: nothing else is asked of where it leads."""
        return self.tape.slopes([m is None or v < 0 for v, m in zip(r, self.margins, strict=True)])

    def rank(self, x: Sequence[float]) -> int:
        """How many independent directions the equations forbid here."""
        _, rows = self.tape.gradients(x)
        left = [{j: d * w * self.sizes[j] for j, d in row.items() if d} for row, w, m in zip(rows, self.weights, self.margins, strict=True) if m is None]
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

    def _move(self, x: list[float], r: list[float], rows: list[dict[int, float]], damp: float) -> tuple[list[float] | None, float]:
        """The step, at most a few sizes long, and by how much it should lower the sum of squares."""
        n = len(x)
        sizes, low, high = self.sizes, self.low, self.high
        scaled: list[tuple[float, dict[int, float]]] = []
        down = [0.0] * n
        for value, row, w, m in zip(r, rows, self.weights, self.margins, strict=True):
            if row and (m is None or value < 0):
                mine = {j: d * w * sizes[j] for j, d in row.items()}
                scaled.append((value, mine))
                for j, d in mine.items():
                    down[j] -= d * value
        free = [j for j in range(n) if not ((x[j] <= low[j] and down[j] < 0) or (x[j] >= high[j] and down[j] > 0))]
        if not free:
            return None, 0.0
        move = (_large if len(free) > LARGE else _small)(scaled, down, free, damp)
        if move is None or any(math.isnan(d) for d in move):
            return None, 0.0
        longest = max(abs(d) for d in move)
        share = 1.0 if longest <= _LONGEST else _LONGEST / longest
        out, hope = [0.0] * n, 0.0
        for j, d in zip(free, move, strict=True):
            out[j] = share * d * sizes[j]
            hope += (2 - share) * share * d * down[j]
        return out, hope


def _small(rows: list[tuple[float, dict[int, float]]], down: list[float], free: list[int], damp: float) -> list[float] | None:
    """(J'J + damp D) move = down by Cholesky, in lists."""
    place = {j: i for i, j in enumerate(free)}
    n = len(free)
    a = [[0.0] * n for _ in range(n)]
    for _, row in rows:
        mine = sorted((place[j], d) for j, d in row.items() if j in place)
        for k, (i, d) in enumerate(mine):
            ai = a[i]
            for j, e in mine[: k + 1]:
                ai[j] += d * e
    top = max((a[i][i] for i in range(n)), default=0.0)
    if not top or math.isnan(top):
        return None
    for i in range(n):
        a[i][i] += damp * (0.5 * a[i][i] + 0.05 * top) + 1e-15 * top
    for i in range(n):
        ai = a[i]
        for j in range(i):
            aj = a[j]
            v = ai[j]
            for k in range(j):
                v -= ai[k] * aj[k]
            ai[j] = v / aj[j]
        v = ai[i]
        for k in range(i):
            v -= ai[k] * ai[k]
        if v <= 0:
            return None
        ai[i] = math.sqrt(v)
    y = [0.0] * n
    for i in range(n):
        ai = a[i]
        v = down[free[i]]
        for k in range(i):
            v -= ai[k] * y[k]
        y[i] = v / ai[i]
    for i in range(n - 1, -1, -1):
        v = y[i]
        for k in range(i + 1, n):
            v -= a[k][i] * y[k]
        y[i] = v / a[i][i]
    return y


def _large(rows: list[tuple[float, dict[int, float]]], down: list[float], free: list[int], damp: float) -> list[float] | None:
    import numpy as np

    place = {j: i for i, j in enumerate(free)}
    n = len(free)
    jac = np.zeros((len(rows), n))
    for k, (_, row) in enumerate(rows):
        for j, d in row.items():
            if j in place:
                jac[k, place[j]] = d
    a = jac.T @ jac
    diagonal = a.diagonal()
    top = float(diagonal.max()) if n else 0.0
    if not top or math.isnan(top):
        return None
    a[np.diag_indices(n)] += damp * (0.5 * diagonal + 0.05 * top) + 1e-15 * top
    try:
        found: Any = np.linalg.solve(a, np.array([down[j] for j in free]))
    except np.linalg.LinAlgError:
        return None
    return found.tolist()  # type: ignore[no-any-return]


def spread(n: int, k: int) -> list[float]:
    """The k-th point of a fixed, evenly spread sequence in the n-dimensional unit cube (Roberts' generalised golden ratio)."""
    g = 1.5
    for _ in range(30):
        g = (1 + g) ** (1 / (n + 1))
    return [(0.5 + k * g ** -(i + 1)) % 1.0 for i in range(n)]
