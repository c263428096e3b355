"""What a system is made of, and a figure that was found for it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ..expression import Memo, Var, evaluate, variables_of
from ..relation import Zero
from .block import Block, visible
from .construct import Construction, Leaf
from .gauge import find_gauge, floats_here
from .plan import Step, plan
from .system import Condition, Part, System, bits_of

__all__ = ["Outline", "Settled", "broken_of", "guesses"]


class Outline:
    """What does not change when lengths and scales do: the parts of a system with their plans, and which parts inequalities join."""

    def __init__(self, system: System, guess: dict[Var, float]) -> None:
        self.system = system
        system.refine(guess)
        self.parts = system.parts()
        self.steps: list[list[Step]] = []
        self.tested: dict[int, bool] = {p.number: False for p in self.parts}
        self.part_of: dict[int, int] = {}
        for p in self.parts:
            p.gauge = find_gauge(system, p, guess)
            self.steps.append(plan(system, p))
            for u in p.unknowns:
                self.part_of[u.index] = p.number
        self.level: dict[int, list[Condition]] = {p.number: _level(system, steps) for p, steps in zip(self.parts, self.steps, strict=True)}
        self.firm = [_firm(steps, system) for steps in self.steps]
        """Parts whose values do not depend on the scale of the page."""
        self._leaning: dict[int, int] = {}
        self.narrow: set[int] = set()
        """Inequalities that hold, but that nothing could make hold by as much as one can see."""
        self.loose = [u for u in system.unknowns if u.index not in self.part_of]
        self.margins: dict[int, list[Condition]] = {}
        for c in system.margins:
            for k in {self.part_of.get(b, -1) for b in bits_of(c.mask)}:
                self.margins.setdefault(k, []).append(c)

    def regauge(self, k: int, values: dict[Var, float]) -> bool:
        """Now that the part has a place: does it float more than was seen in general position? Then it is planned anew."""
        part = self.parts[k]
        if self.tested[k] or sum(1 for u in part.unknowns if u.axis == "x") < 2 or "turn" in part.gauge:
            return False
        memo: Memo = {}
        if any(c.strict and not c.mask & ~part.mask and not self.system.holds(c, part.size, values, memo) for c in self.margins.get(k, ())):
            return False  # ends that still lie in one place may be turned as one likes: that says nothing
        self.tested[k] = True
        gauge = floats_here(self.system, part, values)
        if not gauge > part.gauge:
            return False
        part.gauge = gauge
        self.steps[k] = plan(self.system, part)
        self.level[k], self.firm[k] = _level(self.system, self.steps[k]), _firm(self.steps[k], self.system)
        return True

    def known(self, k: int) -> int:
        """The unknowns that have their values before part k is constructed."""
        mask = 0
        for u in self.loose:
            mask |= u.bit
        for p in self.parts[:k]:
            mask |= p.mask
        return mask

    def leaning(self, k: int) -> int:
        """The unknowns on which part k depends, its own among them, but for its inequalities. (Of equations without those that cancel.)"""
        found = self._leaning.get(k)
        if found is None:
            part, mask = self.parts[k], self.system.mask
            found = part.mask
            for c in part.conditions:
                found |= c.mask | mask(c.scale)
            for u in part.unknowns:
                found |= mask(u.start) | mask(u.low) | mask(u.high) | mask(u.scale) | mask(u.follows)
            self._leaning[k] = found
        return found

    def differing(self, a: dict[Var, float], b: dict[Var, float]) -> int:
        """The unknowns whose starts are moved to different places."""
        index, mask = self.system.index, 0
        for v in a.keys() | b.keys():
            if a.get(v) != b.get(v):
                mask |= 1 << index[v]
        return mask

    def size(self, c: Condition) -> float:
        """Of the frame that a condition is about."""
        return self.system.size_of(self.system.unknowns[(c.mask & -c.mask).bit_length() - 1].frame)

    def rescale(self) -> None:
        """After the constants of the system changed."""
        self.system.sizes.clear()
        for p in self.parts:
            p.size = self.system.size_of(p.unknowns[0].frame)

    def groups(self, conditions: Iterable[Condition]) -> list[int]:
        """Masks of the unknowns of the parts, joined where these conditions join them."""
        masks: list[int] = []
        for c in conditions:
            mask = 0
            for b in bits_of(c.mask):
                k = self.part_of.get(b)
                mask |= 1 << b if k is None else self.parts[k].mask
            for other in [m for m in masks if m & mask]:
                masks.remove(other)
                mask |= other
            masks.append(mask)
        return masks


def _firm(steps: list[Step], system: System) -> bool:
    us = system.unknowns
    scales = [f.mm for f in system.figure.frames if f.mm in system.masks]
    if scales:
        values = [c.value for step in steps for c in (*step.equations, *(link[2] for link in step.links))]
        if any([v in scales for v in variables_of(*values)]):  # millimetres of the page stand in an equation: a block's width, a fraction of the ground
            return False
    for step in steps:
        if step.kind in ("many", "glide"):
            return False
        if step.kind == "free" and any(us[i].start.__class__ not in (int, float) or us[i].follows is not None for i in step.unknowns):
            return False
    return True


def _level(system: System, steps: list[Step]) -> list[Condition]:
    """That the second place of a part lies level with the first, as an equation."""
    out = []
    us = system.unknowns
    for step in steps:
        if step.kind == "level":
            u, partner = us[step.unknowns[0]], us[us[step.partner].mate]
            out.append(Condition(-1, None, Zero(u.var - partner.var, 1), u.bit | partner.bit, True))
    return out


class Settled:
    """values: of all unknowns and constants; leaves: the figure chosen for each part; others: the further figures of a part; failed: parts without any;
    broken: inequalities that do not hold; moved: starts that were moved."""

    def __init__(self, outline: Outline, values: dict[Var, float]) -> None:
        self.outline = outline
        self.values = values
        self.leaves: dict[int, Leaf] = {}
        self.others: dict[int, list[Leaf]] = {}
        self.failed: list[Part] = []
        self.tried: dict[int, Construction] = {}
        self.broken: list[Condition] = []
        self.moved: dict[Var, float] = {}
        self.asked: dict[Var, float] = {}
        """starts that were moved from the first"""
        self.fresh: dict[int, Construction] = {}
        """the constructions with those, before anything was mended"""
        self.numeric: set[int] = set()
        self.patient = False
        """True: more places are tried by number, and where the construction nearly succeeded"""
        self.lost: Block | None = None
        """what was just tried without success"""

    @property
    def sound(self) -> bool:
        return not self.failed and not self.broken


def guesses(system: System) -> dict[Var, float]:
    """Constants, and every unknown at its start."""
    us = system.unknowns
    values: dict[Var, Any] = {**system.constants, **{u.var: u.start for u in us}}
    memo: Memo = {}
    out = dict(system.constants)
    for u in us:
        v = evaluate(u.start, values, memo)
        out[u.var] = v if not math.isnan(v) else 0.0
    for u in us:
        if u.follows is not None and u.follows in out:
            out[u.var] = out[u.follows]
    return out


def broken_of(s: Settled) -> list[Condition]:
    """Inequalities that fail, or that something free should hold by more than it does."""
    outline, system = s.outline, s.outline.system
    memo: Memo = {}
    bad: list[Condition] = []
    for c in system.margins:
        size = outline.size(c)
        good = system.holds(c, size, s.values, memo)
        if good and c.strict and c.number not in outline.narrow and movable(s, c):
            good = evaluate(c.value, s.values, memo) * system.weight(c, size, s.values, memo) >= 0.4 * visible(c)
        if not good:
            bad.append(c)
    return bad


def movable(s: Settled, c: Condition) -> bool:
    """Does something free stand in it?"""
    outline = s.outline
    for b in bits_of(c.mask):
        k = outline.part_of.get(b)
        if k is None:
            return True
        leaf = s.leaves.get(k)
        if leaf is not None and not s.tried[k].rigid:
            return True
    return len({outline.part_of[b] for b in bits_of(c.mask)}) > 1
