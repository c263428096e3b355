"""All values of one unknown that make an equation true, found by walking along it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from ..expression import Memo, Var, evaluate
from .system import Condition, System, Unknown, bounds

__all__ = ["scan"]

_POINTS = 48
_JUMP = 0.05
"""of an equation's size: what is left on both sides of a place where it only changes its sign"""


def scan(system: System, u: Unknown, equations: Sequence[Condition], values: dict[Var, float], size: float, known: Memo) -> list[float]:
    """Roots in the order of the number line; for an angle within one turn from its start. known: of nodes in which the unknown does not stand."""
    c = equations[0]
    tape = system.tape([c.value], [u], values, known)
    weight = system.weight(c, size, values, known.copy())
    places = _places(system, u, values, size)
    rows = [(x, tape.values([x])[0] * weight) for x in places]
    found: list[float] = []
    for (a, fa), (b, fb) in pairwise(rows):
        if math.isnan(fa) or math.isnan(fb):
            continue
        if fa == 0:
            found.append(a)
        elif fa * fb < 0:
            x = _between(tape, a, fa, b, fb, weight)
            if x is not None:
                found.append(x)
    if rows and rows[-1][1] == 0:
        found.append(rows[-1][0])
    for (_, fa), (b, fb), (_, fc) in zip(rows, rows[1:], rows[2:], strict=False):
        if abs(fb) <= abs(fa) and abs(fb) <= abs(fc) and fa * fb > 0 and fb * fc > 0:
            x = _touch(tape, b, weight)
            if x is not None and places[0] <= x <= places[-1]:
                found.append(x)
    out: list[float] = []
    near = 1e-8 * (places[-1] - places[0]) / _POINTS if places else 0.0
    for x in sorted(found):
        if not out or x - out[-1] > near:
            out.append(x)
    return out


def _places(system: System, u: Unknown, values: dict[Var, float], size: float) -> list[float]:
    low, high = bounds(u, values)
    start = values[u.var]
    if high - low < math.inf:
        return [low + (high - low) * k / _POINTS for k in range(_POINTS + 1)]
    if system.turns & u.bit:
        return [start + math.tau * (k - _POINTS // 2) / _POINTS for k in range(_POINTS + 1)]
    reach = size if u.axis else max(abs(evaluate(u.scale, values)), abs(start), 1e-12)
    half = _POINTS // 2
    out = []
    for k in range(-half, half + 1):
        x = start + reach * 8 * math.tan(k / (half + 1) * math.pi / 2) / 8
        if low <= x <= high:
            out.append(x)
    return out


def _at(tape: object, x: float, weight: float) -> tuple[float, float]:
    values, rows = tape.gradients([x])  # type: ignore[attr-defined]
    return values[0] * weight, (rows[0][0][1] if rows[0] else 0.0) * weight


def _between(tape: object, a: float, fa: float, b: float, fb: float, weight: float) -> float | None:
    """Newton's steps, kept between two places of opposite sign; None where the curve jumps from the one to the other."""
    x = a - fa * (b - a) / (fb - fa)
    tight = 1e-5 * (b - a)
    for _ in range(80):
        f, d = _at(tape, x, weight)
        if math.isnan(f):
            return None
        if abs(f) <= 1e-15 or b - a <= 4e-16 * (abs(a) + abs(b)):
            return x if abs(f) < 1e-6 else None
        if f * fa < 0:
            b, fb = x, f
        else:
            a, fa = x, f
        if b - a < tight and min(abs(fa), abs(fb)) > _JUMP:
            return None
        new = x - f / d if d else math.nan
        x = new if a < new < b else (a + b) / 2
    return x if abs(_at(tape, x, weight)[0]) < 1e-9 else None


def _touch(tape: object, x: float, weight: float) -> float | None:
    """A root where the curve only touches zero."""
    for _ in range(60):
        f, d = _at(tape, x, weight)
        if math.isnan(f) or not d:
            return None
        if abs(f) <= 1e-14:
            return x
        x -= f / d
    return x if abs(_at(tape, x, weight)[0]) <= 1e-12 else None
