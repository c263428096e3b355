"""Points of a circle whose turn about its middle nothing decides: the first is put level with the second, to its left, the rest above."""

from __future__ import annotations

import math

from ..expression import Memo, Var, evaluate
from ..figure import Figure
from ..plane import Point
from .outline import Settled, guesses
from .settle import settle
from .system import Part

__all__ = ["levelled"]

_OTHERS = (0.7, 2.9)
"""turns at which all must stay true"""


def levelled(figure: Figure, s: Settled) -> Settled:
    """The same with such parts turned; itself if there are none, or if something speaks against it."""
    turns = s.outline.system.turns
    for part in s.outline.parts:
        if part.mask & turns and not any([u.axis for u in part.unknowns]) and part.number in s.leaves and _ways(s, part) == 1:
            by = _wanted(figure, s, part)
            if by is None or abs(by) < 1e-12 or not all([_true(s, part, by + more) for more in (0.0, *_OTHERS)]):
                continue
            for half in (0.0, math.pi):
                moved = {**s.moved, **_turned(s, part, by + half)}
                trial = settle(s.outline, guesses(s.outline.system), moved, tries=0, like=s)
                if trial.sound and abs(math.remainder(_wanted(figure, trial, part) or 0.0, math.pi)) < 1e-9:
                    s = trial
                    break
    return s


def _ways(s: Settled, part: Part) -> int:
    """In how many ways its angles may still change."""
    tried, turns = s.tried[part.number], s.outline.system.turns
    free = [x for x in tried.steps if x.mask & turns]
    return sum([len(x.unknowns) if x.kind == "free" else 1 if x.kind == "glide" else tried.loose.get(id(x), 0) for x in free])


def _turned(s: Settled, part: Part, by: float) -> dict[Var, float]:
    turns = s.outline.system.turns
    return {u.var: math.remainder(s.values[u.var] + by, math.tau) if u.bit & turns else s.values[u.var] for u in part.unknowns}


def _wanted(figure: Figure, s: Settled, part: Part) -> float | None:
    """The turn that brings the second of its points level with the first, to the right."""
    mask = s.outline.system.mask
    memo: Memo = {}
    places = [
        e.at
        for e in getattr(part.unknowns[0].frame, "elements", ())
        if e.family == "point" and isinstance(e.__dict__.get("at"), Point) and mask(e.at.x) & part.mask
    ]
    if len(places) < 2:
        return None
    (x, y), (u, v) = [(evaluate(p.x, s.values, memo), evaluate(p.y, s.values, memo)) for p in places[:2]]
    return -math.atan2(v - y, u - x) if (x, y) != (u, v) else None


def _true(s: Settled, part: Part, by: float) -> bool:
    """Do all equations that it stands in hold when it is turned?"""
    system = s.outline.system
    values = {**s.values, **_turned(s, part, by)}
    memo: Memo = {}
    return all([system.holds(c, 10 * part.size, values, memo) for c in system.equations if c.mask & part.mask])
