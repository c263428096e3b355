"""Parts put in their places, one after the other, from where their starts are."""

from __future__ import annotations

import math
from collections.abc import Iterable

from ..expression import evaluate
from .construct import Construction
from .gauge import turned
from .outline import Settled, broken_of

__all__ = ["place", "upright"]


def place(s: Settled, numbers: Iterable[int], like: Settled | None = None) -> None:
    """Parts first, then what nothing holds, whose starts may be measured from them. like: see `settle`."""
    outline, system = s.outline, s.outline.system
    changed = outline.differing(like.asked, s.moved) if like is not None else 0
    for k in numbers:
        part = outline.parts[k]
        c = like.fresh.get(k) if like is not None else None
        if c is None or c.steps is not outline.steps[k] or changed & outline.leaning(k) or not c.stands(s.values, s.moved, changed):
            c = Construction(system, part, outline.steps[k], s.values, outline.margins.get(k, []), s.moved, outline.known(k))
            c.leaves()
            changed |= part.mask
        s.tried[k], leaves = c, c.found
        s.leaves.pop(k, None)
        s.others.pop(k, None)
        if leaves:
            good = [x for x in leaves if x.lack == 0]
            s.leaves[k] = (good or leaves)[0]
            s.others[k] = good[1:]
            s.values.update(s.leaves[k].values)
            if part in s.failed:
                s.failed.remove(part)
        elif part not in s.failed:
            s.failed.append(part)
    for u in outline.loose:
        if u.var in s.moved:
            s.values[u.var] = s.moved[u.var]
        elif u.follows is not None and u.follows in s.values:
            s.values[u.var] = s.values[u.follows]
        elif u.start.__class__ is not float and system.mask(u.start):
            v = evaluate(u.start, s.values)
            s.values[u.var] = v if not math.isnan(v) else s.values[u.var]


def upright(s: Settled, k: int) -> None:
    """A part that was found to float: turned level with its first place at its start, and constructed again from there."""
    outline, system = s.outline, s.outline.system
    part = outline.parts[k]
    us = system.unknowns
    pairs = [(u, us[u.mate]) for u in part.unknowns if u.axis == "x"]
    before = (dict(s.values), dict(s.moved), dict(s.leaves), dict(s.others), dict(s.tried), set(s.numeric))
    values = s.values
    if "turn" in part.gauge:
        (ax, ay), (bx, by) = pairs[:2]
        angle = math.atan2(values[by.var] - values[ay.var], values[bx.var] - values[ax.var])
        values = turned(system, part, values, -angle, 0.0, 0.0)
    dx, dy = (evaluate(u.start, s.values) - values[u.var] if axis in part.gauge else 0.0 for u, axis in zip(pairs[0], "xy", strict=True))
    values = turned(system, part, values, 0.0, dx, dy)
    put = {i for step in outline.steps[k] if step.kind in ("free", "glide") and not step.gauge for i in step.unknowns}
    s.moved = {v: x for v, x in s.moved.items() if not part.mask >> system.index[v] & 1}
    s.moved.update({us[i].var: values[us[i].var] for i in put})
    s.values.update({u.var: values[u.var] for u in part.unknowns})
    place(s, [k])
    if k not in s.leaves or part in s.failed or s.leaves[k].lack or any(c.mask & part.mask for c in broken_of(s)):
        s.values, s.moved, s.leaves, s.others, s.tried, s.numeric = before
        s.failed = [p for p in s.failed if p is not part]
    else:
        s.numeric.discard(k)
