"""What of a part's place nothing decides: does everything it asks stay true when all of it is shifted or turned?"""

from __future__ import annotations

import math

from ..expression import Memo, Var, evaluate
from .system import Part, System

__all__ = ["find_gauge", "floats_here", "turned"]


def find_gauge(system: System, part: Part, values: dict[Var, float]) -> frozenset[str]:
    """Of 'x', 'y', 'turn' and 'size' those that are free for the part as a whole. Tried on places in general position, not read off the equations."""
    if not any(u.axis for u in part.unknowns):
        return frozenset()
    for attempt in range(3):
        seen = attempt == 0 and system.base
        base, memo = (system.base, system.at_base) if seen else (system.scattered(values, attempt), {})
        before = [evaluate(c.value, base, memo) for c in part.conditions]
        if any(math.isnan(v) for v in before):
            continue
        weights = [system.weight(c, part.size, base, memo) for c in part.conditions]

        def free(angle: float, dx: float, dy: float, base: dict[Var, float] = base, before: list[float] = before, weights: list[float] = weights) -> bool:
            after = _residuals(part, turned(system, part, base, angle, dx, dy))
            return _kept(part, before, after, weights)

        shift = 0.37 * part.size
        for along in (True, False):  # angles measured from the page turn along, angles between things do not
            part.turning = along
            if free(0.7, shift, 0.6 * shift):
                return frozenset(("x", "y", "turn", *(("size",) if _grows(part, base, before, weights) else ())))
            if not any(system.turns & u.bit for u in part.unknowns):
                break
        return frozenset(axis for axis, dx, dy in (("x", shift, 0.0), ("y", 0.0, shift)) if free(0.0, dx, dy))
    return frozenset()


def floats_here(system: System, part: Part, values: dict[Var, float]) -> frozenset[str]:
    """The same for a solution: what of its place may change so that everything asked stays true. (Equations that define a place may change away from it.)"""
    shift = 0.37 * part.size

    def free(angle: float, dx: float, dy: float) -> bool:
        after = turned(system, part, values, angle, dx, dy)
        memo: Memo = {}
        return all(system.holds(c, 10 * part.size, after, memo) for c in part.conditions)

    for along in (True, False):
        part.turning = along
        if free(0.7, shift, 0.6 * shift):
            return frozenset(("x", "y", "turn"))
    return frozenset(axis for axis, dx, dy in (("x", shift, 0.0), ("y", 0.0, shift)) if free(0.0, dx, dy))


def _kept(part: Part, before: list[float], after: list[float], weights: list[float]) -> bool:
    """The same values; two equations of one claim (both coordinates of a place) may turn into each other."""
    k, n = 0, len(before)
    while k < n:
        a, b, w = before[k], after[k], weights[k]
        if abs(a - b) * w > 1e-9:
            if k + 1 == n or part.conditions[k].claim is not part.conditions[k + 1].claim:
                return False
            if abs(math.hypot(a, before[k + 1]) - math.hypot(b, after[k + 1])) * w > 1e-9:
                return False
            k += 1
        k += 1
    return True


def _grows(part: Part, base: dict[Var, float], before: list[float], weights: list[float]) -> bool:
    """Is everything as true of a larger figure of the same shape? (Only asked where nothing but places is unknown.)"""
    if any(not u.axis for u in part.unknowns):
        return False
    larger = dict(base)
    for u in part.unknowns:
        larger[u.var] = 1.3 * base[u.var]
    for c, v, w, b in zip(part.conditions, _residuals(part, larger), weights, before, strict=True):
        power = c.power
        if c.scale is not None:
            s, t = evaluate(c.scale, base), evaluate(c.scale, larger)
            k = t / s if s else math.nan
        else:
            k = 1.3**power
        if not abs(v - b * k) * w <= 1e-9:
            return False
    return True


def _residuals(part: Part, values: dict[Var, float]) -> list[float]:
    memo: Memo = {}
    return [evaluate(c.value, values, memo) for c in part.conditions]


def turned(system: System, part: Part, values: dict[Var, float], angle: float, dx: float, dy: float) -> dict[Var, float]:
    """All places of the part turned about the origin, then shifted; angles that stand in sines turn along."""
    out = dict(values)
    c, s = math.cos(angle), math.sin(angle)
    for u in part.unknowns:
        if u.axis == "x":
            other = system.unknowns[u.mate]
            x, y = values[u.var], values[other.var]
            out[u.var], out[other.var] = c * x - s * y + dx, s * x + c * y + dy
        elif not u.axis and part.turning and system.turns & u.bit:
            out[u.var] = values[u.var] + angle
    return out
