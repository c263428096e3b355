"""The smallest movement that mends an inequality: only what is free and stands in it moves, with what follows from it; all else stays."""

from __future__ import annotations

from .block import Block
from .outline import Settled, broken_of
from .place import place
from .plan import Step
from .system import Condition, Unknown, bits_of

__all__ = ["nudge"]


def nudge(s: Settled, mask: int, tries: int) -> bool:
    """Try it on the broken inequalities of this group; True if all of them hold then."""
    system, outline = s.outline.system, s.outline
    s.lost = None
    bad = [c for c in broken_of(s) if c.mask & mask]
    if not bad or any(p.mask & mask for p in s.failed):
        return False
    free = _free(s, bad)
    bold = [u for u in free if u.follows is None and u.soft < 0.5]
    for first in (bold, free) if len(bold) < len(free) else (free,):
        if not first:
            continue
        us, equations = _with_followers(s, first)
        own = sum(u.bit for u in us)
        margins = [c for c in system.margins if c.mask & own]
        block = Block(system, system.size_of(us[0].frame), us, equations, margins, s.values)
        found = block.solve(tries)
        if found is None:
            s.lost = block
            continue
        before = (dict(s.values), dict(s.moved), dict(s.leaves), dict(s.others), dict(s.tried), list(s.failed))
        s.moved.update({u.var: found[u.var] for u in first})
        place(s, {outline.part_of[u.index] for u in us if u.index in outline.part_of})
        if len(s.failed) <= len(before[-1]) and not any(c.mask & mask for c in broken_of(s)):
            return True
        s.values, s.moved, s.leaves, s.others, s.tried, s.failed = before
    return False


def _free(s: Settled, bad: list[Condition]) -> list[Unknown]:
    """What a step put freely (or nothing holds), and stands in one of these inequalities or stands behind what does."""
    outline, us = s.outline, s.outline.system.unknowns
    wanted = 0
    for c in bad:
        wanted |= c.mask
    out = [u for u in outline.loose if wanted & u.bit]
    anchor = min((outline.part_of[b] for b in bits_of(wanted) if b in outline.part_of), default=-1)
    several = len({outline.part_of.get(b, -1) for b in bits_of(wanted)}) > 1
    for k in sorted({outline.part_of[b] for b in bits_of(wanted) if b in outline.part_of}):
        behind = wanted
        mine: list[Unknown] = []
        for step in reversed(outline.steps[k]):
            if step.mask & behind:
                behind |= step.behind
                if step.kind in ("free", "glide") and (not step.gauge or (several and k != anchor)):
                    mine += [us[i] for i in step.unknowns]
        direct = [u for u in mine if u.bit & wanted]
        out += direct or mine
    return out


def _with_followers(s: Settled, first: list[Unknown]) -> tuple[list[Unknown], list[Condition]]:
    """These unknowns, all that were computed from them, and the equations between."""
    outline, us = s.outline, s.outline.system.unknowns
    moving = sum(u.bit for u in first)
    equations: list[Condition] = []
    for k in sorted({outline.part_of[u.index] for u in first if u.index in outline.part_of}):
        for step in outline.steps[k]:
            if step.kind == "reframe":
                return [u for u in outline.parts[k].unknowns], list(outline.parts[k].conditions)
            if step.mask & moving or step.behind & moving or _level_with(step, moving, us):
                moving |= step.mask
                equations += step.equations
        equations += [c for c in outline.level[k] if c.mask & moving and k != min(outline.part_of.values())]
    return [u for u in us if u.bit & moving], equations


def _level_with(step: Step, moving: int, us: list[Unknown]) -> bool:
    return step.kind == "level" and bool(moving >> us[step.partner].mate & 1)
