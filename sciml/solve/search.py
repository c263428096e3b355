"""Where nothing was found from the starts: what is free is put elsewhere, near and far, before anybody is told that there is no such figure."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations

from ..expression import Var, evaluate
from .numeric import spread
from .outline import Outline, Settled
from .settle import settle
from .system import Condition, Unknown, bounds

__all__ = ["PLACES", "in_order", "searched"]

PLACES = 36
"""places of what is free from which the rest is constructed"""
SOLVED = 10
"""places from which the rest is solved by number as well"""
REACH = (0.5, 1.0, 0.25, 2.0, 0.1, 4.0)
"""how far off, in sizes of the page, in turn"""
MOST_FREE = 24
"""unknowns to be put elsewhere, with more of which chance is no help"""


def searched(outline: Outline, guess: dict[Var, float], s: Settled, places: int = PLACES, meant: Callable[[Settled], bool] = lambda s: True) -> Settled | None:
    """A figure with which everything holds, or None. s: what was found, with which it does not; meant: what else is asked of it."""
    wrong = sum(p.mask for p in s.failed)
    if any([s.tried[p.number].impossible() for p in s.failed]):
        return None
    for m in outline.groups(s.broken):
        wrong |= m
    if s.sound:
        wrong = (1 << len(outline.system.unknowns)) - 1
    units = _units(outline, wrong)
    count = sum(map(len, units))
    if wrong.bit_count() <= MOST_FREE:
        trial = settle(outline, guess, dict(s.asked), tries=min(places, SOLVED), patient=True)
        if trial.sound and meant(trial):
            return trial
    if not 0 < count <= MOST_FREE:
        return None
    for k in range(places):
        moved = {**s.asked, **_sample(outline, units, guess, k)}
        trial = settle(outline, guess, moved, tries=0 if k % (places // SOLVED or 1) else 2)
        if trial.sound and meant(trial):
            return trial
    return None


def in_order(outline: Outline, guess: dict[Var, float]) -> dict[Var, float]:
    """Other starts, where two things start in another order than the one that is asked of them: they change places. Empty if none do."""
    starts = dict(guess)
    moved: set[Var] = set()
    orders: list[tuple[Condition, list[tuple[Var, Var]]]] = []
    for c in outline.system.margins:
        if getattr(c.claim, "role", "") in ("fact", "arrange"):
            us = [u for u in outline.system.unknowns if c.mask & u.bit and not u.is_size and u.axis != "y"]
            pairs = [(u.var, w.var) for u, w in combinations(us[:8], 2) if u.scale == w.scale and u.frame is w.frame and u.axis == w.axis]
            orders.append((c, pairs))
    for _ in orders[:MOST_FREE]:
        wrong = False
        for c, pairs in orders:
            for a, b in pairs:
                before = evaluate(c.value, starts)
                if before > 0:
                    break
                then = {**starts, a: starts[b], b: starts[a]}
                if evaluate(c.value, then) > before:
                    starts, wrong = then, True
                    moved |= {a, b}
        if not wrong:
            break
    return {v: starts[v] for v in guess if v in moved}


def _units(outline: Outline, wrong: int) -> list[list[Unknown]]:
    """What steps put freely, and what nothing holds, as places and single numbers."""
    us = outline.system.unknowns
    out: list[list[Unknown]] = []
    for p, steps in zip(outline.parts, outline.steps, strict=True):
        if p.mask & wrong:
            for step in steps:
                if (step.kind in ("free", "glide") and not step.gauge) or step.kind == "many":
                    out += _paired([us[i] for i in step.unknowns])
    return out + _paired([u for u in outline.loose if u.bit & wrong])


def _paired(mine: list[Unknown]) -> list[list[Unknown]]:
    at = {u.index: u for u in mine}
    return [[u, at[u.mate]] if u.mate in at else [u] for u in mine if not (u.axis == "y" and u.mate in at)]


def _sample(outline: Outline, units: list[list[Unknown]], guess: dict[Var, float], k: int) -> dict[Var, float]:
    """The k-th choice, by a fixed sequence that leaves no region out."""
    reach = REACH[k % len(REACH)]
    out: dict[Var, float] = {}
    numbers = iter(spread(sum(map(len, units)), k + 1))
    for unit in units:
        for u in unit:
            p, v = next(numbers), guess[u.var]
            low, high = bounds(u, guess)
            if u.axis:
                out[u.var] = v + (2 * p - 1) * reach * outline.system.size_of(u.frame)
            elif high - low < math.inf:
                out[u.var] = low + (high - low) * (0.02 + 0.96 * p)
            else:
                scale = abs(evaluate(u.scale, guess))
                scale = scale if scale > 0 else 1.0
                out[u.var] = v * math.exp((2 * p - 1) * (0.5 + reach)) if u.is_size and v > 0 else v + (2 * p - 1) * 3 * reach * max(scale, abs(v))
                out[u.var] = min(max(out[u.var], low), high)
    return out
