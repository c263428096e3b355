"""A set of unknowns solved together by number: which conditions, how far inequalities should be from their edge, and where to begin again."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..expression import Memo, Var, evaluate
from .numeric import Problem, spread
from .system import Condition, System, Unknown, bounds

__all__ = ["Block", "visible"]

_OPEN = (1.0, 0.02, 0.0)
"""how much of the visible margin is tried for, in turn."""
LOST = 1e-3
"""what is left of an equation that need not be looked at closer"""
LEFT = 1.5
"""how many times what smaller margins could take away may be left, so that they are tried"""
CLOSE = 0.01
"""share of what is left by which two attempts that failed alike may differ"""


def visible(c: Condition) -> float:
    """By how much an order should hold so that one sees it, in units of the condition's own size (a length: 4 mm of 60)."""
    if not c.strict:
        return 0.02 if c.claim is not None and c.claim.role == "construction" else 0.0  # a crossing that must not lie beyond an end should not lie in it
    if c.scale is None and getattr(c.claim.relation if c.claim is not None else None, "measures_both", False):
        return 0.1  # one is to see which of two angles is wider, which of two lengths is longer
    return 1 / 15 if c.power == 1 and c.scale is None else 0.03


class Block:
    """unknowns: solved; everything else has its value in `values`."""

    def __init__(
        self, system: System, size: float, unknowns: Sequence[Unknown], equations: Sequence[Condition], margins: Sequence[Condition], values: dict[Var, float]
    ) -> None:
        self.system, self.size, self.unknowns = system, size, list(unknowns)
        self.equations, self.margins = list(equations), list(margins)
        self.values = values
        self.rest: list[float] = []
        """what was left of each condition where the last attempt that failed came to rest"""
        self.end: list[float] = []
        """and where that was"""
        self.freedom = 0
        """directions in which the last solution of `all` may move."""
        self.lost: dict[tuple[float, ...], tuple[list[float], list[float]]] = {}
        """places from where nothing was found, with `rest` and `end`"""
        mine = 0
        for u in unknowns:
            mine |= u.bit
        exprs, weights = [], []
        memo: Memo = {}
        self.seen = [visible(c) for c in self.margins]
        """by how much each inequality should hold"""
        for k, c in enumerate((*self.equations, *self.margins), -len(self.equations)):
            varying = c.scale is not None and system.mask(c.scale) & mine
            root = c.rooted() if k >= 0 and not varying else None
            if root is not None:
                exprs.append(root)
                weights.append(math.sqrt(system.weight(c, size, values, memo)))
                self.seen[k] = math.sqrt(self.seen[k])
            elif varying:
                if c.ratio is None:
                    c.ratio = c.value / c.scale
                exprs.append(c.ratio)
                weights.append(1.0)
            else:
                exprs.append(c.value)
                weights.append(system.weight(c, size, values, memo))
        self.room = math.hypot(*self.seen)
        """how far the margins are from 0 all together"""
        self.problem = problem = self._problem(exprs, weights)
        first = problem.tape.values([values[u.var] for u in self.unknowns])
        for v in first[len(exprs) :]:
            problem.weights.append(1 / abs(v) if v and not math.isnan(v) else 1.0)
        problem.margins = self.wanted(1.0)

    def same(self, unknowns: Sequence[Unknown], equations: Sequence[Condition], margins: Sequence[Condition]) -> bool:
        """Is it just this that is asked?"""
        return unknowns == self.unknowns and set(equations) == set(self.equations) and set(margins) == set(self.margins)

    def _problem(self, exprs: list[object], weights: list[float]) -> Problem:
        tape = self.system.tape(exprs, self.unknowns, self.values)
        ends = [self._bounds(u) for u in self.unknowns]
        sizes = []
        for u in self.unknowns:
            s = abs(evaluate(u.scale, self.values))
            s = s if s > 0 and not math.isnan(s) and not (u.axis and s == 1.0) else self.size / 3 if u.axis else 1.0
            sizes.append(s * (0.1 if u.follows is not None else 0.25 if u.soft or u.is_size else 1.0))
        return Problem(tape, weights, [], [e[0] for e in ends], [e[1] for e in ends], sizes)

    def _bounds(self, u: Unknown) -> tuple[float, float]:
        """A size does not shrink to nothing."""
        low, high = bounds(u, self.values)
        if low == 0 and u.is_size and self.margins:
            low = 0.2 * max(self.values[u.var], 0.0)
        return low, high

    def wanted(self, share: float) -> list[float | None]:
        return [None] * len(self.equations) + [share * v for v in self.seen] + [0.0] * len(self.problem.tape.domains)

    def attempt(self, start: Sequence[float], steps: int = 80, well: bool = False) -> dict[Var, float] | None:
        """Values of the unknowns with which everything holds, found from here, or None. well: only if inequalities hold by as much as one should see."""
        first = tuple(start)
        if first in self.lost:
            self.rest, self.end = self.lost[first]
            return None
        for share in _OPEN if not well and any([c.strict for c in self.margins]) else (1.0,):
            self.problem.margins = self.wanted(share)
            fit = self.problem.run(start, steps)
            if max(map(abs, fit.residuals[: len(self.equations)]), default=0.0) < LOST:
                found = {**self.values, **{u.var: v for u, v in zip(self.unknowns, fit.x, strict=True)}}
                if self.holds(found):
                    return found
            if self.margins and not any([r < 0 for r in fit.residuals[len(self.equations) : len(self.equations) + len(self.margins)]]):
                break
            if math.hypot(*fit.residuals) > LEFT * share * self.room:
                break  # more is left than margins of 0 would take away
            start = fit.x
        self.rest, self.end = self.lost[first] = fit.residuals, fit.x
        return None

    def holds(self, values: dict[Var, float]) -> bool:
        memo: Memo = {}
        return all(self.system.holds(c, self.size, values, memo) for c in (*self.equations, *self.margins))

    def start(self, k: int) -> list[float]:
        """The k-th place to begin: first as guessed, then nearby, then anywhere, by a fixed sequence."""
        own = [self.values[u.var] for u in self.unknowns]
        if k == 0:
            return own
        reach = (0.4, 0.8, 1.3, 2.0)[min(k - 1, 3)] if k < 8 else 3.0
        out = []
        for u, v, s, low, high, p in zip(self.unknowns, own, self.problem.sizes, self.problem.low, self.problem.high, spread(len(own), k), strict=True):
            if high - low < 1e6 * s and k >= 2:
                out.append(low + (high - low) * (0.03 + 0.94 * p))
            elif u.axis:
                out.append(v + (p - 0.5) * 2 * reach * self.size)
            else:
                out.append(v + (p - 0.5) * 2 * reach * max(2 * s, abs(v)))
        return out

    def beyond(self) -> list[float] | None:
        """Another place to begin: where the inequalities that fail at the guess hold as well as they failed, as on the other side of a point that the
        equations let nothing pass. None if none fails."""
        x = self.start(0)
        values, rows = self.problem.tape.gradients(x)
        sizes, weights, n = self.problem.sizes, self.problem.weights, len(self.equations)
        out, leaps = list(x), False
        for k in range(n, n + len(self.margins)):
            lack = self.margins[k - n].strict * self.seen[k - n] - values[k] * weights[k]
            row = [(j, d * weights[k] * sizes[j]) for j, d in rows[k]]
            square = sum([d * d for _, d in row])
            if lack > 0 and square > 0 and math.isfinite(lack / square):
                leaps = True
                for j, d in row:
                    out[j] += 2 * lack / square * d * sizes[j]
        return out if leaps else None

    def mirrored(self, axis: str) -> list[float] | None:
        """Another place to begin: where the last attempt ended, the other way round. An order of places may ask for it, and no way leads there where the
        equations keep the places apart. None if nothing changes."""
        mine = [j for j, u in enumerate(self.unknowns) if u.axis == axis]
        if len(mine) < 2 or not self.margins:
            return None
        out = list(self.end)
        twice = 2.0 * sum([out[j] for j in mine]) / len(mine)
        for j in mine:
            out[j] = twice - out[j]
        return out

    def solve(self, tries: int, steps: int = 80) -> dict[Var, float] | None:
        """From the guess, then from other places."""
        rests: list[list[float]] = []
        for k in range(tries):
            found = self.attempt(self.start(k), steps)
            if found is not None:
                return found
            if self.rested(rests):
                break
        return None

    def rested(self, rests: list[list[float]]) -> bool:
        """Did the last attempt fail as one before it did? Then others will end there as well. rests: what was left after those."""
        mine = self.rest
        close = CLOSE * max(map(abs, mine))
        if any([all([abs(a - b) <= close for a, b in zip(mine, other, strict=True)]) for other in rests]):
            return True
        rests.append(mine)
        return False

    def all(self, tries: int, enough: int = 4) -> list[dict[Var, float]]:
        """Different solutions, as far as so many starts find them; the one from the guess first. Only one if it is not isolated."""
        found: list[dict[Var, float]] = []
        rests: list[list[float]] = []
        for k in range(tries):
            one = self.attempt(self.start(k))
            if one is None and not found:
                if self.rested(rests):
                    break
                continue
            if one is not None and not found:
                self.freedom = len(self.unknowns) - self.problem.rank([one[u.var] for u in self.unknowns])
                if self.freedom:
                    return [one]
            if one is not None and not any(self.near(one, other) for other in found):
                found.append(one)
                if len(found) >= enough:
                    break
        return found

    def strain(self, found: dict[Var, float]) -> float:
        """How far a solution is from where the unknowns would like to be; sizes are compared in proportion."""
        total = 0.0
        for u, s in zip(self.unknowns, self.problem.sizes, strict=True):
            v, w = found[u.var], self.values[u.var]
            if u.is_size and v > 0 and w > 0:
                total += 4 * math.log(v / w) ** 2
            else:
                off = (v - w) / (3 * s)
                total += off * off
        return total

    def near(self, a: dict[Var, float], b: dict[Var, float]) -> bool:
        return all(abs(a[u.var] - b[u.var]) <= 1e-7 * max(s, abs(a[u.var])) for u, s in zip(self.unknowns, self.problem.sizes, strict=True))
